"""`manage.py erase_member`: remove what is held about somebody who asked for it by another way than the site."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coproduce.privacy import erase_person
from members.models import Member


class Command(BaseCommand):
    help = "Remove what is held about one person, for good. First make sure that it is really them who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--for-good", action="store_true", help="without it nothing is removed")

    def handle(self, *args: Any, **given: Any) -> None:
        member = Member.objects.filter(email=given["email"].strip().lower()).first()
        if member is None:
            raise CommandError(f"Nobody has an account with this address: {given['email']}")
        if not given["for_good"]:
            self.stdout.write(
                f"This would remove what is held about {member.display_name}. Add --for-good to do it."
            )
            return
        name = member.display_name
        erase_person(member, by=None)
        self.stdout.write(f"What was held about {name} is removed. The ledger of erasures has a line for it.")
