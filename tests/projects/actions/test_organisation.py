import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Member, Message, Organisation
from projects.actions.organisation import (
    answer_asking,
    ask_organisation,
    end_part,
    take_back_asking,
    write_card,
)
from projects.models import (
    Membership,
    OrganisationAsked,
    OrganisationCard,
    Project,
    ProjectOrganisation,
)
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
WORDS = {"timescales": "Two weeks", "rules": "", "words": "", "who_decides": "Ruth"}


@pytest.fixture
def hope(db: None) -> Organisation:
    """Hope House, another organisation."""
    return make_organisation(name="Hope House")


@pytest.fixture
def kwame(hope: Organisation) -> Member:
    """Kwame, who leads Hope House and opens its projects."""
    kwame = make_member(name="Kwame")
    for role in ("lead", "facilitator"):
        make_organisation_role(organisation=hope, member=kwame, role=role)
    return kwame


@pytest.fixture
def asked(facilitator: Membership, hope: Organisation, kwame: Member) -> OrganisationAsked:
    """Hope House is asked into the project."""
    return ask_organisation(by=facilitator, organisation=hope, now=dates.now())


def parts(project: Project) -> list[str]:
    """Who takes part beside the home."""
    rows = ProjectOrganisation.objects.filter(project=project, part="takes_part")
    return [row.organisation.name for row in rows]


def test_ask_organisation_writes_once_to_its_people(asked: OrganisationAsked, kwame: Member) -> None:
    found = Message.objects.values_list("kind", "recipient", "subject_id")
    assert list(found) == [("organisation-asked", kwame.pk, asked.pk)]


def test_ask_organisation_does_not_write_to_the_one_who_asks(
    facilitator: Membership, hope: Organisation
) -> None:
    make_organisation_role(organisation=hope, member=facilitator.member, role="lead")
    ask_organisation(by=facilitator, organisation=hope, now=dates.now())
    assert Message.objects.count() == 0


def test_ask_organisation_refuses_twice_the_home_and_nobody_to_answer(
    facilitator: Membership, hope: Organisation, organisation: Organisation, asked: OrganisationAsked
) -> None:
    for which, reason in (
        (hope, "^This organisation was asked already"),
        (organisation, "^This organisation takes part already"),
        (make_organisation(), "^Nobody can answer for this organisation yet"),
    ):
        with pytest.raises(Refused, match=reason):
            ask_organisation(by=facilitator, organisation=which, now=dates.now())
    assert list(OrganisationAsked.objects.all()) == [asked]


def test_ask_organisation_refuses_members(member: Membership, hope: Organisation, kwame: Member) -> None:
    with pytest.raises(Refused):
        ask_organisation(by=member, organisation=hope, now=dates.now())
    assert OrganisationAsked.objects.count() == 0


def test_take_back_asking_leaves_nothing(facilitator: Membership, asked: OrganisationAsked) -> None:
    take_back_asking(by=facilitator, pk=asked.pk)
    assert (OrganisationAsked.objects.count(), Message.objects.get().state) == (0, "withdrawn")


def test_take_back_asking_refuses_members(member: Membership, asked: OrganisationAsked) -> None:
    with pytest.raises(Refused):
        take_back_asking(by=member, pk=asked.pk)
    assert OrganisationAsked.objects.count() == 1


def test_take_back_asking_after_the_yes_ends_nothing(
    facilitator: Membership, asked: OrganisationAsked, kwame: Member, project: Project
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    take_back_asking(by=facilitator, pk=asked.pk)
    assert (parts(project), OrganisationAsked.objects.count()) == (["Hope House"], 1)


def test_answer_asking_yes_lets_it_take_part(
    asked: OrganisationAsked, kwame: Member, project: Project
) -> None:
    version = Project.objects.get(pk=project.pk).records_version
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    assert parts(project) == ["Hope House"]
    assert Message.objects.get(kind="organisation-asked").state == "withdrawn"
    assert Project.objects.get(pk=project.pk).records_version == version + 1
    with pytest.raises(Refused, match="^Your organisation takes part already"):
        answer_asking(by=kwame, pk=asked.pk, says_yes=False)


def test_answer_asking_not_now_leaves_no_trace(
    asked: OrganisationAsked, facilitator: Membership, kwame: Member, hope: Organisation, project: Project
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=False)
    assert (parts(project), OrganisationAsked.objects.count()) == ([], 0)
    again = ask_organisation(by=facilitator, organisation=hope, now=dates.now())
    assert again.pk != asked.pk


def test_answer_asking_refuses_people_of_other_organisations(
    asked: OrganisationAsked, facilitator: Membership, lead: Member, project: Project
) -> None:
    for who in (facilitator.member, lead):
        with pytest.raises(Refused, match="^Only people who lead this organisation"):
            answer_asking(by=who, pk=asked.pk, says_yes=True)
    assert parts(project) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": "paused", "paused_at": dates.now()}, "^This project is paused"),
        ({"status": "ended", "ended_at": dates.now()}, "^This project has ended"),
    ],
)
def test_answer_asking_refuses_a_yes_to_a_closed_project(
    asked: OrganisationAsked, kwame: Member, project: Project, change: dict[str, object], reason: str
) -> None:
    Project.objects.filter(pk=project.pk).update(**change)
    with pytest.raises(Refused, match=reason):
        answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    assert parts(project) == []
    answer_asking(by=kwame, pk=asked.pk, says_yes=False)  # a no is always heard
    assert OrganisationAsked.objects.count() == 0


