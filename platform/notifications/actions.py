"""Writing mail down, and sending what is due."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from foundation.nudges import nudge
from notifications.models import Mail

log = logging.getLogger("notifications.mail")

# After these waits a mail that cannot be delivered is given up, and shows as such in the back office.
WAITS = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]


def write_mail(recipient: User, *, template: str, key: str, context: dict[str, object], language: str = "nl") -> None:
    """Write a mail down in the current transaction; a key that was used before changes nothing.

    The worker is asked to come at once when the transaction commits; the clock finds what that misses.
    """
    Mail.objects.bulk_create(
        [Mail(key=key, recipient=recipient, template=template, context=context, language=language)],
        ignore_conflicts=True,
    )
    nudge("notifications.tasks.send_due_mail")


def send_due_mail(batch: int = 100) -> int:
    """Send what is due, each in its own transaction; several workers share the work without sending twice."""
    sent = 0
    while sent < batch and send_next():
        sent += 1
    return sent


@transaction.atomic
def send_next() -> bool:
    """Take one mail that is due, send it, and note how that went; False when nothing is due."""
    mail = (
        Mail.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
        .filter(sent_at__isnull=True, given_up=False, due_at__lte=Now())
        .order_by("due_at")
        .first()
    )
    if mail is None:
        return False
    try:
        message(mail).send()
    except Exception:
        # Whatever is wrong with this one (the server, its address, its template), the mails behind it must go on.
        log.exception("mail not sent", extra={"mail": mail.pk, "attempt": mail.attempts + 1})
        postpone(mail)
    else:
        Mail.objects.filter(pk=mail.pk).update(sent_at=Now(), attempts=F("attempts") + 1)
    return True


def postpone(mail: Mail) -> None:
    """Try again later, longer each time; after the last wait give up."""
    last = mail.attempts >= len(WAITS)
    wait = timedelta(0) if last else WAITS[mail.attempts]
    Mail.objects.filter(pk=mail.pk).update(attempts=F("attempts") + 1, given_up=last, due_at=Now() + wait)


def try_again(mails: QuerySet[Mail]) -> int:
    """Give mails that were given up another series of attempts, starting now."""
    count = mails.filter(given_up=True).update(given_up=False, attempts=0, due_at=Now())
    nudge("notifications.tasks.send_due_mail")
    return count


def message(mail: Mail) -> EmailMultiAlternatives:
    """Make the mail from its templates: subject, text and HTML, in the language of the person."""
    context = {**mail.context, "person": mail.recipient, "SITE_NAME": settings.SITE_NAME}
    with translation.override(mail.language):
        subject = " ".join(render_to_string(f"emails/{mail.template}_subject.txt", context).split())
        text = render_to_string(f"emails/{mail.template}.txt", context)
        html = render_to_string(f"emails/{mail.template}.html", context)
    made = EmailMultiAlternatives(
        subject, text, to=[mail.recipient.email], headers={"Message-ID": f"<mail-{mail.pk}@{mail_domain()}>"}
    )
    made.attach_alternative(html, "text/html")
    return made


def mail_domain() -> str:
    """Give the domain we send from; the same Message-ID for a repeated mail lets mail programs drop the copy."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
