"""People at the same moment, with real connections: nobody's version is lost, one person holds the thread."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.output import hold_thread
from projects.actions.thought import add_thought
from projects.actions.version import add_version, remove_version
from projects.models import Membership, Output, OutputVersion, Thought
from tests.at_once import all_at_once
from tests.factories.common_ground import make_output, make_version
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db(transaction=True)
NOW = dates.now()


def test_twenty_versions_at_once_get_twenty_numbers() -> None:
    output = make_output()
    people = [make_membership(project=output.project) for _each in range(20)]

    def add(by: Membership) -> Callable[[], str]:
        return lambda: str(
            add_version(by=by, output_pk=output.pk, words=f"by {by.pk}", now=NOW).version.number
        )

    assert all_at_once([add(by) for by in people]) == {str(number): 1 for number in range(1, 21)}
    assert set(OutputVersion.objects.values_list("words", flat=True)) == {f"by {by.pk}" for by in people}


def test_one_of_many_holds_the_thread() -> None:
    output = make_output()
    people = [make_membership(project=output.project) for _each in range(10)]

    def hold(by: Membership) -> Callable[[], str]:
        def act() -> str:
            try:
                hold_thread(by=by, pk=output.pk)
            except Refused:
                return "told kindly"
            return "holds it"

        return act

    assert all_at_once([hold(by) for by in people]) == {"holds it": 1, "told kindly": 9}
    assert Output.objects.get().thread_holder in people


def test_a_version_is_taken_away_or_answered_never_both() -> None:
    output = make_output()
    maker, reader = (make_membership(project=output.project) for _each in range(2))
    for _round in range(5):
        version = make_version(output=output, made_by=maker, made_at=NOW - timedelta(hours=1))

        def told(act: Callable[[], object]) -> Callable[[], str]:
            def run() -> str:
                try:
                    act()
                except Refused:
                    return "told kindly"
                return "done"

            return run

        def answer(about: OutputVersion = version) -> Thought:
            return add_thought(by=reader, about=about, words="Good", by_name=True, now=NOW)

        def remove(pk: int = version.pk) -> None:
            remove_version(by=maker, pk=pk, now=NOW)

        assert all_at_once([told(answer), told(remove)]) == {"done": 1, "told kindly": 1}
        Thought.objects.all().delete()
