"""May somebody answer a call, tell what confused them, or say what was changed? All of it is free to do or to leave."""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import CallAnswer, Membership, Task, TryOut
from projects.permissions.project import can_take_part
from projects.permissions.task import NOT_OPEN


def can_answer_call(membership: Membership, task: Task) -> Answer:
    """Any member may say "I have experience of this" to an open task that asks for it; nobody has to (seeds 46, 54)."""
    if not (answer := can_take_part(membership, task.project_id)):
        return answer
    if not task.is_open:
        return no(NOT_OPEN)
    return YES if task.open_call else no(_("This task asks for no experience just now."))


def can_read_call_answer(membership: Membership, answer: CallAnswer, *, asked: str) -> bool:
    """Whether a reader may see an answer: its owner always; others as the owner chose, beside the question it answers."""
    if answer.membership_id == membership.pk:
        return True
    if answer.asked != asked:
        return False
    return membership.is_host or answer.audience == CallAnswer.Audience.PROJECT


def can_tell_try_out(membership: Membership, task: Task) -> Answer:
    """Any member may tell what confused them, in a task that tries something out (seed 88)."""
    if not (answer := can_take_part(membership, task.project_id)):
        return answer
    if task.kind != Task.Kind.TESTING:
        return no(_("This task tries nothing out."))
    return no(NOT_OPEN) if task.status == Task.Status.CALLED_OFF else YES


def can_say_what_changed(membership: Membership, task: Task) -> Answer:
    """Any member may say what was changed because of what confused somebody (seed 88)."""
    return can_take_part(membership, task.project_id)


def can_take_back_try_out(membership: Membership, task: Task, try_out: TryOut) -> Answer:
    """Who told it by name may take it back. What was told without a name has no owner that anybody knows."""
    if not membership.is_active or membership.project_id != task.project_id:
        return can_take_part(membership, task.project_id)
    return YES if try_out.tester_id == membership.pk else no(_("Only who told it can take it back."))


def can_note_confidence(membership: Membership, task: Task) -> Answer:
    """Any member may note for themself how ready they feel (seed 45)."""
    return can_take_part(membership, task.project_id)
