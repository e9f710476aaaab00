"""May somebody change a limit, take it away, or take that back?"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Given, Membership
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_edit_project

UNDO_FOR = timedelta(days=1)
LIFTED = _("This limit does not stand any more. Somebody took it away a moment ago.")


def can_change_limit(membership: Membership, limit: Given) -> Answer:
    """Hosts change a limit that nobody took away, also one whose last day is over."""
    if limit.project_id != membership.project_id:
        return no(NOT_IN_THIS_PROJECT)
    if not (answer := can_edit_project(membership)):
        return answer
    return no(LIFTED) if limit.lifted_at else YES


def can_put_limit_back(membership: Membership, limit: Given, now: datetime) -> Answer:
    """Hosts take back that a limit was taken away, for a day; who did it is kept nowhere."""
    if limit.project_id != membership.project_id:
        return no(NOT_IN_THIS_PROJECT)
    if not (answer := can_edit_project(membership)):
        return answer
    if limit.lifted_at is None:
        return no(_("Nobody took this limit away. It is on the list."))
    if now - limit.lifted_at > UNDO_FOR:
        return no(_("It is more than a day ago. You can write the limit down again."))
    return YES


def can_remove_limit(membership: Membership, limit: Given) -> Answer:
    """Hosts take a limit that does not stand any more off the page for good, like words that should not be there."""
    if limit.project_id != membership.project_id:
        return no(NOT_IN_THIS_PROJECT)
    if not (answer := can_edit_project(membership)):
        return answer
    return YES if limit.lifted_at else no(_("This limit stands. Take it away first."))
