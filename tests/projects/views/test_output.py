"""Pages of what the group makes: from an idea to a finished, credited thing; both texts; paging; few queries."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from members.models import Member
from projects.actions.credit import say_credit
from projects.actions.membership import leave_project
from projects.actions.output import hold_thread
from projects.actions.read_through import ask_for_reading
from projects.models import Credit, Membership, Output, OutputVersion, Project, Section
from tests.factories.common_ground import make_output, make_version
from tests.factories.members import make_member
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
NOW = dates.now()


def words_of(html: str) -> str:
    """What people read on a page, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def page(browser: Client, path: str) -> str:
    return words_of(browser.get(path).content.decode())


def queries_of(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.fixture
def at(project: Project) -> str:
    """Where the pages of the project begin."""
    return f"/projects/{project.address}/"


def test_from_an_idea_to_a_finished_guide(
    as_person: AsPerson, member: Membership, other_member: Membership, at: str
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    guide = sam.post(f"{at}outputs/new/", {"title": "A guide", "good_enough": "Short and true"})["Location"]
    assert "Nobody yet" in page(sam, guide)
    sam.post(f"{guide}sections/", {"title": "What happens first"})
    section = Section.objects.get()
    sam.post(f"{at}sections/{section.pk}/hold/")
    jo.post(f"{guide}thread/")
    sam.post(f"{guide}versions/new/", {"section": section.pk, "words": "Say hello.\n\nSit down."})
    sam.post(f"{guide}ask/")
    jo.post(f"{guide}read/", {"holds": "not_yet", "words": "Where is the door?"})
    assert "Something would help first: Where is the door?" in page(sam, guide)
    sam.post(
        f"{guide}versions/new/", {"section": section.pk, "words": "The door is green.", "note": "With a door"}
    )
    sam.post(f"{guide}ask/")
    jo.post(f"{guide}read/", {"holds": "yes"})
    sam.post(f"{guide}finish/")
    jo.post(f"{guide}credit/", {"part": "held the thread", "shown_as": "name"})
    sam.post(f"{guide}credit/", {"part": "wrote", "shown_as": "other", "other_name": "A friend"})
    said = page(sam, guide)
    assert "Finished" in said
    assert "Made by A friend and Jo ." in said
    assert "A friend : wrote" in said
    printed = page(jo, f"{guide}print/")
    assert "What happens first The door is green." in printed
    assert "Say hello." not in printed


def test_a_form_that_is_sent_twice_makes_one(as_person: AsPerson, member: Membership, at: str) -> None:
    sam, key = as_person(member), "6b1f3d0e-8f6f-4d3f-9a59-0e6a0f7f2c11"
    for _again in range(2):
        sam.post(f"{at}outputs/new/", {"title": "A guide", "form_key": key})
    assert Output.objects.count() == 1


def test_two_people_change_its_words(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project, title="A guide")
    path = f"{at}outputs/{output.pk}/edit/"
    as_person(member).post(path, {"version": "1", "title": "A guide for you", "what": "Theirs"})
    clash = as_person(other_member).post(path, {"version": "1", "title": "A guide", "what": "Mine"})
    html = clash.content.decode()
    assert (clash.status_code, "<dd>A guide for you</dd>" in html, "<dd>Theirs</dd>" in html) == (
        409,
        True,
        True,
    )
    assert ">\nMine</textarea>" in html
    as_person(other_member).post(path, {"version": "2", "title": "A guide", "what": "Mine"})
    output.refresh_from_db()
    assert (output.title, output.what, output.version) == ("A guide", "Mine", 3)


def test_two_people_name_who_answers(
    as_person: AsPerson, member: Membership, professional: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    path = f"{at}outputs/{output.pk}/answers/"
    first = as_person(member).get(path).content.decode()
    assert ('<option value="" selected>Nobody yet</option>' in first, " selected" in first) == (True, True)
    assert first.count(" selected") == 1
    as_person(member).post(path, {"version": "1", "person": professional.pk})
    clash = as_person(professional).post(path, {"version": "1", "person": ""})
    assert (clash.status_code, "<dd>Tom</dd>" in clash.content.decode()) == (409, True)
    assert "Who answers for it Tom" in page(as_person(member), f"{at}outputs/{output.pk}/")


def test_two_people_name_a_section(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    section = Section.objects.create(output=make_output(project=project), title="First", position=1)
    path = f"{at}sections/{section.pk}/edit/"
    as_person(member).post(path, {"version": "1", "title": "At the door"})
    clash = as_person(other_member).post(path, {"version": "1", "title": "Coming in"})
    html = clash.content.decode()
    assert (clash.status_code, "<dd>At the door</dd>" in html, 'value="Coming in"' in html) == (
        409,
        True,
        True,
    )


def test_sections_go_up_and_down_with_buttons(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    first, second = (
        Section.objects.create(output=output, title=title, position=number)
        for number, title in enumerate(("Door", "Tea"), start=1)
    )
    sam = as_person(member)
    html = sam.get(f"{at}outputs/{output.pk}/sections/").content.decode()
    assert [html.count(f'name="way" value="{way}"') for way in ("up", "down")] == [1, 1]
    sam.post(f"{at}sections/{second.pk}/move/", {"way": "up"})
    assert list(output.sections.all()) == [second, first]
    sam.post(f"{at}sections/{second.pk}/remove/")
    assert list(output.sections.all()) == [first]


def test_pages_of_buttons_lead_back_when_they_are_opened(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    section = Section.objects.create(output=output, title="First", position=1)
    sam = as_person(member)
    for verb in ("thread", "ask", "finish", "reopen", "credit/back"):
        assert sam.get(f"{at}outputs/{output.pk}/{verb}/")["Location"] == f"{at}outputs/{output.pk}/"
    assert sam.get(f"{at}sections/{section.pk}/hold/")["Location"] == f"{at}outputs/{output.pk}/"
    for verb in ("move", "remove"):
        answer = sam.get(f"{at}sections/{section.pk}/{verb}/")
        assert answer["Location"] == f"{at}outputs/{output.pk}/sections/"
    output.refresh_from_db()
    assert (output.thread_holder, output.status, output.sections.count()) == (None, "making", 1)


def test_a_stale_page_says_why(as_person: AsPerson, member: Membership, project: Project, at: str) -> None:
    output = make_output(project=project, status="finished", finished_at=NOW)
    sam = as_person(member)
    for path in ("edit/", "answers/", "versions/new/"):
        answer = sam.get(f"{at}outputs/{output.pk}/{path}")
        assert (answer.status_code, "Open it again to change it." in answer.content.decode()) == (403, True)
    assert sam.post(f"{at}outputs/{output.pk}/thread/").status_code == 403
    assert sam.get(f"{at}outputs/{output.pk}/read/").status_code == 403


def test_nobody_has_to_be_named(as_person: AsPerson, member: Membership, project: Project, at: str) -> None:
    """One without a name is "others", never a number."""
    output = make_output(project=project)
    for name, shown_as in (("Zoe", "name"), ("amir", "name"), ("Kim", "none")):
        who = make_membership(project=project, member=make_member(name=name))
        say_credit(by=who, output_pk=output.pk, part=f"{name} wrote", shown_as=shown_as, now=NOW)
    said = page(as_person(member), f"{at}outputs/{output.pk}/")
    assert "Made by amir, Zoe and others ." in said
    assert "Kim" not in said


def test_only_others_without_a_name(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    say_credit(by=other_member, output_pk=output.pk, part="tea", shown_as="none", now=NOW)
    said = page(as_person(member), f"{at}outputs/{output.pk}/")
    assert ("Made by others ." in said, "tea" in said.split("Made by")[1].split("Say what")[0]) == (
        True,
        False,
    )


def test_a_credit_takes_no_name_of_somebody_else(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    path, sam = f"{at}outputs/{output.pk}/credit/", as_person(member)
    taken = sam.post(path, {"part": "wrote", "shown_as": "other", "other_name": "jo"}).content.decode()
    assert ("Somebody here has this name. Choose another one" in taken, Credit.objects.count()) == (True, 0)
    for given, kept in (
        ({"shown_as": "other", "other_name": "Kit"}, "Kit"),
        ({"shown_as": "name", "other_name": "Kit"}, ""),
    ):
        sam.post(path, {"part": "wrote", **given})
        assert Credit.objects.get().other_name == kept
    sam.post(f"{path}back/")
    assert Credit.objects.count() == 0


def test_a_credit_stays_when_somebody_leaves(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    say_credit(by=other_member, output_pk=output.pk, part="read", shown_as="name", now=NOW)
    leave_project(by=other_member, now=NOW)
    assert "Made by Jo ." in page(as_person(member), f"{at}outputs/{output.pk}/")


def test_when_nobody_holds_the_thread_anybody_reads(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    make_version(output=output)
    sam = as_person(member)
    asked = sam.post(f"{at}outputs/{output.pk}/ask/", follow=True).content.decode()
    assert "Nobody holds the thread, so anyone here can read it through." in asked
    hold_thread(by=other_member, pk=output.pk)
    assert "I have read it all" not in sam.get(f"{at}outputs/{output.pk}/").content.decode()
    assert "I have read it all" in as_person(other_member).get(f"{at}outputs/{output.pk}/").content.decode()


def test_the_print_page_shows_easy_read_words_when_asked(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project)
    section = Section.objects.create(output=output, title="First", position=1)
    make_version(output=output, section=section, number=1, words="Greet whoever is there.")
    make_version(output=output, section=section, number=2, words="Say hello. It is easy.", is_easy_read=True)
    path, sam = f"{at}outputs/{output.pk}/print/", as_person(member)
    assert ["Greet whoever" in page(sam, f"{path}{query}") for query in ("", "?easy=1")] == [True, False]
    assert "Say hello. It is easy." in page(sam, f"{path}?easy=1")


# --- lists -------------------------------------------------------------------------------------------------------------


def test_the_list_is_paged_at_fifty_the_newest_first(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    Output.objects.bulk_create(Output(project=project, title=f"Thing {number}") for number in range(51))
    sam = as_person(member)
    first = sam.get(f"{at}outputs/").content.decode()
    [older] = re.findall(r'href="(\?before=\d+)"', first)
    second = sam.get(f"{at}outputs/{older}").content.decode()
    assert (first.count('<a class="cover"'), second.count('<a class="cover"')) == (50, 1)
    assert ("Thing 50<" in first, "Thing 0<" in second, "?before=" in second) == (True, True, False)


@pytest.mark.parametrize("before", ["x", "-1", "0", "99999999999999999999999", "٣"])
def test_a_strange_page_is_the_first_one(
    as_person: AsPerson, member: Membership, project: Project, at: str, before: str
) -> None:
    make_output(project=project, title="A guide")
    assert "A guide" in page(as_person(member), f"{at}outputs/?before={before}")


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    output, sam = make_output(project=project), as_person(member)
    paths = [f"{at}outputs/", f"{at}outputs/{output.pk}/versions/", f"{at}outputs/{output.pk}/"]
    paths += [f"{at}outputs/{output.pk}/sections/", f"{at}outputs/{output.pk}/print/"]
    fill(project, output, 1)
    before = [queries_of(sam, path) for path in paths]
    Output.objects.bulk_create(Output(project=project, title=f"Thing {number}") for number in range(99))
    fill(project, output, 18)
    assert [queries_of(sam, path) for path in paths] == before
    assert max(before) <= 12


def fill(project: Project, output: Output, number: int) -> None:
    """Sections with holders, versions of them and of the whole, and credits."""
    for _each in range(number):
        who = make_membership(project=project)
        section = Section.objects.create(output=output, title="A part", position=1)
        section.holders.add(who)
        make_version(output=output, section=section, is_easy_read=True, made_by=who)
        say_credit(by=who, output_pk=output.pk, part="wrote", shown_as="name", now=NOW)
    last = OutputVersion.objects.filter(output=output, section=None).count()
    for each in range(number):
        make_version(output=output, number=last + each + 1, made_by=who)


def test_a_read_through_that_was_asked_is_shown_on_the_list(
    as_person: AsPerson, member: Membership, project: Project, at: str
) -> None:
    output = make_output(project=project, title="A guide")
    make_version(output=output)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    assert "A guide Being read through" in page(as_person(member), f"{at}outputs/")
