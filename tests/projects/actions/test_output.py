"""Making something together: words, who answers, the thread, sections, the way to finished, credits."""

from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Message
from projects.actions.credit import say_credit, take_credit_back
from projects.actions.membership import choose_way, leave_project
from projects.actions.output import (
    add_output,
    change_output,
    give_up_thread,
    hold_thread,
    name_who_answers,
)
from projects.actions.read_through import ask_for_reading, finish_output, read_through, reopen_output
from projects.actions.section import (
    add_section,
    hold_section,
    let_go_of_section,
    move_section,
    remove_section,
    rename_section,
)
from projects.models import Credit, Membership, Output, Project, Section
from projects.permissions.section import MOST_SECTIONS
from tests.factories.common_ground import make_output, make_version
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
NOW = dates.now()
WORDS = {"title": "A guide", "what": "For new people", "good_enough": "Short and true"}


@pytest.fixture
def output(project: Project) -> Output:
    """A guide in the making."""
    return make_output(project=project, title="A guide")


def titles(output: Output) -> list[str]:
    return list(output.sections.values_list("title", flat=True))


def test_add_output_names_nobody(member: Membership) -> None:
    output = add_output(by=member, words=WORDS, now=NOW)
    output.refresh_from_db()
    assert [getattr(output, name) for name in WORDS] == list(WORDS.values())
    assert (output.answers_for_it, output.thread_holder, output.status) == (None, None, "making")
    assert (output.added_by, output.added_at) == (member, NOW)


def test_add_output_is_refused_for_who_left(member: Membership) -> None:
    member.status = Membership.Status.LEFT
    with pytest.raises(Refused, match="^You are not in this project.$"):
        add_output(by=member, words=WORDS, now=NOW)


def test_change_output_keeps_both_texts(member: Membership, other_member: Membership, output: Output) -> None:
    change_output(by=member, pk=output.pk, version=1, words=WORDS)
    with pytest.raises(Clash) as clash:
        change_output(by=other_member, pk=output.pk, version=1, words={**WORDS, "what": "Mine"})
    assert clash.value.theirs == {**WORDS, "version": 2}
    assert Output.objects.get().what == "For new people"


def test_change_output_of_another_project_is_not_found(member: Membership) -> None:
    with pytest.raises(Refused, match="^This is not here any more"):
        change_output(by=member, pk=make_output().pk, version=1, words=WORDS)


def test_name_who_answers_is_a_choice_of_the_group(
    member: Membership, other_member: Membership, professional: Membership, output: Output
) -> None:
    name_who_answers(by=member, pk=output.pk, version=1, person_id=professional.pk)
    with pytest.raises(Clash) as clash:
        name_who_answers(by=other_member, pk=output.pk, version=1, person_id=None)
    assert clash.value.theirs == {"person": professional.pk, "version": 2}
    assert name_who_answers(by=member, pk=output.pk, version=2, person_id=None).answers_for_it is None


def test_name_who_answers_refuses_people_who_are_not_here(member: Membership, output: Output) -> None:
    stranger = make_membership()
    left = make_membership(project=output.project, status="left", left_at=NOW)
    for person in (stranger, left):
        with pytest.raises(Refused, match="^You are not in this project.$"):
            name_who_answers(by=member, pk=output.pk, version=1, person_id=person.pk)
    assert Output.objects.get(pk=output.pk).answers_for_it is None


def test_the_thread_is_taken_by_oneself_and_given_up(
    member: Membership, other_member: Membership, output: Output
) -> None:
    hold_thread(by=member, pk=output.pk)
    with pytest.raises(Refused, match="^Somebody holds the thread."):
        hold_thread(by=other_member, pk=output.pk)
    with pytest.raises(Refused, match="^You do not hold the thread now.$"):
        give_up_thread(by=other_member, pk=output.pk)
    give_up_thread(by=member, pk=output.pk)
    assert hold_thread(by=other_member, pk=output.pk).thread_holder == other_member


