"""Reads about invitations."""

from django.db.models import QuerySet

from projects.lib.tokens import hashed
from projects.models import Invitation, Membership, Project


def invitation_with(token: str) -> Invitation | None:
    """The invitation that this token opens, whatever its state, with its project and who asked."""
    found = Invitation.objects.filter(token_hash=hashed(token.lower()))
    return found.select_related("project", "asked_by").first()


def open_invitations(project: Project) -> QuerySet[Invitation]:
    """The invitations of a project that can still be used, links to share first, the newest first."""
    return Invitation.objects.filter(project=project, status=Invitation.Status.OPEN).order_by(
        "-kind", "-asked_at", "-id"
    )


def hosts_of(project: Project) -> list[str]:
    """The names of those who run the project."""
    hosts = Membership.objects.filter(project=project, is_host=True, status=Membership.Status.ACTIVE)
    return list(hosts.order_by("member__display_name").values_list("member__display_name", flat=True))
