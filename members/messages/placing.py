"""Where and when a message reaches its reader: channel, quiet hours, pause, weekly pace. Pure: no queries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings

from coproduce.lib.dates import instant
from coproduce.lib.quiet import Quiet, next_allowed
from members.messages.kinds import Kind
from members.models import ContactPreference, Member, Message

ROUND_UP_AT = time(10, 0)


@dataclass(frozen=True)
class Reader:
    """How one person wants to be reached."""

    has_email: bool
    quiet: Quiet
    channel: str = Message.Channel.EMAIL
    round_up_weekday: int | None = None  # empty for "as it happens"


# An invitation goes to somebody of whom nothing is known but an address; its kind finds that.
NOBODY = Reader(has_email=True, quiet=Quiet(settings.TIME_ZONE, time(0), time(0)))


@dataclass(frozen=True)
class Placed:
    """When, where and until when a message may go out."""

    channel: str
    due_at: datetime
    expires_at: datetime


def reader_of(member: Member, contact: ContactPreference | None) -> Reader:
    """A member as a reader; somebody who never chose anything has the usual preferences."""
    contact = contact or ContactPreference()
    weekly = contact.pace == ContactPreference.Pace.WEEKLY
    only_site = contact.channel == ContactPreference.Channel.SITE
    return Reader(
        has_email=bool(member.email),
        quiet=Quiet(
            known_zone(member.time_zone), contact.quiet_from, contact.quiet_until, contact.paused_until
        ),
        channel=Message.Channel.SITE if only_site else Message.Channel.EMAIL,
        round_up_weekday=contact.round_up_weekday if weekly else None,
    )


def known_zone(name: str) -> str:
    """The zone, or the site's own for a name that this machine does not know: one bad row never holds up others."""
    return name if name in zone_names() else settings.TIME_ZONE


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The zones that this machine knows."""
    return frozenset(available_timezones())


def place(reader: Reader, kind: Kind, *, wanted: datetime, now: datetime, lasts: timedelta) -> Placed:
    """Where and when a message that is wanted at some moment goes out.

    What must be heard goes at once, by email when there is one. A pause moves the day but not the end: what a pause outlasts
    is never sent. Quiet hours and the weekly pace move both.
    """
    if kind.must_hear:
        channel = Message.Channel.EMAIL if reader.has_email else Message.Channel.SITE
        return Placed(channel, wanted, wanted + lasts)
    if reader.channel == Message.Channel.SITE or not reader.has_email:
        return Placed(Message.Channel.SITE, wanted, wanted + lasts)
    slot = wanted
    if kind.folds and reader.round_up_weekday is not None:
        slot = round_up_moment(reader, reader.round_up_weekday, wanted=wanted, now=now)
    expires_at = next_allowed(_awake(reader), slot) + lasts
    return Placed(Message.Channel.EMAIL, next_allowed(reader.quiet, slot), expires_at)


def move(
    message: Message, reader: Reader, kind: Kind, *, now: datetime, wanted: datetime | None = None
) -> None:
    """Set on the message, without saving, where and when it goes as its reader is now."""
    if wanted is None and message.local_date is not None and message.local_time is not None:
        wanted = on_the_wall(message.local_date, message.local_time, reader.quiet.zone)
    placed = place(reader, kind, wanted=wanted or message.created_at, now=now, lasts=message.lasts)
    message.channel, message.due_at, message.expires_at = placed.channel, placed.due_at, placed.expires_at
    message.next_attempt_at, message.zone = placed.due_at, reader.quiet.zone


def round_up_moment(reader: Reader, weekday: int, *, wanted: datetime, now: datetime) -> datetime:
    """The last weekly round-up before the wanted moment, so that nothing comes too late; when it is over, the next one."""
    zone = reader.quiet.zone
    local_day = wanted.astimezone(ZoneInfo(zone)).date()
    day = local_day - timedelta(days=(local_day.weekday() - weekday) % 7 + 7)
    while True:
        moment = next_allowed(_awake(reader), instant(day, ROUND_UP_AT, zone))
        day += timedelta(days=7)
        later = next_allowed(_awake(reader), instant(day, ROUND_UP_AT, zone))
        if moment > now and later > wanted:
            return moment


def is_round_up_moment(reader: Reader, moment: datetime) -> bool:
    """Whether this is when the person's weekly round-up goes out; quiet hours may have moved it past midnight."""
    zone = reader.quiet.zone
    day = moment.astimezone(ZoneInfo(zone)).date()
    return any(
        next_allowed(_awake(reader), instant(chosen, ROUND_UP_AT, zone)) == moment
        for chosen in (day, day - timedelta(days=1))
        if chosen.weekday() == reader.round_up_weekday
    )


def _awake(reader: Reader) -> Quiet:
    """Quiet hours without the pause."""
    return Quiet(reader.quiet.zone, reader.quiet.starts, reader.quiet.ends)


def wall_clock(moment: datetime, zone: str) -> tuple[date, time]:
    """What calendar and clock show in the zone at this moment."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.date(), local.time().replace(microsecond=0)


def on_the_wall(day: date, at: time, zone: str) -> datetime:
    """The moment at which calendar and clock show this in the zone."""
    return instant(day, at, zone).astimezone(UTC)