@pytest.mark.parametrize("side", ["host", "lead"])
def test_end_part_by_either_side_asks_again_who_chose_its_contact(
    asked: OrganisationAsked,
    facilitator: Membership,
    kwame: Member,
    hope: Organisation,
    organisation: Organisation,
    project: Project,
    member: Membership,
    other_member: Membership,
    side: str,
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    theirs, ours = make_member(), make_member()
    make_support_contact(organisation=hope, member=theirs)
    make_support_contact(organisation=organisation, member=ours)
    Membership.objects.filter(pk=member.pk).update(support_person=theirs)
    Membership.objects.filter(pk=other_member.pk).update(support_person=ours)
    by = facilitator.member if side == "host" else kwame
    end_part(by=by, project_id=project.pk, organisation_id=hope.pk)
    assert (parts(project), OrganisationAsked.objects.count()) == ([], 0)
    chosen = dict(Membership.objects.values_list("pk", "support_person"))
    assert (chosen[member.pk], chosen[other_member.pk]) == (None, ours.pk)


def test_end_part_lets_an_organisation_leave_an_ended_project(
    asked: OrganisationAsked, facilitator: Membership, kwame: Member, hope: Organisation, project: Project
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    Project.objects.filter(pk=project.pk).update(status="ended", ended_at=dates.now())
    with pytest.raises(Refused, match="^This project has ended"):
        end_part(by=facilitator.member, project_id=project.pk, organisation_id=hope.pk)
    end_part(by=kwame, project_id=project.pk, organisation_id=hope.pk)
    assert parts(project) == []


def test_end_part_refuses_members_strangers_and_the_home(
    asked: OrganisationAsked,
    facilitator: Membership,
    kwame: Member,
    member: Membership,
    outsider: Member,
    hope: Organisation,
    organisation: Organisation,
    project: Project,
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    runs_another = make_membership(is_host=True).member
    for who, which in (
        (member.member, hope),
        (outsider, hope),
        (runs_another, hope),
        (facilitator.member, organisation),
    ):
        with pytest.raises(Refused):
            end_part(by=who, project_id=project.pk, organisation_id=which.pk)
    assert ProjectOrganisation.objects.filter(project=project).count() == 2


def test_write_card_keeps_both_texts(organisation: Organisation, lead: Member) -> None:
    write_card(by=lead, organisation=organisation, version=1, changes=WORDS, now=dates.now())
    card = OrganisationCard.objects.get()
    assert (card.timescales, card.who_decides, card.version) == ("Two weeks", "Ruth", 2)
    with pytest.raises(Clash) as clash:
        write_card(
            by=lead,
            organisation=organisation,
            version=1,
            changes={**WORDS, "rules": "New"},
            now=dates.now(),
        )
    assert clash.value.theirs == {**WORDS, "version": 2}


def test_write_card_is_for_its_own_people(
    organisation: Organisation, facilitator: Membership, member: Membership, project: Project
) -> None:
    contact = make_membership(project=project)
    make_support_contact(organisation=organisation, member=contact.member)
    for who in (member, contact):
        with pytest.raises(Refused, match="^Only people who lead this organisation"):
            write_card(by=who.member, organisation=organisation, version=1, changes=WORDS, now=dates.now())
    assert OrganisationCard.objects.count() == 0
    Membership.objects.filter(pk=contact.pk).update(is_host=True)
    write_card(by=contact.member, organisation=organisation, version=1, changes=WORDS, now=dates.now())
    write_card(by=facilitator.member, organisation=organisation, version=2, changes=WORDS, now=dates.now())
    assert OrganisationCard.objects.get().version == 3
