"""Gives every staff role its group and permissions; `bring_up_to_date` does so after every migrate."""

from django.core.management.base import BaseCommand

from accounts.permissions import sync_roles


class Command(BaseCommand):
    """manage.py sync_roles."""

    help = "Gives every staff role its group and permissions; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Bring the groups up to date."""
        sync_roles()
        self.stdout.write("Every role has its permissions.")
