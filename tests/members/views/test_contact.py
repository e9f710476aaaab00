"""How the member is reached, and what was sent to them."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import ContactPreference, Member, Message, Organisation
from members.models.contact import UNTIL_I_SAY
from tests.factories.members import make_member, make_organisation_role

As = Callable[[Member], Client]
FORM = {
    "channel": "site",
    "pace": "weekly",
    "round_up_weekday": "3",
    "quiet_from": "20:00",
    "quiet_until": "09:00",
    "pause": "none",
    "time_zone": "Europe/Paris",
}


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam")


def test_contact_is_saved(as_person: As, sam: Member) -> None:
    answer = as_person(sam).post("/me/contact/", {**FORM, "say_hello_if_quiet": "on"}, follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        "Saved. We write to you like this from now on."
    ]
    kept = ContactPreference.objects.get(member=sam)
    sam.refresh_from_db()
    assert (kept.channel, kept.pace, kept.round_up_weekday, kept.say_hello_if_quiet, sam.time_zone) == (
        "site",
        "weekly",
        3,
        True,
        "Europe/Paris",
    )
    assert (kept.quiet_from, kept.quiet_until, kept.paused_until) == (time(20), time(9), None)


@pytest.mark.parametrize(("pause", "days"), [("7", 7), ("14", 14), ("28", 28)])
def test_a_pause_is_days_from_today(as_person: As, sam: Member, pause: str, days: int) -> None:
    as_person(sam).post("/me/contact/", {**FORM, "pause": pause})
    expected = dates.today("Europe/London") + timedelta(days=days)
    assert ContactPreference.objects.get(member=sam).paused_until == expected


def test_resting_has_no_end_until_i_say_so(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/me/contact/", {**FORM, "pause": "rest"})
    assert ContactPreference.objects.get(member=sam).paused_until == UNTIL_I_SAY
    page = browser.get("/me/contact/")
    assert "You are resting. We write nothing until you say so." in page.content.decode()
    browser.post("/me/contact/", {**FORM, "pause": "keep"})
    assert ContactPreference.objects.get(member=sam).paused_until == UNTIL_I_SAY
    browser.post("/me/contact/", {**FORM, "pause": "none"})
    assert ContactPreference.objects.get(member=sam).paused_until is None


def test_a_pause_that_stands_is_shown(as_person: As, sam: Member) -> None:
    ContactPreference.objects.filter(member=sam).update(paused_until=date(2098, 5, 14))
    assert "You have a pause until Wednesday 14 May." in as_person(sam).get("/me/contact/").content.decode()


def test_by_email_needs_an_email(as_person: As, db: None) -> None:
    answer = as_person(make_member(email=None)).post("/me/contact/", {**FORM, "channel": "email"})
    assert answer.context["form"].errors == {"channel": ["Add an email address first, or choose the site"]}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("channel", "pigeon"),
        ("pace", ""),
        ("quiet_from", "25:00"),
        ("round_up_weekday", "7"),
        ("pause", "99"),
        ("time_zone", "Mars/Olympus"),
    ],
)
def test_contact_refuses_choices_that_do_not_exist(
    as_person: As, sam: Member, field: str, given: str
) -> None:
    answer = as_person(sam).post("/me/contact/", {**FORM, field: given})
    assert list(answer.context["form"].errors) == [field]
    assert ContactPreference.objects.get(member=sam).pace == "each"


def test_an_empty_form_says_what_is_missing(as_person: As, sam: Member) -> None:
    errors = as_person(sam).post("/me/contact/", {}).context["form"].errors
    assert errors["channel"] == ["Choose where we tell you things"]
    assert errors["pace"] == ["Choose how often"]


def test_mail_that_came_back_is_told_to_the_member(as_person: As, sam: Member) -> None:
    Member.objects.update(email_bounced_at=dates.now())
    assert f"Our email to {sam.email} came back on" in as_person(sam).get("/me/contact/").content.decode()


def make_message(member: Member, organisation: Organisation, *, minutes: int, **fields: object) -> Message:
    now = dates.now()
    values = {"state": "sent", "sent_at": now - timedelta(minutes=minutes), "channel": "email", **fields}
    return Message.objects.create(
        key=f"{member.pk} {minutes} {values}",
        kind="appointed",
        recipient=member,
        subject_id=organisation.pk,
        version="facilitator",
        due_at=now,
        expires_at=now,
        next_attempt_at=now,
        **values,
    )


def test_sent_shows_what_came_and_why(as_person: As, sam: Member, organisation: Organisation) -> None:
    make_organisation_role(organisation=organisation, member=sam, role="facilitator")
    make_message(sam, organisation, minutes=2)
    make_message(sam, organisation, minutes=1, channel="site")
    make_message(sam, organisation, minutes=0, state="waiting", sent_at=None)
    make_message(make_member(), organisation, minutes=0)
    rows = as_person(sam).get("/me/messages/").context["rows"]
    assert [(row.subject, row.by_email, row.why) for row in rows] == [
        ("You have a new part to play", False, "Someone asked you to do something for an organisation."),
        ("You have a new part to play", True, "Someone asked you to do something for an organisation."),
    ]
    assert "You are now one of the people at Station House." in rows[0].words


def test_sent_says_so_when_what_it_was_about_is_gone(
    as_person: As, sam: Member, organisation: Organisation
) -> None:
    message = make_message(sam, organisation, minutes=2)
    Message.objects.filter(pk=message.pk).update(subject_id=0)
    page = as_person(sam).get("/me/messages/")
    assert [(row.subject, row.words) for row in page.context["rows"]] == [("", "")]
    assert "A message about something that is no longer here" in page.content.decode()


def test_sent_shows_a_kind_that_nobody_knows_any_more(
    as_person: As, sam: Member, organisation: Organisation
) -> None:
    message = make_message(sam, organisation, minutes=2)
    Message.objects.filter(pk=message.pk).update(kind="pigeon")
    assert [row.subject for row in as_person(sam).get("/me/messages/").context["rows"]] == [""]


def test_sent_pages_through_older_ones_without_missing_or_doubling(
    as_person: As, sam: Member, organisation: Organisation
) -> None:
    made = [make_message(sam, organisation, minutes=number // 2).sent_at for number in range(45)]
    browser, found, path = as_person(sam), [], "/me/messages/"
    for _page in range(3):
        page = browser.get(path)
        found += [row.at for row in page.context["rows"]]
        path = f"/me/messages/?before={page.context['older']}"
    assert page.context["older"] == ""
    assert found == sorted(made, reverse=True)  # type: ignore[type-var]


def test_sent_is_a_few_queries_however_many_there_are(
    as_person: As,
    sam: Member,
    organisation: Organisation,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for number in range(20):
        make_message(sam, organisation, minutes=number)
    browser = as_person(sam)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        browser.get("/me/messages/")


@pytest.mark.parametrize(
    "before",
    [
        "x",
        "2026-01-01_1",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z_x",
        "2026-13-01T00:00:00Z_1",
        "2026-01-01T00:00:00Z_" + "9" * 30,
    ],
)
def test_sent_does_not_know_a_strange_page(as_person: As, sam: Member, before: str) -> None:
    assert as_person(sam).get("/me/messages/", {"before": before}).status_code == 404
