"""The last look at a message before it leaves: is it still wanted, still news, and is this the moment?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from notifications import rules, wishes
from notifications.catalogue import BY_CODE, Category, EventKind
from notifications.models import Lane, Mail, Notice, Pace, Suppressed
from publications.models import Publication


class Dropped(Exception):  # nothing is wrong
    """A message that is not sent after all; `why` is one word for the back office."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Later(Exception):  # nothing is wrong
    """A message for which this is not the moment; `at` is."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


def last_look(mail: Mail, now: datetime) -> None:
    """Let a mail pass, or raise Dropped or Later; `now` is the clock of the database."""
    person = mail.recipient
    address = person.email if person else mail.address
    if Suppressed.objects.filter(address=address.lower()).exists():
        raise Dropped("suppressed")
    if person is None:
        return
    if not person.is_active:
        raise Dropped("inactive")
    if mail.notice is None:
        return
    kind = kind_of(mail.notice)
    if kind.category.must:
        return
    if mail.notice.seen_at and not kind.at_once:
        raise Dropped("seen")
    if wishes.wish_of(person, kind.category).mail == Pace.NEVER:
        raise Dropped("not wanted")
    if mail.lane != Lane.URGENT:
        not_now(person, mail.notice, now)


def kind_of(notice: Notice) -> EventKind:
    """Give the kind of a notice, if it still may be told; raises Dropped for one of a publication that is gone."""
    kind = BY_CODE.get(notice.event.kind)
    if kind is None:
        raise Dropped("unknown")
    publication = notice.event.publication
    if publication and publication.state != Publication.State.PUBLISHED and not kind.even_if_gone:
        raise Dropped("gone")
    return kind


def not_now(person: User, notice: Notice, now: datetime) -> None:
    """Raise Later in quiet hours, and put in a digest what comes in a holiday or on top of many others."""
    rhythm = wishes.rhythm_of(person)
    today = now.astimezone(rules.zone()).date()
    if rules.is_paused(today, rhythm.paused_until):
        assert rhythm.paused_until is not None
        into_digest(notice, rules.at_hour(rhythm.paused_until, rhythm.digest_hour))
    if (loud := rules.first_loud(now, rhythm.quiet)) > now:
        raise Later(loud)
    if mails_since(person, now - timedelta(hours=1)).count() >= rules.MOST_AN_HOUR:
        into_digest(notice, rules.first_loud(now + rules.TOGETHER_AFTER, rhythm.quiet))


def mails_since(person: User, since: datetime) -> QuerySet[Mail]:
    """Give the mails about single events that somebody got since then."""
    return Mail.objects.filter(recipient=person, sent_at__gt=since, notice__isnull=False)


def into_digest(notice: Notice, at: datetime) -> None:
    """Let a notice go with the digest of `at` instead; raises Dropped for its own mail."""
    Notice.objects.filter(pk=notice.pk, seen_at__isnull=True).update(digest_at=at)
    raise Dropped("digest")


def still_told(notice: Notice, chosen: dict[Category, wishes.Wish]) -> bool:
    """Say whether a notice that waited for a digest is still wanted, still to be told and not seen yet."""
    try:
        kind = kind_of(notice)
    except Dropped:
        return False
    return notice.seen_at is None and chosen[kind.category].mail != Pace.NEVER
