import pytest

from coproduce.lib.answers import YES
from projects.models import Membership, NeedsAudience
from projects.permissions.need import can_see_need, can_see_need_without_name, can_set_adaptation
from tests.projects.permissions import made

SAM = made.membership(1)
NOT_SHARED = "This is not shared with you."
ME, HOSTS, PROJECT, NO_NAME = (
    NeedsAudience.ONLY_ME,
    NeedsAudience.HOSTS,
    NeedsAudience.PROJECT,
    NeedsAudience.NO_NAME,
)


@pytest.mark.parametrize(
    ("reader", "audience", "seen"),
    [
        (SAM, ME, True),
        (made.host(), ME, False),
        (made.membership(2), ME, False),
        (made.host(), HOSTS, True),
        (made.membership(2), HOSTS, False),
        (made.host(), PROJECT, True),
        (made.membership(2), PROJECT, True),
        (made.host(), NO_NAME, False),
        (made.elsewhere(), PROJECT, False),
        (made.left(), PROJECT, False),
    ],
)
def test_can_see_need(reader: Membership, audience: str, seen: bool) -> None:
    answer = can_see_need(reader, SAM, audience)
    assert (bool(answer), answer.reason) == (seen, "" if seen else NOT_SHARED)


def test_can_see_need_of_somebody_who_left_never() -> None:
    assert can_see_need(made.host(), made.left(), PROJECT).reason == NOT_SHARED


@pytest.mark.parametrize(
    ("reader", "audience", "seen"),
    [
        (made.host(), NO_NAME, True),
        (made.membership(2), NO_NAME, False),
        (made.host(), HOSTS, False),
        (made.elsewhere(), NO_NAME, False),
    ],
)
def test_can_see_need_without_name(reader: Membership, audience: str, seen: bool) -> None:
    assert can_see_need_without_name(reader, SAM, audience).reason == ("" if seen else NOT_SHARED)


def test_can_set_adaptation_is_for_hosts_where_it_is_shared() -> None:
    assert can_set_adaptation(made.host(), SAM, HOSTS) == YES
    assert can_set_adaptation(made.host(), SAM, NO_NAME) == YES
    assert can_set_adaptation(made.host(), SAM, ME).reason == NOT_SHARED
    assert can_set_adaptation(made.host(), made.left(), HOSTS).reason == NOT_SHARED
    assert can_set_adaptation(made.elsewhere(), SAM, HOSTS).reason == NOT_SHARED
    assert can_set_adaptation(made.membership(2), SAM, HOSTS).reason == (
        "The people who run this project set things up. You can ask one of them."
    )
