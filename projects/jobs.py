"""Scheduled work of projects; the timetable stands in coproduce/celery.py."""

from celery import shared_task

from coproduce.lib import dates
from projects.actions.standing_in import tell_who_stands_in as tell_them
from projects.actions.supporting import let_choose_again_everywhere
from projects.actions.task_offer import open_old_offers_to_all
from projects.actions.tidy import tidy_projects


@shared_task(name="projects.tidy")
def tidy() -> None:
    """Remove what is older than promised (promise P6)."""
    tidy_projects(now=dates.now())


@shared_task(name="projects.open_old_offers_to_all")
def open_old_offers() -> None:
    """Tasks that asked one person first for long enough are open to all (seed 60)."""
    open_old_offers_to_all(now=dates.now())


@shared_task(name="projects.ask_again_who_supports")
def ask_again_who_supports() -> None:
    """Whoever chose somebody that is not offered any more chooses again (decision 7)."""
    let_choose_again_everywhere()


@shared_task(name="projects.tell_who_stands_in")
def tell_who_stands_in() -> None:
    """Organisations hear of their projects that nobody runs (decision 7)."""
    tell_them(now=dates.now())
