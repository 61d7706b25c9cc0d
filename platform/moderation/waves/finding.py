"""Looks for waves: the database groups, `rules` weighs, and what stands out is kept for a moderator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from foundation.models import Trace
from moderation.models import Wave, WaveMember
from moderation.waves import rules
from moderation.waves.rules import Act, Finding, Group, Normal

# The nightly round looks this far back; hashes of networks differ per day, so that a wave over days shows as several.
WINDOW = timedelta(days=7)
ACTIVE = timedelta(hours=2)
# The largest groups of each kind that one round looks at; a wave is never small enough to fall behind these.
MOST_GROUPS = 500
# Supporters of one wave that are kept by number; more add nothing to what a moderator sees.
MOST_MEMBERS = 20_000

# Every support of the window that still stands and counts, with where it came from.
GIVEN = """
WITH given AS MATERIALIZED (SELECT t.publication_id, t.person_id, t.network, t.device, t.at
    FROM foundation_trace t
    JOIN voting_support s ON s.publication_id = t.publication_id AND s.person_id = t.person_id AND s.counted
    WHERE t.kind = 'support' AND t.publication_id = ANY(%(publications)s) AND t.at >= now() - %(window)s)
"""

NETWORKS = """SELECT publication_id, array_agg(DISTINCT person_id), count(DISTINCT device) FROM given
WHERE network <> '' GROUP BY publication_id, network HAVING count(DISTINCT person_id) >= %(least)s
ORDER BY count(*) DESC LIMIT %(most)s"""

DEVICES = """, sizes AS (SELECT publication_id, network, count(DISTINCT person_id) AS size FROM given
    GROUP BY publication_id, network)
SELECT publication_id, array_agg(DISTINCT person_id), min(size) FROM given JOIN sizes USING (publication_id, network)
GROUP BY publication_id, network, device HAVING count(DISTINCT person_id) >= %(least)s
ORDER BY count(*) DESC LIMIT %(most)s"""

# A burst is a stretch in which everybody follows within seconds (gaps and islands).
BURSTS = """, gaps AS (SELECT *, extract(epoch FROM at - lag(at) OVER w)::float8 AS gap FROM given
    WINDOW w AS (PARTITION BY publication_id ORDER BY at, person_id)),
stretches AS (SELECT *, count(*) FILTER (WHERE gap > %(burst_gap)s) OVER
    (PARTITION BY publication_id ORDER BY at, person_id) AS stretch FROM gaps)
SELECT publication_id, array_agg(DISTINCT person_id),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FILTER (WHERE gap <= %(burst_gap)s)
FROM stretches GROUP BY publication_id, stretch HAVING count(DISTINCT person_id) > %(burst_least)s
ORDER BY count(*) DESC LIMIT %(most)s"""

# The rhythm a publication is used to, outside of bursts: median and spread of the logarithm of the gaps.
NORMAL = """, gaps AS (SELECT publication_id, ln(1 + extract(epoch FROM at - lag(at) OVER
    (PARTITION BY publication_id ORDER BY at, person_id))::float8) AS gap FROM given),
usual AS (SELECT publication_id, gap FROM gaps WHERE gap > ln(1 + %(burst_gap)s)),
middles AS (SELECT publication_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) AS middle
    FROM usual GROUP BY publication_id)
SELECT publication_id, exp(min(middle)) - 1, percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(gap - middle))
FROM usual JOIN middles USING (publication_id) GROUP BY publication_id"""

DOMAINS = """SELECT publication_id, array_agg(DISTINCT person_id), split_part(u.email, '@', 2) AS domain
FROM given JOIN accounts_user u ON u.id = person_id
GROUP BY publication_id, domain HAVING count(DISTINCT person_id) >= %(least)s
ORDER BY count(*) DESC LIMIT %(most)s"""

ACCOUNTS_AT = """SELECT split_part(email, '@', 2) AS domain, count(*) FROM accounts_user
WHERE split_part(email, '@', 2) = ANY(%s) GROUP BY domain"""

# What is known of these people: new when their account is of the hour before, alone when they did nothing else.
ACTS = """
SELECT t.person_id, min(t.at), min(t.network), min(t.device),
    bool_or(t.at - u.joined_at < make_interval(secs => %(new)s)),
    NOT EXISTS (SELECT 1 FROM voting_support o WHERE o.person_id = t.person_id AND o.publication_id <> %(publication)s)
    AND NOT EXISTS (SELECT 1 FROM discussions_comment c WHERE c.author_id = t.person_id)
    AND NOT EXISTS (SELECT 1 FROM publications_publication p WHERE p.author_id = t.person_id)
FROM foundation_trace t JOIN accounts_user u ON u.id = t.person_id
WHERE t.kind = 'support' AND t.publication_id = %(publication)s AND t.person_id = ANY(%(people)s)
    AND t.at >= now() - %(window)s
