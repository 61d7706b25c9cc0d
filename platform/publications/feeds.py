"""The Atom feed of new initiatives, and the site map."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from places.models import Municipality
from publications.cards import with_cards
from publications.models import Publication
from themes.models import Theme

NEWEST = 30


class InitiativeFeed(Feed[Publication, tuple[str, str]]):
    """The newest initiatives; `?thema=` and `?gemeente=` narrow it down."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> tuple[str, str]:
        """Read what the feed is narrowed to."""
        theme, municipality = request.GET.get("thema", ""), request.GET.get("gemeente", "")
        # PostgreSQL knows no NUL; without it the value is simply unknown.
        return theme.replace("\x00", ""), municipality.replace("\x00", "")

    def title(self) -> str:
        """Give the name of the feed."""
        return _("New initiatives in Overijssel")

    def link(self) -> str:
        """Give the page the feed belongs to."""
        return reverse("initiatives:list")

    def items(self, obj: tuple[str, str]) -> list[Publication]:
        """Give the newest."""
        theme, municipality = obj
        found = Publication.objects.published().of_kind("initiative").for_cards().order_by("-published_at", "-id")
        if theme:
            found = found.filter(theme__slug=theme)
        if municipality:
            found = found.filter(municipality__slug=municipality)
        return with_cards(found[:NEWEST])

    def item_title(self, item: Publication) -> str:
        """Give the title."""
        return item.title

    def item_description(self, item: Publication) -> str:
        """Give the summary."""
        return item.summary

    def item_pubdate(self, item: Publication) -> datetime | None:
        """Give when it was published."""
        return item.published_at

    def item_updateddate(self, item: Publication) -> datetime:
        """Give when it was last changed."""
        return item.changed_at


class PublicationSitemap(Sitemap[Publication]):
    """Every published page, in parts of 5,000."""

    limit = 5000
    changefreq = "weekly"

    def items(self):  # type: ignore[no-untyped-def]  # Sitemap pages over the queryset itself
        """Give all that is published."""
        return Publication.objects.published().for_cards().order_by("id")

    def lastmod(self, item: Publication) -> datetime:
        """Give when it was last changed."""
        return item.changed_at


class StandingSitemap(Sitemap[str]):
    """The pages that are always there."""

    def items(self) -> list[str]:
        """Give their addresses."""
        names = ["publications:home", "initiatives:list", "consultations:list"]
        names += ["publications:themes", "publications:municipalities"]
        names += ["newsletters:archive", "pages:rules", "pages:privacy", "pages:accessibility", "pages:about"]
        places = [one.get_absolute_url() for one in Municipality.objects.all()]
        return [reverse(name) for name in names] + [one.get_absolute_url() for one in Theme.objects.all()] + places

    def location(self, item: str) -> str:
        """Give the address as it is."""
        return item


sitemaps = {"standing": StandingSitemap, "publications": PublicationSitemap}
