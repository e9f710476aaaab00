"""Who is in a project, who supports people in it, and whom somebody can talk to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from coproduce.lib.prepared import prepared
from members.models import Member, Organisation
from members.queries.support import SupportOption, contact_options
from projects.models import Membership, Project, ProjectOrganisation, Supporter

MOST_NAMES = 50
HOME = Subquery(
    ProjectOrganisation.objects.filter(
        project=OuterRef("project"), part=ProjectOrganisation.Part.HOME
    ).values("organisation")[:1]
)


@dataclass(frozen=True)
class PersonRow:
    """Somebody in a project or beside it, by the name they chose; `supports` when they are there for others."""

    member_id: int
    name: str
    membership_id: int | None = None
    is_host: bool = False
    supports: bool = False
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True)
class People:
    """Everybody of a project: names in the order of the alphabet."""

    members: list[PersonRow]
    hosts: list[PersonRow]
    supporters: list[PersonRow]

    @property
    def contact(self) -> PersonRow | None:
        """The person whose name and number stand on the page: a host who can be called, else one of them."""
        reachable = [row for row in self.supporters if row.phone]
        hosts = {row.member_id for row in self.hosts}
        first = (
            [row for row in reachable if row.member_id in hosts] or reachable or self.supporters or self.hosts
        )
        return first[0] if first else None


@prepared
def _there_and_beside(project: int) -> QuerySet[Membership, tuple[Any, ...]]:
    columns = ("member_id", "name", "place", "host", "supports", "said_hours", "said_phone")
    there = (
        Membership.objects.filter(project=project, status=Membership.Status.ACTIVE)
        .annotate(
            name=F("member__display_name"),
            place=F("pk"),
            host=F("is_host"),
            supports=Value(False),
            said_hours=Value("", output_field=CharField()),
            said_phone=Value("", output_field=CharField()),
        )
        .values_list(*columns)
    )
    beside = (
        Supporter.objects.filter(project=project)
        .annotate(
            name=F("member__display_name"),
            place=Value(0),
            host=Value(False, output_field=BooleanField()),
            supports=Value(True),
            said_hours=F("hours"),
            said_phone=F("phone"),
        )
        .values_list(*columns)
    )
    return there.union(beside, all=True)


def people_of(project: Project) -> People:
    """Members, hosts and supporters of a project, with one query."""
    rows = [
        PersonRow(member, name, place or None, host, supports, hours, phone)
        for member, name, place, host, supports, hours, phone in _there_and_beside(project.pk)
    ]
    rows.sort(key=lambda row: (row.name.casefold(), row.member_id))
    return People(
        members=[row for row in rows if row.membership_id],
        hosts=[row for row in rows if row.is_host],
        supporters=[row for row in rows if row.supports],
    )


def home_organisation(project: Project) -> Organisation | None:
    """The organisation where the project is at home."""
    parts = _homes(project.pk)
    return parts[0].organisation if parts else None


@prepared
def _homes(project: int) -> QuerySet[ProjectOrganisation]:
    homes = ProjectOrganisation.objects.filter(project=project, part=ProjectOrganisation.Part.HOME)
    return homes.select_related("organisation")


def support_options(membership: Membership) -> list[SupportOption]:
    """Who may be chosen to read this member's check-ins: supporters, hosts, and contacts of the organisations with
    an account; each once, never the member themself."""
    people = people_of(membership.project)
    outside = contact_options(
        Organisation.objects.filter(project_parts__project=membership.project_id).values_list("pk", flat=True)
    )
    options = [_supporter(row) for row in people.supporters] + [_host(row) for row in people.hosts] + outside
    return _each_once(options, membership.member_id)


def people_to_talk_to(member: Member) -> list[SupportOption]:
    """Whom a member can talk to because of their projects, closest first: the person they chose, supporters, hosts,
    contacts of the organisations. With each, whose contacts hear when they are not in touch in time."""
    mine = list(
        Membership.objects.filter(member=member, status=Membership.Status.ACTIVE)
        .select_related("support_person")
        .annotate(home=HOME)
    )
    projects = [membership.project_id for membership in mine]
    chosen = [
        SupportOption(
            name=membership.support_person.display_name,
            what=_("the person you chose"),
            member_id=membership.support_person_id,
            organisation_id=membership.home,
        )
        for membership in mine
        if membership.support_person
    ]
    supporters = [
        SupportOption(
            name=supporter.member.display_name,
            what=_("supports people in your project"),
            phone=supporter.phone,
            hours=supporter.hours,
            member_id=supporter.member_id,
            organisation_id=supporter.home,  # type: ignore[attr-defined]
        )
        for supporter in Supporter.objects.filter(project__in=projects)
        .select_related("member")
        .annotate(home=HOME)
    ]
    hosts = [
        SupportOption(
            name=host.member.display_name,
            what=_("runs your project"),
            member_id=host.member_id,
            organisation_id=host.home,  # type: ignore[attr-defined]
        )
        for host in _hosts_of(projects)
    ]
    outside = contact_options(
        Organisation.objects.filter(project_parts__project__in=projects)
        .distinct()
        .values_list("pk", flat=True)
    )
    return _each_once(_with_numbers(chosen, supporters) + supporters + hosts + outside, member.pk)


def _hosts_of(projects: list[int]) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(
            Q(project__in=projects), is_host=True, status=Membership.Status.ACTIVE, member__is_active=True
        )
        .select_related("member")
        .annotate(home=HOME)
        .order_by("member__display_name")
    )


def _with_numbers(chosen: list[SupportOption], supporters: list[SupportOption]) -> list[SupportOption]:
    """The chosen people with the hours and numbers that they gave as supporters."""
    known = {option.member_id: option for option in supporters}
    return [
        SupportOption(
            name=option.name,
            what=option.what,
            phone=known[option.member_id].phone if option.member_id in known else "",
            hours=known[option.member_id].hours if option.member_id in known else "",
            member_id=option.member_id,
            organisation_id=option.organisation_id,
        )
        for option in chosen
    ]


def _supporter(row: PersonRow) -> SupportOption:
    return SupportOption(
        name=row.name, what=_("supports people"), phone=row.phone, hours=row.hours, member_id=row.member_id
    )


def _host(row: PersonRow) -> SupportOption:
    return SupportOption(name=row.name, what=_("runs the project"), member_id=row.member_id)


def _each_once(options: Iterable[SupportOption], but: int) -> list[SupportOption]:
    found: dict[object, SupportOption] = {}
    for option in options:
        if option.member_id != but:
            found.setdefault(option.member_id or option.key, option)
    return list(found.values())
