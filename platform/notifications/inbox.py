"""What came in for somebody: what they have not seen yet, having seen it, and page by page what there was."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import User
from foundation.paging import Page, page_of
from notifications.models import Notice
from notifications.models.events import STILL_NEWS
from publications.models import Publication
from publications.querysets import HEAVY

# In the order in which it came; notices that were brought in afterwards stand where they belong.
BY_TIME = ("made_at", "id")
# More than this is shown as "99+".
MOST_COUNTED = 100
# What nobody reads in a list, and is large.
NOT_SHOWN = tuple(f"event__publication__{name}" for name in HEAVY)


def notices_of(person: User) -> QuerySet[Notice]:
    """Give somebody's notices, newest first, with what their texts need."""
    rows = Notice.objects.filter(person=person, on_site=True)
    return (
        rows.select_related("event__publication__author")
        .defer(*NOT_SHOWN)
        .order_by(*(f"-{field}" for field in BY_TIME))
    )


def page_for(person: User, *, category: str, only_new: bool, cursor: str) -> Page[Notice]:
    """Give one page of somebody's notices, newest first. Raises Http404 for a cursor that is not ours."""
    rows = notices_of(person)
    if category:
        rows = rows.filter(category=category)
    if only_new:
        rows = rows.filter(seen_at__isnull=True)
    return page_of(rows, fields=BY_TIME, cursor=cursor)


def news_for(person: User) -> list[tuple[int | None, bool]]:
    """Give what is still news to somebody, at most a hundred: of each its publication, and whether it is on the site.

    Asked once a request, for every page that somebody who is signed in opens.
    """
    known: list[tuple[int | None, bool]] | None = getattr(person, "_news", None)
    if known is None:
        rows = Notice.objects.filter(STILL_NEWS, person=person).order_by("person", "publication")
        known = list(rows.values_list("publication", "on_site")[:MOST_COUNTED])
        person._news = known  # type: ignore[attr-defined]  # noqa: SLF001  # lives as long as the request
    return known


def unread(person: User) -> int:
    """Give how many notices somebody has not seen, up to a hundred."""
    return sum(on_site for _publication, on_site in news_for(person))


def saw(person: User, publication: Publication) -> None:
    """Note that somebody opened the page of a publication: its notices are news no longer, nor for a digest."""
    known = news_for(person)
    is_cut_off = len(known) >= MOST_COUNTED
    if not is_cut_off and all(about != publication.pk for about, _on_site in known):
        return
    still_news(person).filter(publication=publication.pk).update(seen_at=Now(), digest_at=None)
    if is_cut_off:
        forget(person)
    else:
        known[:] = [one for one in known if one[0] != publication.pk]


def mark_seen(person: User, notice: int | None = None) -> int:
    """Note that somebody saw one notice, or all; gives how many were new."""
    rows = still_news(person)
    if notice is not None:
        rows = rows.filter(pk=notice)
    count = rows.update(seen_at=Now(), digest_at=None)
    forget(person)
    return count


def still_news(person: User) -> QuerySet[Notice]:
    """Give what somebody has not seen, and sees on the site or gets in a digest; small, whatever came before."""
    return Notice.objects.filter(STILL_NEWS, person=person)


def forget(person: User) -> None:
    """Let what is news be asked anew in this request."""
    if hasattr(person, "_news"):
        del person._news  # noqa: SLF001  # ours, see news_for
