"""May somebody answer a sign-off step, or reply to a no? What a step asks is told before anybody starts (seed 52)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, SignOff, Task
from projects.permissions.project import can_take_part
from projects.permissions.task import NOT_YOURS, UNDO_FOR


def hosts_answer(step: SignOff) -> bool:
    """Whether the people who run the project answer, or write down an answer: nobody of the project can just now."""
    who = step.who
    return who is None or not who.is_active or who.is_resting


def can_answer_sign_off(membership: Membership, step: SignOff, *, is_next: bool) -> Answer:
    """The person named answers their step when it is its turn; hosts write down what somebody outside said.

    One's own work too, where the task named it so openly. `step` comes with its task and its person.
    """
    if not (answer := can_take_part(membership, step.task.project_id)):
        return answer
    if step.task.status != Task.Status.WAITING:
        return no(_("This is not asked now. Nobody has said that the task is done, or it was answered."))
    if step.status != SignOff.Status.WAITING:
        return no(_("This has been answered already."))
    if not is_next:
        return no(_("Somebody else is asked before this."))
    if membership.pk == step.who_id or (hosts_answer(step) and membership.is_host):
        return YES
    return no(_("Another person answers this. You can talk with them."))


def can_take_back_answer(membership: Membership, step: SignOff, *, as_then: bool, now: datetime) -> Answer:
    """Whoever answered may take that back for a day, while nobody built on it: no reply, and the task is `as_then`."""
    if not (answer := can_take_part(membership, step.task.project_id)):
        return answer
    if step.status == SignOff.Status.WAITING or step.answered_at is None:
        return no(_("There is no answer to take back now."))
    if membership.pk != step.answered_by_id:
        return no(_("Only the person who gave this answer can take it back. You can talk with them."))
    if now - step.answered_at > UNDO_FOR:
        return no(_("It is more than a day since this answer. You can talk with those who did the task."))
    if step.reply:
        return no(_("Somebody has replied to this answer. You can talk with them."))
    return YES if as_then else no(_("The task has gone on since this answer. You can talk with the others."))


def can_reply_to_no(membership: Membership, step: SignOff, *, holds: bool) -> Answer:
    """Whoever did the task may reply once to a no, in their own words (seed 68)."""
    if not (answer := can_take_part(membership, step.task.project_id)):
        return answer
    if not holds:
        return no(NOT_YOURS)
    if not step.heard:
        return no(_("There is no answer to reply to now."))
    if step.reply:
        return no(_("There is a reply already. You can talk with the person named."))
    return YES
