"""Many people at one text at the same moment: nothing is counted twice, and nothing loses its place."""

from consultations.methods.text import editions, versions
from consultations.methods.text.models import Passage, Remark
from tests.consultations.text import writing
from tests.consultations.text.writing import HOURLY, OFTENER, TEXT, say, sitting
from tests.visitors import at_once


def test_two_presses_at_once_are_one_remark_at_one_passage(committed: None) -> None:
    part = writing.text(TEXT)
    one = sitting(part)
    results = at_once(4, lambda _number: say(part, "elk uur", "agree", by=one, key=writing.key_of(part, HOURLY)))
    assert all(isinstance(result, Remark) for result in results), results
    assert Remark.objects.count() == Passage.objects.count() == 1


def test_many_people_at_once_meet_at_one_passage(committed: None) -> None:
    part = writing.text()
    people = [sitting(part) for _ in range(4)]
    results = at_once(4, lambda number: say(part, "elk uur", "agree", by=people[number]))
    assert all(isinstance(result, Remark) for result in results), results
    assert Remark.objects.count() == 4
    assert Passage.objects.count() == 1


def test_two_editors_publish_at_once_and_it_is_published_once(committed: None) -> None:
    part, by = writing.text(), writing.editor()
    versions.write(part, by=by, markdown=OFTENER)
    results = at_once(2, lambda _number: versions.publish(part, by=by, note="Vaker."))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "TextVersion"]


def test_what_is_said_while_a_version_is_published_is_in_its_place(committed: None) -> None:
    part, by = writing.text(), writing.editor()
    people = [writing.sitting(part) for _ in range(3)]
    key = writing.key_of(part, HOURLY)
    versions.write(part, by=by, markdown=TEXT.replace(HOURLY, f"Eerst nog dit: {HOURLY}"))

    def act(number: int) -> object:
        if number == 3:
            return versions.publish(part, by=by, note="Een woord vooraf.")
        return say(part, "elk uur", by=people[number], key=key, text=f"Nummer {number}")

    at_once(4, act)
    texts_now = dict(editions.current(part).paragraphs.values_list("key", "text"))  # type: ignore[union-attr]
    for passage in Passage.objects.all():
        assert texts_now[passage.key][passage.start : passage.end] == "elk uur"
