"""Promise R5: the right moment for every reader, in every zone, through every change of the clocks. Pure: no database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coproduce.lib.quiet import Quiet, is_quiet
from members.messages.placing import (
    Placed,
    Reader,
    is_round_up_moment,
    known_zone,
    move,
    place,
    reader_of,
    round_up_moment,
    wall_clock,
)
from members.models import ContactPreference, Member, Message
from tests.coproduce.lib.test_dates import ZONES
from tests.members.notes import HOUR, Note

NOTE = Note().kind()
LASTS = 24 * HOUR
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 1)).map(
    lambda found: found.replace(tzinfo=UTC)
)
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
ZONE = st.sampled_from(ZONES)


@st.composite
def readers(draw: st.DrawFn, *, weekly: bool = False) -> Reader:
    quiet = Quiet(draw(ZONE), draw(HOURS), draw(HOURS))
    return Reader(True, quiet, round_up_weekday=draw(st.integers(0, 6)) if weekly else None)


@settings(max_examples=300, deadline=None)
@given(reader=readers(), now=MOMENTS, hours=st.integers(0, 400))
def test_R5_nothing_is_placed_in_quiet_hours_or_before_it_is_wanted(
    reader: Reader, now: datetime, hours: int
) -> None:
    wanted = now + hours * HOUR
    placed = place(reader, NOTE, wanted=wanted, now=now, lasts=LASTS)
    assert placed.due_at >= wanted
    assert not is_quiet(reader.quiet, placed.due_at)
    assert placed.expires_at == placed.due_at + LASTS


@settings(max_examples=300, deadline=None)
@given(reader=readers(weekly=True), now=MOMENTS, hours=st.integers(-400, 400))
def test_R5_a_weekly_reader_gets_it_at_a_round_up_never_too_late_when_there_is_time(
    reader: Reader, now: datetime, hours: int
) -> None:
    wanted = now + hours * HOUR
    moment = place(reader, NOTE, wanted=wanted, now=now, lasts=LASTS).due_at
    assert is_round_up_moment(reader, moment)
    assert moment > now
    if moment > wanted:  # then no round-up lies between now and the wanted moment
        weekday = reader.round_up_weekday or 0
        assert round_up_moment(reader, weekday, wanted=now, now=now) == moment
    else:  # then it is the last one before
        assert wanted - moment < timedelta(days=8)


@settings(max_examples=300, deadline=None)
@given(at=HOURS, day=st.dates(date(2026, 1, 2), date(2028, 12, 1)), zones=st.tuples(ZONE, ZONE))
def test_R5_who_moves_zone_reads_the_same_time_on_the_wall_or_the_first_that_there_is(
    at: time, day: date, zones: tuple[str, str]
) -> None:
    never_quiet = [Quiet(zone, time(0), time(0)) for zone in zones]
    message = Message(kind="note", local_date=day, local_time=at, lasts=LASTS)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for quiet in never_quiet:
        move(message, Reader(True, quiet), NOTE, now=now)
        shown = message.due_at.astimezone(ZoneInfo(quiet.zone)).replace(tzinfo=None)
        wanted = datetime.combine(day, at)
        before = (message.due_at - timedelta(seconds=1)).astimezone(ZoneInfo(quiet.zone)).replace(tzinfo=None)
        assert shown == wanted or before < wanted < shown
        assert message.zone == quiet.zone


@settings(max_examples=100, deadline=None)
@given(moment=MOMENTS, zone=ZONE)
def test_R5_a_moment_written_as_time_on_the_wall_comes_back_as_itself_but_for_the_hour_that_comes_twice(
    moment: datetime, zone: str
) -> None:
    moment = moment.replace(microsecond=0)
    local = moment.astimezone(ZoneInfo(zone))
    assume(local.fold == 0)
    message = Message(kind="note", lasts=LASTS)
    message.local_date, message.local_time = wall_clock(moment, zone)
    move(message, Reader(True, Quiet(zone, time(0), time(0))), NOTE, now=moment - HOUR)
    assert message.due_at == moment


def test_safety_is_placed_at_once_by_email_when_there_is_one() -> None:
    night = datetime(2026, 11, 23, 2, tzinfo=UTC)
    quiet = Quiet("Europe/London", time(21), time(8), date(2027, 1, 1))
    alarm = Note().kind(must_hear=True)
    for has_email, channel in ((True, "email"), (False, "site")):
        reader = Reader(has_email, quiet, channel="site")
        assert place(reader, alarm, wanted=night, now=night, lasts=HOUR) == Placed(
            channel, night, night + HOUR
        )


def test_somebody_who_never_chose_anything_has_the_usual_preferences() -> None:
    reader = reader_of(Member(email="sam@example.org"), None)
    assert reader == Reader(True, Quiet("Europe/London", time(21), time(8)))


def test_the_site_only_reader_and_the_weekly_reader() -> None:
    only_site = ContactPreference(channel="site", pace="weekly", round_up_weekday=4)
    reader = reader_of(Member(email="sam@example.org"), only_site)
    assert (reader.channel, reader.round_up_weekday) == ("site", 4)


@pytest.mark.parametrize(("name", "known"), [("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Base", "Europe/London")])
def test_a_zone_that_nobody_knows_is_the_sites_own(name: str, known: str) -> None:
    assert known_zone(name) == known
