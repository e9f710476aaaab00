import pytest

from projects.library.roles import ROLES
from projects.library.templates import BLANK, TEMPLATES, ProjectTemplate, template_of
from projects.models import Milestone, Project, Task

EACH = pytest.mark.parametrize("key", [key for key in TEMPLATES if key != "blank"])


def test_every_kind_of_project_has_its_template() -> None:
    assert {key: str(each.name) for key, each in TEMPLATES.items()} == {
        str(value): str(label) for value, label in Project.Template.choices
    }


def test_a_kind_that_nobody_knows_begins_with_nothing() -> None:
    assert template_of("nothing like this") == BLANK
    assert (BLANK.roles, BLANK.tasks, BLANK.milestones, BLANK.with_pieces) == ((), (), (), False)


@EACH
def test_a_template_names_roles_and_kinds_that_there_are(key: str) -> None:
    template = template_of(key)
    assert set(template.roles) - set(ROLES) == set()
    assert {task.kind for task in template.tasks} - set(Task.Kind.values) == set()


@EACH
def test_what_a_template_says_fits_its_columns(key: str) -> None:
    template = template_of(key)
    rooms = [
        (template.what_it_makes, Project._meta.get_field("what_it_makes")),
        *((task.title, Task._meta.get_field("title")) for task in template.tasks),
        *((task.what, Task._meta.get_field("what")) for task in template.tasks),
        *((what, Milestone._meta.get_field("what")) for what in template.milestones),
    ]
    assert [str(words) for words, column in rooms if len(str(words)) > (column.max_length or 0)] == []
    assert {3 <= len(template.tasks) <= 5, 3 <= len(template.milestones) <= 5} == {True}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_people_meet_before_where_somebody_is_assessed(template: ProjectTemplate) -> None:
    assert template.needs_meeting_before == ("assessor" in template.roles)
