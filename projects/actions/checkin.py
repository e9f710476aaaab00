"""Checking in: telling one chosen person how it is going (seeds 48, 50; screen S11; decision 20)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from coproduce.lib.answers import require
from coproduce.lib.dates import clock_of
from members.actions.message import write_message
from members.actions.support import ask_for_chat
from members.models import Member, SupportRequest
from projects.messages.checkin import CHECK_IN_NOTED
from projects.models import CheckIn, Membership
from projects.permissions.checkin import can_check_in, can_say_heard, can_write_down_check_in
from projects.queries.people import home_organisation


@dataclass(frozen=True)
class HowItGoes:
    """What somebody says in a check-in; all of it may be left out."""

    feeling: str = ""
    wants_chat: bool = False
    wants_break: bool = False
    wants_help: bool = False
    words: str = ""

    @property
    def asks_for_somebody(self) -> bool:
        """Whether a person should hear at once."""
        return self.wants_chat or self.feeling == CheckIn.Feeling.NOT_OK


@transaction.atomic
def send_check_in(
    *,
    by: Membership,
    to_id: int | None,
    options: Collection[int],
    says: HowItGoes,
    prompted_for: date | None = None,
    from_message: bool = False,
    now: datetime,
) -> CheckIn:
    """Tell the chosen person how it is going; the choice stays. A second one on the same day changes the first.

    "Not OK" or "a chat" opens a request for a chat, so that the person hears at once. Raises Refused.
    """
    membership = Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    membership.project = by.project
    require(can_check_in(membership, to_id, options))
    if membership.support_person_id != to_id:
        membership.support_person_id = by.support_person_id = to_id
        membership.save(update_fields=["support_person"])
    check_in = _standing(membership, prompted_for, now) or CheckIn(
        membership=membership, prompted_for=prompted_for, sent_at=now
    )
    if check_in.pk:
        check_in.changed_at, check_in.heard_at = now, None  # nobody has heard the new words yet
    check_in.to_id, check_in.from_message = to_id, from_message  # type: ignore[assignment]  # can_check_in asks for one
    _write(check_in, says)
    check_in.save()
    if says.asks_for_somebody:
        _ask_for_chat(by, check_in.to, now)
    return check_in


def _standing(membership: Membership, prompted_for: date | None, now: datetime) -> CheckIn | None:
    """The check-in that this one changes: the answer to the same prompt, or one sent today by the writer."""
    mine = membership.check_ins.filter(written_down_by__isnull=True)
    if prompted_for is not None:
        return mine.filter(prompted_for=prompted_for).first()
    zone = clock_of(membership.member.time_zone)
    last = mine.order_by("-sent_at", "-id").first()
    same_day = last and last.sent_at.astimezone(zone).date() == now.astimezone(zone).date()
    return last if same_day else None


def _write(check_in: CheckIn, says: HowItGoes) -> None:
    check_in.feeling, check_in.words = says.feeling, says.words
    check_in.wants_chat, check_in.wants_break = says.wants_chat, says.wants_break
    check_in.wants_help = says.wants_help


def _ask_for_chat(by: Membership, to: Member, now: datetime) -> SupportRequest:
    """One open request is enough. By email until its owner says another way: a call may not be safe."""
    return open_request(asker=by.member, to=to) or ask_for_chat(
        by=by.member,
        to=to,
        organisation=home_organisation(by.project),
        how=SupportRequest.How.EMAIL,
        when=SupportRequest.When.TODAY,
        now=now,
    )


def open_request(*, asker: Member, to: Member) -> SupportRequest | None:
    """The newest request for a chat between the two that nobody has answered yet."""
    return SupportRequest.objects.filter(asker=asker, to=to, status=SupportRequest.Status.ASKED).first()


@transaction.atomic
def say_how_to_chat(*, by: Member, to: Member, how: str, when: str) -> SupportRequest | None:
    """How and when somebody would like the chat they asked for; None when it was answered in the meantime."""
    request = open_request(asker=by, to=to)
    if request is not None:
        request.how, request.when = how, when
        request.save(update_fields=["how", "when"])
    return request


@transaction.atomic
def say_heard(*, by: Member, pk: int, now: datetime) -> CheckIn:
    """The person chosen says that they have been in touch. Raises Refused."""
    check_in = CheckIn.objects.select_for_update().get(pk=pk)
    require(can_say_heard(by, check_in))
    if check_in.heard_at is None:
        check_in.heard_at = now
        check_in.save(update_fields=["heard_at"])
    return check_in


@transaction.atomic
def write_down_check_in(*, by: Member, membership: Membership, says: HowItGoes, now: datetime) -> CheckIn:
    """The support person writes down what somebody told them by phone; that person is told so. Raises Refused."""
    require(can_write_down_check_in(by, membership))
    check_in = CheckIn(membership=membership, to=by, written_down_by=by, sent_at=now)
    _write(check_in, says)
    check_in.save()
    write_message(
        kind=CHECK_IN_NOTED.name,
        recipient=membership.member,
        subject_id=check_in.pk,
        scope_id=membership.project_id,
        due_at=now,
    )
    return check_in
