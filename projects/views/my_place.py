"""My place in a project: how I am there, check-ins, what I bring, leaving."""

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from projects.actions.membership import (
    choose_check_in,
    choose_support_person,
    choose_way,
    leave_project,
    say_experience,
)
from projects.actions.skills import choose_skills
from projects.decorators import project_members_only
from projects.forms.membership import CheckInRhythmForm, ExperienceForm, WayForm
from projects.forms.task_words import SkillsForm
from projects.models import Membership, Skill
from projects.queries.people import home_organisation, people_of, support_options
from projects.queries.sign_off import wishes_of
from projects.requests import ProjectRequest

BACK = "back"  # in the address, after somebody came back: the page leads to what happened meanwhile (seed 80)


@project_members_only
def my_place(request: ProjectRequest) -> HttpResponse:
    """Where I stand here, with a way to change each thing."""
    membership = request.membership
    context = {
        "is_back": BACK in request.GET and membership.away_since and not membership.is_resting,
        "kinds": list(membership.experiences.all()),
        "skills": [Skill(skill).label for skill in membership.skills],
        "next_day": next_asked(membership, dates.now().astimezone(dates.clock_of(request.user.time_zone))),
    }
    return render(request, "projects/my_place/detail.html", context)


def next_asked(membership: Membership, local_now: datetime) -> date | None:
    """The next day on which the rhythm asks, by the member's own clock; None when it does not."""
    first = membership.check_in_from
    every = Membership.RHYTHM_DAYS.get(Membership.Rhythm(membership.check_in_rhythm))
    if first is None or not every or membership.is_resting:
        return None
    over = local_now.time() >= membership.check_in_at
    earliest = local_now.date() + timedelta(days=over)
    steps = max(0, -((first - earliest).days // every))
    return first + timedelta(days=every * steps)


@project_members_only
def way(request: ProjectRequest) -> HttpResponse:
    """Taking part, kept posted, or resting."""
    form = WayForm(
        request.POST if request.method == "POST" else None, initial={"way": request.membership.way}
    )
    if request.method == "POST" and form.is_valid():
        rested = request.membership.is_resting
        choose_way(by=request.membership, way=form.cleaned_data["way"])
        my_place_url = reverse("projects:my-place", args=[request.project.address])
        if request.membership.is_resting:
            messages.success(request, _("Saved. Rest well. We write nothing about this project."))
        elif rested:
            messages.success(request, _("Saved. It is good that you are back."))
            return redirect(f"{my_place_url}?{BACK}")
        else:
            messages.success(request, _("Saved."))
        return redirect(my_place_url)
    context = {"form": form, "wishes": [] if request.membership.is_resting else wishes_of(request.membership)}
    return render(request, "projects/my_place/way.html", context)


@project_members_only
def check_in_rhythm(request: ProjectRequest) -> HttpResponse:
    """How often I am asked how it is going, at what time, and who reads it."""
    membership = request.membership
    options = support_options(membership)
    initial = {
        "rhythm": membership.check_in_rhythm,
        "at": f"{membership.check_in_at:%H:%M}",
        "person": str(membership.support_person_id or ""),
    }
    form = CheckInRhythmForm(
        request.POST if request.method == "POST" else None, initial=initial, options=options
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choose_support_person(
            by=membership,
            person_id=given["person"],
            options=[option.member_id for option in options if option.member_id],
        )
        first_day = _first_day(membership, given["rhythm"], dates.today(request.user.time_zone))
        choose_check_in(by=membership, rhythm=given["rhythm"], first_day=first_day, at=given["at"])
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("projects:my-place", request.project.address)
    return render(request, "projects/my_place/check_in.html", {"form": form})


def _first_day(membership: Membership, rhythm: str, today: date) -> date:
    """The rhythm counts from tomorrow when it is new; an old one keeps its days."""
    if rhythm == membership.check_in_rhythm and membership.check_in_from:
        return membership.check_in_from
    return today + timedelta(days=1)


@project_members_only
def experience(request: ProjectRequest) -> HttpResponse:
    """What I bring, and who may know: kept only with an explicit yes."""
    membership = request.membership
    initial = {
        "kinds": list(membership.experiences.values_list("kind", flat=True)),
        "audience": membership.experience_audience,
    }
    form = ExperienceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        say_experience(by=membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. You can change it at any time."))
        return redirect("projects:my-place", request.project.address)
    return render(request, "projects/my_place/experience.html", {"form": form})


@project_members_only
def skills(request: ProjectRequest) -> HttpResponse:
    """What I like doing: seen by me alone, used only as a hint (seed 36)."""
    initial = {"skills": request.membership.skills}
    form = SkillsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_skills(by=request.membership, skills=form.cleaned_data["skills"])
        messages.success(request, _("Saved. Only you can see it."))
        return redirect("projects:my-place", request.project.address)
    return render(request, "projects/my_place/skills.html", {"form": form})


@project_members_only
def leave(request: ProjectRequest) -> HttpResponse:
    """Leave the project. Nobody asks why."""
    if request.method == "POST":
        leave_project(by=request.membership, now=dates.now())
        messages.success(request, _("Done. You have left the project. Thank you for what you did."))
        return redirect("home")
    hosts = people_of(request.project).hosts
    context = {
        "last_host": request.membership.is_host and len(hosts) == 1,
        "organisation": home_organisation(request.project),
    }
    return render(request, "projects/my_place/leave.html", context)
