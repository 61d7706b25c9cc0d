"""What the team tells its followers, and the one mail a day they get of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import IO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit, submissions
from foundation.errors import NotAllowed
from initiatives import rules
from initiatives.models import Initiative, Update
from notifications import afterwards
from notifications.catalogue import initiatives as events
from notifications.models import Event
from notifications.telling import tell
from notifications.wording import excerpt
from publications.actions import drop_picture, keep_picture
from publications.models import Picture, Publication

# A mail with yesterday's second update goes out at this hour.
MORNING = time(8, 0)
SAME_WITHIN = timedelta(minutes=2)


def post(
    initiative: Initiative, *, by: User, text: str, upload: IO[bytes] | None = None, picture_alt: str = ""
) -> Update:
    """Tell followers something. Raises ValidationError, with advice, for a picture that cannot be used.

    The same text by the same person within two minutes is the same update.
    """
    if not rules.can_post_update(by, initiative):
        raise NotAllowed(_("Only the team posts updates, as long as the initiative is published."))
    # Outside the transaction: its files could not be rolled back. What stays loose is tidied by the clock.
    picture = keep_picture(upload, alt=picture_alt) if upload else None
    return write(initiative, by=by, text=text, picture=picture)


@transaction.atomic
def write(initiative: Initiative, *, by: User, text: str, picture: Picture | None) -> Update:
    """Write an update down and have it mailed: at once, or with the next day's mail when one went out today."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if not rules.can_post_update(by, publication):
        raise NotAllowed(_("Only the team posts updates, as long as the initiative is published."))
    since = timezone.now() - SAME_WITHIN
    again = Update.objects.filter(initiative=initiative, author=by, text=text, at__gt=since).first()
    if again is not None:
        return again
    admission = submissions.admit("update", by, publication.municipality_id)
    latest = (
        Update.objects.filter(initiative=initiative).order_by("-mail_day").values_list("mail_day", flat=True).first()
    )
    today = timezone.localdate()
    day = next_mail_day(latest, today)
    update = Update.objects.create(
        initiative=initiative, author=by, text=text, picture=picture, mail_day=day, is_hidden=admission.waits
    )
    Publication.objects.filter(pk=publication.pk).update(energy_due=True)
    audit.record("update.posted", actor=by, subject=update, publication=publication.pk, waits=admission.waits)
    if not admission.waits:
        mail_out(update, publication)
    submissions.written("update", update.pk, author=by, admission=admission)
    return update


def mail_out(update: Update, publication: Publication) -> None:
    """Have the followers told of an update that can be read: on its day of mail, or today when that has passed."""
    today = timezone.localdate()
    day = max(update.mail_day, today)
    tell(
        events.UPDATE,
        key=mail_of(update),
        about=publication,
        without=[update.author],
        due_at=None if day == today else datetime.combine(day, MORNING, tzinfo=timezone.get_current_timezone()),
        # What goes out tomorrow may hold several updates: then the mail only says that there is news.
        excerpt=excerpt(update.text) if day == today else "",
        path=reverse("initiatives:updates", args=[publication.slug]),
    )


def next_mail_day(latest: date | None, today: date) -> date:
    """Give the day of the mail a new update goes out with; every initiative mails at most once a day."""
    return today if latest is None or latest < today else today + timedelta(days=1)


def untell(update: Update) -> bool:
    """What is gone from the page is no longer told, unless another update goes out with the same mail.

    Says whether it was still to be told: nobody heard of it yet.
    """
    same_mail = Update.objects.filter(initiative=update.initiative_id, mail_day=update.mail_day, is_hidden=False)
    if same_mail.exclude(pk=update.pk).exists():
        return False
    keys = afterwards.keys_of([events.UPDATE], mail_of(update))
    waits = Event.objects.filter(key__in=keys, done_at__isnull=True, reached=0).exists()
    afterwards.forget(keys)
    return waits


def mail_of(update: Update) -> str:
    """Name the one mail a day that an update goes out with."""
    return f"{update.initiative_id}:{update.mail_day.isoformat()}"


@transaction.atomic
def remove(update: Update, *, by: User) -> None:
    """Take an update off the page, with its picture."""
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=update.initiative_id)
    if not rules.can_remove_update(by, update, publication):
        raise NotAllowed(_("Only who wrote this, the author and organisers can remove it."))
    gone = Update.objects.select_related("picture").filter(pk=update.pk).first()
    if gone is None:
        return
    audit.record("update.removed", actor=by, subject=gone, publication=publication.pk)
    untell(gone)
    gone.delete()
    if gone.picture is not None:
        drop_picture(gone.picture)
    Publication.objects.filter(pk=publication.pk).update(energy_due=True)
