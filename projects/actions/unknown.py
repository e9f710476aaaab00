"""What we do not know yet: adding it, changing it, writing down what we found; and the plan of its days (seed 86)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.days import write_for_days
from projects.actions.records import note_change
from projects.messages.unknown import UNKNOWN_DUE_KIND
from projects.models import Membership, Unknown
from projects.permissions.unknown import (
    can_add_unknown,
    can_answer_unknown,
    can_edit_unknown,
    can_reopen_unknown,
)

DUE = """
    SELECT unknown.id, unknown.project_id, unknown.by_day::text, unknown.by_day, membership.member_id, member.time_zone
    FROM projects_unknown AS unknown
    JOIN projects_project AS project ON project.id = unknown.project_id
    JOIN projects_membership AS membership ON membership.id = unknown.finder_id
    JOIN members_member AS member ON member.id = membership.member_id
    WHERE unknown.by_day BETWEEN %(first)s AND %(last)s AND unknown.found = '' AND project.status = 'open'
        AND membership.status = 'active' AND membership.way <> 'resting' AND member.is_active
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = unknown.id
                AND message.recipient_id = membership.member_id
                AND message.version = unknown.by_day::text AND message.state <> 'withdrawn'
        )
"""


@transaction.atomic
def add_unknown(
    *, by: Membership, what: str, finder_id: int | None, by_day: date | None, now: datetime
) -> Unknown:
    """Any member says what we do not know yet, who finds out, and by which day. Raises Refused."""
    require(can_add_unknown(by))
    unknown = Unknown.objects.create(
        project_id=by.project_id,
        what=what,
        finder_id=_there(by, finder_id),
        by_day=by_day,
        added_by=by,
        added_at=now,
    )
    note_change(project_id=by.project_id)
    return unknown


@transaction.atomic
def change_unknown(
    *, by: Membership, pk: int, version: int, what: str, finder_id: int | None, by_day: date | None
) -> Unknown:
    """Any member changes the words, who finds out, and the day. A message about the old day is taken back.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    unknown = _locked(by, pk)
    require(can_edit_unknown(by, unknown))
    if unknown.version != version:
        raise Clash({
            "what": unknown.what, "finder": unknown.finder_id, "by_day": unknown.by_day, "version": unknown.version
        })  # fmt: skip
    moved = (unknown.finder_id, unknown.by_day) != (finder_id, by_day)
    if finder_id != unknown.finder_id:
        finder_id = _there(by, finder_id)
    unknown.what, unknown.finder_id, unknown.by_day = what, finder_id, by_day
    unknown.version += 1
    unknown.save(update_fields=["what", "finder", "by_day", "version"])
    if moved:
        withdraw_messages(kind=UNKNOWN_DUE_KIND, subject_id=unknown.pk)
    note_change(project_id=unknown.project_id)
    return unknown


@transaction.atomic
def write_down_found(*, by: Membership, pk: int, version: int, found: str, now: datetime) -> Unknown:
    """Any member writes down what we found, or changes those words. Nobody is reminded any more.

    Raises Refused, and Clash when somebody else changed the words first (promise C2).
    """
    unknown = _locked(by, pk)
    require(can_answer_unknown(by, unknown))
    if unknown.version != version:
        raise Clash({"found": unknown.found, "version": unknown.version})
    unknown.found = found
    unknown.found_at = unknown.found_at or now
    unknown.version += 1
    unknown.save(update_fields=["found", "found_at", "version"])
    withdraw_messages(kind=UNKNOWN_DUE_KIND, subject_id=unknown.pk)
    note_change(project_id=unknown.project_id)
    return unknown


@transaction.atomic
def reopen_unknown(*, by: Membership, pk: int, now: datetime) -> Unknown:
    """We do not know it yet after all: what was found is taken back, for a day. Raises Refused."""
    unknown = _locked(by, pk)
    require(can_reopen_unknown(by, unknown, now))
    unknown.found, unknown.found_at = "", None
    unknown.version += 1
    unknown.save(update_fields=["found", "found_at", "version"])
    note_change(project_id=unknown.project_id)
    return unknown


def _locked(by: Membership, pk: int) -> Unknown:
    found = Unknown.objects.select_for_update().filter(pk=pk, project=by.project_id).first()
    if found is None:
        raise Refused(_("This is not here any more."))
    return found


def _there(by: Membership, finder_id: int | None) -> int | None:
    """The person who finds out, who is in the project now. Raises Refused for others."""
    if finder_id is None:
        return None
    here = Membership.objects.filter(project=by.project_id, status=Membership.Status.ACTIVE, pk=finder_id)
    if not here.exists():
        raise Refused(_("This person is not in the project any more. Choose somebody else."))
    return finder_id


def plan_unknown_days(now: datetime, until: datetime, /) -> int:
    """On the day of what we do not know yet, at 10:00 by the finder's clock, to the finder. Returns how many are new.

    Nobody who rests or left hears of it, nor does a project that is paused or has ended. The actions that move the day,
    name somebody else or write down what was found take the old row back.
    """
    return write_for_days(kind=UNKNOWN_DUE_KIND, sql=DUE, now=now, until=until)
