"""Open initiatives where nothing happens any more: the author is warned, and later it is closed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions.models import Comment
from foundation import audit, clock
from foundation.errors import NotAllowed, Refused
from initiatives import rules
from initiatives.courses import in_dutch, lock, step
from initiatives.models import Course, Initiative
from notifications.catalogue import initiatives as events
from notifications.telling import tell
from publications.actions import change_state
from publications.models import Publication
from voting.models import Support

QUIET = timedelta(days=365)
PATIENCE = timedelta(days=30)


def quiet_for(stretch: timedelta) -> QuerySet[Initiative]:
    """Give open initiatives without a term where nobody supported, commented or changed anything for so long."""
    since = Now() - stretch
    supports = Support.objects.filter(publication=OuterRef("pk"), created_at__gte=since)
    comments = Comment.objects.filter(publication=OuterRef("pk"), created_at__gte=since)
    still = Initiative.objects.filter(state=Publication.State.PUBLISHED, published_at__lt=since, changed_at__lt=since)
    open_ones = still.filter(Q(course__isnull=True) | Q(course__state=Course.State.OPEN, course__ends_on__isnull=True))
    return open_ones.exclude(Exists(supports)).exclude(Exists(comments))


@transaction.atomic
def warn(initiative: Initiative, *, by: User) -> None:
    """Ask the author by mail whether it goes on. Raises Refused when it is not quiet, or the author was warned."""
    course = quiet_course(initiative, by)
    if is_warned(course):
        raise Refused(_("The author was warned already."))
    Course.objects.filter(pk=course.pk).update(warned_at=Now())
    audit.record("initiative.warned", actor=by, subject=initiative)
    tell(
        events.QUIET,
        key=f"{initiative.pk}:{clock.today()}",
        about=initiative,
        people=[initiative.author],
        until=(clock.today() + PATIENCE).isoformat(),
    )


@transaction.atomic
def archive(initiative: Initiative, *, by: User) -> None:
    """Close it, a month after the warning. Raises Refused when the month is not over or something happened."""
    course = quiet_course(initiative, by)
    if not is_warned(course, before=PATIENCE):
        raise Refused(_("Warn the author first, and wait 30 days."))
    reason = in_dutch(_("Nothing happened for a year, and the author did not answer our question."))
    step(course, Course.State.LAPSED, by=by, reason=reason)
    change_state(
        initiative,
        Publication.State.ARCHIVED,
        by=by,
        may=lambda locked: rules.can_archive(by, locked),
        note=reason,
    )
    tell(events.ARCHIVED, key=initiative.pk, about=initiative, people=[initiative.author])


def is_warned(course: Course, *, before: timedelta = timedelta(0)) -> bool:
    """Say whether the author was warned, and at least so long ago; a warning from before it was last alive is void.

    What is quiet has been so for QUIET, so a warning that is younger came after the last thing that happened.
    """
    warned = Course.objects.filter(pk=course.pk, warned_at__gt=Now() - QUIET, warned_at__lte=Now() - before)
    return warned.exists()


def quiet_course(initiative: Initiative, by: User) -> Course:
    """Lock the course of something that went quiet, for who may close it; else raises Refused."""
    if not rules.can_archive(by, initiative):
        raise NotAllowed(_("Only officials and moderators of this place can do this."))
    course = lock(initiative)
    if not quiet_for(QUIET).filter(pk=initiative.pk).exists():
        raise Refused(_("Something happened here not long ago, so it is not quiet."))
    return course
