"""What a group means by coproduction, and its ground rules: writing, changing, going along, looking again (seeds 7, 12)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.days import write_for_days
from projects.actions.records import note_change
from projects.messages.agreement import AGREEMENT_CHANGED_KIND, AGREEMENT_REVIEW_KIND, readers
from projects.models import Agreement, AgreementConfirmation, Membership
from projects.permissions.agreement import (
    can_change_agreement,
    can_confirm_agreement,
    can_take_back_confirmation,
)

REVIEWS = """
    SELECT agreement.id, agreement.project_id, agreement.review_on::text, agreement.review_on, membership.member_id, member.time_zone
    FROM projects_agreement AS agreement
    JOIN projects_project AS project ON project.id = agreement.project_id
    JOIN projects_membership AS membership ON membership.project_id = agreement.project_id
    JOIN members_member AS member ON member.id = membership.member_id
    WHERE agreement.review_on BETWEEN %(first)s AND %(last)s AND agreement.words <> ''
        AND project.status = 'open' AND membership.status = 'active' AND membership.way <> 'resting'
        AND member.is_active
        AND (membership.is_host OR EXISTS (
            SELECT 1 FROM projects_agreementconfirmation AS said
            WHERE said.agreement_id = agreement.id AND said.membership_id = membership.id
                AND said.version = agreement.version
        ))
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = agreement.id
                AND message.recipient_id = membership.member_id
                AND message.version = agreement.review_on::text AND message.state <> 'withdrawn'
        )
"""


@transaction.atomic
def change_agreement(
    *, by: Membership, kind: str, version: int, words: str, review_on: date | None, now: datetime
) -> Agreement:
    """Any member writes the words, or changes them; the first who saves makes the page. Its version grows.

    New words make everybody's "I go along with this" old: those who had said it are told, and may say it again
    (seed 12). Another day to look at it changes nobody's mind. Raises Refused, and Clash with the words as they stand
    when somebody else changed them first (promise C2).
    """
    require(can_change_agreement(by))
    Agreement.objects.get_or_create(project_id=by.project_id, kind=kind, defaults={"changed_at": now})
    agreement = Agreement.objects.select_for_update().get(project=by.project_id, kind=kind)
    if agreement.version != version:
        raise Clash(
            {"words": agreement.words, "review_on": agreement.review_on, "version": agreement.version}
        )
    new_words, moved = agreement.words != words, agreement.review_on != review_on
    agreement.version += 1
    if new_words:
        agreement.words, agreement.changed_at, agreement.changed_by = words, now, by
    agreement.review_on = review_on
    agreement.save(update_fields=["words", "review_on", "changed_at", "changed_by", "version"])
    if new_words:
        _tell(agreement, by)
    else:
        said = AgreementConfirmation.objects.filter(agreement=agreement, version=version)
        said.update(version=agreement.version)
    if moved:
        withdraw_messages(kind=AGREEMENT_REVIEW_KIND, subject_id=agreement.pk)
    note_change(project_id=by.project_id)
    return agreement


def _tell(agreement: Agreement, by: Membership) -> None:
    """Everybody who ever went along with it, and is there: once for the newest words."""
    withdraw_messages(kind=AGREEMENT_CHANGED_KIND, subject_id=agreement.pk)
    said = AgreementConfirmation.objects.filter(agreement=agreement).values("membership")
    members = readers(Q(pk__in=said)).exclude(pk=by.pk).values_list("member_id", flat=True)
    write_messages(
        MessageRow(
            kind=AGREEMENT_CHANGED_KIND,
            recipient_id=member,
            subject_id=agreement.pk,
            scope_id=agreement.project_id,
            version=str(agreement.version),
        )
        for member in members
    )


@transaction.atomic
def confirm_agreement(*, by: Membership, kind: str, version: int, now: datetime) -> Agreement:
    """A member goes along with the words as they read them. Doing it twice does it once.

    Raises Refused, and Clash when the words changed since they were read.
    """
    agreement = _locked(by, kind)
    require(can_confirm_agreement(by, agreement, confirmed=False))
    if agreement.version != version:
        raise Clash({"words": agreement.words, "version": agreement.version})
    AgreementConfirmation.objects.get_or_create(
        agreement=agreement, membership=by, version=version, defaults={"said_at": now}
    )
    note_change(project_id=by.project_id)
    return agreement


@transaction.atomic
def take_back_confirmation(*, by: Membership, kind: str) -> None:
    """A member does not go along with it any more: nothing says that they did. Raises Refused."""
    agreement = _locked(by, kind)
    require(can_take_back_confirmation(by, agreement))
    AgreementConfirmation.objects.filter(agreement=agreement, membership=by).delete()
    note_change(project_id=by.project_id)


def _locked(by: Membership, kind: str) -> Agreement:
    found = Agreement.objects.select_for_update().filter(project=by.project_id, kind=kind).first()
    if found is None:
        raise Refused(_("Nobody has written these words yet. You can be the first."))
    return found


def plan_agreement_reviews(now: datetime, until: datetime, /) -> int:
    """On the day to look again, at 10:00 by the reader's clock, to hosts and those who go along with the words.

    Nobody who rests or left hears of it, nor does a project that is paused or has ended. Returns how many are new. The
    action that moves the day takes the old rows back.
    """
    return write_for_days(kind=AGREEMENT_REVIEW_KIND, sql=REVIEWS, now=now, until=until)
