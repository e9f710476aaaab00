"""What happened in a project since a day, for somebody who was away or is new (seed 80). It names nobody.

Read from the days that stand on the things themselves: there is no history of what people did, and none of who did not.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import CharField, DateTimeField, F, Max, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from coproduce.lib.prepared import prepared
from projects.models import (
    Agreement,
    DecisionRight,
    DecisionRightUse,
    Given,
    Milestone,
    OrganisationAsked,
    Output,
    OutputVersion,
    Piece,
    Project,
    ProjectOrganisation,
    PurposeVersion,
    Task,
    Unknown,
)

PAGE = 50
COLUMNS = ("of_kind", "happened_at", "told", "about")
Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of thing that happens: in which group of the page it stands, in which words, and the name of its page."""

    group: str
    words: Words
    page: str
    page_has_pk: bool = False
    title: Words = ""  # instead of the thing's own words
    is_day: bool = False  # its day is a date, not a moment

    @property
    def route(self) -> str:
        """The name of the address."""
        return f"projects:{self.page}"


GROUPS: dict[str, Words] = {
    "project": _("The project"),
    "purpose": _("What we are here for"),
    "plan": _("Our plan"),
    "tasks": _("Tasks"),
    "outputs": _("What we make"),
    "limits": _("Limits, and what we found out"),
    "rights": _("Who decides"),
}
KINDS: dict[str, Kind] = {
    "opened": Kind("project", _("Opened."), "detail"),
    "paused": Kind("project", _("Paused."), "ending"),
    "ended": Kind("project", _("It has ended."), "ending"),
    "organisation": Kind("project", _("It was asked to take part, and does."), "organisations"),
    "purpose": Kind("purpose", _("New words."), "purpose", title=_("Our purpose")),
    "purpose-agreed": Kind("purpose", _("Agreed."), "purpose", title=_("Our purpose")),
    "meaning": Kind("purpose", _("New words."), "agreements", title=_("What we mean by it")),
    "rules": Kind("purpose", _("New words."), "agreements", title=_("Our ground rules")),
    "piece": Kind("plan", _("A new question."), "piece-detail", page_has_pk=True),
    "piece-agreed": Kind("plan", _("Agreed."), "piece-detail", page_has_pk=True),
    "milestone": Kind("plan", _("Reached."), "milestone-list"),
    "task": Kind("tasks", _("New."), "task-detail", page_has_pk=True),
    "task-done": Kind("tasks", _("Done."), "task-detail", page_has_pk=True),
    "output": Kind("outputs", _("New."), "output-detail", page_has_pk=True),
    "version": Kind("outputs", _("A new version."), "output-detail", page_has_pk=True),
    "finished": Kind("outputs", _("Finished."), "output-detail", page_has_pk=True),
    "limit": Kind("limits", _("A new limit."), "limits"),
    "limit-lifted": Kind("limits", _("Does not stand any more."), "limits"),
    "limit-over": Kind("limits", _("The last day of this limit."), "limits", is_day=True),
    "unknown": Kind("limits", _("We do not know it yet."), "not-known"),
    "found": Kind("limits", _("Found out."), "not-known"),
    "right": Kind("rights", _("Agreed."), "right-detail", page_has_pk=True),
    "right-ended": Kind("rights", _("Ended."), "right-detail", page_has_pk=True),
    "right-over": Kind("rights", _("Its last day."), "right-detail", page_has_pk=True, is_day=True),
    "right-used": Kind("rights", _("Decided or stopped."), "right-detail", page_has_pk=True),
}


@dataclass(frozen=True)
class Source:
    """Where the lines of one kind come from: the rows of a project, their day, their words, the number of their page.

    `newest_of`: several rows of that one thing are one line, with the newest day.
    """

    kind: str
    model: type[Model]
    at: str
    told: str = ""
    about: str = "pk"
    project: str = "project"
    which: Q = field(default_factory=Q)
    newest_of: str = ""


