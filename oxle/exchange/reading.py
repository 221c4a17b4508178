"""Reading a table that somebody uploaded: CSV, plain or zipped. Strict: nothing is guessed, swallowed or replaced.

What can be read but is unusual (another encoding, another separator) is read and said; what cannot be read with
certainty is refused with a sentence that tells the person what to do.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

# Limits against files made to exhaust a machine. The national list of schools is some 70 MB, zipped to a tenth.
MOST_BYTES = 150 * 1024 * 1024
MOST_RATIO = 100
MOST_MEMBERS = 30
MOST_ROWS = 200_000
# Python's csv module stops at this many characters; a longer cell is in truth a quotation mark left open.
LONGEST_CELL = 131_072
MOST_LINES_IN_A_CELL = 50

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
NUL = "\0"
# How pictures begin: PNG, JPEG, GIF, WebP and others like it, and TIFF.
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
# Control characters that no text has. A stray one is a fault of its row; one in twenty makes a file no text at all.
CONTROL = frozenset(range(32)) - set(b"\t\n\v\f\r\x1a")
MOST_CONTROL = 20
NO_TABLE = "This is not a CSV or zip file. Save the table as CSV (UTF-8) and upload that."


class Unreadable(Exception):
    """The file cannot be read with certainty. The text is for the person who chose it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Line:
    """One row: its number as a spreadsheet shows it, and its cells as they are in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file as read, from its first row to its last. `notes` are what its owner should know of how it was read.

    The national list has seven million cells: its text is kept, and its rows are taken from it one at a time.
    """

    sha256: str
    headings: tuple[str, ...]
    rows: int
    notes: tuple[str, ...]
    text: str = field(repr=False)
    separator: str

    @property
    def lines(self) -> Iterator[Line]:
        """The rows below the headings that are not empty."""
        rows = _rows(self.text, self.separator)
        next(rows)
        return (line for line in rows if _holds_something(line))


def read_table(data: bytes, required: Sequence[Sequence[str]]) -> Table:
    """Read a CSV file, or the one CSV inside a zip that has the required headings.

    `required` lists, for each column that must be there, the headings it may have. Raises Unreadable.
    """
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK\x03\x04"):
        return _read_zip(data, digest, required)
    return _read_csv(data, digest, required)


def same_heading(heading: str) -> str:
    """A heading without the differences that do not matter: case, and spaces around and within."""
    return re.sub(r"\s+", " ", heading.strip()).casefold()


def _read_zip(data: bytes, digest: str, required: Sequence[Sequence[str]]) -> Table:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise Unreadable("The zip file is damaged. Download it again, or upload the CSV file inside it.") from None
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        names = {member.filename for member in members}
        if "[Content_Types].xml" in names:
            raise Unreadable("This is an Excel workbook or a document. Save it as CSV (UTF-8) and upload that.")
        _check_sizes(members)
        tables = [member for member in members if member.filename.lower().endswith(".csv")]
        if not tables:
            raise Unreadable("The zip file has no CSV file in it.")
        read: list[Table] = []
        problems: list[Unreadable] = []
        for member in tables:
            try:
                content = archive.read(member)
            except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
                raise Unreadable(f"{member.filename} inside the zip file is damaged.") from None
            try:
                read.append(_read_csv(content, digest, required))
            except Unreadable as problem:
                problems.append(problem)
        if len(read) > 1:
            raise Unreadable("The zip file has more than one CSV file with these headings. Upload the one you want.")
        if read:
            return read[0]
        raise problems[0]


