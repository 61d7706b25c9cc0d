"""What the app of a kind adds to pages over all kinds.

It names the module that does so in its AppConfig, as it does for the people around it (`publications.circle`): `cards`
for what its cards show besides, `listing` for what goes on now.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import apps

from places.models import Municipality
from publications.models import Publication
from themes.models import Theme


def module_of(kind: str, name: str) -> Any:
    """Give the module that an app named for this; None when it named none."""
    path = getattr(apps.get_app_config(f"{kind}s"), name, "")
    return import_module(path) if path else None


def attach_cards(items: Sequence[Publication]) -> None:
    """Let each kind put on its items what their cards show; nothing is asked for a kind that is not there."""
    for kind in {item.kind for item in items}:
        if module := module_of(kind, "cards"):
            module.attach([item for item in items if item.kind == kind])


def going_on(
    kind: Publication.Kind, *, theme: Theme | None = None, municipality: Municipality | None = None
) -> list[Publication]:
    """Give the few of a kind that people can take part in now, about a theme or in a municipality; one query."""
    found: list[Publication] = module_of(kind, "listing").going_on(theme=theme, municipality=municipality)
    return found
