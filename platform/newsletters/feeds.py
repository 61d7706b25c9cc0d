"""The Atom feed of newsletters."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from newsletters.models import Edition

NEWEST = 20


class NewsletterFeed(Feed[Edition, None]):
    """The newest editions, with their whole text."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Give the name of the feed."""
        return _("Newsletter of Wij&Overijssel")

    def link(self) -> str:
        """Give the page the feed belongs to."""
        return reverse("newsletters:archive")

    def items(self) -> list[Edition]:
        """Give the newest."""
        return list(Edition.objects.public().order_by("-started_at", "-id")[:NEWEST])

    def item_title(self, item: Edition) -> str:
        """Give the subject."""
        return item.subject

    def item_description(self, item: Edition) -> str:
        """Give the text."""
        return item.body_html

    def item_pubdate(self, item: Edition) -> datetime | None:
        """Give when it went out."""
        return item.started_at

    def item_updateddate(self, item: Edition) -> datetime | None:
        """Give when it went out; it does not change after that."""
        return item.started_at
