from members.messages import organisation, round_up, support
from members.messages.kinds import register


def register_kinds() -> None:
    """Make this app's kinds of message known to the sender; called when the app is ready."""
    register(round_up.KIND)
    register(support.ASKED)
    register(support.WAITING)
    register(organisation.APPOINTED)
