from members.messages.kinds import register
from projects.messages import (
    agreement,
    checkin,
    ending,
    invitation,
    membership,
    organisation,
    output,
    piece,
    purpose,
    right_use,
    role,
    sign_off,
    standing_in,
    task,
    task_steps,
    unknown,
)


def register_kinds() -> None:
    """Make this app's kinds of message known to the sender; called when the app is ready."""
    register(invitation.INVITATION)
    register(invitation.JOIN_CODE)
    register(membership.MEMBER_JOINED)
    register(task.TASK_DUE)
    register(task.HANDED_BACK)
    register(task.OFFERED)
    register(task_steps.STEPS_CHANGED)
    register(sign_off.SIGN_OFF_ASKED)
    register(sign_off.SIGN_OFF_DUE)
    register(sign_off.SIGN_OFF_NO)
    register(sign_off.SIGN_OFF_YES)
    register(checkin.CHECK_IN_PROMPT)
    register(checkin.CHECK_IN_NOTED)
    register(purpose.PURPOSE_ASKED)
    register(role.ROLE_OFFERED)
    register(right_use.RIGHT_USED)
    register(piece.PIECE_REVIEW)
    register(unknown.UNKNOWN_DUE)
    register(agreement.AGREEMENT_CHANGED)
    register(agreement.AGREEMENT_REVIEW)
    register(ending.PROJECT_ENDED)
    register(standing_in.WITHOUT_HOSTS)
    register(organisation.ORGANISATION_ASKED)
    register(organisation.ORGANISATION_ANSWERED)
    register(output.READ_THROUGH_ASKED)
