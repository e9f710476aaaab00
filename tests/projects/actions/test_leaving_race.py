"""Somebody leaves, or hands the project on, while they or others write: nobody waits for each other for ever."""

from collections.abc import Callable
from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.ending import end_project
from projects.actions.hosting import stop_hosting
from projects.actions.membership import leave_project
from projects.actions.piece import add_question
from projects.actions.purpose import say_to_purpose
from projects.actions.thought import add_thought
from projects.actions.version import add_version
from projects.models import Membership, Project, Section
from tests.at_once import all_at_once
from tests.factories.common_ground import make_output, make_piece, make_purpose
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[Membership], Any]


def asks(by: Membership) -> object:
    return add_question(by=by, question="Who makes the tea?", now=dates.now())


def answers(by: Membership) -> object:
    return say_to_purpose(by=by, version_number=1, says="yes", count_as="lived", now=dates.now())


def writes(by: Membership) -> object:
    """A version of what they hold the thread of: leaving lets go of that same row."""
    output = by.project.outputs.get()
    return add_version(by=by, output_pk=output.pk, words="Welcome.", now=dates.now())


def thinks(by: Membership) -> object:
    return add_thought(
        by=by, about=by.project.pieces.get(), words="Tea first.", by_name=False, now=dates.now()
    )


def ends(by: Membership) -> object:
    return end_project(by=by, words={}, now=dates.now())


def make_busy(by: Membership) -> Project:
    """A project in which this person holds something of everything."""
    output = make_output(project=by.project, thread_holder=by)
    Section.objects.create(output=output, title="The door", position=1).holders.add(by)
    make_piece(project=by.project)
    make_purpose(project=by.project)
    return by.project


@pytest.mark.parametrize("act", [asks, answers, writes, thinks, ends])
def test_whoever_leaves_and_writes_at_once_is_never_stuck(act: Act) -> None:
    for _round in range(4):
        sam = make_membership(project=make_project(), is_host=True)
        make_membership(project=sam.project, is_host=True)
        make_busy(sam)
        twice = [Membership.objects.select_related("project", "member").get(pk=sam.pk) for _each in range(2)]

        def leave(by: Membership = twice[0]) -> str:
            return leave_project(by=by, now=dates.now()).status

        def write(by: Membership = twice[1]) -> str:
            act(by)
            return "written"

        came = all_at_once([leave, write])
        assert (came["left"], came["OperationalError"]) == (1, 0), came


@pytest.mark.parametrize("act", [asks, answers, ends])
def test_whoever_stops_running_a_project_and_writes_at_once_is_never_stuck(act: Act) -> None:
    for _round in range(4):
        sam = make_membership(project=make_project(), is_host=True)
        make_membership(project=sam.project, is_host=True)
        make_busy(sam)
        twice = [Membership.objects.select_related("project", "member").get(pk=sam.pk) for _each in range(2)]

        def stop(by: Membership = twice[0]) -> str:
            stop_hosting(by=by)
            return "stopped"

        def write(by: Membership = twice[1]) -> str:
            act(by)
            return "written"

        assert all_at_once([stop, write])["OperationalError"] == 0
