"""The digest: one mail a day or a week with what somebody has not seen yet, by subject; none when there is nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.nudges import nudge
from notifications import following, rules, wishes
from notifications.inbox import NOT_SHOWN
from notifications.last_look import Dropped, kind_of, still_told
from notifications.models import Lane, Mail, Notice
from notifications.wording import Line, line_of

log = logging.getLogger("notifications.digests")

# A worker goes on for this long, and then makes room for what is more urgent.
SLICE = timedelta(seconds=2)
# So many notices are looked at for the next people.
ROWS = 500
# When a digest could not be written.
AGAIN_AFTER = timedelta(hours=1)
# More lines than this nobody reads; the rest is counted and waits on the site.
MOST_LINES = 60


@dataclass
class Subject:
    """Everything new about one publication, or about no publication in particular, newest first."""

    title: str
    path: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Digest:
    """What one mail holds; `more` is how many lines did not fit."""

    subjects: list[Subject]
    count: int
    more: int

    @property
    def rest(self) -> int:
        """How many lines there are besides the first."""
        return self.count - 1

    @property
    def first(self) -> Line:
        """The newest line, for the subject of the mail."""
        return self.subjects[0].lines[0]


def write_digests(seconds: float = SLICE.total_seconds()) -> int:
    """Write a mail for everybody whose digest is due. Gives how many; the rest is left to the next call."""
    started, written = monotonic(), 0
    while people := people_due():
        done = [write_or_postpone(person) for person in people]
        written += sum(one is True for one in done)
        if all(one is None for one in done):
            break  # other workers have them
        if monotonic() - started > seconds:
            nudge("notifications.tasks.write_digests")
            break
    if written:
        nudge("notifications.tasks.send_bulk_mail")
    return written


def people_due() -> list[int]:
    """Give the next people whose digest is due, those who wait longest first; read from the index, without sorting."""
    rows = Notice.objects.filter(digest_at__isnull=False, digest_at__lte=Now()).order_by("digest_at", "person")
    return list(dict.fromkeys(rows.values_list("person", flat=True)[:ROWS]))


def write_or_postpone(person: int) -> bool | None:
    """Write one person's digest; one that cannot be written does not hold up the others, and is tried again later."""
    try:
        return write_digest(person)
    except Exception:
        if not connection.is_usable():
            raise
        log.exception("digest not written", extra={"person": person})
        due = Notice.objects.filter(person=person, seen_at__isnull=True, digest_at__lte=Now())
        due.update(digest_at=Now() + AGAIN_AFTER)
        return False


@transaction.atomic
def write_digest(person: int) -> bool | None:
    """Write one person's digest from all that is due. None when another worker has it, False when there is no news.

    Their own row is the lock. The text is made when it is sent, so that what they read in between is left out.
    """
    mine = User.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=person).first()
    if mine is None:
        return None
    # What waits is not seen; said so that the index by person is used, not the one of all who wait.
    due = Notice.objects.filter(person=person, seen_at__isnull=True, digest_at__isnull=False, digest_at__lte=Now())
    rhythm = wishes.rhythm_of(mine)
    if rules.is_paused(timezone.localdate(timezone=rules.zone()), rhythm.paused_until):
        assert rhythm.paused_until is not None
        due.update(digest_at=rules.at_hour(rhythm.paused_until, rhythm.digest_hour))
        return False
    notices = list(with_texts(due))
    due.filter(pk__in=[notice.pk for notice in notices]).update(digest_at=None)
    chosen = wishes.wishes_of(mine)
    news = [notice.pk for notice in notices if still_told(notice, chosen)]
    if not news or not mine.is_active:
        return False
    mail = Mail(
        key=f"digest:{person}:{news[0]}",
        recipient_id=person,
        template="digest",
        context={"notices": news},
        language=rhythm.language,
        lane=Lane.BULK,
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return True


def with_texts(rows: QuerySet[Notice]) -> QuerySet[Notice]:
    """Load what the lines need and nothing heavy, newest first."""
    return rows.select_related("event__publication").defer(*NOT_SHOWN).order_by("-id")


def gather(person: User, ids: list[int]) -> Digest:
    """Give what is still news of these notices, by subject, newest first. Raises Dropped when nothing is."""
    rows = with_texts(Notice.objects.filter(person=person, pk__in=ids))
    chosen = wishes.wishes_of(person)
    told = [notice for notice in rows if still_told(notice, chosen)]
    muted = following.muted_by(person, {notice.publication_id for notice in told})
    told = [notice for notice in told if notice.publication_id not in muted or kind_of(notice).category.must]
    if not told:
        raise Dropped("seen")
    subjects: dict[int | None, Subject] = {}
    for notice in told[:MOST_LINES]:
        about = notice.event.publication
        if about is None:
            fresh = Subject(_("Other messages"), reverse("notifications:inbox"))
        else:
            fresh = Subject(about.title, about.get_absolute_url())
        subjects.setdefault(notice.publication_id, fresh).lines.append(line_of(notice, kind_of(notice)))
    return Digest(list(subjects.values()), len(told), max(0, len(told) - MOST_LINES))
