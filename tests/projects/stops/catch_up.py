"""What happened meanwhile, for somebody who was away, somebody new, and in a project that has ended."""

from datetime import timedelta

from projects.models import Milestone, Project
from tests.factories.common_ground import make_output, make_piece, make_purpose, make_right, make_version
from tests.factories.projects import make_membership, make_project, make_role
from tests.projects.pages import Brochure, Stop


def make_stops() -> list[Stop]:
    """The pages as a member who was away, a host, and somebody in a project that begins or has ended see them."""
    house = Brochure()
    _fill(house)
    begins = make_project(organisation=house.house, name="A project that begins")
    make_membership(project=begins, member=house.sam)
    ended = make_project(
        organisation=house.house, name="A project that ended", status=Project.Status.ENDED, ended_at=house.now
    )
    make_membership(project=ended, member=house.sam)
    sam, at = house.sam, house.at
    return [
        Stop("catch up", at("catch-up"), sam),
        Stop("catch up, a month", at("catch-up") + "?since=month", sam),
        Stop("catch up, since I was away", at("catch-up") + "?since=away", sam),
        Stop("catch up, since the beginning", at("catch-up") + "?since=beginning", house.amina),
        Stop("catch up, a page after the last", at("catch-up") + "?page=9", sam),
        Stop("catch up, ended", f"/projects/{ended.address}/catch-up/", sam),
        Stop("catch up, my place when I am back", at("my-place") + "?back", sam),
        Stop("catch up, my place", at("my-place"), sam),
        Stop("catch up, a project with nothing in it", f"/projects/{begins.address}/", sam),
    ]


def _fill(house: Brochure) -> None:
    project, now = house.project, house.now
    house.member.away_since = house.today - timedelta(days=40)
    house.member.save(update_fields=["away_since"])
    make_purpose(project=project, agreed_at=now)
    make_piece(project=project, question="Who holds the key to the room?", status="agreed", agreed_at=now)
    Milestone.objects.create(project=project, what="The draft is there", reached_at=now)
    make_version(output=make_output(project=project, title="The leaflet"), made_at=now)
    make_right(role=make_role(project=project), status="agreed", agreed_at=now)
