"""Thoughts: by name or without, and taking them back."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import Model

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.thought import add_thought, take_back_thought
from projects.models import Agreement, Membership, Project, Thought, ThoughtAuthor
from projects.queries.thought import page_asked, thoughts_about
from tests.factories.common_ground import make_output, make_piece, make_thought, make_version

pytestmark = pytest.mark.django_db
NOW = dates.now()


def test_a_thought_by_name(member: Membership, project: Project) -> None:
    piece = make_piece(project=project)
    thought = add_thought(by=member, about=piece, words="I like it.", by_name=True, now=NOW)
    assert (thought.author, thought.piece, ThoughtAuthor.objects.count()) == (member, piece, 0)


def test_a_thought_without_a_name_keeps_who_wrote_it_apart(member: Membership, project: Project) -> None:
    thought = add_thought(by=member, about=make_piece(project=project), words="No.", by_name=False, now=NOW)
    assert (thought.author_id, ThoughtAuthor.objects.get().membership) == (None, member)


def test_a_thought_keeps_the_day_of_the_projects_zone(member: Membership, project: Project) -> None:
    member.project.zone = "Asia/Tokyo"
    late = datetime(2026, 5, 14, 20, tzinfo=UTC)
    thought = add_thought(by=member, about=make_piece(project=project), words="Hm.", by_name=True, now=late)
    assert thought.said_on == date(2026, 5, 15)


@pytest.mark.parametrize("kind", ["agreement", "output_version"])
def test_thoughts_stand_beside_agreements_and_versions_too(
    kind: str, member: Membership, project: Project
) -> None:
    things: dict[str, Model] = {
        "agreement": Agreement.objects.create(project=project, kind="rules", words="We let people finish."),
        "output_version": make_version(output=make_output(project=project)),
    }
    thought = add_thought(by=member, about=things[kind], words="Good.", by_name=True, now=NOW)  # type: ignore[arg-type]
    assert getattr(thought, kind) == things[kind]
    take_back_thought(by=member, pk=thought.pk)
    assert Thought.objects.count() == 0


def test_no_thought_about_another_projects_piece_or_one_that_is_gone(
    member: Membership, project: Project
) -> None:
    with pytest.raises(Refused, match="You are not in this project"):
        add_thought(by=member, about=make_piece(), words="Hm.", by_name=True, now=NOW)
    gone = make_piece(project=project)
    type(gone).objects.filter(pk=gone.pk).delete()
    with pytest.raises(Refused, match="Your words were not kept"):
        add_thought(by=member, about=gone, words="Hm.", by_name=True, now=NOW)


@pytest.mark.parametrize("by_name", [True, False])
def test_only_who_wrote_a_thought_takes_it_back(
    by_name: bool, member: Membership, facilitator: Membership, project: Project
) -> None:
    thought = add_thought(by=member, about=make_piece(project=project), words="Hm.", by_name=by_name, now=NOW)
    with pytest.raises(Refused, match="Only the person who wrote"):
        take_back_thought(by=facilitator, pk=thought.pk)
    take_back_thought(by=member, pk=thought.pk)
    assert (Thought.objects.count(), ThoughtAuthor.objects.count()) == (0, 0)


def test_a_thought_can_be_taken_back_when_the_project_is_paused(member: Membership, project: Project) -> None:
    thought = add_thought(by=member, about=make_piece(project=project), words="Hm.", by_name=False, now=NOW)
    Project.objects.filter(pk=project.pk).update(status="paused", paused_at=NOW)
    take_back_thought(by=Membership.objects.select_related("project").get(pk=member.pk), pk=thought.pk)
    assert Thought.objects.count() == 0


def test_no_thought_in_a_project_that_has_ended(member: Membership, project: Project) -> None:
    piece = make_piece(project=project)
    Project.objects.filter(pk=project.pk).update(status="ended", ended_at=NOW)
    here = Membership.objects.select_related("project").get(pk=member.pk)
    with pytest.raises(Refused, match="has ended"):
        add_thought(by=here, about=piece, words="Hm.", by_name=True, now=NOW)


# --- reading them --------------------------------------------------------------------------------------------------------


def test_inside_a_day_thoughts_do_not_stand_in_the_order_of_writing(
    member: Membership, other_member: Membership, project: Project
) -> None:
    piece, by_name = make_piece(project=project), {"Zebras": True, "Apples": False, "Maps": True}
    for words, named in by_name.items():
        add_thought(by=other_member, about=piece, words=words, by_name=named, now=NOW)
    make_thought(about=piece, author=member, words="Yesterday", said_on=date(2020, 1, 1))
    shown = [(row.words, row.name, row.take_back is None) for row in thoughts_about(piece, member).rows]
    assert shown == [
        ("Apples", "", True), ("Maps", "Jo", True), ("Zebras", "Jo", True), ("Yesterday", "Sam", False),
    ]  # fmt: skip


def test_who_wrote_without_a_name_can_take_it_back_and_nobody_else_is_shown_that(
    member: Membership, facilitator: Membership, project: Project
) -> None:
    piece = make_piece(project=project)
    thought = add_thought(by=member, about=piece, words="Hm.", by_name=False, now=NOW)
    assert [thoughts_about(piece, who).rows[0].take_back for who in (member, facilitator)] == [
        thought.pk,
        None,
    ]


def test_fifty_thoughts_to_a_page(member: Membership, project: Project) -> None:
    piece = make_piece(project=project)
    Thought.objects.bulk_create(
        Thought(piece=piece, words=f"{number:03}", said_on=NOW.date()) for number in range(101)
    )
    pages = [thoughts_about(piece, member, page) for page in (1, 2, 3)]
    assert [(len(page.rows), page.older) for page in pages] == [(50, 2), (50, 3), (1, None)]
    assert pages[1].rows[0].words == "050"


@pytest.mark.parametrize(
    ("asked", "page"),
    [("", 1), ("2", 2), ("0", 1), ("-3", 1), ("²", 1), ("99999", 1), ("9999", 1000), ("1e3", 1)],
)
def test_page_asked(asked: str, page: int) -> None:
    assert page_asked(asked) == page
