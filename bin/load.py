"""Asks a server for many pages at once and measures how long each takes: by wrk where there is one, else by itself."""

from __future__ import annotations

import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 8
# Told to wrk: take the prepared requests one by one, and print what we want to know in one line.
LUA = """
local place, again = 0, {again}
local prepared = {{}}
for line in io.open("{file}", "rb"):read("*a"):gmatch("(.-)%z") do prepared[#prepared + 1] = line end
request = function()
  place = place + 1
  if place > #prepared then
    if not again then wrk.thread:stop() end
    place = 1
  end
  return prepared[place]
end
done = function(summary, latency, requests)
  local e = summary.errors
  local failed = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("measured %d %d %d %f %f\\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(95)))
end
"""


@dataclass(frozen=True)
class Request:
    """One request to make."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def raw(self, host: str) -> bytes:
        """The bytes that go over the line."""
        headers = {"Host": host, "Accept-Encoding": "gzip", "User-Agent": "bench", **self.headers}
        if self.method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


@dataclass(frozen=True)
class Measured:
    """What came of it; milliseconds. A request fails by a status of 400 or more, or by no answer."""

    requests: int
    per_second: float
    p50: float
    p95: float
    failed: int


def measure(port: int, requests: Sequence[Request], *, seconds: float, again: bool = True) -> Measured:
    """Make the requests in turn over CONNECTIONS kept-alive connections, from the start again unless `again` is off."""
    raw = [one.raw(f"127.0.0.1:{port}") for one in requests]
    return by_wrk(port, raw, seconds, again) if shutil.which("wrk") else by_hand(port, raw, seconds, again)


def by_wrk(port: int, raw: Sequence[bytes], seconds: float, again: bool) -> Measured:
    """Measure with wrk."""
    with tempfile.TemporaryDirectory() as folder:
        prepared, script = Path(folder) / "requests", Path(folder) / "script.lua"
        prepared.write_bytes(b"\0".join([*raw, b""]))
        script.write_text(LUA.format(file=prepared, again=str(again).lower()))
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{round(seconds)}s", "--timeout", "20s", "-s", str(script)]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("measured "))
    count, microseconds, failed, p50, p95 = (float(word) for word in line.split()[1:])
    return Measured(int(count), count / microseconds * 1e6, p50 / 1000, p95 / 1000, int(failed))


class Caller:
    """One connection that asks, waits for the whole answer, and asks again."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.got = b""

    def ask(self, raw: bytes) -> None:
        """Send a request."""
        self.got = b""
        self.asked_at = time.perf_counter()
        self.line.sendall(raw)

    def read(self) -> int:
        """Read what there is; gives the status once the answer is whole, else 0."""
        part = self.line.recv(262_144)
        if not part:
            raise OSError("the server hung up")
        self.got += part
        end = self.got.find(b"\r\n\r\n")
        if end < 0:
            return 0
        head = self.got[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        return int(head[9:12]) if len(self.got) >= end + 4 + length else 0


def by_hand(port: int, raw: Sequence[bytes], seconds: float, again: bool) -> Measured:
    """Measure with sockets of our own, in one thread; good for some thousands of requests a second."""
    times: list[float] = []
    failed, place = 0, 0
    started = time.perf_counter()
    with selectors.DefaultSelector() as waiting:
        callers = [Caller(port) for _ in range(min(CONNECTIONS, len(raw)))]
        for caller in callers:
            waiting.register(caller.line, selectors.EVENT_READ, caller)
            caller.ask(raw[place])
            place += 1
        while waiting.get_map() and time.perf_counter() - started < seconds:
            for key, _event in waiting.select(timeout=1):
                caller = key.data
                status = caller.read()
                if not status:
                    continue
                times.append(time.perf_counter() - caller.asked_at)
                failed += status >= 400
                if place >= len(raw) and not again:
                    waiting.unregister(caller.line)
                    continue
                caller.ask(raw[place % len(raw)])
                place += 1
    spent = time.perf_counter() - started
    for caller in callers:
        caller.line.close()
    times.sort()
    p50, p95 = (times[int(len(times) * part)] * 1000 if times else 0.0 for part in (0.5, 0.95))
    return Measured(len(times), len(times) / spent, p50, p95, failed)
