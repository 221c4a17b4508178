"""The twelve malformed CSVs, and the zips, workbooks and bombs that people and attackers upload instead."""

import io
import zipfile

import pytest

from oxle.exchange import reading
from oxle.exchange.reading import Line, Unreadable, read_table

WANTED = [("URN",), ("Name", "School name")]
GOOD = "URN,Name\n900001,Elm Tree School\n900002,Oak Lane School\n"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_table(data, WANTED)
    return caught.value.message


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def test_a_plain_file_is_read_row_by_row_numbered_as_a_spreadsheet_numbers_them():
    table = read_table(GOOD.encode(), WANTED)
    assert table.headings == ("URN", "Name")
    assert tuple(table.lines) == (Line(2, ("900001", "Elm Tree School")), Line(3, ("900002", "Oak Lane School")))
    assert table.notes == ()


def test_an_unclosed_quotation_mark_is_refused_at_the_row_that_opens_it_and_no_row_is_swallowed():
    data = b'URN,Name\n900001,"Elm Tree School\n900002,Oak Lane School\n'
    assert refusal(data) == (
        "The quotation mark opened in the row that begins on line 2 is never closed, so the rows after it would be "
        "lost. Close it and upload the file again."
    )


def test_an_unclosed_quotation_mark_that_a_later_quoted_cell_would_close_is_refused_too():
    data = b'URN,Name\n900001,"Elm Tree School\n900002,"Oak Lane School"\n'
    assert refusal(data) == (
        "The row that begins on line 2 has a quotation mark in the wrong place, so its cells cannot be told apart. "
        "Correct it and upload the file again."
    )


def test_short_and_long_rows_are_read_as_they_are_so_that_they_can_be_given_back():
    table = read_table(b"URN,Name\n900001\n900002,Oak,Lane\n", WANTED)
    assert [line.cells for line in table.lines] == [("900001",), ("900002", "Oak", "Lane")]


def test_a_heading_that_is_there_twice_is_refused_with_its_columns():
    data = b"URN,Name,urn \n900001,Elm Tree School,900002\n"
    assert refusal(data) == "The heading “urn” is there twice, in columns 1 and 3. Remove or rename one."


def test_a_missing_heading_is_named():
    assert refusal(b"URN,Town\n900001,Demoton\n") == (
        "The first row must be the headings. The file does not have the column Name."
    )
    assert refusal(b"900001,Elm Tree School\n") == (
        "The first row must be the headings. The file does not have the columns URN, Name."
    )


def test_a_heading_counts_under_any_of_its_names_whatever_its_case_and_spaces():
    assert read_table(b"urn, School  NAME\n900001,Elm Tree School\n", WANTED).headings == ("urn", "School  NAME")


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_semicolons_and_tabs_between_cells_are_accepted_and_said(separator: str, word: str):
    table = read_table(GOOD.replace(",", separator).encode(), WANTED)
    assert next(table.lines).cells == ("900001", "Elm Tree School")
    assert table.notes == (f"The file has {word} between its cells instead of commas.",)


def test_a_byte_order_mark_is_no_part_of_the_first_heading():
    table = read_table(b"\xef\xbb\xbf" + GOOD.encode(), WANTED)
    assert table.headings == ("URN", "Name")
    assert table.notes == ()


def test_utf_16_that_says_so_is_read_and_said():
    table = read_table("URN,Name\n900001,Ysgol Ŵy\n".encode("utf-16"), WANTED)
    assert next(table.lines).cells == ("900001", "Ysgol Ŵy")
    assert table.notes == ("The file was read as UTF-16. Check names with accents.",)


def test_utf_16_that_does_not_say_so_is_refused():
    assert refusal(GOOD.encode("utf-16-le")) == (
        "This is not a CSV file, or it is UTF-16 without saying so. Save it as CSV (UTF-8)."
    )


def test_names_in_windows_1252_are_read_and_the_person_is_told():
    table = read_table("URN,Name\n900001,St Zoë’s School\n".encode("cp1252"), WANTED)
    assert next(table.lines).cells == ("900001", "St Zoë’s School")
    assert table.notes == ("The file is not UTF-8, so it was read as Windows-1252. Check names with accents below.",)


def test_a_character_of_neither_encoding_is_refused_with_its_line_and_never_replaced():
    assert refusal(b"URN,Name\n900001,Elm\n900002,\x81\n") == (
        "Line 3 has a character that is neither UTF-8 nor Windows-1252. Save the file as CSV (UTF-8)."
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\x81",
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x81\n",
        b"GIF89a\x01\0\x01\0\x80\x81",
        b"\x1f\x8b\x08\0" + bytes(range(256)) * 8,
    ],
    ids=["png", "jpeg", "gif", "any other"],
)
def test_a_picture_or_another_file_that_is_no_text_is_said_to_be_no_table(data):
    assert refusal(data) == "This is not a CSV or zip file. Save the table as CSV (UTF-8) and upload that."


