"""May somebody pause a project, let it go on, end it, and open it again?"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Project
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part, why_closed
from projects.permissions.task import UNDO_FOR

HOSTS_DO_THIS = _("The people who run this project do this. You can ask one of them.")


def _host(membership: Membership) -> Answer:
    if not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    return YES if membership.is_host else no(HOSTS_DO_THIS)


def can_pause_project(membership: Membership) -> Answer:
    """Hosts pause a project that goes on."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    return _host(membership)


def can_resume_project(membership: Membership) -> Answer:
    """Hosts let a paused project go on."""
    if not (answer := _host(membership)):
        return answer
    if membership.project.status != Project.Status.PAUSED:
        return no(_("This project is not paused."))
    return YES


def can_end_project(membership: Membership) -> Answer:
    """Hosts end a project, also one that is paused (seed 80)."""
    if not (answer := _host(membership)):
        return answer
    if membership.project.status == Project.Status.ENDED:
        return no(why_closed(membership.project.status))
    return YES


def can_reopen_project(membership: Membership, now: datetime) -> Answer:
    """For a day after a project ended, hosts may take that back."""
    if not (answer := _host(membership)):
        return answer
    ended_at = membership.project.ended_at
    if membership.project.status != Project.Status.ENDED or ended_at is None:
        return no(_("This project has not ended."))
    if now - ended_at > UNDO_FOR:
        return no(_("It ended more than a day ago. You can open a new project and go on there."))
    return YES
