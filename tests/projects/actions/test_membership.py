from datetime import UTC, date, datetime, time, timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.actions.message import write_message
from members.models import Consent, Message, Organisation
from projects.actions.checkin import HowItGoes, send_check_in
from projects.actions.invitation import make_shared_link
from projects.actions.membership import (
    choose_check_in,
    choose_support_person,
    choose_way,
    leave_project,
    say_experience,
)
from projects.actions.reminders import plan_check_in_prompts
from projects.models import Invitation, Membership, Project, Task, TaskPlace
from projects.queries.checkin import check_ins_for
from tests.factories.members import make_support_contact
from tests.factories.projects import make_role, make_supporter, make_task

pytestmark = pytest.mark.django_db


def waiting() -> list[str]:
    """The kinds of message that wait."""
    return sorted(Message.objects.filter(state="waiting").values_list("kind", flat=True))


def test_choose_way_resting_stops_what_waits_in_this_project_only(
    member: Membership, facilitator: Membership, project: Project
) -> None:
    for scope in (project.pk, project.pk + 1):
        write_message(kind="task-due", recipient=member.member, subject_id=scope, scope_id=scope)
    choose_way(by=member, way=Membership.Way.RESTING)
    assert [each.scope_id for each in Message.objects.filter(state="waiting")] == [project.pk + 1]
    assert Membership.objects.get(pk=member.pk).is_resting is True


def test_the_day_somebody_begins_to_rest_is_kept_and_no_other(member: Membership) -> None:
    first = datetime(2026, 5, 1, 12, tzinfo=UTC)
    days = []
    for number, way in enumerate(["keep_posted", "resting", "resting", "taking_part", "resting"]):
        choose_way(by=member, way=way, now=first + timedelta(days=number))
        days.append(Membership.objects.get(pk=member.pk).away_since)
    assert days == [None, date(2026, 5, 2), date(2026, 5, 2), date(2026, 5, 2), date(2026, 5, 5)]


@pytest.mark.parametrize(
    ("rested", "away_since"), [(None, date(2026, 5, 20)), (date(2026, 5, 3), date(2026, 5, 3))]
)
def test_whoever_rested_before_they_left_was_away_since_then(
    member: Membership, rested: date | None, away_since: date
) -> None:
    if rested:
        choose_way(by=member, way="resting", now=datetime.combine(rested, time(12), tzinfo=UTC))
    leave_project(by=member, now=datetime(2026, 5, 20, 23, 30, tzinfo=UTC) - timedelta(hours=2))
    assert Membership.objects.get(pk=member.pk).away_since == away_since


def test_a_rest_that_is_over_is_not_when_somebody_left(member: Membership) -> None:
    now = datetime(2026, 5, 20, 12, tzinfo=UTC)
    Membership.objects.filter(pk=member.pk).update(away_since=date(2026, 3, 1))
    leave_project(by=Membership.objects.get(pk=member.pk), now=now)
    assert Membership.objects.get(pk=member.pk).away_since == date(2026, 5, 20)


def test_choose_check_in_takes_old_prompts_back(member: Membership) -> None:
    now = dates.now()
    first = now.date() + timedelta(days=1)
    choose_check_in(by=member, rhythm="weekly", first_day=first, at=time(10))
    plan_check_in_prompts(now, now + timedelta(days=14))
    assert waiting() == ["check-in-prompt"] * 2
    choose_check_in(by=member, rhythm="never", first_day=first, at=time(10))
    assert waiting() == []
    assert Membership.objects.get(pk=member.pk).check_in_from is None


def test_choose_support_person_only_somebody_offered(member: Membership, facilitator: Membership) -> None:
    choose_support_person(by=member, person_id=facilitator.member_id, options=[facilitator.member_id])
    assert Membership.objects.get(pk=member.pk).support_person == facilitator.member
    with pytest.raises(Refused, match="^Choose one of the people on the list.$"):
        choose_support_person(by=member, person_id=member.member_id, options=[member.member_id])
    choose_support_person(by=member, person_id=None, options=[])
    assert Membership.objects.get(pk=member.pk).support_person is None


