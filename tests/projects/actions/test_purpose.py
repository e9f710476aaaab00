from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Message
from projects.actions.membership import leave_project
from projects.actions.milestone import add_milestone, change_milestone, reach_milestone, undo_milestone
from projects.actions.project import change_project
from projects.actions.purpose import WordsChanged, say_to_purpose, write_purpose
from projects.messages.purpose import PURPOSE_ASKED
from projects.models import Membership, Milestone, Project, PurposeAnswer, PurposeVersion
from tests.at_once import all_at_once
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
WORDS = "Nobody should feel lost on their first day."


def status() -> str:
    """Whether the project's purpose is agreed now."""
    return Project.objects.get().purpose_status


def write(by: Membership, words: str = "New words") -> PurposeVersion:
    """New words by a host."""
    purpose = write_purpose(by=by, words=words, now=dates.now())
    assert purpose is not None
    return purpose


def say(by: Membership, says: str = "agree", count_as: str = "lived", number: int = 1) -> None:
    """What somebody says to the words."""
    say_to_purpose(by=by, version_number=number, says=says, count_as=count_as, now=dates.now())


def asked() -> list[tuple[str, str, str]]:
    """Whom a message about the purpose waits for or was taken back from, and about which asking."""
    rows = Message.objects.filter(kind="purpose-asked").order_by("pk")
    return [(row.recipient.display_name, row.version, row.state) for row in rows if row.recipient]


# --- words ---------------------------------------------------------------------------------------------------------------


def test_new_words_are_the_next_line_of_the_history_and_a_draft(
    facilitator: Membership, project: Project
) -> None:
    Project.objects.update(purpose_status="agreed")
    write(facilitator)
    lines = PurposeVersion.objects.values_list("number", "words", "written_by", "asking")
    assert list(lines) == [(2, "New words", facilitator.pk, 1), (1, WORDS, None, 1)]
    fresh = Project.objects.get()
    assert (fresh.purpose, fresh.purpose_status, fresh.version) == ("New words", "draft", 2)


def test_words_from_before_there_was_a_history_keep_that_they_were_agreed(
    facilitator: Membership, project: Project
) -> None:
    Project.objects.update(purpose_status="agreed")
    write(facilitator)
    assert PurposeVersion.objects.get(number=1).agreed_at == project.opened_at


def test_the_same_words_change_nothing(facilitator: Membership) -> None:
    write(facilitator)
    Project.objects.update(purpose_status="agreed")
    write(facilitator)
    assert (PurposeVersion.objects.count(), status()) == (2, "agreed")


def test_change_project_writes_the_same_history(facilitator: Membership, member: Membership) -> None:
    change_project(by=facilitator, version=1, changes={"purpose": "Other words", "name": "Other name"})
    fresh = Project.objects.get()
    assert (fresh.purpose, fresh.name, fresh.version) == ("Other words", "Other name", 2)
    assert PurposeVersion.objects.get(number=2).words == "Other words"
    assert asked() == [("Sam", "2.1", "waiting")]


def test_write_purpose_refuses_members(member: Membership) -> None:
    with pytest.raises(Refused, match="^The people who run this project write the words"):
        write(member)


def test_two_who_write_at_once_see_both_texts(facilitator: Membership) -> None:
    write(facilitator, "First words")
    with pytest.raises(Clash) as clash:
        write_purpose(by=facilitator, words="Second words", version=1, now=dates.now())
    assert clash.value.theirs == {"words": "First words", "version": 2}
    assert Project.objects.get().purpose == "First words"


# --- answers -------------------------------------------------------------------------------------------------------------


def test_it_is_agreed_when_who_counts_as_lived_experience_agrees(
    facilitator: Membership, member: Membership, professional: Membership
) -> None:
    say(professional, count_as="staff")
    assert status() == "draft"
    say(member)
    assert status() == "agreed"
    assert PurposeVersion.objects.get().agreed_at is not None
    say(facilitator, "change", "lived")
    assert status() == "draft"
    say(facilitator, "aside", "lived")
    assert status() == "agreed"


