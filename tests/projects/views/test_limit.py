from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import Given, Membership, Project, Unknown

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
LIMIT = {
    "what": "The logo",
    "whose_rule": "The council",
    "movable": "yes",
    "until": "tomorrow",
    "who_can_change": "Maya",
}


@pytest.fixture
def base(project: Project) -> str:
    """Where the limits are."""
    return f"/projects/{project.address}/limits/"


def test_limits_are_written_changed_and_lifted(
    as_person: AsPerson, facilitator: Membership, base: str
) -> None:
    amina = as_person(facilitator)
    assert amina.post(f"{base}new/", LIMIT)["Location"] == base
    made = Given.objects.get()
    assert (made.who_can_change, made.movable) == ("Maya", True)
    changed = {**LIMIT, "version": "1", "what": "The name", "movable": "no"}
    assert amina.post(f"{base}{made.pk}/", changed).status_code == 302
    assert amina.post(f"{base}{made.pk}/", {"lift": "1"})["Location"] == base
    assert Given.objects.filter(lifted_at=None).count() == 0


def test_a_limit_that_was_taken_away_can_be_put_back_for_a_day(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project, base: str
) -> None:
    amina, sam = as_person(facilitator), as_person(member)
    limit = Given.objects.create(project=project, what="The logo", whose_rule="The council")
    said = amina.post(f"{base}{limit.pk}/", {"lift": "1"}, follow=True).content.decode()
    back = f"{base}{limit.pk}/put-back/"
    assert (said.count("You can take that back for a day."), said.count(back)) == (1, 1)
    assert (said.count("Taken away on"), said.count(f'href="{base}{limit.pk}/"')) == (1, 0)
    assert amina.get(f"{base}{limit.pk}/").status_code == 403
    for page in (base, f"{base}?show=over"):
        html = sam.get(page).content.decode()
        assert (html.count("Taken away on"), html.count("put-back")) == (1, 0)
    assert (sam.post(back).status_code, amina.get(back)["Location"]) == (403, base)
    assert amina.post(back, follow=True).content.decode().count("This limit stands again") == 1
    assert Given.objects.get().lifted_at is None
    Given.objects.update(lifted_at=dates.now() - timedelta(days=1, minutes=1))
    assert amina.get(base).content.decode().count("put-back") == 0
    assert amina.post(back).status_code == 403


def test_nobody_is_asked_whether_a_limit_that_was_taken_away_can_move(
    as_person: AsPerson, member: Membership, project: Project, base: str
) -> None:
    limit = Given.objects.create(
        project=project, what="The logo", whose_rule="The council", lifted_at=dates.now()
    )
    answer = as_person(member).get(f"{base}not-known/new/", {"limit": limit.pk})
    assert answer.context["form"].initial["what"] == ""


def test_C2_two_hosts_who_change_a_limit_see_both_texts(
    as_person: AsPerson, facilitator: Membership, base: str
) -> None:
    amina = as_person(facilitator)
    amina.post(f"{base}new/", LIMIT)
    path = f"{base}{Given.objects.get().pk}/"
    amina.post(path, {**LIMIT, "version": "1", "who_can_change": "The mayor"})
    clash = amina.post(path, {**LIMIT, "version": "1", "movable": "no"})
    differ = [(each.label, each.theirs) for each in clash.context["clash"]]
    assert (clash.status_code, differ) == (
        409,
        [("Could it be changed?", "Maybe"), ("Who can change it?", "The mayor")],
    )
    again = {**LIMIT, "version": str(clash.context["form"].data["version"]), "movable": "no"}
    assert amina.post(path, again).status_code == 302
    assert Given.objects.get().movable is False


