"""What makes a group of supporters stand out, and how much: pure functions on numbers (docs/rules/moderation.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import exp, log, log2
from statistics import median
from typing import Any

# Fewer than this is a family at the kitchen table.
SMALLEST = 5
# Somebody who made an account less than this before supporting made it in order to.
NEW_WITHIN_SECONDS = 3_600
# From this score a group is shown to a moderator.
SHOWN_FROM = 40
# Supports that follow each other within this are one burst, and so many make one worth looking at.
BURST_GAP_SECONDS = 10.0
BURST_LEAST = 10
BURST_MEDIAN_SECONDS = 5.0
# A gap this many robust deviations shorter than the normal ones of the publication is no chance.
Z_LEAST = 3.0
# The scale that makes a median of deviations a standard deviation, for the logarithms of gaps.
MAD_SCALE = 1.4826
# Gaps of people vary at least this much (a factor two), also where few gaps are known.
MAD_LEAST = log(2) / MAD_SCALE
# A domain with more than this part of all accounts is a provider everybody uses.
USUAL_DOMAIN = 0.005
# Two groups are one when they share this part of the larger: a small group in a large one is a group of its own.
SAME_GROUP = 0.5


@dataclass(frozen=True)
class Act:
    """One support that counts: who, when, from where, and what else we know of them."""

    person: int
    at: datetime
    network: str
    device: str
    is_new: bool = False
    is_alone: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that stands out: a code, its numbers for the sentence, and what it weighs (0-100)."""

    code: str
    weight: int
    numbers: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Give it as it is kept."""
        return {"code": self.code, "weight": self.weight, **self.numbers}


@dataclass
class Group:
    """Supporters of one publication who have something in common."""

    publication: int
    people: set[int]
    findings: dict[str, Finding]


@dataclass(frozen=True)
class Normal:
    """How supports of a publication usually follow each other: the median gap in seconds, and the spread of its log."""

    gap: float
    spread: float


def gaps_of(moments: Iterable[datetime]) -> list[float]:
    """Give the seconds between acts, in the order of time."""
    times = sorted(moments)
    return [(after - before).total_seconds() for before, after in pairwise(times)]


def normal_of(gaps: Sequence[float]) -> Normal:
    """Give the usual rhythm: median and median absolute deviation of the logarithm, which a burst hardly moves."""
    if not gaps:
        return Normal(0.0, MAD_LEAST)
    logs = [log(1.0 + gap) for gap in gaps]
    middle = median(logs)
    spread = median(abs(one - middle) for one in logs)
    return Normal(exp(middle) - 1.0, max(spread, MAD_LEAST))


def shortness(gap: float, normal: Normal) -> float:
    """Give by how many robust deviations a gap is shorter than usual; negative when it is longer."""
    return (log(1.0 + normal.gap) - log(1.0 + gap)) / (MAD_SCALE * normal.spread)


def part(some: int, all_of_them: int) -> float:
    """Give a part as 0 to 1; nothing of nothing is nothing."""
    return some / all_of_them if all_of_them else 0.0


def size_weight(size: int, most: int) -> int:
    """Give more for more people: half of `most` for the smallest group, all of it from 8 times as many."""
    return min(most, round(most / 2 * (1 + log2(max(1.0, size / SMALLEST)) / 3)))


def network_finding(size: int, devices: int) -> Finding:
    """Weigh that so many came from one network. Many kinds of device make it look like a place where people meet."""
    weight = size_weight(size, 30)
    if devices > max(2, size // 3):
        weight = weight * 2 // 3
    return Finding("network", weight, {"count": size, "devices": devices})


def device_finding(size: int, of_network: int) -> Finding:
    """Weigh that so many came from one network with the same kind of device."""
    return Finding("device", size_weight(size, 25), {"count": size, "of": of_network})


def burst_finding(size: int, gap: float, normal: Normal) -> Finding | None:
    """Weigh a burst: many within seconds while the publication is used to more time between them; None when it is."""
    z = shortness(gap, normal)
    if size <= BURST_LEAST or gap >= BURST_MEDIAN_SECONDS or z < Z_LEAST:
        return None
    numbers = {"count": size, "gap": round(gap, 1), "usual": round(normal.gap), "z": round(z, 1)}
    return Finding("burst", min(35, 20 + round(2 * z)), numbers)


def domain_finding(domain: str, size: int, elsewhere: int, accounts: int) -> Finding | None:
    """Weigh that so many have an address at one domain that hardly anybody else uses; None for a usual one."""
    if part(elsewhere, accounts) > USUAL_DOMAIN or elsewhere >= size:
        return None
    return Finding("domain", size_weight(size, 40), {"count": size, "domain": domain, "elsewhere": elsewhere})


def people_findings(acts: Sequence[Act]) -> list[Finding]:
    """Weigh what the accounts of a group are like: made just before, and doing nothing else."""
    found = []
    fresh, alone = sum(one.is_new for one in acts), sum(one.is_alone for one in acts)
    if part(fresh, len(acts)) >= 0.5:
        found.append(Finding("new", round(20 * part(fresh, len(acts))), {"count": fresh, "of": len(acts)}))
    if part(alone, len(acts)) >= 0.8:
        found.append(Finding("alone", round(15 * part(alone, len(acts))), {"count": alone, "of": len(acts)}))
    return found


def score_of(findings: Iterable[Finding]) -> int:
    """Add up, to 100 at most."""
    return min(100, sum(one.weight for one in findings))


def combine(groups: Sequence[Group]) -> list[Group]:
    """Make groups of one publication that share half of the larger into one, with the heaviest finding of each code.

    Nobody is lost. Who shared a network with few and a mail domain with many is in two groups, each judged by itself.
    """
    merged: list[Group] = []
    for group in sorted(groups, key=lambda one: -len(one.people)):
        same = next((one for one in merged if is_same(one, group)), None)
        if same is None:
            merged.append(Group(group.publication, set(group.people), dict(group.findings)))
            continue
        same.people |= group.people
        for code, finding in group.findings.items():
            known = same.findings.get(code)
            if known is None or finding.weight > known.weight:
                same.findings[code] = finding
    return merged


def is_same(one: Group, other: Group) -> bool:
    """Say whether two groups are of one publication and largely the same people."""
    shared = len(one.people & other.people)
    return one.publication == other.publication and shared >= SAME_GROUP * max(len(one.people), len(other.people))
