from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import Agreement, AgreementConfirmation, Given, Membership, Project, Thought
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


@pytest.fixture
def base(project: Project) -> str:
    """Where the pages are."""
    return f"/projects/{project.address}/together/"


@pytest.fixture
def rules(project: Project) -> Agreement:
    """Ground rules that stand."""
    return Agreement.objects.create(project=project, kind="rules", words="We listen.", version=2)


@pytest.mark.parametrize("kind", Agreement.Kind.values)
def test_any_member_writes_the_first_words(
    as_person: AsPerson, member: Membership, base: str, kind: str
) -> None:
    sam = as_person(member)
    form = sam.get(f"{base}{kind}/edit/").context["form"]
    assert (form.initial["words"], form.initial["version"]) == ("", 1)  # the example is a hint, not words
    posted = {"words": "We listen.", "version": "1", "review_on": "tomorrow"}
    assert sam.post(f"{base}{kind}/edit/", posted)["Location"] == f"{base}{kind}/"
    made = Agreement.objects.get()
    assert (made.kind, made.words, made.changed_by) == (kind, "We listen.", member)


def test_C2_the_second_who_saves_sees_both_texts(
    as_person: AsPerson, member: Membership, other_member: Membership, base: str
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    sam.post(f"{base}rules/edit/", {"words": "We listen.", "version": "1"})
    clash = jo.post(f"{base}rules/edit/", {"words": "We talk.", "version": "1"})
    assert (clash.status_code, [each.theirs for each in clash.context["clash"]]) == (409, ["We listen."])
    html = clash.content.decode()
    assert (html.count("We talk."), html.count('name="version" value="2"')) == (1, 1)
    assert jo.post(f"{base}rules/edit/", {"words": "We do both.", "version": "2"}).status_code == 302
    assert Agreement.objects.get().words == "We do both."


def test_going_along_shows_names_and_can_be_taken_back(
    as_person: AsPerson, member: Membership, other_member: Membership, rules: Agreement, base: str
) -> None:
    sam, page = as_person(member), f"{base}rules/"
    assert sam.get(page).content.decode().count("You can be the first.") == 1
    assert sam.post(f"{page}confirm/", {"version": "2"})["Location"] == page
    seen_by_jo = as_person(other_member).get(page).content.decode()
    assert (seen_by_jo.count("<p>Sam</p>"), seen_by_jo.count(">I go along with this</button>")) == (1, 1)
    sam.get(page)  # with the words after saving
    again = sam.get(page).content.decode()
    assert (again.count("You go along with this."), again.count("/take-back/")) == (1, 1)
    assert sam.post(f"{page}take-back/")["Location"] == page
    assert AgreementConfirmation.objects.count() == 0


@pytest.mark.parametrize("version", ["1", "", "x", "-2", "²", "9" * 12, "2147483648"])
def test_nobody_goes_along_with_words_that_changed_meanwhile(
    as_person: AsPerson, member: Membership, rules: Agreement, base: str, version: str
) -> None:
    answer = as_person(member).post(f"{base}rules/confirm/", {"version": version})
    words = "The words changed while you were reading."
    assert (answer.status_code, answer.content.decode().count(words)) == (409, 1)
    assert AgreementConfirmation.objects.count() == 0


def test_a_thought_stands_beside_the_words_with_or_without_a_name(
    as_person: AsPerson, member: Membership, rules: Agreement, base: str
) -> None:
    sam, page = as_person(member), f"{base}rules/"
    Given.objects.create(project=rules.project, what="The logo", whose_rule="The council")
    assert sam.get(page).content.decode().count("what we cannot change") == 1  # seed 67
    assert sam.post(f"{page}thoughts/", {"words": "Phones off?", "by_name": "on"})["Location"] == page
    assert sam.post(f"{page}thoughts/", {"words": "More breaks"})["Location"] == page
    found = Thought.objects.filter(agreement=rules).order_by("pk").values_list("words", "author")
    assert list(found) == [("Phones off?", member.pk), ("More breaks", None)]
    nothing = sam.post(f"{page}thoughts/", {"words": ""})
    assert (nothing.status_code, nothing.context["form"].errors) == (200, {"words": ["Write what you think"]})


def test_nothing_can_be_said_about_words_that_nobody_wrote(
    as_person: AsPerson, member: Membership, base: str
) -> None:
    sam, page = as_person(member), f"{base}meaning/"
    assert sam.post(f"{page}thoughts/", {"words": "x"})["Location"] == page
    assert sam.post(f"{page}confirm/", {"version": "1"}).status_code == 403
    assert (Thought.objects.count(), Agreement.objects.count()) == (0, 0)
    html = sam.get(page).content.decode()
    assert (html.count("Write the first words"), html.count("<textarea")) == (1, 0)


@pytest.mark.parametrize("page", ["", "edit/", "confirm/", "take-back/", "thoughts/"])
@pytest.mark.parametrize("kind", ["rule", "RULES", "%00", "x" * 300])
def test_other_kinds_are_nowhere(
    as_person: AsPerson, member: Membership, base: str, kind: str, page: str
) -> None:
    assert as_person(member).get(f"{base}{kind}/{page}").status_code == 404


@pytest.mark.parametrize("page", ["confirm/", "take-back/", "thoughts/"])
def test_what_is_only_pressed_leads_to_the_page(
    as_person: AsPerson, member: Membership, rules: Agreement, base: str, page: str
) -> None:
    assert as_person(member).get(f"{base}rules/{page}")["Location"] == f"{base}rules/"


def test_a_paused_project_says_why_instead_of_buttons(
    as_person: AsPerson, member: Membership, rules: Agreement, base: str
) -> None:
    Project.objects.update(status="paused", paused_at=dates.now())
    sam = as_person(member)
    html = sam.get(f"{base}rules/").content.decode()
    assert (html.count(">I go along with this</button>"), html.count("<textarea")) == (0, 0)
    assert sam.get(f"{base}rules/edit/").content.decode().count("<textarea") == 0
    assert sam.post(f"{base}rules/confirm/", {"version": "2"}).status_code == 403
    assert sam.post(f"{base}rules/edit/", {"words": "Mine", "version": "2"}).status_code == 403


def test_how_we_work_together_leads_everywhere(
    as_person: AsPerson, member: Membership, rules: Agreement, project: Project, base: str
) -> None:
    html = as_person(member).get(base).content.decode()
    of_project = f"/projects/{project.address}/"
    paths = ("together/meaning/", "together/rules/", "limits/", "limits/not-known/")
    links = [html.count(f'href="{of_project}{path}"') for path in paths]
    assert (links, html.count("Not written yet"), html.count("In our own words")) == ([1, 1, 1, 1], 1, 1)


@pytest.mark.parametrize("people", [1, 100])
def test_the_page_takes_the_same_number_of_queries(
    as_person: AsPerson,
    member: Membership,
    project: Project,
    rules: Agreement,
    base: str,
    people: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _each in range(people):
        somebody = make_membership(project=project)
        AgreementConfirmation.objects.create(agreement=rules, membership=somebody, version=2)
        Thought.objects.create(
            agreement=rules, author=somebody, words="Yes", said_on=dates.today(project.zone)
        )
    browser = as_person(member)
    with django_assert_num_queries(7):
        browser.get(f"{base}rules/")
