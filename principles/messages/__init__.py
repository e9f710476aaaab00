from members.messages.kinds import register
from principles.messages import round as rounds


def register_kinds() -> None:
    """Make this app's kinds of message known to the sender; called when the app is ready."""
    register(rounds.OPEN_KIND)
    register(rounds.CLOSED_KIND)
