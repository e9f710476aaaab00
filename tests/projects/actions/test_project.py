import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Member, Organisation
from projects.actions.project import (
    Support,
    change_project,
    go_on_setting_up,
    name_supporters,
    open_project,
)
from projects.library.questions import QUESTIONS
from projects.library.roles import ROLES
from projects.library.templates import TEMPLATES
from projects.models import Membership, Project, Supporter, TaskPlace

pytestmark = pytest.mark.django_db


def test_open_project_makes_its_opener_host(facilitator: Membership, organisation: Organisation) -> None:
    opened = open_project(by=facilitator.member, organisation=organisation, name="A guide", now=dates.now())
    project = Project.objects.get(name="A guide")
    assert (opened.project, opened.is_host, project.people_count) == (project, True, 1)
    assert project.purpose_status == Project.PurposeStatus.DRAFT
    assert [part.organisation for part in project.organisation_parts.all()] == [organisation]


@pytest.mark.parametrize("key", TEMPLATES)
def test_open_project_begins_with_what_its_template_promises(
    facilitator: Membership, organisation: Organisation, key: str
) -> None:
    template = TEMPLATES[key]
    opened = open_project(
        by=facilitator.member, organisation=organisation, name="Ours", template=key, now=dates.now()
    )
    project = Project.objects.get(name="Ours")
    assert (project.template, project.set_up_page, project.purpose) == (key, 2, "")
    tasks = project.tasks.order_by("pk")
    assert list(tasks.values_list("title", "what", "minutes", "kind", "due_on", "status", "free_places")) == [
        (str(each.title), str(each.what), each.minutes, each.kind, None, "open", 1) for each in template.tasks
    ]
    assert (project.open_task_count, TaskPlace.objects.filter(holder__isnull=False).count()) == (
        len(template.tasks),
        0,
    )
    assert {role.name for role in project.roles.all()} == {str(ROLES[role].name) for role in template.roles}
    assert list(project.milestones.order_by("pk").values_list("what", "on")) == [
        (str(what), None) for what in template.milestones
    ]
    assert project.pieces.count() == (len(QUESTIONS) + 1 if template.with_pieces else 0)
    assert opened.roles_held.count() == 0


def test_open_project_refuses_who_is_no_facilitator(member: Membership, organisation: Organisation) -> None:
    with pytest.raises(Refused, match="^Only people whom Station House has asked to can open its projects.$"):
        open_project(by=member.member, organisation=organisation, name="A guide", now=dates.now())
    assert Project.objects.filter(name="A guide").count() == 0


def test_open_project_refuses_a_lead(lead: Member, organisation: Organisation) -> None:
    with pytest.raises(Refused):
        open_project(by=lead, organisation=organisation, name="A guide", now=dates.now())


def test_change_project_makes_a_changed_purpose_a_draft_again(
    facilitator: Membership, project: Project
) -> None:
    Project.objects.update(purpose_status="agreed", records_version=4)
    change_project(by=facilitator, version=1, changes={"name": "Another name"})
    project.refresh_from_db()
    assert (project.name, project.purpose_status, project.version, project.records_version) == (
        "Another name",
        "agreed",
        2,
        5,
    )
    change_project(by=facilitator, version=2, changes={"purpose": "Other words"})
    project.refresh_from_db()
    assert (project.purpose, project.purpose_status) == ("Other words", "draft")


def test_change_project_raises_clash_with_the_other_words(facilitator: Membership, project: Project) -> None:
    change_project(by=facilitator, version=1, changes={"purpose": "First words"})
    with pytest.raises(Clash) as clash:
        change_project(by=facilitator, version=1, changes={"purpose": "Second words"})
    assert (clash.value.theirs["purpose"], clash.value.theirs["version"]) == ("First words", 2)
    project.refresh_from_db()
    assert project.purpose == "First words"


def test_change_project_takes_no_other_columns(facilitator: Membership, project: Project) -> None:
    change_project(by=facilitator, version=1, changes={"people_count": "99", "address": "stolen"})
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.people_count, fresh.address) == (1, project.address)


def test_change_project_refuses_members(member: Membership) -> None:
    with pytest.raises(Refused, match="^The people who run this project write this page"):
        change_project(by=member, version=1, changes={"name": "Mine"})


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ({"status": "paused", "paused_at": dates.now()}, "^This project is paused"),
        ({"status": "ended", "ended_at": dates.now()}, "^This project has ended"),
    ],
)
def test_a_closed_project_is_neither_changed_nor_set_up(
    facilitator: Membership, project: Project, closed: dict[str, object], reason: str
) -> None:
    Project.objects.filter(pk=project.pk).update(set_up_page=3, **closed)
    amina = Membership.objects.select_related("project").get(pk=facilitator.pk)
    for act in (
        lambda: change_project(by=amina, version=1, changes={"name": "Mine", "purpose": "Ours"}),
        lambda: go_on_setting_up(by=amina, page=None),
        lambda: name_supporters(by=amina, supporters=[]),
    ):
        with pytest.raises(Refused, match=reason):
            act()
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.name, fresh.purpose, fresh.set_up_page) == (project.name, project.purpose, 3)


def test_change_project_writes_the_purpose_into_its_history(
    facilitator: Membership, project: Project
) -> None:
    change_project(by=facilitator, version=1, changes={"purpose": "Other words", "time_asked": "An hour"})
    fresh = Project.objects.get(pk=project.pk)
    assert (fresh.purpose, fresh.time_asked, fresh.version) == ("Other words", "An hour", 2)
    assert [each.words for each in fresh.purposes.all()] == ["Other words", project.purpose]


def test_name_supporters_asks_again_who_chose_somebody_not_offered_any_more(
    facilitator: Membership, member: Membership, other_member: Membership, professional: Membership
) -> None:
    name_supporters(by=facilitator, supporters=[Support(other_member.member_id, "Evenings", "0117 496 0000")])
    Membership.objects.filter(pk=member.pk).update(support_person=other_member.member)
    Membership.objects.filter(pk=professional.pk).update(support_person=facilitator.member)
    name_supporters(by=facilitator, supporters=[Support(professional.member_id, "Mornings")])
    assert [(each.member, each.hours) for each in Supporter.objects.all()] == [
        (professional.member, "Mornings")
    ]
    chosen = dict(Membership.objects.values_list("pk", "support_person"))
    assert (chosen[member.pk], chosen[professional.pk]) == (None, facilitator.member_id)


def test_name_supporters_refuses_members(member: Membership) -> None:
    with pytest.raises(Refused):
        name_supporters(by=member, supporters=[])
