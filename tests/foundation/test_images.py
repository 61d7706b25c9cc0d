"""Uploaded pictures: only pixels get through, upright, within the limits."""

import io
import random

import pytest
from django.conf import LazySettings
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms

from foundation import images
from tests.factories import picture_file

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def refused(upload: io.BytesIO) -> str:
    with pytest.raises(ValidationError) as caught:
        images.prepare(upload)
    return str(caught.value.code)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def photo_with_place() -> io.BytesIO:
    """Left half red, held on its side by a camera that wrote down where it was."""
    picture = Image.new("RGB", (200, 100), (0, 0, 200))
    picture.paste((200, 0, 0), (0, 0, 100, 100))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKE] = "Geheime Camera"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (52.0, 30.0, 45.0)
    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(out, "JPEG", exif=exif, icc_profile=profile, comment=b"achter de kerk")
    return out


def test_where_and_with_what_a_photo_was_made_is_gone() -> None:
    upload = photo_with_place()
    assert b"Geheime Camera" in upload.getvalue()
    for content in images.prepare(upload).by_width.values():
        picture = opened(content)
        assert picture.format == "WEBP"
        assert not picture.getexif()
        assert not set(picture.info) & {"exif", "xmp", "icc_profile", "comment"}
        assert b"Geheime" not in content
        assert b"EXIF" not in content


def test_a_photo_is_turned_the_way_the_camera_was_held() -> None:
    prepared = images.prepare(photo_with_place())
    assert (prepared.width, prepared.height) == (100, 200)
    picture = opened(prepared.by_width[480]).convert("RGB")
    top, bottom = picture.getpixel((50, 20)), picture.getpixel((50, 180))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


def test_it_comes_in_three_widths_and_is_never_blown_up() -> None:
    large = images.prepare(picture_file((2000, 1000)))
    assert {width: opened(content).size for width, content in large.by_width.items()} == {
        480: (480, 240),
        960: (960, 480),
        1600: (1600, 800),
    }
    small = images.prepare(picture_file((300, 200)))
    assert {opened(content).size for content in small.by_width.values()} == {(300, 200)}


@pytest.mark.parametrize("size", [(1, 5000), (5000, 1), (1, 1)])
def test_odd_shapes_stay_pictures(size: tuple[int, int]) -> None:
    prepared = images.prepare(picture_file(size))
    assert prepared.width >= 1
    assert prepared.height >= 1


def test_more_than_ten_megabytes_is_refused_and_just_ten_is_not(settings: LazySettings) -> None:
    assert settings.IMAGE_MAX_BYTES == 10 * 1024 * 1024
    upload = picture_file()
    padding = settings.IMAGE_MAX_BYTES - len(upload.getvalue())
    assert images.prepare(io.BytesIO(upload.getvalue() + b"\0" * padding)).width == 120
    assert refused(io.BytesIO(upload.getvalue() + b"\0" * (padding + 1))) == "too_large"


@pytest.mark.parametrize("size", [(6500, 6200), (20_000, 10_000)])
def test_more_than_forty_million_points_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    bomb = io.BytesIO()
    Image.new("1", size).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    assert refused(bomb) == "too_many_pixels"


@pytest.mark.parametrize(
    "content",
    [b"", b"geen plaatje", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b"\xff\xd8\xff", b"GIF89a"],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    assert refused(io.BytesIO(content)) in {"no_picture", "damaged"}


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO"])
def test_other_kinds_of_picture_are_refused(kind: str) -> None:
    assert refused(picture_file(kind=kind)) == "no_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_half_a_file_is_refused_as_damaged(kind: str) -> None:
    noise = Image.effect_noise((400, 300), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    assert images.prepare(io.BytesIO(out.getvalue())).width == 400
    assert refused(io.BytesIO(out.getvalue()[: len(out.getvalue()) // 2])) in {"damaged", "no_picture"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_broken_file_is_refused_and_never_an_error_of_ours(kind: str) -> None:
    chance = random.Random(kind)
    whole = photo_with_place().getvalue() if kind == "JPEG" else picture_file((60, 40), kind=kind).getvalue()
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            images.prepare(io.BytesIO(bytes(broken)))
        except ValidationError:
            pass


def test_transparency_is_kept() -> None:
    prepared = images.prepare(picture_file(kind="PNG", colour=(200, 0, 0, 0)))
    picture = opened(prepared.by_width[480])
    assert picture.mode == "RGBA"
    pixel = picture.getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 0


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "CMYK", "I;16"])
def test_every_way_of_storing_colour_becomes_plain_pixels(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(images.prepare(out).by_width[480]).mode in {"RGB", "RGBA"}


def test_what_is_hidden_behind_a_picture_does_not_come_along() -> None:
    upload = picture_file(kind="GIF")
    payload = b"<script>alert(document.cookie)</script><?php system('id'); ?>"
    for content in images.prepare(io.BytesIO(upload.getvalue() + payload)).by_width.values():
        assert b"script" not in content
        assert b"php" not in content


def test_the_double_pictures_of_some_phones_are_taken_as_their_first() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 0, 0)).save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 30), (0, 0, 200))]
    )
    pixel = opened(images.prepare(out).by_width[480]).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 150
