"""What a file is comes from its content; what may not come in is refused with a sentence for whoever sent it."""

from io import BytesIO

import pytest

from oxle.core.errors import Refused
from oxle.documents import types
from oxle.documents.types import media_type
from tests.documents import samples


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (samples.PDF, "scan.docx", types.PDF),
        (b"\xef\xbb\xbf\n" + samples.PDF, "scan.pdf", types.PDF),
        (samples.picture("PNG"), "photo.jpg", types.PNG),
        (samples.picture("JPEG"), "photo", types.JPEG),
        (samples.office("word/document.xml"), "letter.zip", types.WORD),
        (samples.office("xl/workbook.xml"), "marks.docx", types.EXCEL),
        (samples.OUTLOOK, "mail", types.OUTLOOK),
        (samples.EMAIL, "mail.txt", types.EMAIL),
        (b"name,code\r\nO\xe2\x80\x99Brien,O\r\n", "marks.csv", types.CSV),
        ("Łukasz, 王小明, محمد".encode(), "note.txt", types.TEXT),
        ("a note".encode("utf-16"), "note.txt", types.TEXT),
        ("Zoë and café".encode("cp1252"), "note", types.TEXT),
        (b"From the school: he was at home.", "note.txt", types.TEXT),
    ],
)
def test_a_file_is_what_its_content_says_whatever_its_name(content: bytes, name: str, kind: types.MediaType) -> None:
    assert media_type(BytesIO(content), name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.PROGRAM, "letter.pdf"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "letter.pdf"),
        (b"\xca\xfe\xba\xbe" + bytes(64), "letter.pdf"),
        (b"#!/bin/sh\necho hello\n", "letter.txt"),
        (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(64), "letter.docx"),
        (b"start notepad", "letter.BAT"),
        (b"WScript.Echo(1)", "letter.pdf.js"),
    ],
)
def test_a_program_is_refused_whatever_it_is_called(content: bytes, name: str) -> None:
    with pytest.raises(Refused) as refused:
        media_type(BytesIO(content), name)
    assert refused.value.message == (
        "The selected file is a program. Programs cannot be uploaded, whatever they are called."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            samples.office("word/document.xml", "word/vbaProject.bin"),
            "The selected file contains macros. Save it without macros (.docx or .xlsx), or as a PDF.",
        ),
        (
            samples.office("photo.jpg"),
            "The selected file is an archive. Unpack it and upload each file in it: "
            "PDF, Word, Excel, JPEG, PNG, CSV, text or saved e-mail.",
        ),
        (
            samples.OLE,
            "The selected file is in an old Office format. Save it as .docx or .xlsx, or as a PDF.",
        ),
        (
            samples.OLE + "EncryptedPackage".encode("utf-16-le"),
            "The selected file is protected by a password. Save it without one and upload that copy.",
        ),
        (
            b"PK\x03\x04" + bytes(100),
            "The selected file is damaged and cannot be opened. Save it again and upload the new copy.",
        ),
        (
            b"\x00\x00\x00\x18ftypheic" + bytes(100),
            "The selected picture is in a phone’s own format (HEIC). Save or send it as a JPEG.",
        ),
        (b"GIF89a" + bytes(100), "The selected picture must be a JPEG or PNG."),
        (b"{\\rtf1 x}", "The selected file is rich text. Save it as .docx or as a PDF."),
        (
            bytes(range(256)),
            "The selected file must be a PDF, Word, Excel, JPEG, PNG, CSV, text or saved e-mail.",
        ),
    ],
)
def test_each_kind_that_is_refused_says_what_to_do_instead(content: bytes, message: str) -> None:
    with pytest.raises(Refused) as refused:
        media_type(BytesIO(content), "file.pdf")
    assert refused.value.message == message


BOMB = "The selected file unpacks to far more than it should, so it was not opened. Save it as a PDF."


def test_a_workbook_that_unpacks_to_three_hundred_times_its_size_is_refused_unopened() -> None:
    with pytest.raises(Refused) as refused:
        media_type(BytesIO(samples.office("xl/workbook.xml", content=bytes(15_000_000))), "marks.xlsx")
    assert refused.value.message == BOMB


def test_a_workbook_of_very_many_parts_is_refused_unopened() -> None:
    with pytest.raises(Refused) as refused:
        media_type(BytesIO(samples.office("xl/workbook.xml", *(f"{n}.xml" for n in range(5_000)))), "marks.xlsx")
    assert refused.value.message == BOMB


def test_a_small_workbook_that_packs_well_is_no_bomb() -> None:
    assert media_type(BytesIO(samples.office("xl/workbook.xml", content=bytes(1_000_000))), "m.xlsx") == types.EXCEL
