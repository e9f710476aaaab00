"""The places of a task while its words change: more of them, fewer, or one for each section (seeds 34, 57)."""

from collections.abc import Sequence

from projects.models import Task, TaskPlace
from projects.models.task import MOST_PLACES


def set_places(*, task: Task, wanted: int, sections: Sequence[str] = ()) -> None:
    """As many places as wanted on a locked task, or one for each section. A place that somebody holds stays theirs,
    and one that asks somebody first goes on asking.

    A place that is being taken at this very moment is left as it is: whoever takes it locked it first, and waits for us.
    """
    places = list(task.places.order_by("number"))
    not_taken = task.places.filter(holder__isnull=True, offered_to__isnull=True).order_by("-number")
    free = [place.pk for place in not_taken.select_for_update(skip_locked=True)]
    if sections:
        surplus, new = _fit_to_sections(places, free, list(sections))
    else:
        surplus = free[: max(0, len(places) - wanted)]
        new = [""] * max(0, wanted - len(places))
    TaskPlace.objects.filter(pk__in=surplus).delete()
    taken = {place.number for place in places if place.pk not in surplus}
    numbers = [number for number in range(1, MOST_PLACES + 1) if number not in taken]
    made = [
        TaskPlace(task=task, number=number, section=name)
        for number, name in zip(numbers, new, strict=False)  # never more than a task may have
    ]
    TaskPlace.objects.bulk_create(made)
    task.free_places += len(made) - len(surplus)


def section_names(*, task: Task, places: Sequence[TaskPlace]) -> str:
    """The names of a task's sections, one on each line: those of its places; else as they were last written."""
    names = "\n".join(place.section for place in places if place.section)
    return names if task.mode == Task.Mode.SECTIONS else task.section_names or names


def _fit_to_sections(
    places: list[TaskPlace], free: list[int], names: list[str]
) -> tuple[list[int], list[str]]:
    """Give each section a place: the one that has its name, else one that somebody holds, else a free one.

    Returns the free places that are not needed, and the sections that still need a place.
    """
    rest = []
    for place in places:
        if place.section in names:
            names.remove(place.section)
        elif _is_kept(place) or place.pk in free:
            rest.append(place)
    rest.sort(key=lambda place: (not _is_kept(place), place.number))
    renamed = rest[: len(names)]
    for place in renamed:
        place.section = names.pop(0)
    TaskPlace.objects.bulk_update(renamed, ["section"])
    return [place.pk for place in rest[len(renamed) :] if not _is_kept(place)], names


def _is_kept(place: TaskPlace) -> bool:
    """Whether somebody has the place, or is asked first."""
    return place.holder_id is not None or place.offered_to_id is not None
