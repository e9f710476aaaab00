"""How a person is reached."""

from datetime import UTC, date, datetime, time

from members.actions.contact import choose_contact, hear_by_email_less
from members.actions.message import write_message
from members.models import ContactPreference, Message, Organisation
from members.models.contact import UNTIL_I_SAY
from tests.factories.members import make_member

CHOSEN = {
    "channel": "email",
    "pace": "weekly",
    "round_up_weekday": 3,
    "quiet_from": time(20),
    "quiet_until": time(9),
    "paused_until": date(2026, 12, 1),
    "say_hello_if_quiet": True,
    "time_zone": "Europe/Paris",
}


def test_choose_contact_keeps_every_choice(db: None) -> None:
    member = make_member()
    choose_contact(by=member, **CHOSEN)
    preference = ContactPreference.objects.get(member=member)
    kept = {name: getattr(preference, name) for name in CHOSEN if name != "time_zone"}
    member.refresh_from_db()
    assert {**kept, "time_zone": member.time_zone} == CHOSEN


def test_choose_contact_works_for_somebody_who_never_chose(db: None) -> None:
    member = make_member()
    ContactPreference.objects.filter(member=member).delete()
    choose_contact(by=member, **CHOSEN)
    assert ContactPreference.objects.filter(member=member).count() == 1


def test_hear_by_email_less_moves_what_waits_to_the_site(organisation: Organisation) -> None:
    member = make_member()
    write_message(kind="appointed", recipient=member, subject_id=organisation.pk, version="lead", due_at=None)
    assert Message.objects.get().channel == "email"
    hear_by_email_less(by=member)
    assert (Message.objects.get().channel, ContactPreference.objects.get(member=member).channel) == (
        "site",
        "site",
    )


def test_a_pause_ends_on_its_day_and_a_rest_does_not(db: None) -> None:
    day = datetime(2026, 11, 23, tzinfo=UTC).date()
    paused, resting, neither = (
        ContactPreference(paused_until=until) for until in (date(2026, 11, 24), UNTIL_I_SAY, None)
    )
    assert [each.is_paused_on(day) for each in (paused, resting, neither)] == [True, True, False]
    assert paused.is_paused_on(date(2026, 11, 24)) is False
    assert [each.is_resting for each in (paused, resting, neither)] == [False, True, False]
