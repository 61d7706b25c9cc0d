"""Keeps `.env.example` complete, and its table in docs/operations.md: every variable that the code reads, once."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from bin.console import ROOT, say

EXAMPLE = ROOT / ".env.example"
TABLE = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- variables: written by `make docs` -->", "<!-- end of variables -->"
READERS = (ROOT / "platform" / "config" / "settings.py", ROOT / "bin" / "start.py", ROOT / "docker-compose.yml")
LINE = re.compile(r"^(?P<off>#)?(?P<name>[A-Z][A-Z0-9_]+)=(?P<value>.*)$")


@dataclass(frozen=True)
class Variable:
    """One variable: what it means, an example value, and whether a site cannot do without it."""

    name: str
    value: str
    meaning: str
    required: bool


def example() -> list[Variable]:
    """The variables of .env.example: a comment line with the meaning, then NAME=value (#NAME=value when optional)."""
    variables, meaning = [], ""
    for line in EXAMPLE.read_text().splitlines():
        if found := LINE.match(line):
            variables.append(Variable(found["name"], found["value"], meaning, required=not found["off"]))
            meaning = ""
        elif line.startswith("# "):
            meaning = f"{meaning} {line[2:]}".strip()
        else:
            meaning = ""
    return variables


def read_by(path: Path) -> set[str]:
    """The variables a module reads: env("X"), env.int("X"), os.environ["X"], os.environ.get("X"), get("X"), ${X}."""
    if path.suffix == ".yml":
        return set(re.findall(r"\$\{([A-Z_]+)", path.read_text()))
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(node, ast.Call)
            and node.args
            and re.match(r"(env(\.\w+)?|get|os\.environ\.get)$", ast.unparse(node.func))
        ):
            first: ast.expr = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            first = node.slice
        else:
            continue
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            names.add(first.value)
    return names


def table() -> str:
    """The table for the documentation."""
    rows = ["| variable | meaning | example or default |", "| --- | --- | --- |"]
    for item in example():
        name = f"`{item.name}`" + (" (required)" if item.required else "")
        rows.append(f"| {name} | {item.meaning} | {f'`{item.value}`' if item.value else ''} |")
    return "\n".join(rows)


def written(text: str) -> str:
    """The page with the table in its place."""
    head, _, rest = text.partition(BEGIN)
    return f"{head}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def problems() -> list[str]:
    """What is missing, left over or out of date."""
    read = set().union(*(read_by(path) for path in READERS))
    named = [item.name for item in example()]
    lines = [f".env.example misses {name}, which the code reads" for name in sorted(read - set(named))]
    lines += [f".env.example names {name}, which nothing reads" for name in sorted(set(named) - read)]
    lines += [f".env.example names {name} twice" for name in sorted({name for name in named if named.count(name) > 1})]
    lines += [f".env.example does not tell what {item.name} means" for item in example() if not item.meaning]
    if TABLE.read_text() != written(TABLE.read_text()):
        lines.append("the table in docs/operations.md is out of date: make docs")
    return lines


def main(arguments: list[str]) -> int:
    """`check` or `write`."""
    if arguments == ["write"]:
        TABLE.write_text(written(TABLE.read_text()))
        return 0
    for line in problems():
        say(line)
    return 1 if problems() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
