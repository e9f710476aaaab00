"""One small world with every kind of person in it, and a canary in every private field."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.models import Member, SupportRequest
from projects.models import Adaptation, CheckIn, Given, Membership, NeedsAudience, Project, TaskRoleHolder
from tests.factories.members import (
    make_member,
    make_need,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.projects import make_membership, make_project, make_role, make_supporter, make_task

NEEDS, CHECK_IN, SUPPORT = "canary-needs", "canary-check-in", "canary-support"
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


@dataclass
class World:
    """The people and things of the world. `things` holds the arguments of URLs by their name."""

    people: dict[str, Member]
    project: Project
    other_project: Project
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    elsewhere: dict[str, dict[str, Any]] = field(default_factory=dict)

    def browser(self, persona: str) -> Client:
        """A browser in which this person is signed in (or nobody)."""
        browser = Client(raise_request_exception=True)
        if persona != "signed out":
            browser.force_login(self.people[persona], backend=settings.AUTHENTICATION_BACKENDS[0])
        return browser


def make_world() -> World:
    """Sam (member) needs things, checked in and asked for a chat; only the person chosen may read the words."""
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
    world = World(people, project, other_project)
    _private_words(world, member)
    _things(world, member)
    return world


def _private_words(world: World, member: Membership) -> None:
    make_need(member=member.member, kind="own_words", words=NEEDS)
    CheckIn.objects.create(
        membership=member, to=world.people["support person"], feeling="not_ok", words=CHECK_IN
    )
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


def _things(world: World, member: Membership) -> None:
    role = make_role(project=world.project, name="Writer")
    TaskRoleHolder.objects.create(role=role, membership=member)
    task = make_task(project=world.project, places=2, holders=[member], title="Choose three photos")
    Given.objects.create(project=world.project, what="The logo stays", whose_rule="The council")
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
    }
    stranger = make_membership(project=world.other_project)
    world.elsewhere = {
        "task": {"pk": make_task(project=world.other_project).pk},
        "role": {"pk": make_role(project=world.other_project).pk},
        "person": {"pk": stranger.pk},
    }
