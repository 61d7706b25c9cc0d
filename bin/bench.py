"""Measures speed and growth of the site as it runs in production; prints a table and writes var/bench.json.

python -m bin.bench              1,000, then 10,000, then 100,000 initiatives, then notices to as many followers
python -m bin.bench --quick      10,000 only, about two minutes
python -m bin.bench --notices    notices only: fan-out, digests and sending
python -m bin.bench --answers    consultations only: a minute of answers, counting them, and the page of results

It starts a PostgreSQL and a Redis of its own in a temporary folder, durable as in production, and the web server with
two processes. Each row is measured twice and the better one counts, because other work on the machine only makes it
slower. "CPU ms" is the processor time of web server, PostgreSQL and Redis for a request: other work hardly changes it,
so on a busy machine it is the figure to compare; two cores can give at most 2,000 / CPU ms requests a second.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import secrets
import shutil
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from bin.bench_notices import QUICK_SIZES as QUICK_CROWDS
from bin.bench_notices import SIZES as CROWDS
from bin.bench_notices import measure_notices
from bin.console import ROOT, VAR, Stop, entry, run, say, step
from bin.load import CONNECTIONS, Measured, Request, measure
from bin.run import Supervisor
from bin.start import answers
from config.embedded import Postgres, Redis, Unavailable, free_port

MANAGE = [sys.executable, str(ROOT / "manage.py")]
SIZES = (1_000, 10_000, 100_000)
QUICK_SIZES = (10_000,)
ROUNDS = 2
# The aims of docs/performance.md.
MOST_GROWTH = 1.5
MOST_MEMORY = 120
MOST_FIRST_VISIT = 150_000
GROWTH_OF = ("list, first page", "list, 100 deep pages", "detail, 400 of them")


@dataclass
class Row:
    """One line of the table."""

    size: int
    cached: bool
    name: str
    per_second: float
    target: int
    p50: float
    p95: float
    failed: int
    cpu_ms: float
    queries: int | None = None
    sql_ms: float | None = None
    bytes: int | None = None


class Bench:
    """The servers, and what was measured so far."""

    def __init__(self, folder: Path, stack: ExitStack, seconds: float) -> None:
        self.folder = folder
        self.seconds = seconds
        self.port = free_port()
        self.rows: list[Row] = []
        self.memory: list[float] = []
        self.supervisor: Supervisor | None = None
        self.postgres, self.redis = Postgres(folder / "postgres"), Redis(folder / "redis")
        self.start_servers(stack)

    def start_servers(self, stack: ExitStack) -> None:
        """Start PostgreSQL and Redis, and point everything after this at them."""
        try:
            with step("starting PostgreSQL and Redis"):
                stack.callback(self.postgres.stop)
                database = self.postgres.start()
                stack.callback(self.redis.stop)
                queue = self.redis.start()
        except Unavailable as error:
            raise Stop(str(error)) from None
        os.environ |= {
            "DATABASE_URL": database, "REDIS_URL": queue, "SECRET_KEY": secrets.token_urlsafe(64), "DEBUG": "0",
            "DEMO": "0", "HTTPS": "0", "STATIC_MANIFEST": "1", "VAR_DIR": str(self.folder), "LOG_LEVEL": "ERROR",
            "EMAIL_URL": "memorymail://", "ALLOWED_HOSTS": "testserver", "PAGE_CACHE_SECONDS": "0", "WEB_WORKERS": "2",
            "HOST": "127.0.0.1", "PORT": str(self.port), "NUM_PROXIES": "1",
        }  # fmt: skip

    def grow(self, size: int, before: int) -> None:
        """Seed until there are `size` initiatives, with five supports each and a resident for every five."""
        more = size - before
        amounts = [
            "--residents",
            str(more // 5),
            "--initiatives",
            str(more),
            "--supports",
            str(more * 5),
            "--comments",
            "20000",
        ]
        run(f"growing to {size:,} initiatives", [*MANAGE, "seed", *amounts, "--random-seed", str(size)])

    def serve(self, stack: ExitStack, *, cache_seconds: int) -> None:
        """Start the web server as in production."""
        if self.supervisor is not None:
            self.supervisor.__exit__()
        self.supervisor = Supervisor(self.folder / "log")
        stack.enter_context(self.supervisor)
        env = {**os.environ, "PAGE_CACHE_SECONDS": str(cache_seconds)}
        self.supervisor.start("web", [sys.executable, "-m", "bin.start", "web"], env=env)
        deadline = time.monotonic() + 60
        while not answers(f"http://127.0.0.1:{self.port}/_healthz/readyz/"):
            self.supervisor.refuse_deaths()
            if time.monotonic() > deadline:
                raise Stop("the web server did not get ready")
            time.sleep(0.1)

    def time(self, size: int, name: str, rounds: list[list[Request]], target: int, *, cached: bool, again: bool) -> Row:
        """Measure one row: warm up, then each round, and keep the best."""
        if again:
            measure(self.port, rounds[0][:100], seconds=1)
        before = self.cpu_seconds()
        done: list[Measured] = [measure(self.port, one, seconds=self.seconds, again=again) for one in rounds]
        cpu = (self.cpu_seconds() - before) * 1000 / max(1, sum(one.requests for one in done))
        best = max(done, key=lambda one: one.per_second)
        failed = sum(one.failed for one in done)
        speed = round(best.per_second, 1), target, round(best.p50, 2), round(best.p95, 2)
        row = Row(size, cached, name, *speed, failed=failed, cpu_ms=round(cpu, 2))
        self.rows.append(row)
        return row

    def cpu_seconds(self) -> float:
        """The processor time that the web server, PostgreSQL and Redis used so far (Linux only)."""
        web = self.supervisor.processes["web"] if self.supervisor else None
        servers = [one.pid for one in (web, self.postgres.process, self.redis.process) if one is not None]
        return sum(cpu_of(pid) for parent in servers for pid in (parent, *children_of(parent)))

    def measure_size(self, size: int) -> None:
        """Measure every page and the support POST without page cache."""
        from bin import bench_pages as inside

        cookies = inside.sign_in_many()
        for page in inside.pages(cookies):
            row = self.time(size, page.name, [list(page.requests)] * ROUNDS, page.target, cached=False, again=True)
            cost = inside.cost_of(page.requests[0])
            row.queries, row.sql_ms, row.bytes = cost.queries, cost.sql_ms, cost.bytes
            show(row)
        following = inside.supports(cookies)
        for htmx in (False, True):
            one = [inside.support_page(following, htmx=htmx, count=int(900 * self.seconds)) for _ in range(ROUNDS)]
            cost = inside.cost_of(inside.support_page(following, htmx=htmx, count=1).requests[0])
            row = self.time(
                size, one[0].name, [list(o.requests) for o in one], one[0].target, cached=False, again=False
            )
            row.queries, row.sql_ms, row.bytes = cost.queries, cost.sql_ms, cost.bytes
            show(row)

    def measure_cached(self, size: int) -> None:
        """Measure what visitors without a cookie get, with the page cache on."""
        from bin import bench_pages as inside

        for page in inside.pages([]):
            if page.cached_target:
                requests = list(page.requests)[:100]  # few enough for all of them to be in the cache
                show(self.time(size, page.name, [requests] * ROUNDS, page.cached_target, cached=True, again=True))

    def measure_answers(self, seconds: float) -> dict[str, object]:
        """Answer a consultation as fast as it goes, and measure what is made of it."""
        from bin import bench_answers as inside

        return inside.measure(lambda some, for_: measure(self.port, some, seconds=for_, again=False), seconds)

    def weigh(self) -> None:
        """Note the memory of each web process."""
        assert self.supervisor is not None
        self.memory = [round(one, 1) for one in memory_of_children(self.supervisor.processes["web"].pid)]


def children_of(pid: int) -> list[int]:
    """The processes that a process started (Linux only)."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in children.read_text().split()] if children.exists() else []


