"""The story of a project: its words, and how each person wants to stand in it."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import Clash, require
from projects.actions.records import note_change
from projects.models import Membership, Project, ShownAs, Story, StoryName
from projects.permissions.story import can_choose_story_name, can_write_story


@transaction.atomic
def write_story(*, by: Membership, version: int, how: str, what_changed: str, now: datetime) -> Story:
    """Any member writes how it was done and what changed (seeds 26, 145).

    Raises Refused, and Clash when somebody else wrote meanwhile (promise C2).
    """
    require(can_write_story(by))
    Project.objects.select_for_update(no_key=True).get(pk=by.project_id)  # so that two do not both begin it
    story, _new = Story.objects.get_or_create(project_id=by.project_id, defaults={"changed_at": now})
    if story.version != version:
        raise Clash({"how": story.how, "what_changed": story.what_changed, "version": story.version})
    story.how, story.what_changed, story.changed_at = how, what_changed, now
    story.version += 1
    story.save(update_fields=["how", "what_changed", "changed_at", "version"])
    note_change(project_id=by.project_id)
    return story


@transaction.atomic
def choose_story_name(*, by: Membership, shown_as: str, other_name: str = "", now: datetime) -> StoryName:
    """With their name, another one, or none; who chooses nothing is not named (seed 84). Raises Refused."""
    require(can_choose_story_name(by))
    chosen, _new = StoryName.objects.update_or_create(
        project_id=by.project_id,
        membership=by,
        defaults={
            "shown_as": shown_as,
            "other_name": other_name if shown_as == ShownAs.OTHER else "",
            "chosen_at": now,
        },
    )
    return chosen
