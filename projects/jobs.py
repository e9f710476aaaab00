"""Scheduled work of projects; the timetable stands in coproduce/celery.py."""

from celery import shared_task

from coproduce.lib import dates
from projects.actions.tidy import tidy_projects


@shared_task(name="projects.tidy")
def tidy() -> None:
    """Remove what is older than promised (promise P6)."""
    tidy_projects(now=dates.now())
