"""`manage.py open_organisation`: the first step of a real site, and of every organisation after it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils.text import slugify

from coproduce.lib import dates
from members.actions.organisation import appoint, appoint_support_contact, open_organisation
from members.models import OrganisationRole


class Command(BaseCommand):
    help = "Open an organisation with its first lead and its contact. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help='for example "Station House"')
        parser.add_argument("--lead-email", required=True)
        parser.add_argument("--lead-name", required=True)
        parser.add_argument("--contact-name", required=True, help="the person outside every project")
        parser.add_argument("--contact-phone", default="")
        parser.add_argument(
            "--contact-email", default="", help="with it, people can ask the contact for a chat here"
        )
        parser.add_argument("--contact-hours", default="", help='for example "Monday to Friday, 9 to 5"')

    @transaction.atomic
    def handle(self, *args: Any, **given: Any) -> None:
        _check(given)
        now = dates.now()
        organisation, is_new = open_organisation(
            name=given["name"],
            contact_name=given["contact_name"],
            contact_phone=given["contact_phone"],
            contact_email=given["contact_email"],
            now=now,
        )
        self.stdout.write(
            f"{organisation.name}: {'opened' if is_new else 'was open already'} ({organisation.slug})"
        )
        lead, is_new = appoint(
            organisation=organisation,
            role=OrganisationRole.Role.LEAD,
            email=given["lead_email"],
            name=given["lead_name"],
            by=None,
            now=now,
        )
        self.stdout.write(f"{lead.display_name}: {'leads it now' if is_new else 'leads it already'}")
        contact, is_new = appoint_support_contact(
            organisation=organisation,
            name=given["contact_name"],
            email=given["contact_email"],
            what="outside the projects",
            phone=given["contact_phone"],
            hours=given["contact_hours"],
            by=None,
            now=now,
        )
        self.stdout.write(
            f"{contact.name}: {'can be talked to now' if is_new else 'can be talked to already'}"
        )
        self.stdout.write(
            f"Next: {lead.display_name} signs in with {given['lead_email']} and says who opens projects."
        )


def _check(given: dict[str, Any]) -> None:
    """Raises CommandError that says what to type."""
    if not slugify(given["name"]):
        raise CommandError('The name needs at least one letter. Type:  --name "Station House"')
    for option, most in {
        "name": 100,
        "lead_name": 60,
        "contact_name": 60,
        "contact_phone": 30,
        "contact_hours": 100,
    }.items():
        if len(given[option]) > most:
            raise CommandError(f"--{option.replace('_', '-')} is too long: {most} letters at most.")
    if not given["contact_phone"] and not given["contact_email"]:
        raise CommandError(
            "People must be able to reach the contact. Add --contact-phone or --contact-email."
        )
    for option in ("lead_email", "contact_email"):
        if given[option]:
            try:
                validate_email(given[option])
            except ValidationError:
                name = option.replace("_", "-")
                raise CommandError(f"--{name} is no email address: {given[option]}") from None
