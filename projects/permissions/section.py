"""May somebody hold a part of what the group makes, add one, or take one away?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Section
from projects.permissions.output import can_change_output

MOST_SECTIONS = 20


def can_hold_section(membership: Membership, section: Section, *, holds: bool) -> Answer:
    """Any member may take a section, also when others have it (seed 57). `section` comes with its output."""
    if not (answer := can_change_output(membership, section.output)):
        return answer
    return no(_("You have this section already.")) if holds else YES


def can_let_go_of_section(membership: Membership, section: Section, *, holds: bool) -> Answer:
    """Whoever holds a section may let go of it, without a reason."""
    if not (answer := can_change_output(membership, section.output)):
        return answer
    return YES if holds else no(_("You do not have this section now."))


def can_add_section(answer: Answer, *, sections: int) -> Answer:
    """Whoever may change an output may add sections; `answer` is that of `can_change_output`."""
    if answer and sections >= MOST_SECTIONS:
        return no(_("There are many sections now. Put two of them together first."))
    return answer


def can_remove_section(membership: Membership, section: Section, *, has_versions: bool) -> Answer:
    """A section without a version may be taken away; what somebody wrote stays."""
    if not (answer := can_change_output(membership, section.output)):
        return answer
    return no(_("This section has a version. It stays, so that nothing is lost.")) if has_versions else YES
