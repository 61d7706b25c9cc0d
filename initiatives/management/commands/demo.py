"""Fills an empty database with the demo content."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
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
        # An app beside this one names what it loads in its AppConfig (`demo`), because neighbours do not import.
        for config in apps.get_app_configs():
            if path := getattr(config, "demo", ""):
                import_module(path).load(progress=self.stdout.write)
        self.stdout.write(
            f"{counts['people']} people, {counts['initiatives']} initiatives, {counts['supports']} supports."
        )
