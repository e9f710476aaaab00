"""Opening a project in six short pages (screen S16). The first makes it; the others fill it in, in any order, at any time."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused, require
from members.decorators import facilitators_only, once_per_form
from members.models import Member
from members.requests import MemberRequest
from projects.actions.invitation import invite_person, usual_last_day
from projects.actions.limit import add_limit
from projects.actions.project import (
    Support,
    change_project,
    go_on_setting_up,
    name_supporters,
    open_project,
)
from projects.decorators import hosts_only
from projects.forms.fields import day_to_type
from projects.forms.invitation import InviteForm
from projects.forms.limit import LimitForm
from projects.forms.set_up import ProjectNameForm, PurposeForm, SupportersForm, ThanksForm
from projects.library.templates import template_of
from projects.models import Membership, Project, Supporter
from projects.permissions.project import can_edit_project
from projects.queries.limit import limits_standing
from projects.queries.set_up import PAGES, STEPS, page_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.invitation import A_YEAR

LATER, SKIP = "later", "skip"


@facilitators_only
@once_per_form
def project_new(request: MemberRequest) -> HttpResponse:
    """Page one: the name and the kind. The project is there from now on, and its opener runs it."""
    form = ProjectNameForm(
        request.POST if request.method == "POST" else None, organisations=request.organisations
    )
    if request.method == "POST" and form.is_valid():
        membership = open_project(
            by=request.user,
            organisation=form.organisation(),
            name=form.cleaned_data["name"],
            template=form.cleaned_data["template"],
            now=dates.now(),
        )
        if LATER in request.POST:
            return _come_back_later(request, membership.project)
        messages.success(request, _("Saved."))
        return redirect("projects:set-up", membership.project.address, STEPS[0])
    return render(request, "projects/set_up/name.html", {"form": form, "step": 1, "steps": PAGES})


@hosts_only
@once_per_form
def set_up(request: ProjectRequest, step: str) -> HttpResponse:
    """Pages two to six; each may be saved and come back to later, and opened again when all is done (seed 8)."""
    views = {
        "purpose": _purpose_step,
        "limits": _limits_step,
        "thanks": _thanks_step,
        "support": _support_step,
        "invite": _invite_step,
    }
    if step not in views:
        raise Http404
    require(can_edit_project(request.membership))
    return views[step](request, step)


def _come_back_later(request: MemberRequest, project: Project) -> HttpResponse:
    messages.success(request, _("Saved. You can go on with this at any time."))
    return redirect("projects:detail", project.address)


def _go_on(request: ProjectRequest, membership: Membership, step: str) -> HttpResponse:
    """To the next page; to the project when the rest is for later, or done."""
    project, page = membership.project, page_of(step)
    if project.set_up_page is None:
        messages.success(request, _("Saved."))
        return redirect("projects:detail", project.address)
    if LATER in request.POST:
        go_on_setting_up(by=membership, page=page)
        return _come_back_later(request, project)
    go_on_setting_up(by=membership, page=page + 1)
    last = step == "support"
    messages.success(request, _("Saved. This is the last page.") if last else _("Saved."))
    return redirect("projects:set-up", project.address, STEPS[STEPS.index(step) + 1])


def _page(request: ProjectRequest, step: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    place = STEPS.index(step)
    whole = {
        **context,
        "step": page_of(step),
        "page_before": STEPS[place - 1] if place else "",
        "steps": PAGES,
        "is_done": request.project.set_up_page is None,
    }
    return render(request, f"projects/set_up/{step}.html", whole, status=status)


def _words_step(request: ProjectRequest, step: str, form: PurposeForm | ThanksForm) -> HttpResponse:
    if request.method != "POST" or not form.is_valid():
        return _page(request, step, {"form": form})
    given = dict(form.cleaned_data)
    try:
        change_project(by=request.membership, version=given.pop("version"), changes=given)
    except Clash as theirs:
        return _page(request, step, {"form": form, "clash": with_both_texts(form, theirs)}, status=409)
    return _go_on(request, request.membership, step)


def _purpose_step(request: ProjectRequest, step: str) -> HttpResponse:
    """What it is for and what it makes; the template's words stand in an empty box as a suggestion."""
    project = request.project
    suggested = template_of(project.template).what_it_makes if project.set_up_page is not None else ""
    initial = {
        "version": project.version,
        "purpose": project.purpose,
        "what_it_makes": project.what_it_makes or str(suggested),
        "brief_set_on": day_to_type(project.brief_set_on),
        "brief_set_by": project.brief_set_by,
    }
    posted = request.POST if request.method == "POST" else None
    form = PurposeForm(posted, initial=initial, zone=project.zone, for_later=LATER in request.POST)
    return _words_step(request, step, form)


