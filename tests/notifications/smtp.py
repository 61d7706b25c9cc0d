"""A real, very small SMTP server, to send to over the network as to any other; it takes thousands of messages."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class Arrived:
    """One message as it came in: for whom, as the sender told the server, and every byte of it."""

    to: str
    raw: bytes

    @property
    def number(self) -> str:
        """The Message-ID, by which mail programs drop a copy."""
        found = re.search(rb"^Message-ID:\s*(<[^>]+>)", self.raw, re.MULTILINE | re.IGNORECASE)
        return found[1].decode() if found else ""


@dataclass
class PostOffice:
    """What came in, and how many more times it will say no."""

    port: int = 0
    refusals: int = 0
    arrived: list[Arrived] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    hold_at: str = ""
    holding: threading.Event = field(default_factory=threading.Event)
    going_on: threading.Event = field(default_factory=threading.Event)

    def hold(self, moment: str) -> None:
        """At this moment with the next message, "before" or "after" it is taken in, say nothing until told to go on."""
        self.going_on.clear()
        self.holding.clear()
        self.hold_at = moment

    def pause(self, moment: str) -> None:
        """Stand still if this is the moment."""
        with self.lock:
            is_now, self.hold_at = self.hold_at == moment, "" if self.hold_at == moment else self.hold_at
        if is_now:
            self.holding.set()
            self.going_on.wait(60)

    @property
    def received(self) -> list[EmailMessage]:
        """Every message, read."""
        with self.lock:
            return [message_from_bytes(one.raw, policy=policy.default) for one in self.arrived]

    def copies(self) -> Counter[tuple[str, str]]:
        """How often each message came, by address and Message-ID."""
        with self.lock:
            return Counter((one.to, one.number) for one in self.arrived)

    def take(self, to: str, raw: bytes) -> bool:
        """Take a message in, unless it is time to say no."""
        with self.lock:
            if self.refusals:
                self.refusals -= 1
                return False
            self.arrived.append(Arrived(to, raw))
            return True


class Conversation(socketserver.StreamRequestHandler):
    """One connection of one sender, who may die in the middle of it."""

    office: PostOffice
    disable_nagle_algorithm = True

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        try:
            self.talk()
        except OSError:
            pass  # the sender is gone

    def talk(self) -> None:
        self.say("220 klaar")
        to = ""
        while line := self.rfile.readline().strip():
            word = line.upper()
            if word.startswith(b"EHLO"):
                self.say("250 dag")
            elif word.startswith(b"RCPT TO:"):
                to = line[8:].decode().strip(" <>")
                self.say("250 goed")
            elif word == b"DATA":
                self.data(to)
            elif word == b"QUIT":
                self.say("221 tot ziens")
                return
            else:
                self.say("250 goed")

    def data(self, to: str) -> None:
        self.say("354 vertel")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # half a message is none
            lines.append(line.removeprefix(b"."))
        self.office.pause("before")
        is_taken = not self.is_alone() and self.office.take(to, b"".join(lines))
        self.office.pause("after")
        self.say("250 ontvangen" if is_taken else "451 nu even niet")

    def is_alone(self) -> bool:
        """Whether the sender went away before the answer: then a real server may have refused it."""
        self.connection.settimeout(0)
        try:
            left: bytes = self.connection.recv(1, socket.MSG_PEEK)
            return not left
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            self.connection.settimeout(None)


class Server(socketserver.ThreadingTCPServer):
    """Many senders at once."""

    daemon_threads = True
    request_queue_size = 64


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server on a free port, ended with the test."""
    office = PostOffice()
    handler = type("Here", (Conversation,), {"office": office})
    with Server(("127.0.0.1", 0), handler) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield office
        server.shutdown()
        thread.join()
