from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import (
    DecisionRight,
    DecisionRightUse,
    DecisionRightYes,
    Membership,
    Project,
    TaskRole,
    TaskRoleHolder,
)
from tests.factories.common_ground import make_right, make_use
from tests.factories.projects import make_membership, make_role

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
WORDS = {"what": "The photo of the ward stays out.", "why": "It frightens people."}


@pytest.fixture
def right(project: Project, member: Membership, professional: Membership) -> DecisionRight:
    """Sam has the role of reader, and the group agreed what readers may stop."""
    role = make_role(project=project, name="Reader")
    TaskRoleHolder.objects.create(role=role, membership=member)
    right = make_right(role=role, status="agreed", agreed_at=dates.now(), power="can_stop")
    for who, side in ((member, "lived"), (professional, "staff")):
        DecisionRightYes.objects.create(right=right, membership=who, count_as=side)
    return right


def at(right: DecisionRight, path: str = "") -> str:
    """A page of the right's project; without a path the page of the right."""
    return f"/projects/{right.role.project.address}/{path or f'rights/{right.pk}/'}"


def everywhere(right: DecisionRight) -> list[str]:
    """The pages where everybody reads what it was used for."""
    return [at(right, path) for path in ("", f"roles/{right.role_id}/", "who-decides/", "who-decides/used/")]


def test_a_use_stands_on_every_page_with_who_to_talk_to(
    as_person: AsPerson, member: Membership, other_member: Membership, right: DecisionRight
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    assert sam.get(at(right)).content.decode().count("I used this") == 1
    assert jo.get(at(right)).content.decode().count("I used this") == 0
    said = sam.post(f"{at(right)}used/", WORDS, follow=True).content.decode()
    assert said.count("Everyone in the project can read it. You can take it back for a day.") == 1
    made = DecisionRightUse.objects.get()
    back = f"rights/used/{made.pk}/take-back/"
    for page in everywhere(right):
        html = jo.get(page).content.decode()
        found = [html.count(words) for words in (*WORDS.values(), "Talk to Sam about it", back)]
        assert (page, found) == (page, [1, 1, 1, 0])
        mine = sam.get(page).content.decode()
        assert (page, mine.count("Talk to Sam"), mine.count(back)) == (page, 0, 1)


def test_it_is_taken_back_by_its_writer(
    as_person: AsPerson, member: Membership, facilitator: Membership, right: DecisionRight
) -> None:
    made = make_use(right=right, by=member)
    back = at(right, f"rights/used/{made.pk}/take-back/")
    assert as_person(facilitator).post(back).status_code == 403
    assert as_person(member).get(back)["Location"] == at(right)
    done = as_person(member).post(back, follow=True).content.decode()
    assert (done.count("It is off the page."), DecisionRightUse.objects.count()) == (1, 0)
    assert as_person(member).post(back).status_code == 404


def test_after_a_day_it_stays(as_person: AsPerson, member: Membership, right: DecisionRight) -> None:
    made = make_use(right=right, by=member, used_at=dates.now() - timedelta(days=1, minutes=1))
    assert as_person(member).get(at(right)).content.decode().count("take-back/") == 1  # of the yes
    back = at(right, f"rights/used/{made.pk}/take-back/")
    assert as_person(member).post(back).content.decode().count("It is more than a day ago") == 1
    assert DecisionRightUse.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_says_why_somebody_cannot_write_here(
    as_person: AsPerson, facilitator: Membership, right: DecisionRight, method: str
) -> None:
    answer = getattr(as_person(facilitator), method)(f"{at(right)}used/", WORDS)
    assert answer.content.decode().count("The people who have this role can write here.") == 1
    assert (answer.status_code, DecisionRightUse.objects.count()) == ({"get": 200, "post": 403}[method], 0)


def test_C3_sent_ten_times_it_is_there_once(
    as_person: AsPerson, member: Membership, right: DecisionRight
) -> None:
    sam, page = as_person(member), f"{at(right)}used/"
    key = sam.get(page).content.decode().split('name="form_key" value="')[1].split('"')[0]
    answers = {sam.post(page, {**WORDS, "form_key": key})["Location"] for _each in range(10)}
    assert (answers, DecisionRightUse.objects.count()) == ({at(right)}, 1)


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"what": "", "why": "x"}, "Say what you decided or stopped"),
        ({"what": "x", "why": " "}, "Say why"),
        ({"what": "x" * 301, "why": "x"}, "There is room for 300 letters"),
    ],
)
def test_what_is_missing_is_said(
    as_person: AsPerson, member: Membership, right: DecisionRight, given: dict[str, str], problem: str
) -> None:
    answer = as_person(member).post(f"{at(right)}used/", given)
    assert [problem in str(errors) for errors in answer.context["form"].errors.values()] == [True]
    assert DecisionRightUse.objects.count() == 0


