"""The Atom feed of consultations."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from consultations.listing import Chosen
from consultations.models import Consultation
from foundation.templatetags.words import day
from places.shelf import municipalities
from themes.shelf import themes

NEWEST = 30


class ConsultationFeed(Feed[Consultation, QueryDict]):
    """The newest consultations, whatever their stage; `?thema=` and `?gemeente=` narrow it down."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> QueryDict:
        """Read what the feed is narrowed to."""
        return request.GET

    def title(self) -> str:
        """Give the name of the feed."""
        return _("Consultations in Overijssel")

    def link(self) -> str:
        """Give the page the feed belongs to."""
        return reverse("consultations:list")

    def items(self, obj: QueryDict) -> list[Consultation]:
        """Give the newest; an unknown theme or municipality has none."""
        chosen = Chosen.from_query(obj)
        if chosen.theme != obj.get("thema", "") or chosen.municipality != obj.get("gemeente", ""):
            return []
        rows = Consultation.objects.filter(state=Consultation.State.PUBLISHED).for_cards()
        if chosen.theme:
            rows = rows.about(next(one for one in themes.all() if one.slug == chosen.theme))
        if chosen.municipality:
            place = next(one for one in municipalities.all() if one.slug == chosen.municipality)
            rows = rows.asked_in(place)  # type: ignore[attr-defined]  # the spine gives its own class
        return list(rows.order_by("-published_at", "-publication_ptr_id")[:NEWEST])

    def item_title(self, item: Consultation) -> str:
        """Give the title."""
        return item.title

    def item_description(self, item: Consultation) -> str:
        """Give the summary, with the last day to take part."""
        if not item.is_open or item.closes_at is None:
            return item.summary
        return _("%(summary)s You can take part until %(day)s.") % {
            "summary": item.summary,
            "day": day(item.closes_at),
        }

    def item_pubdate(self, item: Consultation) -> datetime | None:
        """Give when it was announced."""
        return item.published_at

    def item_updateddate(self, item: Consultation) -> datetime:
        """Give when it was last changed."""
        return item.changed_at
