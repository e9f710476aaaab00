"""The organisations of a project: who takes part, asking one, answering for one, and how each works (seeds 2, 96)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash, require
from members.decorators import once_per_form, signed_in
from members.models import Organisation
from members.queries.organisation import roles_held
from members.requests import MemberRequest
from projects.actions.organisation import (
    CARD_WORDS,
    answer_asking,
    ask_organisation,
    end_part,
    take_back_asking,
    write_card,
)
from projects.decorators import hosts_only, project_members_only
from projects.forms.organisation import OrganisationAskForm, OrganisationCardForm
from projects.models import OrganisationAsked, OrganisationCard, ProjectOrganisation
from projects.permissions.organisation import can_write_card
from projects.permissions.project import can_edit_project
from projects.queries.organisation import (
    MOST_SHOWN,
    PAGE,
    asked_into,
    asked_of,
    is_contact,
    organisations_to_ask,
    parts_of,
    project_to_go_back_to,
    runs_a_project_with,
)
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@project_members_only
def organisations(request: ProjectRequest) -> HttpResponse:
    """Each organisation with its card "How my organisation works"; for hosts, which ones are asked."""
    may_edit = can_edit_project(request.membership)
    context = {
        "parts": parts_of(request.project, request.user),
        "asked": list(asked_into(request.project)[:PAGE]) if may_edit else [],
        "may_edit": may_edit,
        "is_host": request.membership.is_host,
    }
    return render(request, "projects/organisation/list.html", context)


@hosts_only
@once_per_form
def organisation_ask(request: ProjectRequest) -> HttpResponse:
    """Ask an organisation of this site to take part. `?name=` finds it by a part of its name."""
    require(can_edit_project(request.membership))
    name = request.GET.get("name", "").replace("\x00", "").strip()[:100]
    found = organisations_to_ask(request.project, name)
    form = OrganisationAskForm(
        request.POST if request.method == "POST" else None, organisations=found[:MOST_SHOWN]
    )
    if request.method == "POST" and form.is_valid():
        asked = ask_organisation(by=request.membership, organisation=form.organisation(), now=dates.now())
        messages.success(
            request, _("Sent. %(name)s can now say yes, or not now.") % {"name": asked.organisation.name}
        )
        return redirect("projects:organisations", request.project.address)
    context = {"form": form, "name": name, "found": bool(found), "more": len(found) > MOST_SHOWN}
    return render(request, "projects/organisation/ask.html", context)


@hosts_only
def taking_part_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: do not ask any more."""
    if request.method == "POST":
        try:
            take_back_asking(by=request.membership, pk=pk)
        except OrganisationAsked.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("Saved. They are not asked any more."))
    elif not request.project.organisations_asked.filter(pk=pk).exists():
        raise Http404
    return redirect("projects:organisations", request.project.address)


@project_members_only
def organisation_leave(request: ProjectRequest) -> HttpResponse:
    """POST: an organisation (`organisation`) does not take part any more, ended by either side."""
    if request.method == "POST":
        number = request.POST.get("organisation", "")
        fits = number.isascii() and number.isdigit() and len(number) < 19
        try:
            if not fits:
                raise ProjectOrganisation.DoesNotExist
            part = end_part(by=request.user, project_id=request.project.pk, organisation_id=int(number))
        except ProjectOrganisation.DoesNotExist:
            raise Http404 from None
        messages.success(
            request, _("Saved. %(name)s does not take part any more.") % {"name": part.organisation.name}
        )
    return redirect("projects:organisations", request.project.address)


# --- answering for an organisation --------------------------------------------------------------------------------------


@signed_in
def taking_part_list(request: MemberRequest) -> HttpResponse:
    """What asks the organisations that I lead or open projects for."""
    return render(
        request, "projects/organisation/taking_part_list.html", {"asked": list(asked_of(request.user)[:PAGE])}
    )


@signed_in
def taking_part(request: MemberRequest, pk: int) -> HttpResponse:
    """Yes, not now, or leave again: for leads and facilitators of the asked organisation. Others get 404.

    Before the yes they see the project's name and who asks, and nothing else of it.
    """
    asked = get_object_or_404(asked_of(request.user), pk=pk)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in {"yes", "not-now", "leave"}:
        try:
            _answer(request, asked, answer)
        except (OrganisationAsked.DoesNotExist, ProjectOrganisation.DoesNotExist):
            raise Http404 from None
        return redirect("projects:taking-part-list")
    return render(request, "projects/organisation/taking_part.html", {"asked": asked})


def _answer(request: MemberRequest, asked: OrganisationAsked, answer: str) -> None:
    names = {"organisation": asked.organisation.name, "project": asked.project.name}
    if answer == "leave":
        end_part(by=request.user, project_id=asked.project_id, organisation_id=asked.organisation_id)
        messages.success(
            request, _("Saved. %(organisation)s does not take part in %(project)s any more.") % names
        )
    elif answer == "yes":
        answer_asking(by=request.user, pk=asked.pk, says_yes=True)
        messages.success(request, _("Saved. %(organisation)s takes part in %(project)s.") % names)
    else:
        answer_asking(by=request.user, pk=asked.pk, says_yes=False)
        messages.success(request, _("Saved. They see that you do not take part now."))


# --- how my organisation works ------------------------------------------------------------------------------------------


@signed_in
def organisation_card(request: MemberRequest, slug: str) -> HttpResponse:
    """Its own people say how an organisation works. `?project=` is where the page came from. Strangers get 404."""
    organisation = get_object_or_404(Organisation, slug=slug)
    roles, contact = roles_held(request.user, organisation), is_contact(request.user, organisation)
    if not roles and not contact:
        raise Http404
    runs = runs_a_project_with(request.user, organisation)
    require(can_write_card(roles, is_contact=contact, runs_a_project_with_it=runs))
    back = project_to_go_back_to(request.user, organisation, request.GET.get("project", "")[:12])
    back_url = (
        reverse("projects:organisations", args=[back.address])
        if back
        else reverse("members:organisation", args=[organisation.slug])
    )
    card = OrganisationCard.objects.filter(organisation=organisation).first()
    initial = {name: getattr(card, name) for name in (*CARD_WORDS, "version")} if card else {"version": 1}
    form = OrganisationCardForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            write_card(
                by=request.user,
                organisation=organisation,
                version=given.pop("version"),
                changes=given,
                now=dates.now(),
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in your projects can read it."))
            return redirect(back_url)
    context = {
        "form": form,
        "clash": clash,
        "organisation": organisation,
        "back_to": back,
        "back_url": back_url,
    }
    return render(
        request, "projects/organisation/card.html", context, status=409 if clash is not None else 200
    )
