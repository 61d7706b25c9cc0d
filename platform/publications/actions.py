"""What can be done with a publication of any kind."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, images
from foundation.errors import Refused
from publications.models import Picture, Publication, StateChange

# Addresses that mean something else in the addresses of a kind.
TAKEN_SLUGS = {"nieuw", "mijn", "hulp", "uitnodiging", "lijkt-op", "samenvoegen", "werkplaats", "bewijs", "verder"}


def next_reference() -> str:
    """Give the next public reference of this year, such as OV-2026-000123; call it in the transaction that uses it."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publications_referencecounter AS counter (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = counter.last + 1 RETURNING last",
            [year],
        )
        number: int = cursor.fetchone()[0]
    return f"OV-{year}-{number:06d}"


def free_slug(kind: str, title: str, reference: str) -> str:
    """Give an address made of the title; with the number of the reference behind it when the plain one is taken."""
    plain = slugify(title)[:70].strip("-") or "initiatief"
    if plain not in TAKEN_SLUGS and not Publication.objects.filter(kind=kind, slug=plain).exists():
        return plain
    # The year too: numbers start again every year.
    return f"{plain}-{reference[3:7]}-{int(reference[-6:])}"


@transaction.atomic
def change_state(
    publication: Publication,
    state: Publication.State,
    *,
    by: User | None,
    may: Callable[[Publication], bool],
    note: str = "",
) -> Publication:
    """Move a publication to another state, with a line on its timeline.

    The row is locked first and `may` is asked about the locked row. Raises Refused when it says no.
    """
    locked = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if not may(locked):
        raise Refused(_("This is not possible any more, because something changed in the meantime."))
    locked.state = state
    Publication.objects.filter(pk=locked.pk).update(state=state, changed_at=Now())
    StateChange.objects.create(publication=locked, state=state, note=note)
    audit.record(f"{locked.kind}.{state.value}", actor=by, subject=locked, note=note)
    return locked


def keep_picture(upload: IO[bytes], *, alt: str) -> Picture:
    """Check an uploaded picture and keep it in three widths, with its clean pixels in the private storage.

    Raises ValidationError, with advice for the person, when it cannot be used. It belongs to nothing yet.
    """
    prepared = images.prepare(upload)
    picture = Picture(key=uuid.uuid4(), alt=alt, width=prepared.width, height=prepared.height)
    for width, content in prepared.by_width.items():
        storages["default"].save(picture.name_at(width), ContentFile(content))
    storages["private"].save(picture.original_name, ContentFile(prepared.by_width[images.WIDTHS[-1]]))
    picture.save()
    return picture


def drop_picture(picture: Picture) -> None:
    """Remove a picture and its files once the transaction commits."""
    names = [picture.name_at(width) for width in images.WIDTHS]
    original = picture.original_name
    picture.delete()

    def remove() -> None:
        for name in names:
            storages["default"].delete(name)
        storages["private"].delete(original)

    transaction.on_commit(remove)
