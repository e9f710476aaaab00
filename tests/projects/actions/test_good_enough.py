"""What is good enough, agreed by the group; and taking away what was added by mistake."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.credit import say_credit
from projects.actions.output import add_output, change_output, remove_output, talk_about_good_enough
from projects.actions.piece import delete_question, lay_out_pieces, write_piece
from projects.actions.piece_yes import say_yes
from projects.actions.section import add_section
from projects.actions.version import add_version
from projects.models import Membership, Output, OutputVersion, Piece, Project, ReadThrough, Section
from projects.permissions.piece import MOST_PIECES
from tests.at_once import all_at_once
from tests.factories.common_ground import make_output, make_piece, make_version
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
NOW = dates.now()
WORDS = {"title": "A guide", "what": "For new people", "good_enough": "Short and true"}


@pytest.fixture
def output(member: Membership) -> Output:
    """A guide that Sam added."""
    return add_output(by=member, words=WORDS, now=NOW)


def talk(by: Membership, output: Output) -> Piece:
    """Somebody takes what is good enough into the plan."""
    return talk_about_good_enough(by=by, pk=output.pk, now=NOW)


# --- good enough -------------------------------------------------------------------------------------------------------


def test_it_is_a_question_of_the_group_s_own_with_the_words_so_far(
    other_member: Membership, output: Output
) -> None:
    piece = talk(other_member, output)
    piece.refresh_from_db()
    assert (piece.question, piece.said) == ("What is good enough for A guide?", "Short and true")
    assert (piece.group, piece.status, piece.added_by) == ("ours", "talking", other_member)
    output.refresh_from_db()
    assert (output.good_enough_piece, output.good_enough, output.version) == (piece, "Short and true", 2)


def test_without_words_it_is_not_started(member: Membership, project: Project) -> None:
    piece = talk(member, make_output(project=project))
    piece.refresh_from_db()
    assert (piece.status, piece.said) == ("not_started", "")


def test_it_is_agreed_by_a_yes_from_both_sides(
    member: Membership, professional: Membership, output: Output
) -> None:
    piece = talk(member, output)
    for who, side in ((member, "lived"), (professional, "staff")):
        piece = say_yes(by=who, pk=piece.pk, said_version=piece.said_version, count_as=side, now=NOW)
    output.refresh_from_db()
    assert output.good_enough_piece is not None
    assert output.good_enough_piece.status == "agreed"


def test_done_twice_it_is_one_piece(member: Membership, other_member: Membership, output: Output) -> None:
    assert talk(member, output) == talk(other_member, output)
    assert Piece.objects.filter(is_loose=False).count() == 1


def test_a_title_as_long_as_it_can_be_fits(member: Membership, project: Project) -> None:
    piece = talk(member, make_output(project=project, title="x" * 100, good_enough="y" * 300))
    assert (len(piece.question) < 200, len(piece.said)) == (True, 300)


def test_a_finished_output_can_be_talked_about(member: Membership, project: Project) -> None:
    finished = make_output(project=project, status="finished", finished_at=NOW)
    assert talk(member, finished).question.startswith("What is good enough for")


def test_it_is_refused_where_the_plan_is_full_or_the_project_rests(
    member: Membership, output: Output, project: Project
) -> None:
    lay_out_pieces(project_id=project.pk)
    for _each in range(MOST_PIECES - project.pieces.filter(is_loose=False).count()):
        make_piece(project=project)
    with pytest.raises(Refused, match="^There are 60 pieces"):
        talk(member, output)
    output.refresh_from_db()
    assert output.good_enough_piece is None
    Project.objects.update(status="paused", paused_at=NOW)
    with pytest.raises(Refused, match="^This project is paused"):
        talk(Membership.objects.select_related("project").get(pk=member.pk), output)


def test_an_output_elsewhere_is_not_here(output: Output) -> None:
    for act in (lambda by: talk(by, output), lambda by: remove_output(by=by, pk=output.pk)):
        with pytest.raises(Refused, match="^This is not here any more"):
            act(make_membership(is_host=True))
    assert Output.objects.get() == output


def test_C2_who_had_the_words_open_sees_that_they_moved(member: Membership, output: Output) -> None:
    talk(member, output)
    with pytest.raises(Clash) as clash:
        change_output(by=member, pk=output.pk, version=1, words={**WORDS, "good_enough": "Perfect"})
    assert clash.value.theirs == {"title": "A guide", "what": "For new people", "version": 2}


def test_the_form_changes_these_words_no_more(member: Membership, output: Output) -> None:
    talk(member, output)
    change_output(by=member, pk=output.pk, version=2, words={"title": "B", "what": "", "good_enough": "Else"})
    output.refresh_from_db()
    assert (output.title, output.good_enough) == ("B", "Short and true")


def test_when_the_piece_is_taken_away_the_words_before_stand_again(
    member: Membership, output: Output
) -> None:
    piece = talk(member, output)
    write_piece(by=member, pk=piece.pk, version=piece.version, said="", review_on=None)
    delete_question(by=member, pk=piece.pk)
    output.refresh_from_db()
    assert (output.good_enough_piece, output.good_enough) == (None, "Short and true")
    change_output(by=member, pk=output.pk, version=2, words={**WORDS, "good_enough": "Shorter"})
    again = talk(member, output)
    assert (again.said, Piece.objects.filter(is_loose=False).count()) == ("Shorter", 1)


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_make_one_piece() -> None:
    output = make_output(good_enough="Short")
    people = [make_membership(project=output.project) for _each in range(8)]

    def press(by: Membership) -> Callable[[], str]:
        return lambda: str(talk(by, output).pk)

    made = all_at_once([press(by) for by in people])
    piece = Piece.objects.get(is_loose=False)
    assert made == {str(piece.pk): 8}
    assert (Output.objects.get().good_enough_piece, piece.said) == (piece, "Short")


# --- added by mistake ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_who_added_it_or_a_host_takes_it_away(
    request: pytest.FixtureRequest, member: Membership, output: Output, who: str
) -> None:
    add_section(by=member, output_pk=output.pk, title="What happens first")
    piece = talk(member, output)
    remove_output(by=request.getfixturevalue(who), pk=output.pk)
    assert (Output.objects.count(), Section.objects.count()) == (0, 0)
    assert Piece.objects.filter(pk=piece.pk).exists()  # people may have talked about it


def test_others_are_told_who_can(other_member: Membership, output: Output) -> None:
    with pytest.raises(Refused, match="^The person who added this can take it away"):
        remove_output(by=other_member, pk=output.pk)


@pytest.mark.parametrize("work", ["version", "read-through", "credit", "task"])
def test_what_somebody_put_work_into_stays(member: Membership, output: Output, work: str) -> None:
    if work == "version":
        make_version(output=output)
    elif work == "read-through":
        ReadThrough.objects.create(output=output, holds_together=False)
    elif work == "credit":
        say_credit(by=member, output_pk=output.pk, part="tea", shown_as="name", now=NOW)
    else:
        make_task(project=output.project, output=output)
    with pytest.raises(Refused, match="^People have put work into this, so it stays"):
        remove_output(by=member, pk=output.pk)


def test_nothing_finished_is_taken_away(member: Membership, output: Output) -> None:
    Output.objects.update(status="finished", finished_at=NOW)
    with pytest.raises(Refused, match="^This is finished"):
        remove_output(by=member, pk=output.pk)


@pytest.mark.django_db(transaction=True)
def test_it_is_taken_away_or_gets_its_first_version_never_both() -> None:
    host = make_membership(is_host=True)
    writer = make_membership(project=host.project)
    for _round in range(5):
        output = make_output(project=host.project)

        def remove(pk: int = output.pk) -> str:
            try:
                remove_output(by=host, pk=pk)
            except Refused as refused:
                return str(refused)[:20]
            return "gone"

        def write(pk: int = output.pk) -> str:
            try:
                add_version(by=writer, output_pk=pk, words="Hello", now=NOW)
            except Refused as refused:
                return str(refused)[:20]
            return "written"

        outcome = all_at_once([remove, write])
        assert outcome in (
            {"gone": 1, "This is not here any": 1},
            {"written": 1, "People have put work": 1},
        )
        assert OutputVersion.objects.filter(output=output.pk).count() == outcome["written"]
