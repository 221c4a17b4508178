"""What a file really is, told by its content and never by its name, and why it may not come in. Pure."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import BinaryIO

from oxle.core.errors import Refused


@dataclass(frozen=True)
class MediaType:
    """A kind of file we take. `ending` is what we call it when it is downloaded."""

    key: str
    label: str
    ending: str


PDF = MediaType("application/pdf", "PDF", "pdf")
PNG = MediaType("image/png", "PNG picture", "png")
JPEG = MediaType("image/jpeg", "JPEG picture", "jpg")
WORD = MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document", "docx")
EXCEL = MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook", "xlsx")
CSV = MediaType("text/csv", "CSV table", "csv")
TEXT = MediaType("text/plain", "text", "txt")
EMAIL = MediaType("message/rfc822", "saved e-mail", "eml")
OUTLOOK = MediaType("application/vnd.ms-outlook", "Outlook message", "msg")
TYPES = {kind.key: kind for kind in (PDF, PNG, JPEG, WORD, EXCEL, CSV, TEXT, EMAIL, OUTLOOK)}
PICTURES = {PNG.key, JPEG.key}
ACCEPTED = "PDF, Word, Excel, JPEG, PNG, CSV, text or saved e-mail"

PROGRAMS = (
    b"MZ",  # Windows
    b"\x7fELF",  # Linux
    b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",  # macOS
    b"\xca\xfe\xba\xbe",  # macOS universal, and Java classes
    b"#!",  # scripts
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcuts
    b"ITSF",  # Windows help files, which run scripts
    b"\x00asm",  # WebAssembly
)  # fmt: skip
# A script is text like any other, so for these alone the name is asked too.
PROGRAM_ENDINGS = {
    "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif", "ps1", "py", "reg",
    "scr", "sh", "vb", "vbe", "vbs", "wsf",
}  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK_MARK = "__properties_version1.0".encode("utf-16-le")
MAIL_HEADERS = {"from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path"}

# An office file is a zip: 102 kB can unpack to 30 MB and stop a worker for twenty seconds.
MOST_PARTS = 5_000
MOST_UNPACKED = 250 * 1024 * 1024
MOST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024


def media_type(file: BinaryIO, name: str) -> MediaType:
    """What the file is. Raises Refused, with a sentence for the person who chose it, for anything not on the list."""
    file.seek(0)
    head = file.read(2048)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if head.startswith(PROGRAMS) or ending in PROGRAM_ENDINGS:
        raise Refused("The selected file is a program. Programs cannot be uploaded, whatever they are called.")
    for fits, answer in _BY_HEAD:
        if fits(head):
            return answer(file)
    return _text(file, head, ending)


def _office(file: BinaryIO) -> MediaType:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refused(
            "The selected file is damaged and cannot be opened. Save it again and upload the new copy."
        ) from None
    refuse_bomb(parts, packed=_size(file))
    names = {part.filename for part in parts}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("The selected file contains macros. Save it without macros (.docx or .xlsx), or as a PDF.")
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return WORD
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return EXCEL
    raise Refused(f"The selected file is an archive. Unpack it and upload each file in it: {ACCEPTED}.")


def refuse_bomb(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    """Refuse a zip that unpacks to far more than it looks, judged by its directory alone: nothing is unpacked."""
    unpacked = sum(part.file_size for part in parts)
    steep = unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or steep:
        raise Refused("The selected file unpacks to far more than it should, so it was not opened. Save it as a PDF.")


def _ole(file: BinaryIO) -> MediaType:
    file.seek(0)
    content = file.read()
    if OUTLOOK_MARK in content:
        return OUTLOOK
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("The selected file is protected by a password. Save it without one and upload that copy.")
    raise Refused("The selected file is in an old Office format. Save it as .docx or .xlsx, or as a PDF.")


def _text(file: BinaryIO, head: bytes, ending: str) -> MediaType:
    if not _is_text(file):
        raise Refused(f"The selected file must be a {ACCEPTED}.")
    headers = {name.lower() for name in BytesHeaderParser().parsebytes(head)}
    if len(headers & MAIL_HEADERS) >= 2:
        return EMAIL
    return CSV if ending == "csv" else TEXT


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    content = file.read()
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Control characters other than white space mean that it is something else.
        return not any(sign < " " and sign not in "\t\n\r\f\x1a" for sign in text)
    return False


def _refuse(message: str) -> Callable[[BinaryIO], MediaType]:
    def refuse(file: BinaryIO) -> MediaType:
        raise Refused(message)

    return refuse


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


_BY_HEAD: list[tuple[Callable[[bytes], bool], Callable[[BinaryIO], MediaType]]] = [
    (lambda head: head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"), lambda file: PDF),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), lambda file: PNG),
    (lambda head: head.startswith(b"\xff\xd8\xff"), lambda file: JPEG),
    (lambda head: head.startswith(b"PK\x03\x04"), _office),
    (lambda head: head.startswith(OLE), _ole),
    (
        lambda head: head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"avif"},
        _refuse("The selected picture is in a phone’s own format (HEIC). Save or send it as a JPEG."),
    ),
    (lambda head: head.startswith(b"{\\rtf"), _refuse("The selected file is rich text. Save it as .docx or as a PDF.")),
    (lambda head: head.startswith((b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")),
     _refuse("The selected picture must be a JPEG or PNG.")),
]  # fmt: skip
