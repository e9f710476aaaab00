"""Organisations: opening one, and who does what for it (decision 8)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from coproduce.lib.answers import Clash, require
from members.actions.account import AddressTaken, open_account
from members.actions.message import write_message
from members.messages.organisation import CONTACT
from members.models import Member, Organisation, OrganisationRole, SupportContact
from members.permissions.organisation import can_appoint, can_end_role, can_write_safety_words
from members.queries.organisation import SafetyWords, roles_held, safety_words_of


@transaction.atomic
def open_organisation(
    *,
    name: str,
    contact_name: str,
    contact_phone: str = "",
    contact_email: str = "",
    data_controller: str = "",
    slug: str = "",
    now: datetime,
) -> tuple[Organisation, bool]:
    """An organisation with its human outside every project; whether it is new. Opening it again changes nothing."""
    organisation, is_new = Organisation.objects.get_or_create(
        slug=slug or slugify(name)[:60],
        defaults={
            "name": name,
            "contact_name": contact_name,
            "contact_phone": contact_phone,
            "contact_email": contact_email,
            "data_controller": data_controller or name,
            "opened_at": now,
        },
    )
    return organisation, is_new


@transaction.atomic
def appoint(
    *, organisation: Organisation, role: str, email: str, name: str, by: Member | None, now: datetime
) -> tuple[Member, bool]:
    """Make somebody lead or facilitator; whether that is new. An address without an account gets one, and a message.

    `by` is a lead, or empty for the people who run the site. Raises Refused.
    """
    if by is not None:
        require(can_appoint(roles_held(by, organisation)))
    member = find_or_open_account(email=email, name=name)
    _held, is_new = OrganisationRole.objects.get_or_create(
        organisation=organisation,
        member=member,
        role=role,
        defaults={"appointed_by": by, "appointed_at": now},
    )
    if is_new:
        write_message(
            kind="appointed", recipient=member, subject_id=organisation.pk, version=role, due_at=now
        )
    return member, is_new


@transaction.atomic
def appoint_support_contact(
    *,
    organisation: Organisation,
    name: str,
    email: str = "",
    what: str = "",
    phone: str = "",
    hours: str = "",
    by: Member | None,
    now: datetime,
) -> tuple[SupportContact, bool]:
    """Offer somebody to talk to. With an email they have an account and can be asked here, else only called.

    Offering the same person again changes their words; whether they are new. Raises Refused.
    """
    if by is not None:
        require(can_appoint(roles_held(by, organisation)))
    member = find_or_open_account(email=email, name=name) if email else None
    who = {"member": member} if member else {"member": None, "name": name}
    contact, is_new = SupportContact.objects.update_or_create(
        organisation=organisation,
        **who,
        defaults={"name": name, "what": what, "phone": phone, "hours": hours},
        create_defaults={
            "name": name,
            "what": what,
            "phone": phone,
            "hours": hours,
            "appointed_by": by,
            "appointed_at": now,
        },
    )
    if is_new and member:
        write_message(
            kind="appointed", recipient=member, subject_id=organisation.pk, version=CONTACT, due_at=now
        )
    return contact, is_new


@transaction.atomic
def end_role(*, pk: int, organisation: Organisation, by: Member) -> OrganisationRole:
    """Somebody does not open projects for the organisation any more. Raises Refused."""
    held = (
        OrganisationRole.objects.select_for_update()
        .select_related("member")
        .get(pk=pk, organisation=organisation)
    )
    require(can_end_role(by, roles_held(by, organisation), held))
    held.delete()
    return held


@transaction.atomic
def end_support_contact(*, pk: int, organisation: Organisation, by: Member) -> SupportContact:
    """Somebody is not offered to talk to any more; what was asked of them stays theirs to answer. Raises Refused."""
    contact = SupportContact.objects.select_for_update().get(pk=pk, organisation=organisation)
    require(can_appoint(roles_held(by, organisation)))
    contact.delete()
    return contact


@transaction.atomic
def write_safety_words(
    *, by: Member, organisation: Organisation, version: int, emergency_text: str, hours: Mapping[int, str]
) -> SafetyWords:
    """A lead writes what "Talk to someone" says: words for an emergency, and when each contact (by id) is there.

    No words for an emergency means the site's own, with numbers that are open day and night. Raises Refused, and Clash
    with the words as they stand when somebody else changed them first (promise C2).
    """
    require(can_write_safety_words(roles_held(by, organisation)))
    there = safety_words_of(organisation, hold=True)
    if there.version != version:
        raise Clash({"emergency_text": there.emergency_text, "version": there.version} | _hours(there))
    Organisation.objects.filter(pk=organisation.pk).update(emergency_text=emergency_text)
    for contact in there.contacts:
        if contact.pk in hours and contact.hours != hours[contact.pk]:
            contact.hours = hours[contact.pk]
            contact.save(update_fields=["hours"])
    return SafetyWords(emergency_text, there.contacts)


def _hours(words: SafetyWords) -> dict[str, object]:
    return {f"hours_{contact.pk}": contact.hours for contact in words.contacts}


def find_or_open_account(*, email: str, name: str) -> Member:
    """The account with this email, or a new one that its owner signs in to with a code."""
    email = email.strip().lower()
    found = Member.objects.filter(email=email, is_active=True).first()
    if found:
        return found
    try:
        return open_account(display_name=name, email=email)
    except AddressTaken:
        return Member.objects.get(email=email)
