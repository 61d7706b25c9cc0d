"""Brings the database up to date: its tables, and what each role may do in them."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.permissions import sync_roles


class Command(BaseCommand):
    """manage.py bring_up_to_date."""

    help = "Runs the migrations and then gives every staff role its permissions; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Migrate first: a permission exists only once the table it is about is there."""
        call_command("migrate", interactive=False, stdout=self.stdout, stderr=self.stderr)
        sync_roles()
        self.stdout.write("Every role has its permissions.")
