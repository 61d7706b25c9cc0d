"""The pages of a text: for residents without JavaScript, and for editors."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultations import actions, taking_part
from consultations.methods.text import deciding as deciding_words
from consultations.methods.text import versions
from consultations.methods.text.models import Passage, Remark, TextVersion
from consultations.models import Part, Participation, Response
from moderation import addresses, deciding, opening
from moderation.models import Source
from tests.consultations import asking
from tests.consultations.text import writing
from tests.consultations.text.writing import CALLING, HOURLY, OFTENER, PAYING, TEXT, new_version, say, suggest
from tests.factories import resident
from tests.moderation import making
from tests.visitors import Form, queries, signed_in, text_of

pytestmark = pytest.mark.django_db


def address(part: Part, name: str, *args: Any) -> str:
    return reverse(f"consultations:text:{name}", args=[part.consultation.slug, part.number, *args])


def paragraph(part: Part, words: str) -> str:
    return address(part, "paragraph", writing.key_of(part, words))


def fill(client: Client, url: str, **typed: str) -> dict[str, Any]:
    """The form of a page, filled in as a resident would."""
    path = url.split("?", maxsplit=1)[0]
    form = Form(text_of(client.get(url)), f"{path}#reageren")
    return {**{name: values[-1] for name, values in form.fields.items() if values}, **typed}


class TestReading:
    def test_everybody_reads_the_text_in_numbered_paragraphs_with_a_way_to_react(self) -> None:
        part = writing.text()
        page = text_of(Client().get(part.get_absolute_url()))
        assert HOURLY in page
        assert f'href="{paragraph(part, HOURLY)}#reageren"' in page
        assert "Reageer op alinea 2" in page or "React to paragraph 2" in page

    def test_words_that_people_reacted_to_are_marked_and_say_so(self) -> None:
        part = writing.text()
        say(part, "elk uur", "agree")
        say(part, "elk uur", "disagree")
        page = text_of(Client().get(part.get_absolute_url()))
        assert '<mark class="spot">elk uur</mark><a class="spot__note"' in page
        assert f"?passage={Passage.objects.get().pk}#reageren" in page

    def test_the_whole_text_is_there_as_a_plain_list(self) -> None:
        part = writing.text()
        page = text_of(Client().get(address(part, "paragraphs")))
        for words in (HOURLY, CALLING, PAYING):
            assert f'href="{paragraph(part, words)}"' in page

    def test_a_part_without_text_says_so(self) -> None:
        part = asking.part("text")
        assert Client().get(part.get_absolute_url()).status_code == 200

    def test_a_text_that_is_not_open_yet_is_not_there_for_residents(self) -> None:
        consultation = asking.consultation()
        phase = asking.phase(consultation, from_days=3)
        part = actions.add_part(phase, by=writing.editor(), method="text", title="Tekst", content={"markdown": TEXT})
        url = part.get_absolute_url()
        assert Client().get(url).status_code == 404
        assert HOURLY in text_of(signed_in(writing.editor()).get(url))

    def test_what_changed_is_shown_word_by_word_and_said_in_words(self) -> None:
        part = writing.text()
        new_version(part, OFTENER)
        page = text_of(Client().get(address(part, "difference", 1, 2)))
        assert re.search(r'<ins><span class="visually-hidden">[^<]+</span>\s*half', page)
        only = text_of(Client().get(address(part, "difference", 1, 2) + "?alleen=wijzigingen"))
        assert "binnen een kwartier" in page
        assert "binnen een kwartier" not in only

    def test_an_older_version_can_be_read_and_a_draft_cannot(self) -> None:
        part = writing.text()
        new_version(part, OFTENER)
        versions.write(part, by=writing.editor(), markdown=TEXT.replace("bus", "trein"))
        assert "elk uur" in text_of(Client().get(address(part, "version", 1)))
        assert Client().get(address(part, "version", 3)).status_code == 404
        assert "trein" not in text_of(Client().get(part.get_absolute_url()))

    def test_a_paragraph_that_is_gone_keeps_its_page_and_its_remarks(self) -> None:
        part = writing.text()
        say(part, "betaalt de halte", text="Wie onderhoudt die?")
        url = paragraph(part, PAYING)
        new_version(part, TEXT.replace(PAYING, ""))
        page = text_of(Client().get(url))
        assert "Wie onderhoudt die?" in page
        assert '<form class="form remark-form"' not in page


class TestReacting:
    def test_somebody_without_an_account_says_something_and_goes_on_with_it(self) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        answer = client.post(url, fill(client, url, kind="comment", text="Ook in de avond?", quote="elk uur"))
        remark = Remark.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == f"{url}#opmerking-{remark.pk}"
        assert (remark.passage.quote, remark.text) == ("elk uur", "Ook in de avond?")
        mine = text_of(client.get(address(part, "mine")))
        assert "Ook in de avond?" in mine
        assert "Ook in de avond?" not in text_of(Client().get(address(part, "mine")))
        client.post(url, fill(client, url, kind="agree"))
        assert Participation.objects.count() == Response.objects.count() == 1

    def test_chosen_words_are_in_the_form(self) -> None:
        part, client = writing.text(), Client()
        start = PAYING.index("betaalt de", 20)
        url = f"{paragraph(part, PAYING)}?van={start}&tot={start + 10}&soort=suggestion"
        form = fill(client, url)
        assert form["quote"] == "betaalt de"
        assert form["kind"] == "suggestion"
        client.post(url.split("?", maxsplit=1)[0], {**form, "words": "zorgt voor de"})
        assert Remark.objects.get().passage.start == start

    def test_a_button_beside_a_passage_needs_no_words(self) -> None:
        part, client = writing.text(), Client()
        passage = say(part, "elk uur", "agree").passage
        client.post(paragraph(part, HOURLY), {"passage": passage.pk, "kind": "agree"})
        assert passage.remarks.filter(kind="agree").count() == 2

    @pytest.mark.parametrize(
        "typed",
        [
            {"kind": "comment", "text": ""},
            {"kind": "suggestion", "words": ""},
            {"kind": "suggestion", "words": HOURLY},
            {"kind": ""},
            {"kind": "verwijderen"},
            {"kind": "comment", "text": "Wat ik vind.", "quote": "dit staat er niet"},
        ],
    )
    def test_what_is_not_complete_comes_back_with_what_was_typed(self, typed: dict[str, str]) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        answer = client.post(url, fill(client, url, **{"text": "", **typed}))
        assert answer.status_code == 422
        assert not Remark.objects.exists()
        assert typed.get("text", "") in text_of(answer)

    def test_who_has_a_name_may_show_it_and_who_has_none_is_not_asked(self) -> None:
        part, url = writing.text(), ""
        url = paragraph(part, HOURLY)
        client = signed_in(resident("Berend"))
        assert "shows_name" not in fill(Client(), url)
        client.post(url, fill(client, url, kind="comment", text="Mooi.", shows_name="on"))
        assert "Berend" in text_of(Client().get(url))

    def test_who_has_to_sign_in_first_finds_afterwards_what_they_typed(self) -> None:
        part, client = writing.text(access="account"), Client()
        url = paragraph(part, HOURLY)
        answer = client.post(url, fill(client, url, kind="comment", text="Ook in de avond?", quote="elk uur"))
        assert answer.status_code == 403
        assert not Remark.objects.exists()
        client.force_login(resident())
        carried = reverse("consultations:carry_on", args=[part.consultation.slug, part.number])
        assert "Ook in de avond?" in text_of(client.get(carried))

    def test_after_closing_it_is_read_only(self) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        form = fill(client, url, kind="agree")
        asking.close_now(part.consultation)
        assert "remark-form" not in text_of(client.get(url))
        assert client.post(url, form).status_code in {403, 409}
        assert not Remark.objects.exists()

    def test_one_takes_back_ones_own_and_nobody_elses(self) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        client.post(url, fill(client, url, kind="comment", text="Vergissing."))
        back = address(part, "take_back", Remark.objects.get().pk)
        assert Client().post(back).status_code == 404
        assert client.get(back).status_code == 200
        client.post(back)
        assert not Remark.objects.exists()

    def test_a_hostile_remark_is_shown_as_text(self) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        client.post(url, fill(client, url, kind="suggestion", words="<b onclick=x>", text="<script>alert(1)</script>"))
        page = text_of(client.get(url))
        assert "<script>alert" not in page
        assert "<b onclick" not in page


class TestModerating:
    def test_a_report_by_its_address_is_about_the_remark(self) -> None:
        part = writing.text()
        remark = say(part, "elk uur")
        found = addresses.find(address(part, "remark", remark.pk), hosts=["testserver"], user=resident())
        assert (found.kind, found.pk) == ("remark", remark.pk)

    def test_what_a_moderator_hides_is_gone_for_others_and_stays_for_who_wrote_it(self) -> None:
        part, client = writing.text(), Client()
        url = paragraph(part, HOURLY)
        client.post(url, fill(client, url, kind="comment", text="Lelijke woorden."))
        by = making.moderator()
        case = opening.open_case("remark", Remark.objects.get().pk, source=Source.OWN, harm=30)
        deciding.decide(opening.claim(case, by=by), making.verdict(case=case), by=by)
        assert "Lelijke woorden." not in text_of(Client().get(url))
        assert "Lelijke woorden." in text_of(client.get(url))
        assert Remark.objects.in_sight().count() == 0


class TestEditing:
    def test_an_editor_pastes_a_text_or_chooses_a_file(self) -> None:
        part = asking.part("text")
        client, url = signed_in(writing.editor()), address(part, "setup")
        client.post(url, {"markdown": TEXT})
        first = TextVersion.objects.get()
        assert first.paragraphs.count() == 4
        mark = versions.mark_of(first)
        file = SimpleUploadedFile("tekst.md", "# Nieuw\n\nHalló.".encode())
        client.post(url, {"markdown": "", "seen": mark, "file": file})
        assert "Halló." in TextVersion.objects.get(number=2).markdown

    def test_words_that_a_colleague_accepted_meanwhile_are_not_overwritten(self) -> None:
        part, client = writing.text(), signed_in(writing.editor())
        url = address(part, "setup")
        begun = Form(text_of(client.get(url)), url).fields
        remark = suggest(part, "elk uur", "elk half uur")
        deciding_words.decide(remark, part, by=writing.editor(), state="accepted", reason="")
        answer = client.post(url, {"markdown": "Mijn eigen tekst.", "seen": begun["seen"][0]})
        assert answer.status_code == 409
        assert "Mijn eigen tekst." in text_of(answer)
        assert "elk half uur" in TextVersion.objects.get(number=2).markdown

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1_000_001])
    def test_a_file_that_is_no_text_is_refused_with_advice(self, content: bytes) -> None:
        part = asking.part("text")
        client = signed_in(writing.editor())
        answer = client.post(address(part, "setup"), {"markdown": "", "file": SimpleUploadedFile("tekst.txt", content)})
        assert answer.status_code == 200
        assert not TextVersion.objects.exists()

    def test_an_editor_decides_publishes_and_everybody_reads_the_reason(self) -> None:
        part, client = writing.text(), signed_in(writing.editor())
        used, not_used = suggest(part, "elk uur", "elk half uur"), suggest(part, "kleine kernen", "dorpen")
        client.post(address(part, "decide", used.pk), {"state": "accepted", "reason": ""})
        client.post(address(part, "decide", not_used.pk), {"state": "declined", "reason": "Ook buurtschappen tellen."})
        assert re.search(r"<ins>.*?half.*?</ins>", text_of(client.get(address(part, "draft_difference"))))
        client.post(address(part, "publish"), {"note": "De bus gaat vaker."})
        page = text_of(Client().get(paragraph(part, "half uur")))
        assert "Ook buurtschappen tellen." in page
        assert "versie 2" in page or "version 2" in page

    def test_residents_do_not_find_the_pages_of_editors(self) -> None:
        part = writing.text()
        remark = suggest(part, "elk uur", "vaker")
        client = signed_in(resident())
        for name, args in (("setup", []), ("workshop_remarks", []), ("decide", [remark.pk]), ("publish", [])):
            assert client.get(address(part, name, *args)).status_code == 404

    def test_the_list_of_remarks_is_filtered_and_goes_on(self) -> None:
        part, client = writing.text(), signed_in(writing.editor())
        for number in range(23):
            suggest(part, "elk uur", f"elk {number}e uur")
        say(part, "betaalt de rit", text="Echt waar?")
        url = address(part, "workshop_remarks")
        first = text_of(client.get(f"{url}?soort=suggestion"))
        assert "Echt waar?" not in first
        assert "elk 22e uur" in first
        assert "elk 0e uur" not in first
        assert "Echt waar?" in text_of(client.get(f"{url}?alinea=4"))
        onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert "elk 0e uur" in text_of(client.get(f"{url}{onward}"))


class TestQueries:
    @pytest.fixture
    def busy(self) -> Part:
        """A text of 200 paragraphs with 5,000 remarks."""
        words = "Dit is alinea {} over de bus, de halte en de fiets naar het dorp."
        part = writing.text("\n\n".join(words.format(number) for number in range(1, 201)))
        version = TextVersion.objects.get()
        rows = list(version.paragraphs.all())
        passages = Passage.objects.bulk_create(
            Passage(
                part=part,
                made_in=version,
                made_key=row.key,
                made_start=start,
                made_end=start + 6,
                quote="woord",
                key=row.key,
                start=start,
                end=start + 6,
                words_now=row.text[start : start + 6],
            )
            for row in rows
            for start in (0, 8, 20, 30, 40)
        )
        response = taking_part.write(writing.sitting(part), {}, is_sent=True)
        Remark.objects.bulk_create(
            Remark(
                passage=passage,
                response=response,
                kind="suggestion",
                words="anders",
                text="Daarom.",
                made_on="2026-01-01",
            )
            for passage in passages
            for _ in range(5)
        )
        assert Remark.objects.count() == 5_000
        return part

    def test_every_page_takes_few_queries_however_much_was_said(self, busy: Part) -> None:
        visitor, editor = Client(), signed_in(writing.editor())
        assert queries(visitor, busy.get_absolute_url()) <= 6
        assert queries(visitor, address(busy, "paragraphs")) <= 6
        assert queries(visitor, paragraph(busy, "alinea 7 ")) <= 8
        assert queries(visitor, address(busy, "versions")) <= 4
        assert queries(editor, address(busy, "workshop_remarks")) <= 10
        assert queries(editor, address(busy, "setup")) <= 11
