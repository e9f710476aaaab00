import pytest

from projects.models import Project
from projects.permissions.purpose import can_say_to_purpose, can_write_purpose
from tests.projects.permissions import made

HAS_WORDS = {"purpose": "Nobody should feel lost."}


def test_hosts_write_the_purpose_and_every_member_says_what_they_think() -> None:
    project = made.project(**HAS_WORDS)
    host, member = made.membership(is_host=True, of=project), made.membership(2, of=project)
    assert (bool(can_write_purpose(host)), bool(can_write_purpose(member))) == (True, False)
    assert (bool(can_say_to_purpose(host)), bool(can_say_to_purpose(member))) == (True, True)


def test_members_are_told_where_to_say_what_they_would_change() -> None:
    reason = "The people who run this project write the words. Say below what you would change, and why."
    assert can_write_purpose(made.membership()).reason == reason


def test_nobody_answers_to_words_that_are_not_there() -> None:
    answer = can_say_to_purpose(made.membership(of=made.project(purpose="")))
    assert answer.reason == "Nobody has written the purpose yet."


@pytest.mark.parametrize("rule", [can_write_purpose, can_say_to_purpose])
def test_nothing_is_said_after_leaving_or_in_a_project_that_rests(rule: object) -> None:
    paused = made.project(status=Project.Status.PAUSED, paused_at=made.NOW, **HAS_WORDS)
    reasons = [rule(who).reason for who in (made.left(), made.in_ended(), made.membership(of=paused))]  # type: ignore[operator]
    assert reasons == [
        "You are not in this project.",
        "This project has ended. You can still read it.",
        "This project is paused. You can read it. The people who run it say when it goes on.",
    ]