def cpu_of(pid: int) -> float:
    """The processor time of a process and of its children that ended, in seconds."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")


def memory_of_children(pid: int) -> Iterator[float]:
    """The resident memory in MiB of each web process (Linux only)."""
    for child in children_of(pid):
        status = Path(f"/proc/{child}/status").read_text()
        is_web = "granian" in Path(f"/proc/{child}/cmdline").read_text()
        if is_web and (found := re.search(r"VmRSS:\s+(\d+) kB", status)):
            yield int(found[1]) / 1024


def first_visit(port: int) -> dict[str, int]:
    """What a browser fetches for its first sight of the home page, compressed, by kind."""
    page, size = fetch(port, "/")
    html = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    weight = {"html": size, "css": 0, "js": 0, "font": 0, "pictures": 0}
    kinds = {"css": "css", "js": "js", "woff2": "font", "svg": "pictures", "webp": "pictures"}
    # An icon for the home screen (png) is fetched only by who puts the site there.
    for path in sorted(set(re.findall(r'(?:href|src)="(/(?:static|beeld)/[^"#]+)', html))):
        if kind := kinds.get(path.rpartition(".")[2]):
            weight[kind] += fetch(port, path)[1]
    return weight


def fetch(port: int, path: str) -> tuple[bytes, int]:
    """Get an address as a browser does, compressed; gives the body and its size."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br, gzip"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as response:
        body: bytes = response.read()
    return body, len(body)


