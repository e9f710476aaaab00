"""Taking a thought back. Thoughts are read and added on the pages of what they are about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from projects.actions.thought import take_back_thought
from projects.decorators import project_members_only
from projects.queries.thought import thoughts_in
from projects.requests import ProjectRequest


@project_members_only
def thought_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: who wrote a thought takes it back. It leads back to the page of the project where they pressed."""
    thought = get_object_or_404(thoughts_in(request.project.pk), pk=pk)
    address = request.project.address
    back = reverse("projects:detail", args=[address])
    if thought.piece_id:
        back = reverse("projects:piece-detail", args=[address, thought.piece_id])
    if request.method == "POST":
        take_back_thought(by=request.membership, pk=thought.pk)
        messages.success(request, _("Done. Your words are gone."))
        back = _asked_for(request, request.POST.get("back", "")) or back
    return redirect(back)


def _asked_for(request: ProjectRequest, path: str) -> str:
    """The page that was asked for, where it is one of this project; else nothing."""
    of_project = reverse("projects:detail", args=[request.project.address])
    fits = path.startswith(of_project) and path.isascii() and path.isprintable() and ".." not in path
    return path if fits and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""
