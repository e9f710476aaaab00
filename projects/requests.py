"""What a project's view gets once its decorator has let somebody in."""

from members.models import Member
from members.requests import MemberRequest
from projects.models import Membership, Project


class ProjectRequest(MemberRequest):
    """A request of somebody in the project, with their place there."""

    membership: Membership
    project: Project


class ActRequest(MemberRequest):
    """A request that came by a link in a message, with whom the link was written for."""

    act_member: Member
