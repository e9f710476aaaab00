"""Opening a project in six short pages, changing it later, and when people joined."""

from datetime import timedelta

from django.urls import reverse

from coproduce.lib import dates
from projects.actions.membership import say_experience
from projects.actions.project import open_project
from projects.models import Project
from projects.queries.set_up import STEPS
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Stop


def make_stops() -> list[Stop]:
    """A panel that was opened a moment ago, and a guide in the middle of its life."""
    now, today = dates.now(), dates.today("Europe/London")
    house = make_organisation(name="Station House")
    amina, sam = make_member(name="Amina"), make_member(name="Sam")
    make_organisation_role(organisation=house, member=amina, role="facilitator")
    make_project(organisation=house, name="A project of others")
    panel = open_project(
        by=amina, organisation=house, name="Who should lead the drop-in?", template="panel", now=now
    ).project
    guide = make_project(
        organisation=house, name="A guide", template="panel", meet_before="We eat together first.",
        brief_set_on=today - timedelta(days=90), brief_set_by="The council",
    )  # fmt: skip
    make_membership(project=guide, member=amina, is_host=True)
    member = make_membership(project=guide, member=sam)
    say_experience(by=member, kinds=["lived"], audience="project", now=now)

    def at(project: Project, name: str, *args: object) -> str:
        return reverse(f"projects:{name}", args=[project.address, *args])

    past = {"version": "1", "purpose": "Fair jobs", "brief_set_on": "1/1/2999"}
    stale = {"version": "9", "name": "A booklet", "purpose": "Other words", "brief_set_on": "1/2/2020"}
    return [
        Stop("set up, which kind", reverse("projects:new"), amina),
        *(Stop(f"set up a panel, {step}", at(panel, "set-up", step), amina) for step in STEPS),
        Stop("set up, purpose with a problem", at(panel, "set-up", "purpose"), amina, past),
        Stop("set up, invite with a problem", at(panel, "set-up", "invite"), amina, {"email": "sam"}),
        *(Stop(f"set up again, {step}", at(guide, "set-up", step), amina) for step in STEPS[:-1]),
        Stop("set up, a panel just opened", at(panel, "detail"), amina),
        Stop("set up, list of projects", reverse("projects:list"), amina),
        Stop("set up, change it later", at(guide, "edit"), amina),
        Stop("set up, change it later, two texts", at(guide, "edit"), amina, stale, status=409),
        Stop("set up, change it later, with a problem", at(guide, "edit"), amina, {"version": "1"}),
        Stop("set up, when people joined", at(guide, "timeline"), sam),
        Stop("set up, when people joined, of a host", at(panel, "timeline"), amina),
    ]
