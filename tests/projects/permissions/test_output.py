"""Who may do what with what the group makes: outputs, sections, versions, credits."""

from datetime import timedelta

import pytest

from coproduce.lib.answers import YES, Answer
from projects.models import Output, OutputVersion, ReadThrough, Section
from projects.permissions.credit import can_say_credit, can_take_name_back
from projects.permissions.output import (
    can_add_output,
    can_ask_for_reading,
    can_change_output,
    can_finish_output,
    can_give_up_thread,
    can_hold_thread,
    can_read_through,
    can_reopen_output,
)
from projects.permissions.section import (
    MOST_SECTIONS,
    can_add_section,
    can_hold_section,
    can_let_go_of_section,
    can_remove_section,
)
from projects.permissions.version import can_check_version, can_remove_version
from tests.projects.permissions import made

NOT_HERE, FINISHED = "You are not in this project.", "This is finished. Open it again to change it."
HOLDS = ReadThrough(holds_together=True, read_at=made.NOW)
A_MINUTE = timedelta(minutes=1)


def output(**fields: object) -> Output:
    """Something that is being made."""
    return Output(pk=1, project=made.project(), title="A guide", **fields)


READING, DONE = output(status="reading"), output(status="finished", finished_at=made.NOW)


def version(**fields: object) -> OutputVersion:
    """An easy-read version that person 1 made."""
    values = {"pk": 1, "output": output(), "number": 1, "made_by": made.membership(), "made_at": made.NOW}
    return OutputVersion(**{**values, "is_easy_read": True, **fields})


def section(of: Output | None = None) -> Section:
    """A part of it."""
    return Section(pk=1, output=of or output(), title="What happens first", position=1)


def test_can_add_output_is_for_every_member() -> None:
    assert can_add_output(made.membership()) == YES
    assert can_add_output(made.left()).reason == NOT_HERE
    assert can_add_output(made.in_ended()).reason == "This project has ended. You can still read it."


@pytest.mark.parametrize(
    "answer",
    [
        can_change_output(made.elsewhere(), output()),
        can_hold_thread(made.elsewhere(), output()),
        can_give_up_thread(made.elsewhere(), output()),
        can_ask_for_reading(made.elsewhere(), output(), has_versions=True),
        can_read_through(made.elsewhere(), READING),
        can_finish_output(made.elsewhere(), READING, HOLDS, None),
        can_reopen_output(made.elsewhere(), DONE),
        can_hold_section(made.elsewhere(), section(), holds=False),
        can_let_go_of_section(made.elsewhere(), section(), holds=True),
        can_remove_section(made.elsewhere(), section(), has_versions=False),
        can_remove_version(made.elsewhere(), version(), has_answers=False, now=made.NOW),
        can_check_version(made.elsewhere(), version()),
        can_say_credit(made.elsewhere(), output()),
        can_take_name_back(made.elsewhere(), 1),
        can_take_name_back(made.left(), 1),
    ],
)
def test_nothing_is_for_people_of_other_projects(answer: Answer) -> None:
    assert answer.reason == NOT_HERE


def test_can_change_output_until_it_is_finished() -> None:
    assert can_change_output(made.membership(), output()) == YES
    assert can_change_output(made.membership(), READING) == YES
    assert can_change_output(made.membership(), DONE).reason == FINISHED


def test_can_hold_thread_where_nobody_does() -> None:
    me, other = made.membership(1), made.membership(2)
    assert can_hold_thread(me, output()) == YES
    assert can_hold_thread(me, output(thread_holder=me)).reason == "You hold the thread already."
    assert can_hold_thread(me, output(thread_holder=other)).reason.startswith("Somebody holds the thread.")
    assert can_hold_thread(me, DONE).reason == FINISHED


def test_can_give_up_thread_at_any_time() -> None:
    me = made.membership(1)
    assert can_give_up_thread(me, output(thread_holder=me)) == YES
    assert can_give_up_thread(me, output()).reason == "You do not hold the thread now."


def test_can_ask_for_reading_once_there_is_something() -> None:
    me = made.membership()
    assert can_ask_for_reading(me, output(), has_versions=True) == YES
    assert can_ask_for_reading(me, output(), has_versions=False).reason.startswith("Add a first version.")
    assert can_ask_for_reading(me, READING, has_versions=True).reason.startswith("Somebody asked")
    assert can_ask_for_reading(me, DONE, has_versions=True).reason == FINISHED


