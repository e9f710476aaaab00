"""Offers, claims, leaving and answers with real connections at the same moment: one outcome, and no counts that drift."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.membership import choose_way, leave_project
from projects.actions.sign_off_answer import say_no, say_yes
from projects.actions.task_claim import PlaceGone, claim_task
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover, open_old_offers_to_all, say_no_to_offer
from projects.models import Membership, Project, SignOff, Task, TaskPlace
from tests.at_once import all_at_once
from tests.factories.common_ground import make_sign_off
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5
WORDS = {"heard": "Warm.", "why": "A face.", "whose_rule": "", "possible": "Another."}


def people(project: Project, number: int) -> list[Membership]:
    """So many members."""
    return [make_membership(project=project, member=make_member()) for _each in range(number)]


def said(act: Callable[[], object], word: str) -> Callable[[], str]:
    """The act as a race runs it: its word, or why not."""

    def run() -> str:
        try:
            act()
        except PlaceGone:
            return "told kindly"
        except Refused:
            return "refused"
        return word

    return run


def claim(by: Membership, task: Task) -> Callable[[], str]:
    """Take the task."""
    return said(lambda: claim_task(by=by, pk=task.pk, now=dates.now()), "has it")


def leave(by: Membership) -> Callable[[], str]:
    """Leave the project."""
    return said(lambda: leave_project(by=by, now=dates.now()), "left")


def counts_are_right() -> bool:
    """Whether each task counts the places that nobody holds and that ask nobody."""
    return all(
        task.free_places == task.places.filter(holder__isnull=True, offered_to__isnull=True).count()
        for task in Task.objects.all()
    )


def test_an_offer_is_taken_or_over_never_both() -> None:
    now = dates.now() + timedelta(days=30)
    for _each in range(TIMES):
        jo, *others = people(make_project(), 4)
        task = make_task(project=jo.project, free_places=0)
        task.places.update(offered_to=jo, offered_until=dates.today("Europe/London"))
        came = all_at_once(
            [
                claim(jo, task),
                said(lambda: open_old_offers_to_all(now=now), "over"),
                *(claim(each, task) for each in others),
            ]
        )
        assert (came["has it"], came["over"], came["told kindly"]) == (1, 1, 3)
        assert (task.places.filter(holder__isnull=False, offered_to=None).count(), counts_are_right()) == (
            1,
            True,
        )


def test_a_no_and_claims_of_the_same_place() -> None:
    for _each in range(TIMES):
        jo, *others = people(make_project(), 5)
        task = make_task(project=jo.project, free_places=0)
        task.places.update(offered_to=jo, offered_until=dates.today("Europe/London"))
        no = said(lambda jo=jo, task=task: say_no_to_offer(by=jo, pk=task.pk, now=dates.now()), "said no")  # type: ignore[misc]
        came = all_at_once([no, *(claim(each, task) for each in others)])
        assert (came["said no"], came["has it"] + came["told kindly"]) == (1, 4)
        assert came["has it"] <= 1
        assert counts_are_right()


def test_who_is_asked_leaves_while_they_are_asked() -> None:
    """The one who passes it on and the one who is asked leave, while a third wants it."""
    for _each in range(TIMES):
        sam, jo, tom = people(make_project(), 3)
        task = make_task(project=sam.project, holders=[sam])
        choose_cover(by=sam, pk=task.pk, cover="pass", to=jo.pk)
        came = all_at_once([leave(sam), leave(jo), claim(tom, task)])
        assert (came["left"], came["has it"] + came["told kindly"]) == (2, 1)
        place = TaskPlace.objects.get(task=task)
        assert (place.offered_to, counts_are_right()) == (None, True)
        assert place.holder in {None, tom}


def test_people_who_name_each_other_leave_rest_and_hand_back_together() -> None:
    project = make_project()
    everybody = people(project, 6)
    tasks = []
    for who, other in zip(everybody, everybody[1:] + everybody[:1], strict=True):
        task = make_task(project=project, places=2, holders=[who])
        choose_cover(by=who, pk=task.pk, cover="pass", to=other.pk)
        tasks.append(task)
    acts = [leave(who) for who in everybody[:2]]
    acts += [said(lambda who=who: choose_way(by=who, way="resting"), "rests") for who in everybody[2:4]]  # type: ignore[misc]
    acts += [
        said(lambda who=who, task=task: hand_back_task(by=who, pk=task.pk, now=dates.now()), "handed back")  # type: ignore[misc]
        for who, task in zip(everybody[4:], tasks[4:], strict=True)
    ]
    acts += [claim(who, task) for who in everybody[4:] for task in tasks[:4]]
    came = all_at_once(acts)
    assert (came["left"], came["rests"], came["handed back"]) == (2, 2, 2)
    assert came["has it"] + came["told kindly"] + came["refused"] == 8
    assert counts_are_right()
    gone = [*everybody[:4]]
    assert (
        TaskPlace.objects.filter(holder__in=gone).count()
        + TaskPlace.objects.filter(offered_to__in=gone).count()
        == 0
    )


def test_two_answers_and_done_taken_back_at_the_same_moment() -> None:
    for _each in range(TIMES):
        sam, tom = people(make_project(), 2)
        task = make_task(project=sam.project, holders=[sam])
        step = make_sign_off(task=task, who=tom)
        finish_task(by=sam, pk=task.pk, now=dates.now())
        version = SignOff.objects.get(pk=step.pk).version

        def yes(by: Membership = tom, pk: int = step.pk, version: int = version) -> object:
            return say_yes(by=by, pk=pk, version=version, now=dates.now())

        def no(by: Membership = tom, pk: int = step.pk, version: int = version) -> object:
            return say_no(by=by, pk=pk, version=version, words=WORDS, talk_to=by.pk, now=dates.now())

        came = all_at_once([said(yes, "yes"), said(no, "no"), said(yes, "yes"), said(no, "no")])
        assert (came["yes"] + came["no"], came["refused"]) == (1, 3)
        task.refresh_from_db()
        assert task.status == ("done" if came["yes"] else "open")


def test_who_signs_off_leaves_while_they_answer_and_the_holder_takes_it_back() -> None:
    for _each in range(TIMES):
        sam, tom, host = people(make_project(), 3)
        Membership.objects.filter(pk=host.pk).update(is_host=True)
        task = make_task(project=sam.project, holders=[sam])
        step = make_sign_off(task=task, who=tom)
        finish_task(by=sam, pk=task.pk, now=dates.now())
        yes = said(lambda tom=tom, step=step: say_yes(by=tom, pk=step.pk, version=2, now=dates.now()), "yes")  # type: ignore[misc]
        back = said(lambda sam=sam, task=task: undo_done(by=sam, pk=task.pk, now=dates.now()), "back")  # type: ignore[misc]
        came = all_at_once([yes, leave(tom), back])
        assert (came["left"], came["back"], came["yes"] + came["refused"]) == (1, 1, 1)
        task.refresh_from_db()
        assert task.status == "open"
