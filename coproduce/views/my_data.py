"""What we hold about a member: to see, to take along, and to have removed."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.privacy import erase_person, export_person
from members.decorators import recently_proved, signed_in
from members.queries.audit import who_looked_at
from members.requests import MemberRequest


@signed_in
def my_data(request: MemberRequest) -> HttpResponse:
    """What we hold, who looked at it, and what the member may ask for."""
    return render(request, "members/data/data.html", {"looked": who_looked_at(request.user)})


@signed_in
@recently_proved
def my_data_take(request: MemberRequest) -> HttpResponse:
    """A page with one button; pressing it gives the file. Nothing is kept here for it."""
    if request.method != "POST":
        return render(request, "members/data/take.html")
    words = json.dumps(export_person(request.user), default=str, ensure_ascii=False, indent=2)
    response = HttpResponse(words, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="my-details-{dates.today(request.user.time_zone)}.json"'
    )
    return response


@signed_in
@recently_proved
def my_data_remove(request: MemberRequest) -> HttpResponse:
    """Say what is removed and what stays, then remove it. This cannot be undone."""
    if request.method != "POST":
        return render(request, "members/data/remove.html")
    erase_person(request.user, by=request.user)
    logout(request)
    messages.success(request, _("Done. We have removed what we held about you. Thank you for all you did."))
    return redirect("front")
