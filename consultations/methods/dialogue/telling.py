"""What people hear of a meeting: one function for each occasion, in the transaction that caused it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.methods.dialogue.models import SEATED, Meeting, Registration
from notifications.catalogue import EventKind
from notifications.catalogue import meetings as events
from notifications.telling import tell
from notifications.wording import excerpt
from publications.models import Publication


def visitors(meeting: Meeting, *states: Registration.State) -> QuerySet[User]:
    """Give who is signed up, in one of these states."""
    return User.objects.filter(pk__in=meeting.registrations.filter(state__in=states).values("person"))


def say(
    kind: EventKind, meeting: Meeting, *, key: str, people: Iterable[User] | QuerySet[User], **context: object
) -> None:
    """Tell people something about a meeting, with what every text about one uses; it leads to its page."""
    starts = timezone.localtime(meeting.starts_at)
    words: dict[str, object] = {
        "title": meeting.title,
        "path": meeting.get_absolute_url(),
        "starts_on": starts.date().isoformat(),
        "starts_at": starts.strftime("%H:%M"),
        "place": meeting.place_name,
        **context,
    }
    about = Publication.objects.get(pk=meeting.part.consultation_id)
    tell(kind, key=f"{meeting.pk}:{key}", about=about, people=people, words=words)


def tell_seat(meeting: Meeting, registration: Registration) -> None:
    """Tell somebody that they have a seat, or are on the waiting list."""
    waits = registration.state == Registration.State.WAITING
    key = f"{registration.pk}:{registration.since.isoformat()}"
    say(events.SEAT, meeting, key=key, people=[registration.person], waits=waits)


def tell_moved_up(meeting: Meeting, registration: Registration) -> None:
    """Tell somebody who waited that there is a seat now."""
    key = f"{registration.pk}:{registration.since.isoformat()}"
    say(events.MOVED_UP, meeting, key=key, people=[registration.person])


def tell_tomorrow(meeting: Meeting) -> None:
    """Remind who has a seat; once for each day on which it was to be."""
    people = visitors(meeting, Registration.State.SEATED)
    say(events.TOMORROW, meeting, key=meeting.starts_at.isoformat(), people=people)


def tell_changed(meeting: Meeting, *, why: str = "") -> None:
    """Tell everybody signed up that the time or place is another, or that it is cancelled."""
    people = visitors(meeting, Registration.State.SEATED, Registration.State.WAITING)
    is_cancelled = meeting.cancelled_at is not None
    key = meeting.changed_at.isoformat()
    say(events.CHANGED, meeting, key=key, people=people, is_cancelled=is_cancelled, excerpt=excerpt(why))


def tell_minutes(meeting: Meeting) -> None:
    """Tell who was there, or was to be, that the report is published."""
    assert meeting.minutes_at is not None
    people = visitors(meeting, *SEATED)
    words = excerpt(meeting.outcomes)
    say(events.MINUTES, meeting, key=meeting.minutes_at.isoformat(), people=people, excerpt=words)