TAKES_PART = Q(
    organisation__project_parts__project=F("project"),
    organisation__project_parts__part=ProjectOrganisation.Part.TAKES_PART,
)
RIGHT = DecisionRight.Status
# What went on to be done, found, agreed or finished stands once, as that. What was called off does not stand at all.
SOURCES = (
    Source("opened", Project, "opened_at", "name", project="pk"),
    Source("paused", Project, "paused_at", "name", project="pk", which=Q(status=Project.Status.PAUSED)),
    Source("ended", Project, "ended_at", "name", project="pk"),
    Source("organisation", OrganisationAsked, "asked_at", "organisation__name", which=TAKES_PART),
    Source("purpose", PurposeVersion, "written_at", which=Q(agreed_at__isnull=True)),
    Source("purpose-agreed", PurposeVersion, "agreed_at"),
    *(Source(kind.value, Agreement, "changed_at", which=Q(kind=kind) & ~Q(words="")) for kind in Agreement.Kind),
    Source("piece", Piece, "added_at", "question", which=Q(group=Piece.Group.OURS, agreed_at__isnull=True)),
    Source("piece-agreed", Piece, "agreed_at", "question"),
    Source("milestone", Milestone, "reached_at", "what"),
    Source("task", Task, "added_at", "title", which=Q(ended_at__isnull=True)),
    Source("task-done", Task, "ended_at", "title", which=Q(status=Task.Status.DONE)),
    Source("output", Output, "added_at", "title", which=Q(finished_at__isnull=True)),
    Source("version", OutputVersion, "made_at", "output__title", project="output__project", newest_of="output"),
    Source("finished", Output, "finished_at", "title"),
    Source("limit", Given, "added_at", "what", which=Q(lifted_at=None)),
    Source("limit-lifted", Given, "lifted_at", "what"),
    Source("limit-over", Given, "until", "what", which=Q(lifted_at=None)),
    Source("unknown", Unknown, "added_at", "what", which=Q(found="")),
    Source("found", Unknown, "found_at", "what"),
    Source("right", DecisionRight, "agreed_at", "scope", project="role__project", which=~Q(status=RIGHT.ENDED)),
    Source("right-ended", DecisionRight, "ended_at", "scope", project="role__project", which=Q(agreed_at__isnull=False)),
    Source("right-over", DecisionRight, "ends_on", "scope", project="role__project", which=Q(status=RIGHT.AGREED)),
    Source("right-used", DecisionRightUse, "used_at", "what", about="right", project="right__role__project"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One thing that happened: its kind, its day by the project's clock, its own words, and the number of its page."""

    kind: Kind
    day: date
    told: str
    about: int

    @property
    def title(self) -> Words:
        """What the line is about."""
        return self.kind.title or self.told


@dataclass(frozen=True)
class Group:
    """Lines of one group, the newest first."""

    name: Words
    lines: list[Line]


def what_happened(project: Project, *, since: date | None, page: int = 1) -> tuple[list[Group], int | None]:
    """What happened since that day by the project's clock (None: since the beginning), and the number of the next page.

    Fifty lines a page, the newest first, put in groups. One query.
    """
    start = dates.instant(since, time.min, project.zone) if since else datetime.min.replace(tzinfo=UTC)
    window = project.pk, start, since or date.min, dates.today(project.zone)
    found = _newest(*window) if page == 1 else list(_all(*window)[(page - 1) * PAGE : page * PAGE + 1])
    clock = dates.clock_of(project.zone)
    lines = []
    for name, moment, told, about in found[:PAGE]:
        kind = KINDS[name]
        lines.append(Line(kind, moment.astimezone(UTC if kind.is_day else clock).date(), told, about))
    return _in_groups(lines), page + 1 if len(found) > PAGE else None


def _in_groups(lines: list[Line]) -> list[Group]:
    groups = [Group(name, [line for line in lines if line.kind.group == key]) for key, name in GROUPS.items()]
    return [group for group in groups if group.lines]


@prepared
def _newest(project: int, start: datetime, since: date, today: date) -> QuerySet[Any, Any]:
    return _all(project, start, since, today)[: PAGE + 1]


def _all(project: int, start: datetime, since: date, today: date) -> QuerySet[Any, Any]:
    first, *others = (_part(source, project, start, since, today) for source in SOURCES)
    return first.union(*others, all=True).order_by("-happened_at", "of_kind", "-about")


def _part(source: Source, project: int, start: datetime, since: date, today: date) -> QuerySet[Any, Any]:
    """The lines of one kind, from the `start` on, or from the day `since` on where only a day is known, until `today`."""
    at, is_day = source.at, KINDS[source.kind].is_day
    when = Q(**{source.project: project, f"{at}__gte": since if is_day else start})
    if is_day:
        when &= Q(**{f"{at}__lt": today})
    rows: QuerySet[Any, Any] = source.model._default_manager.filter(source.which & when).order_by()
    moment: Any = Cast(at, DateTimeField()) if is_day else F(at)
    if source.newest_of:
        rows, moment = rows.values(source.newest_of), Max(at)
    return rows.annotate(
        of_kind=Value(source.kind, output_field=CharField()),
        happened_at=moment,
        told=F(source.told) if source.told else Value("", output_field=CharField()),
        about=F(source.newest_of or source.about),
    ).values_list(*COLUMNS)
