"""May somebody add to what we do not know yet, write down what we found, and take that back?"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Unknown
from projects.permissions.project import can_take_part

UNDO_FOR = timedelta(days=1)


def can_add_unknown(membership: Membership) -> Answer:
    """Any member says what we do not know yet (seed 86)."""
    return can_take_part(membership, membership.project_id)


def can_edit_unknown(membership: Membership, unknown: Unknown) -> Answer:
    """Any member changes its words, who finds out and the day, until something was found."""
    if not (answer := can_take_part(membership, unknown.project_id)):
        return answer
    if unknown.found:
        return no(_("Somebody has found this out. You can change what was found."))
    return YES


def can_answer_unknown(membership: Membership, unknown: Unknown) -> Answer:
    """Any member writes down what we found, whoever was to find out, and changes those words later."""
    return can_take_part(membership, unknown.project_id)


def can_reopen_unknown(membership: Membership, unknown: Unknown, now: datetime) -> Answer:
    """Any member takes back what was found, for a day."""
    if not (answer := can_take_part(membership, unknown.project_id)):
        return answer
    if not unknown.found_at:
        return no(_("Nothing was found yet, so there is nothing to take back."))
    if now - unknown.found_at > UNDO_FOR:
        return no(_("A day is over since this was found. You can still change the words."))
    return YES
