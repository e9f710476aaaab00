"""The purpose: its words, what people say to them, how they came to be, and new words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from projects.actions.purpose import WordsChanged, say_to_purpose, write_purpose
from projects.decorators import hosts_only, project_members_only
from projects.forms.purpose import PurposeAnswerForm, PurposeWordsForm
from projects.permissions.purpose import can_say_to_purpose, can_write_purpose
from projects.queries.milestone import next_milestones
from projects.queries.purpose import purpose_page
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


def number_in(request: ProjectRequest, name: str) -> int | None:
    """A number in the address, like `?before=7`; None when there is none that could be one."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


@project_members_only
def purpose(request: ProjectRequest) -> HttpResponse:
    """The words, who says what to them, and the words before. POST: what I think of them."""
    membership = request.membership
    may_say = can_say_to_purpose(membership)
    stale = False
    form = PurposeAnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            say_to_purpose(
                by=membership,
                version_number=given["number"],
                says=given["says"],
                count_as=given["count_as"],
                words=given["words"],
                now=dates.now(),
            )
        except WordsChanged:
            stale = True
            request.project.refresh_from_db()
        else:
            messages.success(request, _("Saved. Everyone in the project sees your answer."))
            return redirect("projects:purpose", request.project.address)
    page = purpose_page(request.project, number_in(request, "before"))
    mine = page.mine(membership)
    if request.method != "POST" or stale:
        said = {"says": mine.says, "count_as": mine.count_as, "words": mine.words} if mine else {}
        typed = {"words": form.cleaned_data["words"]} if stale else {}
        form = PurposeAnswerForm(initial={"number": page.number, **said, **typed})
    context = {
        "form": form if may_say else None,
        "page": page,
        "mine": mine,
        "stale": stale,
        "may_say": may_say,
        "may_write": can_write_purpose(membership),
        "milestones": next_milestones(request.project.pk),
    }
    return render(request, "projects/purpose/detail.html", context, status=409 if stale else 200)


@hosts_only
def purpose_words(request: ProjectRequest) -> HttpResponse:
    """New words for the purpose. Somebody else's words are never lost (promise C2)."""
    project = request.project
    page = purpose_page(project)
    posted = request.POST if request.method == "POST" else None
    form = PurposeWordsForm(posted, initial={"words": project.purpose, "version": page.number})
    clash = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            write_purpose(
                by=request.membership, words=given["words"], version=given["version"], now=dates.now()
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:purpose", project.address)
    context = {"form": form, "clash": clash, "may_write": can_write_purpose(request.membership)}
    return render(request, "projects/purpose/words.html", context, status=409 if clash is not None else 200)
