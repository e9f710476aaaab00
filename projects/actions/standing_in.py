"""A project that nobody runs: nobody inherits it. Its organisation's contacts hear, and say yes to who offers (decision 7)."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from members.models import Member
from projects.actions.records import note_change
from projects.messages.standing_in import WITHOUT_HOSTS_KIND, contacts_of
from projects.models import Membership, Project, ProjectOrganisation, RoleOffer
from projects.permissions.standing_in import can_confirm_host, can_offer_to_run
from projects.queries.standing_in import is_run, offers_to_run, stands_in, without_hosts


@transaction.atomic
def offer_to_run(*, by: Membership, now: datetime) -> RoleOffer:
    """A member offers to run a project that nobody runs; an offer of somebody who has left is put in its place.

    Raises Refused.
    """
    require(can_offer_to_run(by, is_run=is_run(by.project_id)))
    offer, _new = RoleOffer.objects.update_or_create(
        to=by, role=None, defaults={"by": by, "hands_on": False, "made_at": now}
    )
    return offer


@transaction.atomic
def take_offer_to_run_back(*, by: Membership) -> None:
    """Not after all. No trace stays."""
    RoleOffer.objects.filter(to=by, by=by, role__isnull=True).delete()


@transaction.atomic
def confirm_host(*, by: Member, project: Project, pk: int) -> Membership:
    """Somebody who stands in for the organisation says yes: the member who offered runs the project from now on.

    Raises Refused, Project.DoesNotExist for who does not stand in, and Membership.DoesNotExist.
    """
    stands_in(by).get(pk=project.pk)
    held = Membership.objects.select_for_update(no_key=True, of=("self",))
    locked = held.select_related("project", "member")
    membership = locked.get(pk=pk, project=project.pk)
    offers = offers_to_run(project.pk).filter(pk=pk).exists()
    require(can_confirm_host(membership, offers=offers, is_run=is_run(project.pk)))
    membership.is_host = True
    membership.save(update_fields=["is_host"])
    RoleOffer.objects.filter(to=membership, role__isnull=True).delete()
    withdraw_messages(kind=WITHOUT_HOSTS_KIND, subject_id=project.pk)
    note_change(project_id=project.pk, also_when_closed=True)
    return membership


def tell_who_stands_in(*, now: datetime) -> int:
    """Contacts of organisations hear of projects that nobody runs: at once, and each week until somebody does.

    On sets, safe to run twice. Where no contact has an account, the organisation's own address hears. Returns how many
    messages are new.
    """
    homes = dict(
        ProjectOrganisation.objects.filter(
            part=ProjectOrganisation.Part.HOME, project__in=without_hosts()
        ).values_list("project_id", "organisation_id")
    )
    if not homes:
        return 0
    contacts: dict[int, list[int | None]] = defaultdict(list)
    for organisation, member in sorted(contacts_of(list(set(homes.values())))):
        contacts[organisation].append(member)
    return write_messages(
        MessageRow(
            kind=WITHOUT_HOSTS_KIND,
            recipient_id=member,
            subject_id=project,
            scope_id=project,
            version=f"{now:%G-W%V}",
        )
        for project, organisation in sorted(homes.items())
        for member in contacts.get(organisation, [None])
    )
