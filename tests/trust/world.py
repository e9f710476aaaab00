"""One small world with every kind of person in it, and a canary in every private field."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from coproduce.lib import dates
from members.models import Member, Need, Organisation, SupportRequest
from principles.models import PulseRound
from projects.models import (
    Adaptation,
    CallAnswer,
    CheckIn,
    Confidence,
    Given,
    Invitation,
    Membership,
    NeedsAudience,
    OrganisationAsked,
    Piece,
    Project,
    Task,
    TaskRoleHolder,
    ThoughtAuthor,
)
from tests.factories.common_ground import make_common_ground, make_thought
from tests.factories.members import (
    make_member,
    make_need,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.principles import make_principles
from tests.factories.projects import make_membership, make_project, make_role, make_supporter, make_task

NEEDS, CHECK_IN, SUPPORT = "canary-needs", "canary-check-in", "canary-support"
CALL, CONFIDENCE = "canary-call-answer", "canary-confidence"
SKILL = "You said that you like"  # how a page speaks of what somebody likes doing
NAMELESS, AUTHOR = "canary-nameless-thought", "Quiet Canary"  # everybody reads it, nobody learns who wrote it
PERSONAS = (
    "signed out",
    "outsider",
    "member",
    "other member",
    "support person",
    "host",
    "lead",
    "other lead",
    "operator",
    "left",
)


# Parameters of URLs that name no row of the world.
OTHERS: dict[str, Any] = {
    "step": "purpose",
    "kind": "rules",  # of what a group wrote for itself
    "token": "never-given-to-anybody",
    "signed": "never-signed",
    "name": "round-up",
    "number": 1,  # of a round
    "ticket": UUID(int=7),
}


def parameters_of(name: str) -> list[str]:
    """The names of the parameters that a URL takes."""
    _possible, pattern, *_rest = get_resolver_for(name)
    return list(dict.fromkeys(re.findall(r"%\((\w+)\)s", pattern)))


def get_resolver_for(name: str) -> tuple[Any, str]:
    """The URL's parts as Django keeps them."""
    resolver, path = get_resolver(), ""
    *spaces, last = name.split(":")
    for space in spaces:
        prefix, resolver = resolver.namespace_dict[space]
        path += prefix
    possibilities = resolver.reverse_dict.getlist(last)
    return possibilities, path + possibilities[0][0][0][0]


def noun_of(name: str) -> str:
    """Which of the world's things the URL's pk means: "projects:task-claim" means the task."""
    last = name.split(":")[1]
    return next(noun for noun in NOUNS if last.startswith(noun))


NOUNS = (
    "check-in-write-down",
    "check-in-heard",
    "sign-off",
    "try-out",
    "role-offer",
    "used-right",
    "right",
    "piece",
    "thought",
    "agreement",
    "milestone",
    "unknown",
    "version",
    "section",
    "output",
    "file",
    "taking-part",
    "support",
    "task",
    "role",
    "person",
    "adaptation",
    "limit",
    "invitation",
)


