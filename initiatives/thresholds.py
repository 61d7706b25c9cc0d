"""Support that counts: declared by the supporter, counted under a lock, and answered when there is enough of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation import audit
from foundation.errors import Refused
from initiatives import rules
from initiatives.courses import in_dutch, lock, lock_known, step
from initiatives.models import Course, Declaration, Initiative, SignatureSheet
from initiatives.promises import make_by_count
from places.models import Municipality
from voting import actions as voting
from voting.models import Support

# One query, because it is asked while everybody else who supports the same waits.
COUNT_ANEW = """
UPDATE initiatives_course c SET
online = (SELECT count(*) FROM initiatives_declaration d JOIN voting_support s ON s.id = d.support_id
    WHERE s.publication_id = c.initiative_id AND s.counted
    AND (c.counted_in_id IS NULL OR d.municipality_id = c.counted_in_id)),
paper = (SELECT coalesce(sum(g.number), 0) FROM initiatives_signaturesheet g
    WHERE g.initiative_id = c.initiative_id AND g.verdict = %s
    AND (c.counted_in_id IS NULL OR g.municipality_id = c.counted_in_id))
WHERE c.initiative_id = %s RETURNING c.online, c.paper
"""


@dataclass(frozen=True)
class Declared:
    """What somebody says about themselves, so that their support counts."""

    age_16: bool
    lives_in_province: bool
    municipality: Municipality | None

    @property
    def counts(self) -> bool:
        """Whether all of it was said."""
        return self.age_16 and self.lives_in_province and self.municipality is not None


def counts_support(initiative: Initiative) -> bool:
    """Say whether there is a threshold to count towards; it never changes, so the course that a page read will do."""
    attached = initiative.__dict__.get("attached", {})
    if "course" in attached:
        return attached["course"] is not None and attached["course"].threshold > 0
    return Course.objects.filter(pk=initiative.pk, threshold__gt=0).exists()


def support(
    initiative: Initiative, *, supporter: User, is_named: bool = False, declared: Declared | None = None
) -> Support:
    """Stand behind an initiative; with a declaration it counts towards the threshold, which may be reached by it."""
    if declared is None or not declared.counts or not counts_support(initiative):
        return voting.support(initiative, supporter=supporter, is_named=is_named)
    with transaction.atomic():
        # Giving locks the publication and then comes the course: everybody takes the rows in this order.
        given = voting.give(initiative, supporter=supporter, is_named=is_named)
        declare(lock_known(initiative), given, declared)
        return given


@transaction.atomic
def choose(initiative: Initiative, *, supporter: User, is_named: bool, declared: Declared | None = None) -> None:
    """Choose again whether one's name is shown, and declare what was not yet. Raises Refused without support."""
    course = lock(initiative) if counts_support(initiative) else None
    voting.show_name(initiative, supporter=supporter, is_named=is_named)
    if course is not None and declared is not None and declared.counts:
        given = Support.objects.get(publication=initiative.pk, person=supporter)
        if not Declaration.objects.filter(support=given).exists():
            declare(course, given, declared)


def declare(course: Course, given: Support, declared: Declared) -> None:
    """Let a support count, while the course is open and within its term. `course` must be locked (`courses.lock`)."""
    if not rules.declares_in_time(course, course.__dict__["today"]):
        return
    assert declared.municipality is not None
    Declaration.objects.create(support=given, age_16=True, lives_in_province=True, municipality=declared.municipality)
    audit.record("support.declared", actor=given.person, subject=course)
    recount(course)
    consider(course)


@transaction.atomic
def withdraw_support(initiative: Initiative, *, supporter: User) -> None:
    """Take support back, and the declaration with it; a threshold that was reached stays reached."""
    course = lock(initiative) if counts_support(initiative) else None
    voting.withdraw_support(initiative, supporter=supporter)
    if course is not None:
        recount(course)


def recount(course: Course) -> None:
    """Count anew, online and on paper; from the rows, so that the number cannot drift. `course` must be locked.

    Once the rows are forgotten, the number stays what it was.
    """
    if course.forgotten_at is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ANEW, [SignatureSheet.Verdict.RIGHT, course.pk])
        course.online, course.paper = cursor.fetchone()


def recount_after(publication: int) -> None:
    """Count anew when support was set aside or counts again; the publication is locked. What was reached stays so."""
    initiative = Initiative.objects.filter(pk=publication).first()
    if initiative is None or not counts_support(initiative):
        return
    course = lock(initiative)
    recount(course)
    consider(course)


def consider(course: Course) -> None:
    """Go on when there is enough: the threshold is reached, and with it comes the one promise. `course` must be locked.

    What may not count is not in the numbers, so the term is not asked about again here.
    """
    if course.threshold == 0 or course.state != Course.State.OPEN or course.total < course.threshold:
        return
    reason = in_dutch(
        _("%(online)s online and %(paper)s on paper; %(threshold)s were needed."),
        online=course.online,
        paper=course.paper,
        threshold=course.threshold,
    )
    step(course, Course.State.REACHED, by=None, reason=reason)
    make_by_count(course)


def miscounted() -> list[tuple[int, int, int]]:
    """Give (initiative, stored, counted) for every course whose stored count is not its rows."""
    wrong = []
    for course in Course.objects.filter(threshold__gt=0).iterator():
        stored = course.total
        with transaction.atomic():
            recount(course)
            counted = course.total
            transaction.set_rollback(True)
        if stored != counted:
            wrong.append((course.pk, stored, counted))
    return wrong


def require_course(initiative: Initiative) -> Course:
    """Lock the course of an initiative that has a threshold. Raises Refused for one without."""
    course = lock(initiative)
    if course.threshold == 0:
        raise Refused(_("This initiative has no threshold, so signatures do not count for it."))
    return course
