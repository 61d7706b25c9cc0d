"""The drawn pictures."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publications.landscapes import MOTIFS, raster, scene, svg

motifs = pytest.mark.parametrize("motif", sorted(MOTIFS))


@motifs
def test_the_same_seed_draws_the_same_picture(motif: str) -> None:
    assert scene(motif, 7) == scene(motif, 7)
    assert raster(scene(motif, 7), 320).tobytes() == raster(scene(motif, 7), 320).tobytes()


@motifs
def test_another_seed_draws_another_picture(motif: str) -> None:
    assert svg(scene(motif, 7)) != svg(scene(motif, 8))


@given(st.sampled_from(sorted(MOTIFS)), st.integers(min_value=0, max_value=10**9))
@settings(max_examples=60, deadline=None)
def test_every_drawing_is_a_small_valid_file_without_styles_or_scripts(motif: str, seed: int) -> None:
    text = svg(scene(motif, seed))
    assert len(text.encode()) < 14_000
    root = ET.fromstring(text)
    assert root.get("viewBox") == "0 0 1600 900"
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in {"svg", "g", "path"}
        assert not {"style", "class", "href"} & set(element.keys())


@motifs
def test_the_first_two_hundred_drawings_stay_under_twelve_kilobytes(motif: str) -> None:
    assert max(len(svg(scene(motif, seed)).encode()) for seed in range(200)) < 12 * 1024


@motifs
def test_a_raster_has_the_width_that_was_asked_for(motif: str) -> None:
    assert raster(scene(motif, 3), 480).size == (480, 270)


def test_a_colour_without_a_motif_is_refused() -> None:
    with pytest.raises(KeyError):
        scene("turquoise", 1)
