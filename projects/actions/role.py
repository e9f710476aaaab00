"""Task roles: describing, taking and giving them up."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.task import stays
from projects.library.roles import HOST, ROLES
from projects.messages.role import ROLE_OFFERED_KIND
from projects.models import Membership, TaskRole, TaskRoleHolder
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.role import can_add_role, can_edit_role, can_give_up_role, can_take_role

WORDS = ("name", "involves", "say", "may_decide", "time", "support", "pay", "ending")


@transaction.atomic
def add_role(
    *,
    by: Membership,
    name: str,
    involves: str,
    say: str = TaskRole.Say.HEARD,
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
                say=say,
                may_decide=may_decide,
                time=time,
                support=support,
                pay=pay,
                ending=ending,
                added_at=now,
            )
    except IntegrityError as there:
        raise _same_name() from there
    note_change(project_id=by.project_id)
    return role


def _same_name() -> Refused:
    return Refused(_("There is a role with this name already. Give this one another name."))


@transaction.atomic
def add_library_roles(*, by: Membership, keys: Collection[str], now: datetime) -> list[TaskRole]:
    """Any member adds roles of the library (seed 58). Returns the role of each key, those that were there already too.

    A role is there when one of its name is. The card of the host makes no role: running a project goes with a place in
    it. Raises Refused, and KeyError for a card that the library does not have.
    """
    require(can_add_role(by))
    cards = [ROLES[key] for key in keys if key != HOST]
    made = [
        TaskRole(project_id=by.project_id, added_at=now, **{word: str(getattr(card, word)) for word in WORDS})
        for card in cards
    ]
    TaskRole.objects.bulk_create(made, ignore_conflicts=True)
    note_change(project_id=by.project_id)
    names = [role.name for role in made]
    found = {role.name: role for role in TaskRole.objects.filter(project=by.project_id, name__in=names)}
    return [found[name] for name in names]


@transaction.atomic
def edit_role(*, by: Membership, pk: int, version: int, changes: Mapping[str, str]) -> TaskRole:
    """Change the words of a card: whoever has it, a host, or anybody while nobody has it.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    role = locked_role(by=by, pk=pk)
    held = set(role.holders.values_list("membership_id", flat=True))
    require(can_edit_role(by, role, holds=by.pk in held, others_hold=bool(held - {by.pk})))
    if role.version != version:
        raise Clash({name: getattr(role, name) for name in WORDS} | {"version": role.version})
    for name in WORDS:
        setattr(role, name, changes.get(name, getattr(role, name)))
    role.version += 1
    try:
        with transaction.atomic():
            role.save(update_fields=[*WORDS, "version"])
    except IntegrityError as there:
        raise _same_name() from there
    note_change(project_id=by.project_id)
    return role


def locked_role(*, by: Membership, pk: int) -> TaskRole:
    """A role of the member's project, held until the transaction ends. Raises TaskRole.DoesNotExist."""
    return TaskRole.objects.select_for_update().get(pk=pk, project=by.project_id)


@transaction.atomic
def take_role(*, by: Membership, pk: int, now: datetime) -> TaskRole:
    """Take a role, alone or beside others. Whoever was handing it on to this person has it no more. Raises Refused."""
    keep_here(by=by)
    role = locked_role(by=by, pk=pk)
    require(can_take_role(by, role, holds=role.holders.filter(membership=by).exists()))
    give_role(role=role, to=by, now=now)
    return role


def keep_here(*, by: Membership) -> None:
    """Keep the person in the project until the transaction ends. Raises Refused for somebody who left a moment ago."""
    if not stays(pk=by.pk):
        raise Refused(str(NOT_IN_THIS_PROJECT))


def give_role(*, role: TaskRole, to: Membership, now: datetime) -> None:
    """Somebody has a locked role from now on. What was offered is answered; who handed it on has it no more (seed 60)."""
    TaskRoleHolder.objects.create(role=role, membership=to, taken_at=now)
    answered = list(role.offers.filter(to=to))
    givers = [offer.by_id for offer in answered if offer.hands_on]
    role.holders.filter(membership__in=givers).delete()
    role.offers.filter(by__in=givers, hands_on=True).delete()
    role.offers.filter(to=to).delete()
    for offer in answered:
        withdraw_messages(kind=ROLE_OFFERED_KIND, subject_id=offer.pk)
    note_change(project_id=role.project_id)


@transaction.atomic
def give_up_role(*, by: Membership, pk: int) -> TaskRole:
    """Give a role up; the row goes, without a trace. Whom it was to be handed on to may still take it. Raises Refused."""
    role = locked_role(by=by, pk=pk)
    require(can_give_up_role(by, role, holds=role.holders.filter(membership=by).exists()))
    role.holders.filter(membership=by).delete()
    role.offers.filter(by=by).update(hands_on=False)
    note_change(project_id=by.project_id)
    return role
