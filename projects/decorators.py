"""Whom a project's page is for; each also loads the person's membership."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused
from coproduce.lib.prepared import prepared
from members.decorators import View, ask_to_sign_in, for_whom
from members.models import Member, OrganisationRole
from projects.models import Membership, Project


@prepared
def _places(member: int, address: str) -> QuerySet[Membership]:
    places = Membership.objects.filter(member=member, project__address=address)
    return places.filter(status=Membership.Status.ACTIVE).select_related("project")


def membership_of(member: Member, address: str) -> Membership:
    """The member's active membership of the project at this address, with its project. Raises Http404 if none."""
    found = _places(member.pk, address)
    if not found:
        raise Http404
    found[0].member = member
    return found[0]


def _members_view(audience: str, check: Callable[[Membership], None]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @for_whom(audience)
        @wraps(view)
        def guarded(request: HttpRequest, address: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            membership = membership_of(request.user, address)
            request.membership = membership  # type: ignore[attr-defined]
            request.project = membership.project  # type: ignore[attr-defined]
            check(membership)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _host(membership: Membership) -> None:
    if not membership.is_host:
        raise Refused(_("This page is for the people who run this project. You can ask one of them."))


project_members_only = _members_view("members of the project", lambda membership: None)
project_members_only.__doc__ = (
    "For active members; gives `request.membership` and `request.project`. Others get 404."
)
hosts_only = _members_view("the people who run the project", _host)
hosts_only.__doc__ = (
    "For hosts; gives `request.membership`. Other members get the reason (403), strangers 404."
)


def project_readers(view: View) -> View:
    """For members, and leads of the project's organisations, who see the same page (decision 19).

    Gives `request.project`, and `request.membership` (None for a lead who is no member). Others get 404. A lead adds a
    second factor first, outside the demo (decision 30).
    """

    @for_whom("members of the project and leads of its organisations")
    @wraps(view)
    def guarded(request: HttpRequest, address: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        try:
            request.membership = membership_of(request.user, address)  # type: ignore[attr-defined]
            request.project = request.membership.project  # type: ignore[attr-defined]
        except Http404:
            request.membership = None  # type: ignore[attr-defined]
            request.project = _project_led_by(request.user, address)  # type: ignore[attr-defined]
            if not settings.DEMO and not request.user.authenticator_set.exists():  # type: ignore[attr-defined]
                return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded


def _project_led_by(member: Member, address: str) -> Project:
    found = Project.objects.filter(
        address=address,
        organisation_parts__organisation__roles__member=member,
        organisation_parts__organisation__roles__role=OrganisationRole.Role.LEAD,
    ).first()
    if found is None:
        raise Http404
    return found
