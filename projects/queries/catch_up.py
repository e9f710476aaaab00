"""What happened in a project since a day, for somebody who was away or is new (seed 80). It names nobody.

Read from the days that stand on the things themselves: there is no history of what people did, and none of who did not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, time
from typing import Any

from django.db.models import CharField, DateTimeField, F, Max, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
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
    "limit-over": Kind("limits", _("The last day of this limit."), "limits", is_day=True),
    "unknown": Kind("limits", _("We do not know it yet."), "not-known"),
    "found": Kind("limits", _("Found out."), "not-known"),
    "right": Kind("rights", _("Agreed."), "right-detail", page_has_pk=True),
    "right-ended": Kind("rights", _("Ended."), "right-detail", page_has_pk=True),
    "right-over": Kind("rights", _("Its last day."), "right-detail", page_has_pk=True, is_day=True),
    "right-used": Kind("rights", _("Decided or stopped."), "right-detail", page_has_pk=True),
}


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
    first, *others = _parts(project, since)
    rows = first.union(*others, all=True).order_by("-happened_at", "of_kind", "-about")
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    clock = dates.clock_of(project.zone)
    lines = []
    for name, moment, told, about in found[:PAGE]:
        kind = KINDS[name]
        lines.append(Line(kind, moment.astimezone(UTC if kind.is_day else clock).date(), told, about))
    return _in_groups(lines), page + 1 if len(found) > PAGE else None


def _in_groups(lines: list[Line]) -> list[Group]:
    groups = [Group(name, [line for line in lines if line.kind.group == key]) for key, name in GROUPS.items()]
    return [group for group in groups if group.lines]


def _parts(project: Project, since: date | None) -> Iterable[QuerySet[Any, Any]]:
    """One query for each kind, to be joined. What went on to be done, found or agreed stands once, as that."""
    today = dates.today(project.zone)
    here = Q(project=project.pk)
    stands = Q(until__isnull=True) | Q(until__gte=today)
    start = dates.instant(since, time.min, project.zone) if since else None

    def part(
        name: str, model: type[Model], which: Q, at: str, told: str = "", about: str = "pk"
    ) -> QuerySet[Any, Any]:
        is_day = KINDS[name].is_day
        when = Q(**{f"{at}__isnull": False}) & (Q(**{f"{at}__lt": today}) if is_day else Q())
        if start:
            when &= Q(**{f"{at}__gte": since if is_day else start})
        rows = model._default_manager.filter(which & when).order_by()
        if model is OutputVersion:  # several versions of one thing are one line
            rows = rows.values("output")
        moment = Max(at) if model is OutputVersion else Cast(at, DateTimeField()) if is_day else F(at)
        return rows.annotate(
            of_kind=Value(name, output_field=CharField()),
            happened_at=moment,
            told=F(told) if told else Value("", output_field=CharField()),
            about=F(about),
        ).values_list(*COLUMNS)

    whole = Q(pk=project.pk)
    takes_part = Q(
        organisation__project_parts__project=project.pk,
        organisation__project_parts__part=ProjectOrganisation.Part.TAKES_PART,
    )
    right, use = Q(role__project=project.pk), Q(right__role__project=project.pk)
    ended = DecisionRight.Status.ENDED
    return [
        part("opened", Project, whole, "opened_at", "name"),
        part("paused", Project, whole & Q(status=Project.Status.PAUSED), "paused_at", "name"),
        part("ended", Project, whole, "ended_at", "name"),
        part("organisation", OrganisationAsked, here & takes_part, "asked_at", "organisation__name"),
        part("purpose", PurposeVersion, here & Q(agreed_at__isnull=True), "written_at"),
        part("purpose-agreed", PurposeVersion, here, "agreed_at"),
        *(
            part(kind.value, Agreement, here & Q(kind=kind) & ~Q(words=""), "changed_at")
            for kind in Agreement.Kind
        ),
        part(
            "piece", Piece, here & Q(group=Piece.Group.OURS, agreed_at__isnull=True), "added_at", "question"
        ),
        part("piece-agreed", Piece, here, "agreed_at", "question"),
        part("milestone", Milestone, here, "reached_at", "what"),
        part("task", Task, here & Q(ended_at__isnull=True), "added_at", "title"),
        part("task-done", Task, here & Q(status=Task.Status.DONE), "ended_at", "title"),
        part("output", Output, here & Q(finished_at__isnull=True), "added_at", "title"),
        part("version", OutputVersion, Q(output__project=project.pk), "made_at", "output__title", "output"),
        part("finished", Output, here, "finished_at", "title"),
        part("limit", Given, here & stands, "added_at", "what"),
        part("limit-over", Given, here, "until", "what"),
        part("unknown", Unknown, here & Q(found=""), "added_at", "what"),
        part("found", Unknown, here, "found_at", "what"),
        part("right", DecisionRight, right & ~Q(status=ended), "agreed_at", "scope"),
        part("right-ended", DecisionRight, right & Q(agreed_at__isnull=False), "ended_at", "scope"),
        part("right-over", DecisionRight, right & Q(status=DecisionRight.Status.AGREED), "ends_on", "scope"),
        part("right-used", DecisionRightUse, use, "used_at", "what", "right"),
    ]
