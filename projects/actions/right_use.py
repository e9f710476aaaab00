"""The log of decision rights: writing down that one was used, and taking that back for a day (seed 61)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.actions.right import locked_right, today_of
from projects.actions.role import keep_here
from projects.messages.agreement import readers
from projects.messages.right_use import RIGHT_USED_KIND
from projects.models import DecisionRightUse, Membership
from projects.permissions.right import can_take_back_use, can_use_right


@transaction.atomic
def use_right(*, by: Membership, pk: int, what: str, why: str, now: datetime) -> DecisionRightUse:
    """Whoever has the role says what they decided or stopped, and why; everybody who is there hears of it. Raises Refused."""
    keep_here(by=by)
    right = locked_right(by=by, pk=pk)
    holds = right.role.holders.filter(membership=by).exists()
    require(can_use_right(by, right, today_of(by=by, now=now), holds=holds))
    use = DecisionRightUse.objects.create(right=right, what=what, why=why, used_by=by, used_at=now)
    _tell(use, by)
    note_change(project_id=by.project_id)
    return use


def _tell(use: DecisionRightUse, by: Membership) -> None:
    """Everybody who is in the project and does not rest, but for who wrote it."""
    others = readers(Q(project=by.project_id)).exclude(pk=by.pk)
    write_messages(
        MessageRow(
            kind=RIGHT_USED_KIND, recipient_id=member, subject_id=use.pk, scope_id=by.project_id, version="1"
        )
        for member in others.values_list("member_id", flat=True)
    )


@transaction.atomic
def take_back_use(*, by: Membership, pk: int, now: datetime) -> DecisionRightUse:
    """It was written down by mistake: the row goes, and so do messages that wait. For a day. Raises Refused."""
    found = DecisionRightUse.objects.select_for_update(of=("self",)).select_related("right__role")
    use = found.filter(pk=pk, right__role__project=by.project_id).first()
    if use is None:
        raise Refused(_("This is not here any more."))
    require(can_take_back_use(by, use, now))
    withdraw_messages(kind=RIGHT_USED_KIND, subject_id=use.pk)
    use.delete()
    note_change(project_id=by.project_id)
    return use