# --- telling ---------------------------------------------------------------------------------------------------------
def verdict(is_met: bool) -> str:
    """OK or under."""
    return "OK" if is_met else "under"


def heading(title: str) -> None:
    """Start a table."""
    names = ("req/s", "aim", "", "p50 ms", "p95 ms", "CPU ms", "queries", "SQL ms", "kB")
    say(f"\n{title}\n{'page':30}" + "".join(f"{name:>9}" for name in names))


def show(row: Row) -> None:
    """Print one line."""
    aim, met = (str(row.target), verdict(row.per_second >= row.target)) if row.target else ("", "")
    inside = "" if row.queries is None else f"{row.queries:>9}{row.sql_ms:>9.1f}{(row.bytes or 0) / 1000:>9.1f}"
    failed = f"  {row.failed} failed" if row.failed else ""
    times = "".join(f"{one:>9.1f}" for one in (row.p50, row.p95, row.cpu_ms))
    say(f"{row.name:30}{row.per_second:>9,.0f}{aim:>9}{met:>9}{times}{inside}{failed}")


def growth(rows: list[Row], sizes: tuple[int, ...]) -> dict[str, dict[str, float]]:
    """How much more a page costs at the largest size than at the smallest: in waiting (p50) and in processor time."""
    found = {(row.size, row.name): row for row in rows if not row.cached}
    names = [name for size, name in found if size == sizes[0]]
    ratios = {}
    for name in names:
        first, last = found[sizes[0], name], found[sizes[-1], name]
        ratios[name] = {
            "p50": round(last.p50 / max(first.p50, 0.01), 2),
            "cpu": round(last.cpu_ms / max(first.cpu_ms, 0.01), 2),
        }
    return ratios