def test_the_kept_kind_of_experience_is_never_used(member: Membership) -> None:
    say(member, count_as="not")  # Sam has lived experience, and does not want it counted for this
    assert status() == "draft"


def test_an_answer_is_changed_not_added(member: Membership) -> None:
    say(member)
    say(member, "change")
    assert list(PurposeAnswer.objects.values_list("says", "count_as")) == [("change", "lived")]


def test_who_leaves_holds_nothing_up(member: Membership, other_member: Membership) -> None:
    say(member, "change")
    say(other_member)
    assert status() == "draft"
    leave_project(by=member, now=dates.now())
    assert (status(), Project.objects.get().people_count) == ("agreed", 1)


def test_what_was_agreed_stays_when_who_agreed_leaves(member: Membership, other_member: Membership) -> None:
    say(member)
    leave_project(by=member, now=dates.now())
    say(other_member, "change", "staff")
    assert status() == "agreed"


def test_a_draft_does_not_settle_itself_when_nobody_counts(
    member: Membership, other_member: Membership
) -> None:
    say(member, "change")
    leave_project(by=member, now=dates.now())
    assert status() == "draft"


def test_an_answer_to_old_words_is_not_kept(facilitator: Membership, member: Membership) -> None:
    write(facilitator)
    with pytest.raises(WordsChanged, match="^Somebody wrote new words while you were reading."):
        say(member, number=1)
    assert PurposeAnswer.objects.count() == 0


def test_say_to_purpose_refuses_in_a_project_that_ended(member: Membership, project: Project) -> None:
    Project.objects.update(status="ended", ended_at=dates.now())
    with pytest.raises(Refused, match="^This project has ended."):
        say(member)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_both_counted(
    member: Membership, other_member: Membership, professional: Membership
) -> None:
    def answer(by: Membership, says: str) -> Callable[[], str]:
        def act() -> str:
            say(by, says)
            return "said"

        return act

    acts = [answer(member, "agree"), answer(other_member, "change"), answer(professional, "agree")]
    assert all_at_once(acts) == {"said": 3}
    assert (PurposeAnswer.objects.count(), PurposeVersion.objects.count(), status()) == (3, 1, "draft")


# --- messages ------------------------------------------------------------------------------------------------------------


def test_those_who_take_part_are_asked_once_about_each_words(
    facilitator: Membership, member: Membership, other_member: Membership, professional: Membership
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(way="resting")
    Membership.objects.filter(pk=professional.pk).update(way="keep_posted")
    write(facilitator)
    assert asked() == [("Sam", "2.1", "waiting")]
    write(facilitator, "Newer words")
    assert asked() == [("Sam", "2.1", "withdrawn"), ("Sam", "3.1", "waiting")]
    say(member, number=3)
    assert asked() == [("Sam", "2.1", "withdrawn"), ("Sam", "3.1", "withdrawn")]


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda purpose, who: write(Membership.objects.get(is_host=True), "Newer words"),
        lambda purpose, who: PurposeVersion.objects.filter(pk=purpose.pk).update(asking=2),
        lambda purpose, who: say(who, number=purpose.number),
        lambda purpose, who: Membership.objects.filter(pk=who.pk).update(way="resting"),
        lambda purpose, who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now()),
        lambda purpose, who: Project.objects.update(status="paused", paused_at=dates.now()),
        lambda purpose, who: purpose.delete(),
    ],
)
def test_R7_it_is_not_sent_when_the_world_moved_on(
    facilitator: Membership, member: Membership, overtaken: Callable[[PurposeVersion, Membership], object]
) -> None:
    purpose = write(facilitator)
    message = Message.objects.get(kind="purpose-asked")
    assert PURPOSE_ASKED.still_true([message], dates.now()) == {message.pk}
    overtaken(purpose, member)
    assert PURPOSE_ASKED.still_true([message], dates.now()) == set()


