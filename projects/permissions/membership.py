"""What may somebody do about a place in a project?"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part


def can_leave(membership: Membership) -> Answer:
    """Anybody may leave, at any time, also the last host: the organisation's contact stands in (decision 7)."""
    return YES if membership.is_active else no(NOT_IN_THIS_PROJECT)


def can_choose_support_person(
    membership: Membership, person_id: int | None, options: Collection[int]
) -> Answer:
    """The support person is one of the people offered, never oneself; nobody is fine too."""
    if person_id is None:
        return YES
    if person_id == membership.member_id or person_id not in options:
        return no(_("Choose one of the people on the list."))
    return YES


# Who may see it, narrowest first.
SEEN_BY = tuple(Membership.ExperienceAudience.values)


def says_less(
    membership: Membership, *, kinds: Collection[str], audience: str, said: Collection[str]
) -> bool:
    """Whether these kinds of experience are no more than what they `said` so far, and nobody new may see it."""
    is_narrower = SEEN_BY.index(audience) <= SEEN_BY.index(membership.experience_audience)
    return set(kinds) <= set(said) and (is_narrower or not kinds)


def can_say_experience(membership: Membership, *, is_less: bool) -> Answer:
    """Any member says what they bring. Saying less is possible at any time: consent can always be taken back."""
    return can_take_back(membership) if is_less else can_take_part(membership, membership.project_id)


def can_take_back(membership: Membership) -> Answer:
    """Whoever is in a project may take back what they said of themselves, also when it is paused or has ended."""
    return YES if membership.is_active else no(NOT_IN_THIS_PROJECT)


def can_offer_hosting(membership: Membership, other: Membership) -> Answer:
    """A host may ask any member to run the project too, or instead of them (seeds 20, 74)."""
    if membership.project_id != other.project_id:
        return no(NOT_IN_THIS_PROJECT)
    if not (answer := can_take_part(membership, other.project_id)):
        return answer
    if not membership.is_host:
        return no(_("The people who run this project can share that. You can ask one of them."))
    if other.is_host or not other.is_active:
        return no(_("They run the project already, or have left."))
    return YES


def can_take_hosting(membership: Membership, offerer: Membership) -> Answer:
    """Whoever was asked may start running the project while the person who asked still runs it."""
    if not (answer := can_take_part(membership, offerer.project_id)):
        return answer
    if not offerer.is_active or not offerer.is_host:
        return no(_("The person who asked you does not run this project now."))
    return no(_("You run this project already.")) if membership.is_host else YES


def can_stop_hosting(membership: Membership) -> Answer:
    """A host may stop running the project and stay in it."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    return YES if membership.is_host else no(_("You do not run this project now."))
