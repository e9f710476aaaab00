"""The Celery app, and the whole timetable of scheduled jobs in one place."""

import os
from datetime import timedelta

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

app = Celery("coproduce")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


def every(seconds: int, job: str) -> dict[str, object]:
    """One line of the timetable: the job's name, its rhythm, and an end so that late ticks do not pile up."""
    return {"task": job, "schedule": timedelta(seconds=seconds), "options": {"expires": seconds}}


# How often the site looks for what is due. The browser tests look more often, so that nobody waits.
TICK = int(os.environ.get("TICK_SECONDS", "30"))
HOUR = 3600

app.conf.beat_schedule = {
    "tick": every(TICK, "members.tick"),
    "count-what-was-done": every(2 * TICK, "principles.count_what_was_done"),
    "open-and-close-rounds": every(2 * TICK, "principles.open_and_close_rounds"),
    "tidy-members": every(HOUR, "members.tidy"),
    "tidy-projects": every(HOUR, "projects.tidy"),
    "open-old-offers-to-all": every(HOUR // 4, "projects.open_old_offers_to_all"),
    "ask-again-who-supports": every(HOUR // 4, "projects.ask_again_who_supports"),
    "tell-who-stands-in": every(HOUR, "projects.tell_who_stands_in"),
}
