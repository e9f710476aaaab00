from datetime import UTC, datetime, timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.messages.kinds import find_kind
from members.models import Message, Organisation
from projects.actions.ending import resume_project
from projects.actions.membership import leave_project
from projects.actions.standing_in import (
    confirm_host,
    offer_to_run,
    take_offer_to_run_back,
    tell_who_stands_in,
)
from projects.jobs import tell_who_stands_in as job
from projects.messages.standing_in import WITHOUT_HOSTS
from projects.models import Membership, Project, RoleOffer
from projects.queries.standing_in import is_run
from tests.factories.members import make_member, make_support_contact
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)


def told() -> list[str]:
    """Who is told that nobody runs a project; "" for the organisation's own address."""
    rows = Message.objects.filter(kind="project-without-hosts").order_by("pk")
    return [row.recipient.display_name if row.recipient else "" for row in rows]


@pytest.fixture
def ruth(organisation: Organisation) -> Membership:
    """Ruth, a contact of the organisation, who is in no project. (A membership elsewhere, so that she can act.)"""
    ruth = make_membership(member=make_member(name="Ruth"), is_host=True)
    make_support_contact(organisation=organisation, member=ruth.member)
    return ruth


def test_a_project_is_run_while_a_host_is_there_and_does_not_rest(
    facilitator: Membership, project: Project
) -> None:
    assert is_run(project.pk) is True
    Membership.objects.filter(pk=facilitator.pk).update(way="resting")
    assert is_run(project.pk) is False


def test_contacts_and_facilitators_hear_once_a_week_while_nobody_runs_it(
    facilitator: Membership, member: Membership, ruth: Membership
) -> None:
    assert tell_who_stands_in(now=NOW) == 0
    leave_project(by=facilitator, now=NOW)
    assert [tell_who_stands_in(now=NOW), tell_who_stands_in(now=NOW + timedelta(hours=1))] == [2, 0]
    assert sorted(told()) == ["Amina", "Ruth"]
    assert tell_who_stands_in(now=NOW + timedelta(days=7)) == 2


def test_where_nobody_has_an_account_the_organisations_own_address_hears(project: Project) -> None:
    make_membership(project=project)
    job()
    assert told() == [""]
    message = Message.objects.get()
    assert WITHOUT_HOSTS.address is not None
    assert WITHOUT_HOSTS.address([message]) == {message.pk: "maya@example.org"}
    assert WITHOUT_HOSTS.load([message]) == {message.pk: {"project": "A better welcome", "link": ""}}
    assert find_kind("project-without-hosts") is WITHOUT_HOSTS


def test_nobody_hears_of_a_project_that_ended_or_has_nobody_in_it(project: Project, ruth: Membership) -> None:
    make_project(organisation=project.organisation_parts.get().organisation)
    make_membership(project=project)
    Project.objects.filter(pk=project.pk).update(status="ended", ended_at=NOW)
    assert tell_who_stands_in(now=NOW) == 0


def test_a_member_who_offered_and_has_a_yes_runs_it_also_when_it_is_paused(
    member: Membership, ruth: Membership, project: Project
) -> None:
    Project.objects.filter(pk=project.pk).update(status="paused", paused_at=NOW)
    member.refresh_from_db()
    tell_who_stands_in(now=NOW)
    message = Message.objects.get()
    assert WITHOUT_HOSTS.still_true([message], NOW) == {message.pk}
    offer_to_run(by=member, now=NOW)
    host = confirm_host(by=ruth.member, project=project, pk=member.pk)
    assert (host.pk, is_run(project.pk), RoleOffer.objects.count()) == (member.pk, True, 0)
    message.refresh_from_db()
    assert (message.state, WITHOUT_HOSTS.still_true([message], NOW)) == ("withdrawn", set())
    assert resume_project(by=host).status == "open"


def test_the_message_is_not_true_for_who_stands_in_no_more(
    member: Membership, organisation: Organisation, ruth: Membership
) -> None:
    tell_who_stands_in(now=NOW)
    message = Message.objects.get()
    organisation.support_contacts.all().delete()
    assert WITHOUT_HOSTS.still_true([message], NOW) == set()


def test_nobody_is_made_host_without_an_offer(member: Membership, ruth: Membership, project: Project) -> None:
    with pytest.raises(Refused, match="^This person does not offer it any more.$"):
        confirm_host(by=ruth.member, project=project, pk=member.pk)
    offer_to_run(by=member, now=NOW)
    take_offer_to_run_back(by=member)
    with pytest.raises(Refused, match="^This person does not offer it any more.$"):
        confirm_host(by=ruth.member, project=project, pk=member.pk)


def test_nobody_offers_what_somebody_does(facilitator: Membership, member: Membership) -> None:
    with pytest.raises(Refused, match="^Somebody runs this project now."):
        offer_to_run(by=member, now=NOW)


def test_a_second_yes_comes_too_late(
    member: Membership, other_member: Membership, ruth: Membership, project: Project
) -> None:
    for who in (member, other_member):
        offer_to_run(by=who, now=NOW)
    confirm_host(by=ruth.member, project=project, pk=member.pk)
    with pytest.raises(Refused, match="^Somebody runs this project now.$"):
        confirm_host(by=ruth.member, project=project, pk=other_member.pk)


def test_only_who_stands_in_for_the_home_organisation_says_yes(
    member: Membership, ruth: Membership, project: Project
) -> None:
    offer_to_run(by=member, now=dates.now())
    with pytest.raises(Project.DoesNotExist):
        confirm_host(by=member.member, project=project, pk=member.pk)
    with pytest.raises(Project.DoesNotExist):
        confirm_host(by=ruth.member, project=ruth.project, pk=ruth.pk)
    stranger = make_membership()
    with pytest.raises(Membership.DoesNotExist):
        confirm_host(by=ruth.member, project=project, pk=stranger.pk)
