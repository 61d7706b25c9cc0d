"""Who hears of a wave: everybody whose support is in it, each for themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from moderation.models import Appeal, Decision, Measure, Wave, WaveMember
from notifications.catalogue import decisions as events
from notifications.telling import tell


def path_of(wave: int) -> str:
    """Give the page that says what was set aside and why, where people in it can object."""
    return reverse("moderation:set_aside", args=[wave])


def people_in(wave: int) -> QuerySet[User]:
    """Give everybody in a wave."""
    return User.objects.filter(pk__in=WaveMember.objects.filter(wave=wave).values("person"))


def of_setting_aside(decision: Decision) -> None:
    """Tell everybody in it, with the statement of reasons."""
    if decision.measure != Measure.HIDE:
        return
    wave = Wave.objects.select_related("publication").get(pk=decision.case.subject_id)
    tell(
        events.SUPPORT_SET_ASIDE,
        key=decision.pk,
        about=wave.publication,
        people=people_in(wave.pk),
        excerpt=decision.statement,
        path=path_of(wave.pk),
    )


def of_counting_again(wave: Wave, people: Iterable[int], *, key: str) -> None:
    """Tell people that their support counts again; `key` names the occasion."""
    tell(
        events.SUPPORT_COUNTS,
        key=f"{wave.pk}:{key}",
        about=wave.publication,
        people=User.objects.filter(pk__in=list(people)),
    )


def who_objected(appeal: Appeal) -> list[User]:
    """Give the others who said that their support was their own: the answer is for them too."""
    case = appeal.decision.case
    if case.subject_kind != "wave":
        return []
    said = WaveMember.objects.filter(wave=case.subject_id, objected_at__isnull=False).exclude(person=appeal.person_id)
    return list(User.objects.filter(pk__in=said.values("person")))