def _check_sizes(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a zip by what it says of itself, before a byte of it is unpacked. Its reader stops at those sizes."""
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"The zip file has more than {MOST_MEMBERS} files in it. Upload the one CSV file you want.")
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable("The zip file has a password. Upload the CSV file inside it.")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1024):
        raise Unreadable("The zip file unpacks to far more than a table of records. It has not been opened.")


def _read_csv(data: bytes, digest: str, required: Sequence[Sequence[str]]) -> Table:
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    text, notes = _decode(data)
    separator = _separator(text, required)
    if separator != ",":
        notes = (*notes, f"The file has {SEPARATORS[separator]} between its cells instead of commas.")
    rows = _rows(text, separator)
    headings = tuple(cell.strip() for cell in next(rows, Line(1, ())).cells)
    _check_headings(headings, required)
    # The whole file is gone through before any of it is used, so that a fault in its last row refuses all of it.
    filled = empty = 0
    for line in rows:
        if _holds_something(line):
            filled += 1
        else:
            empty += bool(line.cells)
        if filled > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
    if not filled:
        raise Unreadable("The file has headings but no rows below them.")
    if empty:
        notes = (*notes, "1 empty row was passed over." if empty == 1 else f"{empty:,} empty rows were passed over.")
    return Table(digest, headings, filled, notes, text, separator)


def _holds_something(line: Line) -> bool:
    return any(cell.strip() for cell in line.cells)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if not data.strip():
        raise Unreadable("The selected file is empty.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("This is an Excel workbook or a document. Save it as CSV (UTF-8) and upload that.")
    if data.startswith(b"%PDF"):
        raise Unreadable("This is a PDF. Upload the CSV file it was made from.")
    if data.startswith(PICTURES):
        raise Unreadable(NO_TABLE)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ("The file was read as UTF-16. Check names with accents.",)
        except UnicodeDecodeError:
            raise Unreadable("The file says it is UTF-16 but is damaged. Save it again as CSV (UTF-8).") from None
    if data[:2000].count(0) > len(data[:2000]) // 4:
        raise Unreadable("This is not a CSV file, or it is UTF-16 without saying so. Save it as CSV (UTF-8).")
    if MOST_CONTROL * sum(sign in CONTROL for sign in data[:2000]) > len(data[:2000]):
        raise Unreadable(NO_TABLE)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (
            "The file is not UTF-8, so it was read as Windows-1252. Check names with accents below.",
        )
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Unreadable(
            f"Line {line} has a character that is neither UTF-8 nor Windows-1252. Save the file as CSV (UTF-8)."
        ) from None


def _separator(text: str, required: Sequence[Sequence[str]]) -> str:
    """The separator under which the first row has the most of the required headings; a comma if none has any."""

    def found(separator: str) -> int:
        try:
            headings = next(csv.reader(io.StringIO(text[:65_536], newline=""), delimiter=separator), [])
        except csv.Error:
            return 0
        seen = {same_heading(heading) for heading in headings}
        return sum(any(same_heading(name) in seen for name in names) for names in required)

    return max(SEPARATORS, key=found)


def _rows(text: str, separator: str) -> Iterator[Line]:
    # newline="" leaves line ends to the csv module, which knows all three: \n, \r\n, and the lone \r of old Macs.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise Unreadable(_what_is_wrong(str(problem), begins)) from None
        number += 1
        if any(len(cell) >= LONGEST_CELL or cell.count("\n") > MOST_LINES_IN_A_CELL for cell in cells):
            raise Unreadable(_what_is_wrong("field larger", begins))
        yield Line(number, tuple(cells))


def _what_is_wrong(problem: str, line: int) -> str:
    if "field larger" in problem:
        return (
            f"A cell in the row that begins on line {line} is too long to be one cell ({LONGEST_CELL:,} characters or "
            f"{MOST_LINES_IN_A_CELL} lines). A quotation mark may have been left open there."
        )
    if "unexpected end of data" in problem:
        return (
            f"The quotation mark opened in the row that begins on line {line} is never closed, so the rows after it "
            "would be lost. Close it and upload the file again."
        )
    return (
        f"The row that begins on line {line} has a quotation mark in the wrong place, so its cells cannot be told "
        "apart. Correct it and upload the file again."
    )


def _check_headings(headings: Sequence[str], required: Sequence[Sequence[str]]) -> None:
    seen: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        name = same_heading(heading)
        if name and name in seen:
            raise Unreadable(
                f"The heading “{heading}” is there twice, in columns {seen[name]} and {place}. Remove or rename one."
            )
        seen[name] = place
    missing = [names[0] for names in required if not any(same_heading(name) in seen for name in names)]
    if missing:
        which = f"the column {missing[0]}" if len(missing) == 1 else f"the columns {', '.join(missing)}"
        raise Unreadable(f"The first row must be the headings. The file does not have {which}.")
