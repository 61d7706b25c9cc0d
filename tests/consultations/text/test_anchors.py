"""The words of a remark are found again in another version, or said to be gone; never anywhere else."""

from hypothesis import given
from hypothesis import strategies as st

from consultations.methods.text.anchors import Anchor, find, make, snap

WORDS = st.lists(
    st.sampled_from(["de", "bus", "rijdt", "elk", "uur", "naar", "Zwolle", "dorp", "en", "terug"]), max_size=12
)
TEXT = st.text(alphabet=st.sampled_from("abcde  .,é-1_"), min_size=1, max_size=60).filter(lambda text: text.strip())
OLD = (
    "De provincie rijdt elk uur met een bus naar de kleine kernen. Wie geen auto heeft, belt de dag ervoor. "
    "De bus is er dan binnen een kwartier."
)


def quoted(quote: str, text: str = OLD, *, at: int = 0) -> Anchor:
    start = text.index(quote, at)
    return make(1, text, start, start + len(quote))


def words_of(anchor: Anchor, text: str) -> str | None:
    found = find(anchor, {1: text})
    return text[found.start : found.end] if found else None


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_words_that_did_not_change_are_never_lost_whatever_changed_around_them(
    before: list[str], quote: list[str], behind: list[str], instead: list[str], after: list[str]
) -> None:
    chosen = " ".join(["woonwijk", *quote])
    old = " ".join([*before, chosen, *behind])
    new = " ".join([*instead, chosen, *after])
    start = old.index(chosen)
    found = find(make(7, old, start, start + len(chosen)), {7: new})
    assert found is not None
    whole = not before and not behind
    assert found.is_same or (whole and new != old)
    assert chosen in new[found.start : found.end]


@given(TEXT, TEXT, st.integers(0, 60), st.integers(0, 60), st.dictionaries(st.integers(1, 3), TEXT, max_size=3))
def test_a_remark_never_points_outside_a_paragraph(
    old: str, new: str, start: int, end: int, others: dict[int, str]
) -> None:
    try:
        anchor = make(2, old, start, end)
    except ValueError:
        return
    texts = {**others, 2: new}
    found = find(anchor, texts)
    if found is not None:
        assert 0 <= found.start < found.end <= len(texts[found.key])
        if found.is_same:
            assert texts[found.key][found.start : found.end] == anchor.quote


@given(TEXT, st.integers(0, 60), st.integers(0, 60))
def test_in_the_same_text_it_is_where_it_was(text: str, start: int, end: int) -> None:
    try:
        start, end = snap(text, start, end)
    except ValueError:
        return
    found = find(make(1, text, start, end), {1: text})
    assert found is not None
    assert found.is_same
    assert (found.start, found.end) == (start, end)


@given(WORDS, WORDS, st.integers(0, 3))
def test_words_that_are_there_more_than_once_are_known_by_what_stands_around_them(
    left: list[str], right: list[str], which: int
) -> None:
    pieces = [f"{' '.join(left)} nummer{at} de halte plek{at} {' '.join(right)}" for at in range(4)]
    old = " ".join(pieces)
    start = old.index(f"nummer{which} de halte") + len(f"nummer{which} ")
    new = "Een heel nieuw begin van deze alinea. " + old
    found = find(make(1, old, start, start + len("de halte")), {1: new})
    assert found is not None
    assert new[: found.start].endswith(f"nummer{which} ")


def test_changed_words_are_found_between_what_stands_around_them() -> None:
    new = OLD.replace("belt de dag ervoor", "belt een uur ervoor")
    anchor = quoted("belt de dag ervoor")
    assert words_of(anchor, new) == "belt een uur ervoor"
    found = find(anchor, {1: new})
    assert found is not None
    assert not found.is_same


def test_a_quote_that_got_longer_is_found_whole() -> None:
    new = OLD.replace("binnen een kwartier", "binnen een kwartier of hooguit twintig minuten")
    assert words_of(quoted("De bus is er dan binnen een kwartier."), new) == (
        "De bus is er dan binnen een kwartier of hooguit twintig minuten."
    )


def test_words_that_were_taken_out_are_gone() -> None:
    new = OLD.replace("Wie geen auto heeft, belt de dag ervoor. ", "")
    assert words_of(quoted("Wie geen auto heeft, belt de dag ervoor."), new) is None


def test_words_that_only_look_a_little_alike_are_gone() -> None:
    new = "Er komt een loket in elk dorp. Daar helpen vrijwilligers met formulieren en vragen."
    assert words_of(quoted("Wie geen auto heeft, belt de dag ervoor."), new) is None


def test_a_sentence_that_moved_to_another_paragraph_goes_along() -> None:
    anchor = quoted("Wie geen auto heeft, belt de dag ervoor.")
    found = find(anchor, {1: "De provincie rijdt elk uur.", 9: f"Nieuw. {anchor.quote}"})
    assert found is not None
    assert (found.key, found.is_same) == (9, True)


def test_a_few_words_do_not_wander_to_another_paragraph() -> None:
    assert find(quoted("een bus"), {9: "Er komt een bus."}) is None


def test_a_word_is_not_found_inside_a_longer_one() -> None:
    assert words_of(quoted("bus", "De bus rijdt."), "De busbaan is klaar.") is None


def test_a_whole_paragraph_stays_whole() -> None:
    found = find(quoted(OLD), {1: "Iets heel anders."})
    assert found is not None
    assert (found.start, found.end, found.is_same) == (0, 17, False)


def test_half_words_become_whole_ones() -> None:
    assert make(1, "De bus rijdt elk uur", 4, 9).quote == "bus rijdt"
