"""May somebody answer to a task that asks them first?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Task
from projects.permissions.project import can_take_part
from projects.permissions.task import can_hand_back_task

NOBODY_TO_ASK = _("Choose somebody who is in the project now.")
ASKED_NO_MORE = _("This task does not ask you any more.")


def can_say_no_to_offer(membership: Membership, task: Task, *, asked: bool) -> Answer:
    """Whoever a task asks first may say no, without a reason (seed 60)."""
    if not (answer := can_take_part(membership, task.project_id)):
        return answer
    return YES if asked else no(ASKED_NO_MORE)


def can_take_offer(membership: Membership, task: Task, *, holds: bool) -> Answer:
    """Whoever a task asks first may take it, also where no other place is free (seed 60)."""
    if not (answer := can_hand_back_task(membership, task, holds=True)):
        return answer  # the project and the task go on, or not
    return no(_("You have this task already.")) if holds else YES
