from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from coproduce.lib import dates
from members.actions.message import (
    MessageRow,
    place_again,
    withdraw_messages,
    write_message,
    write_messages,
)
from members.models import Member, Message
from tests.factories.members import make_member
from tests.members.notes import HOUR, Note, make_message, states

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def sam(note: Note, woken: list[str]) -> Member:
    return make_member(name="Sam")


def one() -> Message:
    return Message.objects.get()


@time_machine.travel(MONDAY_NOON, tick=False)
def test_write_message_writes_a_row_that_is_due_now_and_lasts_a_day(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=7, scope_id=3, version="2")
    message = one()
    assert message.key == f"note:7:{sam.pk}:2:email"
    assert (message.state, message.channel) == ("waiting", "email")
    assert (message.subject_id, message.scope_id, message.version) == (7, 3, "2")
    assert (message.due_at, message.next_attempt_at) == (MONDAY_NOON, MONDAY_NOON)
    assert message.expires_at == MONDAY_NOON + 24 * HOUR
    assert message.message_id.endswith("@localhost>")


def test_R3_writing_twice_writes_once(sam: Member) -> None:
    for _turn in range(2):
        write_message(kind="note", recipient=sam, subject_id=7, version="1")
    assert states() == ["waiting"]


def test_R3_a_later_version_is_another_message(sam: Member) -> None:
    for version in ("1", "2"):
        write_message(kind="note", recipient=sam, subject_id=7, version=version)
    assert states() == ["waiting", "waiting"]


def test_R3_what_was_sent_is_never_written_again_also_after_the_channel_changed(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=7)
    Message.objects.update(state="sent", sent_at=dates.now())
    sam.contact.channel = "site"
    sam.contact.save()
    write_message(kind="note", recipient=sam, subject_id=7)
    assert states() == ["sent"]


def test_a_withdrawn_message_that_is_written_again_waits_again(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=7)
    withdraw_messages(kind="note", subject_id=7)
    write_message(kind="note", recipient=sam, subject_id=7)
    assert states() == ["waiting"]
    assert one().ended_at is None


def test_write_messages_says_how_many_are_new(sam: Member) -> None:
    rows = [MessageRow(kind="note", recipient_id=sam.pk, subject_id=number) for number in range(5)]
    assert (write_messages(rows[:3]), write_messages(rows)) == (3, 2)


def test_write_messages_takes_the_same_number_of_queries_for_one_and_for_many(
    sam: Member, django_assert_num_queries: object
) -> None:
    people = [sam.pk, *(make_member().pk for _turn in range(9))]
    for some in (people[:1], people[1:]):
        with django_assert_num_queries(5):  # type: ignore[operator]  # what stands, readers, savepoint, insert, release
            write_messages(MessageRow(kind="note", recipient_id=pk, subject_id=1) for pk in some)


def test_an_unknown_kind_is_an_error_of_the_caller(sam: Member) -> None:
    with pytest.raises(LookupError, match="no kind of message is called parcel"):
        write_message(kind="parcel", recipient=sam, subject_id=1)


def test_a_member_who_is_gone_hears_nothing(note: Note, woken: list[str]) -> None:
    assert write_messages([MessageRow(kind="note", recipient_id=10**9, subject_id=1)]) == 0


def test_somebody_without_an_account_is_written_to_at_once(note: Note, woken: list[str]) -> None:
    write_message(kind="note", recipient=None, subject_id=4, lasts=timedelta(days=7))
    assert (one().recipient, one().channel) == (None, "email")
    assert one().expires_at - one().due_at == timedelta(days=7)


@time_machine.travel(MONDAY_NOON, tick=False)
def test_quiet_hours_move_the_moment_and_the_end(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=1, due_at=datetime(2026, 11, 23, 23, tzinfo=UTC))
    assert one().due_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert one().expires_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


@time_machine.travel(MONDAY_NOON, tick=False)
def test_a_pause_moves_the_moment_and_not_the_end(sam: Member) -> None:
    sam.contact.paused_until = date(2026, 12, 1)
    sam.contact.save()
    write_message(kind="note", recipient=sam, subject_id=1)
    assert one().due_at == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert one().expires_at == MONDAY_NOON + 24 * HOUR


@time_machine.travel(datetime(2026, 11, 23, 23, tzinfo=UTC), tick=False)
def test_what_must_be_heard_passes_quiet_hours_pause_and_site(sam: Member) -> None:
    sam.contact.paused_until = date(2026, 12, 1)
    sam.contact.channel = "site"
    sam.contact.save()
    write_message(kind="alarm", recipient=sam, subject_id=1)
    assert (one().due_at, one().channel) == (datetime(2026, 11, 23, 23, tzinfo=UTC), "email")


