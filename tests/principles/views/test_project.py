"""The principles of one project: the same page for members and leads, in words where numbers may not stand."""

import csv
import io
import re

import pytest
from django.urls import reverse

from coproduce.lib import dates
from principles.actions.done import count_what_was_done, moved_projects
from principles.models import PulseRound
from tests.factories.principles import (
    make_closed_round,
    make_people,
    make_principles,
    make_round,
    make_sheet,
    sheets,
    ticket_of,
)
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db

MIXED_GROUP = sheets(
    (2, "always", "lived"), (4, "no", "lived"), (6, "mostly", "staff"), (2, "sometimes", "staff")
)


@pytest.fixture(autouse=True)
def _demo(settings) -> None:
    """Leads pass without a second factor in the demo; one test below looks at the rule itself."""
    settings.DEMO = True


def page_of(browser, project, slug: str = "") -> str:
    name = "project-principle" if slug else "project"
    response = browser.get(reverse(f"principles:{name}", args=[project.address, *([slug] if slug else [])]))
    assert response.status_code == 200
    return response.content.decode()


def main_part(page: str) -> str:
    """The page without what differs from reader to reader: menu, tokens."""
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'value="[^"]*"', "", body)


def test_before_any_round_the_page_says_so(project, member, as_person) -> None:
    page = page_of(as_person(member), project)

    assert "No one was asked how it feels yet. Results show when 5 people have answered." in page
    assert page.count("No one was asked</span>") == 6


def test_members_and_leads_read_the_same_words(project, member, lead, as_person) -> None:
    make_closed_round(project=project, sheets=MIXED_GROUP)

    assert main_part(page_of(as_person(member), project)) == main_part(page_of(as_person(lead), project))


def test_decision_30_a_lead_who_is_no_member_adds_a_second_factor_first(
    project, lead, member, as_person, settings
) -> None:
    make_principles()
    for name, more in (("project", []), ("project-principle", ["resources"]), ("project-csv", [])):
        url = reverse(f"principles:{name}", args=[project.address, *more])
        settings.DEMO = False
        assert as_person(lead).get(url).url == reverse("mfa_index")
        assert as_person(member).get(url).status_code == 200
        settings.DEMO = True
        assert as_person(lead).get(url).status_code == 200


def test_outsiders_and_other_leads_find_nothing(project, outsider, other_lead, as_person) -> None:
    make_principles()
    for name, more in (("project", []), ("project-principle", ["resources"]), ("project-csv", [])):
        url = reverse(f"principles:{name}", args=[project.address, *more])
        assert [as_person(who).get(url).status_code for who in (outsider, other_lead)] == [404, 404]


def test_the_six_stand_in_their_order_with_words_and_the_weakest_one_to_look_at(
    project, member, as_person
) -> None:
    pulse_round = make_closed_round(project=project, sheets=MIXED_GROUP)
    weakest = pulse_round.principle_releases.get(principle__slug="resources")
    pulse_round.principle_releases.exclude(pk=weakest.pk).update(word="mixed")

    page = page_of(as_person(member), project)

    assert re.findall(r'class="cover" href="[^"]+">([^<]+)</a>', page) == [
        "Creativity",
        "Relationships",
        "Resources",
        "Equality, diversity and inclusion",
        "Trauma informed",
        "Sustainability",
    ]
    assert "Look at Resources" in page
    assert page.count("8 of 14 said mostly or always. Staff see it as better. It may be a gap.") == 6


@pytest.mark.parametrize(
    ("how_many", "asked", "words"),
    [
        (4, 6, "Fewer than 5 people answered."),
        (0, 6, "Nobody answered this time."),
        (8, 9, "8 people answered."),
        (8, 13, "8 of 13 people answered."),
        (8, 8, "8 of 8 people answered."),
    ],
)
def test_says_how_many_answered_as_far_as_it_may(how_many, asked, words, project, member, as_person) -> None:
    make_closed_round(project=project, sheets=sheets((how_many, "mostly", "")), asked=asked)
    page = page_of(as_person(member), project)

    assert words in page
    assert ("of 9 people" in page) is False


def test_one_principle_shows_dots_a_sentence_and_a_table(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=MIXED_GROUP)
    page = page_of(as_person(member), project, "resources")

    assert "Do you have what you need to take part?" in page
    assert page.count('class="full"') == 2 * (2 + 6)
    assert page.count('class="ring"') == 2 * (4 + 2)
    assert "Staff see it as better. It may be a gap. There are too few answers to be sure." in page
    assert '<th scope="row">Lived experience</th><td>2</td><td>4</td>' in page


def test_near_agreement_stands_in_words_without_dots(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=sheets((7, "always", ""), (1, "no", "")))
    page = page_of(as_person(member), project, "resources")

    assert "Nearly everyone said mostly or always. We use words here, so that no one stands out." in page
    assert ("7 of 8" in page, "<circle cx" in page[page.index("<figure") :]) == (False, False)


def test_a_hidden_question_says_why_in_the_same_words_whatever_the_reason(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=sheets((4, "always", "")))
    page = page_of(as_person(member), project, "resources")

    assert page.count("Not enough answers to show this. We need 5 or more, and nobody may stand out.") == 2


def test_rounds_stand_beside_each_other_when_their_numbers_allow_it(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=sheets((4, "always", ""), (4, "no", "")))
    make_closed_round(project=project, sheets=sheets((3, "always", ""), (6, "no", "")))
    make_closed_round(project=project, sheets=sheets((5, "always", ""), (3, "no", "")))
    page = page_of(as_person(member), project, "resources")

    over_time = page[page.index("Over time: Do you have what you need") :]
    assert ("5 of 8" in over_time, "4 of 8" in over_time, "3 of 9" in page) == (True, True, False)


