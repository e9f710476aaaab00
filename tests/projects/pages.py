"""Every page of projects in the states a person can reach: whose browser, and which address."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.acts import sign_act
from members.models import AuditKey, Member, Need
from projects.actions.checkin import HowItGoes, send_check_in
from projects.actions.invitation import invite_person, make_shared_link
from projects.actions.limit import add_limit
from projects.actions.membership import choose_check_in, say_experience
from projects.actions.need import say_and_share_needs
from projects.actions.project import Support, name_supporters
from projects.lib.tokens import invitation_token, six_numbers
from projects.models import HandBackNote, Invitation, JoinCode, Task
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.projects import make_membership, make_project, make_role, make_task


@dataclass(frozen=True)
class Stop:
    """One page as one person sees it; `posts` is sent, where the state comes from a form; `first` are steps before."""

    name: str
    path: str
    who: Member | None = None
    posts: dict[str, str] | None = None
    first: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    status: int = 200


def browser_of(stop: Stop) -> Client:
    """The browser just before the page is opened."""
    browser = Client()
    if stop.who:
        browser.force_login(stop.who, backend=settings.AUTHENTICATION_BACKENDS[0])
    for path, posts in stop.first:
        if "code" in posts:
            posts = {"code": six_numbers(JoinCode.objects.latest("pk").seed)}
        browser.post(path, posts)
    return browser


class Brochure:
    """The brochure project of seed text S1 in the middle of its life, with something on every page."""

    def __init__(self) -> None:
        self.now = dates.now()
        self.today = dates.today("Europe/London")
        self.house = make_organisation(name="Station House", slug="station-house")
        names = ("Amina", "Sam", "Jo", "Tom", "Ruth", "Lee")
        self.amina, self.sam, self.jo, self.tom, self.ruth, self.lee = (
            make_member(name=name) for name in names
        )
        for who in (self.amina, self.sam, self.jo, self.tom, self.ruth, self.lee):
            AuditKey.objects.create(member=who)  # as every account has one
        make_organisation_role(organisation=self.house, member=self.amina, role="facilitator")
        make_organisation_role(organisation=self.house, member=self.ruth, role="lead")
        make_support_contact(organisation=self.house, member=self.ruth, phone="0117 496 0002")
        self.project = make_project(
            organisation=self.house,
            name="A better welcome at the drop-in",
            what_it_makes="A short guide for people who are new",
            time_asked="About 2 hours every 2 weeks, until June. You can do less.",
            what_people_get="£20 a session. Travel paid on the day. You choose cash or voucher.",
            ways_to_take_part="In the room, online, by phone, or before and after.",
        )
        self.host, self.member, self.other, self.staff = (
            make_membership(project=self.project, member=who, is_host=who is self.amina)
            for who in (self.amina, self.sam, self.jo, self.tom)
        )
        self._fill()

    def _fill(self) -> None:
        supports = [
            Support(self.amina.pk, "Monday to Friday, 9 to 5", "0117 496 0000"),
            Support(self.jo.pk, "Evenings"),
        ]
        name_supporters(by=self.host, supporters=supports)
        self.limit = add_limit(
            by=self.host, what="The logo of the council", whose_rule="The council", why="It is theirs.",
            movable=False, until=None, now=self.now,
        )  # fmt: skip
        self.reader = make_role(project=self.project, name="Reader", may_decide="Which words are too hard")
        self.reader.holders.create(membership=self.member)
        make_role(project=self.project, name="Writer")
        day = self.today + timedelta(days=9)
        self.free = make_task(
            project=self.project, title="Choose 3 photos for the guide", minutes=60, due_on=day, at_home=True,
            thank_you="£10", helper=self.other, places=2, role=self.reader, content_notice="One photo shows a hospital",
        )  # fmt: skip
        self.mine = make_task(
            project=self.project,
            title="Phone the café about the room",
            minutes=10,
            due_on=day,
            holders=[self.member],
        )
        self.theirs = make_task(project=self.project, title="Ask about the logo", holders=[self.staff])
        self.done = make_task(
            project=self.project, title="Write the welcome page", holders=[self.member, self.other], places=2,
            status=Task.Status.DONE, with_someone=True,
        )  # fmt: skip
        HandBackNote.objects.create(task=self.free, words="I looked at six. The fourth is good.")
        choose_check_in(by=self.member, rhythm="weekly", first_day=self.today, at=self.member.check_in_at)
        say_experience(by=self.member, kinds=["lived"], audience="hosts", now=self.now)
        needs = {Need.Kind.BREAKS: "", Need.Kind.OWN_WORDS: "A seat near the door"}
        say_and_share_needs(
            by=self.member, needs=needs, audience="hosts", each={"own_words": "no_name"}, now=self.now
        )
        says = HowItGoes(feeling="not_ok", wants_break=True, words="It is a lot just now.")
        send_check_in(by=self.other, to_id=self.amina.pk, options=[self.amina.pk], says=says, now=self.now)
        until = self.today + timedelta(days=30)
        self.personal = invite_person(
            by=self.host, email="lee@new.example.org", name="Lee", valid_until=until, now=self.now
        )
        self.shared = make_shared_link(by=self.host, valid_until=until, now=self.now)

    def at(self, name: str, *args: object) -> str:
        """The path of a page of the project."""
        return reverse(f"projects:{name}", args=[self.project.address, *args])

    def token(self, invitation: Invitation) -> str:
        """What stands in an invitation's link."""
        return invitation_token(invitation.token_seed)

    def act(self, act: str, member: Member, about: int, version: str) -> str:
        """The path of a link in a message."""
        return reverse("act", args=[sign_act(act=act, member_id=member.pk, object_id=about, version=version)])


