"""The results of a part as a PDF report: what was asked, what was answered, and how it was counted."""

from __future__ import annotations

import io
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from consultations.charts import Figure, Row
from foundation.templatetags.words import day, number

INK, STONE, RIVER, MIST = "#14212B", "#5A6570", "#00587A", "#E6EEF0"
WIDTH, HEIGHT = A4
MARGIN = 50.0
INNER = WIDTH - 2 * MARGIN
FOOT = 60.0


@lru_cache
def house_font(weight: str) -> str:
    """Give the name of the font of the house, regular or bold, read once in the life of a process."""
    found = finders.find(f"fonts/atkinson-hyperlegible-next-{weight}.ttf")
    if not found:
        raise FileNotFoundError("the fonts are not built: npm run build")
    name = f"Report-{weight}"
    pdfmetrics.registerFont(TTFont(name, str(found)))
    return name


class Paper:
    """A4 pages that are written from the top down; what does not fit any more goes on the next."""

    def __init__(self, title: str, language: str) -> None:
        """Begin with an empty page; `title` and `language` are for screen readers."""
        self.out = io.BytesIO()
        font = house_font("regular")
        self.page = Canvas(self.out, pagesize=A4, lang=language, initialFontName=font, invariant=1)  # type: ignore[arg-type]  # a name, whatever its types say
        self.page.setTitle(title)
        self.page.setAuthor(settings.SITE_NAME)
        self.page.setViewerPreference("DisplayDocTitle", "true")
        self.y = HEIGHT - MARGIN
        self.number = 1

    def room(self, height: float) -> None:
        """Go to the next page when so much (points) does not fit on this one."""
        if self.y - height < FOOT:
            self.turn()

    def turn(self) -> None:
        """End this page with its number, and begin the next."""
        self.foot()
        self.page.showPage()
        self.y = HEIGHT - MARGIN
        self.number += 1

    def foot(self) -> None:
        """Write the name of the site and the number of the page."""
        self.page.setFont(house_font("regular"), 9)
        self.page.setFillColor(HexColor(STONE))
        self.page.drawString(MARGIN, 34, settings.SITE_NAME)
        self.page.drawRightString(WIDTH - MARGIN, 34, str(self.number))

    def write(
        self, text: str, size: float = 11, *, bold: bool = False, colour: str = INK, width: float = INNER
    ) -> None:
        """Write a paragraph, broken into lines."""
        font = house_font("bold" if bold else "regular")
        for line in lines_of(text, font, size, width):
            self.room(size * 1.4)
            self.y -= size * 1.4
            self.page.setFont(font, size)
            self.page.setFillColor(HexColor(colour))
            self.page.drawString(MARGIN, self.y, line)

    def gap(self, height: float) -> None:
        """Leave some room."""
        self.y -= height

    def bar(self, row: Row, unit: str) -> None:
        """Write one answer with its number, and draw its bar."""
        right = f"{number(row.count)} {unit} ({row.share}%)"
        self.room(34)
        top = self.y
        self.write(row.label, 10.5, width=INNER - 130)
        self.page.setFont(house_font("bold"), 10.5)
        self.page.drawRightString(WIDTH - MARGIN, top - 10.5 * 1.4, right)
        self.y -= 12
        self.page.setFillColor(HexColor(MIST))
        self.page.rect(MARGIN, self.y, INNER, 7, stroke=0, fill=1)
        self.page.setFillColor(HexColor(RIVER))
        self.page.rect(MARGIN, self.y, INNER * min(100, row.size) / 100, 7, stroke=0, fill=1)
        self.y -= 4

    def done(self) -> bytes:
        """End the last page and give the file."""
        self.foot()
        self.page.showPage()
        self.page.save()
        return self.out.getvalue()


def lines_of(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines of at most this width (points); a word that is too long for one is cut."""
    lines: list[str] = []
    for word in text.split():
        piece = word
        while pdfmetrics.stringWidth(piece, font, size) > width:
            piece = piece[: max(1, len(piece) * 2 // 3)]
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and pdfmetrics.stringWidth(joined, font, size) <= width:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


def report(
    title: str, part: str, figures: list[Figure], *, answers: int, paper: int | None, counted_at: object, address: str
) -> bytes:
    """Give the report as PDF: totals, every question with its bars, and how it was counted."""
    sheet = Paper(f"{title}: {part}", "nl")
    sheet.write(_("Results"), 11, bold=True, colour=RIVER)
    sheet.write(title, 22, bold=True)
    sheet.gap(4)
    sheet.write(part, 14)
    sheet.gap(8)
    took = ngettext("%(number)s answer", "%(number)s answers", answers) % {"number": number(answers)}
    on_paper = ", " + _("of which %(number)s on paper") % {"number": number(paper)} if paper else ""
    sheet.write(took + on_paper, 12, bold=True)
    sheet.write(_("Counted on %(day)s") % {"day": day(counted_at)}, 10, colour=STONE)  # type: ignore[arg-type]  # a moment
    sheet.write(address, 10, colour=STONE)
    for figure in figures:
        sheet.gap(18)
        sheet.room(80)
        sheet.write(figure.question, 13, bold=True)
        sheet.write(figure.summary, 10, colour=STONE)
        sheet.gap(4)
        for row in figure.rows if figure.kind != "words" else []:
            sheet.bar(row, figure.unit)
        if figure.note:
            sheet.write(figure.note, 10, colour=STONE)
    sheet.gap(20)
    sheet.room(90)
    sheet.write(_("How we counted"), 13, bold=True)
    sheet.write(explanation(), 10.5)
    return sheet.done()


def explanation() -> str:
    """Give what a reader must know about the numbers."""
    return _(
        "People chose themselves to take part. So this is not a sample: it tells what those who took part think, not "
        "what all residents think. Nothing was weighted. Groups of fewer than five people are never shown."
    )
