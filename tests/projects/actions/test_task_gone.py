"""A task that names what somebody took away a moment ago, or a limit that was lifted and may be put back."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.limit import lift_limit, put_limit_back
from projects.actions.output import remove_output
from projects.actions.piece import delete_question
from projects.actions.task import add_task, edit_task
from projects.models import Given, Membership, Output, Piece, Task
from tests.at_once import all_at_once
from tests.factories.common_ground import make_output, make_piece
from tests.factories.projects import make_membership, make_project, make_role, make_task

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {"title": "Draw the door", "what": "With a pencil."}


def test_a_task_is_added_without_what_is_gone_or_elsewhere() -> None:
    sam = make_membership(project=make_project())
    output, piece, elsewhere = make_output(project=sam.project), make_piece(project=sam.project), make_role()
    named = {"output_id": output.pk, "piece_id": piece.pk, "role_id": elsewhere.pk}
    Output.objects.all().delete()
    task = add_task(by=sam, words={**WORDS, **named}, now=dates.now())
    assert (task.output_id, task.piece_id, task.role_id) == (None, piece.pk, None)
    Piece.objects.all().delete()
    task = edit_task(by=sam, pk=task.pk, version=1, words={**WORDS, **named})
    assert (task.output_id, task.piece_id, task.title) == (None, None, "Draw the door")


def test_adding_a_task_for_what_is_taken_away_at_once_never_breaks() -> None:
    for _round in range(6):
        sam = make_membership(project=make_project())
        output = make_output(project=sam.project, added_by=sam)
        piece = make_piece(project=sam.project, group="ours", added_by=sam)
        acts: list[Callable[[], object]] = [
            lambda by=sam, it=output: remove_output(by=by, pk=it.pk),  # type: ignore[misc]
            lambda by=sam, it=piece: delete_question(by=by, pk=it.pk),  # type: ignore[misc]
            lambda by=sam, one=output, two=piece: add_task(  # type: ignore[misc]
                by=by, words={**WORDS, "output_id": one.pk, "piece_id": two.pk}, now=dates.now()
            ),
        ]

        def quietly(act: Callable[[], object]) -> Callable[[], str]:
            def run() -> str:
                try:
                    act()
                except Refused:
                    return "refused"
                return "done"

            return run

        came = all_at_once([quietly(act) for act in acts])
        task = Task.objects.get(project=sam.project)
        assert set(came) <= {"done", "refused"}, came
        assert (task.output_id in {None, output.pk}, task.piece_id in {None, piece.pk}) == (True, True)


def test_a_limit_that_was_lifted_is_on_its_task_again_once_it_is_put_back() -> None:
    host: Membership = make_membership(project=make_project(), is_host=True)
    limits = [
        Given.objects.create(project=host.project, what=what, whose_rule="The council")
        for what in ("The logo", "The name")
    ]
    task = make_task(project=host.project)
    task.givens.set(limits)
    lift_limit(by=host, pk=limits[0].pk, now=dates.now())
    edit_task(by=host, pk=task.pk, version=1, words=WORDS, givens=[])
    put_limit_back(by=host, pk=limits[0].pk, now=dates.now())
    assert list(task.givens.all()) == limits[:1]
