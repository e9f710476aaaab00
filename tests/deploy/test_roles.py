"""roles.sql on a real server: the web's account writes rows and can do nothing to a table (docs/deploy/roles.sql)."""

from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from tests.deploy.files import DEPLOY
from tests.ops.databases import OwnDatabase, own_database


def as_role(database: OwnDatabase, role: str) -> OwnDatabase:
    """The same database, reached with another account."""
    parts = urlsplit(database.url)
    address = parts.netloc.rpartition("@")[2]
    return OwnDatabase(urlunsplit(parts._replace(netloc=f"{role}@{address}")), database.environment)


@pytest.fixture(scope="module")
def site() -> Iterator[OwnDatabase]:
    """A database set up as docs/deploy/README.md says: roles, then tables, then roles once more as after a restore."""
    roles = (DEPLOY / "roles.sql").read_text()
    with own_database("roles", DJANGO_SETTINGS_MODULE="coproduce.settings") as database:
        database.rows(roles)
        for words in (["migrate", "--verbosity=0"], ["createcachetable"]):
            made = as_role(database, "coproduce_jobs").command(*words)
            assert made.returncode == 0, made.stderr
        database.rows(roles)
        yield database
        database.rows("DROP OWNED BY coproduce_web, coproduce_jobs; DROP ROLE coproduce_web, coproduce_jobs")


def test_the_web_reads_and_writes_rows(site: OwnDatabase) -> None:
    web = as_role(site, "coproduce_web")
    made = web.run(
        "-c",
        "import django; django.setup(); from tests.factories.projects import make_project; make_project()",
    )
    assert made.returncode == 0, made.stderr
    assert web.rows("SELECT count(*) FROM projects_project") == [(1,)]
    assert web.rows("UPDATE members_sitestate SET sending_held = false RETURNING id") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE members_message",
        "ALTER TABLE members_privatereading DISABLE TRIGGER ALL",
        "DROP TRIGGER stays ON members_privatereading",
        "TRUNCATE members_member CASCADE",
        "CREATE TABLE mine (id int)",
        "SET ROLE coproduce_jobs",
    ],
)
def test_the_web_does_nothing_to_a_table(site: OwnDatabase, statement: str) -> None:
    with pytest.raises((psycopg2.errors.InsufficientPrivilege, psycopg2.errors.WrongObjectType)):
        as_role(site, "coproduce_web").rows(statement)


def test_the_web_changes_no_record_of_a_reading(site: OwnDatabase) -> None:
    web = as_role(site, "coproduce_web")
    web.rows(
        "INSERT INTO members_privatereading VALUES"
        " (gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'needs')"
    )
    for statement in (
        "UPDATE members_privatereading SET what = 'export'",
        "DELETE FROM members_privatereading",
    ):
        with pytest.raises(psycopg2.errors.RaiseException):
            web.rows(statement)


def test_jobs_drop_old_months(site: OwnDatabase) -> None:
    jobs = as_role(site, "coproduce_jobs")
    jobs.rows(
        "CREATE TABLE old PARTITION OF members_privatereading FOR VALUES FROM ('2020-01-01') TO ('2020-02-01')"
    )
    jobs.rows("DROP TABLE old")
    assert jobs.rows("SELECT to_regclass('old')") == [(None,)]


def test_statements_end_in_good_time_whoever_connects(site: OwnDatabase) -> None:
    seconds = {
        role: as_role(site, role).rows("SHOW statement_timeout")
        for role in ("coproduce_web", "coproduce_jobs")
    }
    assert seconds == {"coproduce_web": [("10s",)], "coproduce_jobs": [("2min",)]}
