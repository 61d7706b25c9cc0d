"""Small groups are not shown, and no arithmetic on what is shown gives one away."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from consultations.groups import coarse, hidden_cells
from consultations.tallies import SMALLEST_GROUP, Count, too_small

sizes = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 14), max_size=7)
cells = st.fixed_dictionaries({(region, age): st.integers(0, 12) for region in "ts" for age in "yo"})
LABELS = {"yes": "Ja", "no": "Nee"}


@given(sizes, st.integers(0, 12))
def test_no_difference_of_what_is_shown_is_a_small_group(people: dict[str, int], rest: int) -> None:
    shown = {name: size for name, size in people.items() if name not in too_small(people, rest=rest)}
    total = sum(people.values()) + rest
    assert all(size >= SMALLEST_GROUP for size in shown.values())
    for length in range(len(shown) + 1):
        for chosen in combinations(shown.values(), length):
            left = total - sum(chosen)
            assert left == 0 or left >= SMALLEST_GROUP or total < SMALLEST_GROUP


@given(sizes, st.integers(0, 12))
def test_one_hidden_group_is_never_alone(people: dict[str, int], rest: int) -> None:
    hidden = {name for name in too_small(people, rest=rest) if people[name]}
    if len(hidden) == 1 and len(people) > len(hidden):
        assert rest or all(not people[name] for name in people if name not in hidden)


@given(sizes)
def test_nothing_is_hidden_without_need(people: dict[str, int]) -> None:
    if all(size >= SMALLEST_GROUP for size in people.values()):
        assert too_small(people) == set()


@given(cells, st.integers(0, 12), st.integers(0, 12))
def test_rows_and_columns_of_a_table_do_not_give_a_cell_away(
    people: dict[tuple[str, str], int], no_age: int, no_region: int
) -> None:
    rest = {("t", ""): no_age, ("", "y"): no_region}
    hidden = hidden_cells(people, rest)
    for side, name in ((0, "t"), (0, "s"), (1, "y"), (1, "o")):
        line = {cell: size for cell, size in people.items() if cell[side] == name}
        unseen = sum(size for cell, size in rest.items() if cell[side] == name)
        left = unseen + sum(size for cell, size in line.items() if cell in hidden)
        is_all_hidden = all(cell in hidden for cell in line)
        assert left == 0 or left >= SMALLEST_GROUP or is_all_hidden
        assert all(size >= SMALLEST_GROUP for cell, size in line.items() if cell not in hidden)


def counted(groups: dict[int, int], nowhere: int = 0) -> Count:
    """So many people in each municipality, and some who did not say where they live."""
    count = Count("q", "Vraag", "bars", LABELS)
    for place, people in groups.items():
        for number in range(people):
            count.add(["yes" if number % 2 else "no"], place=place, age="18-29")
    for _number in range(nowhere):
        count.add(["yes"])
    return count


def test_a_small_group_takes_the_next_smallest_along() -> None:
    kept = counted({1: 3, 2: 8, 3: 40}).as_json()
    assert list(kept["groups"]["place"]) == ["3"]
    assert list(counted({2: 8, 3: 40}).as_json()["groups"]["place"]) == ["2", "3"]


def test_who_did_not_say_where_hides_a_small_group_when_they_are_enough() -> None:
    assert list(counted({1: 3, 2: 8}, nowhere=6).as_json()["groups"]["place"]) == ["2"]
    assert list(counted({1: 7, 2: 8}, nowhere=2).as_json()["groups"]["place"]) == ["2"]


def test_the_count_keeps_its_shape_and_points_add_up() -> None:
    count = Count("q", "Vraag", "rank", LABELS)
    count.add_points({"yes": 2, "no": 1}, place=1, age="65-")
    count.add(["yes"], weight=3)
    kept = count.as_json()
    assert {row["key"]: row["count"] for row in kept["rows"]} == {"yes": 5, "no": 1}
    assert (kept["answered"], kept["groups"]) == (2, {"place": {}, "age": {}})
    assert isinstance(count.values, Counter)


@given(st.dictionaries(st.sampled_from(["1 65-", "1 0-17", "1 ", "2 65-", " 65-", " "]), st.integers(1, 9)))
def test_no_row_of_open_data_stands_out_by_place_and_age(both: dict[str, int]) -> None:
    shown = coarse(both)
    rows: Counter[str] = Counter()
    for key, count in both.items():
        place, _space, age = shown[key].partition(" ")
        own_place, _space, own_age = key.partition(" ")
        assert place in {"", own_place}
        assert age in {"", own_age}
        rows[shown[key]] += count
    assert all(count >= SMALLEST_GROUP for key, count in rows.items() if key != " ")
