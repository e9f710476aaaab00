from datetime import datetime

import pytest

from members.messages import plans
from members.messages.plans import all_plans, register_plan


@pytest.fixture(autouse=True)
def _no_other_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_plans", {})


def nothing(now: datetime, until: datetime) -> int:
    return 0


def test_plans_are_kept_in_order() -> None:
    register_plan("b", nothing)
    register_plan("a", nothing)
    assert list(all_plans()) == [("b", nothing), ("a", nothing)]


def test_two_plans_of_one_name_are_a_mistake() -> None:
    register_plan("a", nothing)
    register_plan("a", nothing)
    with pytest.raises(ValueError, match="two plans called a"):
        register_plan("a", lambda now, until: 1)
