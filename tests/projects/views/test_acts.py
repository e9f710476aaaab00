"""Links in messages: two presses, without signing in; a GET changes nothing; dead when the world moved on."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.acts import sign_act
from members.models import Member, SupportRequest
from projects.actions.checkin import HowItGoes, send_check_in
from projects.models import CheckIn, Membership, Project, Task, TaskPlace
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
TODAY = dates.today("Europe/London")


def link(act: str, who: Membership, about: int, version: str = "1") -> str:
    """The path of a link in a message."""
    return f"/a/{sign_act(act=act, member_id=who.member_id, object_id=about, version=version)}/"


@pytest.fixture
def task(project: Project, member: Membership) -> Task:
    """A task that Sam has."""
    return make_task(project=project, holders=[member], due_on=TODAY + timedelta(days=1))


def test_done_in_two_presses_and_undone(client: Client, member: Membership, task: Task) -> None:
    url = link("task-done", member, task.pk)
    assert client.get(url).content.decode().count("You are answering as Sam.") == 1
    assert client.post(url)["Location"] == url
    assert Task.objects.get().status == "done"
    assert client.get(url).content.decode().count("This task is finished. Thank you.") == 1
    client.post(url, {"undo": "1"})
    assert Task.objects.get().status == "open"


def test_handed_back_in_two_presses_and_taken_again(client: Client, member: Membership, task: Task) -> None:
    url = link("task-hand-back", member, task.pk)
    assert 'value="all" checked' in client.get(url).content.decode()
    client.post(url, {"what": "all"})
    assert TaskPlace.objects.get().holder is None
    client.post(url, {"undo": "1"})
    assert TaskPlace.objects.get().holder == member


def test_more_time_in_two_presses_leads_to_the_newest_link(
    client: Client, member: Membership, task: Task
) -> None:
    url = link("task-more-time", member, task.pk)
    answer = client.post(url)
    assert Task.objects.get().due_on == TODAY + timedelta(days=8)
    assert answer["Location"].endswith(link("task-more-time", member, task.pk, "2"))
    assert client.get(url).status_code == 410


@pytest.mark.parametrize("act", ["task-done", "task-hand-back", "task-more-time"])
@pytest.mark.parametrize(
    "moved_on",
    [
        lambda task, who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now()),
        lambda task, who: Member.objects.filter(pk=who.member_id).update(is_active=False),
        lambda task, who: Task.objects.update(date_version=2),
        lambda task, who: Task.objects.update(status="called_off", ended_at=dates.now()),
        lambda task, who: task.delete(),
    ],
)
def test_a_link_is_dead_when_the_world_moved_on(
    client: Client, member: Membership, task: Task, act: str, moved_on: Callable[[Task, Membership], object]
) -> None:
    url = link(act, member, task.pk)
    moved_on(task, member)
    assert (client.get(url).status_code, client.post(url, {"what": "all"}).status_code) == (410, 410)


@pytest.mark.parametrize("act", ["task-done", "task-more-time"])
def test_a_link_of_somebody_who_does_not_have_the_task(
    client: Client, other_member: Membership, task: Task, act: str
) -> None:
    url = link(act, other_member, task.pk)
    assert client.get(url).status_code == 410
    assert client.post(url).status_code in {403, 410}
    assert (Task.objects.get().status, Task.objects.get().due_on) == ("open", TODAY + timedelta(days=1))


@pytest.mark.parametrize("signed", ["nothing", "a.b:c", "x" * 3000])
def test_a_link_that_nobody_signed(client: Client, signed: str) -> None:
    assert client.get(f"/a/{signed}/").status_code == 410


def test_an_act_that_no_app_knows(client: Client, member: Membership) -> None:
    assert client.get(link("dance", member, 1)).status_code == 410


# --- check-in ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def chosen(facilitator: Membership, member: Membership) -> Membership:
    """Sam, who chose Amina and is asked every week."""
    Membership.objects.filter(pk=member.pk).update(
        support_person=facilitator.member, check_in_rhythm="weekly", check_in_from=TODAY
    )
    return member


def test_J4_check_in_in_two_presses(client: Client, chosen: Membership) -> None:
    url = link("check-in", chosen, chosen.pk, TODAY.isoformat())
    assert 'value="ok" checked' in client.get(url + "?feeling=ok").content.decode()
    assert client.post(url, {"feeling": "ok"})["Location"] == url + "?after=sent"
    sent = CheckIn.objects.get()
    assert (sent.feeling, sent.to.display_name, sent.prompted_for, sent.from_message) == (
        "ok",
        "Amina",
        TODAY,
        True,
    )
    assert client.get(url + "?after=sent").content.decode().count("Amina has your answer.") == 1


@pytest.mark.parametrize("says", [{"feeling": "not_ok"}, {"wishes": "chat"}])
def test_not_ok_or_a_chat_leads_to_how_and_when(
    client: Client, chosen: Membership, says: dict[str, str]
) -> None:
    url = link("check-in", chosen, chosen.pk, TODAY.isoformat())
    assert client.post(url, says)["Location"] == url + "?after=chat"
    assert SupportRequest.objects.get().to == CheckIn.objects.get().to
    client.post(url + "?after=chat", {"how": "text", "when": "this_week"})
    assert SupportRequest.objects.values_list("how", "when").get() == ("text", "this_week")


def test_the_chat_page_opens_only_after_an_answer(client: Client, chosen: Membership) -> None:
    url = link("check-in", chosen, chosen.pk, TODAY.isoformat())
    assert client.post(url + "?after=chat", {"how": "text", "when": "today"}).status_code == 302
    assert SupportRequest.objects.count() == 0  # it was a check-in with nothing said


def test_check_in_without_somebody_chosen_asks_whom(
    client: Client, facilitator: Membership, member: Membership
) -> None:
    url = link("check-in", member, member.pk, TODAY.isoformat())
    html = client.post(url, {"feeling": "ok"}).content.decode()
    assert (html.count("Choose who should get this"), CheckIn.objects.count()) == (2, 0)
    client.post(url, {"feeling": "ok", "to": str(facilitator.member_id)})
    assert Membership.objects.get(pk=member.pk).support_person == facilitator.member


@pytest.mark.parametrize("version", ["", "soon", (TODAY - timedelta(days=8)).isoformat()])
def test_an_old_check_in_link_is_dead(client: Client, chosen: Membership, version: str) -> None:
    url = link("check-in", chosen, chosen.pk, version)
    assert (client.get(url).status_code, client.post(url, {}).status_code) == (410, 410)


def test_an_old_check_in_link_changes_no_chat_either(client: Client, chosen: Membership) -> None:
    old = TODAY - timedelta(days=8)
    url = link("check-in", chosen, chosen.pk, old.isoformat())
    says = HowItGoes(wants_chat=True)
    chosen.refresh_from_db()
    send_check_in(by=chosen, to_id=chosen.support_person_id, options=[chosen.support_person_id or 0], says=says, prompted_for=old, now=dates.now())  # fmt: skip
    assert client.post(url + "?after=chat", {"how": "call", "when": "today"}).status_code == 410
    assert SupportRequest.objects.get().how == "email"


def test_a_check_in_link_is_dead_after_leaving(client: Client, chosen: Membership) -> None:
    Membership.objects.filter(pk=chosen.pk).update(status="left", left_at=dates.now())
    assert client.get(link("check-in", chosen, chosen.pk, TODAY.isoformat())).status_code == 410


def test_a_check_in_link_is_for_ones_own_place(
    client: Client, chosen: Membership, other_member: Membership
) -> None:
    assert client.get(link("check-in", other_member, chosen.pk, TODAY.isoformat())).status_code == 410


def test_S1_opening_every_link_twice_changes_nothing(client: Client, chosen: Membership, task: Task) -> None:
    urls = [link(act, chosen, task.pk) for act in ("task-done", "task-hand-back", "task-more-time")]
    urls += [
        link("check-in", chosen, chosen.pk, TODAY.isoformat()) + query
        for query in ("", "?feeling=not_ok", "?after=chat")
    ]

    def rows() -> list[object]:
        return [
            list(model.objects.values()) for model in (Task, TaskPlace, CheckIn, Membership, SupportRequest)
        ]

    before = rows()
    for url in urls * 2:
        client.get(url)
    assert rows() == before
