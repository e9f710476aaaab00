from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from members.actions.folding import fold_round_ups
from members.actions.message import write_message
from members.actions.sending import send_due
from members.models import Member, Message
from tests.factories.members import make_member
from tests.members.notes import HOUR, Note, Relay, make_message, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
SATURDAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def weekly(note: Note) -> Member:
    sam = make_member(name="Sam", email="sam@example.org")
    sam.contact.pace = "weekly"
    sam.contact.save()
    return sam


def written_on_saturday(member: Member, *numbers: int, kind: str = "note") -> None:
    with time_machine.travel(SATURDAY, tick=False):
        for number in numbers:
            write_message(kind=kind, recipient=member, subject_id=number)


def test_a_week_of_messages_goes_out_as_one(weekly: Member, mail_server: Relay) -> None:
    written_on_saturday(weekly, 1, 2, 3)
    with time_machine.travel(MONDAY_TEN + timedelta(seconds=5), tick=False):
        assert send_due().sent == 1
    (mail,) = mail_server.taken
    assert mail.subject == "3 things for you"
    assert [line for line in mail.body.splitlines() if line.startswith("* ")] == [
        "* Note 1",
        "* Note 2",
        "* Note 3",
    ]
    assert states() == ["folded", "folded", "folded", "sent"]
    assert Message.objects.get(kind="round-up").key == f"round-up:{weekly.pk}:2026-11-23"


def test_before_its_moment_nothing_is_folded_or_sent(weekly: Member, mail_server: Relay) -> None:
    written_on_saturday(weekly, 1, 2)
    with time_machine.travel(MONDAY_TEN - timedelta(seconds=1), tick=False):
        send_due()
    assert (states(), mail_server.got()) == (["waiting", "waiting"], [])


def test_R7_what_was_overtaken_is_left_out_of_the_round_up(
    weekly: Member, note: Note, mail_server: Relay
) -> None:
    written_on_saturday(weekly, 1, 2)
    note.untrue = {1}
    with time_machine.travel(MONDAY_TEN, tick=False):
        send_due()
    assert mail_server.taken[0].subject == "One thing for you"


def test_R7_a_round_up_of_nothing_is_not_sent(weekly: Member, note: Note, mail_server: Relay) -> None:
    written_on_saturday(weekly, 1, 2)
    note.untrue = {1, 2}
    with time_machine.travel(MONDAY_TEN, tick=False):
        send_due()
    assert (states(), mail_server.got()) == (["folded", "folded", "withdrawn"], [])


def test_prompts_and_alarms_never_fold(weekly: Member, mail_server: Relay) -> None:
    written_on_saturday(weekly, 1, kind="prompt")
    written_on_saturday(weekly, 2, kind="alarm")
    with time_machine.travel(SATURDAY, tick=False):
        assert send_due().sent == 2
    assert states() == ["sent", "sent"]


def test_R3_folding_twice_makes_one_round_up(weekly: Member) -> None:
    written_on_saturday(weekly, 1, 2)
    assert (fold_round_ups(now=MONDAY_TEN), fold_round_ups(now=MONDAY_TEN)) == (2, 0)
    assert states() == ["folded", "folded", "waiting"]


def test_what_comes_after_the_round_up_went_out_waits_for_the_next(
    weekly: Member, mail_server: Relay
) -> None:
    written_on_saturday(weekly, 1)
    with time_machine.travel(MONDAY_TEN, tick=False):
        send_due()
        make_message(recipient=weekly, number=2, due_at=MONDAY_TEN)
        send_due()
    assert len(mail_server.taken) == 1
    late = Message.objects.get(subject_id=2)
    assert (late.state, late.due_at) == ("waiting", MONDAY_TEN + timedelta(days=7))


def test_what_was_written_before_the_weekly_pace_was_chosen_waits_for_the_round_up(
    weekly: Member, mail_server: Relay
) -> None:
    make_message(recipient=weekly, due_at=SATURDAY, expires_at=SATURDAY + 24 * HOUR)
    with time_machine.travel(SATURDAY + HOUR, tick=False):
        send_due()
    assert mail_server.got() == []
    assert Message.objects.get().due_at == MONDAY_TEN


def test_two_people_get_two_round_ups(weekly: Member, mail_server: Relay) -> None:
    jo = make_member(email="jo@example.org")
    jo.contact.pace = "weekly"
    jo.contact.save()
    written_on_saturday(weekly, 1)
    written_on_saturday(jo, 1, 2)
    with time_machine.travel(MONDAY_TEN, tick=False):
        send_due()
    assert sorted((mail.to[0], mail.subject) for mail in mail_server.taken) == [
        ("jo@example.org", "2 things for you"),
        ("sam@example.org", "One thing for you"),
    ]


def test_R6_what_piled_up_while_nothing_could_be_sent_goes_out_as_one(note: Note, mail_server: Relay) -> None:
    """After three days without a sender: one message for each person, and only what is not too late."""
    people = [make_member(), make_member()]
    for member in people:
        for number in range(6):
            due = MONDAY_TEN - number * 12 * HOUR
            make_message(recipient=member, number=number, due_at=due, expires_at=due + 48 * HOUR)
    with time_machine.travel(MONDAY_TEN + 12 * HOUR - timedelta(hours=2), tick=False):
        send_due()
    assert mail_server.got() == sorted(member.email for member in people)
    assert {mail.subject for mail in mail_server.taken} == {"4 things for you"}


def test_one_late_message_stays_itself(note: Note, mail_server: Relay) -> None:
    make_message(recipient=make_member(), due_at=MONDAY_TEN - 10 * HOUR, expires_at=MONDAY_TEN + HOUR)
    with time_machine.travel(MONDAY_TEN, tick=False):
        send_due()
    assert [mail.subject for mail in mail_server.taken] == ["Note 1"]


@pytest.mark.parametrize("fault", ["broken", "unwritable"])
def test_a_bad_part_never_holds_up_the_others(
    weekly: Member, note: Note, mail_server: Relay, fault: str
) -> None:
    written_on_saturday(weekly, 1, 2, 3)
    setattr(note, fault, {2})
    with time_machine.travel(MONDAY_TEN, tick=False):
        assert send_due().sent == 1
    assert [line for line in mail_server.taken[0].body.splitlines() if line.startswith("* ")] == [
        "* Note 1",
        "* Note 3",
    ]
