"""`manage.py forget_second_factor`: for somebody who lost their passkey, code app and spare codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members.actions.account import forget_second_factor
from members.models import Member


class Command(BaseCommand):
    help = "Take off a person's second factor. First make sure, by a call, that it is really them who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)

    def handle(self, *args: Any, **given: Any) -> None:
        member = Member.objects.filter(email=given["email"].strip().lower()).first()
        if member is None:
            raise CommandError(f"Nobody has an account with this address: {given['email']}")
        self.stdout.write(f"{member.display_name}: {forget_second_factor(member=member)} taken off.")
