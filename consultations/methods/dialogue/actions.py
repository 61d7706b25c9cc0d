"""What happens with a meeting: laying it out, signing up and off, and its report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consultations import taking_part
from consultations.actions import editors_only
from consultations.methods.dialogue import rules, telling
from consultations.methods.dialogue.models import SEATED, Meeting, Registration
from consultations.models import Part
from foundation import audit
from foundation.errors import NotAllowed, Refused

State = Registration.State
DOORS_OPEN = timedelta(hours=2)


@dataclass(frozen=True)
class Plan:
    """What an editor fills in; times with a zone, `seats` None for everybody."""

    title: str
    starts_at: datetime
    ends_at: datetime
    text: str = ""
    place_name: str = ""
    address: str = ""
    accessibility: str = ""
    online_url: str = ""
    seats: int | None = None


def lock(meeting: Meeting) -> Meeting:
    """Lock a meeting; before its registrations, always in this order."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("part__consultation", "part__phase")
    return rows.get(pk=meeting.pk)


@transaction.atomic
def add(part: Part, plan: Plan, *, by: User) -> Meeting:
    """Add a meeting. Raises Refused when it ends before it begins."""
    editors_only(by, part.consultation)
    refuse_disorder(plan)
    meeting = Meeting.objects.create(part=part, **vars(plan))
    audit.record("meeting.added", actor=by, subject=meeting, consultation=part.consultation_id)
    return meeting


def refuse_disorder(plan: Plan) -> None:
    """Raise Refused unless it ends after it begins."""
    if plan.ends_at <= plan.starts_at:
        raise Refused(_("A meeting ends after it begins. Change one of the two times."))


@transaction.atomic
def change(meeting: Meeting, plan: Plan, *, by: User) -> Meeting:
    """Change a meeting. Another time or place is told to who is signed up; more seats go to who waits longest.

    Raises Refused for fewer seats than are taken.
    """
    meeting = lock(meeting)
    editors_only(by, meeting.part.consultation)
    refuse_disorder(plan)
    if plan.seats is not None and plan.seats < (taken := seats_taken(meeting)):
        raise Refused(_("%(taken)d seats are taken already. Choose at least as many.") % {"taken": taken})
    moved = (meeting.starts_at, meeting.place_name, meeting.address) != (plan.starts_at, plan.place_name, plan.address)
    if meeting.starts_at != plan.starts_at:
        meeting.reminded_at = None
    for name, value in vars(plan).items():
        setattr(meeting, name, value)
    meeting.changed_at = Now()
    meeting.save()
    meeting.refresh_from_db(fields=["changed_at"])
    audit.record("meeting.changed", actor=by, subject=meeting, consultation=meeting.part.consultation_id)
    if moved and meeting.cancelled_at is None:
        telling.tell_changed(meeting)
    move_up(meeting)
    taking_part.ask_for_recount(meeting.part)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, by: User, why: str) -> None:
    """Call a meeting off; who is signed up hears why. Twice is the same as once."""
    meeting = lock(meeting)
    editors_only(by, meeting.part.consultation)
    if meeting.cancelled_at is not None:
        return
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=Now(), changed_at=Now(), cancelled_why=why)
    meeting.refresh_from_db(fields=["cancelled_at", "changed_at", "cancelled_why"])
    audit.record("meeting.cancelled", actor=by, subject=meeting, consultation=meeting.part.consultation_id)
    telling.tell_changed(meeting, why=why)
    taking_part.ask_for_recount(meeting.part)


def seats_taken(meeting: Meeting) -> int:
    """Count the seats that are taken."""
    return meeting.registrations.filter(state__in=SEATED).count()


def refuse_over(meeting: Meeting) -> None:
    """Raise Refused when it is cancelled, or began already by the clock of the database."""
    if not Meeting.objects.filter(pk=meeting.pk, cancelled_at=None, starts_at__gt=Now()).exists():
        raise Refused(_("You cannot sign up or off any more: the meeting began already, or it is cancelled."))


@transaction.atomic
def sign_up(meeting: Meeting, *, person: User) -> Registration:
    """Take a seat, or a place on the waiting list when there is none; twice is the same as once.

    The meeting is locked, so that no more people get a seat than there are. Raises Refused when it is over.
    """
    meeting = lock(meeting)
    refuse_over(meeting)
    mine = meeting.registrations.filter(person=person).first()
    if mine is not None and mine.state != State.CANCELLED:
        return mine
    is_full = meeting.seats is not None and seats_taken(meeting) >= meeting.seats
    state = State.WAITING if is_full else State.SEATED
    if mine is None:
        mine = Registration.objects.create(meeting=meeting, person=person, state=state)
    else:
        Registration.objects.filter(pk=mine.pk).update(state=state, since=Now())
    mine.refresh_from_db()
    audit.record("meeting.signed_up", actor=person, subject=mine, meeting=meeting.pk)
    telling.tell_seat(meeting, mine)
    taking_part.ask_for_recount(meeting.part)
    return mine


