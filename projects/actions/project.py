"""Opening a project and changing what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.lib import dates
from coproduce.lib.answers import Clash, require
from members.models import Member, Organisation, OrganisationRole, SupportContact
from projects.actions.piece import lay_out_pieces
from projects.actions.purpose import take_question_back, write_purpose
from projects.actions.records import note_change
from projects.actions.role import add_library_roles
from projects.actions.task import add_task
from projects.library.templates import ProjectTemplate, template_of
from projects.models import Membership, Milestone, Project, ProjectOrganisation, Supporter
from projects.permissions.project import can_edit_project, can_open_project
from projects.queries.set_up import FIRST

WORDS = (
    "name",
    "what_it_makes",
    "time_asked",
    "what_people_get",
    "ways_to_take_part",
    "meet_before",
    "brief_set_on",
    "brief_set_by",
)


@transaction.atomic
def open_project(
    *,
    by: Member,
    organisation: Organisation,
    name: str,
    template: str = Project.Template.BLANK,
    purpose: str = "",
    now: datetime,
) -> Membership:
    """A facilitator opens a project of their organisation and becomes its first host; the purpose is a draft.

    It begins with what its template suggests, all of which the group may change (seeds 8, 32). Raises Refused.
    """
    facilitates = set(
        OrganisationRole.objects.filter(member=by, role=OrganisationRole.Role.FACILITATOR).values_list(
            "organisation_id", flat=True
        )
    )
    require(can_open_project(organisation, facilitates))
    project = Project.objects.create(
        name=name,
        purpose=purpose,
        template=template,
        set_up_page=FIRST,
        opened_by=by,
        opened_at=now,
        zone=by.time_zone,
        people_count=1,
    )
    ProjectOrganisation.objects.create(
        project=project, organisation=organisation, part=ProjectOrganisation.Part.HOME
    )
    membership = Membership.objects.create(project=project, member=by, is_host=True, joined_at=now)
    _begin_with(template_of(template), by=membership, now=now)
    return membership


def _begin_with(template: ProjectTemplate, *, by: Membership, now: datetime) -> None:
    """The first tasks, roles, milestones and pieces of a project that was opened a moment ago, in its opener's language."""
    for draft in template.tasks:
        words = {
            "title": str(draft.title),
            "what": str(draft.what),
            "minutes": draft.minutes,
            "kind": draft.kind,
        }
        add_task(by=by, words=words, now=now)
    Milestone.objects.bulk_create(
        Milestone(project_id=by.project_id, what=str(what), added_at=now) for what in template.milestones
    )
    if template.roles:
        add_library_roles(by=by, keys=template.roles, now=now)
    if template.with_pieces:
        lay_out_pieces(project_id=by.project_id)


@transaction.atomic
def go_on_setting_up(*, by: Membership, page: int | None) -> Project:
    """Setting the project up goes on at this page, or is done. It never goes back, and what is done stays done.

    Raises Refused.
    """
    require(can_edit_project(by))
    project = Project.objects.select_for_update().get(pk=by.project_id)
    if project.set_up_page is not None:
        project.set_up_page = None if page is None else max(page, project.set_up_page)
        project.save(update_fields=["set_up_page"])
    return project


@transaction.atomic
def change_project(*, by: Membership, version: int, changes: Mapping[str, Any]) -> Project:
    """A host changes words of the project, its pace and its format, at any time (seed 8). New words for the purpose make
    it a draft again.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    require(can_edit_project(by))
    if "purpose" in changes:
        take_question_back(project_id=by.project_id)  # messages before the project, as everybody takes them
    project = Project.objects.select_for_update().get(pk=by.project_id)
    if project.version != version:
        theirs = {name: getattr(project, name) for name in ("purpose", *WORDS)}
        raise Clash({**theirs, "meet_before": project.meet_before or "", "version": project.version})
    words = {name: value for name, value in changes.items() if name in WORDS}
    for name, value in words.items():
        setattr(project, name, value)
    is_new_purpose = changes.get("purpose", project.purpose) != project.purpose
    project.version += not is_new_purpose  # new words for the purpose let it grow themselves
    project.save(update_fields=[*words, "version"])
    if "purpose" in changes:
        write_purpose(by=by, words=changes["purpose"], now=dates.now())
    note_change(project_id=project.pk)
    return project


@dataclass(frozen=True)
class Support:
    """One person who supports people in a project: who, when they can be reached, and a number."""

    member_id: int
    hours: str
    phone: str = ""


@transaction.atomic
def name_supporters(*, by: Membership, supporters: Sequence[Support]) -> None:
    """A host says who supports people in the project, and when (seeds 48, 87).

    Whoever had chosen a person that is not offered any more is asked again (decision 7). Raises Refused.
    """
    require(can_edit_project(by))
    # Memberships before the project, as whoever leaves takes them, so that neither waits for the other.
    places = Membership.objects.filter(project=by.project_id, support_person__isnull=False)
    list(places.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    Project.objects.select_for_update().get(pk=by.project_id)
    named = {supporter.member_id for supporter in supporters}
    gone = Supporter.objects.filter(project=by.project_id).exclude(member__in=named)
    gone_ids = list(gone.values_list("member_id", flat=True))
    gone.delete()
    let_choose_again(project_id=by.project_id, member_ids=gone_ids)
    for supporter in supporters:
        Supporter.objects.update_or_create(
            project_id=by.project_id,
            member_id=supporter.member_id,
            defaults={"hours": supporter.hours, "phone": supporter.phone},
        )
    note_change(project_id=by.project_id)


def let_choose_again(*, project_id: int, member_ids: Sequence[int]) -> int:
    """Whoever chose one of these people has nobody now, where that person is not offered as support any more.

    Those who run the project, its supporters and the contacts of its organisations are offered.
    """
    hosts = Membership.objects.filter(project=project_id, is_host=True).values("member")
    supporters = Supporter.objects.filter(project=project_id).values("member")
    contacts = SupportContact.objects.filter(
        organisation__project_parts__project=project_id, member__isnull=False
    ).values("member")
    return (
        Membership.objects.filter(project=project_id, support_person__in=member_ids)
        .exclude(support_person__in=hosts.union(supporters, contacts))
        .update(support_person=None)
    )
