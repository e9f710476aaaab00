"""May somebody write the story, and choose how they stand in it?"""

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part


def can_write_story(membership: Membership) -> Answer:
    """Any member writes the story while the project goes on (seed 26)."""
    return can_take_part(membership, membership.project_id)


def can_choose_story_name(membership: Membership) -> Answer:
    """Each person chooses how they are named, and changes it at any time, also when the project has ended (seed 84)."""
    return YES if membership.is_active else no(NOT_IN_THIS_PROJECT)
