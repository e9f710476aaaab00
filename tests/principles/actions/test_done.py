"""Counting what was done: only where records moved, and never about few people's private things."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from principles.actions.done import count_what_was_done, moved_projects
from principles.indicators import INDICATORS
from principles.jobs import count_what_was_done_job
from principles.models import DoneCount, OrganisationPicture
from projects.models import Adaptation, Project
from tests.factories.members import make_need
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db

OPEN_FACTS = sum(not indicator.private for indicator in INDICATORS)


def move(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(records_version=F("records_version") + 1)


def ask(project: Project, people: int, ready: bool = False) -> None:
    for _number in range(people):
        membership = make_membership(project=project)
        state = {"status": "ready", "ready_at": dates.now()} if ready else {}
        Adaptation.objects.create(membership=membership, need=make_need(member=membership.member), **state)


def needs_row(project: Project) -> tuple[int, int, int] | None:
    rows = DoneCount.objects.filter(project=project, indicator="needs-ready")
    return rows.values_list("done", "out_of", "people").first()


def test_counts_every_fact_of_a_project_also_where_there_is_nothing(project) -> None:
    count_what_was_done_job()

    assert DoneCount.objects.filter(project=project).count() == OPEN_FACTS
    assert set(DoneCount.objects.values_list("done", "out_of")) == {(0, 0)}


def test_counts_only_projects_whose_records_moved(project) -> None:
    still = make_project()
    count_what_was_done_job()
    assert moved_projects() == {}

    make_task(project=project, minutes=30)
    make_task(project=still, minutes=30)
    move(project)

    assert list(moved_projects()) == [project.pk]
    count_what_was_done_job()
    lengths = dict(DoneCount.objects.filter(indicator="task-length").values_list("project_id", "done"))
    assert lengths == {project.pk: 1, still.pk: 0}


def test_a_change_while_counting_is_counted_next_time(project) -> None:
    versions = moved_projects()
    move(project)
    count_what_was_done(versions=versions, now=dates.now())

    assert list(moved_projects()) == [project.pk]


def test_counting_takes_the_same_number_of_queries_for_many_projects() -> None:
    def queries() -> int:
        versions = moved_projects()
        with CaptureQueriesContext(connection) as found:
            count_what_was_done(versions=versions, now=dates.now())
        return len(found)

    make_project()
    one = queries()
    for _number in range(20):
        make_task(project=make_project())
    assert queries() == one


def test_says_when_it_was_counted(project) -> None:
    when = dates.now() - timedelta(hours=1)
    count_what_was_done(versions=moved_projects(), now=when)
    assert set(DoneCount.objects.values_list("counted_at", flat=True)) == {when}


def test_private_facts_need_k_different_people(project) -> None:
    ask(project, 4)
    count_what_was_done_job()
    assert needs_row(project) is None

    ask(project, 1, ready=True)
    move(project)
    count_what_was_done_job()
    assert needs_row(project) == (1, 5, 5)


def test_private_facts_stand_still_while_one_person_joins(project) -> None:
    """Else the page before and after would tell what that one person asked for."""
    ask(project, 6)
    count_what_was_done_job()

    ask(project, 1, ready=True)
    move(project)
    count_what_was_done_job()
    assert needs_row(project) == (0, 6, 6)

    ask(project, 4)
    move(project)
    count_what_was_done_job()
    assert needs_row(project) == (1, 11, 11)


def test_private_facts_go_when_fewer_than_k_are_left(project) -> None:
    ask(project, 5)
    count_what_was_done_job()
    Adaptation.objects.first().delete()
    move(project)
    count_what_was_done_job()

    assert needs_row(project) is None


def test_the_organisations_picture_counts_projects_as_soon_as_they_are_looked_at(
    project, organisation
) -> None:
    make_project(organisation=organisation)
    count_what_was_done_job()

    assert set(OrganisationPicture.objects.values_list("projects", "needs_work", "not_enough")) == {(2, 0, 0)}
