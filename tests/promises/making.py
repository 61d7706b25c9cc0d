"""Promises to test with, about an initiative or what else is published."""

from datetime import timedelta

from foundation import clock
from promises import actions
from promises.models import Office, Promise
from publications.models import Publication
from tests.factories import initiative


def office() -> Office:
    return Office.objects.order_by("pk")[0]


def published() -> Publication:
    """Something published, known by nothing but its row in the spine."""
    return Publication.objects.get(pk=initiative().pk)


def promised(days: int = 20, about: Publication | None = None, text: str = "We geven antwoord.") -> Promise:
    """A promise whose day is so many days from now; the past too."""
    due_on = clock.today() + timedelta(days=days)
    return actions.make(about or published(), office=office(), text=text, due_on=due_on)