def test_whoever_left_holds_no_thread_and_no_section(member: Membership, output: Output) -> None:
    section = add_section(by=member, output_pk=output.pk, title="First")
    hold_thread(by=member, pk=output.pk)
    hold_section(by=member, pk=section.pk)
    leave_project(by=member, now=NOW)
    output.refresh_from_db()
    assert (output.thread_holder, list(section.holders.all())) == (None, [])
    for act in (lambda: hold_thread(by=member, pk=output.pk), lambda: hold_section(by=member, pk=section.pk)):
        with pytest.raises(Refused, match="^You are not in this project.$"):
            act()


# --- sections ----------------------------------------------------------------------------------------------------------


def test_sections_are_added_at_the_end_and_moved(member: Membership, output: Output) -> None:
    first, second, third = (add_section(by=member, output_pk=output.pk, title=title) for title in "abc")
    move_section(by=member, pk=third.pk, up=True)
    assert titles(output) == ["a", "c", "b"]
    move_section(by=member, pk=first.pk, up=False)
    assert titles(output) == ["c", "a", "b"]
    move_section(by=member, pk=third.pk, up=True)  # the first one stays
    move_section(by=member, pk=second.pk, up=False)  # and the last
    assert titles(output) == ["c", "a", "b"]


def test_there_are_at_most_so_many_sections(member: Membership, output: Output) -> None:
    for number in range(MOST_SECTIONS):
        Section.objects.create(output=output, title=str(number), position=number)
    with pytest.raises(Refused, match="^There are many sections now."):
        add_section(by=member, output_pk=output.pk, title="one more")


def test_rename_section_keeps_both_names(
    member: Membership, other_member: Membership, output: Output
) -> None:
    section = add_section(by=member, output_pk=output.pk, title="First")
    rename_section(by=member, pk=section.pk, version=1, title="At the door")
    with pytest.raises(Clash) as clash:
        rename_section(by=other_member, pk=section.pk, version=1, title="Coming in")
    assert clash.value.theirs == {"title": "At the door", "version": 2}
    assert titles(output) == ["At the door"]


def test_several_people_hold_a_section(member: Membership, other_member: Membership, output: Output) -> None:
    section = add_section(by=member, output_pk=output.pk, title="First")
    hold_section(by=member, pk=section.pk)
    hold_section(by=other_member, pk=section.pk)
    with pytest.raises(Refused, match="^You have this section already.$"):
        hold_section(by=member, pk=section.pk)
    let_go_of_section(by=member, pk=section.pk)
    with pytest.raises(Refused, match="^You do not have this section now.$"):
        let_go_of_section(by=member, pk=section.pk)
    assert list(section.holders.all()) == [other_member]


def test_remove_section_only_while_nobody_wrote_for_it(member: Membership, output: Output) -> None:
    empty, written = (add_section(by=member, output_pk=output.pk, title=title) for title in ("a", "b"))
    make_version(output=output, section=written)
    remove_section(by=member, pk=empty.pk)
    with pytest.raises(Refused, match="^This section has a version."):
        remove_section(by=member, pk=written.pk)
    assert titles(output) == ["b"]


def test_sections_of_another_project_are_not_found(member: Membership) -> None:
    section = Section.objects.create(output=make_output(), title="Theirs", position=1)
    with pytest.raises(Refused, match="not here any more"):
        hold_section(by=member, pk=section.pk)


# --- the way to finished -------------------------------------------------------------------------------------------------


def test_from_being_made_to_finished_and_back(
    member: Membership, other_member: Membership, output: Output
) -> None:
    make_version(output=output, made_at=NOW)
    hold_thread(by=other_member, pk=output.pk)
    with pytest.raises(Refused, match="^Nobody asked for a read-through just now.$"):
        read_through(by=other_member, pk=output.pk, holds_together=True, now=NOW)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    with pytest.raises(Refused, match="^The person who holds the thread reads it through.$"):
        read_through(by=member, pk=output.pk, holds_together=True, now=NOW)
    read_through(by=other_member, pk=output.pk, holds_together=False, words="The end", now=NOW)
    output.refresh_from_db()
    assert (output.status, output.read_throughs.get().words) == ("making", "The end")
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    with pytest.raises(Refused, match="^Somebody reads it through first.$"):
        finish_output(by=member, pk=output.pk, now=NOW)
    read_through(by=other_member, pk=output.pk, holds_together=True, now=NOW)
    done = finish_output(by=member, pk=output.pk, now=NOW)
    assert (done.status, done.finished_at) == ("finished", NOW)
    with pytest.raises(Refused, match="^This is finished."):
        change_output(by=member, pk=output.pk, version=1, words=WORDS)
    again = reopen_output(by=other_member, pk=output.pk)
    assert (again.status, again.finished_at) == ("making", None)
    with pytest.raises(Refused, match="^This is being made.$"):
        reopen_output(by=other_member, pk=output.pk)


