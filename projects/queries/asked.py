"""What waits for one person's answer, in all their projects: for Home. Nothing here is asked for ever (seed 77)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib.prepared import prepared
from projects.models import (
    Membership,
    Milestone,
    Project,
    PurposeAnswer,
    PurposeVersion,
)
from projects.queries.agreement import agreements_waiting
from projects.queries.organisation import waiting_for_organisations_of
from projects.queries.output import outputs_without_credit
from projects.queries.role import offers_waiting
from projects.queries.sign_off import asked_for_yes, tasks_that_ask

ASK_FOR = timedelta(days=14)
MOST = 8
CHOSEN = "0-chosen"  # to read somebody's check-ins: nothing to answer, but a page to lead to

Words = Callable[[str], str]


@dataclass(frozen=True)
class Asked:
    """One thing that somebody asks the reader: in their words, where it is, and the project's name."""

    words: str
    url: str
    project: str


@dataclass(frozen=True)
class Waiting:
    """What is asked of one person, those things first that hold up others; and whether check-ins are sent to them."""

    asked: list[Asked]
    is_chosen: bool


def waiting_for(member: int, now: datetime) -> Waiting:
    """At most eight things that are asked. One query."""
    rows = _rows(member, now - ASK_FOR)
    asked = [_in_words(*row) for row in rows if row[0] != CHOSEN]
    return Waiting(asked[:MOST], is_chosen=len(asked) < len(rows))


@prepared
def _rows(member: int, since: datetime) -> QuerySet[Any, Any]:
    chosen = Membership.objects.filter(support_person=member, status=Membership.Status.ACTIVE)
    found = [
        _row(chosen[:1], CHOSEN, "project", "project__name"),
        _row(asked_for_yes.build(member), "1-sign-off", "task__project", "task__title"),
        _row(tasks_that_ask.build(member), "2-task", "task__project", "task__title", thing="task_id"),
        _row(offers_waiting.build(member), "3-role", "to__project", "role__name", thing="role_id"),
        _row(_purposes(member, since), "4-purpose", "project", "project__name"),
        _row(agreements_waiting.build(member, since), "5-agreement", "project", "kind"),
        _row(outputs_without_credit(member), "6-credit", "project", "title"),
        _row(waiting_for_organisations_of(member), "7-organisation", "project", "organisation__name"),
    ]
    return found[0].union(*found[1:], all=True).order_by("asked_what", "asked_about")[: MOST + 1]


def _row(
    rows: QuerySet[Any], what: str, project: str, words: str, *, thing: str = "pk"
) -> QuerySet[Any, Any]:
    """Five columns that all kinds share."""
    columns = {
        "asked_what": Value(what, output_field=CharField()),
        "asked_where": F(f"{project}__address"),
        "asked_project": F(f"{project}__name"),
        "asked_about": Coalesce(F(thing), Value(0)),
        "asked_words": Coalesce(F(words), Value(""), output_field=CharField()),
    }
    return rows.annotate(**columns).values_list(*columns)


def _purposes(member: int, since: datetime) -> QuerySet[PurposeVersion]:
    """New words, or words that are looked at again at a milestone, while the reader has not answered them."""
    here = Membership.objects.filter(
        member=member,
        project=OuterRef("project"),
        status=Membership.Status.ACTIVE,
        way=Membership.Way.TAKING_PART,
    )
    newer = PurposeVersion.objects.filter(project=OuterRef("project"), number__gt=OuterRef("number"))
    mine = PurposeAnswer.objects.filter(
        version=OuterRef("pk"), asking=OuterRef("asking"), membership__member=member
    )
    reached = Milestone.objects.filter(project=OuterRef("project"), reached_at__gte=since)
    new_here = here.filter(joined_at__gte=since)
    return PurposeVersion.objects.filter(
        Q(written_at__gte=since) | Q(Exists(reached), asking__gt=1) | Q(Exists(new_here), agreed_at__isnull=True),
        Exists(here),
        ~Exists(newer),
        ~Exists(mine),
        project__status=Project.Status.OPEN,
    )  # fmt: skip


def _in_words(what: str, address: str, project: str, thing: int, said: str) -> Asked:
    words, name, arguments = _KINDS[what](address, thing, said)
    return Asked(words, reverse(f"projects:{name}", args=arguments), project)


_KINDS: dict[str, Callable[[str, int, str], tuple[str, str, list[Any]]]] = {
    "1-sign-off": lambda at, pk, said: (_("Say yes or no to: %(task)s") % {"task": said}, "sign-off", [at, pk]),
    "2-task": lambda at, pk, said: (_("Would you take over: %(task)s") % {"task": said}, "task-detail", [at, pk]),
    "3-role": lambda at, pk, said: (
        (_("Would you be: %(role)s") % {"role": said}, "role-detail", [at, pk])
        if pk
        else (_("Would you run it with others?"), "host-powers", [at])
    ),
    "4-purpose": lambda at, pk, said: (_("Does our purpose fit?"), "purpose", [at]),
    "5-agreement": lambda at, pk, said: (
        _("Do you go along with our ground rules?") if said == "rules" else _("Do you go along with what we mean by it?"),
        "agreement",
        [at, said],
    ),
    "6-credit": lambda at, pk, said: (_("How shall we name you in: %(title)s") % {"title": said}, "output-credit", [at, pk]),
    "7-organisation": lambda at, pk, said: (_("Will %(name)s take part?") % {"name": said}, "taking-part", [pk]),
}  # fmt: skip
