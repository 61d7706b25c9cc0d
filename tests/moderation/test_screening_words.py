"""Reading through what hides words, word rules, quotes and likeness; and how often screening is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.models import WordRule
from moderation.screening import likeness, quotes, run
from moderation.screening.plain import flat
from moderation.screening.run import ENOUGH, signals_in, together
from moderation.screening.words import Rule, words
from tests.moderation import labelled

DEMO = Path(__file__).parents[2] / "initiatives" / "demo"
PASSING = {"fine", "dialect"}


def heavy(text: str, rules: list[Rule]) -> bool:
    """Whether a moderator would see it."""
    return together(signals_in(text, rules)) >= ENOUGH


@pytest.mark.django_db
class TestLabelled:
    """Texts written as residents write; the same table is printed by `make bench`."""

    def test_there_are_enough_of_every_label(self) -> None:
        counted = labelled.counted(labelled.read())
        assert sum(counted.values()) >= 400
        assert set(counted) == {*labelled.CLASSES, "fine", "dialect", "borderline"}
        assert min(counted.values()) >= 25

    def test_every_class_is_found_and_found_rightly(self) -> None:
        found = labelled.measure(run.word_rules())
        for name, (recall, precision) in {
            "pii": (0.95, 0.95),
            "insult": (0.85, 0.9),
            "threat": (0.85, 0.9),
            "spam": (0.8, 0.9),
        }.items():
            assert found[name].recall >= recall, found[name].missed
            assert found[name].precision >= precision, found[name].wrong

    @pytest.mark.parametrize(
        ("name", "least"),
        [
            ("fresh", {"pii": 0.9, "insult": 0.9, "threat": 0.9, "spam": 0.9}),
            ("unseen", {"pii": 0.5, "insult": 0.6, "threat": 0.25, "spam": 0.5}),
        ],
    )
    def test_on_texts_the_rules_were_not_made_with_it_finds_this_much_and_stops_nobody_innocent(
        self, name: str, least: dict[str, float]
    ) -> None:
        rules, texts = run.word_rules(), labelled.read(name)
        found = labelled.measure(rules, texts)
        for kind, recall in least.items():
            assert found[kind].recall >= recall, found[kind].missed
        flagged = [one.text for one in texts if one.label in PASSING and heavy(one.text, rules)]
        assert flagged == []

    def test_what_is_fine_and_what_is_dialect_passes(self) -> None:
        rules = run.word_rules()
        passed = [one for one in labelled.read() if one.label in PASSING]
        flagged = [one.text for one in passed if heavy(one.text, rules)]
        assert len(flagged) < 0.02 * len(passed), flagged

    def test_texts_of_the_rules_are_at_least_150_and_each_can_be_met(self) -> None:
        rules = run.word_rules()
        assert len(rules) >= 150
        assert {rule.code for rule in rules} == {"insult", "threat", "hate", "spam"}
        assert {"nl", "en"} == set(WordRule.objects.values_list("language", flat=True))


class TestWords:
    RULE = Rule("insult", "kut*", 30, "", ("kut", "kuttschreuter"))

    def seen(self, text: str, pattern: str, *allowed: str) -> list[str]:
        rule = Rule("insult", pattern, 30, "", allowed)
        return [text[one.start : one.end] for one in words(text, [rule])]

    def test_letters_written_as_figures_with_accents_or_apart_are_read_all_the_same(self) -> None:
        for text in ("KLOOTZAK", "kl00tz@k", "klöötzàk", "k l o o t z a k", "k.l.o.o.t.z.a.k", "kl**tzak", "kloootzak"):
            assert self.seen(f"Jij {text}, ga weg", "klootzak") == [text], text

    def test_a_word_inside_another_is_no_word(self) -> None:
        assert self.seen("In Scunthorpe zijn ze blij, hoera.", "cunt|hoer") == []

    def test_an_allowed_context_says_nothing_but_the_word_beside_it_does(self) -> None:
        assert self.seen("Wij lopen voor kankeronderzoek.", "kanker*", "kankeronderzoek*") == []
        assert self.seen("Kankeronderzoek, kankerhond!", "kanker*", "kankeronderzoek*") == ["kankerhond"]

    def test_a_star_by_itself_stands_for_four_words_at_most(self) -> None:
        assert self.seen("ik sla je echt heel erg hard dood", "ik sla je * dood") == [
            "ik sla je echt heel erg hard dood"
        ]
        assert self.seen("ik sla je een twee drie vier vijf dood", "ik sla je * dood") == []

    def test_words_with_a_line_between_take_each_others_place(self) -> None:
        assert self.seen("We weten waar jullie wonen", "ik|we weet|weten waar je|jullie woont|wonen")

    def test_a_year_stays_a_year(self) -> None:
        assert flat("In 1943 en om 19.30 uur")[0] == "in 1943 en om 19.30 uur"

    def test_letters_of_other_alphabets_and_signs_nobody_sees_hide_nothing(self) -> None:
        for text in ("klооtzаk", "ｋｌｏｏｔｚａｋ", "kloot\u200bzak", "klo\u00adotzak", "𝓴𝓵𝓸𝓸𝓽𝔃𝓪𝓴"):
            assert self.seen(f"Jij {text}, ga weg", "klootzak") == [text], text

    def test_a_letter_that_is_held_on_may_be_written_once(self) -> None:
        for text in ("eikellll", "eiiiikel", "eeeikel"):
            assert self.seen(f"Jij {text}", "eikel"), text

    def test_a_word_that_sounds_the_same_is_found_and_one_that_is_spared_is_not(self) -> None:
        assert self.seen("Jij klootsak.", "klootzak") == ["klootsak"]
        assert self.seen("Wat een klootsakken!", "klootzak*") == ["klootsakken"]
        assert self.seen("Naar de kankerzorg.", "kankerzorgen|kankerzorg", "kankerzorg") == []

    def test_letters_apart_are_several_words_when_they_are_known_or_the_gaps_say_so(self) -> None:
        assert flat("i k m a a k j e k a p o t")[0] == "ik maak je kapot"
        assert flat("L.U.L die je bent")[0] == "lul die je bent"
        assert flat("w a t   e e n   z o o i")[0] == "wat een zooi"
        assert flat("a.u.b. en z.o.z.")[0] == "aub. en zoz."

    def test_a_masked_word_may_go_on_where_the_rule_does(self) -> None:
        assert self.seen("K*nkerlijers zijn het", "kanker*") == ["K*nkerlijers"]
        assert self.seen("k***en zijn het", "kanker*") == []

    def test_a_group_stands_for_its_words_and_an_unknown_one_is_an_error(self) -> None:
        assert self.seen("Ik vermoord die burgemeester", "<ik> * <doden> * <ambt>")
        with pytest.raises(KeyError):
            self.seen("Ik vermoord hem", "<ik> * <niets>")

    def test_what_belongs_together_stands_near_each_other_in_any_order(self) -> None:
        pattern = "lening & whatsapp|telegram"
        assert self.seen("App op Telegram voor een lening.", pattern) == ["lening"]
        assert self.seen("Een lening. " + "De tuin is mooi. " * 20 + "Telegram.", pattern) == []

    def test_a_star_by_itself_stays_in_the_sentence(self) -> None:
        assert self.seen("ik sla je dood", "ik sla je * dood")
        assert self.seen("Ik sla je. De boom is dood.", "ik sla je * dood") == []

    @given(st.text(max_size=200))
    def test_every_letter_of_the_flat_text_knows_where_it_stood(self, text: str) -> None:
        plain, where = flat(text)
        assert len(plain) == len(where)
        assert all(0 <= place < len(text) for place in where)
        assert where == sorted(where)


class TestQuotes:
    THREAT = Rule("threat", "ik maak je af", 80, "")
    INSULT = Rule("insult", "sukkel", 30, "")

    def weight(self, text: str, rule: Rule) -> int:
        return together(quotes.told(text, list(words(text, [rule]))))

    def test_what_another_is_said_to_have_said_weighs_a_quarter_and_ones_own_words_all(self) -> None:
        assert self.weight('"Ik maak je af", riep de keeper lachend.', self.THREAT) == 20
        assert self.weight('"Ik maak je af", dat zeg ik je.', self.THREAT) == 80
        assert self.weight('Dat stuk van jou. "Ik maak je af."', self.THREAT) == 80

    def test_what_is_denied_or_only_named_weighs_little(self) -> None:
        for text in ("Jij bent geen sukkel.", "Hij werd voor sukkel uitgescholden.", "Noem hem geen sukkel."):
            assert self.weight(text, self.INSULT) == 7, text
        assert self.weight("Jij sukkel.", self.INSULT) == 30


class TestLikeness:
    def test_what_resembles_the_examples_is_put_before_a_moderator_with_why(self) -> None:
        found = list(
            likeness.likeness("Stort vandaag 50 euro en ontvang morgen 500 euro winst op uw rekening, klik hier")
        )
        assert [(one.code, one.weight, one.start) for one in found] == [("spam", likeness.WEIGHT, None)]
        assert not list(likeness.likeness("Zaterdag maken we met de buurt de speeltuin schoon, neem een hark mee."))

    def test_short_texts_and_nothing_at_all_say_nothing(self) -> None:
        assert not list(likeness.likeness(""))
        assert not list(likeness.likeness("Klik nu hier gratis"))

    def test_no_resident_of_the_demo_reads_like_one(self) -> None:
        texts = [line for file in DEMO.glob("*.json") for line in told_in(json.loads(file.read_text()))]
        assert len(texts) > 500
        flagged = [text for text in texts if any(likeness.likeness(text))]
        assert flagged == []


def told_in(value: object) -> Iterator[str]:
    """Every text in a file of the demo."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from told_in(one)
