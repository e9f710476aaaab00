"""A mail server that writes down what it took, and makes trouble when asked to.

A program of its own, started by path: `python relay.py FOLDER FD TROUBLE`, where FD is a listening socket that the parent holds and
TROUBLE is JSON (see `Trouble`). Each message it takes is one line in FOLDER/taken: `<time> <recipient> <Message-ID>`.
"""

import asyncio
import hashlib
import json
import os
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Trouble:
    """What goes wrong: shares of all messages, one address that is refused for good, one message that hangs."""

    later: float = 0.0  # answered with 451
    dropped: float = 0.0  # the line is cut before the answer
    refused: str = ""  # a recipient, answered with 550
    hangs: str = ""  # a recipient whose first message is never answered
    answer_ms: float = 0.0  # how long each answer takes
    at_most: int = 5  # troubles for one message: what never ends is not trouble but refusal


class Relay:
    """What the mail server knows: its troubles, what it took, how often each message was tried."""

    def __init__(self, folder: Path, trouble: Trouble) -> None:
        self.trouble = trouble
        self.taken = os.open(folder / "taken", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.tries: Counter[str] = Counter()

    def fate(self, message_id: str, recipient: str) -> str:
        """The same message has the same fate in every run: chance by its name and the number of the try."""
        self.tries[message_id] += 1
        tried = self.tries[message_id]
        if recipient == self.trouble.hangs and tried == 1:
            return "hang"
        if tried > self.trouble.at_most:
            return "take"
        chance = int(hashlib.sha256(f"{message_id}{tried}".encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
        if chance < self.trouble.later:
            return "later"
        return "drop" if chance < self.trouble.later + self.trouble.dropped else "take"

    def take(self, message_id: str, recipient: str) -> None:
        os.write(self.taken, f"{time.time():.3f} {recipient} {message_id}\n".encode())


class Conversation(asyncio.Protocol):
    """One SMTP conversation; as little as our sender needs, so that the relay is never what is measured."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self.rest = b""
        self.in_message = False
        self.recipient = ""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.say("220 ready")

    def say(self, words: str) -> None:
        if not self.transport.is_closing():
            self.transport.write(f"{words}\r\n".encode())

    def answer(self, words: str) -> None:
        if self.relay.trouble.answer_ms:
            loop = asyncio.get_running_loop()
            loop.call_later(self.relay.trouble.answer_ms / 1000, self.say, words)
        else:
            self.say(words)

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while True:
            if self.in_message:
                end = self.rest.find(b"\r\n.\r\n")
                if end < 0:
                    return
                message, self.rest = self.rest[:end], self.rest[end + 5 :]
                self.in_message = False
                self.end_of(message)
            else:
                end = self.rest.find(b"\r\n")
                if end < 0:
                    return
                line, self.rest = self.rest[:end], self.rest[end + 2 :]
                self.command(line.decode(errors="replace"))

    def command(self, line: str) -> None:
        word = line[:4].upper()
        if word in {"EHLO", "HELO"}:
            self.answer("250-chaos\r\n250 8BITMIME")
        elif word == "RCPT":
            self.recipient = line.partition("<")[2].partition(">")[0]
            refused = self.relay.trouble.refused and self.recipient == self.relay.trouble.refused
            self.answer("550 nobody here" if refused else "250 ok")
        elif word == "DATA":
            self.in_message = True
            self.answer("354 go on")
        elif word == "QUIT":
            self.say("221 bye")
            self.transport.close()
        else:
            self.answer("250 ok")

    def end_of(self, message: bytes) -> None:
        head = message.split(b"\r\n\r\n", 1)[0].decode(errors="replace").replace("\r\n ", " ")
        named = [line for line in head.split("\r\n") if line.lower().startswith("message-id:")]
        message_id = named[0].partition(":")[2].strip() if named else "-"
        fate = self.relay.fate(message_id, self.recipient)
        if fate == "take":
            self.relay.take(message_id, self.recipient)
            self.answer("250 taken")
        elif fate == "later":
            self.answer("451 not now")
        elif fate == "drop":
            self.transport.abort()


async def serve(folder: Path, listening: socket.socket, trouble: Trouble) -> None:
    relay = Relay(folder, trouble)
    server = await asyncio.get_running_loop().create_server(lambda: Conversation(relay), sock=listening)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(
        serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])), Trouble(**json.loads(sys.argv[3])))
    )
