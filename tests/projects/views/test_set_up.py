from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Organisation
from projects.actions.project import go_on_setting_up, open_project
from projects.models import Invitation, Membership, Project
from projects.queries.set_up import STEPS, set_up_address

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


@pytest.fixture
def opened(facilitator: Membership, organisation: Organisation) -> Membership:
    """Amina has opened an interview panel a moment ago."""
    return open_project(
        by=facilitator.member, organisation=organisation, name="A panel", template="panel", now=dates.now()
    )


def page(project: Project, step: str) -> str:
    """The path of a page of setting up."""
    return f"/projects/{project.address}/set-up/{step}/"


def now_at(project: Project) -> str | None:
    """The page where setting up goes on."""
    address = set_up_address(Project.objects.get(pk=project.pk))
    return address.rstrip("/").rpartition("/")[2] if address else None


def test_set_up_address_is_where_it_goes_on() -> None:
    pages = {number: set_up_address(Project(address="abc", set_up_page=number)) for number in (None, 2, 6)}
    assert pages == {
        None: None,
        2: "/projects/abc/set-up/purpose/",
        6: "/projects/abc/set-up/invite/",
    }


def test_the_kind_is_asked_first(as_person: AsPerson, facilitator: Membership) -> None:
    amina = as_person(facilitator)
    html = amina.get("/projects/new/").content.decode()
    assert (html.count('type="radio"'), html.count("checked")) == (8, 1)
    assert amina.post("/projects/new/", {"name": "A guide", "template": "dance"}).status_code == 200
    sent = amina.post("/projects/new/", {"name": "A guide", "template": "guide", "later": "1"})
    project = Project.objects.get(name="A guide")
    assert (sent["Location"], project.template, now_at(project)) == (
        f"/projects/{project.address}/",
        "guide",
        "purpose",
    )


def test_coming_back_later_opens_the_page_one_stopped_at(as_person: AsPerson, opened: Membership) -> None:
    amina, project = as_person(opened), opened.project
    later = {"later": "1"}
    nothing = amina.post(
        page(project, "purpose"), {**later, "version": "1", "what_it_makes": "A way to choose"}
    )
    assert (nothing["Location"], now_at(project)) == (f"/projects/{project.address}/", "purpose")
    version = Project.objects.get(pk=project.pk).version
    amina.post(page(project, "purpose"), {"version": version, "purpose": "Fair jobs"})
    assert now_at(project) == "limits"
    amina.post(page(project, "limits"), {"movable": "no"})
    amina.post(page(project, "thanks"), {**later, "version": version + 1})
    assert now_at(project) == "thanks"
    amina.post(page(project, "purpose"), {"version": version + 2, "purpose": "Fair jobs for all"})
    assert now_at(project) == "thanks"  # going back to change something does not lose the place
    amina.post(page(project, "support"), {})
    assert now_at(project) == "invite"
    html = amina.get(page(project, "invite")).content.decode()
    assert (html.count('name="later"'), html.count('name="skip"')) == (0, 1)
    assert now_at(project) == "invite"  # looking at it finishes nothing


def test_an_empty_purpose_is_asked_for_when_one_goes_on(as_person: AsPerson, opened: Membership) -> None:
    answer = as_person(opened).post(page(opened.project, "purpose"), {"version": "1"})
    words = "Say what you want to change, in one or two lines"
    assert (answer.status_code, answer.content.decode().count(words) > 0) == (200, True)


def test_the_first_invitation_finishes_setting_up(as_person: AsPerson, opened: Membership) -> None:
    amina, project = as_person(opened), opened.project
    wrong = amina.post(page(project, "invite"), {"email": "sam"})
    assert (wrong.status_code, now_at(project)) == (200, "purpose")
    sent = amina.post(page(project, "invite"), {"email": "sam@example.org", "name": "Sam"})
    assert (sent["Location"], now_at(project)) == (f"/projects/{project.address}/invite/", None)
    assert Invitation.objects.get().email == "sam@example.org"


def test_inviting_nobody_finishes_too(as_person: AsPerson, opened: Membership) -> None:
    amina, project = as_person(opened), opened.project
    assert amina.post(page(project, "invite"), {"skip": "1"})["Location"] == f"/projects/{project.address}/"
    assert (now_at(project), Invitation.objects.count()) == (None, 0)
    go_on_setting_up(by=Membership.objects.get(pk=opened.pk), page=3)
    assert now_at(project) is None  # what is done stays done


