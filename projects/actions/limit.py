"""Writing limits down, changing them and lifting them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from projects.actions.records import note_change
from projects.models import Given, Membership
from projects.permissions.project import can_edit_project

LIMIT_WORDS = ("what", "whose_rule", "why", "movable", "until", "who_can_change")


@transaction.atomic
def add_limit(
    *,
    by: Membership,
    what: str,
    whose_rule: str,
    why: str,
    movable: bool,
    until: date | None,
    who_can_change: str = "",
    now: datetime,
) -> Given:
    """A host writes down a limit, before people put work into an idea (seed 33). Raises Refused."""
    require(can_edit_project(by))
    limit = Given.objects.create(
        project_id=by.project_id,
        what=what,
        whose_rule=whose_rule,
        why=why,
        movable=movable,
        until=until,
        who_can_change=who_can_change,
        added_at=now,
    )
    note_change(project_id=by.project_id)
    return limit


@transaction.atomic
def change_limit(*, by: Membership, pk: int, version: int, changes: Mapping[str, object]) -> Given:
    """A host changes a limit. Raises Refused, also when it was lifted, and Clash when somebody else changed it first (promise C2)."""
    require(can_edit_project(by))
    limit = Given.objects.select_for_update().filter(pk=pk, project=by.project_id).first()
    if limit is None:
        raise Refused(_("This limit does not stand any more. Somebody took it away a moment ago."))
    if limit.version != version:
        raise Clash({name: getattr(limit, name) for name in LIMIT_WORDS} | {"version": limit.version})
    for name in LIMIT_WORDS:
        setattr(limit, name, changes[name])
    limit.version += 1
    limit.save(update_fields=[*LIMIT_WORDS, "version"])
    note_change(project_id=by.project_id)
    return limit


@transaction.atomic
def lift_limit(*, by: Membership, pk: int) -> None:
    """A limit does not stand any more. Raises Refused."""
    require(can_edit_project(by))
    Given.objects.filter(pk=pk, project=by.project_id).delete()
    note_change(project_id=by.project_id)
