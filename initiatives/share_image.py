"""Draws the picture that stands with a link in a chat or on a timeline: 1200 by 630."""

from __future__ import annotations

import io
from functools import lru_cache

from django.core.files.storage import storages
from PIL import Image, ImageDraw, ImageFont, ImageOps

from foundation.typesetting import Measure, font_file, wrap
from initiatives.drawn import INK, PAPER, STONE, SUN, TONES, Shown, fit
from publications import landscapes

WIDTH, HEIGHT = 1200, 630
ART = 340  # the height of the photo or the landscape
MARGIN = 56


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Give the font of the house at a size."""
    return ImageFont.truetype(font_file(weight), size)


def measure_in(weight: str, size: int) -> Measure:
    """Give how wide a text is."""
    return font(weight, size).getlength


def draw_share_image(what: Shown) -> bytes:
    """Give the picture as PNG."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet.paste(art(what), (0, 0))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, ART, WIDTH, ART + 9), fill=TONES[what.colour])
    draw_words(pen, what)
    draw_mark(pen, what)
    out = io.BytesIO()
    # A palette is a third of the size, and what people send on should be light.
    sheet.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(out, "PNG", optimize=True)
    return out.getvalue()


def art(what: Shown) -> Image.Image:
    """Give the photo of the initiative, or the landscape of its theme."""
    if what.picture and storages["default"].exists(what.picture):
        with storages["default"].open(what.picture) as file:
            photo = Image.open(file, formats=("WEBP",)).convert("RGB")
            return ImageOps.fit(photo, (WIDTH, ART), Image.Resampling.LANCZOS)
    drawn = landscapes.raster(landscapes.scene(what.colour, what.seed), WIDTH, grain=False)
    # Skies are calm: what happens stands in the lower part.
    return ImageOps.fit(drawn, (WIDTH, ART), Image.Resampling.BOX, centering=(0.5, 0.62))


def draw_words(pen: ImageDraw.ImageDraw, what: Shown) -> None:
    """Write the theme, the title and the place."""
    width = WIDTH - 2 * MARGIN
    top = ART + 34
    pen.text((MARGIN, top), what.theme, font=font("bold", 24), fill=TONES[what.colour])
    size, lines = fit(what.title, lambda at: measure_in("bold", at), width=width, sizes=range(60, 33, -2), most=2)
    top += 36
    for line in lines:
        pen.text((MARGIN, top), line, font=font("bold", size), fill=INK)
        top += round(size * 1.12)
    place = wrap(what.place, measure_in("regular", 27), width - 330)
    pen.text((MARGIN, HEIGHT - 62), place[0], font=font("regular", 27), fill=STONE)


def draw_mark(pen: ImageDraw.ImageDraw, what: Shown) -> None:
    """Write the name of the site in the corner, its ampersand in the yellow hexagon as at the top of every page."""
    letters = font("bold", 32)
    before, ampersand, after = what.site.partition("&")
    hexagon = 46.0 if ampersand else 0.0
    x = WIDTH - MARGIN - letters.getlength(before) - letters.getlength(after) - hexagon
    baseline = HEIGHT - 36
    pen.text((x, baseline), before, font=letters, fill=INK, anchor="ls")
    x += letters.getlength(before)
    if ampersand:
        middle, high = x + hexagon / 2, baseline - 11
        corners = ((0, -25), (20, -12.5), (20, 12.5), (0, 25), (-20, 12.5), (-20, -12.5))
        pen.polygon([(middle + dx, high + dy) for dx, dy in corners], fill=SUN)
        pen.text((middle, baseline), "&", font=letters, fill=INK, anchor="ms")
    pen.text((x + hexagon, baseline), after, font=letters, fill=INK, anchor="ls")
