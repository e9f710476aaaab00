"""Pages of the demo: who one can be here, and the clock. They exist in the demo only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coproduce.demo.clock import STEPS, move_clock
from coproduce.demo.people import BY_KEY
from coproduce.demo.personas import people_here, sign_in_as
from coproduce.lib import dates
from members.decorators import demo_only

FIRST = 7  # one for each part; the others stand behind a summary


@demo_only
def demo(request: HttpRequest) -> HttpResponse:
    """The people of the demo, the way to the mail, and the time it is here."""
    people = people_here()
    clock = {"now": dates.now(), "moved": dates.offset()}
    return render(request, "demo/demo.html", {"people": people[:FIRST], "others": people[FIRST:], **clock})


@demo_only
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo people."""
    person = BY_KEY.get(request.POST.get("person", ""))
    if person is None or sign_in_as(request, person) is None:
        raise Http404
    messages.success(request, _("Done. You are here as %(name)s.") % {"name": person.name})
    return redirect("home")


@demo_only
@require_POST
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock of the demo forward."""
    step = request.POST.get("step", "")
    if step not in STEPS:
        raise Http404
    now = timezone.localtime(move_clock(step=step))
    words = date_format(now, "l j F, H:i")
    messages.success(request, _("Done. It is now %(when)s in the demo.") % {"when": words})
    return redirect("demo")
