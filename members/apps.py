from datetime import datetime

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        """Make this app's kinds of message and its plans known to the sender."""
        from members.actions.support import pass_on_unanswered
        from members.messages import register_kinds
        from members.messages.plans import register_plan

        def pass_on(now: datetime, until: datetime) -> int:
            return pass_on_unanswered(now=now)

        register_kinds()
        register_plan("members.support", pass_on)


class OperatorAdminConfig(AdminConfig):
    """Django's admin with our own door: the same sign-in as everybody's, and a second factor."""

    default_site = "members.operators.OperatorSite"
