"""May somebody take a version back, or say that it is clear to them?"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, OutputVersion
from projects.permissions.output import can_change_output
from projects.permissions.project import can_take_part

TAKE_BACK_FOR = timedelta(days=1)


def can_remove_version(
    membership: Membership, version: OutputVersion, *, has_answers: bool, now: datetime
) -> Answer:
    """Who made a version may take it away for a day, as long as nobody has answered it. `version` comes with its output."""
    if not (answer := can_change_output(membership, version.output)):
        return answer
    if version.made_by_id != membership.pk:
        return no(_("Only the person who added a version can take it away."))
    if now - version.made_at > TAKE_BACK_FOR:
        return no(_("It is more than a day ago. You can add a newer version."))
    return no(_("Somebody has answered it. You can add a newer version.")) if has_answers else YES


def can_check_version(membership: Membership, version: OutputVersion) -> Answer:
    """Any reader of an easy-read version may say that it is clear to them; not who made it (design 1.4)."""
    if not (answer := can_take_part(membership, version.output.project_id)):
        return answer
    if not version.is_easy_read:
        return no(_("Readers check easy-read versions."))
    if version.made_by_id == membership.pk:
        return no(_("You added this version. Somebody else can read it."))
    return YES
