"""An organisation's page for its own people: who does what, and whom to call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.actions.code import was_proved_lately
from members.actions.organisation import appoint, appoint_support_contact, end_role, end_support_contact
from members.decorators import recently_proved, second_factor_first, signed_in
from members.forms.organisation import FacilitatorForm, SupportContactForm
from members.models import Organisation, OrganisationRole, SupportContact
from members.permissions.organisation import can_appoint, can_see_organisation
from members.queries.organisation import roles_held
from members.requests import MemberRequest

Role = OrganisationRole.Role


@signed_in
def organisation(request: MemberRequest, slug: str) -> HttpResponse:
    """Who leads, who opens projects, whom people can talk to, and the contact outside every project."""
    return _page(request, _organisation_for(request, slug))


@second_factor_first
@signed_in
@recently_proved
def organisation_appoint(request: MemberRequest, slug: str) -> HttpResponse:
    """POST: somebody opens projects (`part` is "facilitator") or can be talked to ("contact")."""
    place = _organisation_for(request, slug)
    if request.method != "POST":
        return redirect("members:organisation", slug=slug)
    if request.POST.get("part") == "contact":
        contact_form = SupportContactForm(request.POST, prefix="contact")
        if not contact_form.is_valid():
            return _page(request, place, contact_form=contact_form)
        contact, _new = appoint_support_contact(
            organisation=place, by=request.user, now=dates.now(), **contact_form.cleaned_data
        )
        messages.success(request, _("Saved. People can talk to %(name)s.") % {"name": contact.name})
        return redirect("members:organisation", slug=slug)
    form = FacilitatorForm(request.POST, prefix="facilitator")
    if not form.is_valid():
        return _page(request, place, facilitator_form=form)
    appoint(organisation=place, role=Role.FACILITATOR, by=request.user, now=dates.now(), **form.cleaned_data)
    messages.success(request, _("Saved. %(name)s can open projects.") % {"name": form.cleaned_data["name"]})
    return redirect("members:organisation", slug=slug)


@second_factor_first
@signed_in
@recently_proved
def organisation_end(request: MemberRequest, slug: str) -> HttpResponse:
    """POST: somebody does this no more (`role` or `contact` says which line)."""
    place = _organisation_for(request, slug)
    if request.method == "POST":
        try:
            if "role" in request.POST:
                ended = end_role(pk=_number(request, "role"), organisation=place, by=request.user)
                name = ended.member.display_name
            else:
                name = end_support_contact(
                    pk=_number(request, "contact"), organisation=place, by=request.user
                ).name
        except (OrganisationRole.DoesNotExist, SupportContact.DoesNotExist):
            raise Http404 from None
        messages.success(request, _("Saved. %(name)s does not do this any more.") % {"name": name})
    return redirect("members:organisation", slug=slug)


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Http404
    return int(given)


def _organisation_for(request: MemberRequest, slug: str) -> Organisation:
    """The organisation, for its own people. Raises Http404 for others."""
    place = get_object_or_404(Organisation, slug=slug)
    is_contact = SupportContact.objects.filter(organisation=place, member=request.user).exists()
    if not can_see_organisation(roles_held(request.user, place), is_contact=is_contact):
        raise Http404
    return place


def _page(
    request: MemberRequest,
    place: Organisation,
    facilitator_form: FacilitatorForm | None = None,
    contact_form: SupportContactForm | None = None,
) -> HttpResponse:
    roles = list(place.roles.select_related("member").order_by("member__display_name"))
    mine = {held.role for held in roles if held.member_id == request.user.pk}
    may_appoint = can_appoint(mine)
    forms = [
        facilitator_form or FacilitatorForm(prefix="facilitator"),
        contact_form or SupportContactForm(prefix="contact"),
    ]
    context = {
        "organisation": place,
        "leads": [held for held in roles if held.role == Role.LEAD],
        "facilitators": [held for held in roles if held.role == Role.FACILITATOR],
        "contacts": list(place.support_contacts.select_related("member")),
        "may_appoint": may_appoint,
        "may_write_card": bool(mine),
        "is_proved": bool(may_appoint) and was_proved_lately(request=request),
        "facilitator_form": forms[0],
        "contact_form": forms[1],
        "forms": forms,
    }
    return render(request, "members/organisation/detail.html", context)