def test_C3_a_limit_sent_ten_times_is_there_once(
    as_person: AsPerson, facilitator: Membership, base: str
) -> None:
    amina = as_person(facilitator)
    key = amina.get(f"{base}new/").content.decode().split('name="form_key" value="')[1].split('"')[0]
    answers = {amina.post(f"{base}new/", {**LIMIT, "form_key": key})["Location"] for _each in range(10)}
    assert (answers, Given.objects.count()) == ({base}, 1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_writes_a_limit_while_the_project_is_paused(
    as_person: AsPerson, facilitator: Membership, project: Project, base: str, method: str
) -> None:
    limit = Given.objects.create(project=project, what="The logo", whose_rule="The council")
    Project.objects.update(status="paused", paused_at=dates.now())
    for path in (f"{base}new/", f"{base}{limit.pk}/"):
        answer = getattr(as_person(facilitator), method)(path, {**LIMIT, "version": "1"})
        assert (answer.status_code, answer.content.decode().count("This project is paused.")) == (403, 1)
    assert Given.objects.get().what == "The logo"


def test_every_member_reads_who_can_change_a_limit_and_can_ask(
    as_person: AsPerson, member: Membership, project: Project, base: str
) -> None:
    limit = Given.objects.create(
        project=project, what="The logo", whose_rule="The council", who_can_change="Maya"
    )
    browser = as_person(member)
    html = browser.get(base).content.decode()
    asks = f"{base}not-known/new/?limit={limit.pk}"
    assert (html.count("Maya"), html.count(asks), html.count(f"{base}{limit.pk}/")) == (1, 1, 0)
    assert browser.get(asks).context["form"].initial["what"] == "Could this limit move? The logo"


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "²", "elsewhere"])
def test_asking_about_a_limit_that_is_not_here_starts_empty(
    as_person: AsPerson, member: Membership, base: str, number: str
) -> None:
    if number == "elsewhere":
        from tests.factories.projects import make_project

        number = str(Given.objects.create(project=make_project(), what="canary", whose_rule="Us").pk)
    answer = as_person(member).get(f"{base}not-known/new/", {"limit": number})
    assert (answer.status_code, answer.context["form"].initial["what"]) == (200, "")


def test_a_limit_whose_last_day_is_over_stands_apart(
    as_person: AsPerson, member: Membership, project: Project, base: str
) -> None:
    over = dates.today(project.zone) - timedelta(days=1)
    Given.objects.create(project=project, what="The old leaflet", whose_rule="The café", until=over)
    browser = as_person(member)
    html = browser.get(base).content.decode()
    assert (html.count("<h3>The old leaflet"), html.count("Stood until")) == (0, 1)
    assert browser.get(f"{base}?show=over").content.decode().count("<h3>The old leaflet") == 1


@pytest.mark.parametrize("after", ["x", "-5", "²", "9" * 40, "0"])
def test_limits_take_any_page_key(as_person: AsPerson, member: Membership, base: str, after: str) -> None:
    assert as_person(member).get(base, {"after": after}).status_code == 200


@pytest.mark.parametrize("rows", [1, 100])
@pytest.mark.parametrize(
    ("page", "queries"),
    [("", 6), ("?show=over", 4), ("not-known/", 5), ("not-known/?show=found", 4)],
)
def test_lists_take_the_same_number_of_queries(
    as_person: AsPerson,
    member: Membership,
    project: Project,
    base: str,
    page: str,
    queries: int,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    today = dates.today(project.zone)
    for _each in range(rows):
        for until in (None, today - timedelta(days=1)):
            Given.objects.create(project=project, what="A logo", whose_rule="The council", until=until)
        for found in ("", "Yes"):
            Unknown.objects.create(
                project=project, what="?", finder=member, found=found, found_at=dates.now() if found else None
            )
    browser = as_person(member)
    with django_assert_num_queries(queries):
        browser.get(f"{base}{page}")


def test_a_host_takes_a_limit_off_the_page_for_good(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project, base: str
) -> None:
    limit = Given.objects.create(
        project=project, what="The logo", whose_rule="The council", lifted_at=dates.now()
    )
    amina, sam, gone = as_person(facilitator), as_person(member), f"{base}{limit.pk}/remove/"
    shown = [who.get(f"{base}?show=over").content.decode().count(gone) for who in (amina, sam)]
    assert (shown, sam.post(gone).status_code, amina.get(gone)["Location"]) == ([1, 0], 403, base)
    assert amina.post(gone, follow=True).content.decode().count("It is off the page for good.") == 1
    assert Given.objects.count() == 0