def make_stops() -> list[Stop]:
    """The stops: pages of members, of hosts, of people who join, and of links in messages."""
    house = Brochure()
    return [*_for_members(house), *_for_hosts(house), *_for_newcomers(house), *_for_links(house)]


def _for_members(house: Brochure) -> list[Stop]:
    sam, jo, lee, at = house.sam, house.jo, house.lee, house.at
    return [
        Stop("home", reverse("home"), sam),
        Stop("home, next a check-in", reverse("home"), jo),
        Stop("home, nothing yet", reverse("home"), lee),
        Stop("my projects", reverse("projects:list"), sam),
        Stop("project", at("detail"), sam),
        Stop("people", at("people"), sam),
        Stop("person", at("person", house.host.pk), sam),
        Stop("my own page", at("person", house.member.pk), sam),
        Stop("my place", at("my-place"), sam),
        Stop("way", at("way"), sam),
        Stop("rhythm", at("check-in-rhythm"), sam),
        Stop("experience", at("experience"), sam),
        Stop(
            "experience, with a problem", at("experience"), sam, {"kinds": "rather_not", "audience": "nobody"}
        ),
        Stop("leave", at("leave"), sam),
        Stop("my needs", reverse("projects:my-needs"), sam),
        Stop("my needs, none", reverse("projects:my-needs"), lee),
        Stop("needs here", at("needs"), sam),
        Stop("needs here, not asked", at("needs"), jo),
        Stop("check-in, nobody chosen", at("check-in"), sam),
        Stop("check-in", at("check-in"), jo),
        Stop("check-in, with a problem", at("check-in"), sam, {"feeling": "ok"}),
        Stop("check-in, chat", at("check-in-chat"), jo),
        Stop("tasks", at("task-list"), sam),
        Stop("tasks at home", at("task-list") + "?only=at-home", sam),
        Stop("tasks done", at("task-list") + "?show=done", sam),
        Stop("free task", at("task-detail", house.free.pk), sam),
        Stop("my task", at("task-detail", house.mine.pk), sam),
        Stop("my task, just taken", at("task-detail", house.mine.pk) + "?undo=claim", sam),
        Stop("task of others", at("task-detail", house.theirs.pk), sam),
        Stop("done task", at("task-detail", house.done.pk), sam),
        Stop("task gone", at("task-claim", house.theirs.pk), sam, {}, status=409),
        Stop("add a task", at("task-new"), sam),
        Stop("add a task, with a problem", at("task-new"), sam, {"due_on": "31 February", "places": "0"}),
        Stop("change a task", at("task-edit", house.mine.pk), sam),
        Stop("hand back", at("task-hand-back", house.mine.pk), sam),
        Stop("roles", at("role-list"), sam),
        Stop("my role", at("role-detail", house.reader.pk), sam),
        Stop("role", at("role-detail", house.reader.pk), jo),
        Stop("describe a role", at("role-new"), sam),
        Stop("describe a role, with a problem", at("role-new"), sam, {}),
    ]


