"""May somebody say what their part was?"""

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Output
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part


def can_say_credit(membership: Membership, output: Output) -> Answer:
    """Each member says for themself what their part was and how they are named, nobody for another (seeds 26, 27).

    Support is a part like writing, so nobody has to have done a task first.
    """
    return can_take_part(membership, output.project_id)


def can_take_name_back(membership: Membership, project_id: int) -> Answer:
    """Whoever is named may take that back as long as they are in the project, also when it is paused or has ended."""
    here = membership.project_id == project_id and membership.is_active
    return YES if here else no(NOT_IN_THIS_PROJECT)