def test_pages_opened_again_lead_back_to_the_project(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    amina = as_person(facilitator)
    assert amina.get(page(project, "support")).content.decode().count("Page 5 of 6") == 0
    sent = amina.post(page(project, "support"), {"person_1": str(facilitator.member_id), "hours_1": "9 to 5"})
    assert (sent["Location"], now_at(project)) == (f"/projects/{project.address}/", None)


def test_what_the_template_suggests_stands_in_the_box(as_person: AsPerson, opened: Membership) -> None:
    amina = as_person(opened)
    html = amina.get(page(opened.project, "purpose")).content.decode()
    assert html.count('value="A fair way to choose the right person"') == 1
    assert Project.objects.get(pk=opened.project_id).what_it_makes == ""


@pytest.mark.parametrize(("template", "asks"), [("panel", 1), ("training", 1), ("guide", 0), ("blank", 0)])
def test_a_panel_says_how_people_meet_before(
    as_person: AsPerson, facilitator: Membership, project: Project, template: str, asks: int
) -> None:
    Project.objects.filter(pk=project.pk).update(template=template)
    amina = as_person(facilitator)
    html = amina.get(page(project, "thanks")).content.decode()
    assert html.count('name="meet_before"') == asks
    amina.post(page(project, "thanks"), {"version": "1", "meet_before": "A meal"})
    assert Project.objects.get(pk=project.pk).meet_before == ("A meal" if asks else None)


def test_the_brief_takes_days_that_are_over(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    amina = as_person(facilitator)
    posted = {
        "version": "1",
        "purpose": "Words",
        "brief_set_on": "1 March 2020",
        "brief_set_by": "The council",
    }
    assert amina.post(page(project, "purpose"), {**posted, "brief_set_on": "tomorrow"}).status_code == 200
    assert amina.post(page(project, "purpose"), {**posted, "brief_set_on": "1/3/2999"}).status_code == 200
    assert amina.post(page(project, "purpose"), posted).status_code == 302
    project.refresh_from_db()
    assert (project.brief_set_on, project.brief_set_by) == (date(2020, 3, 1), "The council")


def test_pace_format_and_brief_can_change_later(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    amina, edit = as_person(facilitator), f"/projects/{project.address}/edit/"
    words = {
        "name": "A welcome",
        "purpose": project.purpose,
        "time_asked": "An hour a month",
        "ways_to_take_part": "By post",
        "meet_before": "A walk",
        "brief_set_on": "2/3/2020",
        "brief_set_by": "A funder",
    }
    assert amina.post(edit, {**words, "version": "1"}).status_code == 302
    project.refresh_from_db()
    assert (project.time_asked, project.ways_to_take_part, project.meet_before, project.brief_set_on) == (
        "An hour a month",
        "By post",
        "A walk",
        date(2020, 3, 2),
    )
    clash = amina.post(edit, {**words, "version": "1", "brief_set_on": "", "meet_before": ""})
    html = clash.content.decode()
    assert (clash.status_code, html.count("<dd>A walk</dd>"), html.count("<dd>2/3/2020</dd>")) == (409, 1, 1)


@pytest.mark.parametrize(
    "closed", [{"status": "paused", "paused_at": dates.now()}, {"status": "ended", "ended_at": dates.now()}]
)
def test_a_closed_project_is_not_set_up(
    as_person: AsPerson, opened: Membership, closed: dict[str, object]
) -> None:
    Project.objects.filter(pk=opened.project_id).update(**closed)
    amina = as_person(opened)
    pages = [page(opened.project, step) for step in STEPS] + [f"/projects/{opened.project.address}/edit/"]
    assert {amina.get(each).status_code for each in pages} == {403}
    assert {amina.post(each, {"later": "1"}).status_code for each in pages} == {403}


def test_the_list_shows_ones_own_projects_once(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    assert as_person(facilitator).get("/projects/").content.decode().count(project.name) == 1


def test_each_page_leads_back_to_the_one_before(as_person: AsPerson, opened: Membership) -> None:
    amina, project = as_person(opened), opened.project
    htmls = [amina.get(page(project, step)).content.decode() for step in STEPS]
    before = [[step for step in STEPS if f'href="{page(project, step)}"' in html] for html in htmls]
    assert before == [[], *([step] for step in STEPS[:-1])]


def test_members_do_not_set_up(as_person: AsPerson, member: Membership) -> None:
    assert {as_person(member).get(page(member.project, step)).status_code for step in STEPS} == {403}


def test_the_page_of_days_names_nobody(
    as_person: AsPerson, member: Membership, facilitator: Membership, outsider: Member
) -> None:
    url = f"/projects/{member.project.address}/timeline/"
    Membership.objects.filter(pk=member.pk).update(experience_audience="project")
    Project.objects.filter(pk=member.project_id).update(
        brief_set_on=date(2020, 3, 1), brief_set_by="The council"
    )
    html = as_person(facilitator).get(url).content.decode()
    said = html.partition("<main")[2].partition("</main>")[0]
    first = "The brief was set before people with lived experience joined."
    assert (said.count(first), said.count("By The council"), said.count("Sam")) == (1, 1, 0)
    assert as_person(outsider).get(url).status_code == 404
