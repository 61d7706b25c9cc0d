"""Fills a database with many residents, initiatives and supports, for measuring: fast, and as consistent as real use.

Rows go in by COPY, in one transaction. The same random seed on an equal database gives the same content; only the
moments move along with the clock. Counts and energy are worked out beside the rows they are made of, by the same
formula as the site's, so nothing has to be recounted afterwards.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from initiatives import energy_count
from initiatives import seed_words as words
from initiatives.seeding_comments import add_comments
from places.models import Municipality
from publications import energy, overview
from publications.bulk import Row, TooMuch, chunks, copy, new_ids, take_references
from publications.models import Publication
from themes.models import Theme

YEARS_BACK = timedelta(days=730)
# Supports per initiative follow rank ** -SKEW: a few have thousands, most a handful.
SKEW = 0.75
MOST_OF_EVERYBODY = 0.6
TABLES = ("accounts_user", "account_emailaddress", "publications_publication", "initiatives_initiative",
          "publications_statechange", "initiatives_revision", "initiatives_need", "voting_support")  # fmt: skip

Progress = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Amounts:
    """How much to add."""

    residents: int = 0
    initiatives: int = 0
    supports: int = 0
    comments: int = 0


@dataclass(frozen=True)
class Plan:
    """One initiative to be: who, where, when, and how many will support it."""

    pk: int
    reference: str
    at: datetime
    author: int
    theme: Theme
    municipality: Municipality | None
    supports: int
    state: str


@transaction.atomic
def seed(amounts: Amounts, *, random_seed: int, progress: Progress, now: datetime | None = None) -> int:
    """Add the amounts; gives the number of rows written. Raises TooMuch when they do not fit."""
    chance, now = Random(random_seed), now or timezone.now()
    with connection.cursor() as cursor:
        # Words to search in go into their indexes in large sorted lots (`tidy` does the last), not row by row.
        cursor.execute("SET LOCAL gin_pending_list_limit = '1GB'")
        written = add_people(cursor, amounts.residents, chance, now, partial(progress, "residents"))
        people = list(User.objects.filter(is_active=True).order_by("id").values_list("id", flat=True))
        if (amounts.initiatives or amounts.supports) and len(people) < 2:
            raise TooMuch("Initiatives and supports need at least two people: add --residents.")
        if amounts.initiatives:
            plans = plan(cursor, amounts, people, chance, now)
            written += add_initiatives(cursor, plans, people, chance, now, partial(progress, "initiatives"))
        elif amounts.supports:
            written += support_existing(cursor, amounts.supports, people, chance, now, partial(progress, "supports"))
        if amounts.comments:
            written += add_comments(cursor, amounts.comments, random_seed)
            progress("comments", amounts.comments, amounts.comments)
            energy_count.recount_due()
    overview.make()
    return written


def tidy() -> None:
    """Bring the planner's statistics up to date, and outside a transaction also what autovacuum would do later."""
    with connection.cursor() as cursor:
        cursor.execute(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM ANALYZE'} {', '.join(TABLES)}")


# --- people ----------------------------------------------------------------------------------------------------------
def add_people(cursor: Any, count: int, chance: Random, now: datetime, progress: Callable[[int, int], object]) -> int:
    """Add residents who sign in by code; four in five chose a name, most told where they live."""
    if not count:
        return 0
    places = list(Municipality.objects.order_by("cbs_code"))
    ids = new_ids(cursor, "accounts_user", count)
    columns = (
        "id, email, password, display_name, postcode, municipality_id, is_active, is_staff, is_superuser, joined_at"
    )
    written = 0
    for part in chunks(count, progress):
        people, addresses = [], []
        for index in part:
            pk, place = ids[index], chance.choice(places) if chance.random() < 0.7 else None
            email = f"resident-{pk}@seed.invalid"
            named = chance.random() < 0.8
            name = f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}" if named else ""
            joined = now - YEARS_BACK * (1 + 0.2 * chance.random())
            people.append((pk, email, "!seed", name, "", place and place.pk, True, False, False, joined))
            addresses.append((email, True, True, pk))
        written += copy(cursor, "accounts_user", columns, people)
        written += copy(cursor, "account_emailaddress", 'email, verified, "primary", user_id', addresses)
    return written


