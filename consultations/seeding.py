"""Fills a database with many consultations in all stages, for measuring: by COPY, with dates that fit their stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Role, User
from consultations.models import Consultation
from places.models import Municipality
from publications.bulk import Row, TooMuch, chunks, copy, new_ids, take_references
from themes.models import Theme

Progress = Callable[[str, int, int], object]

VERBS = ("Denk mee over", "Kies mee:", "Reageer op", "Jouw idee voor", "Kijk mee terug op")
SUBJECTS = (
    "de busverbinding", "het fietspad", "het dorpshuis", "de zonnepanelen", "het natuurgebied", "de sluis",
    "veilig oversteken", "het zwembad", "de bibliotheek", "wonen voor jongeren", "de dorpsvisie", "schoon water",
)  # fmt: skip
Stage = Consultation.Stage
STAGES = {Stage.OPEN: 3, Stage.ANNOUNCED: 2, Stage.CLOSED: 10, Stage.ANSWERED: 85}
EVERYWHERE = 0.3
COLUMNS = {
    "publications_publication": "id, kind, reference, slug, title, summary, author_id, theme_id, municipality_id, "
    "state, created_at, published_at, changed_at, support_count, energy, energy_due, search_body",
    "consultations_consultation": "publication_ptr_id, stage, story, can_change, cannot_change, policy_phase, level, "
    "answer_by, access, postcodes, minimum_age, asks_place, asks_age, results_shown, is_open_data, blueprint, "
    "version, opens_at, closes_at",
    "consultations_phase": "consultation_id, title, text, opens_at, closes_at, opened_at, reminded_at, closed_at, "
    "results_at",
    "consultations_consultation_concerned": "consultation_id, municipality_id",
}


@transaction.atomic
def seed(count: int, *, random_seed: int, progress: Progress) -> int:
    """Add so many consultations; gives the number of rows. Raises TooMuch when nobody could have made them."""
    chance, now = Random(f"consultations/{random_seed}"), timezone.now()
    authors = list(User.objects.filter(groups__name=Role.EDITOR.value).values_list("pk", flat=True)[:20])
    authors = authors or list(User.objects.order_by("pk").values_list("pk", flat=True)[:20])
    if not authors:
        raise TooMuch("Consultations need somebody who makes them: add --residents.")
    stages = chance.choices(list(STAGES), weights=list(STAGES.values()), k=count)
    moments = [opening(stage, chance, now) for stage in stages]
    themes = list(Theme.objects.values_list("pk", flat=True))
    places = list(Municipality.objects.order_by("cbs_code").values_list("pk", flat=True))
    written = 0
    with connection.cursor() as cursor:
        references = take_references(cursor, [min(at, now) for at in moments])
        ids = sorted(new_ids(cursor, "publications_publication", count))
        for part in chunks(count, partial(progress, "consultations")):
            rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
            for index in part:
                asked = [] if chance.random() < EVERYWHERE else chance.sample(places, chance.randint(1, 3))
                base = (ids[index], references[index], chance.choice(authors), chance.choice(themes), asked)
                write(rows, base, stages[index], moments[index], chance)
            written += sum(copy(cursor, table, COLUMNS[table], rows[table]) for table in COLUMNS)
    return written


def opening(stage: Stage, chance: Random, now: datetime) -> datetime:
    """Give a moment of opening that fits the stage; each is open for three weeks."""
    spans = {Stage.OPEN: (-20, -1), Stage.ANNOUNCED: (2, 40), Stage.CLOSED: (-60, -23), Stage.ANSWERED: (-1500, -90)}
    first, last = spans[stage]
    return now + timedelta(days=chance.uniform(first, last))


def write(
    rows: dict[str, list[Row]],
    base: tuple[int, str, int, int, list[int]],
    stage: Stage,
    opens_at: datetime,
    chance: Random,
) -> None:
    """Add the rows of one consultation to those of its tables."""
    pk, reference, author, theme, asked = base
    title = f"{chance.choice(VERBS)} {chance.choice(SUBJECTS)}"
    slug = f"{slugify(title)}-{reference[3:7]}-{int(reference[-6:])}"
    summary = f"De provincie wil weten wat je vindt van {chance.choice(SUBJECTS)}, en wat er beter kan."
    at, closes_at = min(opens_at, timezone.now()) - timedelta(days=7), opens_at + timedelta(days=21)
    only = asked[0] if len(asked) == 1 else None
    is_open, is_over = stage != Stage.ANNOUNCED, stage in {Stage.CLOSED, Stage.ANSWERED}
    done_at = closes_at if is_over else None
    rows["publications_publication"].append(
        (pk, "consultation", reference, slug, title, summary, author, theme, only, "published", at, at, at, 0, 0.0,
         False, title)
    )  # fmt: skip
    rows["consultations_consultation"].append(
        (pk, stage.value, summary, "De plannen.", "Het geld.", "preparation", "consult",
         (closes_at + timedelta(days=42)).date().isoformat(), "anyone", "", 0, True, True, "after", True, "", 1,
         opens_at, closes_at)
    )  # fmt: skip
    rows["consultations_phase"].append(
        (pk, "Doe mee", "", opens_at, closes_at, opens_at if is_open else None, done_at, done_at, done_at)
    )
    rows["consultations_consultation_concerned"] += [(pk, place) for place in asked]
