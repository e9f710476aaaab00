from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Need, PrivateReading, SupportRequest
from projects.actions.checkin import HowItGoes, send_check_in
from projects.actions.need import say_and_share_needs
from projects.models import Adaptation, CheckIn, Membership, Project
from projects.views.my_place import next_asked
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def at(project: Project, page: str) -> str:
    """A page of the project."""
    return f"/projects/{project.address}/{page}"


def test_way_rhythm_and_experience_are_saved(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    sam = as_person(member)
    sam.post(at(project, "me/way/"), {"way": "keep_posted"})
    sam.post(
        at(project, "me/check-ins/"),
        {"rhythm": "weekly", "at": "14:00", "person": str(facilitator.member_id)},
    )
    sam.post(at(project, "me/experience/"), {"kinds": ["lived", "professional"], "audience": "hosts"})
    fresh = Membership.objects.get(pk=member.pk)
    tomorrow = dates.today("Europe/London") + timedelta(days=1)
    assert (fresh.way, fresh.check_in_rhythm, fresh.check_in_from, fresh.check_in_at) == (
        "keep_posted",
        "weekly",
        tomorrow,
        time(14),
    )
    assert (fresh.support_person, fresh.experience_audience, fresh.experiences.count()) == (
        facilitator.member,
        "hosts",
        2,
    )


def test_the_same_rhythm_keeps_its_days(as_person: AsPerson, member: Membership, project: Project) -> None:
    Membership.objects.filter(pk=member.pk).update(check_in_rhythm="weekly", check_in_from=date(2026, 1, 5))
    as_person(member).post(at(project, "me/check-ins/"), {"rhythm": "weekly", "at": "18:00", "person": ""})
    assert Membership.objects.get(pk=member.pk).check_in_from == date(2026, 1, 5)


def test_rather_not_say_stands_alone(as_person: AsPerson, member: Membership, project: Project) -> None:
    posted = {"kinds": ["lived", "rather_not"], "audience": "totals"}
    html = as_person(member).post(at(project, "me/experience/"), posted).content.decode()
    assert html.count("Choose what you bring, or that you would rather not say") == 2


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (datetime(2026, 5, 18, 9, 59), date(2026, 5, 18)),
        (datetime(2026, 5, 18, 10), date(2026, 5, 25)),
        (datetime(2026, 5, 20, 9), date(2026, 5, 25)),
        (datetime(2026, 5, 1, 9), date(2026, 5, 4)),
    ],
)
def test_next_asked_by_the_members_own_clock(local: datetime, day: date) -> None:
    membership = Membership(check_in_rhythm="weekly", check_in_from=date(2026, 5, 4), check_in_at=time(10))
    assert next_asked(membership, local.replace(tzinfo=ZoneInfo("Europe/London"))) == day
    membership.way = Membership.Way.RESTING
    assert next_asked(membership, local.replace(tzinfo=ZoneInfo("Europe/London"))) is None


def test_leaving_ends_the_way_in_at_once(as_person: AsPerson, member: Membership, project: Project) -> None:
    sam = as_person(member)
    assert sam.get(at(project, "me/leave/")).status_code == 200
    assert Membership.objects.get(pk=member.pk).is_active is True
    assert sam.post(at(project, "me/leave/"))["Location"] == "/home/"
    assert {sam.get(at(project, page)).status_code for page in ("", "tasks/", "me/")} == {404}


