"""May somebody open a project, and change what it says?"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from members.models import Organisation
from projects.models import Membership, Project

NOT_IN_THIS_PROJECT = _("You are not in this project.")
ENDED = _("This project has ended. You can still read it.")
PAUSED = _("This project is paused. You can read it. The people who run it say when it goes on.")


def can_take_part(membership: Membership, project_id: int) -> Answer:
    """Whether this membership is in that project now, and the project goes on. The first line of every other rule."""
    if membership.project_id != project_id or not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    if membership.project.status != Project.Status.OPEN:
        return no(why_closed(membership.project.status))
    return YES


def why_closed(status: str) -> str:
    """Why nothing can be changed in a project that is paused or has ended."""
    return str(PAUSED if status == Project.Status.PAUSED else ENDED)


def can_open_project(organisation: Organisation, facilitates: Collection[int]) -> Answer:
    """A facilitator of the organisation may open a project in it; `facilitates` are the organisations they do it for."""
    if organisation.pk in facilitates:
        return YES
    return no(
        _("Only people whom %(name)s has asked to can open its projects.") % {"name": organisation.name}
    )


def can_edit_project(membership: Membership) -> Answer:
    """Hosts write the project's own words and limits; others are told whom to ask (seed 20)."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if not membership.is_host:
        return no(
            _("The people who run this project write this page. Tell one of them what you would change.")
        )
    return YES
