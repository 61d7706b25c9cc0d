"""Who counts, online and on paper; and the one promise that comes when there are enough, whatever happens at once."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role, User
from foundation import clock
from foundation.errors import NotAllowed, Refused
from foundation.models import AuditEntry
from initiatives import courses, drafts, signatures, thresholds
from initiatives.models import Course, CourseStep, Declaration, Draft, Initiative, Kind, SignatureSheet
from initiatives.thresholds import Declared
from notifications.catalogue import promises as owed
from notifications.models import Event
from places.models import Municipality
from promises.models import Promise
from tests.factories import deventer, initiative, resident, staff, theme, zwolle
from tests.visitors import IDEA, Form, at_once, queries, signed_in, text_of
from voting.models import Support

S = Course.State
PDF = b"%PDF-1.4 een lijst"


@pytest.fixture
def agenda(request: pytest.FixtureRequest) -> Iterator[Kind]:
    """The citizens' initiative with a threshold of three; put back, because some of these tests commit."""
    fields = {"threshold": 3, "counting": Kind.Counting.PROVINCE}
    database = "committed" if "committed" in request.fixturenames else "db"
    request.getfixturevalue(database)
    found = Kind.objects.get(slug="burgerinitiatief")
    before = {name: getattr(found, name) for name in fields}
    Kind.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    yield found
    Kind.objects.filter(pk=found.pk).update(**before)


def yes(municipality: Municipality | None = None) -> Declared:
    return Declared(age_16=True, lives_in_province=True, municipality=municipality or zwolle())


def course(one: Initiative) -> Course:
    return Course.objects.get(pk=one.pk)


def sheet(
    one: Initiative, number: int = 3, by: User | None = None, where: Municipality | None = None
) -> SignatureSheet:
    by = by or staff(Role.OFFICIAL)
    return signatures.enter(one, by=by, municipality=where or zwolle(), number=number, scan=io.BytesIO(PDF))


