"""Running a project: starting it with a yes of one's own, and stopping (seeds 20, 74, 77)."""

from django.db import transaction

from coproduce.lib.answers import Refused, require
from members.actions.message import withdraw_messages
from projects.actions.project import let_choose_again
from projects.actions.records import note_change
from projects.messages.membership import MEMBER_JOINED
from projects.models import Membership, RoleOffer
from projects.permissions.membership import can_stop_hosting, can_take_hosting
from projects.permissions.role import OFFER_GONE


class OfferGone(Refused):
    """The offer was taken back, answered, or handed to somebody else a moment before."""

    def __init__(self) -> None:
        super().__init__(str(OFFER_GONE))


def give_hosting(*, offer: RoleOffer, to: Membership) -> Membership:
    """The person who was asked runs the project from now on; a host who hands it on stops, in the same moment.

    In the caller's transaction. Raises OfferGone and Refused.
    """
    rows = Membership.objects.filter(pk__in=[to.pk, offer.by_id]).select_related("project", "member")
    held = {each.pk: each for each in rows.select_for_update(no_key=True, of=("self",)).order_by("pk")}
    taker, giver = held[to.pk], held[offer.by_id]
    if not RoleOffer.objects.filter(pk=offer.pk).delete()[0]:
        raise OfferGone
    require(can_take_hosting(taker, giver))
    taker.is_host = True
    taker.save(update_fields=["is_host"])
    if offer.hands_on:
        RoleOffer.objects.filter(by=giver, role__isnull=True).delete()
        _stop(giver)
    note_change(project_id=taker.project_id)
    return taker


@transaction.atomic
def stop_hosting(*, by: Membership) -> Membership:
    """A host does not run the project any more and stays in it; who chose them for support is asked again (decision 7).

    Whom they had asked to run it is not asked any more. Raises Refused.
    """
    held = Membership.objects.select_for_update(no_key=True, of=("self",))
    locked = held.select_related("project", "member")
    membership = locked.get(pk=by.pk)
    require(can_stop_hosting(membership))
    RoleOffer.objects.filter(by=membership, role__isnull=True).delete()
    _stop(membership)
    note_change(project_id=membership.project_id)
    return membership


def _stop(membership: Membership) -> None:
    membership.is_host = False
    membership.save(update_fields=["is_host"])
    let_choose_again(project_id=membership.project_id, member_ids=[membership.member_id])
    withdraw_messages(kind=MEMBER_JOINED.name, recipient=membership.member, scope_id=membership.project_id)
