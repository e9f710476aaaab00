"""Pages of a project that is paused or has ended: why nothing can be changed, and what stays possible."""

from django.urls import reverse

from coproduce.lib import dates
from members.models import Need
from projects.actions.invitation import invite_person, make_shared_link, usual_last_day
from projects.actions.membership import say_experience
from projects.actions.need import say_and_share_needs
from projects.actions.organisation import ask_organisation
from projects.actions.role_offer import offer_hosting, offer_role
from projects.models import Membership, Project
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_membership, make_project, make_role
from tests.projects.pages import Stop


class Closed:
    """A project in which people said things, were asked and invited, before it closed."""

    def __init__(self, status: str) -> None:
        now = dates.now()
        self.project = make_project(name=f"A better welcome, {status}")
        self.host = make_membership(project=self.project, member=make_member(name="Amina"), is_host=True)
        self.sam = make_membership(project=self.project, member=make_member(name="Sam"))
        self.river = make_organisation(name=f"River Trust, {status}")
        self.olu = make_member(name="Olu")
        make_organisation_role(organisation=self.river, member=self.olu, role="lead")
        self.asked = ask_organisation(by=self.host, organisation=self.river, now=now)
        self.role = make_role(project=self.project, name="Reader")
        offer_role(by=self.host, pk=self.role.pk, to_pk=self.sam.pk, words="You read so well.", now=now)
        offer_hosting(by=self.host, to_pk=self.sam.pk, words="", hands_on=False, now=now)
        say_experience(by=self.sam, kinds=["lived"], audience="hosts", now=now)
        needs = {Need.Kind.BREAKS: "", Need.Kind.OWN_WORDS: "A seat near the door"}
        say_and_share_needs(by=self.sam, needs=needs, audience="hosts", each={}, now=now)
        until = usual_last_day(zone=self.project.zone, now=now)
        invite_person(by=self.host, email=f"kit@{status}.example.org", valid_until=until, now=now)
        make_shared_link(by=self.host, valid_until=until, now=now)
        Membership.objects.filter(pk=self.sam.pk).update(
            support_person=self.host.member,
            check_in_rhythm="weekly",
            check_in_from=dates.today("Europe/London"),
        )
        Project.objects.filter(pk=self.project.pk).update(status=status, **{f"{status}_at": now})

    def stops(self, status: str) -> list[Stop]:
        """Its pages."""

        def at(name: str, *more: object) -> str:
            return reverse(f"projects:{name}", args=[self.project.address, *more])

        sam, amina = self.sam.member, self.host.member
        pages = {
            "how I am here": (at("way"), sam),
            "what I bring": (at("experience"), sam),
            "my check-ins": (at("check-in-rhythm"), sam),
            "to check in": (at("check-in"), sam),
            "what I need": (at("needs"), sam),
            "my place as a host": (at("my-place"), amina),
            "needs shared": (at("shared-needs"), amina),
            "a role offered": (at("role-detail", self.role.pk), sam),
            "running it offered": (at("host-powers"), sam),
            "invitations": (at("invite"), amina),
            "a link to share": (at("invite-link"), amina),
            "an organisation asked": (reverse("projects:taking-part", args=[self.asked.pk]), self.olu),
        }
        return [Stop(f"{status}: {name}", path, who) for name, (path, who) in pages.items()]


def make_stops() -> list[Stop]:
    """The same pages in both."""
    return [stop for status in ("paused", "ended") for stop in Closed(status).stops(status)]
