"""A site of the first release, with people and projects on it, moves to the newest one."""

from tests.ops.databases import own_database

PROJECT = """
    INSERT INTO projects_project (address, name, purpose, purpose_status, what_it_makes, time_asked, what_people_get,
        ways_to_take_part, not_known, zone, status, opened_by_id, opened_at, ended_at, version, records_version,
        people_count, open_task_count, done_task_count)
    VALUES ('{address}', 'A project', '{purpose}', '{status}', '', '', '', '', '{not_known}', '{zone}', '{state}', {opener},
        '2026-03-29 00:59:59+00', {ended}, 1, 1, 0, 0, 0)
"""


def project(address: str, **values: str) -> str:
    """A project as the first release kept it."""
    usual = {
        "purpose": "Nobody feels lost.", "status": "draft", "not_known": "", "zone": "Europe/London", "state": "open",
        "opener": "NULL", "ended": "NULL",
    }  # fmt: skip
    return PROJECT.format(address=address, **{**usual, **values})


def test_P7_what_the_first_release_kept_is_all_there_after_an_update() -> None:
    with own_database("upgrade", DJANGO_SETTINGS_MODULE="coproduce.settings") as database:
        for app, first in (("principles", "0002"), ("projects", "0001")):
            done = database.command("migrate", "--verbosity=0", app, first)
            assert done.returncode == 0, done.stderr
        for rows in (
            project("agreed", status="agreed", not_known="Is there a lift?"),
            project("empty", purpose=""),
            project("ended", state="ended", ended="now()"),
            project("far", zone="Pacific/Kiritimati", purpose="ü 👋 " + "x" * 590),
            project("lost", zone="Europe/Bristol"),
        ):
            database.rows(rows)
        for words in ([], ["projects", "0002"], []):  # forth, back, and forth once more
            done = database.command("migrate", "--verbosity=0", *words)
            assert done.returncode == 0, done.stderr
        purposes = database.rows(
            "SELECT address, number, words = purpose, agreed_at = opened_at, written_by_id FROM projects_purposeversion"
            " JOIN projects_project AS project ON project.id = project_id ORDER BY address"
        )
        unknowns = database.rows("SELECT what, found FROM projects_unknown")
        states = dict(database.rows("SELECT address, status FROM projects_project"))
        checked = database.command("check")
    assert purposes == [
        ("agreed", 1, True, True, None),
        ("ended", 1, True, None, None),
        ("far", 1, True, None, None),
        ("lost", 1, True, None, None),
    ]
    assert unknowns == [("Is there a lift?", "")]
    assert (states["ended"], states["empty"], checked.returncode) == ("ended", "open", 0)
