from datetime import timedelta

import pytest
from django.db import connection

from coproduce.lib import dates
from members.models import AuditKey, Member
from projects.actions.checkin import HowItGoes, send_check_in
from projects.actions.invitation import invite_person
from projects.actions.joining import join_with_new_account, send_join_code
from projects.actions.membership import say_experience
from projects.actions.need import say_and_share_needs
from projects.actions.privacy import erase, export_rows
from projects.actions.privacy_work import rows_of_work
from projects.actions.task_offer import choose_cover
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_role, make_supporter, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(facilitator: Membership, project: Project) -> Membership:
    """Somebody of whom there is a row in every table."""
    now = dates.now()
    until = now.date() + timedelta(days=9)
    invitation = invite_person(
        by=facilitator, email="canary@new.example.org", name="Canary", valid_until=until, now=now
    )
    send_join_code(invitation=invitation, email="canary@new.example.org", now=now)
    sam = join_with_new_account(
        invitation_pk=invitation.pk, email="canary@new.example.org", name="Canary", channel="email",
        time_zone="Europe/London", now=now,
    )  # fmt: skip
    say_experience(by=sam, kinds=["lived"], audience="totals", now=now)
    say_and_share_needs(
        by=sam, needs={"breaks": "", "chat": ""}, audience="hosts", each={"chat": "project"}, now=now
    )
    host = facilitator.member_id
    send_check_in(by=sam, to_id=host, options=[host], says=HowItGoes(words="canary words"), now=now)
    send_check_in(by=facilitator, to_id=sam.member_id, options=[sam.member_id], says=HowItGoes(), now=now)
    make_supporter(project=project, member=sam.member)
    make_role(project=project).holders.create(membership=sam)
    make_task(project=project, holders=[sam], added_by=sam.member, helper=sam)
    make_task(project=project, holders=[sam], status=Task.Status.DONE, title="Write the welcome page")
    Project.objects.filter(pk=project.pk).update(opened_by=sam.member)
    return sam


def test_P4_export_rows_has_something_of_every_kind(sam: Membership) -> None:
    rows = export_rows(sam.member)
    work = set(rows_of_work(member=sam.member))  # tests/coproduce/test_privacy.py looks at those
    assert {name for name, found in rows.items() if not found} - work == {"invitations_sent"}
    assert rows["check_ins"][0]["words"] == "canary words"
    assert [row["task__title"] for row in rows["tasks_taken"] if row["task__status"] == "done"] == [
        "Write the welcome page"
    ]


def test_export_rows_names_nobody_who_wrote_to_the_member(sam: Membership) -> None:
    assert set(export_rows(sam.member)["check_ins_read_by_you"][0]) == {
        "membership__project__name",
        "sent_at",
        "heard_at",
    }


def test_P4_erase_leaves_no_word_of_the_person(sam: Membership, project: Project) -> None:
    erase(sam.member)
    tables = [name for name in connection.introspection.table_names() if name.startswith("projects_")]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE '%%canary%%'")
            if cursor.fetchone()[0]:
                found.append(table)
    assert found == []
    assert Membership.objects.get(pk=sam.pk).status == "left"
    assert Project.objects.get(pk=project.pk).people_count == 1


def test_erase_keeps_what_the_group_made(sam: Membership) -> None:
    erase(sam.member)
    done = TaskPlace.objects.get(task__status="done")
    assert done.holder_id == sam.pk  # whose account becomes "someone who left"
    assert TaskPlace.objects.get(task__status="open").holder is None


def test_erase_runs_for_somebody_in_no_project() -> None:
    member = Member.objects.create_user(email="olga@example.org", display_name="Olga")
    AuditKey.objects.create(member=member)
    erase(member)
    assert {name for name, rows in export_rows(member).items() if rows} == set()


def test_who_is_named_in_a_wish_does_not_read_of_it_before_it_is_needed(
    member: Membership, other_member: Membership
) -> None:
    """The page of the task says so to whoever has it (seed 60); and the wish goes with the account that it names."""
    task = make_task(project=member.project, holders=[member], title="Choose three photos")
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    assert [
        name for name, rows in export_rows(other_member.member).items() if "three photos" in str(rows)
    ] == []
    erase(other_member.member)
    assert TaskPlace.objects.get(task=task).cover_to is None
