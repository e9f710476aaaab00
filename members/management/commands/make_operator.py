"""`manage.py make_operator`: who may open the part of the site that is for the people who run it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.forms import ValidationError

from coproduce.lib.answers import Refused
from members.actions.account import make_operator
from members.actions.organisation import find_or_open_account


class Command(BaseCommand):
    help = "Let somebody open the operators' part. They sign in with a code and add a second factor first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="what to call them, if they have no account yet")

    def handle(self, *args: Any, **given: Any) -> None:
        try:
            validate_email(given["email"])
        except ValidationError:
            raise CommandError(f"--email is no email address: {given['email']}") from None
        name = given["name"] or given["email"].partition("@")[0]
        member = find_or_open_account(email=given["email"], name=name[:60])
        try:
            is_new = make_operator(member=member)
        except Refused as refused:
            raise CommandError(str(refused)) from None
        state = "is now" if is_new else "is already"
        self.stdout.write(
            f"{member.display_name} {state} an operator: {settings.SITE_URL}/{settings.ADMIN_PATH}"
        )
