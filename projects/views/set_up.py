"""Opening a project in six short pages (screen S16). The first makes it; the others fill it in, in any order, at any time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import facilitators_only, once_per_form
from members.models import Member
from members.requests import MemberRequest
from projects.actions.project import Support, add_limit, change_project, name_supporters, open_project
from projects.decorators import hosts_only
from projects.forms.project import LimitForm, ProjectNameForm, PurposeForm, SupportersForm, ThanksForm
from projects.models import Membership, Supporter
from projects.queries.project import limits_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts

STEPS = ["purpose", "limits", "thanks", "support", "invite"]
LATER = "later"


@facilitators_only
@once_per_form
def project_new(request: MemberRequest) -> HttpResponse:
    """Page one: the name. The project is there from now on, and its opener runs it."""
    form = ProjectNameForm(
        request.POST if request.method == "POST" else None, organisations=request.organisations
    )
    if request.method == "POST" and form.is_valid():
        membership = open_project(
            by=request.user,
            organisation=form.organisation(),
            name=form.cleaned_data["name"],
            now=dates.now(),
        )
        return _go_on(request, membership, "name")
    return render(request, "projects/set_up/name.html", {"form": form, "step": 1, "steps": 6})


@hosts_only
@once_per_form
def set_up(request: ProjectRequest, step: str) -> HttpResponse:
    """Pages two to six; each may be saved and come back to later."""
    views = {
        "purpose": _words_step,
        "thanks": _words_step,
        "limits": _limits_step,
        "support": _support_step,
        "invite": lambda request, step: redirect("projects:invite", request.project.address),
    }
    if step not in views:
        raise Http404
    return views[step](request, step)


def _go_on(request: MemberRequest, membership: Membership, step: str) -> HttpResponse:
    """To the next page, or to the project when the rest is for later."""
    address = membership.project.address
    if LATER in request.POST:
        messages.success(request, _("Saved. You can go on with this at any time."))
        return redirect("projects:detail", address)
    last = step == "support"
    messages.success(
        request, _("Saved. This is the last page. You can also invite later.") if last else _("Saved.")
    )
    return redirect("projects:set-up", address, STEPS[STEPS.index(step) + 1 if step in STEPS else 0])


def _page(
    request: ProjectRequest, step: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    place = STEPS.index(step) + 2
    return render(
        request, f"projects/set_up/{step}.html", {**context, "step": place, "steps": 6}, status=status
    )


def _words_step(request: ProjectRequest, step: str) -> HttpResponse:
    made = PurposeForm if step == "purpose" else ThanksForm
    initial = {name: getattr(request.project, name) for name in made.base_fields}
    form = made(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            change_project(by=request.membership, version=given.pop("version"), changes=given)
        except Clash as theirs:
            return _page(
                request,
                step,
                {"form": form, "clash": with_both_texts(form, theirs)},
                status=409,
            )
        return _go_on(request, request.membership, step)
    return _page(request, step, {"form": form})


def _limits_step(request: ProjectRequest, step: str) -> HttpResponse:
    """One limit at a time; an empty form goes on."""
    limits = list(limits_of(request.project))
    nothing_typed = not any(
        request.POST.get(name, "").strip() for name in ("what", "whose_rule", "why", "until")
    )
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
