"""Asking for a chat, and being in touch (seed 50; decision 20)."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from coproduce.lib.answers import require
from coproduce.lib.workdays import next_working_day
from members.actions.message import MessageRow, withdraw_messages, write_message, write_messages
from members.models import Member, Organisation, SupportContact, SupportRequest
from members.permissions.support import (
    can_answer_support_request,
    can_ask_for_chat,
    can_call_off_support_request,
)
from members.queries.support import stands_in

DAY_ENDS = time(17, 0)  # in the site's zone: "by Friday, 5pm"
MOST_AT_ONCE = 500
Status = SupportRequest.Status


@transaction.atomic
def ask_for_chat(
    *,
    by: Member | None,
    to: Member | None = None,
    to_contact: SupportContact | None = None,
    organisation: Organisation | None = None,
    how: str,
    when: str,
    words: str = "",
    asker_name: str = "",
    reach_at: str = "",
    now: datetime,
) -> SupportRequest:
    """Put "I could do with a hand" to one chosen person, who hears at once and is in touch by the next working day.

    Signed out (`by` is empty) it says `asker_name` and `reach_at`. Raises Refused when that person cannot be asked here.
    """
    reader = to_contact.member if to_contact else to
    require(can_ask_for_chat(by, reader, name=to_contact.name if to_contact else ""))
    if organisation is None:
        organisation = to_contact.organisation if to_contact else _organisation_behind(reader, by)
    request = SupportRequest.objects.create(
        asker=by,
        asker_name="" if by else asker_name,
        reach_at=reach_at,
        to=reader,
        to_contact=to_contact,
        organisation=organisation,
        how=how,
        when=when,
        words=words,
        asked_at=now,
        answer_by=next_working_day(now.astimezone(ZoneInfo(settings.TIME_ZONE)).date()),
    )
    write_message(kind="support-asked", recipient=reader, subject_id=request.pk, due_at=now)
    return request


@transaction.atomic
def answer_support_request(*, pk: int, by: Member, now: datetime) -> SupportRequest:
    """The person asked, or whoever stands in, has been in touch. Raises Refused."""
    request = SupportRequest.objects.select_for_update().get(pk=pk)
    require(can_answer_support_request(by, request, stands_in=stands_in(by, request)))
    return _settle(request, Status.ANSWERED, now)


@transaction.atomic
def call_off_support_request(*, pk: int, by: Member, now: datetime) -> SupportRequest:
    """Who asked does not need it any more; no reason is asked. Raises Refused."""
    request = SupportRequest.objects.select_for_update().get(pk=pk)
    require(can_call_off_support_request(by, request))
    return _settle(request, Status.CALLED_OFF, now)


@transaction.atomic
def pass_on_unanswered(*, now: datetime) -> int:
    """Tell the organisation's other support contacts who asked, how and by when, where nobody was in touch in time.

    Never the words. Where there is no other contact with an account, the organisation's own contact is written to.
    Returns how many requests were passed on; safe to run twice or beside itself.
    """
    waiting = list(
        SupportRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            status=Status.ASKED, passed_on_at__isnull=True, answer_by__lte=_last_day_over(now)
        )[:MOST_AT_ONCE]
    )
    others = _contacts_of({request.organisation_id for request in waiting})
    rows: list[MessageRow] = []
    nobody: list[int | None] = [None]  # stands for the organisation's own contact
    for request in waiting:
        told = [
            pk
            for pk in others.get(request.organisation_id, [])
            if pk not in {request.to_id, request.asker_id}
        ]
        rows += [
            MessageRow(kind="support-waiting", recipient_id=pk, subject_id=request.pk, due_at=now)
            for pk in told or (nobody if request.organisation_id else [])
        ]
    write_messages(rows)
    SupportRequest.objects.filter(pk__in=[request.pk for request in waiting]).update(passed_on_at=now)
    return len(waiting)


def _settle(request: SupportRequest, status: str, now: datetime) -> SupportRequest:
    request.status, request.answered_at = status, now
    request.save(update_fields=["status", "answered_at"])
    for kind in ("support-asked", "support-waiting"):
        withdraw_messages(kind=kind, subject_id=request.pk)
    return request


def _organisation_behind(to: Member | None, by: Member | None) -> Organisation | None:
    """The organisation that offers this person to talk to; else one that either of the two works with."""
    offered = Organisation.objects.filter(support_contacts__member=to).order_by("id").first()
    people = [person.pk for person in (to, by) if person]
    return offered or Organisation.objects.filter(roles__member__in=people).order_by("id").first()


def _contacts_of(organisations: set[int | None]) -> dict[int | None, list[int]]:
    """The support contacts with an account, by organisation."""
    found: dict[int | None, list[int]] = {}
    contacts = SupportContact.objects.filter(
        organisation__in=[each for each in organisations if each], member__is_active=True
    )
    for organisation, member in contacts.values_list("organisation_id", "member_id"):
        found.setdefault(organisation, []).append(member)
    return found


def _last_day_over(now: datetime) -> date:
    """The last day whose end, 5pm, has come."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    return local.date() if local.time() >= DAY_ENDS else date.fromordinal(local.date().toordinal() - 1)
