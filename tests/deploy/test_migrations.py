"""Old code has to run on the new tables and new code on the old ones, for as long as a release takes (promise P7).

docs/deploy/README.md, "Updates", says the rule: add, backfill, switch, remove, each in a release of its own. Here it is held to.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.ops.databases import own_database

OURS = ("members", "projects", "principles")

# The migrations up to these numbers make the first release: no older code has ever met them.
FIRST_RELEASE = {"members": 2, "projects": 1, "principles": 2}
# Removals whose time has come: nothing since the release before last reads what goes. Each says so.
REMOVALS: dict[str, str] = {}
# Steps that cannot be taken back, each with the reason.
NO_WAY_BACK: dict[str, str] = {}


def steps(migration: migrations.Migration) -> Iterator[Operation]:
    """The operations, those inside SeparateDatabaseAndState included."""
    for operation in migration.operations:
        yield from getattr(operation, "database_operations", [operation])


def breaks_the_other_version(operation: Operation) -> str:
    """Why code that does not know of this step would fall over it; empty when it would not."""
    if isinstance(operation, migrations.RemoveField | migrations.DeleteModel):
        return "old code still reads what goes"
    if isinstance(operation, migrations.RenameField | migrations.RenameModel | migrations.AlterModelTable):
        return "old code still uses the old name"
    if isinstance(operation, migrations.AddField) and not_for_old_code_to_leave_out(operation.field):
        return "old code adds rows without it: give it null or db_default"
    if isinstance(operation, migrations.AlterField) and not_for_old_code_to_leave_out(operation.field):
        return "old code may still write what is now refused: say why not in REMOVALS"
    return ""


def not_for_old_code_to_leave_out(field: models.Field) -> bool:
    """Whether the database refuses a row in which this column is not named."""
    return not field.null and not field.many_to_many and not field.has_db_default()


def tables_made_in(migration: migrations.Migration) -> set[str]:
    """Tables that no other version knows: their columns may be as strict as they like."""
    return {step.name_lower for step in steps(migration) if isinstance(step, migrations.CreateModel)}


def ours() -> list[migrations.Migration]:
    found = MigrationLoader(None).disk_migrations
    return [migration for (app, _name), migration in sorted(found.items()) if app in OURS]


def label(migration: migrations.Migration) -> str:
    return f"{migration.app_label}.{migration.name}"


@pytest.mark.parametrize("migration", ours(), ids=label)
def test_P7_a_migration_leaves_the_other_version_running(migration: migrations.Migration) -> None:
    wrong = [
        f"{operation.describe()}: {why}"
        for operation in steps(migration)
        if getattr(operation, "model_name_lower", "") not in tables_made_in(migration)
        and (why := breaks_the_other_version(operation))
    ]
    is_first = int(migration.name[:4]) <= FIRST_RELEASE[migration.app_label]
    assert wrong == [] or is_first or label(migration) in REMOVALS


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("task", "why"),
        migrations.DeleteModel("task"),
        migrations.RenameField("task", "why", "reason"),
        migrations.RenameModel("task", "job"),
        migrations.AlterModelTable("task", "jobs"),
        migrations.AddField("task", "size", models.IntegerField(default=1)),
        migrations.AlterField("task", "size", models.IntegerField()),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_P7_a_step_that_breaks_the_other_version_is_seen(operation: Operation) -> None:
    assert breaks_the_other_version(operation) != ""


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("task", "size", models.IntegerField(null=True)),
        migrations.AddField("task", "size", models.IntegerField(db_default=1)),
        migrations.AddIndex("task", models.Index(fields=["why"], name="by_why")),
        migrations.CreateModel("Job", [("id", models.AutoField(primary_key=True))]),
        migrations.AlterField("task", "size", models.IntegerField(null=True)),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_P7_a_step_that_only_adds_is_fine(operation: Operation) -> None:
    assert breaks_the_other_version(operation) == ""


@pytest.mark.parametrize("migration", ours(), ids=label)
def test_a_migration_can_be_taken_back(migration: migrations.Migration) -> None:
    stuck = [operation.describe() for operation in migration.operations if not operation.reversible]
    assert stuck == [] or label(migration) in NO_WAY_BACK


@pytest.mark.parametrize("migration", ours(), ids=label)
def test_a_migration_is_named_for_what_it_does(migration: migrations.Migration) -> None:
    assert re.fullmatch(r"\d{4}_[a-z]+(_[a-z0-9]+)*", migration.name)
    assert not re.search(r"_auto_|_alter_|_initial$|_more$", migration.name)


def test_no_migration_is_missing(db: None) -> None:
    """Raises SystemExit when the models have moved on."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    assert [app.label for app in apps.get_app_configs() if app.label in OURS] == list(OURS)


def test_P7_every_migration_goes_back_and_forth() -> None:
    ours = "SELECT count(*) FROM pg_tables WHERE tablename ~ '^(members|projects|principles)_'"
    with own_database("back", DJANGO_SETTINGS_MODULE="coproduce.settings") as database:
        counts = []
        for words in ([], ["members", "zero"], []):
            moved = database.command("migrate", "--verbosity=0", *words)
            assert moved.returncode == 0, moved.stderr
            counts.append(database.rows(ours)[0][0])
    assert counts[1] == 0
    assert counts[0] == counts[2] > 30
