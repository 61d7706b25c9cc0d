"""Making a mail from its templates: subject, text and HTML, in the language of the person, with a way to get less."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from notifications import digests
from notifications.inbox_lines import reason_of
from notifications.last_look import kind_of
from notifications.links import Wish, less_path
from notifications.message_ids import message_id
from notifications.models import Mail, Notice
from notifications.wording import context_of, texts_of

DIGEST = "digest"
Writer = Callable[[Mail], EmailMultiAlternatives]


def letter(mail: Mail) -> EmailMultiAlternatives:
    """Make the message of a mail. Raises Dropped when there is nothing left to tell."""
    with translation.override(mail.language):
        if mail.notice is not None:
            return of_notice(mail, mail.notice)
        if mail.template == DIGEST:
            return of_digest(mail)
        if (writer := writers().get(mail.template)) is not None:
            return writer(mail)
        return compose(mail, f"emails/{mail.template}", mail.context)


@cache
def writers() -> dict[str, Writer]:
    """Give who makes which mails of the apps above this one: each names its module with `letters` in its AppConfig."""
    modules = [import_module(path) for config in apps.get_app_configs() if (path := getattr(config, "letters", ""))]
    return {template: writer for module in modules for template, writer in module.WRITERS.items()}


def of_notice(mail: Mail, notice: Notice) -> EmailMultiAlternatives:
    """Make the mail of one event."""
    kind = kind_of(notice)
    less = less_path(Wish(notice.person_id, notice.category, notice.publication_id or 0))
    context = context_of(notice) | {"reason": f"{reason_of(notice)}.", "category": kind.category.label}
    return compose(mail, kind.template, context, less="" if kind.category.must else less)


def of_digest(mail: Mail) -> EmailMultiAlternatives:
    """Make the mail of many events, from what is still news."""
    assert mail.recipient is not None
    found = digests.gather(mail.recipient, mail.context["notices"])
    return compose(mail, "emails/digest", {"digest": found}, less=less_path(Wish(mail.recipient.pk, "")))


def compose(mail: Mail, template: str, context: dict[str, Any], *, less: str = "") -> EmailMultiAlternatives:
    """Render the templates and set the headers; `less` is the address of the one-click unsubscribe (RFC 8058)."""
    texts = texts_of(template, {**context, "person": mail.recipient, "less": less})
    headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    if less:
        headers |= {
            "List-Unsubscribe": f"<{settings.SITE_URL.rstrip('/')}{less}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    to = mail.recipient.email if mail.recipient else mail.address
    made = EmailMultiAlternatives(texts.subject, texts.text, to=[to], headers=headers)
    made.attach_alternative(texts.html, "text/html")
    return made
