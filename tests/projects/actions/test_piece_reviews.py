"""The message on a piece's day: who gets it, when, and when it does not make sense any more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from members.models import Member, Message
from projects.actions.piece_reviews import plan_piece_reviews
from projects.messages.piece import PIECE_REVIEW
from projects.models import Membership, Piece, PieceYes, Project
from tests.factories.common_ground import make_piece
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=14)
DAY = date(2026, 5, 22)


@pytest.fixture
def piece(project: Project, facilitator: Membership, member: Membership) -> Piece:
    """An agreed piece with a day; Sam said yes to it, Amina runs the project."""
    made = make_piece(project=project, said="We meet at two.", said_version=3, status="agreed", review_on=DAY)
    PieceYes.objects.create(piece=made, membership=member, said_version=3, count_as="lived")
    return made


def planned() -> list[tuple[str, str, datetime]]:
    """Who is written to, about which day, and when."""
    rows = Message.objects.filter(kind="piece-review", state="waiting").order_by("recipient__display_name")
    return [(row.recipient.display_name, row.version, row.due_at) for row in rows if row.recipient]


def test_hosts_and_those_who_said_yes_hear_at_ten_by_their_own_clock(
    piece: Piece, member: Membership, other_member: Membership
) -> None:
    PieceYes.objects.create(piece=piece, membership=other_member, said_version=2, count_as="lived")
    Member.objects.filter(pk=member.member_id).update(time_zone="Asia/Karachi")
    assert [plan_piece_reviews(NOW, UNTIL) for _each in range(2)] == [2, 0]
    assert planned() == [
        ("Amina", "2026-05-22", datetime(2026, 5, 22, 9, tzinfo=UTC)),
        ("Sam", "2026-05-22", datetime(2026, 5, 22, 10, tzinfo=ZoneInfo("Asia/Karachi")).astimezone(UTC)),
    ]


CHANGES: list[tuple[type[Any], dict[str, Any], list[str]]] = [
    (Membership, {"way": "resting"}, ["Amina"]),
    (Membership, {"status": "left", "left_at": NOW}, ["Amina"]),
    (PieceYes, {"said_version": 2}, ["Amina"]),
    (Project, {"status": "paused", "paused_at": NOW}, []),
    (Project, {"status": "ended", "ended_at": NOW}, []),
    (Piece, {"review_on": None}, []),
    (Piece, {"review_on": DAY + timedelta(days=40)}, []),
    (Piece, {"status": "not_needed", "not_needed_why": "No room.", "agreed_at": None}, []),
]


def change(model: type[Any], fields: dict[str, Any], piece: Piece, member: Membership) -> None:
    """The world moves on."""
    pks = {Membership: member.pk, Project: piece.project_id, Piece: piece.pk}
    rows = model.objects.all() if model is PieceYes else model.objects.filter(pk=pks[model])
    assert rows.update(**fields) == 1


@pytest.mark.parametrize(("model", "fields", "who"), CHANGES)
def test_nobody_else_is_written_to(
    model: type[Any], fields: dict[str, Any], who: list[str], piece: Piece, member: Membership
) -> None:
    change(model, fields, piece, member)
    assert plan_piece_reviews(NOW, UNTIL) == len(who)
    assert [name for name, _version, _at in planned()] == who


@pytest.mark.parametrize(("model", "fields", "who"), CHANGES)
def test_what_changed_before_the_sending_is_respected(
    model: type[Any], fields: dict[str, Any], who: list[str], piece: Piece, member: Membership
) -> None:
    plan_piece_reviews(NOW, UNTIL)
    change(model, fields, piece, member)
    rows = list(Message.objects.select_related("recipient"))
    still = PIECE_REVIEW.still_true(rows, NOW)
    assert sorted(row.recipient.display_name for row in rows if row.pk in still and row.recipient) == who


def test_a_moment_that_is_over_is_not_planned(piece: Piece) -> None:
    assert plan_piece_reviews(datetime(2026, 5, 22, 9, tzinfo=UTC), UNTIL) == 0


def test_the_words_name_the_question_and_lead_to_its_page(piece: Piece) -> None:
    plan_piece_reviews(NOW, UNTIL)
    row = Message.objects.first()
    assert row is not None
    page = f"{settings.SITE_URL}/projects/{piece.project.address}/plan/{piece.pk}/"
    assert PIECE_REVIEW.load([row]) == {row.pk: {"question": piece.question, "link": page}}
    assert PIECE_REVIEW.load([Message(pk=1, subject_id=987654)]) == {}


def test_a_yes_in_another_project_is_nothing(piece: Piece, member: Membership) -> None:
    elsewhere = make_membership(member=member.member, is_host=True)
    PieceYes.objects.all().delete()
    plan_piece_reviews(NOW, UNTIL)
    assert [name for name, _version, _at in planned()] == ["Amina"]
    assert elsewhere.project_id != piece.project_id
