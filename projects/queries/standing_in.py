"""Reads about projects that nobody runs, and who stands in for their hosts (decision 7)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.models import Member, OrganisationRole
from projects.models import Membership, Project, ProjectOrganisation, RoleOffer

STILL_THERE = (Project.Status.OPEN, Project.Status.PAUSED)
RUNNING = Membership.objects.filter(is_host=True, status=Membership.Status.ACTIVE).exclude(
    way=Membership.Way.RESTING
)


def is_run(project_id: int) -> bool:
    """Whether somebody runs the project now, and does not rest."""
    return RUNNING.filter(project=project_id).exists()


def without_hosts() -> QuerySet[Project]:
    """Projects with people in them that nobody runs."""
    there = Membership.objects.filter(project=OuterRef("pk"), status=Membership.Status.ACTIVE)
    running = RUNNING.filter(project=OuterRef("pk"))
    return Project.objects.filter(Exists(there), ~Exists(running), status__in=STILL_THERE)


def stands_in(member: Member) -> QuerySet[Project]:
    """The projects for whose hosts this person stands in: at home where they are a contact or open projects."""
    homes = ProjectOrganisation.objects.filter(part=ProjectOrganisation.Part.HOME).filter(
        Q(organisation__support_contacts__member=member)
        | Q(
            organisation__roles__member=member,
            organisation__roles__role=OrganisationRole.Role.FACILITATOR,
        )
    )
    return Project.objects.filter(pk__in=homes.values("project"), status__in=STILL_THERE)


def offers_to_run(project_id: int) -> QuerySet[Membership]:
    """Members who offered, by themselves, to run the project: an offer from them to them."""
    own = RoleOffer.objects.filter(to=OuterRef("pk"), by=OuterRef("pk"), role__isnull=True)
    found = Membership.objects.filter(Exists(own), project=project_id, status=Membership.Status.ACTIVE)
    return found.select_related("member").order_by("member__display_name", "pk")
