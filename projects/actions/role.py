"""Task roles: describing, taking and giving them up."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from projects.actions.records import note_change
from projects.models import Membership, TaskRole, TaskRoleHolder
from projects.permissions.role import can_add_role, can_give_up_role, can_take_role


@transaction.atomic
def add_role(
    *,
    by: Membership,
    name: str,
    involves: str,
    may_decide: str = "",
    time: str = "",
    support: str = "",
    pay: str = "",
    ending: str = "",
    now: datetime,
) -> TaskRole:
    """Any member describes a part to play. Raises Refused, also when the name is there already."""
    require(can_add_role(by))
    try:
        with transaction.atomic():
            role = TaskRole.objects.create(
                project_id=by.project_id,
                name=name,
                involves=involves,
                may_decide=may_decide,
                time=time,
                support=support,
                pay=pay,
                ending=ending,
                added_at=now,
            )
    except IntegrityError as there:
        raise Refused(_("There is a role with this name already. Give this one another name.")) from there
    note_change(project_id=by.project_id)
    return role


@transaction.atomic
def take_role(*, by: Membership, pk: int, now: datetime) -> TaskRole:
    """Take a role, alone or beside others. Raises Refused."""
    role = TaskRole.objects.select_for_update().get(pk=pk, project=by.project_id)
    require(can_take_role(by, role, holds=role.holders.filter(membership=by).exists()))
    TaskRoleHolder.objects.create(role=role, membership=by, taken_at=now)
    note_change(project_id=by.project_id)
    return role


@transaction.atomic
def give_up_role(*, by: Membership, pk: int) -> TaskRole:
    """Give a role up; the row goes, without a trace. Raises Refused."""
    role = TaskRole.objects.select_for_update().get(pk=pk, project=by.project_id)
    require(can_give_up_role(by, role, holds=role.holders.filter(membership=by).exists()))
    role.holders.filter(membership=by).delete()
    note_change(project_id=by.project_id)
    return role
