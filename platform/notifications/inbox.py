"""What somebody has not seen yet, and having seen it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import User
from notifications.models import Notice
from publications.models import Publication

# More than this is shown as "99+".
MOST_COUNTED = 100


def notices_of(person: User) -> QuerySet[Notice]:
    """Give somebody's notices, newest first, with what their texts need."""
    rows = Notice.objects.filter(person=person, on_site=True).select_related("event")
    return rows.order_by("-id")


def unread(person: User) -> list[int | None]:
    """Give the publications of what somebody has not seen, one per notice, at most a hundred; asked once a request."""
    known: list[int | None] | None = getattr(person, "_unread_notices", None)
    if known is None:
        rows = Notice.objects.filter(person=person, on_site=True, seen_at__isnull=True).order_by(
            "person", "publication"
        )
        known = list(rows.values_list("publication", flat=True)[:MOST_COUNTED])
        person._unread_notices = known  # type: ignore[attr-defined]  # noqa: SLF001  # lives as long as the request
    return known


def saw(person: User, publication: Publication) -> None:
    """Note that somebody opened the page of a publication: its notices are news no longer."""
    if publication.pk not in unread(person):
        return
    Notice.objects.filter(person=person, publication=publication.pk, seen_at__isnull=True).update(seen_at=Now())
    forget(person)


def mark_seen(person: User, notices: QuerySet[Notice] | None = None) -> int:
    """Note that somebody saw these notices, or all; gives how many were new."""
    rows = Notice.objects.filter(person=person, seen_at__isnull=True)
    if notices is not None:
        rows = rows.filter(pk__in=notices.order_by().values("pk"))
    count = rows.update(seen_at=Now())
    forget(person)
    return count


def forget(person: User) -> None:
    """Let what is unread be asked anew in this request."""
    if hasattr(person, "_unread_notices"):
        del person._unread_notices  # noqa: SLF001  # ours, see unread
