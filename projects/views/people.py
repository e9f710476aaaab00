"""The people of a project: names, and what each chose to share."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from members.models import PrivateReading
from projects.actions.reading import record_readings
from projects.decorators import project_members_only
from projects.models import Experience, Membership
from projects.permissions.membership import can_offer_hosting
from projects.queries.need import needs_of
from projects.queries.people import home_organisation, people_of
from projects.requests import ProjectRequest


@project_members_only
def people(request: ProjectRequest) -> HttpResponse:
    """Names in the order of the alphabet, no titles; and in plain words what those who run the project can do."""
    context = {"people": people_of(request.project), "organisation": home_organisation(request.project)}
    return render(request, "projects/people/list.html", context)


@project_members_only
def person(request: ProjectRequest, pk: int) -> HttpResponse:
    """One person: their name and what they chose to share with this reader."""
    them = get_object_or_404(
        Membership.objects.select_related("member", "project").annotate(
            kinds=ArraySubquery(
                Experience.objects.filter(membership=OuterRef("pk")).order_by("pk").values("kind")
            )
        ),
        pk=pk,
        project=request.project,
        status=Membership.Status.ACTIVE,
    )
    needs = [] if them.pk == request.membership.pk else needs_of(them, request.membership)
    if needs:
        record_readings(reader=request.user, about_ids=[them.member_id], what=PrivateReading.What.NEEDS)
    roles = them.roles_held.select_related("role").order_by("role__name")
    context = {
        "them": them,
        "needs": needs,
        "kinds": experience_shown(request.membership, them),
        "roles": [held.role for held in roles],
        "may_offer_hosting": can_offer_hosting(request.membership, them),
        "supports": them.support_person_id == request.user.pk,
    }
    return render(request, "projects/people/detail.html", context)


def experience_shown(reader: Membership, them: Membership) -> list[str]:
    """The kinds of experience that somebody, loaded with `kinds`, shows to this reader (decision 9)."""
    audience = Membership.ExperienceAudience
    shown = them.experience_audience == audience.PROJECT or (
        them.experience_audience == audience.HOSTS and reader.is_host
    )
    if not shown:
        return []
    return [str(Experience.Kind(kind).label) for kind in them.kinds]  # type: ignore[attr-defined]
