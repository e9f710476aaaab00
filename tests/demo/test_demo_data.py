"""`manage.py demo_data`: the story, any size, the same for the same seed."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F, Q

from coproduce.demo.fill import Wanted, fill
from coproduce.demo.people import PEOPLE
from members.models import Member, Organisation, SupportContact
from principles.models import (
    ItemRelease,
    OrganisationPicture,
    PrincipleRelease,
    PulseAnswer,
    PulseRound,
    PulseTicket,
)
from projects.lib.sides import both_said_yes
from projects.models import DecisionRight, Membership, Piece, Project, SignOff, Task, TaskPlace

NOW = datetime(2026, 5, 14, 10, tzinfo=UTC)
OURS = ("members", "projects", "principles")
RESERVED = re.compile(r"0117 496 0\d{3}|07700 900\d{3}")
SMALL = Wanted(seed=5, projects=7, members=60, tasks=90, answers=700)


class Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def filled(wanted: Wanted) -> dict[str, list[tuple[Any, ...]]]:
    """Fill, and give back all rows; keys of rows that are made after the filling are left out."""
    fill(wanted, now=NOW, say=lambda words: None)
    found = {}
    for model in apps.get_models():
        if model._meta.app_label in OURS and model._meta.managed:
            names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            found[model.__name__] = sorted(model._default_manager.values_list(*names), key=repr)
    return found


@pytest.fixture
def story(db: None) -> dict[str, int]:
    return fill(Wanted(), now=NOW, say=lambda words: None)


def test_default_is_one_organisation_four_projects_twelve_people_and_an_operator(
    story: dict[str, int],
) -> None:
    assert (Organisation.objects.count(), Project.objects.count(), Member.objects.count()) == (1, 4, 13)
    assert len(PEOPLE) == 12
    assert Member.objects.filter(is_staff=True).count() == 1


def test_default_has_names_of_every_kind(story: dict[str, int]) -> None:
    names = set(Member.objects.values_list("display_name", flat=True))
    assert {"Sam", "Tom O’Dwyer", "ليلى منصور", "王小雨", "Trần Thị Bích Ngọc"} <= names
    assert max(map(len, names)) > 50


def test_default_uses_only_numbers_and_addresses_that_reach_nobody(story: dict[str, int]) -> None:
    phones = [
        *Organisation.objects.values_list("contact_phone", flat=True),
        *SupportContact.objects.values_list("phone", flat=True),
        *Project.objects.values_list("supporters__phone", flat=True),
    ]
    assert [phone for phone in phones if phone and not RESERVED.fullmatch(phone)] == []
    emails = Member.objects.exclude(email=None).values_list("email", flat=True)
    assert [email for email in emails if not email.endswith("@example.org")] == []


def test_default_shows_both_sides_of_the_booklet(story: dict[str, int]) -> None:
    newest = ItemRelease.objects.filter(round__project__name__startswith="A booklet", round__number=2)
    numbers = newest.filter(shown="numbers", split=True)
    assert numbers.count() == 6
    assert numbers.filter(lived_answered=5, staff_answered=5).count() == 6
    assert newest.filter(lower="lived").exclude(gap="none").count() == 1


def test_default_has_two_closed_rounds_where_enough_answered_and_one_open(story: dict[str, int]) -> None:
    rounds = (
        PulseRound.objects.values_list("project__name", "status")
        .annotate(number=Count("pk"))
        .order_by("project", "status")
    )
    assert [(name.split()[1], status, number) for name, status, number in rounds] == [
        ("booklet", "closed", 2),
        ("booklet", "open", 1),
        ("new", "closed", 1),
        ("training", "closed", 2),
    ]
    assert set(
        PrincipleRelease.objects.filter(project__name__startswith="Choosing").values_list("word", flat=True)
    ) == {"not_enough"}


def test_default_gives_no_ticket_to_somebody_who_rests(story: dict[str, int]) -> None:
    assert (
        PulseTicket.objects.filter(
            member__memberships__way="resting", round__project=F("member__memberships__project")
        ).count()
        == 0
    )


def test_counts_on_projects_and_tasks_are_right(db: None) -> None:
    fill(SMALL, now=NOW, say=lambda words: None)
    projects = Project.objects.annotate(
        people=Count("memberships", filter=Q(memberships__status="active"), distinct=True),
        open=Count("tasks", filter=Q(tasks__status__in=["open", "waiting"]), distinct=True),
        done=Count("tasks", filter=Q(tasks__status="done"), distinct=True),
    )
    wrong = projects.exclude(people_count=F("people"), open_task_count=F("open"), done_task_count=F("done"))
    assert list(wrong) == []
    tasks = Task.objects.annotate(
        free=Count("places", filter=Q(places__holder=None, places__offered_to=None))
    )
    assert list(tasks.exclude(free_places=F("free"))) == []


def test_any_size_makes_what_was_asked_for(db: None) -> None:
    fill(SMALL, now=NOW, say=lambda words: None)
    found = [model.objects.count() for model in (Project, Member, Task, PulseAnswer)]
    assert found == [7, 60, 90, 700]
    assert Membership.objects.values("member").distinct().count() > 40
    connection.check_constraints()


def test_every_closed_round_has_its_result(db: None) -> None:
    fill(SMALL, now=NOW, say=lambda words: None)
    closed = PulseRound.objects.filter(status="closed")
    assert ItemRelease.objects.count() == 12 * closed.count()
    assert (
        PrincipleRelease.objects.filter(latest=True).count()
        == 6 * closed.values("project").distinct().count()
    )
    assert OrganisationPicture.objects.count() == 6 * Organisation.objects.count()


def test_same_seed_gives_the_same_rows(db: None) -> None:
    with undone():
        first = filled(SMALL)
    with undone():
        second = filled(SMALL)
    assert first == second


def test_another_seed_gives_other_rows(db: None) -> None:
    with undone():
        first = filled(SMALL)
    with undone():
        second = filled(Wanted(seed=6, projects=7, members=60, tasks=90, answers=700))
    assert first["Task"] != second["Task"]


def test_nothing_happens_when_people_are_here(story: dict[str, int]) -> None:
    said = StringIO()
    call_command("demo_data", projects=9, stdout=said)
    assert (
        said.getvalue()
        == "People are here already, so nothing was added. To add more, type --more as well.\n"
    )
    assert Project.objects.count() == 4


def test_more_adds_beside_what_is_here(story: dict[str, int]) -> None:
    call_command("demo_data", projects=3, members=20, tasks=10, answers=50, more=True, stdout=StringIO())
    assert (Project.objects.count(), Member.objects.count()) == (7, 33)


def test_default_shows_the_booklet_in_the_middle_of_its_life(story: dict[str, int]) -> None:
    project = Project.objects.get(name__startswith="A booklet")
    pieces = Counter(project.pieces.values_list("status", flat=True))
    assert pieces == {"agreed": 11, "talking": 9, "not_started": 5, "not_needed": 1}
    assert Counter(SignOff.objects.values_list("status", flat=True)) == {"waiting": 2, "no": 1}
    assert Counter(project.tasks.values_list("status", flat=True))["waiting"] == 1
    assert Counter(project.outputs.values_list("status", flat=True)) == {"making": 1, "finished": 1}
    assert TaskPlace.objects.filter(cover="pass", cover_to__isnull=False).count() == 1
    assert TaskPlace.objects.filter(offered_to__isnull=False).count() == 1


def test_the_purpose_on_each_project_is_the_newest_of_its_history(story: dict[str, int]) -> None:
    for project in Project.objects.all():
        newest = project.purposes.order_by("-number").first()
        assert newest is not None
        assert (newest.words, newest.agreed_at is not None) == (
            project.purpose,
            project.purpose_status == "agreed",
        )


def test_what_the_demo_agreed_has_a_yes_from_both_sides(story: dict[str, int]) -> None:
    for piece in Piece.objects.filter(status="agreed"):
        assert both_said_yes(piece.yeses.values_list("count_as", flat=True)), piece
    for right in DecisionRight.objects.filter(status="agreed"):
        assert both_said_yes(right.yeses.values_list("count_as", flat=True)), right
