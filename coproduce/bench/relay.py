"""A mail server that takes everything and keeps nothing but the count, as light as can be: `python relay.py FD DELAY STATE`.

FD is a listening socket that the parent holds. DELAY is how many seconds it takes to answer for a message. STATE is a file
that says, five times a second, how many came, when the first and the last one did, and how many came twice.
"""

import asyncio
import json
import signal
import socket
import sys
import time
from pathlib import Path

MESSAGE_ID = b"message-id:"


class Count:
    """What came so far."""

    def __init__(self) -> None:
        self.seen: set[bytes] = set()
        self.begin()

    def begin(self) -> None:
        """Count from nothing; what came before still counts as having come."""
        self.number = self.twice = self.bytes = 0
        self.first = self.last = 0.0

    def add(self, content: bytes) -> None:
        """Count one message, by its Message-ID."""
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.number += 1
        self.bytes += len(content)
        start = content.lower().find(MESSAGE_ID)
        name = content[start : content.find(b"\r\n", start)]
        self.twice += name in self.seen
        self.seen.add(name)

    def as_json(self) -> str:
        """For the file."""
        fields = ("number", "twice", "bytes", "first", "last")
        return json.dumps({name: getattr(self, name) for name in fields})


class Talk(asyncio.Protocol):
    """One connection: enough of SMTP for a well-behaved sender."""

    def __init__(self, count: Count, delay: float) -> None:
        self.count, self.delay = count, delay
        self.got = b""
        self.in_message = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self.line = transport
        self.line.write(b"220 relay\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer each line; a message ends with a dot alone."""
        self.got += data
        while True:
            end = b"\r\n.\r\n" if self.in_message else b"\r\n"
            part, found, rest = self.got.partition(end)
            if not found:
                return
            self.got = rest
            if self.in_message:
                self.in_message = False
                self._take(part)
            else:
                self._answer(part[:4].upper())

    def _take(self, content: bytes) -> None:
        if not self.delay:
            self.count.add(content)
            self.line.write(b"250 kept\r\n")
            return

        def later() -> None:
            self.count.add(content)
            self.line.write(b"250 kept\r\n")

        asyncio.get_running_loop().call_later(self.delay, later)

    def _answer(self, verb: bytes) -> None:
        if verb == b"DATA":
            self.in_message = True
            self.line.write(b"354 go on\r\n")
        elif verb == b"QUIT":
            self.line.write(b"221 bye\r\n")
            self.line.close()
        else:
            self.line.write(b"250 fine\r\n")


async def serve(listening: socket.socket, delay: float, state: Path) -> None:
    """Until the end of the process."""
    count = Count()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, count.begin)
    server = await asyncio.get_running_loop().create_server(lambda: Talk(count, delay), sock=listening)
    async with server:
        while True:
            half = state.with_suffix(".new")
            half.write_text(count.as_json())
            half.replace(state)
            await asyncio.sleep(0.2)


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), float(sys.argv[2]), Path(sys.argv[3])))
