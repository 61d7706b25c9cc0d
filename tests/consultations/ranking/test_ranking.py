"""Setting priorities: by order, by points and two by two."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from consultations import actions as consultation_actions
from consultations.method import METHODS
from consultations.methods.ranking import actions, counting
from consultations.methods.ranking.question import Question, read_options, write_options
from consultations.models import Consultation, Part, Response
from foundation.errors import Refused
from tests.consultations import asking
from tests.factories import resident, staff

pytestmark = pytest.mark.django_db

OPTIONS = [
    {"title": "Meer bussen", "text": "Elk half uur een bus."},
    {"title": "Veilige fietspaden"},
    {"title": "Goedkope deelauto's"},
]


def ranking(mode: str = "order") -> Part:
    return asking.part("ranking", content={"mode": mode, "options": OPTIONS, "points": 5, "compare": 3})


def sent(part: Part) -> list[dict[str, Any]]:
    return list(Response.objects.filter(part=part, state="sent").values_list("data", flat=True))


def test_an_order_is_kept_with_the_most_important_first(client: Client) -> None:
    part = ranking()
    response = client.post(part.get_absolute_url(), {"o1": "2", "o2": "1"})
    assert response.status_code == 302
    assert sent(part) == [{"order": ["o2", "o1"]}]


def test_two_options_at_one_place_are_refused_and_nothing_typed_is_lost(client: Client) -> None:
    part = ranking()
    response = client.post(part.get_absolute_url(), {"o1": "1", "o2": "1"})
    assert "is al van" in response.content.decode()
    assert response.content.decode().count('value="1" selected') == 2
    assert sent(part) == []


@pytest.mark.parametrize("mode", ["order", "points", "pairs"])
def test_nothing_at_all_is_refused_with_what_to_do(client: Client, mode: str) -> None:
    part = ranking(mode)
    assert "minstens één" in client.post(part.get_absolute_url(), {}).content.decode()
    assert sent(part) == []


def test_more_points_than_there_are_is_refused(client: Client) -> None:
    part = ranking("points")
    response = client.post(part.get_absolute_url(), {"o1": "4", "o2": "3"})
    assert "7 punten" in response.content.decode()
    client.post(part.get_absolute_url(), {"o1": "4", "o2": "1"})
    assert sent(part) == [{"points": {"o1": 4, "o2": 1}}]


def test_pairs_are_the_same_when_somebody_comes_back(client: Client) -> None:
    part, person = ranking("pairs"), resident()
    client.force_login(person)
    first = client.get(part.get_absolute_url()).content.decode()
    names = [name for name in ("o1-o2", "o2-o1", "o1-o3", "o3-o1", "o2-o3", "o3-o2") if f'name="{name}"' in first]
    assert len(names) == 3
    client.post(part.get_absolute_url(), {name: name[:2] for name in names})
    (data,) = sent(part)
    assert sorted(data["pairs"]) == sorted(name.split("-") for name in names)
    again = client.get(part.get_absolute_url()).content.decode()
    assert all(f'name="{name}"' in again for name in names)


def test_who_changes_their_mind_counts_once(client: Client) -> None:
    part = ranking()
    client.force_login(resident())
    client.post(part.get_absolute_url(), {"o1": "1"})
    client.post(part.get_absolute_url(), {"o3": "1"})
    assert sent(part) == [{"order": ["o3"]}]


def test_after_closing_nothing_is_taken_and_the_page_says_so(client: Client) -> None:
    part = ranking()
    asking.close_now(part.consultation)
    assert client.post(part.get_absolute_url(), {"o1": "1"}).status_code == 403
    assert '<form class="form ranking' not in client.get(part.get_absolute_url()).content.decode()
    assert sent(part) == []


def test_the_tally_is_what_was_sent() -> None:
    part = ranking("points")
    for points in ({"o1": 5}, {"o1": 2, "o2": 3}, {"o2": 1}):
        client = Client()
        client.post(part.get_absolute_url(), {key: str(value) for key, value in points.items()})
    (count,) = METHODS["ranking"].tally(part)["counts"]
    assert {row["key"]: row["count"] for row in count["rows"]} == {"o1": 7, "o2": 4, "o3": 0}
    assert count["answered"] == 3


def test_an_editor_writes_the_options(client: Client) -> None:
    of = asking.consultation()
    part = actions_part(of)
    assert list(METHODS["ranking"].problems(part))
    client.force_login(staff(Role.EDITOR))
    page = {"mode": "order", "options": "Bus: vaker\nFiets\nfiets", "points": "10", "compare": "8"}
    assert "staat er twee keer in" in client.post(METHODS["ranking"].setup_url(part), page).content.decode()
    client.post(METHODS["ranking"].setup_url(part), {**page, "options": "Bus: vaker\nFiets"})
    part.refresh_from_db()
    assert [one["title"] for one in part.settings["options"]] == ["Bus", "Fiets"]
    assert not list(METHODS["ranking"].problems(part))


def actions_part(of: Consultation) -> Part:
    return consultation_actions.add_part(
        asking.phase(of), by=staff(Role.EDITOR), method="ranking", title="Waar moet het geld heen?"
    )


def test_only_editors_set_up(client: Client) -> None:
    part = ranking()
    client.force_login(resident())
    assert client.get(METHODS["ranking"].setup_url(part)).status_code == 404


def test_the_meaning_of_an_open_question_stays() -> None:
    part = ranking()
    Part.objects.filter(pk=part.pk).update(is_frozen=True)
    question = Question.read(part.settings)
    editor = staff(Role.EDITOR)
    with pytest.raises(Refused):
        actions.change(part, by=editor, question=Question(question.mode, question.options[:2]))
    explained = tuple(type(one)(one.key, one.title, "Nieuwe uitleg") for one in question.options)
    actions.change(part, by=editor, question=Question(question.mode, explained, question.points, question.compare))
    part.refresh_from_db()
    assert part.settings["options"][0]["text"] == "Nieuwe uitleg"


@pytest.mark.parametrize("mode", ["order", "points", "pairs"])
def test_answers_read_back_on_paper_as_on_the_site(mode: str) -> None:
    part, method = ranking(mode), METHODS["ranking"]
    blank = method.paper_form(part)
    typed = {name: field.choices[1][0] if hasattr(field, "choices") else "1" for name, field in blank.fields.items()}
    if mode == "order":
        typed = {name: str(place) for place, name in enumerate(blank.fields, start=1)}
    form = method.paper_form(part, typed)
    assert form.is_valid(), form.errors
    data = method.from_paper(part, form)
    assert method.said(part, Response(part=part, data=data))


def test_the_page_takes_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    part = ranking()
    client.get(part.get_absolute_url())
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get(part.get_absolute_url())


keys = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)


@given(st.lists(keys, max_size=20))
def test_every_order_hands_out_no_more_than_all_places(orders: list[list[str]]) -> None:
    scores = counting.borda(orders, "abcd")
    said_something = [order for order in orders if order]
    assert scores.total() <= 10 * len(said_something)
    assert all(score >= 0 for score in scores.values())


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_every_comparison_has_one_winner(pairs: list[tuple[str, str]]) -> None:
    won, compared = counting.wins(pairs, "abc")
    real = [pair for pair in pairs if pair[0] != pair[1]]
    assert won.total() == len(real)
    assert compared.total() == 2 * len(real)
    assert all(0 <= share <= 100 for share in counting.percentages(won, compared).values())


def test_options_keep_their_key_when_lines_move() -> None:
    first = read_options("Bus: vaker\nFiets")
    second = read_options("Fiets\nTrein\nBus: nog vaker", first)
    assert {one.title: one.key for one in second} == {"Fiets": "o2", "Trein": "o3", "Bus": "o1"}
    assert read_options(write_options(second), second) == second


@given(st.integers(2, 8), st.text(max_size=5))
def test_pairs_are_different_and_share_the_options_fairly(size: int, seed: str) -> None:
    options = read_options("\n".join(f"optie {number}" for number in range(size)))
    question = Question.read({"mode": "pairs", "options": [vars(one) for one in options], "compare": size})
    pairs = [frozenset((one.key, other.key)) for one, other in question.pairs_for(seed)]
    assert len(pairs) == len(set(pairs))
    shown = [sum(key in pair for pair in pairs) for key in question.keys]
    assert max(shown) - min(shown) <= 2
