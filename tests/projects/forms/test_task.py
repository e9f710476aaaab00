"""How a task is shared and for how many go together; steps, sections and what cannot be read."""

from datetime import date
from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.task_steps import Step
from projects.forms.task import TaskChoices, TaskEditForm, TaskForm, initial_of_new

CHOICES = TaskChoices(
    zone="Europe/London",
    purpose="Nobody <b>lost</b>",
    people=[(7, "Amina"), (8, "Sam"), (9, "Jo")],
    givens=[(3, "The logo"), (4, "The money")],
    pieces=[(5, "Who draws?")],
)


def form(initial: dict[str, Any] | None = None, **typed: Any) -> TaskForm:
    """The form as it was sent."""
    posted = {"title": "Draw", "what": "The cover.", **typed}
    if initial is None:
        return TaskForm(posted, choices=CHOICES)
    return TaskEditForm({"version": "1", **posted}, choices=CHOICES, initial=initial)


def shared(sent: TaskForm) -> tuple[str, int, list[str]]:
    """The way of sharing, for how many, and the sections."""
    assert sent.is_valid(), sent.errors
    return sent.words()["mode"], sent.parts()["places"], sent.parts()["sections"]


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ({}, ("one", 1, [])),
        ({"places": "1", "mode": "one"}, ("one", 1, [])),
        ({"places": "2", "mode": "one"}, ("pair", 2, [])),
        ({"places": "4", "mode": "one"}, ("together", 4, [])),
        ({"places": "1", "mode": "pair"}, ("pair", 2, [])),
        ({"places": "1", "mode": "together"}, ("together", 3, [])),  # as many as there are people
        ({"places": "5", "mode": "together"}, ("together", 5, [])),
        (
            {"places": "5", "mode": "sections", "sections": " Start \n\nMap\n"},
            ("sections", 2, ["Start", "Map"]),
        ),
        ({"mode": "pair", "sections": "Start"}, ("pair", 2, [])),
    ],
)
def test_a_new_task_is_shared_as_said(typed: dict[str, str], means: tuple[str, int, list[str]]) -> None:
    assert shared(form(**typed)) == means


@pytest.mark.parametrize(
    ("before", "typed", "means"),
    [
        (("one", 2), {"places": "2", "mode": "one"}, ("one", 2, [])),  # somebody joined
        (("one", 1), {"places": "1", "mode": "pair"}, ("pair", 2, [])),
        (("pair", 2), {"places": "1", "mode": "pair"}, ("one", 1, [])),
        (("pair", 2), {"places": "5", "mode": "pair"}, ("together", 5, [])),
        (("together", 5), {"places": "2", "mode": "together"}, ("together", 2, [])),
        (("together", 5), {"places": "5", "mode": "one"}, ("one", 1, [])),
        (("together", 5), {"places": "", "mode": ""}, ("together", 5, [])),
    ],
)
def test_whichever_was_changed_leads(
    before: tuple[str, int], typed: dict[str, str], means: tuple[str, int, list[str]]
) -> None:
    assert shared(form({"mode": before[0], "places": before[1]}, **typed)) == means


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"mode": "sections"}, {"sections": ["Name each section on its own line"]}),
        ({"mode": "sections", "sections": "\n".join("abcdefghijklmnopqrstu")},
         {"sections": ["It can have 20 sections at most"]}),
        ({"mode": "sections", "sections": "x" * 101},
         {"sections": ["Use fewer words for each section. There is room for 100 letters"]}),
        ({"step_2_who": "7"}, {"step_2_grounds": ["Say what they look at"]}),
        ({"step_1_if_no": "We talk"}, {"step_1_grounds": ["Say what they look at"]}),
        ({"step_1_grounds": "Names", "step_1_by_day": "1/1/2020"},
         {"step_1_by_day": ["This day is over. Choose a day from today on"]}),
        ({"step_1_grounds": "Names", "step_1_by_day": "in a while"}, {"step_1_by_day": ["Enter a day, like 14 May"]}),
    ],
)  # fmt: skip
def test_what_needs_another_look(typed: dict[str, str], errors: dict[str, list[str]]) -> None:
    assert dict(form(**typed).errors) == errors


@pytest.mark.parametrize(
    "typed",
    [{"givens": ["99"]}, {"skills": ["flying"]}, {"mode": "war"}, {"piece": "6"}, {"output": "1"}, {"step_1_who": "10"}],
)  # fmt: skip
def test_no_choice_that_was_not_offered(typed: dict[str, Any]) -> None:
    assert not form(**typed).is_valid()


def test_steps_as_the_action_takes_them() -> None:
    sent = form(step_1_who="7", step_1_grounds="Names", step_1_by_day="tomorrow", step_3_grounds="The logo")
    assert sent.is_valid()
    tomorrow = date.fromordinal(dates.today("Europe/London").toordinal() + 1)
    assert sent.parts()["steps"] == [
        Step(1, 7, "", tomorrow, "Names", ""),
        Step(2),
        Step(3, None, "", None, "The logo", ""),
    ]


def test_an_answered_step_is_not_offered_again() -> None:
    sent = TaskEditForm(
        {"title": "Draw", "what": "x", "version": "1", "step_1_grounds": "Other"},
        choices=CHOICES,
        answered={1},
    )
    assert sent.is_valid()
    assert [step.number for step in sent.parts()["steps"]] == [2, 3]


def test_skills_and_limits_in_the_order_they_are_offered() -> None:
    sent = form(skills=["trying", "drawing"], givens=["4", "3"])
    assert sent.is_valid()
    assert (sent.words()["skills"], sent.parts()["givens"]) == (["drawing", "trying"], [3, 4])


def test_the_purpose_stands_above_why_as_it_was_written() -> None:
    assert form().fields["why"].help_text == "Our purpose: Nobody &lt;b&gt;lost&lt;/b&gt;"


@pytest.mark.parametrize(
    ("query", "initial"),
    [({"piece": "5"}, {"piece": 5}), ({"piece": "6"}, {}), ({"piece": "²"}, {}), ({"part_of": "5"}, {}), ({"output": "-1"}, {})],
)  # fmt: skip
def test_initial_of_new_takes_what_the_project_has(query: dict[str, str], initial: dict[str, int]) -> None:
    assert initial_of_new(query, CHOICES) == initial
