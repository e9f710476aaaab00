from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.lib import dates
from members.models import Member
from projects.actions.purpose import say_to_purpose, write_purpose
from projects.models import Membership, Milestone, Project, PurposeAnswer, PurposeVersion
from tests.factories.common_ground import make_purpose
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
YES = {"number": "1", "says": "agree", "count_as": "lived", "words": ""}


def at(project: Project, name: str, *args: object) -> str:
    """The path of a page of the project."""
    return reverse(f"projects:{name}", args=[project.address, *args])


def test_a_member_says_what_they_think_and_reads_it_with_their_name(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    sam = as_person(member)
    assert sam.post(at(project, "purpose"), YES)["Location"] == at(project, "purpose")
    page = sam.get(at(project, "purpose")).content.decode()
    assert "<b>Sam</b>: I agree" in page
    assert "Counts as lived experience." in page
    assert Project.objects.get().purpose_status == "agreed"


def test_how_to_count_is_asked_every_time(as_person: AsPerson, member: Membership, project: Project) -> None:
    page = as_person(member).post(at(project, "purpose"), {**YES, "count_as": ""}).content.decode()
    assert "Choose how to count your answer" in page
    assert PurposeAnswer.objects.count() == 0


def test_a_stale_page_shows_the_new_words_and_keeps_no_answer(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    write_purpose(by=facilitator, words="Newer words.", now=dates.now())
    answer = as_person(member).post(at(project, "purpose"), YES)
    page = answer.content.decode()
    assert (answer.status_code, PurposeAnswer.objects.count()) == (409, 0)
    assert "The words have changed" in page
    assert "<blockquote>Newer words.</blockquote>" in page
    assert 'name="number" value="2"' in page


def test_nobody_is_listed_for_silence(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    say_to_purpose(by=member, version_number=1, says="agree", count_as="not", now=dates.now())
    page = as_person(member).get(at(project, "purpose")).content.decode()
    assert ("<b>Sam</b>" in page, "Jo" in page) == (True, False)


def test_a_page_without_words_asks_for_them(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    Project.objects.update(purpose="")
    assert (
        "Nobody has written the purpose yet."
        in as_person(member).get(at(project, "purpose")).content.decode()
    )
    host = as_person(facilitator)
    assert at(project, "purpose-words") in host.get(at(project, "purpose")).content.decode()
    host.post(at(project, "purpose-words"), {"version": "0", "words": "First words"})
    assert Project.objects.get().purpose == "First words"


def test_two_hosts_who_write_at_once_lose_nothing(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    write_purpose(by=facilitator, words="Their words", now=dates.now())
    posted = {"version": "1", "words": "My words"}
    answer = as_person(facilitator).post(at(project, "purpose-words"), posted)
    page = answer.content.decode()
    assert (answer.status_code, "Their words" in page, "My words" in page) == (409, True, True)
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("lines", [1, 100])
def test_the_page_asks_the_same_for_one_line_of_history_and_for_a_hundred(
    lines: int, as_person: AsPerson, member: Membership, project: Project
) -> None:
    for number in range(1, lines + 1):
        make_purpose(project=project, number=number, words=f"Words {number}.", written_by=member)
    newest = PurposeVersion.objects.filter(project=project)[0]
    for _each in range(lines):
        somebody = make_membership(project=project)
        PurposeAnswer.objects.create(version=newest, membership=somebody, says="agree", count_as="not")
    sam = as_person(member)
    with CaptureQueriesContext(connection) as asked:
        page = sam.get(at(project, "purpose")).content.decode()
    assert len(asked) <= 7
    assert ("Older" in page) is (lines > 50)
    if lines > 50:
        older = sam.get(at(project, "purpose") + "?before=51").content.decode()
        assert ("Words 50." in older, "Words 51." in older) == (True, False)


# --- milestones ----------------------------------------------------------------------------------------------------------


def test_any_member_adds_changes_and_reaches_a_milestone(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    sam = as_person(member)
    sam.post(at(project, "milestone-new"), {"what": "The draft is there", "on": "14 May"})
    milestone = Milestone.objects.get()
    assert (milestone.what, milestone.on.month if milestone.on else 0) == ("The draft is there", 5)
    changed = {"version": "1", "what": "The draft is read", "on": ""}
    sam.post(at(project, "milestone-edit", milestone.pk), changed)
    answer = sam.post(at(project, "milestone-reached", milestone.pk))
    assert answer["Location"] == at(project, "purpose")
    page = sam.get(answer["Location"]).content.decode()
    assert "We reached this: <b>The draft is read</b>." in page
    sam.post(at(project, "milestone-undo", milestone.pk))
    milestone.refresh_from_db()
    assert (milestone.reached_at, PurposeVersion.objects.get().asking) == (None, 1)


def test_buttons_only_lead_back_when_they_are_opened_as_pages(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    milestone = Milestone.objects.create(project=project, what="The draft is there")
    for name in ("milestone-reached", "milestone-undo"):
        answer = as_person(member).get(at(project, name, milestone.pk))
        assert answer["Location"] == at(project, "milestone-list")
    assert Milestone.objects.get().reached_at is None


@pytest.mark.parametrize("rows", [1, 100])
def test_the_list_asks_the_same_for_one_milestone_and_for_a_hundred(
    rows: int, as_person: AsPerson, member: Membership, project: Project
) -> None:
    now: Any = dates.now()
    Milestone.objects.bulk_create(
        Milestone(project=project, what=f"Milestone {number}.", reached_at=now)
        for number in range(1, rows + 1)
    )
    sam = as_person(member)
    with CaptureQueriesContext(connection) as asked:
        page = sam.get(at(project, "milestone-list")).content.decode()
    assert len(asked) <= 6
    if rows > 50:
        last = Milestone.objects.order_by("-id")[49]
        older = sam.get(at(project, "milestone-list") + f"?before={last.pk}").content.decode()
        assert (f"?before={last.pk}" in page, "Milestone 50." in older, "Milestone 51." in older) == (
            True,
            True,
            False,
        )
