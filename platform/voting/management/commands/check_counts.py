"""Proves that every stored count equals the rows it counts."""

from django.core.management.base import BaseCommand, CommandError

from voting import actions


class Command(BaseCommand):
    """manage.py check_counts."""

    help = "Compares stored counts with the rows they count; fails when one differs."

    def handle(self, *args: object, **options: object) -> None:
        """Report each difference."""
        wrong = actions.miscounted()
        for publication, stored, counted in wrong:
            self.stderr.write(f"publication {publication}: {stored} supports stored, {counted} counted")
        if wrong:
            raise CommandError(f"{len(wrong)} counts differ from their rows.")
        self.stdout.write("Every count equals its rows.")
