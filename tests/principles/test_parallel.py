"""Two at once, on real connections: one ticket sent twice, two closers, an answer against the close."""

from datetime import timedelta

import pytest

from coproduce.lib import dates
from members.models import Message
from principles.actions.answer import send_answers
from principles.actions.closing import close_round
from principles.actions.done import count_what_was_done, moved_projects
from principles.jobs import open_and_close_rounds
from principles.models import (
    DoneCount,
    ItemRelease,
    OrganisationPicture,
    PulseAnswer,
    PulseRound,
    PulseStage,
    PulseTicket,
)
from tests.at_once import at_once
from tests.factories.members import make_organisation
from tests.factories.principles import make_people, make_principles, make_round, make_sheet, ticket_of
from tests.factories.projects import make_project, make_task

pytestmark = pytest.mark.django_db(transaction=True)


def over(pulse_round: PulseRound):
    return pulse_round.ends_at(pulse_round.project.zone) + timedelta(seconds=1)


def test_one_ticket_sent_eight_times_at_once_gives_one_sheet() -> None:
    project = make_project()
    people = make_people(project, 5)
    pulse_round = make_round(project=project)
    item = pulse_round.round_items.first().item_id
    ticket = ticket_of(pulse_round, people[0])

    results = at_once(
        *[lambda: send_answers(ticket=ticket, choices={item: "always"}, side="", now=dates.now())] * 8
    )

    assert sorted(type(result).__name__ for result in results) == ["Refused"] * 7 + ["str"]
    assert PulseStage.objects.values("sheet").distinct().count() == 1
    assert PulseTicket.objects.filter(used=True).count() == 1


def test_closers_at_once_close_once() -> None:
    project = make_project()
    make_people(project, 6)
    pulse_round = make_round(project=project)
    for _place in range(6):
        make_sheet(pulse_round, "mostly")

    results = at_once(*[lambda: close_round(pulse_round_id=pulse_round.pk, now=over(pulse_round))] * 4)

    assert sorted(results) == [False, False, False, True]
    assert (PulseAnswer.objects.count(), ItemRelease.objects.count()) == (72, 12)
    assert Message.objects.filter(kind="round-closed").count() == 6


def test_rounds_of_one_organisation_that_close_at_once_are_all_in_its_picture() -> None:
    organisation = make_organisation()
    rounds = []
    for _number in range(4):
        pulse_round = make_round(project=make_project(organisation=organisation))
        for choice in ("mostly", "mostly", "mostly", "no", "no", "no"):
            make_sheet(pulse_round, choice)
        rounds.append(pulse_round)

    results = at_once(
        *[lambda each=each: close_round(pulse_round_id=each.pk, now=over(each)) for each in rounds]
    )

    assert results == [True] * 4
    assert set(OrganisationPicture.objects.values_list("projects", "mixed")) == {(4, 4)}


def test_an_answer_against_the_close_is_in_or_refused() -> None:
    """Whoever gets the lock first: nothing is left on the stage, and what was taken is counted."""
    for _try in range(5):
        project = make_project()
        people = make_people(project, 5)
        pulse_round = make_round(project=project)
        items = list(pulse_round.round_items.values_list("item_id", flat=True))
        ticket, in_time = ticket_of(pulse_round, people[0]), over(pulse_round) - timedelta(seconds=2)

        def answer(ticket=ticket, items=items, in_time=in_time) -> str:
            return send_answers(ticket=ticket, choices=dict.fromkeys(items, "no"), side="", now=in_time)

        def close(pulse_round=pulse_round) -> bool:
            return close_round(pulse_round_id=pulse_round.pk, now=over(pulse_round))

        sent, closed = at_once(answer, close)
        if not closed:  # the answer held the lock: the next run of the job closes
            assert close()
        taken = 12 if isinstance(sent, str) else 0
        assert PulseAnswer.objects.filter(round=pulse_round).count() == taken
        assert PulseStage.objects.filter(round=pulse_round).count() == 0


def test_the_job_at_the_same_time_as_itself_opens_and_closes_once() -> None:
    first, second = make_project(), make_project()
    make_people(first, 5)
    make_people(second, 5)
    planned = make_round(project=first, status="planned")
    yesterday = dates.today("Europe/London") - timedelta(days=1)
    ending = make_round(project=second, opens_on=yesterday - timedelta(days=7), closes_on=yesterday)

    at_once(*[open_and_close_rounds] * 3)
    open_and_close_rounds()

    planned.refresh_from_db()
    ending.refresh_from_db()
    assert (planned.status, ending.status) == ("open", "closed")
    assert (PulseTicket.objects.count(), ItemRelease.objects.count()) == (5, 12)
    assert Message.objects.filter(kind="round-open").count() == 5


def test_counting_at_the_same_time_as_itself_keeps_one_row_a_fact() -> None:
    make_principles()
    project = make_project()
    make_task(project=project, minutes=30)

    def count() -> int:
        return count_what_was_done(versions=moved_projects(), now=dates.now())

    at_once(*[count] * 3)

    assert DoneCount.objects.filter(indicator="task-length").values_list("done", "out_of").get() == (1, 1)
