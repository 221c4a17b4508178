"""Files that leave the service: CSV that a spreadsheet shows as it is and never runs as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.http import HttpResponse

# What a spreadsheet may take for the start of a formula or a command, typed either wide or narrow.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet runs: an apostrophe goes before whatever could begin a formula.

    Whole and decimal numbers of ours are written as they are; the same signs in a text that somebody typed are not.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, str) and (text.startswith(RISKY) or text.lstrip().startswith(RISKY[:4])):
        return f"'{text}"
    return text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The lines of a CSV file, each cell made safe. It opens with the mark by which spreadsheets know UTF-8."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_MINIMAL)
    yield "\ufeff"
    for row in chain([headings], rows):
        writer.writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def csv_download(file_name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file to download. `file_name` is ours, never a name that somebody typed: it ends up in folders and logs."""
    response = HttpResponse("".join(csv_text(headings, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
