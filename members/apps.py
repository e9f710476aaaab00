from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        """Make this app's kinds of message known to the sender."""
        from members.messages import register_kinds

        register_kinds()