@transaction.atomic
def sign_off(meeting: Meeting, *, person: User) -> None:
    """Give one's seat back; who waits longest gets it and hears that. Raises Refused when it is over."""
    meeting = lock(meeting)
    refuse_over(meeting)
    gone = meeting.registrations.filter(person=person, state__in=[State.SEATED, State.WAITING])
    if not gone.update(state=State.CANCELLED, since=Now()):
        raise Refused(_("You are not signed up for this meeting."))
    audit.record("meeting.signed_off", actor=person, subject=meeting)
    move_up(meeting)
    taking_part.ask_for_recount(meeting.part)


def move_up(meeting: Meeting) -> None:
    """Give the free seats to who waits longest, and tell them; the meeting is locked."""
    if meeting.cancelled_at is not None or meeting.starts_at <= timezone.now():
        return
    waiting = meeting.registrations.filter(state=State.WAITING).select_related("person").order_by("since", "id")
    free = None if meeting.seats is None else max(0, meeting.seats - seats_taken(meeting))
    for registration in list(waiting if free is None else waiting[:free]):
        Registration.objects.filter(pk=registration.pk).update(state=State.SEATED)
        audit.record("meeting.moved_up", actor=None, subject=registration, meeting=meeting.pk)
        telling.tell_moved_up(meeting, registration)


@transaction.atomic
def note_who_came(meeting: Meeting, came: Iterable[int], *, listed: Iterable[int], by: User) -> None:
    """Write down who of the `listed` registrations was there. Raises NotAllowed, and Refused long before it begins."""
    meeting = lock(meeting)
    leaders_only(meeting, by)
    if meeting.starts_at - DOORS_OPEN > timezone.now():
        raise Refused(_("You can write down who was there from two hours before the meeting."))
    ticked = set(came)
    rows = meeting.registrations.exclude(state=State.CANCELLED)
    rows.filter(pk__in=ticked).update(state=State.CAME)
    rows.filter(pk__in=set(listed) - ticked, state=State.CAME).update(state=State.SEATED)
    audit.record("meeting.attendance", actor=by, subject=meeting)
    taking_part.ask_for_recount(meeting.part)


@transaction.atomic
def publish_minutes(meeting: Meeting, *, by: User, minutes: str, outcomes: str) -> None:
    """Publish the report and what came of it; who was there hears it the first time. Raises NotAllowed, Refused."""
    meeting = lock(meeting)
    leaders_only(meeting, by)
    if not (minutes.strip() or outcomes.strip()):
        raise Refused(_("Write the report, or what came of it."))
    if not Meeting.objects.filter(pk=meeting.pk, starts_at__lte=Now()).exists():
        raise Refused(_("The meeting still has to begin, so there is no report yet."))
    is_first = meeting.minutes_at is None
    Meeting.objects.filter(pk=meeting.pk).update(minutes=minutes, outcomes=outcomes)
    if is_first:
        Meeting.objects.filter(pk=meeting.pk).update(minutes_at=Now())
    meeting.refresh_from_db(fields=["minutes", "outcomes", "minutes_at"])
    audit.record("meeting.minutes", actor=by, subject=meeting, consultation=meeting.part.consultation_id)
    if is_first:
        telling.tell_minutes(meeting)
    taking_part.ask_for_recount(meeting.part)


def leaders_only(meeting: Meeting, person: User) -> None:
    """Raise NotAllowed for who does not lead this meeting."""
    if not rules.can_lead(person, meeting.part.consultation):
        raise NotAllowed(_("Only the people who lead the meeting can do this."))


def remind() -> int:
    """Tell who has a seat at a meeting tomorrow (in the Netherlands); gives at how many meetings. Safe to repeat."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = (today + timedelta(days=1, hours=12)).replace(hour=0)
    after = (tomorrow + timedelta(days=1, hours=12)).replace(hour=0)
    due = Meeting.objects.filter(reminded_at=None, cancelled_at=None, starts_at__gte=tomorrow, starts_at__lt=after)
    done = 0
    for pk in due.values_list("pk", flat=True):
        done += remind_of(pk)
    return done


@transaction.atomic
def remind_of(pk: int) -> int:
    """Tell of one meeting, unless somebody else did meanwhile; gives 1 or 0."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("part__consultation")
    meeting = rows.filter(pk=pk, reminded_at=None, cancelled_at=None).first()
    if meeting is None:
        return 0
    telling.tell_tomorrow(meeting)
    Meeting.objects.filter(pk=pk).update(reminded_at=Now())
    return 1
