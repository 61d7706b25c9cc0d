"""Answers as files: safe, complete, and in little memory."""

import csv
import io
import json
import re
import tracemalloc
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from consultations import charts, exports, printed, results
from consultations.models import Part
from foundation.models import AuditEntry
from tests.consultations import asking
from tests.consultations.counting import answered, asked, crowd
from tests.factories import resident, staff
from tests.visitors import signed_in

method = pytest.fixture(autouse=True)(asked)
pytestmark = pytest.mark.django_db
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = ["=1+1", "+31", "-5 graden", "@SOM(A1)", " =cmd()", "\t=x", 'a "b"; c\nd', "<&>\x01", "gewoon"]


def url(part: Part, extension: str, name: str = "file") -> str:
    return reverse(f"consultations:{name}", args=[part.consultation.slug, part.number, extension])


def closed(part: Part) -> Part:
    asking.close_now(part.consultation)
    results.refresh(part)
    return part


def cells(content: bytes) -> list[list[str]]:
    """What a spreadsheet program shows; every part of the file must be XML that can be read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        trees = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    sheet = trees["xl/worksheets/sheet1.xml"]
    assert not list(sheet.iter(f"{MAIN}f"))
    return [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{MAIN}row")]


def test_a_csv_holds_no_formula() -> None:
    content = b"".join(exports.as_csv(["=kop"], [[one] for one in NASTY])).decode()
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert content.startswith("\ufeff")
    assert [row[0] for row in rows[:7]] == ["'=kop", "'=1+1", "'+31", "'-5 graden", "'@SOM(A1)", "' =cmd()", "'\t=x"]
    assert rows[7] == ['a "b"; c\nd']
    assert all(len(row) == 1 for row in rows)


def test_numbers_stay_numbers_in_a_csv() -> None:
    assert exports.harmless(-5) == -5
    assert b"-5\r\n" in b"".join(exports.as_csv(["n"], [[-5]]))


def test_a_workbook_can_be_read_and_holds_text_not_formulas() -> None:
    content = b"".join(exports.as_xlsx(["Vraag", "Getal", "Leeg"], [[one, 12.5, None] for one in NASTY]))
    rows = cells(content)
    assert rows[0] == ["Vraag", "Getal", "Leeg"]
    assert rows[1] == ["=1+1", "12.5", ""]
    assert [row[0] for row in rows[1:]] == [one.replace("\x01", "") for one in NASTY]


def test_json_has_one_object_a_row_even_with_the_same_head_twice() -> None:
    read = json.loads(b"".join(exports.as_json(["Waarom?", "Waarom?"], [["a", ["b", "c"]], [1, None]])))
    assert read == [{"Waarom?": "a", "Waarom? (2)": "b, c"}, {"Waarom?": 1, "Waarom? (2)": None}]
    assert json.loads(b"".join(exports.as_json(["a"], []))) == []


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json"])
def test_open_data_has_nothing_personal(client: Client, extension: str) -> None:
    part = asking.part("asked")
    answered(part, 3, data={"bus": "yes", "waarom": "Bel Jan"})
    response = client.get(url(closed(part), extension))
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streaming response
    text = str(cells(content)) if extension == "xlsx" else content.decode()
    assert text.count("Ja, elk uur") == 3
    assert "Bel Jan" not in text
    assert not AuditEntry.objects.filter(action="answers.exported").exists()


def test_staff_gets_everything_and_that_is_noted() -> None:
    part = asking.part("asked")
    answered(part, 1, data={"bus": "yes", "waarom": "Bel Jan"})
    for other in (Client(), signed_in(resident())):
        assert other.get(url(part, "csv", "all_file")).status_code == 404
    response = signed_in(staff(Role.OFFICIAL)).get(url(part, "csv", "all_file"))
    assert b"Bel Jan" in b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streaming response
    assert AuditEntry.objects.get(action="answers.exported").subject_id == str(part.pk)


def test_no_open_data_while_it_is_open_or_where_the_editor_does_not_want_it(client: Client) -> None:
    live, closed_off = asking.part("asked", results_shown="live"), asking.part("asked", is_open_data=False)
    answered(live, 6)
    answered(closed_off, 6)
    assert client.get(url(live, "csv")).status_code == 404
    assert client.get(url(closed(closed_off), "csv")).status_code == 404
    assert client.get(url(live, "exe")).status_code == 404


def test_the_report_is_a_pdf_with_the_results(client: Client) -> None:
    part = asking.part("asked")
    answered(part, 12)
    response = client.get(url(closed(part), "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert part.consultation.slug in response["Content-Disposition"]


def test_a_long_report_goes_on_on_the_next_page() -> None:
    rows = [{"key": str(number), "label": f"Antwoord {number} " * 30, "count": number} for number in range(40)]
    count = {"key": "q", "question": "Een vraag? " * 20, "kind": "bars", "answered": 40, "rows": rows, "groups": {}}
    figures = charts.figures({"counts": [count]}, {}, with_groups=False)
    facts: dict[str, Any] = {"answers": 40, "paper": 6, "counted_at": None, "address": "https://voorbeeld.nl/" * 20}
    content = printed.report("Titel", "Onderdeel", figures, **facts)
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) > 2


def peak_of(part: Part, extension: str) -> int:
    """The most memory (bytes) that making a file takes, and the file thrown away as it comes."""
    for _piece in exports.file_of(part, extension, is_public=False):
        pass
    tracemalloc.start()
    try:
        for _piece in exports.file_of(part, extension, is_public=False):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_number_of_answers() -> None:
    small, large = asking.part("asked"), asking.part("asked")
    crowd(small, 3_000)
    crowd(large, 12_000)
    for extension in exports.FORMATS:
        assert peak_of(large, extension) < 1.5 * peak_of(small, extension) + 200_000, extension
