"""May somebody add, change, take, offer or give up a task role?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, RoleOffer, TaskRole
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part

OFFER_GONE = _("This offer is not there any more. Nothing has changed.")


def can_add_role(membership: Membership) -> Answer:
    """Any member may describe a part to play (seed 58)."""
    return can_take_part(membership, membership.project_id)


def can_edit_role(membership: Membership, role: TaskRole, *, holds: bool, others_hold: bool) -> Answer:
    """Any member may change a card that nobody has; else those who have it, or a host: they said yes to its words (seed 69)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    if holds or membership.is_host or not others_hold:
        return YES
    return no(_("Somebody has this role. They can change its words. Tell them what you would change."))


def can_take_role(membership: Membership, role: TaskRole, *, holds: bool) -> Answer:
    """Any member may take a role, also when others have it (seed 65)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    return no(_("You have this role already.")) if holds else YES


def can_give_up_role(membership: Membership, role: TaskRole, *, holds: bool) -> Answer:
    """Whoever has a role may give it up at any time (seed 60)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    return YES if holds else no(_("You do not have this role now."))


def can_offer_role(
    membership: Membership,
    role: TaskRole,
    other: Membership,
    *,
    holds: bool,
    other_holds: bool,
    hands_on: bool,
) -> Answer:
    """Any member may offer a role to another member; only who has it can hand it on (seeds 58, 60)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    if other.project_id != role.project_id or not other.is_active:
        return no(_("They are not in this project now."))
    if other.pk == membership.pk:
        return no(_("You can take this role yourself."))
    if other_holds:
        return no(_("They have this role already."))
    if hands_on and not holds:
        return no(_("You do not have this role now."))
    return YES


def can_say_yes_to_offer(membership: Membership, offer: RoleOffer) -> Answer:
    """Only the person who was asked may take what is offered."""
    if not (answer := can_take_part(membership, offer.to.project_id)):
        return answer
    return YES if offer.to_id == membership.pk else no(OFFER_GONE)


def can_end_offer(membership: Membership, offer: RoleOffer) -> Answer:
    """Who was asked may say no, and who asked may take it back, at any time, also while a project rests (seed 77)."""
    if membership.project_id != offer.to.project_id or not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    return YES if membership.pk in (offer.to_id, offer.by_id) else no(OFFER_GONE)