def test_a_single_round_has_no_page_over_time(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=sheets((4, "always", ""), (4, "no", "")))

    assert "Over time:" not in page_of(as_person(member), project, "resources")


def test_what_was_done_stands_beside_with_its_records_for_members_only(
    project, member, lead, as_person
) -> None:
    make_task(project=project, title="Choose 3 photos", minutes=30)
    make_task(project=project, title="Read page 1")
    count_what_was_done(versions=moved_projects(), now=dates.now())

    page, leads_page = (page_of(as_person(who), project, "resources") for who in (member, lead))
    assert "Tasks that say how long they take: 1 of 2." in page
    assert "Tasks that say how long they take: 1 of 2." in leads_page
    assert ("Choose 3 photos" in leads_page, "open to people in the project" in leads_page) == (False, True)


def test_facts_that_were_never_counted_say_so(project, member, as_person) -> None:
    make_principles()
    page = page_of(as_person(member), project, "resources")

    assert "Not counted yet." in page
    assert "No tasks to count yet." in page


def test_needs_say_why_they_are_not_shown(project, member, as_person) -> None:
    make_principles()
    assert "Not shown: fewer than 5 people have asked for something." in page_of(
        as_person(member), project, "equality"
    )


def test_an_unknown_principle_is_not_found(project, member, as_person) -> None:
    url = reverse("principles:project-principle", args=[project.address, "speed"])
    assert as_person(member).get(url).status_code == 404


def test_a_member_with_a_ticket_is_offered_the_questions(project, member, lead, as_person) -> None:
    pulse_round = make_round(project=project)
    link = reverse("principles:round-ticket", args=[ticket_of(pulse_round, member)])

    assert link in page_of(as_person(member), project)
    page = page_of(as_person(lead), project)
    assert ("/round/change/" in page, "Answer the questions" in page) == (True, False)


def test_while_a_round_is_open_nothing_of_it_shows(project, member, as_person) -> None:
    pulse_round = make_round(project=project)
    before = main_part(page_of(as_person(member), project))
    for _place in range(8):
        make_sheet(pulse_round, "no")

    assert main_part(page_of(as_person(member), project)) == before


def test_hosts_are_led_to_ask_and_to_call_off(project, facilitator, member, as_person) -> None:
    ask = reverse("principles:round-open", args=[project.address])
    assert ask in page_of(as_person(facilitator), project)
    assert ask not in page_of(as_person(member), project)

    planned = make_round(project=project, status="planned")
    call_off = reverse("principles:round-call-off", args=[project.address, planned.number])
    assert call_off in page_of(as_person(facilitator), project)
    assert call_off not in page_of(as_person(member), project)


def test_hosts_hear_that_a_planned_round_did_not_open(project, facilitator, as_person) -> None:
    make_round(project=project, status="called_off")
    assert "did not open." in page_of(as_person(facilitator), project)


@pytest.mark.parametrize("rounds", [0, 1, 6])
def test_pages_take_the_same_few_queries_whatever_there_is(
    rounds, project, member, lead, as_person, django_assert_max_num_queries
) -> None:
    make_people(project, 5)
    for number in range(rounds):
        make_task(project=project, title=f"Task {number}", minutes=30)
        make_closed_round(project=project, sheets=MIXED_GROUP)
    make_round(project=project)
    count_what_was_done(versions=moved_projects(), now=dates.now())
    for who in (member, lead):
        browser = as_person(who)
        for slug in ("", "resources", "sustainability"):
            with django_assert_max_num_queries(8):
                page_of(browser, project, slug)


def read_csv(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_csv_says_what_the_page_says(project, member, as_person) -> None:
    make_closed_round(project=project, sheets=MIXED_GROUP, asked=20)
    response = as_person(member).get(reverse("principles:project-csv", args=[project.address]))

    assert response["Content-Disposition"] == 'attachment; filename="principles.csv"'
    rows = read_csv(response)
    assert rows[1][1].startswith("Newest questions closed on ")
    assert (rows[1][4], rows[2][1:]) == ("14", ["People who were asked", "", "", "20"])
    assert rows[3] == [
        "Creativity", "Can you take part in a way that suits you?", "Needs work", "8", "14", "2", "6", "6", "8", "May be a gap",
    ]  # fmt: skip


def test_csv_says_in_words_what_is_not_shown(project, member, as_person) -> None:
    few = "not shown: fewer than 5"
    make_closed_round(project=project, sheets=sheets((3, "always", "")))
    rows = read_csv(as_person(member).get(reverse("principles:project-csv", args=[project.address])))
    assert (rows[1][4], rows[2][4]) == (few, few)
    assert rows[3][2:] == [few] * 7 + [""]

    make_closed_round(project=project, sheets=sheets((8, "always", "")))
    rows = read_csv(as_person(member).get(reverse("principles:project-csv", args=[project.address])))
    words = "not shown: said in words"
    assert rows[3][2:] == ["Going well", "nearly everyone", words, few, few, few, few, ""]


def test_csv_before_any_round_has_the_facts(project, member, as_person) -> None:
    make_principles()
    rows = read_csv(as_person(member).get(reverse("principles:project-csv", args=[project.address])))

    assert rows[1] == ["Creativity", "No tasks to count yet."]
    assert PulseRound.objects.count() == 0