GROUP BY t.person_id ORDER BY 2, 1"""


def ask(*sql: str, **values: Any) -> list[tuple[Any, ...]]:
    """Ask the database; the query may be in parts."""
    with connection.cursor() as cursor:
        cursor.execute("".join(sql), values)
        return list(cursor.fetchall())


def active_publications(since: timedelta) -> list[int]:
    """Give the publications that were supported lately, and often enough for a group."""
    recent = Trace.objects.filter(kind="support", publication_id__isnull=False, at__gte=Now() - since)
    return sorted(one for one in recent.values_list("publication_id", flat=True).distinct() if one is not None)


def look(publications: Sequence[int]) -> list[Wave]:
    """Look at the support of these publications, and keep what stands out; gives the waves a moderator should see."""
    kept: list[Wave] = []
    for group in candidates(publications):
        acts = acts_of(group)
        for finding in rules.people_findings(acts):
            group.findings[finding.code] = finding
        if len(acts) >= rules.SMALLEST and rules.score_of(group.findings.values()) >= rules.SHOWN_FROM:
            wave = keep(group, acts, without=[one.pk for one in kept])
            kept += [wave] if wave else []
    return kept


def candidates(publications: Sequence[int]) -> list[Group]:
    """Give the groups that have a network, a device, a rhythm or a mail domain in common; six queries for all."""
    common = {"publications": list(publications), "window": WINDOW, "least": rules.SMALLEST, "most": MOST_GROUPS}
    rhythm = {**common, "burst_gap": rules.BURST_GAP_SECONDS, "burst_least": rules.BURST_LEAST}
    groups = [
        group(on, who, rules.network_finding(len(who), devices)) for on, who, devices in ask(GIVEN, NETWORKS, **common)
    ]
    groups += [group(on, who, rules.device_finding(len(who), of)) for on, who, of in ask(GIVEN, DEVICES, **common)]
    usual = {on: Normal(gap, max(spread, rules.MAD_LEAST)) for on, gap, spread in ask(GIVEN, NORMAL, **rhythm)}
    for on, who, gap in ask(GIVEN, BURSTS, **rhythm):
        # Without anything to compare with, an hour is a usual gap: most publications get less.
        burst = rules.burst_finding(len(who), gap, usual.get(on, Normal(3_600.0, rules.MAD_LEAST)))
        groups += [group(on, who, burst)] if burst else []
    groups += domain_groups(common)
    by_publication: defaultdict[int, list[Group]] = defaultdict(list)
    for one in groups:
        by_publication[one.publication].append(one)
    return [one for on in sorted(by_publication) for one in rules.combine(by_publication[on])]


def group(publication: int, people: Iterable[int], finding: Finding) -> Group:
    """Make a group with its first finding."""
    return Group(publication, set(people), {finding.code: finding})


def domain_groups(common: dict[str, Any]) -> list[Group]:
    """Give the groups with one unusual mail domain."""
    rows = ask(GIVEN, DOMAINS, **common)
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNTS_AT, [sorted({domain for _on, _who, domain in rows})])
        at = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM accounts_user")
        accounts = cursor.fetchone()[0]
    found = (
        (on, who, rules.domain_finding(domain, len(who), at.get(domain, 0) - len(who), accounts))
        for on, who, domain in rows
    )
    return [group(on, who, finding) for on, who, finding in found if finding]


def acts_of(of: Group) -> list[Act]:
    """Read what is known of the people of a group, in the order in which they came."""
    values = {"publication": of.publication, "people": sorted(of.people), "window": WINDOW}
    return [Act(*row) for row in ask(ACTS, **values, new=rules.NEW_WITHIN_SECONDS)][:MOST_MEMBERS]


@transaction.atomic
def keep(of: Group, acts: Sequence[Act], *, without: Sequence[int] = ()) -> Wave | None:
    """Keep a group as a wave, or add to the one it is; None when a moderator found nothing wrong with it.

    What was found fine is shown again only when it has doubled since. What is set aside is not counted, so it is not
    found again: who came afterwards is a wave of its own. `without` are the waves that other groups of this round are.
    """
    people = [one.person for one in acts]
    known = known_wave(of.publication, people, without)
    if known is not None and known.state == Wave.State.FINE and len(acts) < 2 * (known.fine_size or 1):
        return None
    wave = known or Wave(publication_id=of.publication)
    wave.state = Wave.State.OPEN
    wave.score, wave.size = rules.score_of(of.findings.values()), len(acts)
    wave.evidence = [one.as_json() for one in sorted(of.findings.values(), key=lambda one: -one.weight)]
    wave.first_at, wave.last_at = acts[0].at, acts[-1].at
    wave.save()
    WaveMember.objects.filter(wave=wave).delete()
    WaveMember.objects.bulk_create(members(wave, acts), batch_size=2_000)
    return wave


def known_wave(publication: int, people: Sequence[int], without: Sequence[int]) -> Wave | None:
    """Give the wave, locked, that these people are most like: one with half of them, or of which they are half."""
    waves = Wave.objects.filter(publication=publication).exclude(state=Wave.State.ASIDE).exclude(pk__in=without)
    found: dict[float, Wave] = {}
    for wave in waves.select_for_update(of=("self",)).order_by("-id")[:50]:
        shared = WaveMember.objects.filter(wave=wave, person__in=people).count()
        if shared >= rules.SAME_GROUP * min(wave.size, len(people)):
            found.setdefault(shared / max(wave.size, len(people)), wave)
    return found[max(found)] if found else None


def members(wave: Wave, acts: Sequence[Act]) -> list[WaveMember]:
    """Number the people in the order in which they came, and name networks and devices by number too."""
    networks = {name: number for number, name in enumerate(dict.fromkeys(one.network for one in acts), start=1)}
    devices = {name: number for number, name in enumerate(dict.fromkeys(one.device for one in acts), start=1)}
    return [
        WaveMember(
            wave=wave,
            person_id=one.person,
            number=number,
            at=one.at,
            network=networks[one.network],
            device=devices[one.device],
            is_new=one.is_new,
            is_alone=one.is_alone,
        )
        for number, one in enumerate(acts, start=1)
    ]


def forget(kept: timedelta) -> int:
    """Delete waves that are older than this and not set aside, with who was in them; gives how many."""
    ends = Wave.objects.exclude(state=Wave.State.ASIDE).filter(last_at__lt=Now() - kept)
    count = ends.count()
    ends.delete()
    return count
