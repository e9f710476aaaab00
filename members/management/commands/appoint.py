"""`manage.py appoint`: who leads an organisation or opens projects for it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.forms import ValidationError

from coproduce.lib import dates
from members.actions.organisation import appoint
from members.models import Organisation, OrganisationRole


class Command(BaseCommand):
    help = "Make somebody a lead or a facilitator of an organisation. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its short name, as in its address")
        parser.add_argument("--email", required=True)
        parser.add_argument("--role", required=True, choices=OrganisationRole.Role.values)
        parser.add_argument("--name", default="", help="what to call them, if they have no account yet")

    def handle(self, *args: Any, **given: Any) -> None:
        organisation = Organisation.objects.filter(slug=given["organisation"]).first()
        if organisation is None:
            there = ", ".join(Organisation.objects.values_list("slug", flat=True)[:20]) or "none yet"
            raise CommandError(f"There is no organisation called {given['organisation']}. There are: {there}")
        try:
            validate_email(given["email"])
        except ValidationError:
            raise CommandError(f"--email is no email address: {given['email']}") from None
        name = given["name"] or given["email"].partition("@")[0]
        member, is_new = appoint(
            organisation=organisation,
            role=given["role"],
            email=given["email"],
            name=name[:60],
            by=None,
            now=dates.now(),
        )
        state = "is now" if is_new else "is already"
        self.stdout.write(f"{member.display_name} {state} {given['role']} of {organisation.name}.")
