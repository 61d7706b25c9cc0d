"""Draws the poster of an initiative: one A4 page to hang in a shop, with a code that leads to its page."""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from foundation.typesetting import Measure, pdf_font, wrap
from initiatives.drawn import INK, PAPER, STONE, SUN, TONES, Shown, fit
from publications import landscapes
from publications.landscapes.sheet import HEIGHT, WIDTH, Circle, Line

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 42.0
INNER = PAGE_WIDTH - 2 * MARGIN
ART = 336.0  # how much of the page the landscape takes, from the top
FOOT = 160.0  # the band with the code, from the bottom
CODE = 112.0


def draw_poster(what: Shown, language: str = "nl") -> bytes:
    """Give the poster as PDF, with a title and a language that a screen reader can use."""
    regular, bold = pdf_font("regular"), pdf_font("bold")
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, lang=language, initialFontName=regular.fontName, invariant=1)  # type: ignore[arg-type]  # a name, whatever its types say
    page.setTitle(what.title)
    page.setAuthor(what.site)
    page.setSubject(what.summary)
    page.setCreator(what.site)
    page.setViewerPreference("DisplayDocTitle", "true")
    page.setFillColor(HexColor(PAPER))
    page.rect(0, 0, PAGE_WIDTH, PAGE_HEIGHT, stroke=0, fill=1)
    draw_landscape(page, what)
    draw_words(page, what, regular.fontName, bold.fontName)
    draw_foot(page, what, regular.fontName, bold.fontName)
    page.showPage()
    page.save()
    return out.getvalue()


def draw_landscape(page: Canvas, what: Shown) -> None:
    """Draw the landscape of the theme as shapes, so that it stays sharp however large it is printed."""
    scale = max(ART / HEIGHT, PAGE_WIDTH / WIDTH)
    page.saveState()
    frame = page.beginPath()
    frame.rect(0, PAGE_HEIGHT - ART, PAGE_WIDTH, ART)
    page.clipPath(frame, stroke=0, fill=0)
    page.translate((PAGE_WIDTH - WIDTH * scale) / 2, PAGE_HEIGHT)
    page.scale(scale, -scale)
    page.setLineCap(1)
    page.setLineJoin(1)
    for shape in landscapes.scene(what.colour, what.seed).shapes:
        colour = HexColor(shape.colour)
        if isinstance(shape, Circle):
            page.setFillColor(colour)
            page.circle(shape.x, shape.y, shape.r, stroke=0, fill=1)
            continue
        path = page.beginPath()
        path.moveTo(*shape.points[0])
        for point in shape.points[1:]:
            path.lineTo(*point)
        if isinstance(shape, Line):
            page.setStrokeColor(colour)
            page.setLineWidth(shape.width)
            page.drawPath(path, stroke=1, fill=0)
        else:
            path.close()
            page.setFillColor(colour)
            page.drawPath(path, stroke=0, fill=1)
    page.restoreState()
    page.setFillColor(HexColor(TONES[what.colour]))
    page.rect(0, PAGE_HEIGHT - ART - 8, PAGE_WIDTH, 8, stroke=0, fill=1)


def measure_in(page: Canvas, font: str, size: float) -> Measure:
    """Give how wide a text is in this font."""
    return lambda text: float(page.stringWidth(text, font, size))


def draw_words(page: Canvas, what: Shown, regular: str, bold: str) -> None:
    """Write theme, title, summary, what is asked, and place, in the space between the landscape and the foot."""
    top = PAGE_HEIGHT - ART - 44
    page.setFillColor(HexColor(TONES[what.colour]))
    page.setFont(bold, 13)
    page.drawString(MARGIN, top, what.theme)
    page.setFillColor(HexColor(INK))
    size, lines = fit(what.title, lambda at: measure_in(page, bold, at), width=INNER, sizes=range(42, 21, -1), most=3)
    top -= 14
    for line in lines:
        top -= size * 1.08
        page.setFont(bold, size)
        page.drawString(MARGIN, top, line)
    top -= 12
    bottom = FOOT + 46
    size, lines = fit(
        what.summary,
        lambda at: measure_in(page, regular, at),
        width=INNER,
        sizes=range(18, 11, -1),
        most=max(3, int((top - bottom) / 25)),
    )
    for line in lines:
        top -= size * 1.36
        page.setFont(regular, size)
        page.drawString(MARGIN, top, line)
    if what.asked and top - 30 > bottom:
        top -= 30
        page.setFont(bold, 14)
        asked = _("We look for: %(needs)s") % {"needs": ", ".join(what.asked)}
        page.drawString(MARGIN, top, wrap(asked, measure_in(page, bold, 14), INNER)[0])
    page.setFillColor(HexColor(STONE))
    page.setFont(regular, 14)
    page.drawString(MARGIN, FOOT + 22, wrap(what.place, measure_in(page, regular, 14), INNER)[0])


def draw_foot(page: Canvas, what: Shown, regular: str, bold: str) -> None:
    """Draw the yellow band: the code, what to do with it, the address to type, and the name of the site."""
    page.setFillColor(HexColor(SUN))
    page.rect(0, 0, PAGE_WIDTH, FOOT, stroke=0, fill=1)
    side = (FOOT - CODE) / 2
    page.setFillColor(HexColor("#FFFFFF"))
    page.roundRect(MARGIN - 6, side - 6, CODE + 12, CODE + 12, 6, stroke=0, fill=1)
    draw_code(page, what.address, MARGIN, side, CODE)
    left = MARGIN + CODE + 28
    width = PAGE_WIDTH - MARGIN - left
    page.setFillColor(HexColor(INK))
    page.setFont(bold, 25)
    page.drawString(left, FOOT - 46, _("Join in"))
    page.setFont(regular, 14)
    page.drawString(left, FOOT - 68, _("Scan the code, or go to"))
    size, lines = fit(
        what.short_address, lambda at: measure_in(page, bold, at), width=width, sizes=range(19, 9, -1), most=1
    )
    page.setFont(bold, size)
    page.drawString(left, FOOT - 92, lines[0])
    draw_mark(page, what.site, bold, PAGE_WIDTH - MARGIN, side + 4)


def draw_mark(page: Canvas, site: str, bold: str, right: float, baseline: float) -> None:
    """Write the name of the site, its ampersand in a hexagon as at the top of every page."""
    before, ampersand, after = site.partition("&")
    page.setFont(bold, 15)
    page.drawRightString(right, baseline, after or before)
    if not ampersand:
        return
    middle = right - page.stringWidth(after, bold, 15) - 12
    path = page.beginPath()
    for number, (dx, dy) in enumerate(((0, 12.5), (10, 6.2), (10, -6.2), (0, -12.5), (-10, -6.2), (-10, 6.2))):
        (path.lineTo if number else path.moveTo)(middle + dx, baseline + 5 + dy)
    path.close()
    page.setFillColor(HexColor("#FFFFFF"))
    page.drawPath(path, stroke=0, fill=1)
    page.setFillColor(HexColor(INK))
    page.drawCentredString(middle, baseline, ampersand)
    page.drawRightString(middle - 12, baseline, before)


def draw_code(page: Canvas, address: str, x: float, y: float, size: float) -> None:
    """Draw the QR code as squares; a quarter of it may get torn or dirty."""
    rows = list(segno.make(address, error="q", micro=False).matrix_iter(border=2))
    step = size / len(rows)
    path = page.beginPath()
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(x + start * step, y + size - (number + 1) * step, (column - start) * step, step)
                start = None
    page.setFillColor(HexColor(INK))
    page.drawPath(path, stroke=0, fill=1)
