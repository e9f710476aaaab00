"""Telling the sender that something is due. Only a wake-up: the truth is in PostgreSQL, and the tick comes anyway."""

import logging
import threading
import time
from typing import Any

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)

JOB = "members.send_due"
EXPIRES = 120  # seconds; a wake-up that nobody took by then is of no use
REST_AFTER_TROUBLE = 5.0  # seconds in which a process leaves a broker alone that did not answer

# Celery's own way waits six seconds for a broker that is down. A request must not.
SHORT = {"socket_connect_timeout": 0.3, "socket_timeout": 0.4, "health_check_interval": 0, "max_retries": 0}

_resting_until = 0.0
_line = threading.local()


def wake() -> None:
    """Publish one wake-up. Swallows every trouble of the broker, and takes at most a second of the caller's time."""
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    try:
        _publish(JOB, expires=EXPIRES)
    except Exception as error:  # whatever the broker's library raises: the message is safe without it
        _resting_until = time.monotonic() + REST_AFTER_TROUBLE
        log.warning("the broker did not take a wake-up (%s); the next tick sends", type(error).__name__)


def wake_after_commit() -> None:
    """Wake the sender when the caller's transaction is saved; once, however many messages it wrote."""
    waiting = getattr(transaction.get_connection(), "run_on_commit", [])
    if not any(callback[1] is wake for callback in waiting):
        transaction.on_commit(wake, robust=True)


def _publish(name: str, **options: Any) -> None:
    """Over a connection of this thread's own, with no patience."""
    if getattr(_line, "connection", None) is None:
        _line.connection = current_app.connection_for_write()
        _line.connection.transport_options = {**_line.connection.transport_options, **SHORT}
    current_app.send_task(name, connection=_line.connection, retry=False, ignore_result=True, **options)
