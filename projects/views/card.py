"""Cards for a talk between two people (seed 81)."""

from django.http import HttpResponse
from django.shortcuts import render

from projects.decorators import project_members_only
from projects.library.cards import CARDS
from projects.requests import ProjectRequest


@project_members_only
def card_list(request: ProjectRequest) -> HttpResponse:
    """The cards, to read or to print and cut out. Nothing is written down here."""
    return render(request, "projects/card/list.html", {"cards": CARDS})
