"""Fills an empty database with the demo content."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from initiatives import demo_content
from initiatives.models import Initiative


class Command(BaseCommand):
    """manage.py demo."""

    help = "Fills an empty database with the demo content; does nothing when there is content already."

    def handle(self, *args: object, **options: object) -> None:
        """Load people, initiatives, pictures and support."""
        if Initiative.objects.exists():
            self.stdout.write("There is content already; nothing was changed.")
            return
        counts = demo_content.load(progress=self.stdout.write)
        self.stdout.write(
            f"{counts['people']} people, {counts['initiatives']} initiatives, {counts['supports']} supports."
        )
