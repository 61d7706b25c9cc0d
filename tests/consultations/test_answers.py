"""What became of it: written by one, checked by another, tied to what was said, and told to who said it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from consultations import answers, results, tags, taking_part
from consultations import remarks as laying_out
from consultations.answers import Written
from consultations.models import Consultation, Part, Passage, Remark, Report, Step
from foundation.errors import NotAllowed, Refused
from notifications.models import Event
from tests.consultations import asking
from tests.consultations.counting import asked, said
from tests.factories import resident, staff
from tests.visitors import queries, signed_in, text_of

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db

USED = Written("Bussen in het weekend", "Veel mensen missen een bus. **Die komt er.**", "used", where="paragraaf 3.2")
NOT_USED = Written("Gratis vervoer", "Sommigen willen gratis reizen.", "not_used", reason="Daar is geen geld voor.")


def url(name: str, part: Part, *args: int) -> str:
    return reverse(f"consultations:{name}", args=[part.consultation.slug, *args])


def part_of(person: User, text: str) -> taking_part.Sitting:
    """A part in which this person said something, counted and laid out."""
    part = asking.part("asked")
    sitting = taking_part.begin(part, person=person)
    taking_part.write(sitting, {"bus": "yes", "waarom": text}, is_sent=True)
    results.count_due()
    laying_out.lay_out_due()
    return sitting


def closed(part: Part) -> Part:
    asking.close_now(part.consultation)
    return Part.objects.select_related("consultation", "phase").get(pk=part.pk)


def report_on(part: Part, *written: Written, by: User | None = None) -> Report:
    by = by or staff(Role.OFFICIAL)
    report = answers.draft(part.consultation, by=by, text="Er komt een **buurtbus**.", outcome="partly")
    for one in written:
        answers.write_passage(report, one, by=by)
    report.refresh_from_db()
    return report


def published(part: Part, *written: Written) -> Report:
    report = report_on(closed(part), *(written or (USED,)))
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    report.refresh_from_db()
    return report


# Writing and checking


def test_only_officials_write() -> None:
    part = asking.part("asked")
    for person in (resident(), staff(Role.EDITOR), staff(Role.MODERATOR)):
        with pytest.raises(NotAllowed):
            answers.draft(part.consultation, by=person, text="Ja", outcome="same")
        assert signed_in(person).get(url("write_answer", part)).status_code == 404


def test_what_is_not_simply_used_has_a_reason() -> None:
    report = report_on(asking.part("asked"))
    by = staff(Role.OFFICIAL)
    with pytest.raises(Refused):
        answers.write_passage(report, Written("Gratis", "Gratis reizen.", "not_used"), by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Passage.objects.create(report=report, title="Gratis", text="Gratis", decision="later")
    answers.write_passage(report, NOT_USED, by=by)
    assert Passage.objects.get().reason == NOT_USED.reason


def test_who_wrote_last_cannot_publish_it() -> None:
    part, writer = closed(asking.part("asked")), staff(Role.OFFICIAL)
    report = report_on(part, USED, by=writer)
    with pytest.raises(NotAllowed):
        answers.publish(report, by=writer, version=report.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(checked_by=writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(published_at=timezone.now())


def test_what_was_changed_must_be_read_again() -> None:
    part, checker = closed(asking.part("asked")), staff(Role.OFFICIAL)
    report = report_on(part, USED)
    read = report.version
    answers.write_passage(report, NOT_USED, by=staff(Role.OFFICIAL))
    with pytest.raises(Refused):
        answers.publish(report, by=checker, version=read)


def test_nothing_is_published_before_it_closed_or_without_a_decision() -> None:
    open_part, empty = asking.part("asked"), closed(asking.part("asked"))
    for report in (report_on(open_part, USED), report_on(empty)):
        with pytest.raises(Refused):
            answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    assert not Report.objects.filter(published_at__isnull=False).exists()


def test_what_is_public_is_not_changed() -> None:
    part = asking.part("asked")
    report = published(part)
    by = staff(Role.OFFICIAL)
    passage = Passage.objects.get()
    for change in (
        lambda: answers.draft(part.consultation, by=by, text="Anders", outcome="same"),
        lambda: answers.write_passage(report, NOT_USED, by=by),
        lambda: answers.remove_passage(passage, by=by),
        lambda: answers.quote(passage, [], by=by),
        lambda: answers.publish(report, by=by, version=report.version),
    ):
        with pytest.raises(Refused):
            change()


# Publishing and telling


def test_publishing_makes_it_answered_and_tells_who_was_there() -> None:
    person = resident()
    sitting = part_of(person, "Meer bussen in het weekend")
    part = sitting.participation.part
    report = report_on(closed(part), USED)
    answers.quote(Passage.objects.get(), [Remark.objects.get().pk], by=staff(Role.OFFICIAL))
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    assert Consultation.objects.get(pk=part.consultation_id).stage == "answered"
    events = {
        event.kind: event for event in Event.objects.filter(kind__in=["consultation.answered", "consultation.used"])
    }
    assert person.pk in events["consultation.answered"].people
    assert events["consultation.used"].people == [person.pk]
    assert events["consultation.used"].context["is_used"] is True


def test_who_was_not_followed_hears_that_too_and_used_goes_before_unused() -> None:
    person, other = resident(), resident()
    sitting = part_of(person, "Gratis reizen voor iedereen")
    part = sitting.participation.part
    second = taking_part.begin(part, person=other)
    taking_part.write(second, {"bus": "yes", "waarom": "Gratis én vaker"}, is_sent=True)
    results.count_due()
    laying_out.lay_out_due()
    report = report_on(closed(part), USED, NOT_USED)
    by, rows = staff(Role.OFFICIAL), {row.text: row.pk for row in Remark.objects.all()}
    used, unused = Passage.objects.order_by("position")
    answers.quote(unused, rows.values(), by=by)
    answers.quote(used, [rows["Gratis én vaker"]], by=by)
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    told = {event.context["is_used"]: event.people for event in Event.objects.filter(kind="consultation.used")}
    assert told == {True: [other.pk], False: [person.pk]}


def test_no_event_says_which_point_was_whose() -> None:
    person = resident()
    sitting = part_of(person, "Mijn heel eigen woorden")
    report = report_on(closed(sitting.participation.part), USED)
    answers.quote(Passage.objects.get(), [Remark.objects.get().pk], by=staff(Role.OFFICIAL))
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    event = Event.objects.get(kind="consultation.used")
    passage = Passage.objects.get()
    assert "Mijn heel eigen woorden" not in str(event.context)
    assert passage.title not in str(event.context)
    assert event.key == f"consultation.used:{report.pk}:used"


# What became of a point


def test_everybody_finds_what_became_of_their_own_point_by_quote_and_by_subject() -> None:
    person = resident()
    sitting = part_of(person, "Meer bussen")
    part, by = sitting.participation.part, staff(Role.OFFICIAL)
    row = Remark.objects.get()
    tag = tags.give(part, [row.pk], by=by, name="Gratis")
    assert answers.became_of(part, sitting.response.key) == []
    report = report_on(closed(part), USED, Written(**{**NOT_USED.__dict__, "tags": (tag.pk,)}))
    answers.quote(Passage.objects.get(decision="used"), [row.pk], by=by)
    assert answers.became_of(part, sitting.response.key) == []
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    [found] = answers.became_of(part, sitting.response.key)
    assert (found.text, found.key) == ("Meer bussen", "waarom")
    assert {passage.decision for passage in found.passages} == {"used", "not_used"}
    shown = render_to_string(
        "consultations/answer/_became.html", {"became": [found], "consultation": part.consultation}
    )
    assert NOT_USED.reason in shown
    assert f"#{found.passages[0].anchor}" in shown


def test_what_became_of_many_points_takes_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    person = resident()
    sitting = part_of(person, "Meer bussen")
    published(sitting.participation.part, USED, NOT_USED)
    with django_assert_max_num_queries(6):
        answers.became_of(sitting.participation.part, sitting.response.key)


# The pages


def test_the_public_page_goes_from_decision_to_quote_and_from_subject_to_decision(client: Client) -> None:
    part = asking.part("asked")
    bus, ticket = said(part, "Meer bussen, bel 06-12345678", "Gratis")
    by = staff(Role.OFFICIAL)
    tag = tags.give(part, [bus.pk], by=by, name="Weekend")
    tags.leave_out(bus, by=by, pieces=["06-12345678"], is_private=False)
    report = report_on(closed(part), Written(**{**USED.__dict__, "tags": (tag.pk,)}), by=by)
    passage = Passage.objects.get()
    answers.quote(passage, [bus.pk, ticket.pk], by=by, shown=[bus.pk])
    assert client.get(url("answer", part)).status_code == 404
    assert signed_in(by).get(url("answer", part)).status_code == 200
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    html = text_of(client.get(url("answer", part)))
    assert "<strong>buurtbus</strong>" in html
    assert url("answer", part) in text_of(client.get(part.consultation.get_absolute_url()))
    assert "Meer bussen, bel […]" in html
    assert "06-12345678" not in html
    assert "Gratis" not in html
    assert f'href="#{passage.anchor}"' in html
    assert f'href="#onderwerp-{tag.pk}"' in html
    assert "paragraaf 3.2" in html


def test_a_quote_with_personal_data_is_refused() -> None:
    part = asking.part("asked")
    [row] = said(part, "Bel mij op 06-12345678")
    report_on(part, USED)
    with pytest.raises(Refused):
        answers.quote(Passage.objects.get(), [row.pk], by=staff(Role.OFFICIAL), shown=[row.pk])


def test_remarks_of_another_consultation_cannot_be_quoted() -> None:
    part, other = asking.part("asked"), asking.part("asked")
    [foreign] = said(other, "Iets anders")
    report_on(part, USED)
    answers.quote(Passage.objects.get(), [foreign.pk], by=staff(Role.OFFICIAL))
    assert not Passage.objects.get().quotes.exists()


def test_the_pages_cost_the_same_however_much_is_in_them(client: Client) -> None:
    part = asking.part("asked")
    rows = said(part, *(f"Meer bussen {number}" for number in range(30)))
    by = staff(Role.OFFICIAL)
    tags.give(part, [row.pk for row in rows], by=by, name="Bus")
    report = report_on(closed(part), USED, NOT_USED, by=by)
    for passage in Passage.objects.all():
        answers.quote(passage, [row.pk for row in rows], by=by, shown=[row.pk for row in rows])
    report.refresh_from_db()
    answers.publish(report, by=staff(Role.OFFICIAL), version=report.version)
    assert queries(client, url("answer", part)) <= 10
    assert queries(signed_in(by), url("write_answer", part)) <= 14


def test_an_official_writes_it_and_another_publishes_it_without_scripts() -> None:
    part = asking.part("asked")
    [row] = said(part, "Meer bussen")
    part = closed(part)
    writer, checker = signed_in(staff(Role.OFFICIAL)), signed_in(staff(Role.OFFICIAL))
    writer.post(url("write_answer", part), {"text": "Er komt een bus.", "outcome": "changed"})
    wrong = writer.post(url("new_passage", part), {"title": "Bus", "text": "Ja", "decision": "partly"})
    assert wrong.status_code == 422
    right = {"title": "Bus", "text": "Ja", "decision": "partly", "reason": "Alleen op zaterdag."}
    response = writer.post(url("new_passage", part), right)
    passage = Passage.objects.get()
    assert response["Location"] == url("quotes", part, passage.pk)
    assert row.text in text_of(writer.get(url("quotes", part, passage.pk), {"zoek": "bussen"}))
    writer.post(url("quotes", part, passage.pk), {"remark": [row.pk], "shown": [row.pk]})
    assert passage.quotes.get().is_shown
    version = Report.objects.get().version
    writer.post(url("publish_answer", part), {"version": version})
    assert not Report.objects.get().is_published
    assert f'value="{version}"' in text_of(checker.get(url("write_answer", part)))
    checker.post(url("publish_answer", part), {"version": version})
    assert Report.objects.get().is_published


# Steps


def test_a_step_after_publishing_is_told_and_so_is_its_end() -> None:
    part = asking.part("asked")
    published(part)
    by, passage, due = staff(Role.OFFICIAL), Passage.objects.get(), timezone.localdate() + timedelta(days=60)
    step = answers.add_step(passage, by=by, title="De eerste bus rijdt", due_on=due)
    assert answers.add_step(passage, by=by, title="De eerste bus rijdt", due_on=due) == step
    answers.reach_step(step, by=by, on=timezone.localdate())
    answers.reach_step(step, by=by, on=date(2030, 1, 1))
    assert Step.objects.get().done_on == timezone.localdate()
    told = Event.objects.filter(kind="milestone.changed").order_by("pk")
    assert [event.context["is_reached"] for event in told] == [False, True]


def test_a_step_before_publishing_is_not_told() -> None:
    part = asking.part("asked")
    report_on(part, USED)
    answers.add_step(Passage.objects.get(), by=staff(Role.OFFICIAL), title="Onderzoek", due_on=timezone.localdate())
    assert not Event.objects.filter(kind="milestone.changed").exists()
    with pytest.raises(Refused):
        answers.reach_step(Step.objects.get(), by=staff(Role.OFFICIAL), on=timezone.localdate())
