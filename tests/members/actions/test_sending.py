from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import LazySettings
from django.db import DatabaseError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from members.actions import claiming, sending
from members.actions.claiming import claim_due, let_go_of_lost, mark_sent
from members.actions.message import withdraw_messages
from members.actions.sending import send_due, wait_before_try
from members.messages import kinds
from members.models import Member, Message, SiteState
from tests.factories.members import make_member
from tests.members.notes import HOUR, Note, Relay, make_message, refused, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def sam(note: Note) -> Member:
    return make_member(name="Sam", email="sam@example.org")


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


def one() -> Message:
    return Message.objects.get()


# --- what goes out --------------------------------------------------------------------------------------------------


def test_send_due_sends_one_mail_to_one_reader_and_marks_it(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam, number=7)
    assert send_due().sent == 1
    (mail,) = mail_server.taken
    assert (mail.to, mail.cc, mail.bcc) == (["sam@example.org"], [], [])
    assert (mail.subject, mail.body) == ("Note 7", "Hello Sam. Note 7.\n")
    message = one()
    assert (message.state, message.sent_at, message.attempts) == ("sent", NOON, 1)
    assert (message.lease_token, message.lease_until) == (None, None)


def test_what_is_not_due_waits(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam, due_at=NOON + HOUR)
    assert send_due().sent == 0
    assert (states(), mail_server.got()) == (["waiting"], [])


def test_the_earliest_goes_first(sam: Member, mail_server: Relay) -> None:
    for number in (1, 2, 3):
        make_message(recipient=sam, number=number, due_at=NOON - number * HOUR)
    send_due()
    assert [mail.subject for mail in mail_server.taken] == ["Note 3", "Note 2", "Note 1"]


def test_a_reader_of_the_site_finds_it_there_and_gets_no_mail(sam: Member, mail_server: Relay) -> None:
    sam.contact.channel = "site"
    sam.contact.save()
    make_message(recipient=sam)
    assert send_due().on_site == 1
    assert (one().state, one().channel, mail_server.got()) == ("sent", "site", [])


