"""Sections of what the group makes: adding, naming, moving, holding, letting go (seed 57)."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from projects.actions.output import locked_output
from projects.actions.records import note_change
from projects.actions.task import stays
from projects.models import Membership, Section
from projects.permissions.output import can_change_output
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.section import (
    can_add_section,
    can_hold_section,
    can_let_go_of_section,
    can_remove_section,
)


@transaction.atomic
def add_section(*, by: Membership, output_pk: int, title: str) -> Section:
    """One more section, at the end. Raises Refused."""
    output = locked_output(by=by, pk=output_pk)
    require(can_add_section(can_change_output(by, output), sections=output.sections.count()))
    last = output.sections.aggregate(last=Max("position"))["last"] or 0
    section = Section.objects.create(output=output, title=title, position=last + 1)
    note_change(project_id=by.project_id)
    return section


@transaction.atomic
def rename_section(*, by: Membership, pk: int, version: int, title: str) -> Section:
    """Another name for a section. Raises Refused, and Clash when somebody else named it first (promise C2)."""
    section = _locked_section(by, pk)
    require(can_change_output(by, section.output))
    if section.version != version:
        raise Clash({"title": section.title, "version": section.version})
    section.title = title
    section.version += 1
    section.save(update_fields=["title", "version"])
    note_change(project_id=by.project_id)
    return section


@transaction.atomic
def move_section(*, by: Membership, pk: int, up: bool) -> Section:
    """A section changes places with the one before it, or after it. The first one moved up stays. Raises Refused."""
    section = _locked_section(by, pk)
    require(can_change_output(by, section.output))
    order = list(section.output.sections.order_by("position", "id"))
    at = order.index(section)
    to = max(0, at - 1) if up else min(len(order) - 1, at + 1)
    order[at], order[to] = order[to], order[at]
    for position, each in enumerate(order, start=1):
        each.position = position
    Section.objects.bulk_update(order, ["position"])
    note_change(project_id=by.project_id)
    return order[to]


@transaction.atomic
def remove_section(*, by: Membership, pk: int) -> None:
    """A section that nobody wrote for goes away. Raises Refused."""
    section = _locked_section(by, pk)
    require(can_remove_section(by, section, has_versions=section.versions.exists()))
    section.delete()
    note_change(project_id=by.project_id)


@transaction.atomic
def hold_section(*, by: Membership, pk: int) -> Section:
    """A member takes a section, alone or with those who have it. Raises Refused."""
    if not stays(pk=by.pk):
        raise Refused(str(NOT_IN_THIS_PROJECT))
    section = _locked_section(by, pk)
    require(can_hold_section(by, section, holds=_holds(by, section)))
    section.holders.add(by)
    note_change(project_id=by.project_id)
    return section


@transaction.atomic
def let_go_of_section(*, by: Membership, pk: int) -> Section:
    """A member lets go of a section, without a reason. Raises Refused."""
    section = _locked_section(by, pk)
    require(can_let_go_of_section(by, section, holds=_holds(by, section)))
    section.holders.remove(by)
    note_change(project_id=by.project_id)
    return section


def _locked_section(by: Membership, pk: int) -> Section:
    """The section with its output, which is held: whoever changes sections of one output waits for the other.

    Raises Refused when either is gone.
    """
    found = Section.objects.filter(pk=pk, output__project=by.project_id)
    output = locked_output(by=by, pk=found.values_list("output_id", flat=True).first() or 0)
    section = found.first()
    if section is None:
        raise Refused(_("This section is not here any more. Somebody took it away."))
    section.output = output
    return section


def _holds(by: Membership, section: Section) -> bool:
    return section.holders.filter(pk=by.pk).exists()
