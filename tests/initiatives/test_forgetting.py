"""Who signed is forgotten 90 days after the course ended: scans and declarations go, the numbers stay."""

import io

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Role
from foundation.errors import Refused
from foundation.models import AuditEntry
from initiatives import actions, forgetting, signatures, thresholds
from initiatives.models import Course, CourseStep, Declaration, Initiative, Kind, SignatureSheet
from initiatives.tasks import forget_signatures
from initiatives.thresholds import Declared
from tests.factories import initiative, resident, staff, zwolle
from tests.visitors import signed_in
from voting.models import Support

pytestmark = pytest.mark.django_db


def signed() -> Initiative:
    """Something that one person declared for online and four people signed for on paper."""
    one = initiative(course_kind=Kind.objects.get(slug="burgerinitiatief"))
    declared = Declared(age_16=True, lives_in_province=True, municipality=zwolle())
    thresholds.support(one, supporter=resident(), declared=declared)
    scan = io.BytesIO(b"%PDF-1.4 een lijst")
    sheet = signatures.enter(one, by=staff(Role.OFFICIAL), municipality=zwolle(), number=4, scan=scan)
    signatures.judge(sheet, by=staff(Role.OFFICIAL), is_right=True)
    return one


def ended(one: Initiative, days_ago: int) -> None:
    """Let it have ended at the last moment of a day, by the clock of the database."""
    actions.withdraw(one, by=one.author, reason="Klaar")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE initiatives_coursestep SET at = ((now() AT TIME ZONE 'Europe/Amsterdam')::date - %s "
            "+ time '23:59:59') AT TIME ZONE 'Europe/Amsterdam' WHERE course_id = %s",
            [days_ago, one.pk],
        )


def left(one: Initiative) -> tuple[int, bool]:
    """How many declarations are left, and whether the scan is."""
    sheet = SignatureSheet.objects.get(initiative=one)
    there = bool(sheet.scan) and storages["private"].exists(sheet.scan)
    return Declaration.objects.filter(support__publication=one.pk).count(), there


ALL, NOTHING = (1, True), (0, False)


@pytest.mark.parametrize(("days_ago", "expected"), [(0, ALL), (90, ALL), (91, NOTHING), (400, NOTHING)])
def test_on_the_ninetieth_day_all_is_there_and_the_day_after_it_is_gone(
    days_ago: int, expected: tuple[int, bool]
) -> None:
    one = signed()
    ended(one, days_ago)
    forget_signatures()
    assert left(one) == expected


def test_what_still_runs_keeps_its_signatures() -> None:
    one = signed()
    CourseStep.objects.create(course_id=one.pk, came_from="open", state="reached", reason="Genoeg")
    CourseStep.objects.update(at="2020-01-01T12:00:00Z")
    forget_signatures()
    assert left(one) == (1, True)


def test_the_file_is_gone_and_the_numbers_stay_whatever_happens_later() -> None:
    one = signed()
    name = SignatureSheet.objects.get().scan
    ended(one, 91)
    assert [forgetting.forget_signatures(), forgetting.forget_signatures()] == [1, 0]
    assert not storages["private"].exists(name)
    given = Support.objects.get(publication=one)
    thresholds.withdraw_support(one, supporter=given.person)
    course = Course.objects.get(pk=one.pk)
    assert (course.online, course.paper, SignatureSheet.objects.get().number) == (1, 4, 4)
    assert thresholds.miscounted() == []
    entry = AuditEntry.objects.get(action="course.forgotten")
    assert (entry.actor, entry.data) == (None, {"scans": 1, "declarations": 1})


def test_a_file_that_went_before_its_row_said_so_is_no_obstacle() -> None:
    one = signed()
    storages["private"].delete(SignatureSheet.objects.get().scan)
    ended(one, 91)
    forget_signatures()
    assert left(one) == (0, False)


def test_afterwards_nobody_opens_or_judges_what_is_not_there() -> None:
    one, official = signed(), staff(Role.OFFICIAL)
    scan = io.BytesIO(b"%PDF-1.4 nog een lijst")
    late = signatures.enter(one, by=official, municipality=zwolle(), number=9, scan=scan)
    ended(one, 91)
    forget_signatures()
    late.refresh_from_db()
    with pytest.raises(Refused):
        signatures.open_scan(late, by=official)
    with pytest.raises(Refused):
        signatures.judge(late, by=staff(Role.OFFICIAL), is_right=True)
    assert Course.objects.get(pk=one.pk).paper == 4
    page = signed_in(staff(Role.ADMINISTRATOR)).get(reverse("admin:initiatives_signaturesheet_changelist"))
    assert reverse("admin:initiatives_scan", args=[late.pk]) not in page.content.decode()


def test_a_scan_is_there_until_the_row_says_when_it_went() -> None:
    signed()
    for fields in ({"scan": ""}, {"scan_removed_at": "2026-01-01T00:00:00Z"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignatureSheet.objects.update(**fields)