def test_say_experience_is_kept_with_the_words_agreed_to_and_taken_back(
    member: Membership, project: Project
) -> None:
    say_experience(by=member, kinds=["lived", "professional"], audience="project", now=dates.now())
    assert sorted(member.experiences.values_list("kind", flat=True)) == ["lived", "professional"]
    consent = Consent.objects.get()
    assert (consent.kind, consent.scope_id, consent.text_version) == ("experience", project.pk, "2026-11")
    say_experience(by=member, kinds=[], audience="project", now=dates.now())
    consent.refresh_from_db()
    fresh = Membership.objects.get(pk=member.pk)
    assert (fresh.experiences.count(), fresh.experience_audience) == (0, "totals")
    assert consent.withdrawn_at is not None


def test_say_experience_twice_keeps_one_consent(member: Membership) -> None:
    for kinds in (["lived"], ["professional"]):
        say_experience(by=member, kinds=kinds, audience="totals", now=dates.now())
    assert Consent.objects.count() == 1


def test_S7_leave_project_ends_everything_at_once(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    make_supporter(project=project, member=member.member)
    Membership.objects.filter(pk=other_member.pk).update(support_person=member.member)
    Membership.objects.filter(pk=member.pk).update(
        is_host=True,
        support_person=facilitator.member,
        check_in_rhythm="weekly",
        check_in_from=date(2026, 1, 1),
    )
    member.refresh_from_db()
    open_task = make_task(project=project, holders=[member], helper=member)
    done = make_task(project=project, holders=[member], status=Task.Status.DONE)
    make_role(project=project).holders.create(membership=member)
    link = make_shared_link(by=member, valid_until=date(2030, 1, 1), now=dates.now())
    write_message(kind="task-due", recipient=member.member, subject_id=open_task.pk, scope_id=project.pk)

    leave_project(by=member, now=dates.now())

    gone = Membership.objects.get(pk=member.pk)
    assert (gone.status, gone.is_host, gone.support_person, gone.check_in_rhythm) == (
        "left",
        False,
        None,
        "never",
    )
    assert TaskPlace.objects.get(task=open_task).holder is None
    assert Task.objects.get(pk=open_task.pk).free_places == 1
    assert Task.objects.get(pk=open_task.pk).helper is None
    assert TaskPlace.objects.get(task=done).holder == member  # credit stays
    assert (gone.roles_held.count(), gone.experiences.count(), project.supporters.count()) == (0, 0, 0)
    assert Membership.objects.get(pk=other_member.pk).support_person is None
    assert Invitation.objects.get(pk=link.pk).status == "ended"
    assert waiting() == []
    assert Project.objects.get(pk=project.pk).people_count == 2


def test_leave_project_refuses_who_left(member: Membership) -> None:
    leave_project(by=member, now=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        leave_project(by=member, now=dates.now())


@pytest.mark.parametrize("who_left", ["way", "rhythm", "person", "experience"])
def test_somebody_who_left_changes_nothing(member: Membership, who_left: str) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    member.status = Membership.Status.LEFT
    acts = {
        "way": lambda: choose_way(by=member, way="resting"),
        "rhythm": lambda: choose_check_in(by=member, rhythm="never", first_day=None, at=time(10)),
        "person": lambda: choose_support_person(by=member, person_id=None, options=[]),
        "experience": lambda: say_experience(by=member, kinds=[], audience="totals", now=dates.now()),
    }
    with pytest.raises(Refused, match="^You are not in this project.$"):
        acts[who_left]()


def test_S7_whoever_left_reads_no_check_in_of_the_project_any_more(
    facilitator: Membership, member: Membership, organisation: Organisation
) -> None:
    to = facilitator.member_id
    send_check_in(by=member, to_id=to, options=[to], says=HowItGoes(words="x"), now=dates.now())
    assert check_ins_for(facilitator.member).count() == 1
    leave_project(by=facilitator, now=dates.now())
    assert check_ins_for(facilitator.member).count() == 0
    make_support_contact(organisation=organisation, member=facilitator.member)
    assert check_ins_for(facilitator.member).count() == 1
