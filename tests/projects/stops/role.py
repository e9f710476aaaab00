"""Pages of task roles, offers, decision rights and running a project, in the states a person can reach."""

from datetime import timedelta

from django.urls import reverse

from coproduce.lib import dates
from projects.actions.right import propose_right, say_yes_to_right, take_back_yes
from projects.actions.right_use import use_right
from projects.actions.role import add_library_roles, take_role
from projects.actions.role_offer import offer_hosting, offer_role
from projects.models import DecisionRight, Membership, TaskRole
from tests.factories.members import make_member, make_organisation
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Stop


class Parts:
    """A project with a few roles, rights in each state, and offers."""

    def __init__(self) -> None:
        self.now = dates.now()
        house = make_organisation(name="Station House")
        self.project = make_project(organisation=house, name="A better welcome at the drop-in")
        self.amina, self.sam, self.jo, self.tom = (
            make_membership(
                project=self.project, member=make_member(name=name), is_host=name in ("Amina", "Tom")
            )
            for name in ("Amina", "Sam", "Jo", "Tom")
        )
        keys = ["writer", "reader", "illustrator", "mentor"]
        roles = add_library_roles(by=self.sam, keys=keys, now=self.now)
        self.writer, self.reader, self.illustrator, self.mentor = roles
        for who in (self.sam, self.jo):
            take_role(by=who, pk=self.reader.pk, now=self.now)
        self.agreed = self.right(self.reader, DecisionRight.Power.CAN_STOP, "A page that could hurt someone")
        say_yes_to_right(by=self.tom, pk=self.agreed.pk, count_as="staff", now=self.now)
        say_yes_to_right(by=self.amina, pk=self.agreed.pk, count_as="not", now=self.now)
        self.asked = self.right(self.reader, DecisionRight.Power.DECIDES, "Which words are too hard")
        self.ended = self.right(self.reader, DecisionRight.Power.DECIDES, "The order of the pages")
        say_yes_to_right(by=self.tom, pk=self.ended.pk, count_as="staff", now=self.now)
        take_back_yes(by=self.tom, pk=self.ended.pk, now=self.now)
        for what in ("The photo of the ward stays out.", "The page about money waits."):
            use_right(
                by=self.sam, pk=self.agreed.pk, what=what, why="It would frighten people.", now=self.now
            )
        self.left = self.right(self.reader, DecisionRight.Power.CAN_STOP, "A photo that shows a face")
        say_yes_to_right(by=self.tom, pk=self.left.pk, count_as="staff", now=self.now)
        self.left.yeses.filter(membership=self.tom).delete()  # as erasing an account does
        words = "You see what others miss."
        offer_role(by=self.jo, pk=self.writer.pk, to_pk=self.sam.pk, words=words, now=self.now)
        offer_role(by=self.jo, pk=self.reader.pk, to_pk=self.tom.pk, hands_on=True, now=self.now)
        offer_role(by=self.sam, pk=self.illustrator.pk, to_pk=self.jo.pk, now=self.now)
        offer_hosting(
            by=self.amina, to_pk=self.sam.pk, words="You are good at it.", hands_on=True, now=self.now
        )

    def right(self, role: TaskRole, power: str, scope: str) -> DecisionRight:
        """Something that Sam asked for, with a yes of their own."""
        return propose_right(
            by=self.sam, pk=role.pk, power=power, scope=scope, reason="We know what it is like to read it.",
            ends_on=self.now.date() + timedelta(days=90), count_as="lived", now=self.now,
        )  # fmt: skip

    def at(self, name: str, *args: object) -> str:
        """The path of a page of the project."""
        return reverse(f"projects:{name}", args=[self.project.address, *args])


def make_stops() -> list[Stop]:
    """The stops of members, and of people who run the project."""
    parts = Parts()
    empty = make_project(organisation=make_organisation(), name="A new start")
    ash = make_membership(project=empty, member=make_member(name="Ash"))
    return [*_roles(parts), *_rights(parts), *_running(parts), *_empty(ash)]


