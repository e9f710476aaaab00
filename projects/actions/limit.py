"""Writing limits down, changing them, lifting them, and taking that back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from coproduce.lib.answers import Clash, Refused, require
from projects.actions.records import note_change
from projects.models import Given, Membership
from projects.permissions.limit import LIFTED, can_change_limit, can_put_limit_back, can_remove_limit
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
    limit = _locked(by, pk)
    require(can_change_limit(by, limit))
    if limit.version != version:
        raise Clash({name: getattr(limit, name) for name in LIMIT_WORDS} | {"version": limit.version})
    for name in LIMIT_WORDS:
        setattr(limit, name, changes[name])
    limit.version += 1
    limit.save(update_fields=[*LIMIT_WORDS, "version"])
    note_change(project_id=by.project_id)
    return limit


@transaction.atomic
def lift_limit(*, by: Membership, pk: int, now: datetime) -> None:
    """A limit does not stand any more; taken away twice, the first time counts. Raises Refused."""
    require(can_edit_project(by))
    Given.objects.filter(pk=pk, project=by.project_id, lifted_at=None).update(lifted_at=now)
    note_change(project_id=by.project_id)


@transaction.atomic
def put_limit_back(*, by: Membership, pk: int, now: datetime) -> Given:
    """It was taken away by mistake: it stands again, as it was. For a day. Raises Refused."""
    limit = _locked(by, pk)
    require(can_put_limit_back(by, limit, now))
    limit.lifted_at = None
    limit.save(update_fields=["lifted_at"])
    note_change(project_id=by.project_id)
    return limit


@transaction.atomic
def remove_limit(*, by: Membership, pk: int) -> None:
    """A limit that was taken away goes off the page for good. Raises Refused."""
    limit = _locked(by, pk)
    require(can_remove_limit(by, limit))
    limit.delete()
    note_change(project_id=by.project_id)


def _locked(by: Membership, pk: int) -> Given:
    """The limit of the membership's own project, held until the transaction ends. Raises Refused when it is gone."""
    limit = Given.objects.select_for_update().filter(pk=pk, project=by.project_id).first()
    if limit is None:
        raise Refused(str(LIFTED))
    return limit