def test_hostile_words_stay_words(as_person: AsPerson, member: Membership, right: DecisionRight) -> None:
    hostile = "<script>alert(1)</script>\u202e{{ 7 }}"
    as_person(member).post(f"{at(right)}used/", {"what": hostile, "why": "<b>\nx"})
    for page in everywhere(right):
        html = as_person(member).get(page).content.decode()
        assert (page, html.count("<script>alert"), html.count("&lt;script&gt;alert(1)") > 0) == (
            page,
            0,
            True,
        )


@pytest.mark.parametrize("key", ["x", "-5", "²", "9" * 40, "0"])
def test_the_list_takes_any_key(
    as_person: AsPerson, member: Membership, right: DecisionRight, key: str
) -> None:
    page = at(right, "who-decides/used/")
    assert as_person(member).get(page, {"before": key, "right": key}).status_code == 200


def test_the_list_of_a_right_elsewhere_is_not_there(
    as_person: AsPerson, member: Membership, right: DecisionRight
) -> None:
    other = make_right(role=make_role())
    page = at(right, "who-decides/used/")
    assert as_person(member).get(page, {"right": other.pk}).status_code == 404
    assert as_person(member).get(page, {"right": right.pk}).status_code == 200


@pytest.mark.parametrize("rows", [1, 60])
@pytest.mark.parametrize(
    ("page", "queries"), [("", 7), ("role", 9), ("who-decides/", 7), ("who-decides/used/", 4)]
)
def test_pages_take_the_same_number_of_queries(
    as_person: AsPerson,
    member: Membership,
    right: DecisionRight,
    page: str,
    queries: int,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _each in range(rows):
        make_use(right=right, by=make_membership(project=member.project))
    browser = as_person(member)
    with django_assert_num_queries(queries):
        html = browser.get(at(right, f"roles/{right.role_id}/" if page == "role" else page)).content.decode()
    shown = min(rows, 50 if page.endswith("used/") else 5)
    assert html.count(WORDS["what"]) == shown


# --- somebody who agreed has left ----------------------------------------------------------------------------------------

LEFT = "Somebody who agreed has left. You can ask again."


def test_the_page_says_that_somebody_left_and_how_to_ask_again(
    as_person: AsPerson, member: Membership, professional: Membership, right: DecisionRight
) -> None:
    sam = as_person(member)
    assert sam.get(at(right)).content.decode().count(LEFT) == 0
    right.yeses.filter(membership=professional).delete()  # their account was erased
    html = sam.get(at(right)).content.decode()
    assert (html.count(LEFT), html.count("Tom"), html.count(">Agreed</span>")) == (1, 0, 1)
    again = sam.get(at(right, f"roles/{right.role_id}/propose/?again={right.pk}"))
    assert again.context["form"].initial == {
        "power": "can_stop",
        "scope": right.scope,
        "reason": right.reason,
    }
    done = sam.post(f"{at(right)}end/", follow=True).content.decode()
    assert (done.count("This has ended. You can ask the group again."), done.count(LEFT)) == (1, 0)


def test_who_left_but_is_not_erased_leaves_what_was_agreed_as_it_is(
    as_person: AsPerson, member: Membership, professional: Membership, right: DecisionRight
) -> None:
    Membership.objects.filter(pk=professional.pk).update(status="left", left_at=dates.now())
    html = as_person(member).get(at(right)).content.decode()
    assert (html.count(LEFT), html.count("End it now")) == (1, 0)
    assert as_person(member).post(f"{at(right)}end/").status_code == 403
    assert as_person(member).get(f"{at(right)}end/")["Location"] == at(right)


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "elsewhere"])
def test_asking_again_for_what_is_not_here_starts_empty(
    as_person: AsPerson, member: Membership, right: DecisionRight, number: str
) -> None:
    if number == "elsewhere":
        role: TaskRole = make_role(project=member.project)
        number = str(make_right(role=role).pk)
    page = as_person(member).get(at(right, f"roles/{right.role_id}/propose/"), {"again": number})
    assert page.context["form"].initial == {}
