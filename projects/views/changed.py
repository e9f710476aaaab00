"""What somebody reads whose page was older than the task: what is so now, kindly, and where to go on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from coproduce.lib.answers import Refused
from projects.actions.task_claim import PlaceGone
from projects.forms.task_hold import PartForm
from projects.models import Task
from projects.requests import ProjectRequest

View = Callable[..., HttpResponse]


def kind_when_changed(view: View) -> View:
    """For views about a task: a refusal becomes a page that says what is so now. The view sets `request.about_task`."""

    @wraps(view)
    def guarded(request: ProjectRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PlaceGone as gone:
            context = {"task": request.about_task, **what_is_free(gone)}  # type: ignore[attr-defined]
            return render(request, "projects/task/gone.html", context, status=409)
        except Refused as refused:
            context = {"reason": str(refused), **as_it_is(request.about_task)}  # type: ignore[attr-defined]
            return render(request, "projects/task/changed.html", context, status=409)

    return guarded


def what_is_free(gone: PlaceGone) -> dict[str, Any]:
    """Who has what somebody wanted, and the parts that are still free to choose from."""
    form = PartForm(parts=gone.parts) if gone.parts else None
    return {"names": gone.names, "part": gone.part, "part_form": form, "reason": str(gone)}


def as_it_is(task: Task) -> dict[str, Any]:
    """The task as it is now, with the names of those who have it or did it."""
    fresh = Task.objects.select_related("project").get(pk=task.pk)
    held = fresh.places.filter(holder__isnull=False).order_by("holder__member__display_name")
    return {"task": fresh, "names": list(held.values_list("holder__member__display_name", flat=True))}
