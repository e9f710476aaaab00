"""Sending, changing and taking back answers."""

import uuid
from datetime import timedelta

import pytest
from django.db import models

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from principles.actions.answer import change_answers, send_answers, take_answers_back
from principles.lib.receipt import new_receipt, sheet_of
from principles.models import PulseAnswer, PulseStage, PulseTicket
from tests.factories.principles import make_people, make_round, ticket_of

pytestmark = pytest.mark.django_db

CLOSED = "These questions have closed"


@pytest.fixture
def pulse_round(project, member):
    make_people(project, 5)
    return make_round(project=project)


@pytest.fixture
def items(pulse_round) -> list[int]:
    return sorted(pulse_round.round_items.values_list("item_id", flat=True))


def test_send_answers_keeps_the_sheet_under_the_hash_of_the_code(pulse_round, items, member) -> None:
    receipt = send_answers(
        ticket=ticket_of(pulse_round, member),
        choices={items[0]: "always", items[1]: "does_not_fit"},
        side="lived",
        now=dates.now(),
    )

    assert sorted(PulseStage.objects.values_list("item_id", "choice", "side", "sheet")) == [
        (items[0], "always", "lived", sheet_of(receipt)),
        (items[1], "does_not_fit", "lived", sheet_of(receipt)),
    ]
    assert PulseTicket.objects.get(member=member.member).used is True
    assert receipt not in str(list(PulseStage.objects.values()))


def test_send_answers_refuses_a_used_ticket(pulse_round, items, member) -> None:
    ticket = ticket_of(pulse_round, member)
    send_answers(ticket=ticket, choices={items[0]: "always"}, side="", now=dates.now())

    with pytest.raises(Refused, match="Answers were sent with this link already"):
        send_answers(ticket=ticket, choices={items[0]: "no"}, side="", now=dates.now())
    assert list(PulseStage.objects.values_list("choice", flat=True)) == ["always"]


def test_send_answers_refuses_an_unknown_ticket(pulse_round, items) -> None:
    with pytest.raises(Refused, match=CLOSED):
        send_answers(ticket=uuid.uuid4(), choices={items[0]: "always"}, side="", now=dates.now())


def test_send_answers_refuses_after_the_last_day_even_before_the_job_ran(pulse_round, items, member) -> None:
    late = pulse_round.ends_at("Europe/London")
    with pytest.raises(Refused, match=CLOSED):
        send_answers(ticket=ticket_of(pulse_round, member), choices={items[0]: "always"}, side="", now=late)
    assert (PulseStage.objects.count(), PulseTicket.objects.filter(used=True).count()) == (0, 0)


def test_send_answers_refuses_somebody_who_left(pulse_round, items, member) -> None:
    member.status, member.left_at = "left", dates.now()
    member.save()
    with pytest.raises(Refused, match="for somebody who takes part"):
        send_answers(
            ticket=ticket_of(pulse_round, member), choices={items[0]: "always"}, side="", now=dates.now()
        )


def test_change_answers_puts_the_new_ones_in_their_place(pulse_round, items, member) -> None:
    receipt = send_answers(
        ticket=ticket_of(pulse_round, member),
        choices={items[0]: "always", items[1]: "no"},
        side="lived",
        now=dates.now(),
    )

    change_answers(
        receipt=receipt.lower().replace("-", " "), choices={items[2]: "mostly"}, side="", now=dates.now()
    )

    assert list(PulseStage.objects.values_list("item_id", "choice", "side")) == [(items[2], "mostly", "")]


def test_change_answers_refuses_a_code_that_nobody_has(pulse_round, items) -> None:
    with pytest.raises(Refused, match="We do not know this code"):
        change_answers(receipt=new_receipt(), choices={items[0]: "no"}, side="", now=dates.now())


def test_take_answers_back_removes_them_and_leaves_the_ticket_used(pulse_round, items, member) -> None:
    receipt = send_answers(
        ticket=ticket_of(pulse_round, member), choices={items[0]: "always"}, side="", now=dates.now()
    )

    take_answers_back(receipt=receipt, now=dates.now())

    assert PulseStage.objects.count() == 0
    with pytest.raises(Refused, match="We do not know this code"):
        take_answers_back(receipt=receipt, now=dates.now())
    assert PulseTicket.objects.get(member=member.member).used is True


def test_changes_are_refused_after_the_last_day(pulse_round, items, member) -> None:
    receipt = send_answers(
        ticket=ticket_of(pulse_round, member), choices={items[0]: "always"}, side="", now=dates.now()
    )
    late = pulse_round.ends_at("Europe/London") + timedelta(seconds=1)

    with pytest.raises(Refused, match=CLOSED):
        change_answers(receipt=receipt, choices={items[0]: "no"}, side="", now=late)
    with pytest.raises(Refused, match=CLOSED):
        take_answers_back(receipt=receipt, now=late)
    assert list(PulseStage.objects.values_list("choice", flat=True)) == ["always"]


def test_stage_and_answers_have_no_column_that_leads_to_a_person_or_a_time() -> None:
    """Promise P3: what is not kept cannot be found."""
    columns = {model: {field.column for field in model._meta.fields} for model in (PulseStage, PulseAnswer)}
    assert columns == {
        PulseStage: {"id", "round_id", "sheet", "item_id", "choice", "side"},
        PulseAnswer: {"id", "round_id", "item_id", "choice", "side"},
    }
    kinds = {type(field) for model in columns for field in model._meta.fields}
    assert kinds == {models.UUIDField, models.ForeignKey, models.CharField}
    assert PulseAnswer._meta.ordering == []


def test_receipts_are_long_random_and_read_in_any_shape() -> None:
    receipt = new_receipt()
    assert (len(receipt.replace("-", "")), receipt.count("-")) == (16, 3)
    assert sheet_of(receipt) == sheet_of(f" {receipt.lower()} ") == sheet_of(receipt.replace("-", ""))
    assert len({new_receipt() for _number in range(100)}) == 100
