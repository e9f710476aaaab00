"""What the worker does for this app. The timetable stands in coproduce/celery.py."""

import logging

from celery import shared_task

from coproduce.lib import dates
from members.actions import sending, tick, tidy

log = logging.getLogger(__name__)


@shared_task(name="members.tick")
def tick_job() -> None:
    """Plan, expire, send; every half minute, and harmless when it comes twice."""
    done = tick.tick()
    if done.planned or done.expired or done.sent.sent:
        log.info("tick: %s planned, %s expired, %s sent", done.planned, done.expired, done.sent.sent)


@shared_task(name="members.send_due")
def send_due_job() -> None:
    """Send what is due, many messages to a job; woken by whoever writes one."""
    done = sending.send_due()
    if done.sent or done.trouble:
        log.info("%s sent, %s to be tried again", done.sent, done.trouble)


@shared_task(name="members.tidy")
def tidy_job() -> None:
    """Keep nothing longer than was promised (promise P6)."""
    tidy.tidy_members(now=dates.now())
