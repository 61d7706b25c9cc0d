"""Makes the key that a site sends push messages with."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from notifications.vapid import new_key, public_key_of


class Command(BaseCommand):
    """manage.py vapid_key."""

    help = "Prints a new key pair for push messages; the private one belongs in VAPID_PRIVATE_KEY, and is kept."

    def handle(self, *args: object, **options: object) -> None:
        """Print both halves. The public one is for looking only: the site works it out."""
        private = new_key()
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}")
        self.stdout.write(f"# public: {public_key_of(private)}")
