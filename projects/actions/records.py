"""The counts that stand on a project's row, so that no page counts live."""

from django.db.models import F

from coproduce.lib.answers import Refused
from projects.models import Project
from projects.permissions.project import why_closed


def note_change(
    *,
    project_id: int,
    people: int = 0,
    open_tasks: int = 0,
    done_tasks: int = 0,
    also_when_closed: bool = False,
) -> None:
    """Something that is counted about a project changed: its records version grows, and its counts by so much.

    This is also where a change meets somebody who pauses or ends the project at the same moment: whoever comes second
    waits for the project's row here and then finds it closed. `also_when_closed` is for what stays possible then,
    like leaving. Raises Refused for a project that is paused or has ended; everything before is undone with it.
    """
    found = Project.objects.filter(pk=project_id)
    going_on = found if also_when_closed else found.filter(status=Project.Status.OPEN)
    changed = going_on.update(
        records_version=F("records_version") + 1,
        people_count=F("people_count") + people,
        open_task_count=F("open_task_count") + open_tasks,
        done_task_count=F("done_task_count") + done_tasks,
    )
    if not changed and (status := found.values_list("status", flat=True).first()):
        raise Refused(why_closed(status))
