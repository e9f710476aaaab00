"""Tags that put a piece of the principles on pages of other apps, and tables that must be quick to draw."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from members.models import Member
from principles.adherence import Word
from principles.facts import Sentences
from principles.models import Principle
from principles.queries.organisation import ProjectLine
from principles.queries.round import open_offers
from projects.models import Membership

register = template.Library()

ANY_TICKET = UUID(int=0)


@register.inclusion_tag("principles/round/_offer.html")
def open_round_offer(membership: Membership | None) -> dict[str, Any]:
    """Offers the open round of the project, when the member has a ticket for it that is not used. One query."""
    if membership is None:
        return {"offers": []}
    return {"offers": open_offers(membership.member, [membership.project_id]), "name_project": False}


@register.inclusion_tag("principles/round/_offer.html")
def open_round_offers(member: Member) -> dict[str, Any]:
    """Offers every open round that the member may answer, in any of their projects. One query."""
    return {"offers": open_offers(member), "name_project": True}


@register.filter
def round_page(ticket: UUID) -> str:
    """The path of the questions that a ticket opens. For rows: one path is looked up, and no ticket is kept."""
    return _round_page().replace(str(ANY_TICKET), str(ticket))


@lru_cache(maxsize=1)
def _round_page() -> str:
    return reverse("principles:round-ticket", args=[ANY_TICKET])


@register.simple_tag
def words_table_rows(projects: Sequence[ProjectLine], principles: Sequence[Principle]) -> SafeString:
    """One row a project: its name, then its word for each principle. Drawn in one go: pages have fifty of them."""
    labels, places = _labels(), [principle.pk for principle in principles]
    none = labels[Word.NOT_ASKED]
    return _rows(
        f"{name}<td>{'</td><td>'.join([labels.get(line.words.get(place, ''), none) for place in places])}</td>"
        for name, line in zip(_name_cells(projects), projects, strict=True)
    )


@register.simple_tag
def principle_table_rows(
    projects: Sequence[ProjectLine], principle: Principle, sentences: Sentences
) -> SafeString:
    """One row a project: its name, its word for this principle, and what was done."""
    labels = _labels()
    none = labels[Word.NOT_ASKED]
    return _rows(
        f"{name}<td>{labels.get(line.words.get(principle.pk, ''), none)}</td>"
        f"<td>{escape(sentences.say_together(line.done))}</td>"
        for name, line in zip(_name_cells(projects, principle), projects, strict=True)
    )


def _labels() -> dict[str, str]:
    return {word.value: escape(str(capfirst(word.label))) for word in Word}


def _rows(rows: Iterable[str]) -> SafeString:
    """Every part of a row was escaped before it came here."""
    return SafeString("\n".join([f"<tr>{row}</tr>" for row in rows]))


def _name_cells(projects: Sequence[ProjectLine], principle: Principle | None = None) -> list[str]:
    """The first cell of each row: a link for those who may open the project. One address is made, not fifty."""
    marker = "0" * 10
    if principle is None:
        pattern = reverse("principles:project", args=[marker])
    else:
        pattern = reverse("principles:project-principle", args=[marker, principle.slug])
    before, _marker, behind = pattern.partition(marker)
    return [
        f'<th scope="row"><a href="{before}{escape(line.address)}{behind}">{escape(line.name)}</a></th>'
        if line.may_open
        else f'<th scope="row">{escape(line.name)}</th>'
        for line in projects
    ]
