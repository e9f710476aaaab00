"""Several organisations in one project: asking one, its answer, its leaving, and how it works (seeds 2, 96)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from coproduce.lib import dates
from coproduce.lib.answers import Clash, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from members.models import Member, Organisation
from members.queries.organisation import roles_held
from projects.actions.project import let_choose_again
from projects.actions.records import note_change
from projects.messages.organisation import (
    LEFT,
    NOT_NOW,
    ORGANISATION_ANSWERED_KIND,
    ORGANISATION_ASKED_KIND,
    YES,
    which_answer,
    who_runs,
)
from projects.models import Membership, OrganisationAsked, OrganisationCard, ProjectOrganisation
from projects.permissions.organisation import (
    can_answer_asking,
    can_ask_organisation,
    can_end_part,
    can_write_card,
)
from projects.permissions.project import can_edit_project
from projects.queries.organisation import contacts_of, is_contact, runs_a_project_with, who_answers_for

CARD_WORDS = ("timescales", "rules", "words", "who_decides")


@transaction.atomic
def ask_organisation(*, by: Membership, organisation: Organisation, now: datetime) -> OrganisationAsked:
    """A host asks an organisation to take part; its leads and facilitators get a message. Raises Refused."""
    takes_part = ProjectOrganisation.objects.filter(project=by.project_id, organisation=organisation)
    readers = who_answers_for(organisation.pk)
    asked, is_new = OrganisationAsked.objects.get_or_create(
        project_id=by.project_id, organisation=organisation, defaults={"asked_by": by, "asked_at": now}
    )
    require(
        can_ask_organisation(
            by, takes_part=takes_part.exists(), is_asked=not is_new, can_answer=bool(readers)
        )
    )
    write_messages(
        MessageRow(
            kind=ORGANISATION_ASKED_KIND,
            recipient_id=reader,
            subject_id=asked.pk,
            scope_id=by.project_id,
            due_at=now,
        )
        for reader in readers
        if reader != by.member_id
    )
    note_change(project_id=by.project_id)
    return asked


@transaction.atomic
def take_back_asking(*, by: Membership, pk: int) -> OrganisationAsked:
    """A host does not ask any more; what waits to be sent is not sent.

    Raises Refused, and OrganisationAsked.DoesNotExist when there is nothing to take back.
    """
    withdraw_messages(kind=ORGANISATION_ASKED_KIND, subject_id=pk)
    asked = OrganisationAsked.objects.select_for_update().get(pk=pk, project=by.project_id)
    require(can_edit_project(by))
    if not _part_of(asked).exists():
        asked.delete()
    note_change(project_id=by.project_id)
    return asked


@transaction.atomic
def answer_asking(*, by: Member, pk: int, says_yes: bool) -> OrganisationAsked:
    """A lead or facilitator answers for their organisation: it takes part, or not now, which leaves no trace.

    Who runs the project hears of it, never from whom. Raises Refused, and OrganisationAsked.DoesNotExist when nobody asks any more.
    """
    withdraw_messages(kind=ORGANISATION_ASKED_KIND, subject_id=pk)
    found = OrganisationAsked.objects.select_for_update(of=("self",)).select_related("organisation")
    asked = found.get(pk=pk)
    roles = roles_held(by, asked.organisation)
    require(can_answer_asking(roles, takes_part=_part_of(asked).exists()))
    if not says_yes:
        asked.delete()
        _tell_hosts(asked.project_id, asked.organisation_id, NOT_NOW, by=by)
        return asked
    ProjectOrganisation.objects.create(
        project_id=asked.project_id,
        organisation_id=asked.organisation_id,
        part=ProjectOrganisation.Part.TAKES_PART,
    )
    _tell_hosts(asked.project_id, asked.organisation_id, YES, by=by)
    note_change(project_id=asked.project_id)
    return asked


def _tell_hosts(project_id: int, organisation_id: int, said: str, *, by: Member) -> None:
    """Who runs the project hears what an organisation said, or that its part has ended; who did it knows already."""
    version = which_answer(said, dates.now())
    write_messages(
        MessageRow(
            kind=ORGANISATION_ANSWERED_KIND,
            recipient_id=member,
            subject_id=organisation_id,
            scope_id=project_id,
            version=version,
        )
        for member in who_runs([project_id]).exclude(member=by.pk).values_list("member_id", flat=True)
    )


def _part_of(asked: OrganisationAsked) -> QuerySet[ProjectOrganisation]:
    return ProjectOrganisation.objects.filter(project=asked.project_id, organisation=asked.organisation_id)


@transaction.atomic
def end_part(*, by: Member, project_id: int, organisation_id: int) -> ProjectOrganisation:
    """Either side ends an organisation's part in a project. Whoever had chosen its contact for support is asked again
    (decision 7); its leads do not see the project any more. Who runs the project hears of it.

    Raises Refused, and ProjectOrganisation.DoesNotExist when it has no part.
    """
    withdraw_messages(
        kind=ORGANISATION_ANSWERED_KIND, subject_id=organisation_id, scope_id=project_id
    )  # that it takes part is not so any more
    # Memberships first, then what was asked, then the project, as everybody takes them.
    places = Membership.objects.filter(project=project_id, support_person__isnull=False)
    list(places.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    asked = OrganisationAsked.objects.filter(project=project_id, organisation=organisation_id)
    list(asked.select_for_update().values_list("pk"))
    parts = ProjectOrganisation.objects.select_for_update(of=("self",)).select_related("organisation")
    part = parts.get(project=project_id, organisation=organisation_id)
    membership = (
        Membership.objects.filter(project=project_id, member=by, status=Membership.Status.ACTIVE)
        .select_related("project")
        .first()
    )
    require(can_end_part(part, membership, roles_held(by, part.organisation)))
    asked.delete()
    part.delete()
    let_choose_again(project_id=project_id, member_ids=contacts_of(organisation_id))
    _tell_hosts(project_id, organisation_id, LEFT, by=by)
    note_change(project_id=project_id, also_when_closed=True)
    return part


@transaction.atomic
def write_card(
    *, by: Member, organisation: Organisation, version: int, changes: Mapping[str, str], now: datetime
) -> OrganisationCard:
    """Its own people say how an organisation works. Raises Refused, and Clash with the words as they stand when somebody
    else changed them first (promise C2)."""
    require(
        can_write_card(
            roles_held(by, organisation),
            is_contact=is_contact(by, organisation),
            runs_a_project_with_it=runs_a_project_with(by, organisation),
        )
    )
    OrganisationCard.objects.get_or_create(organisation=organisation, defaults={"changed_at": now})
    card = OrganisationCard.objects.select_for_update().get(organisation=organisation)
    if card.version != version:
        raise Clash({name: getattr(card, name) for name in CARD_WORDS} | {"version": card.version})
    for name in CARD_WORDS:
        setattr(card, name, changes[name])
    card.version += 1
    card.changed_at = now
    card.save(update_fields=[*CARD_WORDS, "version", "changed_at"])
    return card
