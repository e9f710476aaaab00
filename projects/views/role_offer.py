"""Offering a role to somebody, and their yes or no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.hosting import OfferGone
from projects.actions.role_offer import end_offer, offer_role, take_offer
from projects.decorators import project_members_only
from projects.forms.role import RoleOfferForm
from projects.models import RoleOffer
from projects.permissions.role import can_add_role
from projects.queries.people import people_of
from projects.queries.role import roles_of
from projects.requests import ProjectRequest


@project_members_only
@once_per_form
def role_ask(request: ProjectRequest, pk: int) -> HttpResponse:
    """Offer a role to one person, or hand one's own on to them."""
    role = get_object_or_404(roles_of(request.project), pk=pk)
    held_by, me = role.held_by, request.membership.pk  # type: ignore[attr-defined]
    people = [
        (row.membership_id, row.name)
        for row in people_of(request.project).members
        if row.membership_id and row.membership_id not in {me, *held_by}
    ]
    hand_on = me in held_by and "hand-on" in request.GET
    form = RoleOfferForm(
        request.POST if request.method == "POST" else None,
        people=people,
        holds=me in held_by,
        initial={"hands_on": hand_on},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            offer = offer_role(
                by=request.membership, pk=role.pk, to_pk=given.pop("to"), now=dates.now(), **given
            )
        except Refused as refused:
            form.add_error("to", str(refused))
        else:
            words = _("Sent. %(name)s can say yes or no. It is fine if they do nothing.")
            messages.success(request, words % {"name": offer.to.member.display_name})
            return redirect("projects:role-detail", request.project.address, role.pk)
    context = {
        "form": form,
        "role": role,
        "people": people,
        "hand_on": hand_on,
        "may_ask": can_add_role(request.membership),
    }
    return render(request, "projects/role/ask.html", context)


@project_members_only
def role_offer_take(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take it."""
    if request.method != "POST":
        return redirect("projects:role-list", request.project.address)
    try:
        offer = take_offer(by=request.membership, pk=pk, now=dates.now())
    except OfferGone as gone:
        return _gone(request, gone)
    if offer.role_id is None:
        messages.success(request, _("Saved. You run the project now. You can stop at any time."))
    else:
        messages.success(request, _("Saved. You have this role. You can give it up at any time."))
    return _back(request, offer)


@project_members_only
def role_offer_end(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: No thank you. Or: I take back what I offered."""
    if request.method != "POST":
        return redirect("projects:role-list", request.project.address)
    try:
        offer = end_offer(by=request.membership, pk=pk)
    except OfferGone as gone:
        return _gone(request, gone)
    if offer.to_id == request.membership.pk:
        messages.success(request, _("Done. The offer is gone. Nobody asks you why."))
    else:
        messages.success(request, _("Done. You have taken the offer back."))
    return _back(request, offer)


def _gone(request: ProjectRequest, gone: OfferGone) -> HttpResponse:
    """The same page, whether it was there once or never: an offer is between two people."""
    return render(request, "projects/role/gone.html", {"reason": str(gone)}, status=404)


def _back(request: ProjectRequest, offer: RoleOffer) -> HttpResponse:
    if offer.role_id is None:
        return redirect("projects:host-powers", request.project.address)
    return redirect("projects:role-detail", request.project.address, offer.role_id)