def test_who_chose_the_site_or_has_no_email_finds_it_on_the_site(note: Note, woken: list[str]) -> None:
    write_message(kind="note", recipient=make_member(email=None), subject_id=1)
    assert one().channel == "site"


@time_machine.travel(MONDAY_NOON, tick=False)
@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        (None, datetime(2026, 11, 26, 10, tzinfo=UTC)),  # now: with the next round-up, on Thursday
        (
            datetime(2026, 11, 28, 9, tzinfo=UTC),
            datetime(2026, 11, 26, 10, tzinfo=UTC),
        ),  # before it is too late
        (
            datetime(2026, 12, 3, 9, tzinfo=UTC),
            datetime(2026, 11, 26, 10, tzinfo=UTC),
        ),  # an hour before the next
        (datetime(2026, 12, 3, 10, tzinfo=UTC), datetime(2026, 12, 3, 10, tzinfo=UTC)),
    ],
)
def test_who_wants_it_once_a_week_gets_it_with_the_round_up_before(
    sam: Member, wanted: datetime | None, due: datetime
) -> None:
    sam.contact.pace, sam.contact.round_up_weekday = "weekly", 3
    sam.contact.save()
    write_message(kind="note", recipient=sam, subject_id=1, due_at=wanted)
    assert one().due_at == due
    assert one().expires_at == due + 24 * HOUR


@time_machine.travel(MONDAY_NOON, tick=False)
def test_prompts_do_not_wait_for_the_round_up(sam: Member) -> None:
    sam.contact.pace = "weekly"
    sam.contact.save()
    write_message(kind="prompt", recipient=sam, subject_id=1)
    assert one().due_at == MONDAY_NOON


@time_machine.travel(MONDAY_NOON, tick=False)
def test_R5_a_wall_clock_time_is_the_readers_own(note: Note, woken: list[str]) -> None:
    for zone in ("Pacific/Auckland", "America/New_York"):
        reader = make_member(time_zone=zone)
        write_messages(
            [
                MessageRow(
                    kind="note", recipient_id=reader.pk, subject_id=1, day=date(2026, 11, 25), at=time(10)
                )
            ]
        )
    due = list(Message.objects.order_by("id").values_list("due_at", flat=True))
    assert due == [datetime(2026, 11, 24, 21, tzinfo=UTC), datetime(2026, 11, 25, 15, tzinfo=UTC)]


@time_machine.travel(MONDAY_NOON, tick=False)
def test_R5_who_moves_zone_gets_it_at_the_same_time_on_the_wall(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=1, due_at=datetime(2026, 11, 25, 10, tzinfo=UTC))
    sam.time_zone = "Asia/Kathmandu"
    sam.save()
    assert place_again(recipient=sam) == 1
    assert one().due_at == datetime(2026, 11, 25, 4, 15, tzinfo=UTC)
    assert one().zone == "Asia/Kathmandu"


@time_machine.travel(MONDAY_NOON, tick=False)
def test_place_again_follows_a_change_of_hours(sam: Member) -> None:
    write_message(kind="note", recipient=sam, subject_id=1, due_at=datetime(2026, 11, 23, 22, tzinfo=UTC))
    sam.contact.quiet_from = time(23)
    sam.contact.save()
    place_again(recipient=sam)
    assert one().due_at == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_withdraw_messages_takes_back_what_waits_and_only_that(sam: Member) -> None:
    make_message(recipient=sam, number=1)
    make_message(recipient=sam, number=2)
    make_message(recipient=sam, number=3, state="sent", sent_at=dates.now())
    assert withdraw_messages(kind="note", subject_id=1) == 1
    assert withdraw_messages(recipient=sam) == 1
    assert states() == ["withdrawn", "withdrawn", "sent"]


def test_withdraw_messages_can_spare_the_version_that_stands(sam: Member) -> None:
    make_message(recipient=sam, number=1, version="1", key="a")
    make_message(recipient=sam, number=1, version="2", key="b")
    withdraw_messages(kind="note", subject_id=1, except_version="2")
    assert states() == ["withdrawn", "waiting"]


def test_withdraw_messages_reaches_into_a_round_up_that_waits(sam: Member) -> None:
    waiting = make_message(recipient=sam, number=0, kind="round-up", key="round-up:1")
    sent = make_message(
        recipient=sam, number=0, kind="round-up", key="round-up:2", state="sent", sent_at=dates.now()
    )
    make_message(recipient=sam, number=1, state="folded", folded_into=waiting)
    make_message(recipient=sam, number=2, state="folded", folded_into=sent)
    assert withdraw_messages(kind="note", recipient=sam) == 1
    assert states() == ["waiting", "sent", "withdrawn", "folded"]


def test_withdraw_messages_wants_to_know_which() -> None:
    with pytest.raises(ValueError, match="say which messages"):
        withdraw_messages()
