import pytest
from django.contrib import admin
from django.test import RequestFactory

from coproduce.lib import dates
from projects.actions.purpose import say_to_purpose, write_purpose
from projects.admin import ProjectAdmin
from projects.models import Membership, Project, PurposeVersion
from projects.queries.purpose import purpose_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "wrong"), [("Europe/London", False), ("Europe/Bristol", True), ("../etc", True)]
)
def test_a_project_has_a_clock_that_this_machine_knows(project: Project, zone: str, wrong: bool) -> None:
    made = ProjectAdmin(Project, admin.site).get_form(RequestFactory().get("/"), project)
    assert ("zone" in made({"name": "x", "purpose": "y", "zone": zone}, instance=project).errors) is wrong


def test_words_of_a_purpose_that_cannot_stay_leave_its_history_too(
    project: Project, member: Membership, facilitator: Membership
) -> None:
    """Nobody agreed to the operator's words: they are a draft, and what was said to the old ones counts no more."""
    write_purpose(by=facilitator, words="Call Sam on 07700 900123.", now=dates.now())
    say_to_purpose(by=member, version_number=2, says="agree", count_as="lived", now=dates.now())
    fresh = Project.objects.get()
    request = RequestFactory().get("/")
    page = ProjectAdmin(Project, admin.site)
    given = {"name": fresh.name, "purpose": "Call us.", "zone": fresh.zone}
    form = page.get_form(request, fresh)(given, instance=fresh)
    assert form.is_valid()
    page.save_model(request, form.save(commit=False), form, change=True)
    fresh = Project.objects.get()
    assert (fresh.purpose, fresh.purpose_status) == ("Call us.", "draft")
    line = PurposeVersion.objects.filter(project=project).values_list("number", "words", "agreed_at").first()
    assert line == (2, "Call us.", None)
    assert purpose_page(fresh).answers == []
