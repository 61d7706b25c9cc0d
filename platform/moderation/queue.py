"""The one queue: what waits for whom, in which order, and who gets the next case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rules import has_role
from foundation.paging import Page, after, page_of
from moderation import rules
from moderation.models import Case, Decision, Measure

T = TypeVar("T", bound=Model)

ORDER = ("priority", "id")
PAGE = 30
COUNTED = 1_000
# Text beside the colour: nobody needs to see colours to know what is late.
LATE, TODAY, ON_TIME = "late", "today", "on-time"
DEADLINES = {LATE: _("too late"), TODAY: _("today"), ON_TIME: _("on time")}


@dataclass(frozen=True)
class Filters:
    """What somebody wants to see of the queue; empty is everything."""

    kind: str = ""
    source: str = ""
    municipality: int | None = None
    author: int | None = None
    only: str = ""

    def apply(self, cases: QuerySet[Case], user: User) -> QuerySet[Case]:
        """Keep what fits."""
        equal = {
            "subject_kind": self.kind,
            "source": self.source,
            "municipality": self.municipality,
            "author": self.author,
        }
        cases = cases.filter(**{name: value for name, value in equal.items() if value})
        condition = conditions(user).get(self.only)
        return cases.filter(condition) if condition is not None else cases


def conditions(user: User) -> dict[str, Q]:
    """Give the parts of the queue that can be asked for by name."""
    return {
        "late": Q(due_at__lt=Now()),
        "mine": Q(claimed_by=user, claimed_until__gte=Now()),
        "second": Q(wants_second_opinion=True),
    }


def in_places(rows: QuerySet[T], user: User, *, by: str = "municipality") -> QuerySet[T]:
    """Keep what is in the places that somebody moderates; moderators of the province see everything."""
    if not rules.is_moderator(user):
        return rows.none()
    theirs = [one.pk for one in user.moderates.all()] if has_role(user, Role.MODERATOR) else []
    return rows.filter(**{f"{by}__in": theirs}) if theirs else rows


def waiting(user: User) -> QuerySet[Case]:
    """Give the open cases that somebody can decide now.

    Not about themselves, not what a colleague has in hand, and not what they asked a second opinion about.
    """
    free = Q(claimed_by__isnull=True) | Q(claimed_by=user) | Q(claimed_until__lt=Now())
    # Without an author it is about nobody; SQL would leave such a case out of "not this author".
    others = Q(author__isnull=True) | ~Q(author=user)
    not_mine = Q(wants_second_opinion=False) | Q(second_opinion_from__isnull=True) | ~Q(second_opinion_from=user)
    return in_places(Case.objects.filter(free, others, not_mine, state=Case.State.OPEN), user)


def page(user: User, filters: Filters, cursor: str) -> Page[Case]:
    """Give one page of the queue with what the list shows, in two queries."""
    related = ("publication", "municipality", "author", "claimed_by")
    found = filters.apply(waiting(user), user).select_related(*related).prefetch_related("signals")
    shown = [f"{name}__{field}" for name in ("author", "claimed_by") for field in ("display_name",)]
    shown += ["publication__title", "publication__kind", "municipality__name"]
    own = [field.attname for field in Case._meta.concrete_fields]  # noqa: SLF001  # documented API
    return page_of(found.only(*own, *shown), fields=ORDER, cursor=cursor, size=PAGE)


def counts(user: User) -> dict[str, int]:
    """Count what waits: all, too late, in hand, second opinions; in one query, no further than one over `COUNTED`.

    Of a long queue the exact length tells nobody anything, and counting it would take longer than the page.
    """
    every = {"all": Q(), **conditions(user)}
    parts = [
        waiting(user).filter(condition).order_by().values_list(Value(name), flat=True)[: COUNTED + 1]
        for name, condition in every.items()
    ]
    found = Counter(parts[0].union(*parts[1:], all=True))
    return {name: found[name] for name in every}


def deadline(case: Case, now: datetime) -> str:
    """Say whether a case is late, due today, or on time."""
    if case.due_at < now:
        return LATE
    return TODAY if timezone.localdate(case.due_at) == timezone.localdate(now) else ON_TIME


@transaction.atomic
def next_case(user: User, *, past: Case | None = None) -> Case | None:
    """Take the first case that waits, or the first after one that is skipped; None when nothing waits.

    Asked again it gives the same case, until that is decided. What somebody else takes at this moment is passed over,
    so that two people never get the same one.
    """
    if past is not None:
        Case.objects.filter(pk=past.pk, claimed_by=user).update(claimed_by=None, claimed_until=None)
    found = first(user, past) or (first(user, None) if past is not None else None)
    if found is None:
        return None
    Case.objects.filter(pk=found.pk).update(claimed_by=user, claimed_until=Now() + rules.CLAIM)
    found.refresh_from_db(fields=["claimed_by", "claimed_until"])
    return found


def first(user: User, past: Case | None) -> Case | None:
    """Lock the first case that nobody else has locked; after `past` in the order of the queue."""
    rows = waiting(user).order_by("-priority", "-id").select_for_update(skip_locked=True, of=("self",))
    if past is not None:
        rows = rows.filter(after(ORDER, [past.priority, past.pk]))
    return rows.first()


@dataclass(frozen=True)
class Load:
    """How many cases somebody decided."""

    name: str
    is_own: bool
    hour: int
    today: int


def load(user: User, now: datetime) -> list[Load]:
    """Give who decided how many cases this hour and today: oneself first, then the ten with the most."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    hour = Count("pk", filter=Q(decided_at__gte=Now() - rules.UNDO))
    rows = (
        Decision.objects.filter(decided_at__gte=midnight)
        .exclude(measure=Measure.RESTORE)
        .order_by()
        .values_list("decided_by", "decided_by__display_name")
        .annotate(today=Count("pk"), hour=hour)
    )
    found = [Load(name or str(_("somebody")), pk == user.pk, hour, today) for pk, name, today, hour in rows]
    own = [one for one in found if one.is_own] or [Load(user.public_name, is_own=True, hour=0, today=0)]
    team = sorted((one for one in found if not one.is_own), key=lambda one: -one.today)
    return own + team[:10]


def last_decisions(user: User) -> list[Decision]:
    """Give what somebody decided in the last hour and can still take back, newest first, five at most."""
    mine = Decision.objects.filter(decided_by=user, decided_at__gte=Now() - rules.UNDO, undone_by__isnull=True)
    mine = mine.exclude(measure=Measure.RESTORE).filter(appeal__isnull=True)
    return list(mine.select_related("case__publication").defer("case__text_then")[:5])
