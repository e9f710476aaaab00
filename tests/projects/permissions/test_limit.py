from datetime import datetime, timedelta

import pytest

from coproduce.lib.answers import YES
from projects.models import Given
from projects.permissions.limit import LIFTED, can_change_limit, can_put_limit_back, can_remove_limit
from tests.projects.permissions import made

ELSEWHERE = "You are not in this project."
ASK = "The people who run this project write this page. Tell one of them what you would change."
DAY = timedelta(days=1)


def limit(lifted_at: datetime | None = None) -> Given:
    """A limit of the project; taken away at a moment, if one is given."""
    return Given(pk=1, project_id=1, what="The logo", lifted_at=lifted_at)


def test_hosts_change_what_stands() -> None:
    assert can_change_limit(made.host(), limit()) == YES
    assert can_change_limit(made.host(), limit(made.NOW)).reason == str(LIFTED)


@pytest.mark.parametrize(
    ("lifted_at", "reason"),
    [
        (made.NOW - DAY, ""),
        (None, "Nobody took this limit away. It is on the list."),
        (made.NOW - DAY - timedelta(seconds=1), "It is more than a day ago. You can write the limit down again."),
    ],
)  # fmt: skip
def test_hosts_put_back_what_was_taken_away_for_a_day(lifted_at: datetime | None, reason: str) -> None:
    assert can_put_limit_back(made.host(), limit(lifted_at), made.NOW).reason == reason


def test_hosts_take_off_the_page_what_does_not_stand() -> None:
    assert can_remove_limit(made.host(), limit(made.NOW)) == YES
    assert can_remove_limit(made.host(), limit()).reason == "This limit stands. Take it away first."


@pytest.mark.parametrize("lifted_at", [None, made.NOW])
def test_others_do_none_of_it(lifted_at: datetime | None) -> None:
    for person, reason in ((made.elsewhere(), ELSEWHERE), (made.membership(), ASK), (made.left(), ELSEWHERE)):
        one = limit(lifted_at)
        answers = (
            can_change_limit(person, one),
            can_put_limit_back(person, one, made.NOW),
            can_remove_limit(person, one),
        )
        assert {answer.reason for answer in answers} == {reason}
