"""Imports the boundaries of the municipalities from CBS GeoJSON: a file, or an address such as PDOK's."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management.base import BaseCommand, CommandError

from places import actions


class Command(BaseCommand):
    """manage.py import_boundaries FILE|URL."""

    help = "Imports municipal boundaries from CBS GeoJSON (a file or an https address)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the source."""
        parser.add_argument("source", help="path of a GeoJSON file, or an https address")

    def handle(self, *args: object, **options: object) -> None:
        """Read, keep, and say what was kept."""
        try:
            kept, missing = actions.import_boundaries(json.loads(self.read(str(options["source"]))))
        except (OSError, URLError) as error:
            raise CommandError(f"Cannot read {options['source']}: {error}") from error
        except ValueError as error:
            raise CommandError(f"{options['source']} is not what this command reads: {error}") from error
        self.stdout.write(f"{kept} boundaries kept.")
        if missing:
            self.stdout.write(f"No boundary in the file for: {', '.join(missing)}.")

    def read(self, source: str) -> bytes:
        """Fetch an https address, or read a file."""
        if source.startswith("https://"):
            with urlopen(source, timeout=60) as answer:  # noqa: S310  # https only, given by the operator
                content: bytes = answer.read()
                return content
        return Path(source).read_bytes()
