"""Credits: what my part was, and how I am named."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from projects.actions.credit import say_credit, take_credit_back
from projects.decorators import project_members_only
from projects.forms.credit import CreditForm
from projects.models import Credit, Output
from projects.permissions.credit import can_say_credit
from projects.queries.people import people_of
from projects.requests import ProjectRequest
from projects.views.output import to_output


@project_members_only
def output_credit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Only I write my own credit."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    may_credit = can_say_credit(request.membership, output)
    if not may_credit:
        return render(request, "403.html", {"reason": may_credit.reason}, status=403)
    mine = Credit.objects.filter(output=output, membership=request.membership).first()
    initial = {"part": mine.part, "shown_as": mine.shown_as, "other_name": mine.other_name} if mine else {}
    posted = request.POST if request.method == "POST" else None
    form = CreditForm(
        posted, initial=initial, my_name=request.user.display_name, taken=names_of_others(request)
    )
    if request.method == "POST" and form.is_valid():
        say_credit(by=request.membership, output_pk=output.pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. You can change this at any time."))
        return to_output(request, output.pk)
    return render(request, "projects/credit/edit.html", {"form": form, "output": output, "mine": mine})


@project_members_only
def output_credit_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I am not named any more."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        take_credit_back(by=request.membership, output_pk=output.pk)
        messages.success(request, _("Done. Your part is not named any more."))
    return to_output(request, output.pk)


def names_of_others(request: ProjectRequest) -> list[str]:
    """The names of the other people in the project, which nobody else goes by."""
    return [row.name for row in people_of(request.project).members if row.member_id != request.user.pk]
