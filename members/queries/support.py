"""People to talk to, and what was asked of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from coproduce.lib import dates
from members.models import Member, Organisation, SupportContact, SupportRequest

MOST_SHOWN = 12


@dataclass(frozen=True)
class SupportOption:
    """Somebody to talk to. With `member_id` they can be asked for a chat here, else only called.

    `contact_id` is set where an organisation offers them; `organisation_id` says whose other contacts are told
    when they are not in touch in time.
    """

    name: str
    what: str = ""
    phone: str = ""
    hours: str = ""
    member_id: int | None = None
    contact_id: int | None = None
    organisation_id: int | None = None
    away_until: date | None = None
    organisation: Organisation | None = field(default=None, compare=False, repr=False)  # where it is loaded

    @property
    def key(self) -> str:
        """The value of this choice in the form."""
        return f"contact-{self.contact_id}" if self.contact_id else f"member-{self.member_id}"

    @property
    def can_be_asked(self) -> bool:
        """Whether they have an account, so that they can read what is asked."""
        return self.member_id is not None

    @property
    def is_away(self) -> bool:
        """Whether they said that they are away today."""
        return self.away_until is not None and self.away_until > dates.now().date()


PeopleProvider = Callable[[Member], Iterable[SupportOption]]
_providers: list[PeopleProvider] = []


def register_people_provider(provider: PeopleProvider) -> None:
    """Let a higher app add people to talk to: `provider(member)`, closest person first.

    projects gives the member's own support person, the supporters of their projects, and the contacts of their
    projects' organisations (`contact_options`).
    """
    if provider not in _providers:
        _providers.append(provider)


def people_for(member: Member) -> list[SupportOption]:
    """Everybody this member can talk to, closest first; each person once, and never the member themself."""
    found = [option for provider in _providers for option in provider(member)]
    found += contact_options(Organisation.objects.filter(roles__member=member).values("pk").distinct())
    people: dict[str, SupportOption] = {}
    for option in found:
        if option.member_id != member.pk:
            who = f"member-{option.member_id}" if option.member_id else option.key
            people.setdefault(who, option)
    return list(people.values())[:MOST_SHOWN]


def contact_options(
    organisations: Iterable[Organisation] | Iterable[int] | QuerySet[Any, Any],
) -> list[SupportOption]:
    """The support contacts of these organisations."""
    at = organisations if isinstance(organisations, QuerySet) else list(organisations)
    contacts = SupportContact.objects.filter(organisation__in=at).filter(
        Q(member__isnull=True) | Q(member__is_active=True)
    )
    return [
        SupportOption(
            name=contact.name,
            what=contact.what,
            phone=contact.phone,
            hours=contact.hours,
            member_id=contact.member_id,
            contact_id=contact.pk,
            organisation_id=contact.organisation_id,
            away_until=contact.away_until,
            organisation=contact.organisation,
        )
        for contact in contacts.select_related("organisation")[: 2 * MOST_SHOWN]
    ]


def requests_for(member: Member) -> QuerySet[SupportRequest]:
    """What this member was asked, or stands in for: open ones first, newest first."""
    stands_in = Q(
        passed_on_at__isnull=False,
        status=SupportRequest.Status.ASKED,
        organisation__support_contacts__member=member,
    )
    found = SupportRequest.objects.filter(Q(to=member) | stands_in).exclude(asker=member).distinct()
    return found.select_related("asker", "to").order_by("-status", "-asked_at", "-id")


def requests_of(member: Member) -> QuerySet[SupportRequest]:
    """What this member asked, newest first."""
    return SupportRequest.objects.filter(asker=member).select_related("to")


def stands_in(member: Member, request: SupportRequest) -> bool:
    """Whether the member was told of this request because nobody had been in touch."""
    if request.passed_on_at is None or request.organisation_id is None or request.asker_id == member.pk:
        return False
    return SupportContact.objects.filter(organisation=request.organisation_id, member=member).exists()
