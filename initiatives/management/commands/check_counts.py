"""Proves that every stored count equals the rows it counts."""

from django.core.management.base import BaseCommand, CommandError

from discussions.actions import miscounted as miscounted_comments
from initiatives import helping
from voting.actions import miscounted as miscounted_supports


class Command(BaseCommand):
    """manage.py check_counts."""

    help = "Compares stored counts with the rows they count; fails when one differs."

    def handle(self, *args: object, **options: object) -> None:
        """Report each difference."""
        wrong = [("supports", *row) for row in miscounted_supports()] + miscounted_comments()
        wrong += [("helpers", *row) for row in helping.miscounted()]
        for what, pk, stored, counted in wrong:
            self.stderr.write(f"{what} of {pk}: {stored} stored, {counted} counted")
        if wrong:
            raise CommandError(f"{len(wrong)} counts differ from their rows.")
        self.stdout.write("Every count equals its rows.")
