"""Draws a receipt as PDF, to keep or to print."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from consultations.receipts import Receipt
from foundation.templatetags.words import day
from foundation.typesetting import letters, pdf_font

INK, STONE, SUN = HexColor("#14212B"), HexColor("#5A6570"), HexColor("#F4B927")
MARGIN = 56


def styles() -> dict[str, ParagraphStyle]:
    """Give the kinds of text on the page."""
    regular, bold = pdf_font("regular").fontName, pdf_font("bold").fontName
    text = ParagraphStyle("text", fontName=regular, fontSize=11, leading=16, textColor=INK)
    return {
        "text": text,
        "title": ParagraphStyle("title", parent=text, fontName=bold, fontSize=22, leading=27, spaceAfter=6),
        "head": ParagraphStyle("head", parent=text, fontName=bold, fontSize=14, leading=19, spaceBefore=18),
        "question": ParagraphStyle("question", parent=text, fontName=bold, spaceBefore=10, keepWithNext=1),
        "quiet": ParagraphStyle("quiet", parent=text, fontSize=9.5, leading=14, textColor=STONE),
        "code": ParagraphStyle("code", parent=text, fontName=bold, fontSize=16, leading=24),
    }


def lines(text: str) -> str:
    """Keep the lines of an answer, without signs that the font does not have."""
    return "<br/>".join(escape(letters(line)) for line in text.splitlines()) or "-"


def draw_receipt(receipt: Receipt, *, verify_url: str, language: str = "nl") -> bytes:
    """Give the receipt as PDF, with a title and a language that a screen reader can use."""
    kinds, out = styles(), io.BytesIO()
    consultation = receipt.part.consultation
    story: list[Flowable] = [
        Paragraph(lines(_("Receipt of your answers")), kinds["title"]),
        Paragraph(lines(consultation.title), kinds["text"]),
        Paragraph(lines(receipt.part.title), kinds["quiet"]),
        Spacer(1, 12),
        Paragraph(lines(_("Reference: %(reference)s") % {"reference": receipt.reference}), kinds["text"]),
        Paragraph(lines(_("Sent on: %(day)s") % {"day": day(receipt.day)}), kinds["text"]),
    ]
    if receipt.code:
        story += [
            Paragraph(lines(_("Your code")), kinds["head"]),
            Paragraph(lines(receipt.code), kinds["code"]),
            Paragraph(
                lines(_("With this code you can see, change or withdraw your answers. Show it to nobody.")),
                kinds["text"],
            ),
        ]
    if receipt.said:
        story.append(Paragraph(lines(_("What you answered")), kinds["head"]))
    for one in receipt.said:
        story += [Paragraph(lines(one.question), kinds["question"]), Paragraph(lines(one.answer), kinds["text"])]
    address = escape(verify_url)
    story += [
        Spacer(1, 20),
        Paragraph(
            lines(_("Is this receipt real? Anybody can check it here, without seeing the answers:")), kinds["quiet"]
        ),
        Paragraph(f'<link href="{address}">{address}</link>', kinds["quiet"]),
    ]
    title = _("Receipt %(reference)s") % {"reference": receipt.reference}
    sheet = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=72, bottomMargin=56,
        title=title, author=settings.SITE_NAME, subject=consultation.title, lang=language, invariant=1,
    )  # fmt: skip
    sheet.build(story, onFirstPage=draw_frame, onLaterPages=draw_frame)
    return out.getvalue()


def draw_frame(page: Canvas, _sheet: Any) -> None:
    """Draw the yellow line at the top with the name of the site, and the number of the page."""
    width, height = A4
    page.setViewerPreference("DisplayDocTitle", "true")
    page.setFillColor(SUN)
    page.rect(0, height - 10, width, 10, stroke=0, fill=1)
    page.setFillColor(INK)
    page.setFont(pdf_font("bold").fontName, 11)
    page.drawString(MARGIN, height - 42, settings.SITE_NAME)
    page.setFillColor(STONE)
    page.setFont(pdf_font("regular").fontName, 9)
    page.drawRightString(width - MARGIN, 32, str(page.getPageNumber()))
