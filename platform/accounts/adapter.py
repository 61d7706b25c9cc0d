"""Where allauth and this site meet."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our own signing up: everybody comes in by the one e-mail field."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own sign-up form; `accounts:enter` makes accounts."""
        return False
