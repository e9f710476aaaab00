"""How a group works together: what it means by coproduction, and its ground rules (seeds 7, 12)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.agreement import change_agreement, confirm_agreement, take_back_confirmation
from projects.actions.thought import add_thought
from projects.decorators import project_members_only
from projects.forms.agreement import AgreementForm
from projects.forms.fields import LARGEST, day_to_type
from projects.forms.thought import ThoughtForm
from projects.models import Agreement
from projects.permissions.agreement import can_change_agreement, can_confirm_agreement
from projects.permissions.thought import can_add_thought
from projects.queries.agreement import agreement_of, agreements_shown, confirmed
from projects.queries.thought import page_asked, thoughts_about
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@project_members_only
def agreements(request: ProjectRequest) -> HttpResponse:
    """All about how the group works together, on one page of links."""
    written = {each.kind for each in agreements_shown(request.project.pk)}
    rows = [(kind.value, kind.label, kind.value in written) for kind in Agreement.Kind]
    return render(request, "projects/agreement/list.html", {"rows": rows})


def _kind(kind: str) -> Agreement.Kind:
    if kind not in Agreement.Kind.values:
        raise Http404
    return Agreement.Kind(kind)


@project_members_only
def agreement(request: ProjectRequest, kind: str) -> HttpResponse:
    """The words, who goes along with them, and what people think."""
    return _page(request, _kind(kind))


def _page(
    request: ProjectRequest, kind: Agreement.Kind, form: ThoughtForm | None = None, *, moved: bool = False
) -> HttpResponse:
    found = agreement_of(request.project, kind)
    who = confirmed(found, request.membership) if found else None
    context: dict[str, Any] = {
        "kind": kind.value,
        "name": kind.label,
        "agreement": found,
        "moved": moved,
        "confirmed": who,
        "look_again": bool(
            found and found.review_on and found.review_on <= dates.today(request.project.zone)
        ),
        "may_change": can_change_agreement(request.membership),
        "may_confirm": can_confirm_agreement(
            request.membership, found, confirmed=bool(who and who.by_reader)
        ),
        "may_think": can_add_thought(request.membership, request.project.pk),
        "form": form or ThoughtForm(),
    }
    if found:
        page = page_asked(request.GET.get("thoughts", ""))
        context["thoughts"] = thoughts_about(found, request.membership, page)
    return render(request, "projects/agreement/detail.html", context, status=409 if moved else 200)


@project_members_only
def agreement_edit(request: ProjectRequest, kind: str) -> HttpResponse:
    """Any member writes the words, or changes them. Somebody else's words are never lost (promise C2)."""
    which = _kind(kind)
    found = Agreement.objects.filter(project=request.project, kind=which).first()
    initial = {
        "words": found.words if found else "",
        "review_on": day_to_type(found.review_on) if found else "",
        "version": found.version if found else 1,
    }
    posted = request.POST if request.method == "POST" else None
    form = AgreementForm(posted, initial=initial, kind=which, zone=request.project.zone)
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            change_agreement(by=request.membership, kind=which, now=dates.now(), **form.cleaned_data)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees these words."))
            return _to_page(request, which)
    context = {
        "form": form,
        "clash": clash,
        "kind": which.value,
        "name": which.label,
        "agreement": found if found and found.words else None,
        "may_change": can_change_agreement(request.membership),
    }
    return render(request, "projects/agreement/edit.html", context, status=409 if clash is not None else 200)


def _to_page(request: ProjectRequest, kind: Agreement.Kind) -> HttpResponse:
    return redirect("projects:agreement", request.project.address, kind.value)


@project_members_only
def agreement_confirm(request: ProjectRequest, kind: str) -> HttpResponse:
    """POST: I go along with this. When the words changed since the page was opened, it shows the new ones."""
    which = _kind(kind)
    if request.method == "POST":
        version = request.POST.get("version", "")
        fits = version.isascii() and version.isdigit() and len(version) < 11 and int(version) <= LARGEST
        try:
            confirm_agreement(
                by=request.membership, kind=which, version=int(version) if fits else 0, now=dates.now()
            )
        except Clash:
            return _page(request, which, moved=True)
        messages.success(request, _("Saved. You go along with this. The project sees your name."))
    return _to_page(request, which)


@project_members_only
def agreement_take_back(request: ProjectRequest, kind: str) -> HttpResponse:
    """POST: I do not go along with this any more."""
    which = _kind(kind)
    if request.method == "POST":
        take_back_confirmation(by=request.membership, kind=which)
        messages.success(request, _("Done. Your name is not there any more."))
    return _to_page(request, which)


@project_members_only
@once_per_form
def agreement_thought(request: ProjectRequest, kind: str) -> HttpResponse:
    """POST: a thought beside the words, by name or without."""
    which = _kind(kind)
    found = agreement_of(request.project, which)
    if request.method != "POST" or found is None:
        return _to_page(request, which)
    form = ThoughtForm(request.POST)
    if not form.is_valid():
        return _page(request, which, form)
    add_thought(by=request.membership, about=found, now=dates.now(), **form.cleaned_data)
    messages.success(request, _("Saved. Everyone in the project can read it."))
    return _to_page(request, which)