# --- milestones ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft_is_there(member: Membership) -> Milestone:
    """A milestone that Sam added."""
    return add_milestone(by=member, what="The first draft is there", on=None, now=dates.now())


def test_reaching_a_milestone_asks_again_and_what_was_agreed_stays_until_somebody_answers(
    facilitator: Membership, member: Membership, draft_is_there: Milestone
) -> None:
    say(member)
    reach_milestone(by=facilitator, pk=draft_is_there.pk, now=dates.now())
    purpose = PurposeVersion.objects.get()
    assert (purpose.asking, purpose.asked_again_for, status()) == (2, "The first draft is there", "agreed")
    assert asked() == [("Amina", "1.2", "waiting"), ("Sam", "1.2", "waiting")]
    message = Message.objects.filter(recipient=member.member).get()
    assert PURPOSE_ASKED.load([message])[message.pk]["milestone"] == "The first draft is there"
    say(member, "change")
    assert status() == "draft"
    assert PurposeAnswer.objects.count() == 2


def test_a_milestone_is_reached_once(member: Membership, draft_is_there: Milestone) -> None:
    reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    with pytest.raises(Refused, match="^The group has reached this one already.$"):
        reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    assert PurposeVersion.objects.get().asking == 2


def test_undoing_a_milestone_asks_nobody_unless_somebody_answered(
    member: Membership, other_member: Membership, draft_is_there: Milestone
) -> None:
    reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    undo_milestone(by=other_member, pk=draft_is_there.pk, now=dates.now())
    draft_is_there.refresh_from_db()
    assert (draft_is_there.reached_at, PurposeVersion.objects.get().asking) == (None, 1)
    assert {state for _who, _version, state in asked()} == {"withdrawn"}
    reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    say(other_member)
    undo_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    assert PurposeVersion.objects.get().asking == 2


def test_undoing_ends_after_a_day(member: Membership, draft_is_there: Milestone) -> None:
    reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now() - timedelta(hours=25))
    with pytest.raises(Refused, match="^It is more than a day ago."):
        undo_milestone(by=member, pk=draft_is_there.pk, now=dates.now())


def test_a_milestone_of_a_project_without_a_purpose_asks_nobody(
    member: Membership, draft_is_there: Milestone
) -> None:
    Project.objects.update(purpose="")
    reach_milestone(by=member, pk=draft_is_there.pk, now=dates.now())
    assert (PurposeVersion.objects.count(), asked()) == (0, [])


def test_two_who_change_a_milestone_see_both_texts(member: Membership, draft_is_there: Milestone) -> None:
    change_milestone(by=member, pk=draft_is_there.pk, version=1, what="The draft was read", on=None)
    with pytest.raises(Clash) as clash:
        change_milestone(by=member, pk=draft_is_there.pk, version=1, what="Lost words", on=None)
    assert clash.value.theirs == {"what": "The draft was read", "on": None, "version": 2}


def test_milestones_of_other_projects_are_not_there(draft_is_there: Milestone) -> None:
    stranger = make_membership()
    with pytest.raises(Milestone.DoesNotExist):
        reach_milestone(by=stranger, pk=draft_is_there.pk, now=dates.now())
    with pytest.raises(Milestone.DoesNotExist):
        change_milestone(by=stranger, pk=draft_is_there.pk, version=1, what="Ours", on=None)


def test_an_answer_to_words_that_were_taken_away_a_moment_ago_is_not_kept(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    """The page was loaded before: without words there is nothing to agree with."""
    write(facilitator)
    stale = Membership.objects.select_related("project", "member").get(pk=member.pk)
    write_purpose(by=facilitator, words="", now=dates.now())
    with pytest.raises(WordsChanged):
        say(stale, number=2)
    assert (status(), PurposeAnswer.objects.count()) == ("draft", 0)
