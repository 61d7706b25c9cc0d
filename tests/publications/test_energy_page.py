"""docs/rules/energy.md tells residents the numbers that the program uses."""

import re
from pathlib import Path

from publications import energy

PAGE = (Path(__file__).parents[2] / "docs" / "rules" / "energy.md").read_text()


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    part = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line.startswith("|")
    ][2:]


def test_the_weights_are_those_of_the_program() -> None:
    told = [float(row[1]) for row in rows_of("What gives a spark")]
    assert told == [energy.PUBLISHED, energy.SUPPORT, energy.COMMENT, energy.UPDATE, energy.HELPER]


def test_the_meter_is_that_of_the_program() -> None:
    bounds = [re.search(r"[\d.]+", row[1]) for row in rows_of("The meter")]
    assert [float(found[0]) for found in bounds if found] == [energy.LEVELS[0], *energy.LEVELS]


def test_the_half_life_is_that_of_the_program() -> None:
    assert f"loses half its strength in {energy.HALF_LIFE.days} days" in PAGE
    assert f"*h* = {energy.HALF_LIFE.days} days" in PAGE
    assert f"as seen from 1 January {energy.EPOCH.year}" in PAGE