def test_somebody_without_an_account_is_written_to_at_the_address_that_the_kind_finds(
    note: Note, mail_server: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = note.kind(address=lambda messages: {message.pk: "new@example.org" for message in messages})
    monkeypatch.setitem(kinds._kinds, "note", invitation)
    make_message(recipient=None)
    assert send_due().sent == 1
    assert mail_server.got() == ["new@example.org"]


def test_R1_one_job_sends_many_batches_and_asks_for_help_once(
    sam: Member, mail_server: Relay, woken: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "AT_A_TIME", 3)
    for number in range(8):
        make_message(recipient=sam, number=number)
    assert send_due().sent == 8
    assert woken == ["members.send_due"]


# --- what the world says in the last moment (R7) ----------------------------------------------------------------------


def test_R7_what_is_not_true_any_more_is_withdrawn(sam: Member, note: Note, mail_server: Relay) -> None:
    note.untrue = {1}
    note.gone = {2}
    for number in (1, 2, 3):
        make_message(recipient=sam, number=number)
    assert send_due().ended == 2
    assert (states(), mail_server.got()) == (["withdrawn", "withdrawn", "sent"], ["sam@example.org"])


def test_R7_what_was_withdrawn_a_moment_ago_is_not_sent(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    withdraw_messages(recipient=sam)
    send_due()
    assert (states(), mail_server.got()) == (["withdrawn"], [])


def test_R7_who_left_the_site_hears_nothing(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    Member.objects.update(is_active=False)
    send_due()
    assert (states(), mail_server.got()) == (["withdrawn"], [])


def test_R7_a_pause_chosen_a_moment_ago_is_kept(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    sam.contact.paused_until = date(2026, 11, 25)
    sam.contact.save()
    assert send_due().later == 1
    assert (states(), mail_server.got()) == (["waiting"], [])
    assert one().next_attempt_at == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_R7_a_new_address_is_used(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    Member.objects.update(email="sam@example.com")
    send_due()
    assert mail_server.got() == ["sam@example.com"]


def test_R7_what_must_be_heard_passes_a_pause_and_the_site(sam: Member, mail_server: Relay) -> None:
    sam.contact.paused_until = date(2027, 1, 1)
    sam.contact.channel = "site"
    sam.contact.save()
    make_message(recipient=sam, kind="alarm")
    send_due()
    assert mail_server.got() == ["sam@example.org"]
    assert "List-Unsubscribe" not in mail_server.taken[0].extra_headers


@time_machine.travel(datetime(2026, 11, 23, 22, tzinfo=UTC), tick=False)
def test_R5_nothing_goes_out_in_quiet_hours_however_late_it_is(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    send_due()
    assert (states(), mail_server.got()) == (["waiting"], [])
    assert one().next_attempt_at == datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_R5_a_reader_who_moved_zone_gets_it_at_the_same_time_on_the_wall(
    sam: Member, mail_server: Relay
) -> None:
    make_message(
        recipient=sam,
        zone="Europe/London",
        local_date=NOON.date(),
        local_time=NOON.time().replace(tzinfo=None),
    )
    Member.objects.update(time_zone="America/New_York")
    send_due()
    assert (states(), mail_server.got()) == (["waiting"], [])
    assert one().due_at == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_R6_what_is_too_late_is_not_sent(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam, expires_at=NOON - timedelta(seconds=1))
    send_due()
    assert (states(), mail_server.got()) == (["expired"], [])


def test_R10_nothing_is_sent_while_sending_is_held(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    SiteState.objects.update(sending_held=True)
    send_due()
    assert (states(), mail_server.got()) == (["waiting"], [])
    SiteState.objects.update(sending_held=False)
    send_due()
    assert (states(), mail_server.got()) == (["sent"], ["sam@example.org"])


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(
    sam: Member, mail_server: Relay
) -> None:
    make_message(recipient=sam, kind="from-tomorrow")
    send_due()
    assert (states(), one().attempts) == (["waiting"], 0)


# --- what breaks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["broken", "unwritable"])
def test_a_bad_row_never_holds_up_others(sam: Member, note: Note, mail_server: Relay, fault: str) -> None:
    setattr(note, fault, {2})
    for number in (1, 2, 3):
        make_message(recipient=sam, number=number)
    done = send_due()
    assert (done.sent, done.trouble) == (2, 1)
    assert states() == ["sent", "waiting", "sent"]
    bad = Message.objects.get(subject_id=2)
    assert (bad.attempts, bad.lease_token) == (1, None)
    assert NOON + timedelta(seconds=40) < bad.next_attempt_at < NOON + timedelta(seconds=80)


def test_R4_a_refused_address_is_told_to_its_owner_and_to_nobody_else(
    sam: Member, mail_server: Relay
) -> None:
    jo = make_member(email="jo@example.org")
    mail_server.answers = {"sam@example.org": [refused(550, "sam@example.org")]}
    make_message(recipient=sam)
    make_message(recipient=jo)
    send_due()
    assert states() == ["failed", "sent"]
    sam.refresh_from_db()
    jo.refresh_from_db()
    assert (sam.email_bounced_at, jo.email_bounced_at) == (NOON, None)
    assert Message.objects.get(recipient=sam).last_error == "550 the address was not taken"


def test_R4_an_address_that_works_again_is_forgiven(sam: Member, mail_server: Relay) -> None:
    Member.objects.update(email_bounced_at=NOON - HOUR)
    make_message(recipient=sam)
    send_due()
    sam.refresh_from_db()
    assert sam.email_bounced_at is None


def test_R4_not_now_means_later(sam: Member, mail_server: Relay) -> None:
    mail_server.answers = {"sam@example.org": [refused(451, "sam@example.org")]}
    make_message(recipient=sam)
    assert send_due().trouble == 1
    assert (one().state, one().attempts) == ("waiting", 1)
    with time_machine.travel(NOON + timedelta(seconds=76), tick=False):
        assert send_due().sent == 1
    assert (one().state, one().attempts, one().last_error) == ("sent", 2, "")


def test_R4_a_line_that_breaks_means_later_for_this_one_and_goes_on_with_the_next(
    sam: Member, mail_server: Relay
) -> None:
    mail_server.answers = {"sam@example.org": [ConnectionResetError()]}
    for number in (1, 2):
        make_message(recipient=sam, number=number)
    done = send_due()
    assert (done.sent, done.trouble, mail_server.opened) == (1, 1, 2)
    assert states() == ["waiting", "sent"]


def test_R4_a_mail_server_that_is_not_there_costs_no_try_and_is_left_alone_for_a_moment(
    sam: Member, mail_server: Relay
) -> None:
    mail_server.closed_door = ConnectionRefusedError()
    for number in (1, 2):
        make_message(recipient=sam, number=number)
    assert send_due().relay_down is True
    assert states() == ["waiting", "waiting"]
    assert set(Message.objects.values_list("attempts", "next_attempt_at")) == {
        (0, NOON - timedelta(seconds=1))
    }
    mail_server.closed_door = None
    assert send_due().sent == 0  # resting
    sending._resting_until = 0.0
    assert send_due().sent == 2


def test_R4_three_broken_lines_in_a_row_end_the_job(sam: Member, mail_server: Relay) -> None:
    mail_server.answers = {"sam@example.org": [TimeoutError() for _turn in range(9)]}
    for number in range(5):
        make_message(recipient=sam, number=number)
    done = send_due()
    assert (done.trouble, done.relay_down) == (3, True)
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]
    assert set(states()) == {"waiting"}


def test_R4_after_eight_tries_it_ends_when_others_get_through(sam: Member, mail_server: Relay) -> None:
    jo = make_member()
    make_message(recipient=jo, state="sent", sent_at=NOON - HOUR)
    make_message(recipient=sam, attempts=7)
    mail_server.answers = {"sam@example.org": [refused(451, "sam@example.org")]}
    send_due()
    assert Message.objects.get(recipient=sam).state == "failed"


def test_R4_after_eight_tries_it_goes_on_when_nothing_gets_through_at_all(
    sam: Member, mail_server: Relay
) -> None:
    make_message(recipient=sam, attempts=7)
    mail_server.answers = {"sam@example.org": [refused(452, "sam@example.org")]}
    send_due()
    assert (one().state, one().attempts) == ("waiting", 8)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (30, 60)])
def test_R4_waits_double_up_to_an_hour(attempts: int, minutes: int) -> None:
    waits = {wait_before_try(attempts=attempts) for _turn in range(50)}
    assert all(0.75 * minutes <= wait / timedelta(minutes=1) <= 1.25 * minutes for wait in waits)
    assert len(waits) > 1


# --- who holds a row (R1, R3) -----------------------------------------------------------------------------------------


def test_R3_what_one_process_claimed_no_other_claims(sam: Member) -> None:
    for number in range(3):
        make_message(recipient=sam, number=number)
    first = claim_due(now=NOON, most=2)
    second = claim_due(now=NOON, most=2)
    assert [len(first.messages), len(second.messages)] == [2, 1]
    assert {message.pk for message in first.messages} & {message.pk for message in second.messages} == set()


def test_R1_a_lease_that_ran_out_is_claimed_again(sam: Member, settings: LazySettings) -> None:
    settings.MESSAGE_LEASE = timedelta(seconds=-1)
    make_message(recipient=sam)
    claim_due(now=NOON, most=5)
    assert (let_go_of_lost(), states()) == (1, ["waiting"])


def test_R1_a_lease_that_still_runs_is_left_alone(sam: Member) -> None:
    make_message(recipient=sam)
    claim_due(now=NOON, most=5)
    assert (let_go_of_lost(), states()) == (0, ["sending"])


def test_R3_who_lost_the_lease_marks_nothing(sam: Member, settings: LazySettings) -> None:
    settings.MESSAGE_LEASE = timedelta(seconds=-1)
    message = make_message(recipient=sam)
    lost = claim_due(now=NOON, most=5)
    let_go_of_lost()
    settings.MESSAGE_LEASE = timedelta(seconds=120)
    claim_due(now=NOON, most=5)
    mark_sent(claim=lost, ids=[message.pk], channel="email", now=NOON)
    assert states() == ["sending"]


def test_R3_no_message_is_begun_in_the_second_half_of_a_lease(
    sam: Member, mail_server: Relay, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_message(recipient=sam)
    claim = claim_due(now=NOON, most=5)
    late = claiming.Claim(claim.token, claim.messages, claim.runs_out - 61)
    sending.deliver(claim=late, relay=sending.Relay(settings.MESSAGE_LEASE), done=sending.Sent(), until=1e12)
    assert (states(), mail_server.got()) == (["waiting"], [])


def test_R3_a_whole_message_fits_into_half_a_lease_however_slow_the_answers(settings: LazySettings) -> None:
    timeouts = {}
    for seconds in (6, 60, 120, 600):
        timeouts[seconds] = sending.Relay(timedelta(seconds=seconds))._timeout
    assert all(timeout * 6 <= seconds / 2 for seconds, timeout in timeouts.items())
    assert timeouts[600] == 10


def test_R3_only_so_many_processes_send_at_once(
    sam: Member, mail_server: Relay, settings: LazySettings
) -> None:
    settings.MAIL_SENDERS = 0
    make_message(recipient=sam)
    assert send_due().sent == 0
    assert states() == ["waiting"]


def test_R1_when_the_database_breaks_in_the_middle_the_rest_is_put_back(
    sam: Member, note: Note, mail_server: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*, ids: list[int], **facts: object) -> None:
        if ids:
            raise OperationalError("the server closed the connection")

    monkeypatch.setattr(sending, "mark_sent", broken)
    for number in (1, 2, 3):
        make_message(recipient=sam, number=number)
    with pytest.raises(DatabaseError):
        send_due()
    assert states() == ["sending", "waiting", "waiting"]  # the first is in doubt: its lease runs out


def test_R3_a_mark_is_repeated_while_the_database_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is out must be marked: a restart of the database doubles nothing."""
    database = SimpleNamespace(in_atomic_block=False, close=lambda: None)
    monkeypatch.setattr(claiming, "connection", database)
    answers: list[Exception | int] = [OperationalError("starting up"), OperationalError("starting up"), 1]

    def ask() -> int:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert claiming.insist(ask=ask, until=claiming.time.monotonic() + 60) == 1


def test_looking_again_takes_as_many_queries_for_many_as_for_one(sam: Member, mail_server: Relay) -> None:
    """Marking is one commit for each message, on purpose; everything else is for all at once."""
    used = []
    for many in (1, 30):
        Message.objects.all().delete()
        for number in range(many):
            make_message(recipient=sam, number=number, key=f"{many}-{number}")
        with CaptureQueriesContext(connection) as log:
            send_due()
        used.append(len(log.captured_queries) - many)
    assert used[0] == used[1]
