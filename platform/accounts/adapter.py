"""Where allauth and this site meet."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.errors import Refused

log = logging.getLogger("accounts.mail")


class NoMailNow(Refused):
    """The mail server is away, so nobody can get a code."""

    status = 503


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Our own signing up: everybody comes in by the one e-mail field."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a code or notice at once; when the mail server is away, say so instead of breaking."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.exception("mail not sent", extra={"template": template_prefix})
            raise NoMailNow(_("We cannot send mail right now. Try again in a few minutes.")) from error

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Close allauth's own sign-up form; `accounts:enter` makes accounts."""
        return False
