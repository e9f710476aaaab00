from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    name = "principles"

    def ready(self) -> None:
        """Make this app's kinds of message known to the sender."""
        from principles.messages import register_kinds

        register_kinds()
