"""Workbooks that leave the service hold values only: no text is run, and what is a day or a number stays one."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from oxle.exchange.workbooks import workbook, workbook_download

HEADINGS = ["Name", "Day", "Days", "Hours"]


def sheet_of(*rows):
    book = openpyxl.load_workbook(io.BytesIO(workbook("Pupils", HEADINGS, rows)))
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [("Pupils", "visible")]
    return book.active


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://example.org", "007", "<b>&amp;", "Łŵ 😀"]
)
def test_a_text_stays_the_text_that_it_is_whatever_it_begins_with(text: str):
    sheet = sheet_of([text, None, None, None])
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].hyperlink) == (text, "s", None)


def test_no_formula_and_no_link_is_anywhere_in_the_file():
    with zipfile.ZipFile(io.BytesIO(workbook("Pupils", HEADINGS, [["=1+1", "https://example.org", "", ""]]))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())
    assert b"=1+1" in parts["xl/sharedStrings.xml"]


def test_days_and_numbers_are_days_and_numbers_and_nothing_is_empty():
    sheet = sheet_of(["Ash", date(2026, 11, 2), 20, Decimal("12.50")], ["Birch", None, 0, None])
    assert [cell.value for cell in sheet[2]] == ["Ash", datetime(2026, 11, 2), 20, 12.5]
    assert [cell.value for cell in sheet[3]] == ["Birch", None, 0, None]
    assert sheet["B2"].number_format == "dd/mm/yyyy"


def test_headings_stay_in_sight_and_filter_also_without_a_row():
    sheet = sheet_of()
    assert ([cell.value for cell in sheet[1]], sheet.freeze_panes) == (HEADINGS, "A2")
    assert sheet.auto_filter.ref == "A1:D1"


def test_a_download_is_never_shown_in_the_browser():
    response = workbook_download("pupils.xlsx", "Pupils", HEADINGS, [])
    assert response["Content-Disposition"] == 'attachment; filename="pupils.xlsx"'
    assert response["X-Content-Type-Options"] == "nosniff"
