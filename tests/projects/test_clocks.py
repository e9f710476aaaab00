"""Projects whose clock stands far away, changes, or is not known to this machine: one bad row never holds up others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.models import Member
from projects.actions.task_offer import open_old_offers_to_all
from projects.models import Membership, Project, TaskPlace
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db
PAGES = (
    "detail", "task-list", "task-new", "plan", "purpose", "story", "export", "role-list", "power-map", "limits", "limit-new", "output-list",
    "milestone-list", "milestone-new", "not-known", "unknown-new", "timeline", "people", "invite", "pause", "end", "way", "host-powers",
)  # fmt: skip


def ask_somebody(project: Project) -> TaskPlace:
    """A place that asked one person first; it was to be open to all some days ago."""
    to = make_membership(project=project)
    place = make_task(project=project).places.get()
    TaskPlace.objects.filter(pk=place.pk).update(
        offered_to=to, offered_until=(dates.now() - timedelta(days=3)).date()
    )
    return place


def test_a_clock_that_nobody_knows_holds_up_no_other_project(project: Project) -> None:
    lost = make_project(zone="Europe/Bristol")
    places = [ask_somebody(lost), ask_somebody(project)]
    assert open_old_offers_to_all(now=dates.now()) == 2
    for place in places:
        place.refresh_from_db()
        assert place.offered_to is None


@pytest.mark.parametrize("zone", ["Europe/Bristol", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_pages_of_a_project_stand_whatever_its_clock(
    facilitator: Membership, project: Project, zone: str, as_person: Callable[[Member | Membership], Client]
) -> None:
    make_task(project=project, due_on=dates.now().date())
    Project.objects.filter(pk=project.pk).update(zone=zone)
    amina, answers = as_person(facilitator), {}
    for name in PAGES:
        answers[name] = amina.get(reverse(f"projects:{name}", args=[project.address])).status_code
    assert {name: status for name, status in answers.items() if status != 200} == {}