class TestWhoCounts:
    @pytest.mark.parametrize(
        ("age", "lives", "has_place", "expected"),
        [
            (True, True, True, 1),
            (True, False, True, 0),
            (False, True, True, 0),
            (True, True, False, 0),
            (False, False, False, 0),
        ],
    )
    def test_only_a_whole_declaration_counts_and_the_support_is_there_anyway(
        self, agenda: Kind, age: bool, lives: bool, has_place: bool, expected: int
    ) -> None:
        one = initiative(course_kind=agenda)
        declared = Declared(age_16=age, lives_in_province=lives, municipality=zwolle() if has_place else None)
        thresholds.support(one, supporter=resident(), declared=declared)
        one.refresh_from_db()
        assert (course(one).online, one.support_count) == (expected, 1)

    def test_per_municipality_only_who_lives_there_counts(self, agenda: Kind) -> None:
        Kind.objects.filter(pk=agenda.pk).update(counting=Kind.Counting.MUNICIPALITY)
        agenda.refresh_from_db()
        here = initiative(course_kind=agenda, municipality=zwolle())
        everywhere = initiative(course_kind=agenda, municipality=None)
        for one in (here, everywhere):
            thresholds.support(one, supporter=resident(), declared=yes(zwolle()))
            thresholds.support(one, supporter=resident(), declared=yes(deventer()))
        assert (course(here).online, course(everywhere).online) == (1, 2)

    def test_an_idea_has_no_threshold_however_many_declare(self, db: None) -> None:
        one = initiative()
        thresholds.support(one, supporter=resident(), declared=yes())
        assert (course(one).state, Declaration.objects.count()) == (S.OPEN, 0)

    def test_who_supported_first_can_declare_later_once(self, agenda: Kind) -> None:
        one, person = initiative(course_kind=agenda), resident()
        thresholds.support(one, supporter=person)
        for _ in range(2):
            thresholds.choose(one, supporter=person, is_named=False, declared=yes())
        assert course(one).online == 1

    def test_taking_support_back_takes_the_declaration_along_and_a_reached_threshold_stays(self, agenda: Kind) -> None:
        one, people = initiative(course_kind=agenda), [resident() for _ in range(3)]
        for person in people:
            thresholds.support(one, supporter=person, declared=yes())
        thresholds.withdraw_support(one, supporter=people[0])
        assert (course(one).online, course(one).state) == (2, S.OWED)
        assert Promise.objects.count() == 1

    @pytest.mark.parametrize(("days", "expected"), [(0, 1), (-1, 0)])
    def test_the_last_day_of_the_term_counts_and_the_day_after_does_not(
        self, agenda: Kind, days: int, expected: int
    ) -> None:
        one = initiative(course_kind=agenda)
        Course.objects.filter(pk=one.pk).update(ends_on=clock.today() + timedelta(days=days))
        thresholds.support(one, supporter=resident(), declared=yes())
        one.refresh_from_db()
        assert (course(one).online, one.support_count) == (expected, 1)

    def test_no_date_of_birth_is_kept_and_the_database_knows_only_whole_declarations(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        given = thresholds.support(one, supporter=resident(), declared=yes())
        assert {field.name for field in Declaration._meta.get_fields()} == {
            "support",
            "age_16",
            "lives_in_province",
            "municipality",
            "declared_at",
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.filter(support=given).update(age_16=False)


class TestReached:
    def test_enough_support_makes_one_promise_with_the_day_of_the_kind_and_tells_once(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        for _ in range(5):
            thresholds.support(one, supporter=resident(), declared=yes())
        made = Promise.objects.get()
        assert made.due_on == clock.today() + timedelta(days=60)
        assert (made.office, made.text, made.made_by) == (agenda.office, agenda.promise, None)
        assert Event.objects.filter(key=f"{owed.PROMISE_MADE.code}:{made.pk}").count() == 1

    def test_sixty_people_at_the_threshold_at_once_make_exactly_one_promise(
        self, agenda: Kind, committed: None
    ) -> None:
        one, people = initiative(course_kind=agenda), [resident() for _ in range(60)]
        answers = at_once(60, lambda number: thresholds.support(one, supporter=people[number], declared=yes()))
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert Promise.objects.filter(publication=one).count() == 1
        assert CourseStep.objects.filter(course=one.pk, state=S.REACHED).count() == 1
        one.refresh_from_db()
        assert one.support_count == Support.objects.count() == 60
        assert thresholds.miscounted() == []

    def test_giving_and_taking_back_at_once_keeps_the_count_its_rows(self, agenda: Kind, committed: None) -> None:
        Kind.objects.filter(pk=agenda.pk).update(threshold=900)
        agenda.refresh_from_db()
        one, people = initiative(course_kind=agenda), [resident() for _ in range(16)]
        for person in people[:8]:
            thresholds.support(one, supporter=person, declared=yes())

        def act(number: int) -> None:
            if number < 8:
                thresholds.withdraw_support(one, supporter=people[number])
            else:
                thresholds.support(one, supporter=people[number], declared=yes())

        assert [answer for answer in at_once(16, act) if answer is not None] == []
        assert course(one).online == 8
        assert thresholds.miscounted() == []


class TestPaper:
    def test_a_sheet_counts_apart_once_somebody_else_found_it_right(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        entered = sheet(one, 2)
        assert (course(one).paper, course(one).online) == (0, 0)
        signatures.judge(entered, by=staff(Role.OFFICIAL), is_right=True)
        assert (course(one).paper, course(one).online, course(one).state) == (2, 0, S.OPEN)
        thresholds.support(one, supporter=resident(), declared=yes())
        assert course(one).state == S.OWED

    def test_a_wrong_sheet_does_not_count_and_is_judged_once(self, agenda: Kind) -> None:
        one, checker = initiative(course_kind=agenda), staff(Role.OFFICIAL)
        entered = sheet(one)
        signatures.judge(entered, by=checker, is_right=False)
        with pytest.raises(Refused):
            signatures.judge(entered, by=checker, is_right=True)
        assert course(one).paper == 0

    def test_nobody_checks_their_own_sheet_by_the_action_or_in_the_database(self, agenda: Kind) -> None:
        one, official = initiative(course_kind=agenda), staff(Role.OFFICIAL)
        entered = sheet(one, by=official)
        with pytest.raises(NotAllowed):
            signatures.judge(entered, by=official, is_right=True)
        with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
            SignatureSheet.objects.filter(pk=entered.pk).update(verdict="right", checked_by=official)

    @pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.EDITOR, Role.FINANCE])
    def test_only_officials_enter_check_and_open(self, agenda: Kind, role: Role | None) -> None:
        one, other = initiative(course_kind=agenda), staff(role) if role else resident()
        entered = sheet(one)
        for refused in (
            lambda: sheet(one, by=other),
            lambda: signatures.judge(entered, by=other, is_right=True),
            lambda: signatures.open_scan(entered, by=other),
        ):
            with pytest.raises(NotAllowed):
                refused()

    def test_a_scan_is_private_and_who_opens_it_is_written_down(self, agenda: Kind) -> None:
        entered, official = sheet(initiative(course_kind=agenda)), staff(Role.OFFICIAL)
        url = reverse("admin:initiatives_scan", args=[entered.pk])
        response = signed_in(official).get(url)
        assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
        assert "attachment" in response.headers["Content-Disposition"]
        assert AuditEntry.objects.get(action="signatures.scan_opened").actor == official
        assert signed_in(resident()).get(url).status_code in {302, 403}
        assert signed_in(staff(Role.EDITOR)).get(url).status_code == 403

    def test_sheets_that_wait_keep_a_term_from_lapsing(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        entered = sheet(one, 1)
        Course.objects.filter(pk=one.pk).update(ends_on=clock.today() - timedelta(days=1))
        assert courses.lapse_ended() == 0
        signatures.judge(entered, by=staff(Role.OFFICIAL), is_right=True)
        assert courses.lapse_ended() == 1
        with pytest.raises(Refused):
            sheet(one)


class TestPages:
    def test_the_support_page_asks_for_the_declaration_and_counts_it(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        client, url = signed_in(resident()), reverse("initiatives:support", args=[one.slug])
        assert 'name="age_16"' in text_of(client.get(url))
        half = client.post(url, {"age_16": "on"})
        assert half.status_code == 200
        assert not Support.objects.exists()
        sent = {"age_16": "on", "lives_in_province": "on", "lives_in": str(zwolle().pk), "is_named": "on"}
        assert client.post(url, sent).status_code == 302
        assert course(one).online == 1
        assert Support.objects.get().is_named

    def test_a_name_is_shown_when_chosen_and_hidden_again_when_not(self, client: Client, db: None) -> None:
        one, person = initiative(), resident("Geertje Nijland")
        browser = signed_in(person)
        browser.post(reverse("initiatives:support", args=[one.slug]))

        def page() -> str:
            return text_of(client.get(one.get_absolute_url()))

        assert "Geertje Nijland" not in page()
        browser.post(reverse("initiatives:support_choose", args=[one.slug]), {"is_named": "on"})
        assert "Geertje Nijland" in page()
        browser.post(reverse("initiatives:support_choose", args=[one.slug]), {})
        assert "Geertje Nijland" not in page()

    def test_who_does_not_support_cannot_choose(self, db: None) -> None:
        one = initiative()
        response = signed_in(resident()).post(reverse("initiatives:support_choose", args=[one.slug]), {})
        assert response.status_code == 409

    def test_choosing_a_kind_while_writing_is_kept(self, agenda: Kind) -> None:
        client = signed_in(resident())
        client.post(reverse("initiatives:new"), IDEA)
        draft = Draft.objects.get()
        url = reverse("initiatives:step", args=[draft.pk, "plaats"])
        page = text_of(client.get(url))
        assert agenda.explanation in page
        usual = Kind.objects.get(is_default=True)
        assert Form(page, url).fields["course_kind"] == [str(usual.pk)]
        client.post(url, {"theme": theme().pk, "municipality": zwolle().pk, "course_kind": agenda.pk})
        client.post(reverse("initiatives:step", args=[draft.pk, "beeld"]), {})
        client.post(reverse("initiatives:publish", args=[draft.pk]))
        assert Course.objects.get().kind == agenda
        edit = drafts.begin_edit(Initiative.objects.get(), by=Initiative.objects.get().author)
        assert "course_kind" not in text_of(client.get(reverse("initiatives:step", args=[edit.pk, "plaats"])))

    def test_support_that_counts_takes_few_queries_begin_and_commit_included(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        client = signed_in(resident())
        url = reverse("initiatives:support", args=[one.slug])
        client.get(url)
        declared = {"age_16": "on", "lives_in_province": "on", "lives_in": zwolle().pk}
        with CaptureQueriesContext(connection) as asked:
            client.post(url, declared)
        assert course(one).online == 1
        assert len(asked) <= 12, [query["sql"][:100] for query in asked]

    def test_a_municipality_that_is_none_of_ours_is_refused(self, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        declared = {"age_16": "on", "lives_in_province": "on", "lives_in": "999999"}
        page = text_of(signed_in(resident()).post(reverse("initiatives:support", args=[one.slug]), declared))
        assert "Kies een van deze gemeenten." in page
        assert course(one).online == 0

    def test_the_page_stays_within_its_queries(self, client: Client, agenda: Kind) -> None:
        one = initiative(course_kind=agenda)
        for _ in range(4):
            thresholds.support(one, supporter=resident(), is_named=True, declared=yes())
        assert queries(client, one.get_absolute_url()) <= 10
