from members.messages import round_up
from members.messages.kinds import register


def register_kinds() -> None:
    """Make this app's kinds of message known to the sender; called when the app is ready."""
    register(round_up.KIND)
