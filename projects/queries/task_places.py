"""Reads about the parts of a task that is shared by sections: which are free, and who has which (seeds 34, 57)."""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.models import Task, TaskPlace


@dataclass(frozen=True)
class Part:
    """A part of a task: its name (empty for the whole of it), whether it has a free place, and who has one."""

    name: str
    is_free: bool
    names: tuple[str, ...] = ()


def parts_of(task: Task) -> list[Part]:
    """The parts of a task in their order; none where it is not shared by sections. One query, or none."""
    if task.mode != Task.Mode.SECTIONS:
        return []
    return as_parts(task.places.select_related("holder__member").order_by("number"))


def as_parts(places: Iterable[TaskPlace]) -> list[Part]:
    """The parts that these places make up: places of one name are one part. They come with their holders."""
    places = sorted(places, key=lambda place: place.number)
    return [_as_part(name, places) for name in dict.fromkeys(place.section for place in places)]


def _as_part(name: str, places: list[TaskPlace]) -> Part:
    here = [place for place in places if place.section == name]
    return Part(
        name=name,
        is_free=any(not place.holder_id and not place.offered_to_id for place in here),
        names=tuple(sorted(place.holder.member.display_name for place in here if place.holder)),
    )
