from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from members.actions.holding import Released, hold_sending, release_sending
from members.actions.sending import send_due
from members.models import Member, SiteState
from tests.factories.members import make_member
from tests.members.notes import HOUR, Note, Relay, make_message, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sam(note: Note) -> Member:
    return make_member(email="sam@example.org")


def held(member: Member, number: int, hours: int, **fields: object) -> None:
    make_message(recipient=member, number=number, state="held", due_at=NOON + hours * HOUR, **fields)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_R10_while_held_nothing_goes_out_and_what_is_written_waits(sam: Member, mail_server: Relay) -> None:
    hold_sending()
    make_message(recipient=sam)
    send_due()
    assert (states(), mail_server.got()) == (["waiting"], [])


def test_R10_what_was_due_before_the_old_site_stopped_is_not_sent_again(
    sam: Member, mail_server: Relay
) -> None:
    hold_sending()
    for number, hours in enumerate((-4, -2, 5)):
        held(sam, number, hours)
    done = release_sending(sent_until=NOON - 3 * HOUR)
    assert done == Released(waiting=2, withdrawn=1, expired=0)
    send_due()
    assert states() == ["withdrawn", "sent", "waiting"]
    assert SiteState.objects.get().sending_held is False


def test_R10_what_came_too_late_meanwhile_ends(sam: Member) -> None:
    held(sam, 1, -30, expires_at=NOON - HOUR)
    assert release_sending(sent_until=None) == Released(waiting=0, withdrawn=0, expired=1)


def test_the_command_sends_nothing_that_people_may_have_had(sam: Member) -> None:
    hold_sending()
    held(sam, 1, -1)
    held(sam, 2, 1)
    assert run("release_sending").startswith("Released. 1 held messages go out when they are due, 1 are not")
    assert states() == ["withdrawn", "waiting"]


@pytest.mark.parametrize("given", ["2026-11-23 10:30", "2026-11-23T11:30+01:00"])
def test_the_command_takes_the_moment_at_which_the_old_site_stopped(sam: Member, given: str) -> None:
    held(sam, 1, -2)
    held(sam, 2, -1)
    run("release_sending", "--sent-until", given)
    assert states() == ["withdrawn", "waiting"]


def test_the_command_can_send_all(sam: Member) -> None:
    held(sam, 1, -2)
    run("release_sending", "--send-all")
    assert states() == ["waiting"]


@pytest.mark.parametrize("given", ["yesterday", "2026-13-45 10:00"])
def test_the_command_explains_how_to_write_a_moment(sam: Member, given: str) -> None:
    with pytest.raises(CommandError, match="Write it like this"):
        run("release_sending", "--sent-until", given)


def test_the_command_that_holds_says_how_to_go_on(db: None) -> None:
    assert "release_sending" in run("hold_sending")
    assert SiteState.objects.get().sending_held is True


def test_send_messages_once_is_a_tick_of_its_own(sam: Member, mail_server: Relay) -> None:
    make_message(recipient=sam)
    assert "1 sent" in run("send_messages", "--once")
    last_tick = SiteState.objects.get().last_tick_at
    assert last_tick is not None
    assert mail_server.got() == ["sam@example.org"]
    assert last_tick > datetime(2026, 1, 1, tzinfo=UTC) + timedelta()
