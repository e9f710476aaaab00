import pytest
from django.contrib import admin
from django.test import RequestFactory

from projects.admin import ProjectAdmin
from projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("zone", "wrong"), [("Europe/London", False), ("Europe/Bristol", True), ("../etc", True)]
)
def test_a_project_has_a_clock_that_this_machine_knows(project: Project, zone: str, wrong: bool) -> None:
    made = ProjectAdmin(Project, admin.site).get_form(RequestFactory().get("/"), project)
    assert ("zone" in made({"name": "x", "purpose": "y", "zone": zone}, instance=project).errors) is wrong
