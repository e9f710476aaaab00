"""Answers, taking back and ending at the same moment, with real connections."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from projects.actions.organisation import answer_asking, ask_organisation, end_part, take_back_asking
from projects.models import Membership, OrganisationAsked, ProjectOrganisation
from tests.at_once import all_at_once
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def asked_with_leads(leads: int) -> tuple[Membership, OrganisationAsked]:
    """A host, and what they asked of an organisation with so many leads."""
    host = make_membership(project=make_project(), is_host=True)
    hope = make_organisation()
    for _each in range(leads):
        make_organisation_role(organisation=hope, member=make_member(), role="lead")
    return host, ask_organisation(by=host, organisation=hope, now=dates.now())


def said(act: Callable[[], object]) -> Callable[[], str]:
    """The act, with a word for what came of it."""

    def run() -> str:
        act()
        return "done"

    return run


def test_two_leads_who_say_yes_at_once_make_one_part() -> None:
    _host, asked = asked_with_leads(8)
    leads = [role.member for role in asked.organisation.roles.all()]
    outcomes = all_at_once(
        [said(lambda lead=lead: answer_asking(by=lead, pk=asked.pk, says_yes=True)) for lead in leads]
    )
    assert outcomes == {"done": 1, "Refused": 7}
    assert ProjectOrganisation.objects.filter(part="takes_part").count() == 1


def test_a_yes_and_taking_back_at_once_agree_in_the_end() -> None:
    host, asked = asked_with_leads(1)
    lead = asked.organisation.roles.get().member
    outcomes = all_at_once(
        [
            said(lambda: answer_asking(by=lead, pk=asked.pk, says_yes=True)),
            said(lambda: take_back_asking(by=host, pk=asked.pk)),
        ]
    )
    parts = ProjectOrganisation.objects.filter(part="takes_part").count()
    assert OrganisationAsked.objects.count() == parts
    assert outcomes == ({"done": 2} if parts else {"done": 1, "DoesNotExist": 1})


def test_both_sides_end_a_part_at_once() -> None:
    host, asked = asked_with_leads(1)
    lead = asked.organisation.roles.get().member
    answer_asking(by=lead, pk=asked.pk, says_yes=True)
    ends = {"project_id": asked.project_id, "organisation_id": asked.organisation_id}
    outcomes = all_at_once(
        [said(lambda: end_part(by=lead, **ends)), said(lambda: end_part(by=host.member, **ends))]
    )
    assert outcomes == {"done": 1, "DoesNotExist": 1}
    assert ProjectOrganisation.objects.filter(part="takes_part").count() == 0