@dataclass
class World:
    """The people and things of the world. `things` holds the arguments of URLs by their name."""

    people: dict[str, Member]
    house: Organisation
    project: Project
    other_project: Project
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)
    author: Member | None = None  # of the thought without a name

    def arguments(self, name: str) -> dict[str, Any]:
        """What the URL of this name takes, filled with a thing of this world that exists."""
        takes = parameters_of(name)
        found: dict[str, Any] = {}
        for parameter in takes:
            if parameter == "pk":
                found["pk"] = self.things[noun_of(name)]["pk"]
            elif parameter == "slug":
                found["slug"] = "creativity" if name.startswith("principles:") else self.house.slug
            elif parameter == "address":
                found["address"] = self.project.address
            else:
                found[parameter] = OTHERS[parameter]
        return found

    def elsewhere_pk(self, name: str) -> int:
        """The id of a thing of the same kind in another project."""
        return int(self.elsewhere[noun_of(name)]["pk"])

    def browser(self, persona: str) -> Client:
        """A browser in which this person is signed in (or nobody)."""
        browser = Client(raise_request_exception=True)
        if persona != "signed out":
            browser.force_login(self.people[persona], backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser


def make_world() -> World:
    """Sam (member) needs things, checked in and asked for a chat; only the person chosen may read the words."""
    make_principles()
    house = make_organisation(name="Station House")
    people = {name: make_member(name=name.title()) for name in PERSONAS if name != "signed out"}
    project = make_project(organisation=house, name="A better welcome")
    other_project = make_project(organisation=make_organisation(), name="Somewhere else")
    make_organisation_role(organisation=house, member=people["host"], role="facilitator")
    make_organisation_role(organisation=house, member=people["lead"], role="lead")
    make_organisation_role(organisation=make_organisation(), member=people["other lead"], role="lead")
    Member.objects.filter(pk=people["operator"].pk).update(is_staff=True, is_superuser=True)
    people["operator"].refresh_from_db()
    make_support_contact(organisation=house, member=people["support person"])
    make_supporter(project=project, member=people["host"])

    member = make_membership(
        project=project,
        member=people["member"],
        needs_audience=NeedsAudience.ONLY_ME,
        support_person=people["support person"],
    )
    make_membership(project=project, member=people["other member"])
    make_membership(project=project, member=people["host"], is_host=True)
    make_membership(
        project=project, member=people["left"], status=Membership.Status.LEFT, left_at=dates.now()
    )
    PulseRound.objects.create(
        project=project,
        number=1,
        status=PulseRound.Status.OPEN,
        opens_on=dates.today(project.zone),
        closes_on=dates.today(project.zone) + timedelta(days=6),
        k=5,
    )
    world = World(people, house, project, other_project)
    _private_words(world, member)
    _things(world, member)
    return world


def _private_words(world: World, member: Membership) -> None:
    make_need(member=member.member, kind="own_words", words=NEEDS)
    check_in = CheckIn.objects.create(
        membership=member, to=world.people["support person"], feeling="not_ok", words=CHECK_IN
    )
    world.things |= {"check-in-heard": {"pk": check_in.pk}, "check-in-write-down": {"pk": member.pk}}
    world.things["support"] = {
        "pk": SupportRequest.objects.create(
            asker=member.member,
            to=world.people["support person"],
            how="call",
            when="today",
            words=SUPPORT,
            answer_by=dates.today("Europe/London") + timedelta(days=1),
        ).pk
    }


def _words_about_a_task(member: Membership, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(open_call="Have you waited here?")
    make_task(project=member.project, title="Try the map", skills=["trying"])
    CallAnswer.objects.create(
        task=task, membership=member, words=CALL, asked="Have you waited here?", audience="hosts"
    )
    Confidence.objects.create(task=task, membership=member, level="unsure", words=CONFIDENCE)
    Membership.objects.filter(pk=member.pk).update(skills=["trying"])


def _thought_without_a_name(world: World) -> None:
    """Of a member whose name stands nowhere else: who finds it finds the author."""
    world.author = make_member(name=AUTHOR)
    place = make_membership(project=world.project, member=world.author)
    piece = Piece.objects.get(pk=world.things["piece"]["pk"])
    ThoughtAuthor.objects.create(thought=make_thought(about=piece, words=NAMELESS), membership=place)


def _things(world: World, member: Membership) -> None:
    role = make_role(project=world.project, name="Writer")
    TaskRoleHolder.objects.create(role=role, membership=member)
    task = make_task(project=world.project, places=2, holders=[member], title="Choose three photos")
    limit = Given.objects.create(project=world.project, what="The logo stays", whose_rule="The council")
    shared = make_need(member=world.people["other member"], kind="breaks")
    Membership.objects.filter(project=world.project, member=world.people["other member"]).update(
        needs_audience=NeedsAudience.HOSTS
    )
    adaptation = Adaptation.objects.create(
        membership=Membership.objects.get(project=world.project, member=world.people["other member"]),
        need=shared,
    )
    person = Membership.objects.get(project=world.project, member=world.people["other member"])
    world.things |= {
        "task": {"pk": task.pk},
        "role": {"pk": role.pk},
        "person": {"pk": person.pk},
        "adaptation": {"pk": adaptation.pk},
        "limit": {"pk": limit.pk},
        "invitation": {"pk": make_invitation(world.project).pk},
    }
    world.things |= make_common_ground(project=world.project, by=member, task=task, role=role)
    _words_about_a_task(member, task)
    _thought_without_a_name(world)
    asked = OrganisationAsked.objects.get(pk=world.things["taking-part"]["pk"]).organisation
    make_organisation_role(organisation=asked, member=world.people["other lead"], role="lead")
    stranger = make_membership(project=world.other_project)
    world.elsewhere = make_common_ground(
        project=world.other_project,
        by=stranger,
        task=make_task(project=world.other_project),
        role=make_role(project=world.other_project),
    )
    world.elsewhere |= {
        "task": {"pk": make_task(project=world.other_project).pk},
        "role": {"pk": make_role(project=world.other_project).pk},
        "person": {"pk": stranger.pk},
        "adaptation": {"pk": Adaptation.objects.create(membership=stranger, need=need_of(stranger)).pk},
        "limit": {"pk": Given.objects.create(project=world.other_project, what="Ours", whose_rule="Us").pk},
        "invitation": {"pk": make_invitation(world.other_project).pk},
    }


def need_of(membership: Membership) -> Need:
    """Something that this person needs."""
    return make_need(member=membership.member, kind="papers")


def make_invitation(project: Project) -> Invitation:
    """A link to share, still open."""
    return Invitation.objects.create(
        project=project, kind="shared", token_hash=f"{project.pk:064d}", valid_until=dates.today(project.zone)
    )
