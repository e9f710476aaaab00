"""How a person is reached."""

from datetime import date, time

from django.db import transaction

from members.actions.message import place_again
from members.models import ContactPreference, Member


@transaction.atomic
def choose_contact(
    *,
    by: Member,
    channel: str,
    pace: str,
    round_up_weekday: int,
    quiet_from: time,
    quiet_until: time,
    paused_until: date | None,
    say_hello_if_quiet: bool,
    time_zone: str,
) -> ContactPreference:
    """How, how often and when the member hears from the site, at once: what waits already is placed afresh."""
    preference, _new = ContactPreference.objects.update_or_create(
        member=by,
        defaults={
            "channel": channel,
            "pace": pace,
            "round_up_weekday": round_up_weekday,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "paused_until": paused_until,
            "say_hello_if_quiet": say_hello_if_quiet,
        },
    )
    by.time_zone = time_zone
    by.save(update_fields=["time_zone"])
    place_again(recipient=by)
    return preference


@transaction.atomic
def hear_by_email_less(*, by: Member) -> ContactPreference:
    """One press from a message: from now on everything that can wait stays here on the site."""
    preference, _new = ContactPreference.objects.update_or_create(
        member=by, defaults={"channel": ContactPreference.Channel.SITE}
    )
    place_again(recipient=by)
    return preference
