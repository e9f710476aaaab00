"""Sending what is due: claim, look at the world again, hand over, mark. Any number of processes may do it at once."""

import logging
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import Error, connection
from django.utils import timezone, translation

from coproduce.lib import dates
from members.actions.claiming import Claim, claim_due, drop, let_go_of_lost, mark_ended, mark_sent, put_back
from members.actions.folding import fold_round_ups
from members.actions.waking import wake
from members.messages.looking import Looked, Ready, look_again
from members.messages.mail import fewer_link, mail_for
from members.messages.placing import known_zone
from members.messages.relay import Answer, Ending, Relay
from members.models import Member, Message

log = logging.getLogger(__name__)

AT_A_TIME = 100
SECONDS = 20.0  # of one job: far below the jobs' time limit, so that others get their turn
TRIES = 8
LONGEST_WAIT = 60  # times the first wait
RELAY_WORKS = timedelta(hours=2)
REST_AFTER_DOWN = 15.0
PLACES = 0x0B0C5  # the family of advisory locks that count the senders

_resting_until = 0.0


@dataclass
class Sent:
    """What one run of the sender did."""

    sent: int = 0
    on_site: int = 0
    ended: int = 0
    later: int = 0
    trouble: int = 0
    relay_down: bool = False


def send_due(*, seconds: float = SECONDS) -> Sent:
    """Send what is due, for at most so many seconds, as one of a few senders; when there is more, wake another.

    A mail server that is not there is left alone for a moment by this process; the rows stay as they are.
    """
    done = Sent()
    until = time.monotonic() + seconds
    if time.monotonic() < _resting_until:
        return done
    with _a_place() as found:
        if found:
            let_go_of_lost()
            fold_round_ups(now=dates.now())
            _send_until(until, done)
    return done


def _send_until(until: float, done: Sent) -> None:
    global _resting_until
    relay: Relay[Ready] = Relay(settings.MESSAGE_LEASE)
    asked_for_help = False
    try:
        while time.monotonic() < until and not relay.is_down:
            claim = claim_due(now=dates.now(), most=AT_A_TIME)
            if not claim.messages:
                return
            if len(claim.messages) == AT_A_TIME and not asked_for_help:
                asked_for_help = True
                wake()
            deliver(claim=claim, relay=relay, done=done, until=until)
    finally:
        relay.close()
    if relay.is_down:
        done.relay_down = True
        _resting_until = time.monotonic() + REST_AFTER_DOWN
    else:
        wake()


@contextmanager
def _a_place() -> Iterator[bool]:
    """One of the few places for senders, so that wake-ups never fill every worker. A dead sender's place is free at once."""
    with connection.cursor() as cursor:
        for number in range(settings.MAIL_SENDERS):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [PLACES, number])
            if cursor.fetchone() == (True,):
                break
        else:
            yield False
            return
    try:
        yield True
    finally:
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [PLACES, number])


def deliver(*, claim: Claim, relay: Relay[Ready], done: Sent, until: float) -> None:
    """Bring each claimed row to an end, or back. What was not begun when something breaks is put back untouched."""
    now = dates.now()
    left = {message.pk: message for message in claim.messages}
    try:
        looked = look_again(claim.messages, now)
        _settle(claim, looked, left, done, now)
        parcels = _parcels(claim, looked.ready, left, done, until)
        for answered in relay.carry(parcels):
            _note(claim, answered, done)
    except BaseException:
        drop(claim=claim, messages=list(left.values()))
        raise
    put_back(claim=claim, messages=list(left.values()))


def _settle(claim: Claim, looked: Looked, left: dict[int, Message], done: Sent, now: datetime) -> None:
    """All that needs no mail."""
    mark_sent(
        claim=claim, ids=[message.pk for message in looked.on_site], channel=Message.Channel.SITE, now=now
    )
    mark_ended(claim=claim, ended=looked.ended, now=now)
    put_back(claim=claim, messages=looked.later)
    for message, words in looked.trouble:
        _try_later(claim, message, words, now)
    settled = [*looked.on_site, *looked.later]
    settled += [entry[0] for entry in looked.ended] + [entry[0] for entry in looked.trouble]
    for message in settled:
        del left[message.pk]
    done.on_site += len(looked.on_site)
    done.ended += len(looked.ended)
    done.later += len(looked.later)
    done.trouble += len(looked.trouble)


