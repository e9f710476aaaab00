"""Two at the same moment on one task: whoever changes its places and whoever takes one neither wait for ever nor lose."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from projects.actions.task import edit_task
from projects.actions.task_claim import PlaceGone, claim_task
from projects.actions.task_words import answer_call
from projects.models import CallAnswer, Membership, Task
from tests.factories.projects import make_membership, make_task
from tests.projects.actions.test_race import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"title": "Write the guide", "what": "Page by page."}


def test_C2_of_ten_who_save_at_once_one_saves_and_nine_read_both_texts() -> None:
    task = make_task()
    host = make_membership(project=task.project, is_host=True)

    def edit() -> str:
        try:
            edit_task(by=host, pk=task.pk, version=1, words=WORDS, places=3, sections=["A", "B", "C"])
        except Clash:
            return "both texts"
        return "saved"

    assert all_at_once([edit] * 10) == {"saved": 1, "both texts": 9}
    assert list(task.places.values_list("section", flat=True)) == ["A", "B", "C"]


def test_claims_while_the_places_change_leave_the_counts_right() -> None:
    task = make_task(places=6)
    host = make_membership(project=task.project, is_host=True)
    people = [make_membership(project=task.project) for _each in range(8)]

    def claim(by: Membership) -> Callable[[], str]:
        def act() -> str:
            try:
                claim_task(by=by, pk=task.pk, now=dates.now())
            except PlaceGone:
                return "told kindly"
            return "has it"

        return act

    def edit() -> str:
        edit_task(by=host, pk=task.pk, version=1, words=WORDS, places=2, sections=["A", "B"])
        return "saved"

    outcomes = all_at_once([edit, *(claim(by) for by in people)])
    assert (outcomes["saved"], outcomes["has it"] + outcomes["told kindly"]) == (1, 8)
    task.refresh_from_db()
    held = task.places.filter(holder__isnull=False).count()
    assert (held, task.free_places) == (outcomes["has it"], task.places.filter(holder=None).count())


def test_an_answer_sent_ten_times_at_once_is_one_answer() -> None:
    task = make_task(open_call="Somebody who has waited here")
    by = make_membership(project=task.project)

    def answer() -> str:
        said = {"words": "", "audience": "hosts", "asked": task.open_call}
        answer_call(by=by, pk=task.pk, now=dates.now(), **said)
        return "said"

    assert (all_at_once([answer] * 10), CallAnswer.objects.count()) == ({"said": 10}, 1)
    assert Task.objects.get().version == 1
