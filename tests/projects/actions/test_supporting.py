import pytest
from django.test import Client

from coproduce.lib import dates
from members.actions.organisation import end_support_contact
from members.models import Member, Organisation, SupportContact
from projects.actions.supporting import let_choose_again_everywhere
from projects.jobs import ask_again_who_supports
from projects.models import Membership
from tests.factories.members import make_member, make_organisation_role, make_support_contact
from tests.factories.projects import make_supporter

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia(organisation: Organisation, member: Membership) -> Member:
    """Nia, a support contact of the organisation, whom Sam chose."""
    nia = make_member(name="Nia")
    make_support_contact(organisation=organisation, member=nia)
    choose(member, nia)
    return nia


def choose(membership: Membership, person: Member) -> None:
    """The member chose this person, and is asked every week."""
    Membership.objects.filter(pk=membership.pk).update(
        support_person=person, check_in_rhythm="weekly", check_in_from=dates.today("Europe/London")
    )


def chosen() -> list[str]:
    """Whom people chose."""
    rows = Membership.objects.filter(support_person__isnull=False).order_by("pk")
    return [row.support_person.display_name for row in rows if row.support_person]


def end(organisation: Organisation) -> None:
    """A lead says that Nia does not do this any more."""
    lead = make_member(name="Ruth")
    make_organisation_role(organisation=organisation, member=lead, role="lead")
    contact = SupportContact.objects.get(member__display_name="Nia")
    end_support_contact(pk=contact.pk, organisation=organisation, by=lead)


def test_who_is_offered_stays_chosen(nia: Member) -> None:
    assert let_choose_again_everywhere() == 0
    assert chosen() == ["Nia"]


def test_who_is_not_offered_any_more_is_chosen_no_more_and_the_member_is_asked_on_home(
    nia: Member, organisation: Organisation, member: Membership, other_member: Membership
) -> None:
    choose(other_member, make_member(name="Somebody from before"))
    end(organisation)
    ask_again_who_supports()
    assert chosen() == []
    browser = Client()
    browser.force_login(member.member, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get("/home/").content.decode().count("Choose who reads your check-ins") == 1
    assert let_choose_again_everywhere() == 0


@pytest.mark.parametrize("still", ["host", "supporter", "contact"])
def test_who_is_offered_in_another_way_stays_chosen(
    still: str, nia: Member, organisation: Organisation, member: Membership, facilitator: Membership
) -> None:
    if still == "host":
        choose(member, facilitator.member)
    elif still == "supporter":
        make_supporter(project=member.project, member=nia)
    if still != "contact":
        end(organisation)
    before = chosen()
    assert let_choose_again_everywhere() == 0
    assert chosen() == before


def test_who_ran_the_project_and_left_is_chosen_no_more(member: Membership, facilitator: Membership) -> None:
    choose(member, facilitator.member)
    Membership.objects.filter(pk=facilitator.pk).update(is_host=False)
    assert let_choose_again_everywhere() == 1
    assert chosen() == []
