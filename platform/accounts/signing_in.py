"""Sends somebody to sign in first, and back to a page afterwards."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse


def sign_in_first(back: str) -> HttpResponseRedirect:
    """Ask for the e-mail address, then go on at `back`.

    For what was pressed without being signed in: `back` is the page with the button, because a press is no address.
    """
    return HttpResponseRedirect(f"{reverse('accounts:enter')}?{urlencode({'next': back})}")
