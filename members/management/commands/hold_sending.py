"""`manage.py hold_sending`."""

from typing import Any

from django.core.management.base import BaseCommand

from members.actions.holding import hold_sending


class Command(BaseCommand):
    help = "Send no message until release_sending. People can go on using the site; what they cause waits."

    def handle(self, *args: Any, **options: Any) -> None:
        hold_sending()
        self.stdout.write("Held. Nothing is sent until you type:  python3 manage.py release_sending")
