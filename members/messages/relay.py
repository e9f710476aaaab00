"""Lines to the mail server: kept open over many messages, and what its answers mean."""

import contextlib
import smtplib
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from math import ceil
from statistics import median
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from members.messages.mail import LightMail

Thing = TypeVar("Thing")

STEPS = 6  # questions and answers of one message; each may take one timeout
SLOW = 0.010  # seconds a message; to a relay slower than this, several lines help
OWN_WORK = 0.002  # seconds a message that this process needs for itself
ENOUGH_TO_KNOW = 5  # messages, before the relay is called slow
BREAKS_IN_A_ROW = 3


class Ending(Enum):
    """What became of one message on its line."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # for good: this address or this message
    TROUBLE = "trouble"  # this message, this time
    BROKEN = "broken"  # the line broke while it carried this message
    DOWN = "down"  # the relay does not want this line: says nothing about the message


@dataclass(frozen=True)
class Answer:
    """What the relay said, in a code and our own words: the server's own text may name people."""

    ending: Ending
    words: str = ""


class Line:
    """One connection to the relay, opened when it is first needed."""

    def __init__(self, timeout: float) -> None:
        self._backend: Any = get_connection(timeout=timeout)
        self._is_open = False
        self.took = 0.0  # seconds, the last message

    def open(self) -> Answer | None:
        """None when the line is open; else what is wrong."""
        if self._is_open:
            return None
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Answer(Ending.DOWN, f"no line to the mail server: {_name(error)}")
        self._is_open = True
        return None

    def send(self, mail: EmailMessage) -> Answer:
        """Hand over one message. Never raises."""
        closed = self.open()
        if closed:
            return closed
        begun = time.monotonic()
        try:
            self._hand_over(mail)
        except Exception as error:
            answer = meaning_of(error)
            if not _still_usable(error):
                self.close()
            return answer
        finally:
            self.took = time.monotonic() - begun
        return Answer(Ending.ACCEPTED)

    def _hand_over(self, mail: EmailMessage) -> None:
        if isinstance(self._backend, SmtpBackend) and isinstance(mail, LightMail):
            sender, recipient = mail.envelope()
            data = mail.message().as_bytes(linesep="\r\n")
            if self._backend.connection is None:
                raise smtplib.SMTPServerDisconnected("the line is closed")
            self._backend.connection.sendmail(sender, [recipient], data)
        else:
            self._backend.send_messages([mail])

    def close(self) -> None:
        """Hang up; a relay that does not answer is not waited for."""
        self._is_open = False
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._backend.close()


def meaning_of(error: Exception) -> Answer:
    """What an error of the mail library says about the message."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
        return _by_code(code, "the address")
    if isinstance(
        error, smtplib.SMTPSenderRefused
    ):  # our own settings, whatever the code: nothing the reader did
        return Answer(Ending.DOWN, f"{error.smtp_code} to our own address")
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, "the message")
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError | ValueError):
        return Answer(Ending.REFUSED, f"the address or the words cannot be written as mail: {_name(error)}")
    return Answer(Ending.BROKEN, f"the line broke: {_name(error)}")


def _by_code(code: int, what: str) -> Answer:
    if code == 421:  # "I am closing": about the relay, not about the message
        return Answer(Ending.DOWN, "421 the mail server is closing")
    if 500 <= code < 600:
        return Answer(Ending.REFUSED, f"{code} {what} was not taken")
    return Answer(Ending.TROUBLE, f"{code} {what} not now")


def _still_usable(error: Exception) -> bool:
    """Whether the server answered in good order, so that the line can carry the next message."""
    refusals = (
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPSenderRefused,
        smtplib.SMTPDataError,
        smtplib.SMTPNotSupportedError,
        UnicodeError,
        ValueError,
    )
    return isinstance(error, refusals) and getattr(error, "smtp_code", 0) != 421


def _name(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{code} {type(error).__name__}".strip()


class Relay(Generic[Thing]):
    """The lines of one process: one to a quick relay, more to a slow one.

    When the process is killed, every line in use leaves one message in doubt: so there are no more than help.
    """

    def __init__(self, lease: timedelta) -> None:
        # So short that a whole message, with each answer at the last moment, fits into half of a lease.
        self._timeout = min(float(settings.EMAIL_TIMEOUT), lease.total_seconds() / (2 * STEPS))
        self._lines = [Line(self._timeout)]
        self._took: deque[float] = deque(maxlen=20)
        self._breaks = 0
        self._most = int(settings.MAIL_CONNECTIONS)
        self.is_down = False

    def carry(self, parcels: Iterator[tuple[Thing, EmailMessage]]) -> Iterator[list[tuple[Thing, Answer]]]:
        """Hand over the parcels and yield what became of them.

        A line takes its next parcel only when the caller comes back for more, and so has noted the answer before: what is in
        doubt at any moment is one message a line. Ends early when the relay is down.
        """
        while not self.is_down and self._lines_worth_having() == 1:
            parcel = next(parcels, None)
            if parcel is None:
                return
            thing, mail = parcel
            answer = self._lines[0].send(mail)
            self._learn(answer, self._lines[0])
            yield [(thing, answer)]
        if not self.is_down:
            yield from self._carry_by_many(parcels)

    def _carry_by_many(
        self, parcels: Iterator[tuple[Thing, EmailMessage]]
    ) -> Iterator[list[tuple[Thing, Answer]]]:
        while len(self._lines) < self._lines_worth_having():
            self._lines.append(Line(self._timeout))
        free = deque(self._lines)
        busy: dict[Future[Answer], tuple[Thing, Line]] = {}
        with ThreadPoolExecutor(len(self._lines)) as hands:
            while True:
                while free and not self.is_down and (parcel := next(parcels, None)) is not None:
                    line = free.popleft()
                    busy[hands.submit(line.send, parcel[1])] = (parcel[0], line)
                if not busy:
                    return
                answered = []
                for future in wait(busy, return_when=FIRST_COMPLETED).done:
                    thing, line = busy.pop(future)
                    answer = future.result()
                    self._learn(answer, line)
                    answered.append((thing, answer))
                    if line in self._lines:
                        free.append(line)
                yield answered

    def _lines_worth_having(self) -> int:
        if len(self._took) < ENOUGH_TO_KNOW:
            return 1
        usual = median(self._took)
        return max(1, min(self._most, ceil(usual / OWN_WORK))) if usual > SLOW else 1

    def _learn(self, answer: Answer, line: Line) -> None:
        """Give up a line that the relay does not want; give up the relay when no line is left, or all of them break."""
        if answer.ending is Ending.ACCEPTED:
            self._took.append(line.took)
        self._breaks = self._breaks + 1 if answer.ending is Ending.BROKEN else 0
        if answer.ending is Ending.DOWN:
            line.close()
            self._lines.remove(line)
            self._most = len(self._lines)
        self.is_down = not self._lines or self._breaks >= BREAKS_IN_A_ROW

    def close(self) -> None:
        """Hang up on all lines."""
        for line in self._lines:
            line.close()
