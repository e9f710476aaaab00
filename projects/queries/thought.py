"""Reads about thoughts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from projects.models import Agreement, Membership, OutputVersion, Piece, Thought, ThoughtAuthor

PAGE = 50
LAST_PAGE = 1000


@dataclass(frozen=True)
class ThoughtRow:
    """A thought as one reader sees it. `name` is empty without a name; `take_back` is its id for who wrote it, else None."""

    words: str
    day: date
    name: str
    take_back: int | None


def thoughts_in(project_id: int) -> QuerySet[Thought]:
    """The thoughts about anything in a project."""
    return Thought.objects.filter(
        Q(piece__project=project_id)
        | Q(agreement__project=project_id)
        | Q(output_version__output__project=project_id)
    )


@dataclass(frozen=True)
class ThoughtPage:
    """Some thoughts, the newest day first; `older` is the number of the page with those before them."""

    rows: list[ThoughtRow]
    older: int | None = None


def page_asked(text: str) -> int:
    """The page of thoughts that an address asks for; the first one when it says nothing that can be read."""
    fits = text.isascii() and text.isdigit() and len(text) < 5
    return min(max(int(text), 1), LAST_PAGE) if fits else 1


def thoughts_about(
    about: Piece | Agreement | OutputVersion, reader: Membership, page: int = 1
) -> ThoughtPage:
    """The thoughts beside one thing, fifty a page, with one query.

    Inside a day they stand in the order of their words: the order of writing would tell who wrote one without a name.
    """
    kept = ThoughtAuthor.objects.filter(thought=OuterRef("pk"), membership=reader)
    first = (page - 1) * PAGE
    found = (
        about.thoughts.annotate(
            name=Case(
                When(author__isnull=True, then=Value("")),
                default=F("author__member__display_name"),
                output_field=CharField(),
            ),
            is_kept_of_reader=Exists(kept),
        )
        .order_by("-said_on", "words", "pk")
        .values_list("pk", "words", "said_on", "name", "author", "is_kept_of_reader")
    )
    rows = [
        ThoughtRow(words, day, name, pk if author == reader.pk or is_kept else None)
        for pk, words, day, name, author, is_kept in found[first : first + PAGE + 1]
    ]
    return ThoughtPage(rows[:PAGE], page + 1 if len(rows) > PAGE else None)