# --- initiatives -----------------------------------------------------------------------------------------------------
def plan(cursor: Any, amounts: Amounts, people: list[int], chance: Random, now: datetime) -> list[Plan]:
    """Decide everything about the new initiatives but their words, oldest first."""
    count = amounts.initiatives
    moments = sorted(now - timedelta(hours=1) - YEARS_BACK * chance.random() for _ in range(count))
    references = take_references(cursor, moments)
    ids = sorted(new_ids(cursor, "publications_publication", count))
    shares = share_out(amounts.supports, count, len(people), chance)
    themes = list(Theme.objects.all())
    places = list(Municipality.objects.order_by("cbs_code"))
    weights = list(accumulate(1 / (rank + 1) ** 0.5 for rank in range(len(places))))
    plans = []
    for pk, reference, at, supports in zip(ids, references, moments, shares, strict=True):
        theme, author = chance.choice(themes), chance.choice(people)
        place = chance.choices(places, cum_weights=weights)[0] if chance.random() < 0.95 else None
        luck = chance.random()
        state = "published" if luck < 0.93 else "withdrawn" if luck < 0.97 else "archived"
        plans.append(Plan(pk, reference, at, author, theme, place, supports, state))
    return plans


def share_out(supports: int, initiatives: int, people: int, chance: Random) -> list[int]:
    """Divide the supports very unevenly, and nobody supports anything twice."""
    most = max(1, int((people - 1) * MOST_OF_EVERYBODY))
    if supports > most * initiatives:
        raise TooMuch(
            f"{supports} supports do not fit: {people} people support {initiatives} initiatives at most once."
        )
    heat = list(accumulate((rank + 1) ** -SKEW for rank in range(initiatives)))
    order = chance.sample(range(initiatives), initiatives)
    shares = [0] * initiatives
    for _ in range(supports):
        place = order[bisect_left(heat, chance.random() * heat[-1])]
        while shares[place] >= most:
            place = (place + 1) % initiatives
        shares[place] += 1
    return shares


def add_initiatives(
    cursor: Any,
    plans: list[Plan],
    people: list[int],
    chance: Random,
    now: datetime,
    progress: Callable[[int, int], object],
) -> int:
    """Write the initiatives with all that belongs to them, a chunk at a time."""
    columns = {
        "publications_publication": "id, kind, reference, slug, title, summary, author_id, theme_id, municipality_id, "
        "state, created_at, published_at, changed_at, support_count, energy, energy_due, search_body",
        "initiatives_initiative": "publication_ptr_id, story, ask, place_label, lat, lon",
        "publications_statechange": "publication_id, state, at, note",
        "initiatives_revision": "initiative_id, number, editor_id, at, content",
        "initiatives_need": "initiative_id, kind, text",
        "voting_support": "publication_id, person_id, created_at",
    }
    written = 0
    for part in chunks(len(plans), progress):
        rows: dict[str, list[Row]] = {table: [] for table in columns}
        for index in part:
            write(plans[index], rows, people, chance, now)
        written += sum(copy(cursor, table, columns[table], rows[table]) for table in columns)
    return written