def test_can_read_through_is_for_the_holder_else_for_everybody() -> None:
    me, other = made.membership(1), made.membership(2)
    held = output(status="reading", thread_holder=me)
    assert can_read_through(me, held) == YES
    assert can_read_through(other, READING) == YES
    assert can_read_through(other, held).reason == "The person who holds the thread reads it through."
    assert can_read_through(me, output()).reason == "Nobody asked for a read-through just now."


def test_can_finish_output_when_the_newest_words_hold_together() -> None:
    me, before, after = made.membership(), made.NOW - A_MINUTE, made.NOW + A_MINUTE
    not_yet = ReadThrough(holds_together=False, read_at=made.NOW)
    assert can_finish_output(me, READING, HOLDS, before) == YES
    assert can_finish_output(me, READING, HOLDS, None) == YES
    assert can_finish_output(me, READING, HOLDS, after).reason.startswith("There is a version that is newer")
    assert can_finish_output(me, READING, not_yet, before).reason == "Somebody reads it through first."
    assert can_finish_output(me, READING, None, before).reason == "Somebody reads it through first."
    assert (
        can_finish_output(me, output(), HOLDS, before).reason == "Nobody asked for a read-through just now."
    )


def test_can_reopen_output_at_any_time() -> None:
    assert [bool(can_reopen_output(made.membership(), each)) for each in (READING, DONE)] == [True, True]
    assert can_reopen_output(made.membership(), output()).reason == "This is being made."


def test_sections_are_taken_beside_others_and_let_go() -> None:
    me = made.membership()
    assert can_hold_section(me, section(), holds=False) == YES
    assert can_hold_section(me, section(), holds=True).reason == "You have this section already."
    assert can_hold_section(me, section(DONE), holds=False).reason == FINISHED
    assert can_let_go_of_section(me, section(), holds=True) == YES
    assert can_let_go_of_section(me, section(), holds=False).reason == "You do not have this section now."
    assert can_let_go_of_section(me, section(DONE), holds=True).reason == FINISHED


def test_can_add_and_remove_section() -> None:
    me = made.membership()
    assert can_add_section(YES, sections=MOST_SECTIONS - 1) == YES
    assert can_add_section(YES, sections=MOST_SECTIONS).reason.startswith("There are many sections now.")
    assert can_add_section(can_change_output(me, DONE), sections=0).reason == FINISHED
    assert can_remove_section(me, section(), has_versions=False) == YES
    assert can_remove_section(me, section(), has_versions=True).reason.startswith(
        "This section has a version."
    )
    assert can_remove_section(me, section(DONE), has_versions=False).reason == FINISHED


def test_can_remove_version_for_a_day_without_answers() -> None:
    me, day = made.membership(), timedelta(days=1)
    assert can_remove_version(me, version(), has_answers=False, now=made.NOW + day) == YES
    refused = [
        can_remove_version(me, version(), has_answers=False, now=made.NOW + day + A_MINUTE),
        can_remove_version(me, version(), has_answers=True, now=made.NOW),
        can_remove_version(made.host(), version(), has_answers=False, now=made.NOW),
        can_remove_version(me, version(output=DONE), has_answers=False, now=made.NOW),
    ]
    assert [answer.reason for answer in refused] == [
        "It is more than a day ago. You can add a newer version.",
        "Somebody has answered it. You can add a newer version.",
        "Only the person who added a version can take it away.",
        FINISHED,
    ]


def test_can_check_version_is_for_other_readers_of_easy_read() -> None:
    assert can_check_version(made.membership(2), version()) == YES
    assert can_check_version(made.membership(2), version(output=DONE)) == YES
    assert can_check_version(made.membership(1), version()).reason.startswith("You added this version.")
    plain = version(is_easy_read=False)
    assert can_check_version(made.membership(2), plain).reason == "Readers check easy-read versions."


def test_a_name_can_be_taken_back_also_when_the_project_has_ended() -> None:
    ended = made.in_ended()
    theirs = Output(pk=1, project=ended.project, title="A guide")
    assert can_say_credit(ended, theirs).reason == "This project has ended. You can still read it."
    assert can_take_name_back(ended, theirs.project_id) == YES
    assert can_say_credit(made.membership(), DONE) == YES
