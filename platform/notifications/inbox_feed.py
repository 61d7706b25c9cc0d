"""Somebody's own notices as an Atom feed: whoever has the address reads it, so the address is a secret."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from notifications import inbox
from notifications.inbox_lines import Entry, entry_of
from notifications.models import Rhythm

NEWEST = 30


@method_decorator(never_cache, name="__call__")
class NoticeFeed(Feed[Entry, Rhythm]):
    """The newest notices of one person, in the language of their messages; reading it here marks nothing as seen."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Answer in the language of the person, and let no search engine keep it."""
        rhythm = self.get_object(request, *args, **kwargs)
        with translation.override(rhythm.language):
            response: HttpResponse = super().__call__(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> Rhythm:
        """Find whose key it is. Raises Http404 for an unknown one, and for somebody who may no longer sign in."""
        rows = Rhythm.objects.filter(feed_key=str(kwargs["key"]), person__is_active=True)
        found = rows.select_related("person").first()
        if found is None:
            raise Http404("no feed of ours")
        return found

    def title(self, obj: Rhythm) -> str:
        """Give the name of the feed."""
        return _("Messages for %(name)s") % {"name": obj.person.public_name}

    def link(self, obj: Rhythm) -> str:
        """Give the page the feed belongs to."""
        return reverse("notifications:inbox")

    def items(self, obj: Rhythm) -> list[Entry]:
        """Give the newest that may still be read."""
        found = (entry_of(notice, obj.person) for notice in inbox.notices_of(obj.person)[:NEWEST])
        return [entry for entry in found if entry.subject]

    def item_title(self, item: Entry) -> str:
        """Say what happened."""
        return item.subject

    def item_description(self, item: Entry) -> str:
        """Give what was said, and why somebody hears of it, as HTML."""
        return linebreaks("\n\n".join(part for part in (item.excerpt, item.reason) if part), autoescape=True)

    def item_link(self, item: Entry) -> str:
        """Give the page itself, which needs no signing in."""
        return item.path

    def item_guid(self, item: Entry) -> str:
        """Name the notice, so that a reader shows it once."""
        return f"urn:wij-en-overijssel:notice:{item.notice.pk}"

    def item_pubdate(self, item: Entry) -> datetime:
        """Give when it happened."""
        return item.at

    def item_updateddate(self, item: Entry) -> datetime:
        """Give when it happened: a notice does not change."""
        return item.at
