"""What somebody likes doing: told to the site alone, as a hint (seed 36)."""

from collections.abc import Collection

from django.db import transaction

from coproduce.lib.answers import require
from projects.models import Membership, Skill
from projects.permissions.membership import can_take_back


@transaction.atomic
def choose_skills(*, by: Membership, skills: Collection[str]) -> Membership:
    """Keep what one likes doing in this project. Nobody else sees it, and it gives nobody a task.

    Raises Refused for somebody who left a moment ago.
    """
    place = Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    require(can_take_back(place))
    place.skills = by.skills = [skill for skill in Skill.values if skill in skills]
    place.save(update_fields=["skills"])
    return place
