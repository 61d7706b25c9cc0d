"""The check of the reading level: what it counts, and what it advises."""

import pytest

from consultations import reading_level
from consultations.plain_words import PAIRS, easier_words
from consultations.reading_level import Kind, level_of, sentences_of, syllables

EASY = "Wij maken de weg veilig. Dat doen we in mei. Je kunt zeggen wat je ervan vindt. We lezen alles wat je schrijft."
HARD = (
    "Teneinde de verkeersveiligheid te optimaliseren wordt conform de vigerende beleidskaders een integrale afweging "
    "gemaakt waarbij participatie van belanghebbenden, met betrekking tot de mobiliteitsbehoefte, wordt gefaciliteerd."
)


@pytest.mark.parametrize(
    ("word", "count"),
    [("bus", 1), ("fiets", 1), ("gemeente", 3), ("provincie", 3), ("leeuw", 1), ("mooie", 2), ("ruimte", 2),
     ("ideeën", 3), ("participatie", 5), ("sneeuw", 1), ("vrijwilliger", 4)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_said(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_at_points_and_not_in_abbreviations_or_numbers() -> None:
    assert len(sentences_of("We beginnen om 10.30 uur, bijv. in Zwolle. Kom je ook? Graag")) == 3
    assert sentences_of("- een punt\n- nog een punt") == ["een punt", "nog een punt"]
    assert sentences_of(" \n.. ") == []


def test_the_score_is_that_of_douma() -> None:
    # 12 words in 2 sentences, each of one syllable: 206.84 - 0.77 x 100 - 0.93 x 6.
    assert level_of("Ik ga met de bus. Ik reis graag met een trein naar huis.").score == pytest.approx(
        206.84 - 0.77 * 100 * 13 / 13 - 0.93 * 13 / 2, abs=0.1
    )


def test_an_easy_text_has_nothing_to_mend_and_a_hard_one_much() -> None:
    easy, hard = level_of(EASY), level_of(HARD)
    assert easy.findings == ()
    assert not easy.is_hard
    assert hard.is_hard
    assert easy.score is not None
    assert hard.score is not None
    assert easy.score > reading_level.ORDINARY > reading_level.HARD > hard.score
    kinds = {one.kind for one in hard.findings}
    assert kinds == {Kind.SENTENCE, Kind.PASSIVE, Kind.WORD, Kind.LONG_WORD}


@pytest.mark.parametrize(
    ("text", "hard", "easy"),
    [
        ("Je kunt participeren.", "participeren", "meedoen"),
        ("Wie participeert?", "participeert", "meedoen"),
        ("We realiseren een fietspad.", "realiseren", "maken"),
        ("Dit is conform de wet.", "conform", "volgens"),
        ("Wat vind je met betrekking tot de bus?", "met betrekking tot", "over"),
    ],
)
def test_a_word_of_government_gets_an_easier_one(text: str, hard: str, easy: str) -> None:
    found = [one for one in level_of(text).findings if one.kind is Kind.WORD]
    assert [one.piece for one in found] == [hard]
    assert easy in str(found[0].advice)


def test_a_hard_word_inside_another_word_is_left_alone() -> None:
    assert not [one for one in level_of("De thansen en het echterpaar.").findings if one.kind is Kind.WORD]


@pytest.mark.parametrize("text", ["Er wordt een besluit genomen.", "De weg werd vernieuwd.", "Dit moet worden gedaan."])
def test_a_sentence_that_hides_who_does_it_is_found(text: str) -> None:
    assert [one.kind for one in level_of(text).findings] == [Kind.PASSIVE]


def test_becoming_something_is_not_passive() -> None:
    assert level_of("Het wordt mooi.").findings == ()


def test_the_length_of_a_sentence_counts_from_fifteen_words() -> None:
    assert level_of("een " * 15 + ".").findings == ()
    assert [one.kind for one in level_of("een " * 16 + ".").findings] == [Kind.SENTENCE]


def test_a_text_that_is_too_short_has_no_score_and_nothing_breaks() -> None:
    for text in ("", "Zwolle", "?!", "12 34", "# Kop", "😀"):
        assert level_of(text).score is None


def test_the_list_is_long_and_no_easy_word_is_itself_hard() -> None:
    known = easier_words()
    assert len(PAIRS.strip().splitlines()) >= 150
    for hard, easy in known.items():
        assert easy
        assert hard != easy
        assert easy not in known
