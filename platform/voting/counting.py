"""Setting support aside: the rows stay, and do not count until they are counted again. Why is for moderation to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.apps import apps
from django.db import connection, transaction
from django.db.models import BooleanField, Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.utils.module_loading import import_string

from publications.models import Publication
from voting.models import SetAside, Support

Listener = Callable[[int], None]

COUNTS = "NOT EXISTS (SELECT 1 FROM voting_setaside WHERE publication_id = %s AND person_id = %s)"

COUNT_AGAIN = """
UPDATE voting_support s SET counted = true WHERE s.publication_id = %s AND s.person_id = ANY(%s) AND NOT s.counted
AND NOT EXISTS (SELECT 1 FROM voting_setaside a WHERE a.publication_id = s.publication_id AND a.person_id = s.person_id)
"""


@lru_cache
def listeners() -> list[Listener]:
    """Give who counts on: apps above name a function in their `recounts`, called with the publication locked."""
    return [import_string(config.recounts) for config in apps.get_app_configs() if hasattr(config, "recounts")]


def counts(publication: int, person: int) -> RawSQL:
    """Say, in the statement that writes, whether what this person gives to this publication counts."""
    return RawSQL(COUNTS, [publication, person], output_field=BooleanField())  # noqa: S611  # a constant


def lock(number: int, *publications: int) -> list[int]:
    """Lock these publications and those to which support of this wave moved by a merge, in the order of their number.

    Gives the keys of all of them.
    """
    assert transaction.get_connection().in_atomic_block
    moved = SetAside.objects.filter(number=number).values_list("publication", flat=True).distinct()
    keys = sorted({*publications, *moved})
    rows = Publication.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def set_aside(publication: int, people: Iterable[int], *, number: int) -> int:
    """Do not count what these people gave, nor what they give later; the publication is locked. Gives how many."""
    chosen = list(people)
    SetAside.objects.bulk_create(
        (SetAside(publication_id=publication, person_id=person, number=number) for person in chosen),
        ignore_conflicts=True,
        batch_size=2_000,
    )
    gone = Support.objects.filter(publication=publication, person__in=chosen, counted=True).update(counted=False)
    change(publication, -gone)
    return gone


def count_again(number: int, people: Iterable[int] | None = None) -> int:
    """Count what was set aside with this wave, all or of some people; the publications are locked. Gives how many.

    What another wave holds back stays aside.
    """
    rows = SetAside.objects.filter(number=number)
    rows = rows if people is None else rows.filter(person__in=list(people))
    freed: dict[int, list[int]] = {}
    for publication, person in rows.values_list("publication", "person"):
        freed.setdefault(publication, []).append(person)
    rows.delete()
    back = 0
    for publication in sorted(freed):
        with connection.cursor() as cursor:
            cursor.execute(COUNT_AGAIN, [publication, freed[publication]])
            more = cursor.rowcount
        change(publication, more)
        back += more
    return back


def change(publication: int, by: int) -> None:
    """Move the stored count with the rows, and tell who counts on."""
    if by == 0:
        return
    Publication.objects.filter(pk=publication).update(support_count=F("support_count") + by, energy_due=True)
    for listener in listeners():
        listener(publication)


def follow(gone: int, kept: int) -> None:
    """Keep aside what is aside when support of `gone` was copied to `kept`, by a merge; both are locked."""
    held = SetAside.objects.filter(publication=gone).values_list("person", "number")
    copied = Support.objects.filter(publication=kept, person=OuterRef("person"))
    SetAside.objects.bulk_create(
        (
            SetAside(publication_id=kept, person_id=person, number=number)
            for person, number in held.filter(Exists(copied))
        ),
        ignore_conflicts=True,
        batch_size=2_000,
    )


def not_counted(publication: int) -> int:
    """Give how many supports of a publication do not count for now."""
    return Support.objects.filter(publication=publication, counted=False).count()