def _roles(parts: Parts) -> list[Stop]:
    sam, jo, amina, at = parts.sam.member, parts.jo.member, parts.amina.member, parts.at
    reader, writer = parts.reader.pk, parts.writer.pk
    stale = {"version": "7", "name": "Another name", "involves": "Other words", "say": "heard"}
    return [
        Stop("roles", at("role-list"), sam),
        Stop("roles to pick", at("role-library"), sam),
        Stop("roles to pick, with a problem", at("role-library"), sam, {}),
        Stop("role with rights", at("role-detail", reader), sam),
        Stop("role offered to me", at("role-detail", writer), sam),
        Stop("role I offered", at("role-detail", parts.illustrator.pk), sam),
        Stop("role I hand on", at("role-detail", reader), jo),
        Stop("role nobody has", at("role-detail", parts.mentor.pk), amina),
        Stop("change a role", at("role-edit", reader), sam),
        Stop("change a role, with a problem", at("role-edit", reader), sam, {"version": "1"}),
        Stop("change a role, two texts", at("role-edit", reader), sam, stale, status=409),
        Stop("change a role of others", at("role-edit", reader), parts.tom.member),
        Stop("offer a role", at("role-ask", writer), sam),
        Stop("offer a role, with a problem", at("role-ask", writer), sam, {"to": ""}),
        Stop("an offer that is gone", at("role-offer-take", 987654321), sam, {}, status=404),
        Stop("hand a role on", at("role-ask", reader) + "?hand-on=1", sam),
    ]


def _rights(parts: Parts) -> list[Stop]:
    sam, jo, at = parts.sam.member, parts.jo.member, parts.at
    return [
        Stop("who decides what", at("power-map"), sam),
        Stop("ask for more say", at("role-propose", parts.reader.pk), sam),
        Stop("ask for more say, with a problem", at("role-propose", parts.reader.pk), sam, {}),
        Stop("a right I asked for", at("right-detail", parts.asked.pk), sam),
        Stop("a right somebody asked for", at("right-detail", parts.asked.pk), jo),
        Stop("a right, yes, with a problem", at("right-yes", parts.asked.pk), jo, {}),
        Stop("a right that stands", at("right-detail", parts.agreed.pk), sam),
        Stop("a right that stands, used by somebody", at("right-detail", parts.agreed.pk), jo),
        Stop("a right, somebody who agreed has left", at("right-detail", parts.left.pk), jo),
        Stop("a right, ask again", at("role-propose", parts.reader.pk) + f"?again={parts.left.pk}", jo),
        Stop("a right, I used it", at("right-used", parts.agreed.pk), sam),
        Stop("a right, I used it, with a problem", at("right-used", parts.agreed.pk), sam, {}),
        Stop("a right, not mine to use", at("right-used", parts.agreed.pk), parts.amina.member),
        Stop("what rights were used for", at("used-right-list"), jo),
        Stop(
            "what rights were used for, one right", at("used-right-list") + f"?right={parts.agreed.pk}", sam
        ),
        Stop("what rights were used for, nothing", at("used-right-list") + f"?right={parts.left.pk}", sam),
        Stop("a right that ended", at("right-detail", parts.ended.pk), jo),
    ]


def _running(parts: Parts) -> list[Stop]:
    sam, jo, amina, at = parts.sam.member, parts.jo.member, parts.amina.member, parts.at
    return [
        Stop("running it", at("host-powers"), jo),
        Stop("running it, asked to", at("host-powers"), sam),
        Stop("running it, as a host", at("host-powers"), amina),
        Stop("ask someone to run it", at("host-powers-ask"), amina),
        Stop("ask someone to run it, chosen", at("host-powers-ask") + f"?person={parts.jo.pk}", amina),
        Stop(
            "ask someone to run it, with a problem", at("host-powers-ask"), amina, {"to": str(parts.sam.pk)}
        ),
    ]


def _empty(ash: Membership) -> list[Stop]:
    def at(name: str) -> str:
        return reverse(f"projects:{name}", args=[ash.project.address])

    return [
        Stop("no roles yet", at("role-list"), ash.member),
        Stop("who decides what, no roles", at("power-map"), ash.member),
        Stop("running it, nobody", at("host-powers"), ash.member),
    ]