def summary(bench: Bench, sizes: tuple[int, ...], weight: dict[str, int]) -> dict[str, object]:
    """Print the rest of the aims, and give everything for var/bench.json."""
    ratios = growth(bench.rows, sizes) if len(sizes) > 1 else {}
    say("")
    if ratios:
        say(f"growth from {sizes[0]:,} to {sizes[-1]:,} initiatives, in p50 and in CPU")
    for name, ratio in ratios.items():
        aim = f"  aim {MOST_GROWTH}  {verdict(ratio['p50'] <= MOST_GROWTH)}" if name in GROWTH_OF else ""
        say(f"{name:30}{ratio['p50']:>9.2f}{ratio['cpu']:>9.2f}{aim}")
    say("")
    queries = max(row.queries or 0 for row in bench.rows)
    say(f"most queries on a page: {queries}  aim 10  {verdict(queries <= 10)}")
    for memory in bench.memory:
        say(f"memory of a web process: {memory:.0f} MiB  aim {MOST_MEMORY}  {verdict(memory <= MOST_MEMORY)}")
    whole = sum(size for kind, size in weight.items() if kind != "pictures")
    parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in weight.items())
    say(f"first visit to the home page without pictures: {whole / 1000:.1f} kB ({parts})"
        f"  aim {MOST_FIRST_VISIT // 1000}  {verdict(whole <= MOST_FIRST_VISIT)}")  # fmt: skip
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "generator": "wrk" if shutil.which("wrk") else "own",
        "connections": CONNECTIONS, "seconds": bench.seconds, "rows": [asdict(row) for row in bench.rows],
        "growth": ratios, "memory_mib": bench.memory, "first_visit_bytes": weight,
    }  # fmt: skip


def prepare() -> None:
    """Make the tables, and let this process at them."""
    run("making the tables", [*MANAGE, "migrate", "--noinput"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


def measure_all(bench: Bench, stack: ExitStack, sizes: tuple[int, ...]) -> dict[str, object]:
    """Grow and measure, size by size."""
    run("collecting the static files", [*MANAGE, "collectstatic", "--noinput"])
    prepare()
    before = 0
    for size in sizes:
        bench.grow(size, before)
        before = size
        bench.serve(stack, cache_seconds=0)
        heading(f"{size:,} initiatives, without page cache")
        bench.measure_size(size)
        bench.weigh()
    from bin import bench_queue, bench_screening

    screened = bench_screening.measure()
    # A queue of 1,000, 10,000 and 100,000 takes half a minute more, so the quick run stops at 10,000.
    queue = bench_queue.measure(SIZES if len(sizes) > 1 else SIZES[:2])
    answered = bench.measure_answers(60 if len(sizes) > 1 else 10)
    bench.serve(stack, cache_seconds=10)
    heading(f"{sizes[-1]:,} initiatives, visitors, with page cache")
    bench.measure_cached(sizes[-1])
    found = summary(bench, sizes, first_visit(bench.port))
    found |= {"screening": screened, "queue": queue, "answers": answered}
    return found | {"notices": measure_notices(QUICK_CROWDS if sizes == QUICK_SIZES else CROWDS)}


def main() -> int:
    """Run the bench, and leave nothing behind but var/bench.json."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measures speed and growth.")
    parser.add_argument("--quick", action="store_true", help="10,000 initiatives only")
    parser.add_argument("--notices", action="store_true", help="fan-out, digests and sending only")
    parser.add_argument("--answers", action="store_true", help="a minute of answers to a consultation only")
    arguments = parser.parse_args()
    quick = arguments.quick
    # PostgreSQL must reach its data as another user when we are root, and it must be a disk for durability to count.
    folder = Path(tempfile.mkdtemp(prefix="wij-bench-", dir="/var/tmp" if Path("/var/tmp").is_dir() else None))
    folder.chmod(0o711)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        bench = Bench(folder, stack, seconds=1 if quick else 3)
        if arguments.notices:
            prepare()
            bench.grow(100, 0)
            measure_notices(QUICK_CROWDS if quick else CROWDS)
            return 0
        if arguments.answers:
            run("collecting the static files", [*MANAGE, "collectstatic", "--noinput"])
            prepare()
            bench.serve(stack, cache_seconds=0)
            bench.measure_answers(10 if quick else 60)
            return 0
        found = measure_all(bench, stack, QUICK_SIZES if quick else SIZES)
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "bench.json").write_text(json.dumps(found, indent=1) + "\n")
    say("written to var/bench.json")
    return 0


if __name__ == "__main__":
    entry(main)
