"""Projects and people by the thousand, made up from one seed, with the numbers of real groups: a few people, the same few often."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from coproduce.demo import phrases
from coproduce.demo.bulk_ground import add_bulk_ground
from coproduce.demo.people import NO_PASSWORD, PHONE
from coproduce.demo.rows import Filling
from members.models import ContactPreference, Member, Need, Organisation, OrganisationRole, SupportContact
from projects.lib.tokens import hashed, invitation_token
from projects.models import (
    Adaptation,
    CheckIn,
    Experience,
    Given,
    Invitation,
    Membership,
    Project,
    ProjectOrganisation,
    Supporter,
    TaskRole,
    TaskRoleHolder,
)

HOME_TO = 50  # projects that one organisation is home to
PLACES_A_MEMBER = 1.3
BUSY_PART = 20  # one in so many people takes part again and again
CITY = "The city together"
CITY_OF = 1000  # projects that one city takes part in


@dataclass(frozen=True)
class Size:
    """How much to make."""

    projects: int
    members: int
    tasks: int
    answers: int


@dataclass(frozen=True)
class Group:
    """One made-up project: its number, the numbers of its memberships, which of them host, its roles, and when it opened."""

    project: int
    memberships: list[int]
    members: list[int]
    hosts: int
    roles: list[int]
    opened: int


def share_out(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total."""
    whole, seen, given = sum(weights), 0.0, 0
    shares = []
    for weight in weights:
        seen += weight
        upto = round(total * seen / whole)
        shares.append(upto - given)
        given = upto
    return shares


