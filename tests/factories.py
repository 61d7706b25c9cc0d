"""Minimal valid objects, made as the site makes them: through actions."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

from PIL import Image

from accounts.actions import give_role
from accounts.models import Role, User
from initiatives import actions, drafts
from initiatives.content import Content
from initiatives.models import Initiative
from places.models import Municipality
from publications.actions import change_state
from publications.models import Publication
from themes.models import Theme

numbers = count(1)
STORY = "Wij willen met de buurt een tuin maken op het lege veld achter de kerk, en zoeken mensen die mee willen doen."


def resident(name: str = "Anna", **fields: Any) -> User:
    """Somebody with an account and a name."""
    return User.objects.create_user(f"resident{next(numbers)}@voorbeeld.nl", display_name=name, **fields)


def staff(role: Role, *municipalities: Municipality) -> User:
    """Somebody with a role."""
    person = resident(role.value)
    give_role(person, role=role, by=None, municipalities=list(municipalities))
    return person


def zwolle() -> Municipality:
    return Municipality.objects.get(slug="zwolle")


def deventer() -> Municipality:
    return Municipality.objects.get(slug="deventer")


def theme(position: int = 0) -> Theme:
    return Theme.objects.all()[position]


def content(**changes: Any) -> Content:
    """What an author would have filled in."""
    values: dict[str, Any] = {
        "title": f"Buurttuin nummer {next(numbers)}",
        "summary": "Een tuin waar iedereen uit de buurt samen in werkt.",
        "story": STORY,
        "theme": theme(),
        "municipality": zwolle(),
        "needs": {"helpers": "Zes mensen die kunnen spitten"},
    }
    return Content(**{**values, **changes})


def initiative(author: User | None = None, **changes: Any) -> Initiative:
    """A published initiative; by somebody new, unless an author is given."""
    author = author or resident("Auteur")
    return actions.publish(drafts.begin(author), author=author, content=content(**changes))


def initiative_in(state: Publication.State, author: User | None = None, **changes: Any) -> Initiative:
    """An initiative in any state of its life."""
    made = initiative(author, **changes)
    if state != Publication.State.PUBLISHED:
        change_state(made, state, by=None, may=lambda _locked: True)
        made.refresh_from_db()
    return made


def picture_file(
    size: tuple[int, int] = (120, 80), *, kind: str = "JPEG", colour: Any = (30, 120, 60), **options: Any
) -> io.BytesIO:
    """A picture as somebody would upload it."""
    out = io.BytesIO()
    Image.new("RGBA" if isinstance(colour, tuple) and len(colour) == 4 else "RGB", size, colour).save(
        out, kind, **options
    )
    out.seek(0)
    out.name = f"foto.{kind.lower()}"
    return out
