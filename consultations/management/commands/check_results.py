"""Proves that every counted result equals a full count."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consultations import results


class Command(BaseCommand):
    """Exit code 1 when a result differs, with a line for each."""

    help = "Compare every result that is not waiting for a recount with a full count of its answers."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and report."""
        wrong = results.differences()
        for part, name in wrong:
            self.stderr.write(f"part {part}: {name} differs")
        if wrong:
            raise CommandError(f"{len(wrong)} results differ from their answers.")
        self.stdout.write("Every result equals its answers.")
