"""Screening: what is seen, where, how quickly, and how often rightly."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.actions import introduce
from accounts.models import User
from discussions.actions import reword, say
from discussions.models import Comment
from foundation import submissions
from foundation.models import Written
from initiatives import actions as initiatives
from initiatives.updates import post
from moderation import subjects, tasks
from moderation.models import Case, Marks, Signal, Source
from moderation.screening import copies, personal, run, style
from moderation.screening.run import ENOUGH, signals_in, together
from moderation.screening.words import Rule
from tests.factories import content, initiative, resident
from tests.visitors import signed_in

DEMO = Path(__file__).parents[2] / "initiatives" / "demo"
CODES = {"iban", "email", "phone", "bsn", "address", "plate", "insult", "hate", "threat", "spam", "capitals", "links"}


def codes(text: str, rules: list[Rule] | None = None) -> set[str]:
    return {one.code for one in signals_in(text, rules or [])}


class TestPersonalData:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("zijn nummer is nul zes 41 22 87 31, app hem", "phone"),
            ("0 6 4 1 2 2 8 7 3 3 is haar nummer", "phone"),
            ("Schrijf naar truusje1958(at)hetnet(dot)nl", "email"),
            ("piet.jansen at outlook dot com", "email"),
            ("He lives at 23 Molenstraat in Hardenberg.", "address"),
            ("Wim Stegeman woont Lage Es 22.", "address"),
        ],
    )
    def test_it_is_found_however_it_is_written(self, text: str, code: str) -> None:
        assert code in codes(text)
        assert together(signals_in(text, [])) >= ENOUGH

    @given(st.integers(0, 10**10 - 1), st.sampled_from(["ABNA", "RABO", "INGB", "SNSB"]))
    def test_every_right_account_number_is_found_and_a_digit_off_is_not(self, number: int, bank: str) -> None:
        rest = f"{bank}{number:010d}"
        digits = "".join(str(int(sign, 36)) for sign in f"{rest}NL00")
        iban = f"NL{98 - int(digits) % 97:02d}{rest}"
        assert personal.iban_is_right(iban)
        wrong = iban[:-1] + str((int(iban[-1]) + 1) % 10)
        assert not personal.iban_is_right(wrong)
        spaced = " ".join(iban[at : at + 4] for at in range(0, 18, 4))
        for written in (iban, spaced, spaced.lower()):
            found = personal.personal_data(f"Maak het over op {written} voor de tuin")
            assert [(one.code, one.start, one.end) for one in found] == [("iban", 17, 17 + len(written))]

    @given(st.integers(10_000_000, 99_999_999))
    def test_eleven_numbers_in_a_row_hold_one_citizen_number_at_most_two(self, number: int) -> None:
        passing = [last for last in range(10) if personal.eleven_test(f"{number}{last}")]
        assert len(passing) <= 1
        for last in passing:
            assert personal.eleven_test(f"{number}{last}")
            assert "bsn" in codes(f"Mijn bsn is {number}{last}.")

    def test_numbers_of_organisations_and_amounts_pass(self) -> None:
        for text in (
            "Bel 0900 1234567 of 14 038 of 088 123 45 67.",
            "Het kost € 1.250.000,00 en dat is 12-11-2026 te laat.",
            "Het loket van de gemeente: 038 498 99 99.",
            "Mail info@dorpshuis.nl",
        ):
            assert together(signals_in(text, [])) < ENOUGH, text

    def test_a_village_hall_is_no_home_but_the_house_of_a_neighbour_is(self) -> None:
        assert together(signals_in("Kom naar het dorpshuis, Kerkstraat 12.", [])) < ENOUGH
        assert together(signals_in("Hij woont op Kerkstraat 12.", [])) >= ENOUGH

    @given(st.text(max_size=300))
    def test_offsets_lie_within_the_text(self, text: str) -> None:
        for one in personal.personal_data(text):
            assert one.start is not None
            assert one.end is not None
            assert 0 <= one.start < one.end <= len(text)

    @given(
        st.text(max_size=60),
        st.sampled_from(["06-12345678", "jan.de.vries@voorbeeld.nl", "NL91 ABNA 0417 1643 00"]),
        st.text(max_size=60),
    )
    def test_offsets_name_what_was_found(self, before: str, secret: str, after: str) -> None:
        text = f"{before} … {secret} … {after}"
        assert secret in {text[one.start : one.end] for one in personal.personal_data(text)}


HARD = [
    lambda signs: "".join(random.Random(1).choice(signs) for _ in range(20_000)),
    lambda signs: (signs[0] + signs[-1]) * 10_000,
    lambda signs: signs[0] * 20_000,
]


@pytest.mark.django_db
class TestSpeed:
    @pytest.mark.parametrize("make", HARD)
    @pytest.mark.parametrize(
        "signs", ["a.", "A.", "A ", "0 ", "06-", "NL0 ", "a@", "a*", "ik ", "a-", "abcdefgh 0123.,-@"]
    )
    def test_no_text_of_20_000_signs_keeps_it_busy(self, make: Callable[[str], str], signs: str) -> None:
        text, rules = make(signs), run.word_rules()
        signals_in("warm", rules)
        started = time.process_time()
        signals_in(text, rules)
        assert time.process_time() - started < 0.2

    @settings(max_examples=20, deadline=None)
    @given(st.text(alphabet="ab .@0NL-6*ikjedood", min_size=500, max_size=500))
    def test_nor_does_chance(self, part: str) -> None:
        started = time.process_time()
        signals_in(part * 40, [])
        assert time.process_time() - started < 0.2


class TestStyleAndCopies:
    def test_shouting_is_seen_and_an_abbreviation_is_not(self) -> None:
        assert "capitals" in codes("DIT IS EEN HEEL SLECHT PLAN VOOR IEDEREEN")
        assert "capitals" not in codes("De NS, OV en HSL")

    def test_links_that_hide_where_they_go_and_many_links_are_seen_and_the_province_is_not(self) -> None:
        assert "shortener" in codes("Kijk op https://bit.ly/abc of bit.ly/abc")
        assert "links" in codes("http://a.nl http://b.nl http://c.nl")
        assert codes("https://www.overijssel.nl/a https://nl.wikipedia.org/b https://www.overheid.nl") == set()

    def test_sent_faster_than_somebody_can_type(self) -> None:
        assert list(style.haste("x" * 200, 1.0))
        assert not list(style.haste("x" * 200, 60.0))
        assert not list(style.haste("x" * 200, None))

    @given(st.lists(st.sampled_from(["tuin", "brug", "school", "water", "pad", "boom"]), min_size=12, max_size=60))
    def test_a_text_is_like_itself_and_unlike_another(self, row: list[str]) -> None:
        marks = copies.marks_of(" ".join(row))
        assert copies.alike(marks, marks) == 1.0
        other = copies.marks_of("heel iets anders over een molen en een oude kerk in dit dorp")
        assert copies.alike(marks, other) == 0.0


ANGRY = "Wat een klootzak, bel hem maar op 06-12345678."


@pytest.mark.django_db
class TestRunning:
    def test_what_is_said_is_screened_by_the_task_and_becomes_a_case_with_reasons(self) -> None:
        said = say(initiative(), author=resident(), text=ANGRY)
        tasks.screen()
        case = Case.objects.get(subject_kind="comment", subject_id=said.pk)
        assert case.source == Source.SIGNAL
        assert case.text_then == ANGRY
        seen = {one.code: ANGRY[one.start : one.end] for one in case.signals.exclude(start=None)}
        assert seen == {"insult": "Wat een klootzak", "phone": "06-12345678"}
        assert all(one.reason and 1 <= one.weight <= 100 for one in case.signals.all())

    def test_everything_that_can_be_read_is_screened_when_written_and_when_changed(self) -> None:
        author = resident()
        plan = initiative(author)
        said = say(plan, author=author, text="Een mooi plan.")
        update = post(plan, by=author, text="We zijn begonnen.")
        reword(said, by=author, text=ANGRY)
        initiatives.revise(plan, by=author, content=content(story=ANGRY))
        introduce(author, display_name="Klootzak")
        kinds = {(one.kind, one.subject_id) for one in Written.objects.all()}
        assert kinds == {("publication", plan.pk), ("comment", said.pk), ("update", update.pk), ("person", author.pk)}
        tasks.screen()
        cases = {(one.subject_kind, one.subject_id) for one in Case.objects.all()}
        assert cases == {("publication", plan.pk), ("comment", said.pk), ("person", author.pk)}

    def test_screening_twice_gives_the_same_signals_once(self) -> None:
        said = say(initiative(), author=resident(), text=ANGRY)
        tasks.screen()
        before = Signal.objects.count()
        submissions.written("comment", said.pk, author=said.author)
        tasks.screen()
        assert (Case.objects.count(), Signal.objects.count()) == (1, before)

    def test_a_copy_by_another_account_is_seen(self) -> None:
        text = "Koop bij de bakker om de hoek, daar is alles vers en het brood is elke dag warm en lekker."
        plan = initiative()
        say(plan, author=old(resident()), text=text)
        tasks.screen()
        about_comments = Signal.objects.filter(case__subject_kind="comment")
        assert not about_comments.exists()
        say(plan, author=old(resident()), text=text + " Echt.")
        tasks.screen()
        assert about_comments.get().code == "copies"

    def test_what_was_removed_in_the_meantime_is_passed_over(self) -> None:
        author = resident()
        submissions.written("comment", 999_999, author=author)
        submissions.written("unknown", 1, author=author)
        tasks.screen()
        assert not Written.objects.filter(done_at=None).exists()
        assert not Case.objects.exists()

    def test_one_that_fails_waits_longer_each_time_and_holds_up_nobody(self) -> None:
        author = resident()
        subjects.register(Broken())
        submissions.written("broken", 1, author=author)
        said = say(initiative(), author=author, text=ANGRY)
        tasks.screen()
        broken = Written.objects.get(kind="broken")
        assert Case.objects.get().subject_id == said.pk
        assert (broken.attempts, broken.done_at) == (1, None)
        assert broken.due_at > timezone.now() + timedelta(seconds=20)
        Written.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        tasks.screen()
        broken.refresh_from_db()
        assert broken.attempts == 2
        assert broken.due_at > timezone.now() + timedelta(minutes=4)
        del subjects.KINDS["broken"]
        Written.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        tasks.screen()
        assert not Written.objects.filter(done_at=None).exists()

    def test_it_is_looked_at_within_two_seconds(self) -> None:
        plan = initiative()
        for number in range(10):
            say(plan, author=resident(), text=f"{number} {ANGRY}")
        started = time.monotonic()
        tasks.screen()
        assert time.monotonic() - started < 2.5
        assert Written.objects.filter(done_at=None).count() == 0

    def test_after_its_slice_the_rest_is_left_for_the_next_call(self) -> None:
        for _ in range(3):
            say(initiative(), author=resident(), text="Mooi.")
        Written.objects.exclude(kind="comment").delete()
        assert run.screen(seconds=0) == 1
        assert run.screen() == 2
        assert run.screen() == 0

    def test_what_is_a_month_old_is_forgotten(self) -> None:
        say(initiative(), author=resident(), text="Een lang verhaal over de tuin achter de kerk in ons mooie dorp.")
        tasks.screen()
        tasks.forget_screened()
        assert Written.objects.exists()
        assert Marks.objects.exists()
        long_ago = timezone.now() - timedelta(days=31)
        Written.objects.update(at=long_ago)
        Marks.objects.update(made_at=long_ago)
        tasks.forget_screened()
        assert not Written.objects.exists()
        assert not Marks.objects.exists()

    def test_the_form_says_when_it_was_opened_and_a_made_up_time_says_nothing(self) -> None:
        author, plan = resident(), initiative()
        client = signed_in(author)
        page = client.get(f"/gesprek/{plan.reference}/zeg/")
        mark = page.context["form"]["opened"].value()
        client.post(page.request["PATH_INFO"], {"text": "Mooi plan.", "opened": mark})
        client.post(page.request["PATH_INFO"], {"text": "Heel mooi.", "opened": "12345"})
        first, second = Written.objects.filter(kind="comment").order_by("pk")
        assert first.seconds is not None
        assert 0 <= first.seconds < 60
        assert second.seconds is None


class Broken(subjects.CommentSubject):
    kind = "broken"

    def find(self, pk: int) -> subjects.Content | None:
        raise ValueError("cannot be read")


def old(person: User) -> User:
    User.objects.filter(pk=person.pk).update(joined_at=timezone.now() - timedelta(days=90))
    person.refresh_from_db()
    return person


def test_a_lost_connection_is_raised_and_the_row_is_there_for_the_next_worker(committed: None) -> None:
    author = resident()
    plan = initiative(author)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
    say(plan, author=author, text=ANGRY)
    connection.connection.close()
    with pytest.raises(Exception, match="closed"):
        tasks.screen()
    connection.close()
    tasks.screen()
    assert Case.objects.get(subject_kind="comment").subject_id == Comment.objects.get().pk
