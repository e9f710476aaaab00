"""May somebody say what their part was?"""

from coproduce.lib.answers import Answer
from projects.models import Membership, Output
from projects.permissions.project import can_take_part


def can_say_credit(membership: Membership, output: Output) -> Answer:
    """Each member says for themself what their part was and how they are named, nobody for another (seeds 26, 27).

    Support is a part like writing, so nobody has to have done a task first.
    """
    return can_take_part(membership, output.project_id)