def _for_hosts(house: Brochure) -> list[Stop]:
    amina, at = house.amina, house.at
    stale = {"version": "7", "name": "Another name", "purpose": "Other words"}
    return [
        Stop("projects of a facilitator", reverse("projects:list"), amina),
        Stop("open a project", reverse("projects:new"), amina),
        Stop("open a project, with a problem", reverse("projects:new"), amina, {}),
        *(
            Stop(f"set up {step}", at("set-up", step), amina)
            for step in ("purpose", "limits", "thanks", "support")
        ),
        Stop("set up purpose, with a problem", at("set-up", "purpose"), amina, {"version": "1"}),
        Stop(
            "set up support, with a problem", at("set-up", "support"), amina, {"person_1": str(house.jo.pk)}
        ),
        Stop("project of a host", at("detail"), amina),
        Stop("change the project", at("edit"), amina),
        Stop("change the project, two texts", at("edit"), amina, stale, status=409),
        Stop("person for a host", at("person", house.member.pk), amina),
        Stop("check on people", at("check-on"), amina),
        Stop("shared needs", at("shared-needs"), amina),
        Stop("check-ins sent to me", reverse("projects:check-in-list"), amina),
        Stop("write down a check-in", reverse("projects:check-in-write-down", args=[house.other.pk]), amina),
        Stop("my place as a host", at("my-place"), amina),
        Stop("leave as the last host", at("leave"), amina),
        Stop("invite", at("invite"), amina),
        Stop("invite, with a problem", at("invite"), amina, {"email": "lee@new.example.org"}),
        Stop("make a link", at("invite-link"), amina),
        Stop("sheet to hand out", at("invitation-sheet", house.shared.pk), amina),
    ]


def _for_newcomers(house: Brochure) -> list[Stop]:
    def join(name: str, token: str) -> str:
        return reverse(f"projects:{name}", args=[token])

    personal, shared = house.token(house.personal), house.token(house.shared)
    yes_personal = [(join("join", personal), {})]
    yes = [(join("join", shared), {})]
    asked = [*yes, (join("join-email", shared), {"email": "kit@example.org"})]
    proved = [
        (join("join", shared), {}),
        (join("join-email", shared), {"email": "ash@example.org"}),
        (join("join-code", shared), {"code": ""}),
    ]
    return [
        Stop("invitation", join("join", personal)),
        Stop("invitation for somebody signed in", join("join", shared), house.lee),
        Stop("invitation, not now", join("join", personal), posts={"later": "1"}),
        Stop("invitation that does not work", join("join", "nothing"), status=404),
        Stop("join, name", join("join-name", personal), first=yes_personal),
        Stop("join, email", join("join-email", shared), first=yes),
        Stop("join, email, with a problem", join("join-email", shared), posts={"email": "kit"}, first=yes),
        Stop("join, code", join("join-code", shared), first=asked),
        Stop("join, code, with a problem", join("join-code", shared), posts={"code": "12"}, first=asked),
        Stop("join, name after a code", join("join-name", shared), first=proved),
        Stop("join, name, with a problem", join("join-name", shared), posts={"channel": "email"}, first=proved),
    ]  # fmt: skip


def _for_links(house: Brochure) -> list[Stop]:
    mine, sam, day = house.mine, house.sam, house.today.isoformat()
    version = str(mine.date_version)
    check_in = house.act("check-in", sam, house.member.pk, day)
    return [
        Stop("link, done", house.act("task-done", sam, mine.pk, version)),
        Stop("link, finished", house.act("task-done", sam, house.done.pk, "1")),
        Stop("link, hand back", house.act("task-hand-back", sam, mine.pk, version)),
        Stop("link, handed back", house.act("task-hand-back", sam, house.free.pk, "1")),
        Stop("link, more time", house.act("task-more-time", sam, mine.pk, version)),
        Stop("link, day moved", house.act("task-done", sam, mine.pk, "99"), status=410),
        Stop("link, never signed", reverse("act", args=["nothing"]), status=410),
        Stop("link, check-in", check_in + "?feeling=ok"),
        Stop("link, check-in sent", check_in + "?after=sent", first=[(check_in, {"to": str(house.amina.pk), "feeling": "ok"})]),
        Stop("link, check-in chat", check_in + "?after=chat", first=[(check_in, {"to": str(house.amina.pk), "feeling": "not_ok"})]),
    ]  # fmt: skip
