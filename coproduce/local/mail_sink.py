"""The demo's mail box: an SMTP server that keeps every message as a file and sends none on.

A program of its own, started by path: `python mail_sink.py FOLDER FD`, where FD is a listening socket that the parent holds, so
that the port stays the same when this is started again.
"""

import asyncio
import itertools
import os
import socket
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST = 10_000_000  # bytes


class Sink:
    """Writes one .eml a message. Names sort by arrival, and a reader never sees half a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        name = f"{time.time_ns():020d}-{os.getpid()}-{next(self.numbers):06d}"
        half = self.folder / f".{name}.new"
        to = ", ".join(envelope.rcpt_tos)
        content = envelope.original_content or b""
        half.write_bytes(
            f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {to}\r\n".encode() + content
        )
        half.rename(self.folder / f"{name}.eml")
        return "250 Kept"


async def serve(folder: Path, listening: socket.socket) -> None:
    sink = Sink(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(sink, data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="localhost", loop=loop),
        sock=listening,
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))))
