"""Closing a round: what is frozen, what is let go of, and what can no longer be found."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from members.models import Message
from principles.actions.closing import close_round
from principles.messages.round import tell_members_round_opened
from principles.models import (
    ItemRelease,
    OrganisationPicture,
    PrincipleRelease,
    PulseAnswer,
    PulseStage,
    PulseTicket,
)
from tests.factories.principles import (
    make_closed_round,
    make_people,
    make_principles,
    make_round,
    make_sheet,
    sheets,
)
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def after(pulse_round):
    return pulse_round.ends_at(pulse_round.project.zone) + timedelta(seconds=1)


def first_release(pulse_round) -> ItemRelease:
    return (
        ItemRelease.objects.filter(round=pulse_round)
        .order_by("item__principle__number", "item__number")
        .first()
    )


def test_close_round_waits_for_the_end_of_the_last_day(project) -> None:
    pulse_round = make_round(project=project)

    assert close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round) - timedelta(seconds=2)) is False
    assert close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round)) is True


def test_close_round_moves_the_answers_and_lets_go_of_sheets_and_tickets(project) -> None:
    make_people(project, 6)
    pulse_round = make_closed_round(project=project, sheets=sheets((4, "mostly", ""), (2, "no", "")))

    assert (pulse_round.status, pulse_round.answered, pulse_round.invited) == ("closed", 6, 6)
    assert (PulseStage.objects.count(), PulseTicket.objects.count()) == (0, 0)
    assert Counter(PulseAnswer.objects.values_list("choice", flat=True)) == {"mostly": 48, "no": 24}


def test_close_round_freezes_a_picture_for_each_question_and_a_word_for_each_principle(project) -> None:
    pulse_round = make_closed_round(project=project, sheets=sheets((4, "mostly", ""), (2, "no", "")))

    release = first_release(pulse_round)
    assert (release.word, release.shown, release.answered, release.often) == ("going_well", "numbers", 6, 4)
    assert (release.split, release.lived_answered, release.gap) == (False, None, "")
    assert ItemRelease.objects.count() == 12
    assert Counter(PrincipleRelease.objects.values_list("word", "latest")) == {("going_well", True): 6}


def test_close_round_shows_both_sides_and_keeps_them_on_the_answers(project) -> None:
    pulse_round = make_closed_round(
        project=project,
        sheets=sheets(
            (2, "always", "lived"), (4, "no", "lived"), (6, "mostly", "staff"), (2, "sometimes", "staff")
        ),
    )

    release = first_release(pulse_round)
    assert (release.split, release.lived_often, release.lived_answered) == (True, 2, 6)
    assert (release.staff_often, release.staff_answered, release.gap, release.lower) == (
        6,
        8,
        "may_be",
        "lived",
    )
    assert release.word == "needs_work"
    assert Counter(PulseAnswer.objects.values_list("side", flat=True)) == {"lived": 72, "staff": 96}


def test_close_round_erases_all_sides_when_one_is_small(project) -> None:
    pulse_round = make_closed_round(
        project=project, sheets=sheets((4, "always", "lived"), (5, "no", "staff"), (3, "no", "staff"))
    )

    assert first_release(pulse_round).split is False
    assert set(PulseAnswer.objects.values_list("side", flat=True)) == {""}


def test_close_round_erases_all_sides_when_those_left_over_are_few(project) -> None:
    pulse_round = make_closed_round(
        project=project,
        sheets=sheets(
            (3, "always", "lived"),
            (3, "no", "lived"),
            (3, "always", "staff"),
            (3, "no", "staff"),
            (2, "no", ""),
        ),
    )

    assert first_release(pulse_round).split is False
    assert set(PulseAnswer.objects.values_list("side", flat=True)) == {""}


def test_close_round_erases_sides_only_where_a_question_may_not_show_them(project) -> None:
    """One question is left by one person with lived experience and four of the staff: it shows no sides."""
    pulse_round = make_round(project=project)
    items = list(pulse_round.round_items.order_by("item_id").values_list("item_id", flat=True))
    for side, people, leave in (("lived", 12, 1), ("staff", 12, 4)):
        for number in range(people):
            answered = items if number >= leave else items[1:]
            choice = "always" if number % 2 else "no"
            make_sheet(pulse_round, dict.fromkeys(answered, choice), side)
    close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))

    split = dict(ItemRelease.objects.values_list("item_id", "split"))
    assert split == {item: item != items[0] for item in items}
    assert set(PulseAnswer.objects.filter(item=items[0]).values_list("side", flat=True)) == {""}
    assert set(PulseAnswer.objects.exclude(item=items[0]).values_list("side", flat=True)) == {
        "lived",
        "staff",
    }


def test_close_round_stores_no_number_about_few_people(project) -> None:
    pulse_round = make_closed_round(project=project, sheets=sheets((4, "always", "")))

    assert pulse_round.answered is None
    assert set(ItemRelease.objects.values_list("shown", "word", "answered", "often")) == {
        ("hidden", "not_enough", None, None)
    }
    assert set(PrincipleRelease.objects.values_list("word", flat=True)) == {"not_enough"}


def test_close_round_with_nobody_says_so(project) -> None:
    pulse_round = make_closed_round(project=project)

    assert (pulse_round.answered, PulseAnswer.objects.count()) == (0, 0)
    assert set(PrincipleRelease.objects.values_list("word", flat=True)) == {"not_enough"}


def test_close_round_hides_a_question_that_one_person_left(project) -> None:
    pulse_round = make_round(project=project)
    items = list(pulse_round.round_items.order_by("item_id").values_list("item_id", flat=True))
    for number in range(7):
        make_sheet(
            pulse_round, dict.fromkeys(items if number else items[1:], "mostly" if number % 2 else "no")
        )
    close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))

    shown = dict(ItemRelease.objects.values_list("item_id", "shown"))
    assert shown == {item: "hidden" if item == items[0] else "numbers" for item in items}


def test_does_not_fit_leaves_the_row_and_still_counts_as_an_answer_to_the_round(project) -> None:
    pulse_round = make_round(project=project)
    items = list(pulse_round.round_items.order_by("item_id").values_list("item_id", flat=True))
    for number in range(12):
        choice = "does_not_fit" if number < 5 else ("always" if number < 9 else "no")
        make_sheet(pulse_round, {items[0]: choice, items[1]: "mostly"})
    close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))

    release = ItemRelease.objects.get(round=pulse_round, item=items[0])
    assert (release.answered, release.often, release.shown) == (7, 4, "numbers")
    pulse_round.refresh_from_db()
    assert pulse_round.answered == 12


def test_a_newer_round_becomes_the_projects_newest_and_the_old_one_stays_as_it_was(project) -> None:
    first = make_closed_round(project=project, sheets=sheets((4, "mostly", ""), (2, "no", "")))
    frozen = list(ItemRelease.objects.filter(round=first).order_by("pk").values())
    second = make_closed_round(project=project, sheets=sheets((2, "mostly", ""), (4, "no", "")))

    assert set(PrincipleRelease.objects.values_list("round_id", "latest", "word")) == {
        (first.pk, False, "going_well"),
        (second.pk, True, "needs_work"),
    }
    assert list(ItemRelease.objects.filter(round=first).order_by("pk").values()) == frozen


def test_close_round_keeps_the_organisations_picture(project, organisation) -> None:
    make_project(organisation=organisation)
    few = make_project(organisation=organisation)
    make_closed_round(project=project, sheets=sheets((2, "mostly", ""), (4, "no", "")))
    make_closed_round(project=few, sheets=sheets((2, "mostly", "")))

    assert set(
        OrganisationPicture.objects.filter(organisation=organisation).values_list(
            "projects", "needs_work", "mixed", "going_well", "not_enough"
        )
    ) == {(3, 1, 0, 0, 1)}
    assert OrganisationPicture.objects.count() == len(make_principles())


def test_close_round_takes_back_what_still_asks_and_tells_everyone(project) -> None:
    people = make_people(project, 5)
    pulse_round = make_round(project=project)
    tell_members_round_opened(pulse_round, project)
    close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))

    states = Counter(Message.objects.values_list("kind", "state"))
    assert states == {("round-open", "withdrawn"): len(people), ("round-closed", "waiting"): len(people)}


def test_close_round_twice_closes_it_once(project) -> None:
    pulse_round = make_closed_round(project=project, sheets=sheets((4, "mostly", ""), (2, "no", "")))
    before = (PulseAnswer.objects.count(), ItemRelease.objects.count(), Message.objects.count())

    assert close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round)) is False
    assert (PulseAnswer.objects.count(), ItemRelease.objects.count(), Message.objects.count()) == before


# --- promise P3: answers cannot be traced in the closed database --------------------------------------------------------


def rows_on_disk() -> list[tuple[str, int, int, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id::text, round_id, item_id, choice, xmin::text FROM principles_pulseanswer ORDER BY ctid"
        )
        return cursor.fetchall()


def test_closed_answers_tell_no_order_no_sheet_and_no_transaction(project) -> None:
    """Thirty rounds of six people who answer one after the other, each in their own way.

    Somebody with the whole database tries: the row at a person's place in the order, and the rows at the same place of
    two questions. Both may be right as often as chance has it, at most twice as often.
    """
    people, rounds = 6, 30
    choices = ["always", "mostly", "sometimes", "no", "does_not_fit", "always"]
    by_place = same_sheet = tries = 0
    for _number in range(rounds):
        pulse_round = make_round(project=project)
        for place in range(people):
            make_sheet(pulse_round, choices[place])
        close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))
        rows = [row for row in rows_on_disk() if row[1] == pulse_round.pk]
        assert len({row[4] for row in rows}) == 1  # one transaction wrote them all
        by_item: dict[int, list[str]] = {}
        for _key, _round, item, choice, _xmin in rows:
            by_item.setdefault(item, []).append(choice)
        first, *others = by_item.values()
        for other in others:
            for place in range(people):
                tries += 1
                by_place += other[place] == choices[place]
                same_sheet += other[place] == first[place]
    chance = (2 / 6) ** 2 + 4 / 36  # "always" is said by two of the six
    assert by_place / tries <= 2 * chance
    assert same_sheet / tries <= 2 * chance


def test_keys_of_closed_answers_are_new(project) -> None:
    pulse_round = make_round(project=project)
    for _place in range(6):
        make_sheet(pulse_round, "mostly")
    staged = set(PulseStage.objects.values_list("pk", flat=True))
    close_round(pulse_round_id=pulse_round.pk, now=after(pulse_round))

    assert staged & set(PulseAnswer.objects.values_list("pk", flat=True)) == set()
