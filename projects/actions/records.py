"""The counts that stand on a project's row, so that no page counts live."""

from django.db.models import F

from projects.models import Project


def note_change(*, project_id: int, people: int = 0, open_tasks: int = 0, done_tasks: int = 0) -> None:
    """Something that is counted about a project changed: its records version grows, and its counts by so much."""
    Project.objects.filter(pk=project_id).update(
        records_version=F("records_version") + 1,
        people_count=F("people_count") + people,
        open_task_count=F("open_task_count") + open_tasks,
        done_task_count=F("done_task_count") + done_tasks,
    )
