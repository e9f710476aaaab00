import pytest

from coproduce.lib.answers import YES
from projects.models import Membership, Project, ProjectOrganisation
from projects.permissions.organisation import (
    can_answer_asking,
    can_ask_organisation,
    can_end_part,
    can_write_card,
)
from tests.projects.permissions import made

NOTHING = {"takes_part": False, "is_asked": False, "can_answer": True}


def part(kind: str = "takes_part", pk: int = 1) -> ProjectOrganisation:
    """An organisation's part in a project."""
    return ProjectOrganisation(project=made.project(pk), organisation_id=3, part=kind)


def in_paused() -> Membership:
    """Somebody who runs a paused project."""
    return made.membership(8, of=made.project(status=Project.Status.PAUSED, paused_at=made.NOW), is_host=True)


@pytest.mark.parametrize(
    ("who", "facts", "reason"),
    [
        (made.membership(), {}, "The people who run this project write this page."),
        (made.in_ended(), {}, "This project has ended."),
        (in_paused(), {}, "This project is paused."),
        (made.host(), {"takes_part": True}, "This organisation takes part already."),
        (made.host(), {"is_asked": True}, "This organisation was asked already."),
        (made.host(), {"can_answer": False}, "Nobody can answer for this organisation yet."),
    ],
)
def test_can_ask_organisation_refuses(who: Membership, facts: dict[str, bool], reason: str) -> None:
    answer = can_ask_organisation(who, **{**NOTHING, **facts})
    assert (bool(answer), answer.reason.startswith(reason)) == (False, True)


def test_can_ask_organisation_is_for_hosts() -> None:
    assert can_ask_organisation(made.host(), **NOTHING) == YES


@pytest.mark.parametrize("role", ["lead", "facilitator"])
def test_can_answer_asking_is_for_its_own_people(role: str) -> None:
    assert can_answer_asking({role}, takes_part=False) == YES
    assert can_answer_asking({role}, takes_part=True).reason == (
        "Your organisation takes part already. You can leave again at any time."
    )
    assert can_answer_asking(set(), takes_part=False).reason == (
        "Only people who lead this organisation, or open its projects, can answer."
    )


def test_can_end_part_is_for_either_side() -> None:
    assert can_end_part(part(), made.host(), set()) == YES
    assert can_end_part(part(), None, {"lead"}) == YES
    assert can_end_part(part(), made.in_ended(), {"facilitator"}) == YES


@pytest.mark.parametrize(
    ("which", "who", "roles", "reason"),
    [
        (part("home"), made.host(), {"lead"}, "The project is at home in this organisation."),
        (part(), None, set(), "Only people of this organisation, or people who run the project,"),
        (part(), made.elsewhere(), set(), "Only people of this organisation, or people who run the project,"),
        (part(), made.membership(), set(), "The people who run this project write this page."),
        (part(), made.in_ended(), set(), "This project has ended."),
    ],
)
def test_can_end_part_refuses(
    which: ProjectOrganisation, who: Membership | None, roles: set[str], reason: str
) -> None:
    answer = can_end_part(which, who, roles)
    assert (bool(answer), answer.reason.startswith(reason)) == (False, True)


@pytest.mark.parametrize(
    ("roles", "contact", "runs", "may"),
    [
        ({"lead"}, False, False, True),
        ({"facilitator"}, False, False, True),
        (set(), True, True, True),
        (set(), True, False, False),
        (set(), False, True, False),
    ],
)
def test_can_write_card_is_for_its_own_people(roles: set[str], contact: bool, runs: bool, may: bool) -> None:
    assert bool(can_write_card(roles, is_contact=contact, runs_a_project_with_it=runs)) == may