def _parcels(
    claim: Claim, ready: Sequence[Ready], left: dict[int, Message], done: Sent, until: float
) -> Iterator[tuple[Ready, EmailMultiAlternatives]]:
    """Each mail in turn, while there is time: half a lease is enough for the slowest answers, and none may outlast it."""
    half = settings.MESSAGE_LEASE.total_seconds() / 2
    for one in ready:
        if time.monotonic() > until or claim.seconds_left() < half:
            return
        message = one.message
        try:
            mail = written(ready=one)
        except Exception as error:  # a bad row never holds up others
            log.exception("the words of a message could not be made")
            del left[message.pk]
            _try_later(claim, message, f"its words: {type(error).__name__}", dates.now())
            done.trouble += 1
            continue
        del left[message.pk]
        yield one, mail


def written(*, ready: Ready) -> EmailMultiAlternatives:
    """The email in its reader's language and zone."""
    message, kind = ready.message, ready.kind
    fewer = ready.context.get("fewer_link") or fewer_link(message)
    reader = ready.reader
    frame = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "reader": reader.display_name if reader else "",
        "fewer_link": None if kind.must_hear else fewer,
    }
    language = reader.language if reader else settings.LANGUAGE_CODE
    zone = known_zone(reader.time_zone) if reader else settings.TIME_ZONE
    with translation.override(language), timezone.override(zone):
        rendered = kind.render(message, {**frame, **ready.context})
        return mail_for(message, kind, rendered, to=ready.to, fewer=fewer)


def _note(claim: Claim, answered: Sequence[tuple[Ready, Answer]], done: Sent) -> None:
    """Mark what the relay said about each, what went out first."""
    now = dates.now()
    out = [ready for ready, answer in answered if answer.ending is Ending.ACCEPTED]
    mark_sent(claim=claim, ids=[ready.message.pk for ready in out], channel=Message.Channel.EMAIL, now=now)
    done.sent += len(out)
    reached_again = [ready.reader.pk for ready in out if ready.reader and ready.reader.email_bounced_at]
    if reached_again:
        Member.objects.filter(pk__in=reached_again).update(email_bounced_at=None)
    for ready, answer in answered:
        if answer.ending is Ending.DOWN:
            put_back(claim=claim, messages=[ready.message])
        elif answer.ending is Ending.REFUSED:
            _refuse(claim, ready, answer, now)
            done.ended += 1
        elif answer.ending is not Ending.ACCEPTED:
            _try_later(claim, ready.message, answer.words, now)
            done.trouble += 1


def _refuse(claim: Claim, ready: Ready, answer: Answer, now: datetime) -> None:
    """The relay will never take it: shown to the member; hosts see only that we could not reach them (decision 4)."""
    ready.message.attempts += 1
    mark_ended(claim=claim, ended=[(ready.message, Message.State.FAILED, answer.words)], now=now)
    if ready.reader is not None:
        Member.objects.filter(pk=ready.reader.pk, email=ready.to).update(email_bounced_at=now)


def _try_later(claim: Claim, message: Message, words: str, now: datetime) -> None:
    """1, 2, 4 ... 60 minutes; after 8 tries no more, unless nothing at all gets through: then it is not about this message."""
    message.attempts += 1
    message.last_error = words
    if message.attempts >= TRIES and _relay_works(now):
        mark_ended(claim=claim, ended=[(message, Message.State.FAILED, words)], now=now)
        return
    message.next_attempt_at = now + wait_before_try(attempts=message.attempts)
    put_back(claim=claim, messages=[message])


def wait_before_try(*, attempts: int) -> timedelta:
    """How long to wait after so many tries, with a quarter more or less so that not all come back together."""
    times = min(LONGEST_WAIT, 2 ** (attempts - 1))
    wait: timedelta = settings.MESSAGE_RETRY * times
    return wait * random.uniform(0.75, 1.25)


def _relay_works(now: datetime) -> bool:
    return Message.objects.filter(
        state=Message.State.SENT, channel=Message.Channel.EMAIL, sent_at__gt=now - RELAY_WORKS
    ).exists()
