from collections.abc import Callable

import pytest
from django.test import Client

from members.models import Member
from projects.library.powers import POWERS
from projects.models import Membership, Project, RoleOffer

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def at(project: Project, path: str) -> str:
    """The path of a page of the project."""
    return f"/projects/{project.address}/{path}"


def hosts() -> list[str]:
    """The names of those who run it."""
    found = Membership.objects.filter(is_host=True)
    return sorted(found.values_list("member__display_name", flat=True))


def test_every_power_stands_on_the_page_for_every_member(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    html = as_person(member).get(at(project, "running-it/")).content.decode()
    assert [str(power.words) for power in POWERS if f"<li>{power.words}</li>" not in html] == []
    assert (html.count(">Amina</a>"), html.count("Would you like to run it too?")) == (1, 1)


def test_running_is_shared_with_a_yes_of_one_s_own(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    amina, sam = as_person(facilitator), as_person(member)
    asked = {"to": member.pk, "words": "You are good at it.", "how": "with"}
    amina.post(at(project, "running-it/ask/"), asked)
    assert hosts() == ["Amina"]
    html = sam.get(at(project, "running-it/")).content.decode()
    assert (html.count("You are good at it."), html.count("You would run it together.")) == (1, 1)
    sam.post(at(project, f"offers/{RoleOffer.objects.get().pk}/take/"))
    assert hosts() == ["Amina", "Sam"]


def test_running_is_handed_on(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    as_person(facilitator).post(at(project, "running-it/ask/"), {"to": member.pk, "how": "instead"})
    led = as_person(member).post(at(project, f"offers/{RoleOffer.objects.get().pk}/take/"))
    assert (led["Location"], hosts()) == (at(project, "running-it/"), ["Sam"])


def test_a_no_is_told_to_nobody_and_who_asked_can_take_it_back(
    as_person: AsPerson,
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
    project: Project,
) -> None:
    amina = as_person(facilitator)
    for who, by in ((member, member), (other_member, facilitator)):
        amina.post(at(project, "running-it/ask/"), {"to": who.pk, "how": "with"})
        as_person(by).post(at(project, f"offers/{RoleOffer.objects.get().pk}/end/"))
        assert (RoleOffer.objects.count(), hosts()) == (0, ["Amina"])
    assert amina.get(at(project, "running-it/")).content.decode().count("You asked") == 0


def test_running_is_stopped(as_person: AsPerson, facilitator: Membership, project: Project) -> None:
    as_person(facilitator).post(at(project, "me/stop-running/"))
    assert hosts() == []
    html = as_person(facilitator).get(at(project, "running-it/")).content.decode()
    assert html.count("Nobody just now. Maya of Station House stands in.") == 1


def test_only_hosts_ask(as_person: AsPerson, member: Membership, project: Project) -> None:
    assert as_person(member).get(at(project, "running-it/ask/")).status_code == 403


def test_somebody_who_was_asked_already(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    amina, path = as_person(facilitator), at(project, "running-it/ask/")
    amina.post(path, {"to": member.pk, "how": "with"})
    html = amina.post(path, {"to": member.pk, "how": "with"}).content.decode()
    assert (html.count("Somebody has asked them already."), RoleOffer.objects.count()) == (2, 1)


def test_somebody_s_own_wish_to_run_it_is_no_offer_to_them(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    wish = RoleOffer.objects.create(to=member, by=member)
    sam = as_person(member)
    assert sam.get(at(project, "running-it/")).content.decode().count("I take it") == 0
    sam.post(at(project, f"offers/{wish.pk}/take/"))
    assert hosts() == ["Amina"]
    as_person(facilitator).post(at(project, "running-it/ask/"), {"to": member.pk, "how": "with"})
    assert RoleOffer.objects.get().by == facilitator