def _thanks_step(request: ProjectRequest, step: str) -> HttpResponse:
    project = request.project
    initial = {name: getattr(project, name) for name in ThanksForm.base_fields}
    form = ThanksForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        with_meeting_before=template_of(project.template).needs_meeting_before or bool(project.meet_before),
    )
    return _words_step(request, step, form)


def _limits_step(request: ProjectRequest, step: str) -> HttpResponse:
    """One limit at a time; an empty form goes on."""
    limits = limits_standing(request.project)
    boxes = ("what", "whose_rule", "why", "who_can_change", "until")
    nothing_typed = not any(request.POST.get(name, "").strip() for name in boxes)
    if request.method == "POST" and nothing_typed and "another" not in request.POST:
        return _go_on(request, request.membership, step)
    form = LimitForm(request.POST if request.method == "POST" else None, zone=request.project.zone)
    if request.method == "POST" and form.is_valid():
        add_limit(by=request.membership, now=dates.now(), **form.cleaned_data)
        if "another" not in request.POST:
            return _go_on(request, request.membership, step)
        messages.success(request, _("Saved. You can add another one."))
        return redirect("projects:set-up", request.project.address, step)
    return _page(request, step, {"form": form, "limits": limits})


def _support_step(request: ProjectRequest, step: str) -> HttpResponse:
    people = _who_may_support(request.membership)
    named = list(Supporter.objects.filter(project=request.project).order_by("pk")[:2])
    initial = {
        f"{name}_{place}": value
        for place, supporter in enumerate(named, start=1)
        for name, value in (
            ("person", str(supporter.member_id)),
            ("hours", supporter.hours),
            ("phone", supporter.phone),
        )
    }
    form = SupportersForm(request.POST if request.method == "POST" else None, initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        supporters = [Support(member, hours, phone) for member, hours, phone in form.chosen()]
        name_supporters(by=request.membership, supporters=supporters)
        return _go_on(request, request.membership, step)
    return _page(request, step, {"form": form})


def _invite_step(request: ProjectRequest, step: str) -> HttpResponse:
    """Invite the first person, or people later: both finish setting up. Whoever does neither goes on here another day."""
    project, now = request.project, dates.now()
    if project.set_up_page is None:
        return redirect("projects:invite", project.address)
    if SKIP in request.POST:
        go_on_setting_up(by=request.membership, page=None)
        messages.success(request, _("Done. The project is set up. You can invite people at any time."))
        return redirect("projects:detail", project.address)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        zone=project.zone,
        latest=dates.today(project.zone) + A_YEAR,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["valid_until"] = given["valid_until"] or usual_last_day(zone=project.zone, now=now)
        try:
            invite_person(by=request.membership, now=now, **given)
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            go_on_setting_up(by=request.membership, page=None)
            messages.success(request, _("Sent. They get an email with a link that works once."))
            return redirect("projects:invite", project.address)
    return _page(request, step, {"form": form})


def _who_may_support(membership: Membership) -> list[tuple[int, str]]:
    """People of the project, and those who work with its organisations, by name."""
    project = membership.project_id
    found = Member.objects.filter(
        memberships__project=project, memberships__status=Membership.Status.ACTIVE
    ).union(
        Member.objects.filter(
            organisation_roles__organisation__project_parts__project=project, is_active=True
        ),
        Member.objects.filter(support_offered__organisation__project_parts__project=project, is_active=True),
    )
    return sorted(((each.pk, each.display_name) for each in found), key=lambda each: each[1].casefold())
