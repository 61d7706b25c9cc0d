"""Makes the mails of newsletters: an edition, and the question whether somebody really wants them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from accounts.models import User
from newsletters import links
from newsletters.models import Edition, Subscription
from notifications.last_look import Dropped
from notifications.letters import compose
from notifications.message_ids import mail_domain
from notifications.models import Mail


def edition_letter(mail: Mail) -> EmailMultiAlternatives:
    """Make one edition for one reader. Raises Dropped when the edition was stopped, or this reader left."""
    edition = Edition.objects.filter(pk=mail.context["edition"]).first()
    if edition is None:
        raise Dropped("gone")
    if mail.context.get("test"):
        made = compose(mail, "emails/newsletter", context_of(edition) | {"is_test": True})
        made.subject = f"[test] {made.subject}"
        return made
    if edition.state == Edition.State.STOPPED:
        raise Dropped("stopped")
    row = Subscription.objects.filter(pk=mail.context["subscription"], confirmed_at__isnull=False).first()
    if row is None:
        raise Dropped("unsubscribed")
    context = context_of(edition) | {"own_path": links.own_path(row), "web_path": edition.get_absolute_url()}
    made = compose(mail, "emails/newsletter", context, less=links.end_path(row))
    made.extra_headers["List-Id"] = f"{settings.SITE_NAME} <nieuwsbrief.{mail_domain()}>"
    return made


def context_of(edition: Edition) -> dict[str, Any]:
    """Give what an edition is made with, for everybody the same."""
    return {"edition": edition, "publications": list(edition.shown())}


def preview(edition: Edition, *, by: User) -> EmailMultiAlternatives:
    """Make an edition in Dutch as it would look, for an editor; the links of a reader are left out."""
    with translation.override("nl"):
        return compose(Mail(pk=0, recipient=by), "emails/newsletter", context_of(edition) | {"is_test": True})


def question_letter(mail: Mail) -> EmailMultiAlternatives:
    """Make the question, or say that somebody has the newsletter already. Raises Dropped when it was forgotten."""
    row = Subscription.objects.filter(pk=mail.context["subscription"]).first()
    if row is None:
        raise Dropped("gone")
    if row.confirmed_at is not None:
        context = {"own_path": links.own_path(row), "end_path": links.end_path(row)}
        return compose(mail, "emails/newsletter_known", context)
    return compose(mail, "emails/newsletter_confirm", {"answer_path": links.answer_path(row)})


WRITERS = {"newsletter": edition_letter, "newsletter_confirm": question_letter}
