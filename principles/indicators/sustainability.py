"""Sustainability: parts played by people who do not run the project, and tasks that teach (seeds 74, 126, 139)."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator, Record
from principles.indicators.tasks import count_tasks, live_tasks, task_records
from projects.models import Membership, Project, Task, TaskRole, TaskRoleHolder

TEACHES = Q(kind=Task.Kind.TEACHING)


def _played_by_members() -> Exists:
    return Exists(
        TaskRoleHolder.objects.filter(
            role=OuterRef("pk"), membership__is_host=False, membership__status=Membership.Status.ACTIVE
        )
    )


def count_roles(projects: Sequence[int]) -> Iterable[Counted]:
    """Parts played by somebody who does not run the project, of all parts of each project."""
    rows = TaskRole.objects.filter(project__in=projects).annotate(played=_played_by_members())
    counted = rows.values_list("project_id").annotate(
        done=Count("pk", filter=Q(played=True)), out_of=Count("pk")
    )
    return [Counted(project, done, out_of) for project, done, out_of in counted.order_by()]


def count_teaching(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks in which somebody teaches or learns. A project needs none to be a good one, so it has no "of"."""
    return count_tasks(projects, TEACHES, out_of=live_tasks().filter(TEACHES))


def role_records(project: Project) -> list[Record]:
    """The parts there are; who plays them stands on their own pages."""
    roles = TaskRole.objects.filter(project=project).annotate(played=_played_by_members())
    return [
        Record(role.name, ("projects:role-detail", project.address, str(role.pk)), done=role.played)
        for role in roles.order_by("-played", "name", "pk")
    ]


INDICATORS = (
    Indicator(
        slug="roles-held",
        principle="sustainability",
        words=_("Parts played by people who do not run the project: %(done)s of %(out_of)s."),
        none_yet=_("No parts to play are written down yet."),
        count=count_roles,
        records=role_records,
    ),
    Indicator(
        slug="task-teaching",
        principle="sustainability",
        words=_("Tasks where people teach or learn: %(done)s."),
        none_yet=_("No task is about teaching or learning yet."),
        count=count_teaching,
        records=task_records(TEACHES, only_done=True),
    ),
)
