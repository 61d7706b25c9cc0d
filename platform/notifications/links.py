"""Links in messages that work without signing in, signed so that nobody can make one for somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

SALT = "notifications.less"


@dataclass(frozen=True)
class Wish:
    """Who wants less, of which category, and of which publication the message was (0 for none).

    Without a category it is about the summary, which holds messages of several.
    """

    person: int
    category: str
    publication: int = 0


def token(wish: Wish) -> str:
    """Write a wish as a token for an address. It does not run out: an old mail must still be able to stop mail."""
    return signing.dumps([wish.person, wish.category, wish.publication], salt=SALT)


def read(written: str) -> Wish | None:
    """Read a token; None for one that we did not write."""
    try:
        person, category, publication = signing.loads(written, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Wish(int(person), str(category), int(publication))


def less_path(wish: Wish) -> str:
    """Give the address where somebody asks for less; a one-click POST there stops the mail of this category."""
    return reverse("notifications:less", args=[token(wish)])
