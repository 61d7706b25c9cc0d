"""Tagging, checking and planning by several people at the same moment."""

import pytest
from django.utils import timezone

from accounts.models import Role, User
from consultations import answers, remarks, results, tags
from consultations.answers import Written
from consultations.models import Passage, Report, Step, Tag, Tagging
from foundation.errors import Refused
from foundation.models import AuditEntry
from notifications.models import Event
from tests.consultations import asking
from tests.consultations.counting import asked, said
from tests.factories import staff
from tests.visitors import at_once

method = pytest.fixture(autouse=True)(asked)
USED = Written("Bussen", "Die komen er.", "used")


def officials(count: int) -> list[User]:
    return [staff(Role.OFFICIAL) for _one in range(count)]


def ready_report() -> Report:
    part = asking.part("asked")
    asking.close_now(part.consultation)
    by = staff(Role.OFFICIAL)
    report = answers.draft(part.consultation, by=by, text="Er komt een bus.", outcome="changed")
    answers.write_passage(report, USED, by=by)
    return Report.objects.select_related("consultation").get()


@pytest.mark.usefixtures("committed")
def test_two_people_who_make_the_same_tag_share_it() -> None:
    part = asking.part("asked")
    rows, people = said(part, "Meer bussen", "De bus"), officials(4)
    names = ["Bus", "bus", "BUS", "Bus"]
    out = at_once(4, lambda at: tags.give(part, [row.pk for row in rows], by=people[at], name=names[at]))
    assert not [one for one in out if isinstance(one, Exception)]
    assert Tag.objects.count() == 1
    assert Tagging.objects.count() == 2


@pytest.mark.usefixtures("committed")
def test_two_who_publish_at_once_publish_it_once() -> None:
    report, people = ready_report(), officials(2)
    out = at_once(2, lambda at: answers.publish(report, by=people[at], version=report.version))
    assert [isinstance(one, Refused) for one in out].count(True) == 1
    assert Event.objects.filter(kind="consultation.answered").count() == 1
    assert AuditEntry.objects.filter(action="report.published").count() == 1


@pytest.mark.usefixtures("committed")
def test_what_is_published_is_what_was_read() -> None:
    report, people = ready_report(), officials(2)

    def act(at: int) -> None:
        if at:
            answers.write_passage(report, Written("Fiets", "Ook.", "used"), by=people[1])
        else:
            answers.publish(report, by=people[0], version=report.version)

    out = at_once(2, act)
    assert [isinstance(one, Refused) for one in out].count(True) == 1
    kept = Report.objects.get()
    assert kept.is_published == (Passage.objects.count() == 1)
    assert not kept.is_published or kept.version == report.version


@pytest.mark.usefixtures("committed")
def test_a_step_that_is_planned_and_reached_twice_at_once_is_told_once() -> None:
    report, people = ready_report(), officials(3)
    answers.publish(report, by=people[0], version=report.version)
    passage, day = Passage.objects.select_related("report__consultation").get(), timezone.localdate()
    at_once(3, lambda at: answers.add_step(passage, by=people[at], title="De bus rijdt", due_on=day))
    step = Step.objects.select_related("passage__report__consultation").get()
    at_once(3, lambda at: answers.reach_step(step, by=people[at], on=day))
    assert Event.objects.filter(kind="milestone.changed").count() == 2


@pytest.mark.django_db
def test_laying_out_twice_gives_every_remark_once() -> None:
    part = asking.part("asked")
    said(part, "Meer bussen")
    results.refresh(part)
    remarks.lay_out_due()
    assert remarks.of_part(part).count() == 1
