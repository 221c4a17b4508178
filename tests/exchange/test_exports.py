"""Files that leave the service say what the record says, and no spreadsheet runs them."""

import csv
import io

import pytest

from oxle.exchange.exports import csv_download, safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\0"])
def test_text_that_could_begin_a_formula_gets_an_apostrophe(start: str):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_so_does_text_with_spaces_before_the_sign():
    assert safe_cell("  =HYPERLINK()") == "'  =HYPERLINK()"


@pytest.mark.parametrize(
    "text",
    ["O'Brien", "Łukasz", "محمد", "王小明", "😀", "<script>alert(1)</script>", "{{7*7}}", "a" * 300, "1-2", "'tis"],
)
def test_any_other_text_is_written_exactly_as_typed(text: str):
    assert safe_cell(text) == text


def test_our_own_numbers_are_numbers_even_below_nought():
    assert [safe_cell(value) for value in (-5, 3.5, None, True)] == ["-5", "3.5", "", "True"]


def test_a_download_is_utf_8_that_spreadsheets_know_and_never_shown_in_the_browser():
    response = csv_download("schools.csv", ["Name", "=Note"], [["Łukasz, A", '=cmd|"x"'], ["two\nlines", None]])
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "'=Note"], ["Łukasz, A", '\'=cmd|"x"'], ["two\nlines", ""]]
    assert response["Content-Disposition"] == 'attachment; filename="schools.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
