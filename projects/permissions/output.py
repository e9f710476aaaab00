"""May somebody add, change, read through or finish what the group makes? Members are equals here (seeds 57, 59, 73)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Output, ReadThrough
from projects.permissions.project import can_take_part

IS_FINISHED = _("This is finished. Open it again to change it.")
NOT_READING = _("Nobody asked for a read-through just now.")


def can_add_output(membership: Membership) -> Answer:
    """Any member may add something to make (seed 3)."""
    return can_take_part(membership, membership.project_id)


def can_change_output(membership: Membership, output: Output) -> Answer:
    """Any member may change its words, parts and versions, as long as it is not finished."""
    if not (answer := can_take_part(membership, output.project_id)):
        return answer
    return no(IS_FINISHED) if output.status == Output.Status.FINISHED else YES


def can_talk_about_good_enough(membership: Membership, output: Output) -> Answer:
    """Any member may make a piece of the plan of what is good enough, also when it is finished (seed 63)."""
    return can_take_part(membership, output.project_id)


def can_remove_output(membership: Membership, output: Output, *, is_empty: bool) -> Answer:
    """Whoever added it, or a host, may take it away while nothing is in it: it was added by mistake."""
    if not (answer := can_change_output(membership, output)):
        return answer
    if output.added_by_id != membership.pk and not membership.is_host:
        return no(_("The person who added this can take it away. So can those who run the project."))
    return YES if is_empty else no(_("People have put work into this, so it stays."))


def can_hold_thread(membership: Membership, output: Output) -> Answer:
    """A member says it of themself, where nobody holds the thread yet (seed 59)."""
    if not (answer := can_change_output(membership, output)):
        return answer
    if output.thread_holder_id == membership.pk:
        return no(_("You hold the thread already."))
    if output.thread_holder_id is not None:
        return no(_("Somebody holds the thread. You can talk with them about sharing it."))
    return YES


def can_give_up_thread(membership: Membership, output: Output) -> Answer:
    """Whoever holds the thread may give it up at any time, without a reason."""
    if not (answer := can_take_part(membership, output.project_id)):
        return answer
    return YES if output.thread_holder_id == membership.pk else no(_("You do not hold the thread now."))


def can_ask_for_reading(membership: Membership, output: Output, *, has_versions: bool) -> Answer:
    """Any member may ask for a read-through, once there is something to read."""
    if not (answer := can_change_output(membership, output)):
        return answer
    if output.status == Output.Status.READING:
        return no(_("Somebody asked for a read-through already."))
    return YES if has_versions else no(_("Add a first version. Then somebody can read it through."))


def can_read_through(membership: Membership, output: Output) -> Answer:
    """The thread holder reads it all in one go; where nobody holds the thread, any member does (seed 59)."""
    if not (answer := can_take_part(membership, output.project_id)):
        return answer
    if output.status != Output.Status.READING:
        return no(NOT_READING)
    if output.thread_holder_id not in (None, membership.pk):
        return no(_("The person who holds the thread reads it through."))
    return YES


def can_finish_output(
    membership: Membership, output: Output, last: ReadThrough | None, newest: datetime | None
) -> Answer:
    """Any member may say that it is finished, once the newest words were read through and hold together.

    `last` is the last read-through, `newest` when the newest version was made.
    """
    if not (answer := can_take_part(membership, output.project_id)):
        return answer
    if output.status != Output.Status.READING:
        return no(NOT_READING)
    if last is None or not last.holds_together:
        return no(_("Somebody reads it through first."))
    if newest is not None and newest > last.read_at:
        return no(
            _("There is a version that is newer than the read-through. Somebody reads it through again.")
        )
    return YES


def can_reopen_output(membership: Membership, output: Output) -> Answer:
    """Any member may go on making it, at any time, also when it was finished (seed 82)."""
    if not (answer := can_take_part(membership, output.project_id)):
        return answer
    return no(_("This is being made.")) if output.status == Output.Status.MAKING else YES
