"""The digest: one mail a day or a week with what somebody has not seen yet, by subject; none when there is nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from foundation.nudges import nudge
from notifications import wishes
from notifications.last_look import Dropped, kind_of, still_told
from notifications.models import Lane, Mail, Notice
from notifications.wording import Line, line_of

# A worker goes on for this long, and then makes room for what is more urgent.
SLICE = timedelta(seconds=2)
PEOPLE = 200
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
    started, written = timezone.now(), 0
    while people := list(people_due()):
        done = [write_digest(person) for person in people]
        written += sum(one is True for one in done)
        if all(one is None for one in done):
            break  # other workers have them
        if timezone.now() - started > timedelta(seconds=seconds):
            nudge("notifications.tasks.write_digests")
            break
    if written:
        nudge("notifications.tasks.send_bulk_mail")
    return written


def people_due() -> list[int]:
    """Give the next people whose digest is due."""
    rows = Notice.objects.filter(digest_at__isnull=False, digest_at__lte=Now())
    return list(rows.order_by("person").values_list("person", flat=True).distinct()[:PEOPLE])


@transaction.atomic
def write_digest(person: int) -> bool | None:
    """Write one person's digest from all that is due. None when another worker has it, False when there is no news.

    Their own row is the lock. The text is made when it is sent, so that what they read in between is left out.
    """
    mine = User.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(pk=person).first()
    if mine is None:
        return None
    due = Notice.objects.filter(person=person, digest_at__isnull=False, digest_at__lte=Now())
    notices = list(due.select_related("event__publication").order_by("-id"))
    due.filter(pk__in=[notice.pk for notice in notices]).update(digest_at=None)
    chosen = wishes.wishes_of(mine)
    news = [notice.pk for notice in notices if still_told(notice, chosen)]
    if not news:
        return False
    mail = Mail(
        key=f"digest:{person}:{news[0]}",
        recipient_id=person,
        template="digest",
        context={"notices": news},
        language=wishes.rhythm_of(mine).language,
        lane=Lane.BULK,
    )
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    return True


def gather(person: User, ids: list[int]) -> Digest:
    """Give what is still news of these notices, by subject, newest first. Raises Dropped when nothing is."""
    rows = Notice.objects.filter(person=person, pk__in=ids).select_related("event__publication").order_by("-id")
    chosen = wishes.wishes_of(person)
    told = [notice for notice in rows if still_told(notice, chosen)]
    if not told:
        raise Dropped("seen")
    subjects: dict[int | None, Subject] = {}
    for notice in told[:MOST_LINES]:
        line = line_of(notice, kind_of(notice))
        title, path = str(notice.event.context.get("title") or ""), line.path
        if (publication := notice.event.publication) is not None:
            title, path = publication.title, publication.get_absolute_url()
        subjects.setdefault(notice.publication_id, Subject(title, path)).lines.append(line)
    return Digest(list(subjects.values()), len(told), max(0, len(told) - MOST_LINES))
