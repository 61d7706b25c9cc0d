"""Proves that what counts towards every threshold equals its rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from initiatives.thresholds import miscounted


class Command(BaseCommand):
    """Exit code 1 when a count differs, with a line for each."""

    help = "Compare what counts towards each threshold with the declarations and sheets."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and report."""
        wrong = miscounted()
        for pk, stored, counted in wrong:
            self.stderr.write(f"initiative {pk}: {stored} stored, {counted} counted")
        if wrong:
            raise CommandError(f"{len(wrong)} counts differ.")
        self.stdout.write("Every count equals its rows.")