def test_the_last_host_reads_who_stands_in(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    html = as_person(facilitator).get(at(project, "me/leave/")).content.decode()
    assert html.count("When you leave, Maya of Station House stands in.") == 1


# --- needs -----------------------------------------------------------------------------------------------------------------


def test_needs_are_pre_set_to_only_me(as_person: AsPerson, member: Membership, project: Project) -> None:
    html = as_person(member).get(at(project, "needs/")).content.decode()
    assert html.count('name="audience" value="me" checked') == 1
    posted = {"kinds": ["breaks"], "own_words": "A seat near the door", "audience": "me"}
    as_person(member).post(at(project, "needs/"), posted)
    assert (member.member.needs.count(), Adaptation.objects.count()) == (2, 0)


def test_needs_shared_with_hosts_say_so_and_show_how_far(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    sam, amina = as_person(member), as_person(facilitator)
    sam.post(at(project, "needs/"), {"kinds": ["breaks"], "audience": "hosts"})
    assert sam.get(at(project, "needs/")).content.decode().count("Amina can see it.") == 1
    adaptation = Adaptation.objects.get()
    amina.post(at(project, f"needs/shared/{adaptation.pk}/"), {"status": "ready"})
    assert 'class="tag">Ready</span>' in sam.get(at(project, "needs/")).content.decode()
    assert amina.post(at(project, f"needs/shared/{adaptation.pk}/"), {"status": "dance"}).status_code == 404
    assert amina.post(at(project, "needs/shared/999999/"), {"status": "ready"}).status_code == 404


def test_S10_reading_shared_needs_is_written_down_for_their_owner(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    say_and_share_needs(by=member, needs={"breaks": ""}, audience="hosts", each={}, now=dates.now())
    as_person(facilitator).get(at(project, "needs/shared/"))
    as_person(facilitator).get(at(project, f"people/{member.pk}/"))
    assert list(PrivateReading.objects.values_list("what", flat=True)) == ["needs", "needs"]
    as_person(member).get(at(project, "needs/"))
    assert PrivateReading.objects.count() == 2


def test_my_needs_without_a_project(as_person: AsPerson, outsider: Member) -> None:
    as_person(outsider).post("/me/needs/", {"kinds": ["chat"], "own_words": ""})
    assert list(Need.objects.values_list("kind", flat=True)) == ["chat"]


def test_not_now_asks_no_more(as_person: AsPerson, member: Membership, project: Project) -> None:
    as_person(member).post(at(project, "needs/"), {"later": "1"})
    assert Membership.objects.get(pk=member.pk).needs_asked is True


# --- check-ins ---------------------------------------------------------------------------------------------------------------


def test_check_in_reaches_the_chosen_person_only(
    as_person: AsPerson,
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
    project: Project,
) -> None:
    posted = {"to": str(facilitator.member_id), "feeling": "not_great", "words": "canary"}
    assert as_person(member).post(at(project, "check-in/"), posted)["Location"] == at(project, "check-in/")
    assert as_person(facilitator).get("/check-ins/").content.decode().count("canary") == 1
    assert "canary" not in as_person(other_member).get("/check-ins/").content.decode()
    assert list(PrivateReading.objects.values_list("what", flat=True)) == ["check_in"]


def test_a_check_in_later_in_the_week_leaves_the_answer_to_the_prompt_as_it_was(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    today = dates.today("Europe/London")
    Membership.objects.filter(pk=member.pk).update(
        support_person=facilitator.member, check_in_rhythm="weekly", check_in_from=today - timedelta(days=3)
    )
    sam = as_person(member)
    sam.post(at(project, "check-in/"), {"feeling": "good"})
    CheckIn.objects.update(sent_at=dates.now() - timedelta(days=2))
    sam.post(at(project, "check-in/"), {"feeling": "not_great"})
    sam.post(at(project, "check-in/"), {"feeling": "ok"})
    kept = CheckIn.objects.order_by("pk").values_list("feeling", "prompted_for")
    assert list(kept) == [("good", today - timedelta(days=3)), ("ok", None)]


def test_check_in_not_ok_shows_how_to_talk_next(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    sam = as_person(member)
    answer = sam.post(at(project, "check-in/"), {"to": str(facilitator.member_id), "feeling": "not_ok"})
    assert answer["Location"] == at(project, "check-in/chat/")
    assert SupportRequest.objects.get().to == facilitator.member
    sam.post(answer["Location"], {"how": "call", "when": "today"})
    assert SupportRequest.objects.get().how == "call"


def test_the_chat_page_without_a_request_leads_back(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    assert as_person(member).get(at(project, "check-in/chat/"))["Location"] == at(project, "check-in/")


def test_heard_and_written_down_are_for_the_person_chosen(
    as_person: AsPerson, facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    to = facilitator.member_id
    sent = send_check_in(by=member, to_id=to, options=[to], says=HowItGoes(), now=dates.now())
    assert as_person(other_member).post(f"/check-ins/{sent.pk}/heard/").status_code == 404
    assert as_person(other_member).get(f"/check-ins/for/{member.pk}/").status_code == 404
    as_person(facilitator).post(f"/check-ins/{sent.pk}/heard/")
    as_person(facilitator).post(f"/check-ins/for/{member.pk}/", {"feeling": "good", "words": "By phone"})
    assert CheckIn.objects.get(pk=sent.pk).heard_at is not None
    assert CheckIn.objects.exclude(pk=sent.pk).get().written_down_by == facilitator.member


def test_check_on_lists_nobody_for_silence(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    make_membership(project=project)
    html = as_person(facilitator).get(at(project, "check-on/")).content.decode()
    assert html.count("No one needs you just now.") == 1
    say_and_share_needs(by=member, needs={"breaks": ""}, audience="hosts", each={}, now=dates.now())
    html = as_person(facilitator).get(at(project, "check-on/")).content.decode()
    assert html.count("Sam: Breaks") == 1
