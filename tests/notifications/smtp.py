"""A real, very small SMTP server, to send to over the network as to any other."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class PostOffice:
    """What came in, and how many more times it will say no."""

    port: int = 0
    refusals: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Conversation(socketserver.StreamRequestHandler):
    """One connection of one sender."""

    office: PostOffice

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 klaar")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"EHLO"):
                self.say("250 dag")
            elif line == b"DATA":
                self.take()
            elif line == b"QUIT":
                self.say("221 tot ziens")
                return
            else:
                self.say("250 goed")

    def take(self) -> None:
        self.say("354 vertel")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        with self.office.lock:
            if self.office.refusals:
                self.office.refusals -= 1
                self.say("451 nu even niet")
                return
            self.office.received.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 ontvangen")


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A server on a free port, ended with the test."""
    office = PostOffice()
    handler = type("Here", (Conversation,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield office
        server.shutdown()
        thread.join()
