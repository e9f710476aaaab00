"""From being made to finished: asking for a read-through, reading, finishing, opening it again (seed 59)."""

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form
from projects.actions.read_through import (
    NewerWords,
    ask_for_reading,
    finish_output,
    read_through,
    reopen_output,
)
from projects.decorators import project_members_only
from projects.forms.output import YES, ReadThroughForm
from projects.models import Output
from projects.permissions.output import can_read_through
from projects.requests import ProjectRequest
from projects.views.output import to_output


@project_members_only
def output_ask(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: ask for a read-through."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        asked = ask_for_reading(by=request.membership, pk=output.pk, now=dates.now())
        if asked.thread_holder_id:
            messages.success(request, _("Sent. The person who holds the thread can read it through now."))
        else:
            messages.success(
                request, _("Saved. Nobody holds the thread, so anyone here can read it through.")
            )
    return to_output(request, output.pk)


@project_members_only
@once_per_form
def output_read(request: ProjectRequest, pk: int) -> HttpResponse:
    """It holds together, or what would help first. If somebody added a version meanwhile, it is read too."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    may_read = can_read_through(request.membership, output)
    if not may_read:
        return render(request, "403.html", {"reason": may_read.reason}, status=403)
    seen = output.versions.aggregate(newest=Max("pk"))["newest"] or 0
    form = ReadThroughForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    stale = False
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        holds = given.pop("holds") == YES
        try:
            read_through(by=request.membership, pk=output.pk, holds_together=holds, now=dates.now(), **given)
        except NewerWords as newer:
            stale = True
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["seen"] = str(newer.newest)  # type: ignore[index]
            form.add_error("holds", str(newer))
        else:
            messages.success(request, _after_reading(holds_together=holds))
            return to_output(request, output.pk)
    context = {"form": form, "output": output}
    return render(request, "projects/output/read.html", context, status=409 if stale else 200)


def _after_reading(*, holds_together: bool) -> str:
    if holds_together:
        return _("Saved. The group can say that it is finished. Thank you for reading.")
    return _("Saved. The group sees what would help. Thank you for reading.")


@project_members_only
def output_finish(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: it is finished."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        finish_output(by=request.membership, pk=output.pk, now=dates.now())
        messages.success(request, _("Done. It is finished. Well done, all of you."))
    return to_output(request, output.pk)


@project_members_only
def output_reopen(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: go on making it."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        reopen_output(by=request.membership, pk=output.pk)
        messages.success(request, _("Saved. You can all go on making it."))
    return to_output(request, output.pk)
