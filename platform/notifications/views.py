"""The demo's letter box: mail that would have been sent, readable on the site itself."""

from __future__ import annotations

from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

SHOWN = 50


@never_cache
def demo_mail(request: HttpRequest) -> HttpResponse:
    """List the newest mails of the demo, with their text; anywhere but in the demo this page does not exist."""
    if not settings.DEMO:
        raise Http404("only in the demo")
    files = sorted(settings.DEMO_MAIL_DIR.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    mails = [mail for file in files[:SHOWN] for mail in reversed(messages_in(file))]
    return render(request, "notifications/demo_mail.html", {"mails": mails[:SHOWN]})


def messages_in(file: Path) -> list[dict[str, object]]:
    """Read the mails of one file that Django's file backend wrote; a line of dashes stands between two."""
    parser = BytesParser(EmailMessage, policy=policy.default)
    parts = file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [shown(parser.parsebytes(part)) for part in parts if part.strip()]


def shown(mail: EmailMessage) -> dict[str, object]:
    """Give what a mail program would show of a mail without pictures."""
    body = mail.get_body(preferencelist=("plain", "html"))
    return {
        "to": str(mail["To"]),
        "subject": str(mail["Subject"]),
        # Django writes the zone as -0000: UTC, from nowhere in particular.
        "date": mail["Date"].datetime.replace(tzinfo=UTC),
        "text": body.get_content() if body else "",
    }
