"""The timetable of jobs names only jobs that exist, and no beat entry can pile up."""

from datetime import timedelta

from coproduce.celery import app


def test_every_entry_names_a_registered_job() -> None:
    app.loader.import_default_modules()
    app.finalize()
    unknown = [entry["task"] for entry in app.conf.beat_schedule.values() if entry["task"] not in app.tasks]
    assert unknown == []


def test_every_job_has_an_explicit_name_of_its_app() -> None:
    app.loader.import_default_modules()
    ours = [name for name, job in app.tasks.items() if job.__module__.endswith(".jobs")]
    assert ours
    assert [name for name in ours if name.split(".")[0] not in {"members", "projects", "principles"}] == []


def test_entries_are_steady_rhythms_with_an_end() -> None:
    """No crontab: Celery's local crontab skips the repeated autumn hour."""
    wrong = [
        name
        for name, entry in app.conf.beat_schedule.items()
        if not isinstance(entry["schedule"], timedelta)
        or entry["options"].get("expires") != entry["schedule"].total_seconds()
    ]
    assert wrong == []
