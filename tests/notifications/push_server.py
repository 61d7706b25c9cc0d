"""A real, very small push service, and browsers that can read what comes through it."""

from __future__ import annotations

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET = b"0123456789abcdef"
numbers = count(1)


def text64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def raw64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Came:
    """One message as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    def claims(self, public_key: str) -> dict[str, Any]:
        """What the sender says about itself, once its signature is right (RFC 8292)."""
        scheme, _, said = self.headers["authorization"].partition(" ")
        parts = dict(part.strip().split("=", 1) for part in said.split(","))
        assert (scheme, parts["k"]) == ("vapid", public_key)
        signed, _, signature = parts["t"].rpartition(".")
        header, _, claims = signed.partition(".")
        assert json.loads(raw64(header))["alg"] == "ES256"
        raw = raw64(signature)
        der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw64(public_key))
        key.verify(der, signed.encode(), ec.ECDSA(SHA256()))
        read: dict[str, Any] = json.loads(raw64(claims))
        return read


@dataclass
class Service:
    """What came in, and what it answers: by path, else 201. Each answer is a status and more headers."""

    origin: str = ""
    received: list[Came] = field(default_factory=list)
    answers: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    # Answers only when so many messages are on their way at the same moment.
    together: threading.Barrier = field(default_factory=lambda: threading.Barrier(1))

    def to(self, browser: Browser) -> list[Came]:
        return [came for came in self.received if came.path == browser.path]


@dataclass
class Browser:
    """A browser with a subscription at a push service."""

    service: Service
    path: str = field(default_factory=lambda: f"/send/{next(numbers)}")
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def subscription(self, **changes: Any) -> dict[str, Any]:
        """What its scripts would send to the site."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": text64(point), "auth": text64(SECRET)}
        return {"endpoint": self.service.origin + self.path, "expirationTime": None, "keys": keys, **changes}

    def read(self, came: Came) -> dict[str, Any]:
        """Unlock a message; only this browser can."""
        assert came.headers["content-encoding"] == "aes128gcm"
        plain = http_ece.decrypt(came.body, private_key=self.key, auth_secret=SECRET, version="aes128gcm")
        said: dict[str, Any] = json.loads(plain)
        return said


class Counter(BaseHTTPRequestHandler):
    """Takes messages."""

    service: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        came = Came(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        with self.service.lock:
            self.service.received.append(came)
        self.service.together.wait(20)
        status, more = self.service.answers.get(self.path, (201, {}))
        self.send_response(status)
        for name, value in {"Content-Length": "0", **more}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def push_service() -> Iterator[Service]:
    """A service on a free port, ended with the test."""
    service = Service()
    handler = type("Here", (Counter,), {"service": service})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        service.origin = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
