"""Pages of a project: the list, the project itself, its words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, require
from members.decorators import signed_in
from members.models import Organisation, OrganisationRole
from members.requests import MemberRequest
from projects.actions.project import change_project
from projects.decorators import hosts_only, project_members_only
from projects.forms.fields import day_to_type
from projects.forms.project import ProjectForm
from projects.permissions.project import can_edit_project
from projects.queries.limit import limits_standing
from projects.queries.milestone import next_milestones
from projects.queries.output import outputs_shown
from projects.queries.people import home_organisation, people_of
from projects.queries.piece import plan_of
from projects.queries.project import names_in, next_tasks, places_of
from projects.queries.role import roles_on_project
from projects.queries.set_up import set_up_address
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@signed_in
def project_list(request: MemberRequest) -> HttpResponse:
    """My projects; and for people who open projects, the names of those of their organisations."""
    organisations = list(
        Organisation.objects.filter(
            roles__member=request.user, roles__role=OrganisationRole.Role.FACILITATOR
        ).distinct()
    )
    names, more = (
        names_in(organisations, but_of=request.user.pk, after=_after(request))
        if organisations
        else ([], False)
    )
    context = {
        "places": places_of(request.user.pk),
        "organisations": organisations,
        "names": names,
        "next": names[-1] if more else None,
    }
    return render(request, "projects/project/list.html", context)


def _after(request: MemberRequest) -> tuple[str, int] | None:
    name, number = request.GET.get("after", ""), request.GET.get("id", "")
    fits = number.isascii() and number.isdigit() and len(number) < 19
    return (name[:100], int(number)) if fits else None


@project_members_only
def project_detail(request: ProjectRequest) -> HttpResponse:
    """What it is for, what happens next, my place, who is here; the rest in a few words. At most twelve queries."""
    project = request.project
    people = people_of(project)
    may_edit = can_edit_project(request.membership)
    context = {
        "people": people,
        "contact": people.contact,
        "organisation": None if people.contact else home_organisation(project),
        "go_on": set_up_address(project) if may_edit else None,
        "tasks": next_tasks(project),
        "milestones": next_milestones(project.pk),
        "outputs": outputs_shown(project.pk),
        "plan": plan_of(project),
        "roles": roles_on_project(project),
        "limits": limits_standing(project),
        "may_edit": may_edit,
    }
    return render(request, "projects/project/detail.html", context)


@hosts_only
def project_edit(request: ProjectRequest) -> HttpResponse:
    """Change the words of the project. Somebody else's words are never lost (promise C2)."""
    project = request.project
    require(can_edit_project(request.membership))
    initial = {name: getattr(project, name) for name in ProjectForm.base_fields}
    initial["brief_set_on"] = day_to_type(project.brief_set_on)
    form = ProjectForm(request.POST if request.method == "POST" else None, initial=initial, zone=project.zone)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            change_project(by=request.membership, version=given.pop("version"), changes=given)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:detail", project.address)
    context = {"form": form, "clash": clash}
    return render(request, "projects/project/edit.html", context, status=409 if clash is not None else 200)
