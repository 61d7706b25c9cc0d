"""What people hear of a consultation, and who: one function for each kind of event."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from consultations.audience import concerned
from consultations.keys import response_key
from consultations.models import Consultation, Participation, Phase, Response, Result
from notifications.catalogue import consultations as events
from notifications.models import Follow
from notifications.telling import tell


def local_day(moment: datetime) -> str:
    """Give the day in the Netherlands as texts want it."""
    return timezone.localtime(moment).date().isoformat()


def own_followers(consultation: Consultation) -> QuerySet[User]:
    """Give who follows this consultation itself."""
    return User.objects.filter(follows__publication=consultation.pk)


def neighbours(consultation: Consultation) -> QuerySet[User]:
    """Give who follows one of the municipalities that are asked."""
    return User.objects.filter(
        pk__in=Follow.objects.filter(municipality__in=consultation.concerned.all()).values("person")
    )


def involved(consultation: Consultation) -> QuerySet[User]:
    """Give those concerned and those who follow it."""
    followers = Follow.objects.filter(publication=consultation.pk).values("person")
    return User.objects.filter(Q(pk__in=concerned(consultation).values("pk")) | Q(pk__in=followers))


def answers_in(consultation: Consultation) -> int:
    """Count the answers that were sent, in all parts together."""
    return Response.objects.filter(part__consultation=consultation, state=Response.State.SENT).count()


def tell_opened(consultation: Consultation, phase: Phase) -> None:
    """Tell that people can take part: followers of it, its theme and its places, and everybody concerned."""
    people = User.objects.filter(
        Q(pk__in=neighbours(consultation).values("pk")) | Q(pk__in=concerned(consultation).values("pk"))
    )
    tell(
        events.OPENED,
        key=phase.pk,
        about=consultation,
        people=people,
        excerpt=consultation.summary,
        closes_on=local_day(phase.closes_at),
    )


def unfinished(phase: Phase) -> set[int]:
    """Give the people who began in this phase and neither sent it nor took it back."""
    rows = Participation.objects.filter(part__phase=phase, person__isnull=False, sent_at=None)
    begun = {response_key(pk): person for pk, person in rows.values_list("pk", "person")}
    taken_back = Response.objects.filter(key__in=list(begun), state=Response.State.WITHDRAWN).values_list(
        "key", flat=True
    )
    left = set(taken_back)
    return {person for key, person in begun.items() if key not in left and person is not None}


def tell_reminder(consultation: Consultation, phase: Phase) -> None:
    """Remind who began and did not send, and who follows it and did not take part; once for a phase."""
    sent = Participation.objects.filter(part__phase=phase, person__isnull=False, sent_at__isnull=False).values("person")
    followers = Follow.objects.filter(publication=consultation.pk).exclude(person__in=sent).values("person")
    tell(
        events.REMINDER,
        key=phase.pk,
        about=consultation,
        people=User.objects.filter(Q(pk__in=unfinished(phase)) | Q(pk__in=followers)),
        closes_on=local_day(phase.closes_at),
        closes_at=timezone.localtime(phase.closes_at).strftime("%H:%M"),
    )


def tell_postponed(consultation: Consultation, phase: Phase, *, by: User) -> None:
    """Tell everybody involved that a phase closes later than was said."""
    closes_on = local_day(phase.closes_at)
    tell(
        events.POSTPONED,
        key=f"{phase.pk}:{phase.closes_at.isoformat()}",
        about=consultation,
        people=involved(consultation),
        without=[by],
        closes_on=closes_on,
    )


def tell_closed(consultation: Consultation) -> None:
    """Tell everybody involved that nobody can take part any more, and when the answer comes."""
    tell(
        events.CLOSED,
        key=consultation.pk,
        about=consultation,
        people=involved(consultation),
        answers=answers_in(consultation),
        answer_by=consultation.answer_by.isoformat() if consultation.answer_by else "",
    )


def tell_results(consultation: Consultation, phase: Phase) -> None:
    """Tell everybody involved that the results can be seen; without an answer there is nothing to tell."""
    answers = sum(Result.objects.filter(part__phase=phase).values_list("answers", flat=True))
    if answers:
        tell(events.RESULTS, key=phase.pk, about=consultation, people=involved(consultation), answers=answers)


def tell_answered(consultation: Consultation, *, by: User, key: str | int, excerpt: str = "") -> None:
    """Tell everybody involved, and who follows, that the answer of the province is on the site."""
    tell(
        events.ANSWERED,
        key=key,
        about=consultation,
        people=involved(consultation),
        without=[by],
        office=str(consultation.office or consultation.official or ""),
        excerpt=excerpt,
    )


def tell_used(
    consultation: Consultation, people: QuerySet[User] | list[User], *, key: str | int, is_used: bool, excerpt: str = ""
) -> None:
    """Tell people what became of their own point: used, or not used and why (`excerpt`). Never the point itself."""
    tell(events.USED, key=key, about=consultation, people=people, is_used=is_used, excerpt=excerpt)
