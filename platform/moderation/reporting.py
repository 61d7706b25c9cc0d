"""Reporting that something is against the law or a house rule (DSA article 16), and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from accounts.rules import has_role
from foundation import audit
from foundation.errors import NotAllowed, Refused
from moderation import grounds, opening, rules, subjects, telling
from moderation.deciding import now
from moderation.models import Case, Report, ReportCounter, Source

# So many reports found not to be in good faith, within this time, and none is taken for as long again (article 23, 2).
ABUSIVE, WITHIN = 3, timedelta(days=60)
# Name and address are kept this long after the outcome, for who disagrees with it.
KEPT = timedelta(days=365)
# Every report weighs as much as so many more people who can read it.
REACH = 5


class NotTaken(NotAllowed):
    """Reports of this person are not taken for a while."""


@dataclass(frozen=True)
class Reported:
    """What somebody tells: a ground ("rule:respect", "law:sr-266"), why, and who they are."""

    path: str
    ground: str
    explanation: str
    name: str = ""
    email: str = ""
    person: User | None = None


@transaction.atomic
def report(told: Reported, *, kind: str = "", pk: int = 0) -> Report:
    """Keep a report, with a case about what it is about (`kind`, `pk`); without those about a page of the site.

    The same person about the same open case is one report. Raises NotTaken, or Gone when it is not there any more.
    """
    refuse_abusive(told)
    if kind:
        # In the order of every decision: what it is about, then the case.
        subjects.lock(kind, pk)
        open_now = Case.objects.filter(subject_kind=kind, subject_id=pk, state=Case.State.OPEN)
        if (known := of_sender(told).filter(case__in=open_now).first()) is not None:
            return known
        case = opening.open_case(kind, pk, source=Source.REPORT, harm=grounds.harm_of(told.ground), by=told.person)
        return keep(told, case)
    # Two at once: the second waits for the counter, and finds the first.
    reference = next_reference()
    waiting = of_sender(told).filter(case__isnull=True, address=told.path, told_at__isnull=True)
    if (known := waiting.first()) is not None:
        return known
    return keep(told, None, reference)


def of_sender(told: Reported) -> QuerySet[Report]:
    """Give the reports of the same account or address; of somebody nameless those that say the very same."""
    if told.person is not None:
        return Report.objects.filter(person=told.person)
    if told.email:
        return Report.objects.filter(email=told.email.strip().lower())
    return Report.objects.filter(person__isnull=True, email="", explanation=told.explanation.strip())


def keep(told: Reported, case: Case | None, reference: str = "") -> Report:
    """Write a report down, count it in its case, and give a receipt."""
    ground, _colon, what = told.ground.partition(":")
    made = Report.objects.create(
        reference=reference or next_reference(),
        case=case,
        address=told.path,
        ground=ground,
        what=what,
        explanation=told.explanation.strip(),
        name="" if told.person else told.name.strip(),
        email="" if told.person else told.email.strip().lower(),
        person=told.person,
    )
    if case is not None:
        content = subjects.find(case.subject_kind, case.subject_id)
        reach = (content.reach if content else 0) + REACH * case.reports.count()
        opening.weigh(case, harm=case.harm, reach=max(case.reach, reach))
    audit.record("report.made", actor=told.person, subject=made, case=case.pk if case else None, ground=told.ground)
    telling.of_report(made)
    return made


def next_reference() -> str:
    """Give the next reference of this year, such as ML-2026-000123; its year stays locked until the end."""
    year = timezone.localdate().year
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {ReportCounter._meta.db_table} AS counter (year, last) VALUES (%s, 1) "  # noqa: S608, SLF001
            "ON CONFLICT (year) DO UPDATE SET last = counter.last + 1 RETURNING last",
            [year],
        )
        number: int = cursor.fetchone()[0]
    return f"ML-{year}-{number:06d}"


def refuse_abusive(told: Reported) -> None:
    """Raise NotTaken for who reported too often in bad faith; by address or account, for whoever has one."""
    who = Q(pk__in=[])
    if told.person is not None:
        who |= Q(person=told.person) | Q(email=told.person.email.lower())
    elif told.email:
        who |= Q(email=told.email.strip().lower())
    found = Report.objects.filter(who, abusive_at__gte=now() - 2 * WITHIN).order_by("abusive_at")
    until = refused_until([at for at in found.values_list("abusive_at", flat=True) if at is not None])
    if until is not None and until > now():
        raise NotTaken(
            _(
                "Until %(day)s we do not take reports of you. A moderator found %(count)d of them not to be in good "
                "faith. Do you disagree? Write to us: the address is with the house rules. In danger, call 112."
            )
            % {"day": timezone.localdate(until).strftime("%d-%m-%Y"), "count": ABUSIVE}
        )


def refused_until(found: list[datetime]) -> datetime | None:
    """Give until when reports are refused, of the moments (in order) that some were found not to be in good faith."""
    last = None
    for first, third in zip(found, found[ABUSIVE - 1 :], strict=False):
        if third - first <= WITHIN:
            last = third + WITHIN
    return last


@transaction.atomic
def find_abusive(made: Report, *, by: User) -> Report:
    """Say that a report was not made in good faith; whoever made it hears that, as a warning. Twice is once."""
    locked = (
        Report.objects.select_for_update(of=("self",)).select_related("case__municipality", "person").get(pk=made.pk)
    )
    may = rules.can_moderate(by, locked.case) if locked.case else rules.is_moderator(by)
    if not may or by.pk == locked.person_id:
        raise NotAllowed(_("You moderate other places, or this is about yourself."))
    if locked.abusive_at is not None:
        return locked
    Report.objects.filter(pk=locked.pk).update(abusive_at=Now())
    locked.refresh_from_db(fields=["abusive_at"])
    audit.record("report.abusive", actor=by, subject=locked)
    telling.of_bad_faith(locked)
    return locked


@transaction.atomic
def answer(made: Report, *, by: User, text: str) -> Report:
    """Answer a report about a page that nobody wrote. Raises NotAllowed or Refused."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("person").get(pk=made.pk)
    if not has_role(by, Role.ADMINISTRATOR):
        raise NotAllowed(_("Only administrators answer reports about pages of the site."))
    if locked.case_id is not None:
        raise Refused(_("This report has a case: it is answered by the decision."))
    if locked.told_at is not None:
        raise Refused(_("This report was answered already."))
    if not text.strip():
        raise Refused(_("Write an answer first."))
    Report.objects.filter(pk=locked.pk).update(answer=text.strip(), told_at=Now())
    locked.refresh_from_db(fields=["answer", "told_at"])
    audit.record("report.answered", actor=by, subject=locked)
    telling.of_page_answer(locked)
    return locked


def forget_old() -> int:
    """Forget who reported, a year after the outcome; gives how many were forgotten."""
    old = Report.objects.filter(forgotten_at__isnull=True, told_at__lt=Now() - KEPT)
    return old.update(name="", email="", person=None, forgotten_at=Now())
