"""Workbooks that leave the service: visible sheets of values, without a formula, a link or a name of who made it."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from xlsxwriter.worksheet import Worksheet

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 50, 8
# Its name, its headings, and its rows.
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


def workbook(sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet: the headings stay in sight and filter, days are days, numbers are numbers.

    Everything else is text, as it is. `sheet` is ours, at most 31 characters.
    """
    return _workbook([(sheet, headings, rows)])


def _workbook(sheets: Iterable[Sheet]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet, headings, rows in sheets:
            _fill(book.add_worksheet(sheet), headings, rows, bold, day)
    return file.getvalue()


def _fill(page: Worksheet, headings: Sequence[str], rows: Iterable[Sequence[Any]], bold: Any, day: Any) -> None:
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(page, last, column, value, day)
            widths[column] = max(widths[column], len(_shown(value)))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, len(headings) - 1)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))


def workbook_download(
    file_name: str, sheet: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """A workbook to download. `file_name` is ours, never a name that somebody typed: it ends up in folders and logs."""
    return workbook_of_sheets(file_name, [(sheet, headings, rows)])


def workbook_of_sheets(file_name: str, sheets: Iterable[Sheet]) -> HttpResponse:
    """The same with several sheets, one after the other, all of them in sight."""
    response = HttpResponse(_workbook(sheets), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _write(page: Worksheet, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        page.write_number(row, column, value)
    else:
        # By its own name: `write` would make a formula or a link of a text that looks like one.
        page.write_string(row, column, str(value))


def _shown(value: Any) -> str:
    return "dd/mm/yyyy" if isinstance(value, date) else str(value or "")
