"""May somebody write the purpose, and say what they think of it?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership
from projects.permissions.project import can_take_part

NOBODY_WROTE_IT = _("Nobody has written the purpose yet.")


def can_write_purpose(membership: Membership) -> Answer:
    """Hosts write the words; every member says whether they fit, and those with lived experience settle it (seed 6)."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if not membership.is_host:
        return no(
            _("The people who run this project write the words. Say below what you would change, and why.")
        )
    return YES


def can_say_to_purpose(membership: Membership) -> Answer:
    """Any member says what they think of the words, and may change that at any time."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    return YES if membership.project.purpose else no(NOBODY_WROTE_IT)