def test_a_nul_byte_stays_in_its_own_row():
    table = read_table(b"URN,Name\n900001,El\0m\n900002,Oak Lane School\n", WANTED)
    assert [line.cells[1] for line in table.lines] == ["El\0m", "Oak Lane School"]


def test_a_cell_of_131_073_characters_is_refused_at_its_row():
    data = b"URN,Name\n900001,Elm\n900002," + b"x" * 131_073 + b"\n"
    assert refusal(data) == (
        "A cell in the row that begins on line 3 is too long to be one cell (131,072 characters or 50 lines). A "
        "quotation mark may have been left open there."
    )


def test_a_cell_of_more_lines_than_any_real_one_is_an_open_quotation_mark():
    data = b'URN,Name\n900001,"' + b"Elm\n" * 60 + b'"\n'
    assert refusal(data).startswith("A cell in the row that begins on line 2 is too long to be one cell")


def test_line_ends_of_old_macs_are_read():
    table = read_table(GOOD.replace("\n", "\r").encode(), WANTED)
    assert [line.cells[0] for line in table.lines] == ["900001", "900002"]


def test_a_cell_may_hold_line_ends_and_signs_that_other_programs_split_at():
    table = read_table('URN,Name\n900001,"Elm\nTree\x0b\u2028School"\n900002,Oak\n'.encode(), WANTED)
    assert [line.cells[1] for line in table.lines] == ["Elm\nTree\x0b\u2028School", "Oak"]


def test_empty_rows_are_passed_over_and_said():
    table = read_table(b"URN,Name\n900001,Elm\n,\n ,\n\n900002,Oak\n", WANTED)
    assert [line.number for line in table.lines] == [2, 6]
    assert table.notes == ("2 empty rows were passed over.",)


def test_a_file_with_nothing_in_it_is_refused():
    assert refusal(b"  \n") == "The selected file is empty."
    assert refusal(b"URN,Name\n") == "The file has headings but no rows below them."


def test_workbooks_and_pdfs_are_called_by_their_name():
    workbook = "This is an Excel workbook or a document. Save it as CSV (UTF-8) and upload that."
    assert refusal(zipped(**{"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})) == workbook
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == workbook
    assert refusal(b"%PDF-1.7\n%\xe2\xe3") == "This is a PDF. Upload the CSV file it was made from."


def test_the_one_table_in_a_zip_that_has_the_headings_is_read():
    data = zipped(links__csv=b"From,To\n1,2\n", schools__csv=GOOD.encode(), readme__txt=b"hello")
    assert [line.cells[0] for line in read_table(data, WANTED).lines] == ["900001", "900002"]


def test_a_zip_with_two_such_tables_or_none_is_refused():
    assert refusal(zipped(a__csv=GOOD.encode(), b__csv=GOOD.encode())) == (
        "The zip file has more than one CSV file with these headings. Upload the one you want."
    )
    assert refusal(zipped(readme__txt=b"hello")) == "The zip file has no CSV file in it."
    assert refusal(zipped(links__csv=b"From,To\n1,2\n")) == (
        "The first row must be the headings. The file does not have the columns URN, Name."
    )


def test_a_zip_bomb_is_refused_before_a_byte_of_it_is_unpacked(monkeypatch: pytest.MonkeyPatch):
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *args: opened.append(args))
    bomb = zipped(schools__csv=b"URN,Name\n" + b"0" * 30_000_000)
    assert len(bomb) < 40_000
    assert refusal(bomb) == "The zip file unpacks to far more than a table of records. It has not been opened."
    assert opened == []


def test_a_zip_of_too_many_files_is_refused():
    members = {f"part{number}__csv": b"x" for number in range(31)}
    assert refusal(zipped(**members)) == (
        "The zip file has more than 30 files in it. Upload the one CSV file you want."
    )


def test_a_damaged_zip_is_refused():
    assert refusal(zipped(schools__csv=GOOD.encode())[:-40]) == (
        "The zip file is damaged. Download it again, or upload the CSV file inside it."
    )


def test_a_zip_that_lies_about_its_size_is_refused():
    data = bytearray(zipped(schools__csv=GOOD.encode() * 1000))
    # The declared size, in the directory at the end of the file, is what bounds the reading.
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (50).to_bytes(4, "little")
    assert refusal(bytes(data)) == "schools.csv inside the zip file is damaged."


def test_more_rows_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert refusal(GOOD.encode()) == "The file has more than 1 rows. Split it into smaller files."