def test_a_newer_version_is_read_first(member: Membership, output: Output) -> None:
    make_version(output=output, made_at=NOW)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    read_through(by=member, pk=output.pk, holds_together=True, now=NOW)
    make_version(output=output, made_at=NOW + timedelta(seconds=1))
    with pytest.raises(Refused, match="^There is a version that is newer"):
        finish_output(by=member, pk=output.pk, now=NOW)


def test_ask_for_reading_refuses_when_there_is_nothing(member: Membership, output: Output) -> None:
    with pytest.raises(Refused, match="^Add a first version."):
        ask_for_reading(by=member, pk=output.pk, now=NOW)


def test_ask_for_reading_tells_who_holds_the_thread_once(
    member: Membership, other_member: Membership, output: Output
) -> None:
    make_version(output=output)
    hold_thread(by=other_member, pk=output.pk)
    for _again in range(2):
        ask_for_reading(by=member, pk=output.pk, now=NOW)
        reopen_output(by=member, pk=output.pk)
    told = Message.objects.get(kind="read-through-asked")
    assert (told.recipient, told.subject_id) == (other_member.member, output.pk)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    read_through(by=other_member, pk=output.pk, holds_together=False, words="x", now=NOW)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    assert Message.objects.filter(kind="read-through-asked").count() == 2


def test_ask_for_reading_tells_nobody_who_rests_or_asks_themself(
    member: Membership, other_member: Membership, output: Output
) -> None:
    make_version(output=output)
    hold_thread(by=other_member, pk=output.pk)
    ask_for_reading(by=other_member, pk=output.pk, now=NOW)
    reopen_output(by=member, pk=output.pk)
    choose_way(by=other_member, way="resting")
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    assert Message.objects.filter(kind="read-through-asked").count() == 0


# --- credits -------------------------------------------------------------------------------------------------------------


def test_say_credit_is_about_oneself_and_can_change(member: Membership, output: Output) -> None:
    say_credit(by=member, output_pk=output.pk, part="wrote", shown_as="name", now=NOW)
    say_credit(
        by=member, output_pk=output.pk, part="brought the tea", shown_as="other", other_name="Kit", now=NOW
    )
    row = Credit.objects.get()
    assert (row.membership, row.part, row.shown_as, row.other_name) == (
        member,
        "brought the tea",
        "other",
        "Kit",
    )
    take_credit_back(by=member, output_pk=output.pk)
    assert Credit.objects.count() == 0


def test_a_credit_stays_when_its_person_leaves_and_can_be_taken_back_when_all_has_ended(
    member: Membership, other_member: Membership, output: Output
) -> None:
    for who in (member, other_member):
        say_credit(by=who, output_pk=output.pk, part="wrote", shown_as="name", now=NOW)
    leave_project(by=member, now=NOW)
    with pytest.raises(Refused, match="^You are not in this project.$"):
        take_credit_back(by=Membership.objects.get(pk=member.pk), output_pk=output.pk)
    Project.objects.filter(pk=output.project_id).update(status="ended", ended_at=NOW)
    other = Membership.objects.get(pk=other_member.pk)
    with pytest.raises(Refused, match="^This project has ended."):
        say_credit(by=other, output_pk=output.pk, part="read", shown_as="none", now=NOW)
    take_credit_back(by=other, output_pk=output.pk)
    assert [credit.membership for credit in Credit.objects.all()] == [member]