def add_groups(filling: Filling, size: Size) -> list[Group]:
    """Organisations, people and projects with everything but tasks and rounds."""
    random = filling.random
    members = _add_members(filling, size.members)
    homes = max(1, -(-size.projects // HOME_TO))
    cities = max(1, -(-size.projects // CITY_OF))
    staff = members[: min(len(members) // 3, homes * 3 + cities * 2)]
    organisations = _add_organisations(filling, homes, cities, staff)
    others = members[len(staff) :] or members
    busy = others[: max(1, len(others) // BUSY_PART)]
    waiting = iter(others)
    sizes = share_out(
        max(int(size.members * PLACES_A_MEMBER), size.projects * 3),
        [random.lognormvariate(0, 0.5) for _number in range(size.projects)],
    )
    groups = []
    for number, people in enumerate(sizes):
        wanted = max(3, people)
        chosen = dict.fromkeys(random.sample(busy, min(len(busy), max(1, wanted // 4))))
        for member in waiting:
            chosen[member] = None
            if len(chosen) >= wanted:
                break
        for _try in range(wanted * 2):
            if len(chosen) >= min(wanted, len(others)):
                break
            chosen[random.choice(others)] = None
        home = organisations[min(number // HOME_TO, homes - 1)]
        city = organisations[homes + number // CITY_OF]
        groups.append(_add_group(filling, home, city, list(chosen)))
    return groups


def _add_members(filling: Filling, number: int) -> list[int]:
    random = filling.random
    found = []
    for _person in range(number):
        name = random.choice(phrases.GIVEN)
        if random.random() < 0.7:
            name = f"{name} {random.choice(phrases.FAMILY)}"
        key = filling[Member].next
        email = None if filling.chance.one_in(12) else f"person{key}@example.org"
        filling.add(
            Member,
            password=NO_PASSWORD,
            display_name=name,
            email=email,
            joined_at=filling.ago(random.randrange(5, 400)),
        )
        filling.add(
            ContactPreference,
            member_id=key,
            channel="email" if email else "site",
            pace="weekly" if filling.chance.one_in(5) else "each",
        )
        if email:
            filling.add(EmailAddress, user_id=key, email=email, verified=True, primary=True)
        found.append(key)
    return found


def _add_organisations(filling: Filling, homes: int, cities: int, staff: list[int]) -> list[int]:
    """The homes, then the cities, which take part in many projects. Each has a lead and who opens projects."""
    random = filling.random
    people = iter(staff)
    found = []
    for number in range(homes + cities):
        is_city = number >= homes
        name = CITY if is_city else f"{random.choice(phrases.ORGANISATIONS)} {random.choice(phrases.PLACES)}"
        organisation = filling.add(
            Organisation,
            name=name,
            slug=f"organisation-{filling[Organisation].next}",
            contact_name=f"{random.choice(phrases.GIVEN)} {random.choice(phrases.FAMILY)}",
            contact_phone=PHONE,
            contact_email="contact@example.org",
            opened_at=filling.ago(500),
        )
        found.append(organisation)
        for role in ("lead", "facilitator") if is_city else ("lead", "facilitator", "facilitator"):
            member = next(people, None)
            if member:
                filling.add(OrganisationRole, organisation_id=organisation, member_id=member, role=role)
                if role != "lead" and not is_city:
                    filling.add(
                        SupportContact,
                        organisation_id=organisation,
                        member_id=member,
                        name="Support",
                        phone=PHONE,
                        hours="Weekdays",
                    )
    return found


def _add_group(filling: Filling, home: int, city: int, members: list[int]) -> Group:
    random = filling.random
    opened = random.randrange(20, 400)
    is_over = filling.chance.one_in(25)
    hosts = 2 if len(members) > 8 else 1
    project = filling.add(
        Project,
        name=f"{random.choice(phrases.KINDS)} {random.choice(phrases.TOPICS)}, {random.choice(phrases.PLACES)}",
        purpose=random.choice(phrases.PURPOSES),
        purpose_status="draft" if filling.chance.one_in(5) else "agreed",
        what_it_makes=random.choice(phrases.MAKES),
        time_asked="About 2 hours every 2 weeks",
        what_people_get="£20 for each session. Travel paid.",
        ways_to_take_part="In a room, online or by phone",
        not_known="We do not know yet how long it will take.",
        status="ended" if is_over else "open",
        ended_at=filling.ago(3) if is_over else None,
        opened_by_id=members[0],
        opened_at=filling.ago(opened),
    )
    filling.add(ProjectOrganisation, project_id=project, organisation_id=home, part="home")
    filling.add(ProjectOrganisation, project_id=project, organisation_id=city, part="takes_part")
    _add_surroundings(filling, project, members, opened)
    memberships = [
        _add_place(filling, project, member, order, hosts, members, opened)
        for order, member in enumerate(members)
    ]
    add_bulk_ground(filling, project, memberships, opened)
    roles = []
    for name, involves in random.sample(phrases.ROLES, random.randrange(3, 6)):
        role = filling.add(
            TaskRole, project_id=project, name=name, involves=involves, added_at=filling.ago(opened)
        )
        roles.append(role)
        for holder in random.sample(memberships, random.randrange(0, 3)):
            filling.add(TaskRoleHolder, role_id=role, membership_id=holder)
    return Group(project, memberships, members, hosts, roles, opened)


def _add_surroundings(filling: Filling, project: int, members: list[int], opened: int) -> None:
    """Limits, people who support, and somebody who was invited."""
    random = filling.random
    for what, whose, why in random.sample(phrases.LIMITS, random.randrange(2, 5)):
        filling.add(
            Given, project_id=project, what=what, whose_rule=whose, why=why, added_at=filling.ago(opened)
        )
    for member in members[:2]:
        filling.add(
            Supporter, project_id=project, member_id=member, hours="Monday to Friday, 9 to 5", phone=PHONE
        )
    seed = filling.chance.key().replace("-", "")
    filling.add(
        Invitation,
        project_id=project,
        kind="personal",
        email=f"invited{project}@example.org",
        token_hash=hashed(invitation_token(seed)),
        token_seed=seed,
        asked_by_id=members[0],
        asked_at=filling.ago(4),
        valid_until=filling.day(56),
    )


def _add_place(
    filling: Filling, project: int, member: int, order: int, hosts: int, members: list[int], opened: int
) -> int:
    random = filling.random
    rhythm = random.choice(("never", "never", "never", "weekly", "fortnightly", "monthly"))
    audience = random.choice(("me", "me", "hosts", "hosts", "project", "no_name"))
    helper = members[0] if order else members[-1]
    place: int = filling.add(
        Membership,
        project_id=project,
        member_id=member,
        is_host=order < hosts,
        way="resting" if filling.chance.one_in(15) and order >= hosts else "taking_part",
        needs_audience=audience,
        needs_asked=True,
        support_person_id=helper if helper != member else None,
        check_in_rhythm=rhythm,
        check_in_from=filling.day(-random.randrange(1, 28)) if rhythm != "never" else None,
        joined_at=filling.ago(random.randrange(1, opened)),
    )
    for kind in random.choice(
        (("lived",), ("lived",), ("professional",), ("professional",), ("lived", "professional"), ())
    ):
        filling.add(Experience, membership_id=place, kind=kind)
    if filling.chance.one_in(3):
        _add_needs(filling, member, place, audience)
    if rhythm != "never" and helper != member:
        for days in (random.randrange(1, 14), random.randrange(14, 80)):
            filling.add(
                CheckIn,
                membership_id=place,
                to_id=helper,
                prompted_for=filling.day(-days),
                feeling=random.choice(("good", "good", "ok", "ok", "not_great", "")),
                sent_at=filling.ago(days),
            )
    return place


def _add_needs(filling: Filling, member: int, place: int, audience: str) -> None:
    """Needs are the person's own, said once: who is in several projects keeps the first ones."""
    said = filling.said_needs.setdefault(member, [])
    if not said:
        for kind in filling.random.sample(phrases.NEEDS, filling.random.randrange(1, 4)):
            said.append(filling.add(Need, member_id=member, kind=kind))
    if audience == "me":
        return
    for need in said:
        status = filling.random.choice(("asked", "doing", "ready", "ready"))
        filling.add(
            Adaptation,
            membership_id=place,
            need_id=need,
            status=status,
            asked_at=filling.ago(20),
            ready_at=filling.ago(6) if status == "ready" else None,
        )
