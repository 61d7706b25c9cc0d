"""The workbench over HTTP, without JavaScript and as htmx asks for it: what is shown, and who is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import sync_roles
from discussions.actions import reword
from discussions.models import Comment
from moderation import appeals, opening, repeat, workbench
from moderation.deciding import decide
from moderation.models import (
    Appeal,
    Case,
    CaseNote,
    Decision,
    Measure,
    ReasonTemplate,
    Report,
    Restriction,
    Signal,
    Source,
)
from moderation.opening import Seen
from tests.factories import deventer, initiative, resident, staff, zwolle
from tests.moderation.making import case_about, comment, moderator, rule, verdict
from tests.visitors import Form, queries, signed_in, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "work"}
LIST = "/beheer/moderation/case/"


@pytest.fixture(autouse=True)
def roles() -> None:
    """Every role has its permissions, as after a migrate."""
    sync_roles()


def at(case: Case, name: str = "change") -> str:
    return reverse(f"admin:moderation_case_{name}", args=[case.pk])


def filled(client: Client, case: Case, **changes: Any) -> dict[str, Any]:
    """What the form on the page sends when nothing but these is filled in."""
    form = Form(text_of(client.get(at(case))), at(case, "decide"))
    return {**{name: values for name, values in form.fields.items() if values}, **changes}


def hiding() -> dict[str, Any]:
    sentence = ReasonTemplate.objects.filter(rule="respect").first()
    assert sentence is not None
    return {"measure": "hide", "rule": rule().pk, "sentences": [sentence.pk]}


def test_deciding_hides_the_comment_tells_the_facts_and_goes_to_the_next_case() -> None:
    me = moderator()
    client = signed_in(me)
    worst, other = case_about(comment(), harm=60), case_about(comment(), harm=10)
    answer = client.post(at(worst, "decide"), filled(client, worst, **hiding(), facts="Dat kan vriendelijker."))
    assert answer.headers["Location"] == at(other)
    made = Decision.objects.get()
    assert (made.measure, made.rule, made.facts) == ("hide", rule(), "Je scheldt iemand uit. Dat kan vriendelijker.")
    assert Comment.objects.get(pk=worst.subject_id).is_hidden
    other.refresh_from_db()
    assert other.claimed_by == me


def test_by_htmx_the_next_case_comes_in_the_same_page_with_its_own_address() -> None:
    client = signed_in(moderator())
    worst, other = case_about(comment(), harm=60), case_about(comment(), harm=10)
    answer = client.post(at(worst, "decide"), filled(client, worst, measure="leave"), headers=HTMX)
    page = text_of(answer)
    assert answer.headers["HX-Push-Url"] == at(other)
    assert page.lstrip().startswith("<title>")
    assert "<html" not in page
    assert 'id="said" hx-swap-oob' in page
    assert at(other, "decide") in page


def test_after_the_last_case_comes_the_empty_queue() -> None:
    client = signed_in(moderator())
    case = case_about(comment())
    sent = filled(client, case, measure="leave")
    assert client.post(at(case, "decide"), sent).headers["Location"] == LIST
    other = case_about(comment())
    answer = client.post(at(other, "decide"), filled(client, other, measure="leave"), headers=HTMX)
    assert answer.headers["HX-Redirect"] == LIST
    assert client.get(LIST).status_code == 200


def test_what_was_typed_stays_when_the_verdict_says_too_little() -> None:
    client = signed_in(moderator())
    case = case_about(comment())
    answer = client.post(at(case, "decide"), filled(client, case, measure="hide", facts="Zin die blijft."))
    assert answer.status_code == 409
    assert "Zin die blijft." in text_of(answer)
    assert not Decision.objects.exists()
    assert client.post(at(case, "decide"), {"facts": "Zin die blijft."}).status_code == 422


def test_when_the_author_changed_the_text_the_moderator_sees_the_new_one_and_loses_nothing() -> None:
    client = signed_in(moderator())
    said = comment("Jij bent gek.")
    case = case_about(said)
    sent = filled(client, case, **hiding(), facts="Dit wilde ik zeggen.")
    reword(said, by=said.author, text="Ik ben het niet met je eens.")
    answer = client.post(at(case, "decide"), sent, headers=HTMX)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "Ik ben het niet met je eens." in page
    assert "Dit wilde ik zeggen." in page
    assert not Decision.objects.exists()


def test_when_somebody_else_decided_they_are_named_and_what_was_typed_is_kept() -> None:
    client, colleague = signed_in(moderator()), moderator()
    User.objects.filter(pk=colleague.pk).update(display_name="Collega Karin")
    case = case_about(comment())
    sent = filled(client, case, **hiding(), facts="Dit wilde ik zeggen.")
    decide(case, verdict(Measure.LEAVE), by=User.objects.get(pk=colleague.pk))
    answer = client.post(at(case, "decide"), sent)
    assert answer.status_code == 409
    assert "Collega Karin" in text_of(answer)
    assert "Dit wilde ik zeggen." in text_of(answer)
    assert Decision.objects.count() == 1


def test_the_statement_can_be_read_before_it_is_sent() -> None:
    client = signed_in(moderator())
    case = case_about(comment())
    sent = {**filled(client, case, **hiding(), facts="Dat kan vriendelijker."), "preview": "1"}
    for headers in ({}, HTMX):
        page = text_of(client.post(at(case, "decide"), sent, headers=headers))
        assert "Je scheldt iemand uit. Dat kan vriendelijker." in page
        assert rule().title in page
    assert not Decision.objects.exists()


def test_a_sentence_of_another_rule_is_not_sent() -> None:
    client = signed_in(moderator())
    case = case_about(comment())
    other = ReasonTemplate.objects.filter(rule="advertising").values_list("pk", flat=True)[0]
    sent = filled(client, case, **{**hiding(), "sentences": [*hiding()["sentences"], other]})
    client.post(at(case, "decide"), sent)
    assert Decision.objects.get().facts == "Je scheldt iemand uit."


def test_taking_back_gives_the_comment_and_the_case_back() -> None:
    me = moderator()
    client = signed_in(me)
    case = case_about(comment())
    made = decide(case, verdict(), by=me)
    assert f"/back/{made.pk}/" in text_of(client.get(LIST))
    assert client.post(reverse("admin:moderation_case_back", args=[made.pk])).headers["Location"] == at(case)
    case.refresh_from_db()
    assert (case.state, case.claimed_by) == (Case.State.OPEN, me)
    assert not Comment.objects.get(pk=case.subject_id).is_hidden
    again = client.post(reverse("admin:moderation_case_back", args=[made.pk]))
    assert again.status_code == 409


def test_somebody_else_cannot_take_it_back() -> None:
    made = decide(case_about(comment()), verdict(), by=moderator())
    assert signed_in(moderator()).post(reverse("admin:moderation_case_back", args=[made.pk])).status_code == 409
    assert Comment.objects.filter(is_hidden=True).exists()


def test_cases_of_other_places_and_about_oneself_do_not_exist() -> None:
    me = staff(Role.MODERATOR, zwolle())
    client = signed_in(me)
    elsewhere = case_about(comment(on=initiative(municipality=deventer())))
    own = case_about(comment(on=initiative(municipality=zwolle()), by=me))
    for case in (elsewhere, own):
        assert client.get(at(case)).status_code == 404
        for deed in ("decide", "claim", "release", "note", "second", "skip"):
            assert client.post(at(case, deed), {"measure": "leave", "text": "x"}).status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.OFFICIAL])
def test_other_staff_find_no_queue(role: Role) -> None:
    case = case_about(comment())
    client = signed_in(staff(role))
    assert client.get(LIST).status_code == 404
    assert client.get(at(case)).status_code == 404
    assert client.post(reverse("admin:moderation_case_next")).status_code == 404


def test_residents_are_asked_to_sign_in_as_staff() -> None:
    assert signed_in(resident()).get(LIST).status_code == 302


def test_nothing_happens_by_following_a_link() -> None:
    client = signed_in(moderator())
    case = case_about(comment())
    for deed in ("decide", "claim", "release", "note", "second", "skip"):
        assert client.get(at(case, deed)).status_code == 405
    assert client.get(reverse("admin:moderation_case_next")).status_code == 405


def test_signals_that_overlap_are_both_marked_in_their_place() -> None:
    signals = [Signal(code="a", weight=50, start=4, end=12), Signal(code="b", weight=20, start=8, end=99)]
    pieces = workbench.pieces_of("Bel 0612345678 nu", signals)
    assert [(piece.text, piece.numbers) for piece in pieces] == [
        ("Bel ", ()),
        ("0612", (1,)),
        ("3456", (1, 2)),
        ("78 nu", (2,)),
    ]
    assert workbench.pieces_of("niets", [Signal(code="c", weight=5)]) == [workbench.Piece("niets")]


def test_the_page_tells_why_the_case_is_there_and_marks_it() -> None:
    said = comment("Bel mij op 06 12345678 <b>nu</b>")
    seen = [Seen("phone", "A mobile telephone number.", 55, 11, 22)]
    case = opening.open_case("comment", said.pk, source=Source.SIGNAL, harm=55, seen=seen)
    Report.objects.create(reference="M-1", case=case, ground="rule", explanation="Dit is mijn nummer.")
    page = text_of(signed_in(moderator()).get(at(case)))
    assert '<mark class="seen seen--strong">06 12345678<sup>1</sup></mark>' in page
    assert "Dit is mijn nummer." in page
    assert "&lt;b&gt;nu&lt;/b&gt;" in page


def test_the_worst_is_blurred_until_somebody_asks_and_not_in_the_list() -> None:
    client = signed_in(moderator())
    heavy = case_about(comment("Iets heel naars."), harm=70)
    light = case_about(comment("Iets kleins."), harm=69)
    assert "veil__switch" in text_of(client.get(at(heavy)))
    assert "veil__switch" not in text_of(client.get(at(light)))
    shown = text_of(client.get(LIST))
    assert "Iets heel naars." not in shown
    assert "Iets kleins." in shown


def test_deadlines_are_told_in_words() -> None:
    late, later = case_about(comment()), case_about(comment(), harm=1)
    Case.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    page = text_of(signed_in(moderator()).get(LIST))
    assert 'class="due due--late"' in page
    assert 'class="due due--on-time"' in page
    assert later.due_at > timezone.now()


def test_beside_it_stands_the_conversation_the_author_and_what_was_decided_about_the_like() -> None:
    me, author, plan = moderator(), resident("Piet"), initiative()
    seen = [Seen("insult", "An insult.", 45)]
    first = comment("Sukkel!", plan, author)
    earlier = opening.open_case("comment", first.pk, source=Source.SIGNAL, harm=45, seen=seen)
    decide(earlier, verdict(), by=me)
    said = comment("Nog een sukkel.", plan, author)
    case = opening.open_case("comment", said.pk, source=Source.SIGNAL, harm=45, seen=seen)
    bench = workbench.bench(case, me)
    assert bench.thread == [said]
    assert bench.history is not None
    assert [one.measure for one in bench.history.decisions] == ["hide"]
    assert [one.case for one in bench.similar] == [earlier]


def test_a_case_takes_as_many_queries_with_much_around_it_as_with_little() -> None:
    client, author, plan = signed_in(staff(Role.MODERATOR, zwolle())), resident(), initiative(municipality=zwolle())
    me = moderator()

    def insulting(number: int) -> Case:
        said = comment(f"Jij sukkel, keer {number}.", plan, author)
        seen = [Seen("insult", "An insult.", 45)]
        return opening.open_case("comment", said.pk, source=Source.SIGNAL, harm=45, seen=seen)

    decide(insulting(1), verdict(), by=me)
    case = insulting(2)
    opening.note(case, by=me, text="Kijk hier eens naar.")
    few = queries(client, at(case))
    for number in range(3, 8):
        decide(insulting(number), verdict(), by=me)
        opening.note(case, by=me, text="En hier.")
    assert queries(client, at(case)) == few <= 28


def test_what_the_written_rule_comes_to_is_shown_as_advice_and_nothing_happens_by_itself() -> None:
    client, author = signed_in(moderator()), resident()
    first = case_about(comment("Sukkel!", by=author))
    assert "Om te overwegen" not in text_of(client.get(at(first)))
    for number in range(3):
        decide(case_about(comment(f"Sukkel nummer {number}!", by=author)), verdict(), by=moderator())
    found = repeat.suggestion(author)
    assert found is not None
    page = text_of(client.get(at(first)))
    assert found.words in page
    assert 'value="limit" aria-keyshortcuts' in page
    assert 'value="limit" checked' not in page
    assert not Restriction.objects.exists()


def test_beside_the_words_it_says_that_everybody_reads_those_of_a_note() -> None:
    page = text_of(signed_in(moderator()).get(at(case_about(comment()))))
    assert 'aria-describedby="facts-open"' in page
    assert 'id="facts-open"' in page


def test_notes_and_a_second_opinion_are_for_colleagues() -> None:
    me = moderator()
    client = signed_in(me)
    case = case_about(comment())
    client.post(at(case, "note"), {"text": "Ik ken deze straat."})
    assert client.post(at(case, "note"), {"text": " "}).status_code == 422
    client.post(at(case, "second"), {"text": "Gaat dit te ver?"})
    case.refresh_from_db()
    assert (case.wants_second_opinion, case.second_opinion_from) == (True, me)
    assert list(CaseNote.objects.values_list("text", flat=True)) == ["Ik ken deze straat.", "Gaat dit te ver?"]
    assert "Gaat dit te ver?" in text_of(signed_in(moderator()).get(at(case)))


def test_a_case_that_a_colleague_has_says_so_and_cannot_be_taken() -> None:
    colleague = moderator()
    User.objects.filter(pk=colleague.pk).update(display_name="Collega Karin")
    case = opening.claim(case_about(comment()), by=colleague)
    client = signed_in(moderator())
    assert "Collega Karin" in text_of(client.get(at(case)))
    assert client.post(at(case, "claim")).status_code == 409
    signed_in(colleague).post(at(case, "release"))
    assert client.post(at(case, "claim")).status_code == 302


def test_one_verdict_for_many_is_asked_first_and_then_decided_one_by_one() -> None:
    client = signed_in(moderator())
    cases = [case_about(comment(f"Goedkope dakgoten {number}")) for number in range(3)]
    address = reverse("admin:moderation_case_bulk")
    asked = client.post(address, {"case": [case.pk for case in cases]})
    assert "Goedkope dakgoten 1" in text_of(asked)
    assert not Decision.objects.exists()
    sent = {**Form(text_of(asked), address).fields, **hiding()}
    said = Comment.objects.get(pk=cases[0].subject_id)
    reword(said, by=said.author, text="Mijn excuses.")
    answer = client.post(address, sent, follow=True)
    assert Decision.objects.count() == 2
    assert f"#{cases[0].pk}" in text_of(answer)
    cases[0].refresh_from_db()
    assert cases[0].state == Case.State.OPEN


def test_in_bulk_nobody_decides_what_they_may_not() -> None:
    me = staff(Role.MODERATOR, zwolle())
    elsewhere = case_about(comment(on=initiative(municipality=deventer())))
    sent = {"case": [elsewhere.pk], "confirmed": "1", "measure": "leave"}
    assert signed_in(me).post(reverse("admin:moderation_case_bulk"), sent).status_code == 302
    assert not Decision.objects.exists()


def test_a_moderator_goes_from_a_page_to_its_case_and_residents_see_no_way() -> None:
    said = comment()
    address = reverse("admin:moderation_case_open", args=["comment", said.pk])
    me = moderator()
    client = signed_in(me)
    assert address in text_of(client.get(said.publication.get_absolute_url()))
    for somebody in (Client(), signed_in(resident())):
        assert "/beheer/" not in text_of(somebody.get(said.publication.get_absolute_url()))
    assert client.get(address).status_code == 200
    assert not Case.objects.exists()
    assert client.post(address).headers["Location"] == at(case := Case.objects.get())
    assert case.claimed_by == me
    assert client.get(address).headers["Location"] == at(case)


def test_an_appeal_is_answered_by_somebody_else_than_who_decided() -> None:
    first, second, author = moderator(), moderator(), resident()
    made = decide(case_about(comment(by=author)), verdict(), by=first)
    asked = appeals.appeal(made, by=author, text="Ik was boos.")
    address = reverse("admin:moderation_appeal_change", args=[asked.pk])
    sent = {"granted": "1", "reasons": "Je hebt gelijk."}
    assert signed_in(first).post(address, sent).status_code == 409
    assert signed_in(second).post(address, sent).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (Appeal.State.GRANTED, second)
    assert not Comment.objects.get(pk=made.case.subject_id).is_hidden


@pytest.mark.parametrize("name", ["decision", "appeal", "restriction", "reasontemplate"])
def test_moderators_read_the_lists_of_their_own_places_and_change_nothing_there(name: str) -> None:
    author = resident()
    made = decide(
        case_about(comment(on=initiative(municipality=deventer()), by=author)),
        verdict(Measure.LIMIT, lasts=timedelta(days=3)),
        by=moderator(),
    )
    appeals.appeal(made, by=author, text="Nee.")
    shown = reverse(f"admin:moderation_{name}_changelist")
    assert "action-checkbox" not in text_of(signed_in(moderator()).get(shown))
    here = signed_in(staff(Role.MODERATOR, deventer())).get(shown)
    elsewhere = signed_in(staff(Role.MODERATOR, zwolle())).get(shown)
    assert (here.status_code, elsewhere.status_code) == (200, 200)
    if name != "reasontemplate":
        assert (len(here.context["cl"].result_list), len(elsewhere.context["cl"].result_list)) == (1, 0)
    assert signed_in(moderator()).get(reverse(f"admin:moderation_{name}_add")).status_code == 403
