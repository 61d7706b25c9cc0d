"""Compiles every template, so that a mistake in one that no test renders is found all the same."""

from __future__ import annotations

import os

import django
from django.template import TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates

from bin.check import TEMPLATES
from bin.console import ROOT, entry, say


def main() -> int:
    """Exit code 1, and a line for each, when templates do not compile."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    engine = next(engine for engine in engines.all() if isinstance(engine, DjangoTemplates))
    wrong = 0
    for path in (path for folder in TEMPLATES for path in sorted(folder.rglob("*.*"))):
        if path.suffix not in (".html", ".txt", ".svg", ".xml"):
            continue
        try:
            engine.from_string(path.read_text())
        except TemplateSyntaxError as error:
            wrong += 1
            say(f"{path.relative_to(ROOT)}: {error}")
    return 1 if wrong else 0


if __name__ == "__main__":
    entry(main)
