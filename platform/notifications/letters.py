"""Making a mail from its templates: subject, text and HTML, in the language of the person, with a way to get less."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from notifications import digests
from notifications.last_look import kind_of
from notifications.links import Wish, less_path
from notifications.models import Mail, Notice, Reason
from notifications.wording import context_of, subject_of

DIGEST = "digest"


def letter(mail: Mail) -> EmailMultiAlternatives:
    """Make the message of a mail. Raises Dropped when there is nothing left to tell."""
    with translation.override(mail.language):
        if mail.notice is not None:
            return of_notice(mail, mail.notice)
        if mail.template == DIGEST:
            return of_digest(mail)
        return compose(mail, f"emails/{mail.template}", mail.context)


def of_notice(mail: Mail, notice: Notice) -> EmailMultiAlternatives:
    """Make the mail of one event."""
    kind = kind_of(notice)
    less = less_path(Wish(notice.person_id, notice.category, notice.publication_id or 0))
    context = context_of(notice) | {"reason": Reason(notice.reason).label, "category": kind.category.label}
    return compose(mail, kind.template, context, less="" if kind.category.must else less)


def of_digest(mail: Mail) -> EmailMultiAlternatives:
    """Make the mail of many events, from what is still news."""
    assert mail.recipient is not None
    found = digests.gather(mail.recipient, mail.context["notices"])
    return compose(mail, "emails/digest", {"digest": found}, less=less_path(Wish(mail.recipient.pk, "")))


def compose(mail: Mail, template: str, context: dict[str, Any], *, less: str = "") -> EmailMultiAlternatives:
    """Render the templates and set the headers; `less` is the address of the one-click unsubscribe (RFC 8058)."""
    context = {**context, "person": mail.recipient, "SITE_NAME": settings.SITE_NAME, "less": less}
    context["subject"] = subject_of(template, context)
    headers = {"Message-ID": f"<mail-{mail.pk}@{mail_domain()}>", "Auto-Submitted": "auto-generated"}
    if less:
        headers |= {
            "List-Unsubscribe": f"<{settings.SITE_URL.rstrip('/')}{less}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    to = mail.recipient.email if mail.recipient else mail.address
    made = EmailMultiAlternatives(
        context["subject"], render_to_string(f"{template}.txt", context), to=[to], headers=headers
    )
    made.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    return made


def mail_domain() -> str:
    """Give the domain we send from; the same Message-ID for a repeated mail lets mail programs drop the copy."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
