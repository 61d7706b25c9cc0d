"""Writes a workbook (Office Open XML, ECMA-376) row by row, with nothing but the standard library."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape

# What no XML file may hold.
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# The most that Excel takes in one cell.
MOST_LETTERS = 32_767
CHUNK_BYTES = 64 * 1024
MOMENT = (2026, 1, 1, 0, 0, 0)

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FILES = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Antwoorden" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is for the heads: bold.
    "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>',
}


class Outbox:
    """A file that is written from front to back, and emptied in between."""

    def __init__(self) -> None:
        """Begin empty."""
        self.pieces: list[bytes] = []
        self.waiting = 0
        self.position = 0

    def write(self, data: bytes) -> int:
        """Keep a piece until it is taken."""
        self.pieces.append(bytes(data))
        self.waiting += len(data)
        self.position += len(data)
        return len(data)

    def tell(self) -> int:
        """Say how much was written."""
        return self.position

    def flush(self) -> None:
        """Do nothing: what waits is taken by `take`."""

    def close(self) -> None:
        """Do nothing: there is nothing to let go."""

    def take(self) -> bytes:
        """Give what was written since the last time."""
        taken = b"".join(self.pieces)
        self.pieces, self.waiting = [], 0
        return taken


def workbook(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[bytes]:
    """Give the bytes of a workbook with one sheet, a piece at a time; the first row stays in sight."""
    out = Outbox()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FILES.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), text, zipfile.ZIP_DEFLATED)
        sheet_file = zipfile.ZipInfo("xl/worksheets/sheet1.xml", MOMENT)
        sheet_file.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(sheet_file, "w", force_zip64=True) as sheet:
            for line in sheet_lines(heads, rows):
                sheet.write(line.encode())
                if out.waiting >= CHUNK_BYTES:
                    yield out.take()
    yield out.take()


def sheet_lines(heads: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """Give the XML of the sheet, row by row."""
    yield (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
    )
    yield f"<row>{''.join(cell(head, style=1) for head in heads)}</row>"
    for row in rows:
        yield f"<row>{''.join(map(cell, row))}</row>"
    yield "</sheetData></worksheet>"


def cell(value: Any, style: int = 0) -> str:
    """Give the XML of a cell: a number, a truth value, or text; text is never read as a formula."""
    attribute = f' s="{style}"' if style else ""
    if value is None or value == "":
        return f"<c{attribute}/>"
    if isinstance(value, bool):
        return f'<c t="b"{attribute}><v>{int(value)}</v></c>'
    if isinstance(value, int | float) and math.isfinite(value):
        return f"<c{attribute}><v>{value}</v></c>"
    text = escape(NO_XML.sub("", str(value))[:MOST_LETTERS])
    return f'<c t="inlineStr"{attribute}><is><t xml:space="preserve">{text}</t></is></c>'
