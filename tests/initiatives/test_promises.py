"""A promise about an initiative is kept by an answer that two people made; then come steps and what became of it."""

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
from foundation import clock
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from initiatives import answers, promises, quiet, signatures
from initiatives.models import (
    Answer,
    ClosingReport,
    Course,
    Initiative,
    Kind,
    Milestone,
    SignatureSheet,
)
from notifications import following
from notifications.catalogue import initiatives as events
from promises.models import Office, Promise
from publications.models import Publication
from tests.factories import initiative, initiative_in, resident, staff, zwolle
from tests.notices import mails_about, told
from tests.visitors import queries, signed_in, text_of
from voting.actions import support

S = Course.State
LIST = "/beloften/"


def office() -> Office:
    return Office.objects.order_by("pk")[0]


def promised(days: int = 20, one: Initiative | None = None, text: str = "") -> Promise:
    """A promise whose day is so many days from now."""
    due_on = clock.today() + timedelta(days=days)
    return promises.promise(one or initiative(), by=staff(Role.OFFICIAL), office=office(), due_on=due_on, text=text)


def answer_to(made: Promise, outcome: Answer.Outcome = Answer.Outcome.ADOPTED) -> Answer:
    written = answers.draft(made, by=staff(Role.OFFICIAL), outcome=outcome, reasons="Omdat dit een goed plan is.")
    answers.publish(written, by=staff(Role.OFFICIAL), version=written.version)
    return written


@pytest.mark.django_db
class TestPromise:
    def test_an_initiative_goes_on_to_answer_owed_and_its_page_tells_what_is_promised(self, client: Client) -> None:
        made = promised(text="Wij zoeken uit of het kan.")
        page = text_of(client.get(made.publication.get_absolute_url()))
        assert Course.objects.get(pk=made.publication_id).state == S.OWED
        assert "Wij zoeken uit of het kan." in page
        assert made.office.name in page

    def test_without_words_of_its_own_it_says_what_the_kind_promises(self) -> None:
        made = promised()
        assert made.text == Course.objects.get(pk=made.publication_id).kind.promise

    def test_what_was_answered_is_not_promised_again(self) -> None:
        made = promised()
        answer_to(made)
        with pytest.raises(Refused):
            promised(one=Initiative.objects.get(pk=made.publication_id))
        assert Promise.objects.count() == 1


@pytest.mark.django_db
def test_the_list_says_with_each_promise_that_was_kept_what_the_answer_is(client: Client) -> None:
    kept, other = promised(3), promised(2)
    answer_to(kept, Answer.Outcome.PARTLY)
    answers.draft(
        other, by=staff(Role.OFFICIAL), outcome=Answer.Outcome.DECLINED, reasons="Nee, maar dat weet nog niemand."
    )
    shown = {one.pk: one.answered.outcome for one in client.get(LIST).context["promises"]}
    assert shown == {kept.pk: Answer.Outcome.PARTLY.label, other.pk: ""}


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
        url = made.publication.get_absolute_url()
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
        sent = {"publication": one.pk, "office": office().pk, "due_on": day, "text": "We geven antwoord."}
        assert client.post(reverse("admin:promises_promise_add"), sent).status_code == 302
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
        assert Course.objects.get(pk=one.pk).state == Course.State.PARTLY
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

    @pytest.mark.parametrize("name", ["answer", "signaturesheet", "milestone", "closingreport", "course", "kind"])
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
