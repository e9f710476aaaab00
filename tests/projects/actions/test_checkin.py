from datetime import date, timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message, Organisation, SupportRequest
from projects.actions.checkin import (
    HowItGoes,
    say_heard,
    say_how_to_chat,
    send_check_in,
    write_down_check_in,
)
from projects.models import CheckIn, Membership

pytestmark = pytest.mark.django_db
WORDS = "canary: it is a lot just now"


def send(by: Membership, to: Membership, says: HowItGoes | None = None, **how: object) -> CheckIn:
    """A check-in to somebody who is offered."""
    says = says or HowItGoes(feeling="ok")
    values = {"prompted_for": None, "now": dates.now(), **how}
    return send_check_in(by=by, to_id=to.member_id, options=[to.member_id], says=says, **values)  # type: ignore[arg-type]


def test_send_check_in_to_the_chosen_person_and_the_choice_stays(
    facilitator: Membership, member: Membership
) -> None:
    sent = send(member, facilitator)
    assert (sent.to, sent.feeling, sent.membership_id) == (facilitator.member, "ok", member.pk)
    assert Membership.objects.get(pk=member.pk).support_person == facilitator.member
    assert SupportRequest.objects.count() == 0


def test_send_check_in_with_nothing_said_is_fine(facilitator: Membership, member: Membership) -> None:
    assert send(member, facilitator, HowItGoes()).feeling == ""


def test_a_second_one_on_the_same_day_changes_the_first(facilitator: Membership, member: Membership) -> None:
    now = dates.now()
    send(member, facilitator, now=now)
    send(member, facilitator, HowItGoes(feeling="good"), now=now)
    assert [(each.feeling, each.changed_at) for each in CheckIn.objects.all()] == [("good", now)]
    send(member, facilitator, now=now + timedelta(days=1))
    assert CheckIn.objects.count() == 2


def test_one_that_was_changed_is_not_heard_yet(facilitator: Membership, member: Membership) -> None:
    sent = send(member, facilitator)
    say_heard(by=facilitator.member, pk=sent.pk, now=dates.now())
    send(member, facilitator, HowItGoes(feeling="not_ok"))
    assert [(each.feeling, each.heard_at) for each in CheckIn.objects.all()] == [("not_ok", None)]


def test_send_check_in_is_refused_to_somebody_who_left_a_moment_ago(
    facilitator: Membership, member: Membership
) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        send(member, facilitator)
    assert CheckIn.objects.count() == 0


def test_one_answer_to_a_prompt(facilitator: Membership, member: Membership) -> None:
    day = date(2026, 5, 20)
    send(member, facilitator, prompted_for=day)
    send(
        member, facilitator, HowItGoes(feeling="good"), prompted_for=day, now=dates.now() + timedelta(days=2)
    )
    assert [(each.feeling, each.prompted_for) for each in CheckIn.objects.all()] == [("good", day)]


@pytest.mark.parametrize(
    "says", [HowItGoes(feeling="not_ok", words=WORDS), HowItGoes(wants_chat=True, words=WORDS)]
)
def test_not_ok_or_a_chat_tells_the_person_at_once_without_the_words(
    facilitator: Membership, member: Membership, organisation: Organisation, says: HowItGoes
) -> None:
    send(member, facilitator, says)
    send(member, facilitator, says)  # once is enough
    asked = SupportRequest.objects.get()
    assert (asked.asker, asked.to, asked.words) == (member.member, facilitator.member, "")
    assert asked.organisation == organisation
    assert [(each.kind, each.recipient) for each in Message.objects.all()] == [
        ("support-asked", facilitator.member)
    ]


def test_say_how_to_chat_changes_the_open_request(facilitator: Membership, member: Membership) -> None:
    send(member, facilitator, HowItGoes(wants_chat=True))
    say_how_to_chat(by=member.member, to=facilitator.member, how="call", when="this_week")
    assert SupportRequest.objects.values_list("how", "when").get() == ("call", "this_week")
    SupportRequest.objects.update(status="answered", answered_at=dates.now())
    assert say_how_to_chat(by=member.member, to=facilitator.member, how="text", when="today") is None


def test_send_check_in_refuses_somebody_not_offered(member: Membership, other_member: Membership) -> None:
    with pytest.raises(Refused, match="^Choose who should get this.$"):
        send_check_in(by=member, to_id=other_member.member_id, options=[], says=HowItGoes(), now=dates.now())
    assert CheckIn.objects.count() == 0


def test_say_heard_is_for_the_person_chosen(facilitator: Membership, member: Membership) -> None:
    sent = send(member, facilitator)
    with pytest.raises(Refused, match="^Only the person it was sent to can read this.$"):
        say_heard(by=member.member, pk=sent.pk, now=dates.now())
    now = dates.now()
    say_heard(by=facilitator.member, pk=sent.pk, now=now)
    assert CheckIn.objects.get().heard_at == now


def test_write_down_check_in_only_by_the_support_person_and_the_member_is_told(
    facilitator: Membership, member: Membership
) -> None:
    with pytest.raises(Refused, match="^Only the person they chose can write this down.$"):
        write_down_check_in(by=facilitator.member, membership=member, says=HowItGoes(), now=dates.now())
    Membership.objects.filter(pk=member.pk).update(support_person=facilitator.member)
    member.refresh_from_db()
    note = write_down_check_in(
        by=facilitator.member, membership=member, says=HowItGoes(feeling="good"), now=dates.now()
    )
    assert (note.to, note.written_down_by) == (facilitator.member, facilitator.member)
    assert [(each.kind, each.recipient) for each in Message.objects.all()] == [
        ("check-in-noted", member.member)
    ]
