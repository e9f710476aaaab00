from datetime import timedelta

from projects.models import Membership, Project
from projects.permissions.ending import (
    can_end_project,
    can_pause_project,
    can_reopen_project,
    can_resume_project,
)
from tests.projects.permissions import made

NOT_HOST = "The people who run this project do this. You can ask one of them."


def host_in(status: str = "open", **fields: object) -> Membership:
    """Somebody who runs a project that stands like this."""
    return made.membership(9, is_host=True, of=made.project(status=status, **fields))


def paused() -> Membership:
    """A host of a paused project."""
    return host_in(Project.Status.PAUSED, paused_at=made.NOW)


def test_hosts_pause_let_go_on_and_end() -> None:
    going_on = host_in()
    assert (bool(can_pause_project(going_on)), bool(can_end_project(going_on))) == (True, True)
    assert (bool(can_resume_project(paused())), bool(can_end_project(paused()))) == (True, True)


def test_members_and_people_who_left_are_told_who_does() -> None:
    member, left = made.membership(), made.left()
    for rule in (can_pause_project, can_resume_project, can_end_project):
        assert rule(member).reason == NOT_HOST
        assert rule(left).reason == "You are not in this project."
    assert can_reopen_project(member, made.NOW).reason == NOT_HOST


def test_only_what_fits_where_the_project_stands() -> None:
    ended = made.in_ended()
    assert bool(can_pause_project(paused())) is False
    assert can_resume_project(host_in()).reason == "This project is not paused."
    assert can_end_project(ended).reason == "This project has ended. You can still read it."
    assert can_reopen_project(host_in(), made.NOW).reason == "This project has not ended."


def test_an_end_is_taken_back_for_a_day() -> None:
    ended = made.in_ended()
    assert bool(can_reopen_project(ended, made.NOW + timedelta(hours=23))) is True
    assert (
        can_reopen_project(ended, made.NOW + timedelta(hours=25)).reason
        == "It ended more than a day ago. You can open a new project and go on there."
    )
