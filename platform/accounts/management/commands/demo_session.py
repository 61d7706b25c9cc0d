"""Prints a session cookie for a demo person, for tools that look at the site as somebody."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import BaseCommand, CommandError
from django.db.models.functions import Now

from accounts.models import User


class Command(BaseCommand):
    """manage.py demo_session EMAIL."""

    help = "Prints the value of a session cookie for this person; only in the demo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *args: object, **options: object) -> None:
        """Make a session and print its key."""
        if not settings.DEMO:
            raise CommandError("demo_session works only with DEMO=1.")
        user = User.objects.filter(email=str(options["email"]).lower()).first()
        if user is None:
            raise CommandError(f"Nobody has the address {options['email']}. Did you load the demo content?")
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        User.objects.filter(pk=user.pk).update(last_login=Now())
        self.stdout.write(session.session_key)