def write(one: Plan, rows: dict[str, list[Row]], people: list[int], chance: Random, now: datetime) -> None:
    """Add the rows of one initiative to those of its tables."""
    text = words_for(chance)
    needs = {kind: chance.choice(words.NEEDS[kind]) for kind in chance.sample(list(words.NEEDS), chance.randint(1, 3))}
    place = one.municipality
    pin = (place.lat + chance.uniform(-0.03, 0.03), place.lon + chance.uniform(-0.05, 0.05)) if place else None
    lat, lon = pin if pin and chance.random() < 0.3 else (None, None)
    body = [text["plain"], text["ask"], text["place_label"], place.name if place else "", *needs.values()]
    slug = f"{slugify(text['title'])[:70].strip('-')}-{one.reference[3:7]}-{int(one.reference[-6:])}"
    supporters = chance.sample(people, one.supports + 1) if one.supports else []
    supporters = [person for person in supporters if person != one.author][: one.supports]
    given = [one.at + (now - one.at) * chance.random() ** 1.5 for _ in supporters]
    score = energy.score([(one.at, energy.PUBLISHED), *((at, energy.SUPPORT) for at in given)])
    edited = one.at + (now - one.at) * chance.random() if chance.random() < 0.1 else None
    place_id = place and place.pk
    rows["publications_publication"].append(
        (one.pk, "initiative", one.reference, slug, text["title"], text["summary"], one.author, one.theme.pk, place_id,
         one.state, one.at, one.at, edited or one.at, len(given), score, False, " ".join(filter(None, body)))
    )  # fmt: skip
    rows["initiatives_initiative"].append((one.pk, text["story"], text["ask"], text["place_label"], lat, lon))
    rows["initiatives_need"] += [(one.pk, kind, why) for kind, why in needs.items()]
    rows["voting_support"] += [(one.pk, *pair) for pair in zip(supporters, given, strict=True)]
    rows["publications_statechange"].append((one.pk, "published", one.at, ""))
    if one.state != "published":
        later = one.at + (now - one.at) * 0.7
        rows["publications_statechange"].append((one.pk, one.state, later, chance.choice(words.REASONS)))
    content = {name: text[name] for name in ("title", "summary", "story", "place_label", "ask")}
    content |= {"theme": one.theme.slug, "municipality": place and place.cbs_code, "lat": lat, "lon": lon}  # type: ignore[dict-item]
    kept = json.dumps({**content, "needs": needs})
    versions = [one.at] if edited is None else [one.at, edited]
    rows["initiatives_revision"] += [(one.pk, number, one.author, at, kept) for number, at in enumerate(versions, 1)]


def words_for(chance: Random) -> dict[str, str]:
    """Make title, summary, story (markdown, and its plain words), question and place of one initiative."""
    pick = chance.choice
    thing, group, spot = pick(words.THINGS), pick(words.GROUPS), pick(words.SPOTS)
    names = {"thing": thing, "group": group, "spot": spot}
    names |= {"Thing": thing[0].upper() + thing[1:], "Spot": spot[0].upper() + spot[1:]}
    sentences = [line.format(**names) for line in chance.sample(words.SENTENCES, chance.randint(5, 14))]
    if chance.random() < 0.05:
        sentences.append(f"En ooit hoort er ook een {pick(words.RARE)} bij.")
    size = chance.randint(2, 4)
    paragraphs = [" ".join(sentences[start : start + size]) for start in range(0, len(sentences), size)]
    return {
        "title": pick(words.STARTS).format(**names)[:80].strip(),
        "summary": pick(words.SUMMARIES).format(**names)[:280],
        "story": "\n\n".join(paragraphs),
        "plain": " ".join(sentences),
        "ask": pick(words.ASKS),
        "place_label": names["Spot"] if chance.random() < 0.4 else "",
    }


# --- supports for what is there already ------------------------------------------------------------------------------
def support_existing(
    cursor: Any, count: int, people: list[int], chance: Random, now: datetime, progress: Callable[[int, int], object]
) -> int:
    """Add supports to published initiatives by people who do not support them yet, then recount those initiatives."""
    published = Publication.objects.published().of_kind("initiative").exclude(published_at=None).order_by("id")
    targets: list[tuple[int, int, Any]] = list(published.values_list("id", "author_id", "published_at"))
    cursor.execute("SELECT publication_id, person_id FROM voting_support")
    given: set[tuple[int, int]] = set(cursor.fetchall())
    if not targets or count > (len(people) - 1) * len(targets) * MOST_OF_EVERYBODY - len(given):
        raise TooMuch(f"{count} more supports do not fit on the {len(targets)} initiatives that are published.")
    written = 0
    for part in chunks(count, progress):
        rows: list[Row] = []
        while len(rows) < len(part):
            pk, author, at = targets[int(len(targets) * chance.random() ** 2)]
            person = chance.choice(people)
            if person != author and (pk, person) not in given:
                given.add((pk, person))
                rows.append((pk, person, at + (now - at) * chance.random()))
        written += copy(cursor, "voting_support", "publication_id, person_id, created_at", rows)
    cursor.execute(
        "UPDATE publications_publication AS item SET support_count = counted.n, energy_due = true FROM (SELECT "
        "publication_id, count(*) AS n FROM voting_support WHERE counted GROUP BY publication_id) AS counted "
        "WHERE item.id = counted.publication_id AND item.support_count <> counted.n"
    )
    energy_count.recount_due()
    return written
