"""Reads about what the group makes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from coproduce.lib.prepared import prepared
from projects.models import (
    Credit,
    Membership,
    Output,
    OutputVersion,
    Project,
    ReaderCheck,
    Section,
    Task,
    TaskPlace,
)
from projects.models.count_as import ShownAs

PAGE = 50
FEW = 5
LARGEST_KEY = 2**63


@dataclass(frozen=True)
class Named:
    """People as they chose to be named, in the order of the alphabet; `others` where somebody chose no name."""

    names: list[str]
    others: bool

    def __bool__(self) -> bool:
        return bool(self.names) or self.others

    @property
    def in_row(self) -> list[str]:
        """The names, and "others" at the end: never how many."""
        return [*self.names, _("others")] if self.others else self.names


@dataclass(frozen=True)
class Part:
    """A section, or the whole (`section` is None), with its newest version in everyday words and in easy read."""

    section: Section | None
    plain: OutputVersion | None
    easy: OutputVersion | None

    @property
    def shown(self) -> list[OutputVersion]:
        """Both, where both are there: neither takes the other's place."""
        return [version for version in (self.plain, self.easy) if version is not None]

    @property
    def newest(self) -> OutputVersion | None:
        """The one with the highest number."""
        return max(self.shown, key=lambda version: version.number, default=None)


def outputs_of(project: Project, *, before: str = "") -> tuple[list[Output], str]:
    """What the project makes, the newest first, and the key of the next page."""
    outputs = Output.objects.filter(project=project).order_by("-pk")
    key = read_key(before)
    found = list((outputs.filter(pk__lt=key) if key else outputs)[: PAGE + 1])
    shown = found[:PAGE]
    return shown, str(shown[-1].pk) if len(found) > PAGE else ""


@prepared
def outputs_shown(project: int) -> QuerySet[Output]:
    """The few outputs that stand on the project's page, and one more where there are more."""
    return Output.objects.filter(project=project).order_by("-pk")[: FEW + 1]


def outputs_in(project: Project) -> QuerySet[Output]:
    """Outputs of the project, with the people named on their page, and the piece of the plan about what is good enough."""
    named = Output.objects.filter(project=project)
    return named.select_related("answers_for_it__member", "thread_holder__member", "good_enough_piece")


def sections_of(output: Output) -> list[Section]:
    """The sections in their order, with the `names` of who holds them: three queries, however many there are."""
    found = list(output.sections.prefetch_related("holders__member"))
    for section in found:
        names = [holder.member.display_name for holder in section.holders.all()]
        section.names = sorted(names, key=str.casefold)  # type: ignore[attr-defined]  # for the page
    return found


def parts_of(output: Output, sections: list[Section]) -> list[Part]:
    """The whole and each section, with the newest version of each: one query. The whole stands only with a version."""
    newest = (
        OutputVersion.objects.filter(output=output)
        .order_by("section_id", "is_easy_read", "-number")
        .distinct("section_id", "is_easy_read")
        .select_related("file", "made_by__member")
    )
    by_part: dict[int | None, list[OutputVersion]] = {}
    for version in newest:
        by_part.setdefault(version.section_id, []).append(version)
    whole = [_part(None, by_part.get(None, []))] if None in by_part or not sections else []
    return whole + [_part(section, by_part.get(section.pk, [])) for section in sections]


def _part(section: Section | None, versions: list[OutputVersion]) -> Part:
    """`versions` has at most one in easy read and one that is not."""
    plain, easy = (
        [version for version in versions if version.is_easy_read is each] for each in (False, True)
    )
    return Part(section, *(found[0] if found else None for found in (plain, easy)))


def newest_moment(parts: list[Part]) -> datetime | None:
    """When the newest version of all was made."""
    return max((part.newest.made_at for part in parts if part.newest), default=None)


def versions_of(
    output: Output, *, section_id: int | None, before: str = ""
) -> tuple[list[OutputVersion], str]:
    """The versions of one section or of the whole, the newest first, and the key of the next page."""
    found = OutputVersion.objects.filter(output=output, section=section_id).order_by("-number")
    key = read_key(before)
    if key:
        found = found.filter(number__lt=min(key, 32_767))
    rows = list(found.select_related("file", "made_by__member").defer("words")[: PAGE + 1])
    shown = rows[:PAGE]
    return shown, str(shown[-1].number) if len(rows) > PAGE else ""


def version_in(project: Project) -> QuerySet[OutputVersion]:
    """Versions of the project's outputs, with what stands on their page."""
    found = OutputVersion.objects.filter(output__project=project)
    return found.select_related("output", "section", "file", "made_by__member")


def credits_of(output: Output) -> list[Credit]:
    """How each person chose to be named, with their names, in the order of the alphabet (no rank)."""
    found = list(output.credits.select_related("membership__member"))
    for credit in found:
        credit.shown = shown_name(credit)  # type: ignore[attr-defined]  # for the page
    return sorted(found, key=lambda credit: (credit.shown.casefold(), credit.pk))  # type: ignore[attr-defined]


def shown_name(row: Credit | ReaderCheck) -> str:
    """The name that somebody chose to stand there; empty for none. The row comes with its member."""
    if row.shown_as == ShownAs.NAME:
        return str(row.membership.member.display_name)
    return row.other_name if row.shown_as == ShownAs.OTHER else ""


def named(rows: list[Credit] | list[ReaderCheck]) -> Named:
    """The names that people chose, and whether there are others."""
    names = [shown_name(row) for row in rows]
    return Named(sorted((name for name in names if name), key=str.casefold), others=not all(names))


def checks_of(versions: list[int]) -> dict[int, list[ReaderCheck]]:
    """Who found these versions clear: one query."""
    found: dict[int, list[ReaderCheck]] = {}
    checks = ReaderCheck.objects.filter(version__in=versions).select_related("membership__member")
    for check in checks:
        found.setdefault(check.version_id, []).append(check)
    return found


def outputs_to_credit(member_id: int) -> list[Output]:
    """The newest of what `outputs_without_credit` finds, with their projects."""
    found = outputs_without_credit(member_id).select_related("project")
    return list(found.order_by(F("finished_at").desc(nulls_last=True), "-pk")[:FEW])


def outputs_without_credit(member_id: int) -> QuerySet[Output]:
    """What a person had a part in, that is read through or finished, and where they have not said how to be named.

    In any of their projects that go on: a section they hold, a version they made, the thread, a task for it that is done.
    """
    mine = Membership.objects.filter(
        project=OuterRef("project"), member=member_id, status=Membership.Status.ACTIVE
    )
    did = TaskPlace.objects.filter(
        task__output=OuterRef("pk"), task__status=Task.Status.DONE, holder__member=member_id
    )
    had_a_part = (
        Q(thread_holder__member=member_id)
        | Exists(Section.objects.filter(output=OuterRef("pk"), holders__member=member_id))
        | Exists(OutputVersion.objects.filter(output=OuterRef("pk"), made_by__member=member_id))
        | Exists(did)
    )
    said = Credit.objects.filter(output=OuterRef("pk"), membership__member=member_id)
    return Output.objects.filter(
        had_a_part,
        Exists(mine),
        ~Exists(said),
        status__in=[Output.Status.READING, Output.Status.FINISHED],
        project__status=Project.Status.OPEN,
    )


def read_key(key: str) -> int | None:
    """The number in an address that says where a page begins; None for anything else."""
    fits = key.isascii() and key.isdigit() and len(key) < 20
    return int(key) if fits and 0 < int(key) < LARGEST_KEY else None
