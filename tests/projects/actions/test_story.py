from collections.abc import Callable

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.membership import leave_project
from projects.actions.story import choose_story_name, write_story
from projects.models import Membership, Project, Story, StoryName
from projects.queries.story import story_names
from tests.at_once import all_at_once

pytestmark = pytest.mark.django_db


def write(by: Membership, how: str = "We met on Fridays.", version: int = 1) -> Story:
    """Words of the story."""
    return write_story(by=by, version=version, how=how, what_changed="", now=dates.now())


def choose(by: Membership, shown_as: str, other_name: str = "") -> None:
    """How somebody wants to be named."""
    choose_story_name(by=by, shown_as=shown_as, other_name=other_name, now=dates.now())


def test_any_member_writes_the_story_and_two_at_once_see_both_texts(
    member: Membership, other_member: Membership
) -> None:
    write(member)
    with pytest.raises(Clash) as clash:
        write(other_member, "Lost words")
    assert clash.value.theirs == {"how": "We met on Fridays.", "what_changed": "", "version": 2}
    write(other_member, "We met on Fridays, with tea.", 2)
    assert (Story.objects.get().how, Story.objects.get().version) == ("We met on Fridays, with tea.", 3)


def test_the_story_of_a_project_that_ended_stands(member: Membership) -> None:
    Project.objects.update(status="ended", ended_at=dates.now())
    member.refresh_from_db()
    with pytest.raises(Refused, match="^This project has ended."):
        write(member)


@pytest.mark.django_db(transaction=True)
def test_two_who_begin_the_story_at_once(member: Membership, other_member: Membership) -> None:
    def begin(by: Membership) -> Callable[[], str]:
        return lambda: "wrote it" if write(by).version == 2 else "what?"

    assert all_at_once([begin(member), begin(other_member)]) == {"wrote it": 1, "Clash": 1}


def test_people_stand_in_the_story_as_they_chose_and_who_chose_nothing_does_not(
    facilitator: Membership, member: Membership, other_member: Membership, professional: Membership
) -> None:
    choose(member, "name")
    choose(other_member, "other", "A friend")
    choose(professional, "none")
    assert story_names(member.project) == ["A friend", "Sam"]
    choose(member, "none")
    choose(other_member, "name", "A friend")
    assert story_names(member.project) == ["Jo"]
    assert StoryName.objects.get(membership=other_member).other_name == ""


def test_a_choice_holds_after_the_end_and_after_leaving(member: Membership) -> None:
    Project.objects.update(status="ended", ended_at=dates.now())
    choose(member, "other", "A friend")
    leave_project(by=member, now=dates.now())
    assert story_names(member.project) == ["A friend"]
    member.refresh_from_db()
    with pytest.raises(Refused, match="^You are not in this project.$"):
        choose(member, "name")
