"""Forgets who signed, some time after the course ended: scans and declarations go, what they counted stays.

The rule is in docs/rules/thresholds.md, under "How long it is kept".
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate

from foundation import audit, clock
from initiatives.courses import ANSWERED, lock
from initiatives.models import Course, CourseStep, Declaration, SignatureSheet
from publications.models import Publication

# Calendar days after the day on which the course ended; on the last of them everything is still there.
KEPT = timedelta(days=90)
# From one of these on, nobody can sign or be asked again who did.
ENDED = frozenset({*ANSWERED, Course.State.WITHDRAWN, Course.State.LAPSED})


def due(today: date) -> QuerySet[Course]:
    """Give the courses that ended more than so many days before `today` and still hold who signed."""
    ends = CourseStep.objects.filter(course=OuterRef("pk"), state__in=ENDED).order_by().values("course")
    ended = Course.objects.annotate(ended_on=Subquery(ends.annotate(day=Min(TruncDate("at"))).values("day")))
    return ended.filter(forgotten_at__isnull=True, threshold__gt=0, ended_on__lt=today - KEPT)


def forget_signatures() -> int:
    """Forget who signed for every course of which it is time. Gives how many there were."""
    return sum(forget(pk) for pk in due(clock.today()).values_list("pk", flat=True))


@transaction.atomic
def forget(pk: int) -> bool:
    """Forget who signed for one course; doing it twice is the same as once.

    A file goes before its row says so: when this stops halfway, the next time finds the row and goes on.
    """
    course = lock(Publication(pk=pk))
    if not due(clock.today()).filter(pk=pk).exists():
        return False
    sheets = SignatureSheet.objects.filter(initiative=pk, scan_removed_at__isnull=True)
    for sheet in sheets:
        storages["private"].delete(sheet.scan)
    scans = sheets.update(scan="", scan_removed_at=Now())
    declarations, _per_model = Declaration.objects.filter(support__publication=pk).delete()
    Course.objects.filter(pk=pk).update(forgotten_at=Now())
    audit.record("course.forgotten", actor=None, subject=course, scans=scans, declarations=declarations)
    return True
