"""The promise clock: seen by all, asked after by mail, kept by an answer that two people made."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import sync_roles
from discussions.actions import say
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from initiatives import answers, clock, promises, quiet, signatures
from initiatives.models import (
    Answer,
    ClosingReport,
    Course,
    Initiative,
    Kind,
    Milestone,
    Office,
    Promise,
    SignatureSheet,
)
from initiatives.tasks import keep_the_promise_clock
from notifications import following
from notifications.catalogue import initiatives as events
from notifications.models import Event
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, staff, zwolle
from tests.notices import mails_about, told
from tests.visitors import at_once, queries, signed_in, text_of
from voting.actions import support

S = Course.State
LIST = "/beloften/"


def office() -> Office:
    return Office.objects.order_by("pk")[0]


def promised(days: int = 20, one: Initiative | None = None, by: User | None = None) -> Promise:
    """A promise whose day is so many days from now; the past too."""
    made = promises.promise(
        one or initiative(), by=by or staff(Role.OFFICIAL), office=office(), due_on=clock.today() + timedelta(days=99)
    )
    Promise.objects.filter(pk=made.pk).update(due_on=clock.today() + timedelta(days=days))
    made.refresh_from_db()
    return made


def answer_to(made: Promise, outcome: Answer.Outcome = Answer.Outcome.ADOPTED) -> Answer:
    written = answers.draft(made, by=staff(Role.OFFICIAL), outcome=outcome, reasons="Omdat dit een goed plan is.")
    answers.publish(written, by=staff(Role.OFFICIAL), version=written.version)
    return written


@pytest.mark.django_db
class TestPromise:
    @pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.EDITOR, Role.FINANCE])
    def test_only_officials_promise(self, role: Role | None) -> None:
        one, other = initiative(), staff(role) if role else resident()
        with pytest.raises(NotAllowed):
            promises.promise(one, by=other, office=office(), due_on=clock.today())
        assert promises.promise(one, by=staff(Role.OFFICIAL), office=office(), due_on=clock.today()).pk

    def test_a_second_one_waits_for_the_first_and_a_day_gone_by_is_refused(self) -> None:
        one, official = initiative(), staff(Role.OFFICIAL)
        for due_on in (clock.today() - timedelta(days=1), clock.today(), clock.today()):
            try:
                promises.promise(one, by=official, office=office(), due_on=due_on)
            except Refused:
                pass
        assert Promise.objects.get().due_on == clock.today()


def test_ten_officials_at_once_make_one_promise(committed: None) -> None:
    one, officials = initiative(), [staff(Role.OFFICIAL) for _ in range(10)]
    found, due_on = office(), clock.today()
    made = at_once(10, lambda number: promises.promise(one, by=officials[number], office=found, due_on=due_on))
    assert sum(isinstance(one_made, Promise) for one_made in made) == 1
    assert Promise.objects.count() == 1


@pytest.mark.django_db
class TestList:
    def test_overdue_due_and_kept_are_told_with_their_office_in_the_order_of_their_days(self, client: Client) -> None:
        late, soon, later = promised(-4), promised(0), promised(6)
        kept, kept_late = promised(3), promised(-2)
        for made in (kept, kept_late):
            answer_to(made)
        page = client.get(LIST)
        shown = [one.pk for one in page.context["promises"]]
        assert shown == [late.pk, soon.pk, later.pk, kept_late.pk, kept.pk]
        assert [one.late for one in page.context["promises"]] == [4, 0, 0, 2, 0]
        assert office().name in text_of(page)
        assert [tab["count"] for tab in page.context["tabs"]] == [1, 2, 2, 0]

    @pytest.mark.parametrize(("status", "expected"), [("te-laat", 1), ("lopend", 2), ("nagekomen", 1), ("vreemd", 4)])
    def test_it_filters_by_status_and_by_office(self, client: Client, status: str, expected: int) -> None:
        for days in (-1, 0, 5):
            promised(days)
        answer_to(promised(2))
        other = Office.objects.create(name="Een ander bureau", slug="ander")
        assert len(client.get(LIST, {"status": status}).context["promises"]) == expected
        assert len(client.get(LIST, {"status": status, "bureau": office().slug}).context["promises"]) == expected
        assert len(client.get(LIST, {"status": status, "bureau": other.slug}).context["promises"]) == 0

    def test_the_second_page_goes_on_where_the_first_stopped(self, client: Client) -> None:
        official = staff(Role.OFFICIAL)
        people = [resident() for _ in range(5)]
        for number in range(23):
            promised(number % 7, initiative(people[number % 5]), official)
        first = client.get(LIST)
        second = client.get(LIST + first.context["page"]["next_url"])
        days = [one.due_on for page in (first, second) for one in page.context["promises"]]
        assert len(days) == 23
        assert days == sorted(days)
        assert client.get(LIST, {"na": "verzonnen"}).status_code == 404

    def test_it_takes_few_queries_and_sets_no_cookie(self, client: Client) -> None:
        for days in range(6):
            promised(days)
        answer_to(promised(3))
        assert queries(client, LIST) <= 8
        assert not client.cookies

    def test_what_is_hidden_has_no_promise_for_others_to_read(self, client: Client) -> None:
        made = promised()
        Publication.objects.filter(pk=made.initiative_id).update(state=Publication.State.HIDDEN)
        assert client.get(LIST).context["promises"] == []


@pytest.mark.django_db
class TestReminders:
    @pytest.mark.parametrize(
        ("days", "what"),
        [
            (15, ""),
            (14, "14-days"),
            (4, "14-days"),
            (3, "3-days"),
            (1, "3-days"),
            (0, "today"),
            (-1, "overdue-0"),
            (-7, "overdue-0"),
            (-8, "overdue-1"),
            (-15, "overdue-2"),
        ],
    )
    def test_each_moment_has_its_mail(self, days: int, what: str) -> None:
        made, official = promised(days), staff(Role.OFFICIAL)
        for _ in range(3):
            keep_the_promise_clock()
        kind = events.PROMISE_LATE if what.startswith("overdue") else events.PROMISE_NEAR
        assert (official.pk in told(kind)) == bool(what)
        keys = Event.objects.filter(notices__person=official, notices__category="work").values_list("key", flat=True)
        assert list(keys) == ([f"{kind.code}:{made.pk}:{what}"] if what else [])

    def test_the_people_of_the_office_hear_and_other_officials_do_not(self) -> None:
        made, other, own = promised(3), staff(Role.OFFICIAL), staff(Role.OFFICIAL)
        made.office.people.add(own)
        promises.remind()
        assert told(events.PROMISE_NEAR) == {own.pk}
        assert other != own

    def test_overdue_is_marked_once_and_a_kept_promise_is_left_alone(self) -> None:
        made, kept = promised(-1), promised(-5)
        answer_to(kept)
        for _ in range(2):
            promises.remind()
        made.refresh_from_db()
        assert made.overdue_at is not None
        assert AuditEntry.objects.filter(action="promise.overdue").count() == 1


@pytest.mark.django_db
class TestAnswer:
    def test_supporters_commenters_followers_and_the_author_hear_once(self) -> None:
        one = initiative()
        supporter, commenter, follower, bystander = (resident() for _ in range(4))
        support(one, supporter=supporter)
        say(one, author=commenter, text="Wat een goed plan is dit.")
        say(one, author=supporter, text="Ik doe mee met dit plan.")
        following.follow(one, by=follower)
        following.follow(one, by=supporter)
        answer_to(promised(one=one))
        for _ in range(2):
            assert told(events.ANSWER) == {one.author_id, supporter.pk, commenter.pk, follower.pk}
        assert len(mails_about(events.ANSWER)) == 4
        assert bystander.pk not in told(events.ANSWER)

    def test_who_wrote_it_cannot_check_it_and_a_colleague_can(self) -> None:
        made, writer = promised(), staff(Role.OFFICIAL)
        written = answers.draft(made, by=writer, outcome=Answer.Outcome.DECLINED, reasons="Nee, want het mag niet.")
        for refused in (writer, resident(), staff(Role.MODERATOR)):
            with pytest.raises(NotAllowed):
                answers.publish(written, by=refused, version=1)
        answers.publish(written, by=staff(Role.OFFICIAL), version=1)
        made.refresh_from_db()
        assert (made.status, made.closed_on) == (Promise.Status.KEPT, clock.today())

    def test_a_text_that_changed_must_be_read_again(self) -> None:
        made, writer, checker = promised(), staff(Role.OFFICIAL), staff(Role.OFFICIAL)
        written = answers.draft(made, by=writer, outcome=Answer.Outcome.ADOPTED, reasons="Ja.")
        answers.draft(made, by=writer, outcome=Answer.Outcome.DECLINED, reasons="Nee.")
        with pytest.raises(Refused):
            answers.publish(written, by=checker, version=1)
        answers.publish(written, by=checker, version=2)
        assert Answer.objects.get().outcome == Answer.Outcome.DECLINED

    def test_an_answer_needs_reasons_and_is_seen_only_once_public(self, client: Client) -> None:
        made, writer = promised(), staff(Role.OFFICIAL)
        with pytest.raises(Refused):
            answers.draft(made, by=writer, outcome=Answer.Outcome.ADOPTED, reasons="  ")
        written = answers.draft(made, by=writer, outcome=Answer.Outcome.ADOPTED, reasons="Dit is de hele reden.")
        url = made.initiative.get_absolute_url()
        assert "Dit is de hele reden." not in text_of(client.get(url))
        answers.publish(written, by=staff(Role.OFFICIAL), version=1)
        assert "Dit is de hele reden." in text_of(client.get(url))
        with pytest.raises(Refused):
            answers.draft(made, by=writer, outcome=Answer.Outcome.DECLINED, reasons="Toch niet.")

    def test_milestones_and_the_report_stand_on_the_page_within_its_queries(self, client: Client) -> None:
        one, official, today = initiative(), staff(Role.OFFICIAL), date(2027, 3, 1)
        answer_to(promised(one=one))
        for title in ("De eerste schop", "De laatste tegel"):
            answers.add_milestone(one, by=official, title=title, due_on=today)
        first = Milestone.objects.order_by("pk")[0]
        answers.reach_milestone(first, by=official)
        answers.tell_progress(first, by=official, note="Met twaalf buren.")
        answers.close(one, by=official, text="Er ligt nu een plein.")
        html = text_of(client.get(one.get_absolute_url()))
        for text in ("De eerste schop", "De laatste tegel", "Met twaalf buren.", "Er ligt nu een plein."):
            assert text in html
        assert queries(client, one.get_absolute_url()) <= 10


@pytest.mark.django_db
class TestQuiet:
    def old(self, days: int = 400) -> Initiative:
        one = initiative()
        at = one.changed_at - timedelta(days=days)
        Publication.objects.filter(pk=one.pk).update(published_at=at, changed_at=at)
        one.refresh_from_db()
        return one

    def test_what_went_quiet_is_warned_about_and_closed_a_month_later(self) -> None:
        one, official = self.old(), staff(Role.OFFICIAL)
        with pytest.raises(Refused):
            quiet.archive(one, by=official)
        quiet.warn(one, by=official)
        assert told(events.QUIET) == {one.author_id}
        with pytest.raises(Refused):
            quiet.archive(one, by=official)
        # A warning from before it was last alive is void.
        for days in (500, 1):
            Course.objects.filter(pk=one.pk).update(warned_at=timezone.now() - timedelta(days=days))
            with pytest.raises(Refused):
                quiet.archive(one, by=official)
        Course.objects.filter(pk=one.pk).update(warned_at=timezone.now() - timedelta(days=31))
        quiet.archive(one, by=official)
        one.refresh_from_db()
        assert (one.state, one.course.state) == (Publication.State.ARCHIVED, S.LAPSED)

    def test_support_a_comment_a_promise_or_a_resident_keeps_it_open(self) -> None:
        official = staff(Role.OFFICIAL)
        supported, discussed, owed, other = (self.old() for _ in range(4))
        support(supported, supporter=resident())
        say(discussed, author=resident(), text="Leeft dit nog eigenlijk?")
        promised(one=owed)
        assert set(quiet.quiet_for(quiet.QUIET)) == {other}
        for one in (supported, discussed, owed):
            with pytest.raises(Refused):
                quiet.warn(one, by=official)
        with pytest.raises(NotAllowed):
            quiet.warn(other, by=resident())


@pytest.mark.django_db
class TestBackOffice:
    @pytest.fixture(autouse=True)
    def roles(self) -> None:
        sync_roles()

    def pressed(self, person: User, model: str, action: str, *chosen: int, **data: str) -> str:
        """Choose rows of a list, and an action; confirmed or not."""
        url = reverse(f"admin:initiatives_{model}_changelist")
        sent = {"action": action, ACTION_CHECKBOX_NAME: list(chosen), **data}
        return text_of(signed_in(person).post(url, sent, follow=True))

    def test_an_official_promises_and_answers_and_a_colleague_publishes_what_was_read(self) -> None:
        one, writer, checker = initiative(), staff(Role.OFFICIAL), staff(Role.OFFICIAL)
        client = signed_in(writer)
        day = (clock.today() + timedelta(days=8)).isoformat()
        sent = {"initiative": one.pk, "office": office().pk, "due_on": day, "text": "We geven antwoord."}
        assert client.post(reverse("admin:initiatives_promise_add"), sent).status_code == 302
        made = Promise.objects.get()
        assert made.made_by == writer
        draft = {"promise": made.pk, "outcome": "partly", "reasons": "Deels, want de rest is van de gemeente."}
        assert client.post(reverse("admin:initiatives_answer_add"), draft).status_code == 302
        written = Answer.objects.get()
        asked = self.pressed(checker, "answer", "check_and_publish", written.pk)
        assert "Deels, want de rest is van de gemeente." in asked
        assert Answer.objects.get().published_at is None
        version = {f"version_{written.pk}": "1", "confirmed": "1"}
        self.pressed(writer, "answer", "check_and_publish", written.pk, **version)
        assert Answer.objects.get().published_at is None
        self.pressed(checker, "answer", "check_and_publish", written.pk, **version)
        assert Answer.objects.get().checked_by == checker
        assert AuditEntry.objects.filter(action__in=("promise.made", "answer.drafted", "answer.published")).count() == 3

    def test_a_sheet_is_entered_with_a_scan_and_judged_in_bulk_by_another(self) -> None:
        one = initiative(course_kind=Kind.objects.get(slug="burgerinitiatief"))
        official, other = staff(Role.OFFICIAL), staff(Role.OFFICIAL)
        url = reverse("admin:initiatives_signaturesheet_add")
        sent = {"initiative": one.pk, "municipality": zwolle().pk, "number": 12}
        wrong = SimpleUploadedFile("lijst.pdf", b"<html>geen scan</html>")
        assert signed_in(official).post(url, {**sent, "scan_file": wrong}).status_code == 200
        right = SimpleUploadedFile("lijst.pdf", b"%PDF-1.4")
        assert signed_in(official).post(url, {**sent, "scan_file": right}).status_code == 302
        sheet = SignatureSheet.objects.get()
        for person, expected in ((official, "entered"), (other, "right")):
            self.pressed(person, "signaturesheet", "find_right", sheet.pk, confirmed="1")
            sheet.refresh_from_db()
            assert sheet.verdict == expected
        assert Course.objects.get(pk=one.pk).paper == 12

    def test_milestones_reports_and_quiet_initiatives_go_through_the_actions(self) -> None:
        one, official = initiative(), staff(Role.OFFICIAL)
        answer_to(promised(one=one))
        client, day = signed_in(official), clock.today().isoformat()
        plan = {"initiative": one.pk, "title": "De eerste schop", "due_on": day}
        assert client.post(reverse("admin:initiatives_milestone_add"), plan).status_code == 302
        found = Milestone.objects.get()
        note = reverse("admin:initiatives_milestone_change", args=[found.pk])
        assert client.post(note, {"note": "Het gaat goed."}).status_code == 302
        self.pressed(official, "milestone", "mark_done", found.pk, confirmed="1")
        found.refresh_from_db()
        assert (found.done_on, found.note) == (clock.today(), "Het gaat goed.")
        report = {"initiative": one.pk, "text": "Het is er."}
        assert client.post(reverse("admin:initiatives_closingreport_add"), report).status_code == 302
        assert ClosingReport.objects.get().written_by == official
        still = TestQuiet().old()
        self.pressed(official, "initiative", "warn_author", still.pk, one.pk, confirmed="1")
        assert told(events.QUIET) == {still.author_id}

    @pytest.mark.parametrize(
        "name", ["promise", "answer", "signaturesheet", "milestone", "closingreport", "course", "kind", "office"]
    )
    def test_each_list_opens_for_officials_and_for_nobody_without_a_role(self, name: str) -> None:
        promised()
        url = reverse(f"admin:initiatives_{name}_changelist")
        assert signed_in(staff(Role.OFFICIAL)).get(url).status_code == 200
        assert signed_in(staff(Role.ADMINISTRATOR)).get(url).status_code == 200
        assert signed_in(staff(Role.FINANCE)).get(url).status_code == 403
        assert signed_in(resident()).get(url).status_code == 302

    def test_an_administrator_changes_a_kind_without_code_and_it_is_written_down(self) -> None:
        kind, admin = Kind.objects.get(slug="uitdaagrecht"), staff(Role.ADMINISTRATOR)
        url = reverse("admin:initiatives_kind_change", args=[kind.pk])
        values = {name: getattr(kind, name) for name in ("slug", "name", "explanation", "counting", "promise")}
        values |= {"threshold": 75, "term_days": 90, "answer_days": 30, "office": kind.office_id, "position": 3}
        inline = {f"thresholds-{name}_FORMS": number for name, number in (("TOTAL", 0), ("INITIAL", 0))}
        assert signed_in(admin).post(url, {**values, "is_open": "on", **inline}).status_code == 302
        assert Course.objects.get(pk=initiative(course_kind=Kind.objects.get(pk=kind.pk)).pk).threshold == 75
        assert AuditEntry.objects.get(action="kind.changed").actor == admin
        assert signed_in(staff(Role.OFFICIAL)).post(url, values).status_code == 403


@pytest.mark.django_db
def test_what_is_withdrawn_takes_no_signatures() -> None:
    one = initiative_in(Publication.State.WITHDRAWN, course_kind=Kind.objects.get(slug="burgerinitiatief"))
    Course.objects.filter(pk=one.pk).update(state=S.WITHDRAWN)
    with pytest.raises(Refused):
        signatures.enter(one, by=staff(Role.OFFICIAL), municipality=zwolle(), number=1, scan=io.BytesIO(b"%PDF-"))
