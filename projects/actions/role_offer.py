"""Offering a role, or running the project, to somebody; their yes and their no (seeds 58, 60, 74, 77)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.hosting import OfferGone, give_hosting
from projects.actions.records import note_change
from projects.actions.role import give_role, keep_here, locked_role
from projects.messages.role import ROLE_OFFERED_KIND, hears_of_offers
from projects.models import Membership, RoleOffer
from projects.permissions.membership import can_offer_hosting
from projects.permissions.role import (
    can_end_offer,
    can_offer_role,
    can_say_yes_to_offer,
    can_take_role,
)


@transaction.atomic
def offer_role(
    *, by: Membership, pk: int, to_pk: int, words: str = "", hands_on: bool = False, now: datetime
) -> RoleOffer:
    """Offer a role to a member, or hand one's own on to them; they are told, once. Raises Refused."""
    other = _other(by=by, pk=to_pk)
    role = locked_role(by=by, pk=pk)
    held = set(role.holders.values_list("membership_id", flat=True))
    require(
        can_offer_role(by, role, other, holds=by.pk in held, other_holds=other.pk in held, hands_on=hands_on)
    )
    offer = RoleOffer(role=role, to=other, by=by, words=words, hands_on=hands_on, made_at=now)
    return _made(offer, now)


@transaction.atomic
def offer_hosting(
    *, by: Membership, to_pk: int, words: str = "", hands_on: bool = False, now: datetime
) -> RoleOffer:
    """A host asks a member to run the project with them, or instead of them. Raises Refused."""
    other = _other(by=by, pk=to_pk)
    by.refresh_from_db(fields=["is_host"])
    require(can_offer_hosting(by, other))
    RoleOffer.objects.filter(
        to=other, by=other, role__isnull=True
    ).delete()  # their own wish, from when nobody ran it
    return _made(RoleOffer(to=other, by=by, words=words, hands_on=hands_on, made_at=now), now)


def _other(*, by: Membership, pk: int) -> Membership:
    """The other one, with both held so that neither leaves meanwhile. Raises Refused."""
    both = Membership.objects.filter(pk__in=[by.pk, pk], project=by.project_id).order_by("pk")
    held = {each.pk: each for each in both.select_for_update(no_key=True)}
    keep_here(by=by)
    if pk not in held:
        raise Refused(_("They are not in this project now."))
    return held[pk]


def _made(offer: RoleOffer, now: datetime) -> RoleOffer:
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as there:
        raise Refused(_("Somebody has asked them already.")) from there
    if hears_of_offers(offer.to):
        row = MessageRow(
            kind=ROLE_OFFERED_KIND,
            recipient_id=offer.to.member_id,
            subject_id=offer.pk,
            scope_id=offer.to.project_id,
            due_at=now,
        )
        write_messages([row])
    note_change(project_id=offer.to.project_id)
    return offer


@transaction.atomic
def take_offer(*, by: Membership, pk: int, now: datetime) -> RoleOffer:
    """ "I take it." When it is handed on, the giver has it no more, in the same moment. Raises OfferGone and Refused."""
    offer = _standing(by=by, pk=pk)
    require(can_say_yes_to_offer(by, offer))
    if offer.role_id is None:
        give_hosting(offer=offer, to=by)
    else:
        keep_here(by=by)
        role = locked_role(by=by, pk=offer.role_id)
        if not role.offers.filter(pk=pk).exists():
            raise OfferGone
        require(can_take_role(by, role, holds=role.holders.filter(membership=by).exists()))
        give_role(role=role, to=by, now=now)
    withdraw_messages(kind=ROLE_OFFERED_KIND, subject_id=pk)
    return offer


@transaction.atomic
def end_offer(*, by: Membership, pk: int) -> RoleOffer:
    """ "No thank you", or taking back what one offered: the row goes, with no trace and no reason (seed 77).

    Raises OfferGone and Refused.
    """
    offer = _standing(by=by, pk=pk)
    require(can_end_offer(by, offer))
    RoleOffer.objects.filter(pk=pk).delete()
    withdraw_messages(kind=ROLE_OFFERED_KIND, subject_id=pk)
    note_change(project_id=by.project_id, also_when_closed=True)
    return offer


def _standing(*, by: Membership, pk: int) -> RoleOffer:
    """An offer to or from this person, not held yet: who answers holds memberships and the role first. Raises OfferGone."""
    offers = RoleOffer.objects.select_related("to__project", "by__member", "role")
    offer = offers.filter(Q(to=by) | Q(by=by), pk=pk, to__project=by.project_id).first()
    if offer is None or offer.by_id == offer.to_id:
        raise OfferGone
    return offer
