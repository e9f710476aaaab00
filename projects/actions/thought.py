"""Thoughts beside a piece, an agreement or a version: adding one, by name or without, and taking one's own back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from coproduce.lib.dates import clock_of
from projects.actions.records import note_change
from projects.models import Agreement, Membership, OutputVersion, Piece, Thought, ThoughtAuthor
from projects.permissions.thought import can_add_thought, can_take_back_thought
from projects.queries.thought import thoughts_in

About = Piece | Agreement | OutputVersion
COLUMNS: dict[type[About], str] = {Piece: "piece", Agreement: "agreement", OutputVersion: "output_version"}


@transaction.atomic
def add_thought(*, by: Membership, about: About, words: str, by_name: bool, now: datetime) -> Thought:
    """Any member says what they think about one thing. Without a name, who wrote it is kept apart (decision 21).

    Of the moment only the day is kept, as it is in the project's zone. Raises Refused, also when the thing is gone.
    """
    require(can_add_thought(by, _project_of(about)))
    column = COLUMNS[type(about)]
    # Held, so that nobody takes the thing away between this look and the thought.
    there = type(about)._default_manager.select_for_update(no_key=True, of=("self",)).filter(pk=about.pk)
    if not there.values_list("pk"):
        raise Refused(_("This is not here any more. Your words were not kept."))
    thought = Thought.objects.create(
        author=by if by_name else None,
        words=words,
        said_on=now.astimezone(clock_of(by.project.zone)).date(),
        **{column: about},
    )
    if not by_name:
        ThoughtAuthor.objects.create(thought=thought, membership=by)
    note_change(project_id=by.project_id)
    return thought


@transaction.atomic
def take_back_thought(*, by: Membership, pk: int) -> None:
    """Who wrote a thought takes it back: it goes for good. Raises Refused, and Thought.DoesNotExist."""
    thought = thoughts_in(by.project_id).select_for_update(of=("self",)).get(pk=pk)
    wrote = (
        thought.author_id == by.pk or ThoughtAuthor.objects.filter(thought=thought, membership=by).exists()
    )
    require(can_take_back_thought(by, by.project_id, wrote=wrote))
    thought.delete()
    note_change(project_id=by.project_id, also_when_closed=True)


def _project_of(about: About) -> int:
    return about.output.project_id if isinstance(about, OutputVersion) else about.project_id
