"""Puts a bundle together: renders our own pages, frames the others, counts them all and stamps each with its number."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from io import BytesIO
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream, NameObject, RectangleObject, TextStringObject

from attendance.prosecution.bundle_contents import Contents, Document
from oxle.correspondence import rendering
from oxle.documents.models import File
from oxle.documents.types import JPEG, PDF, PNG
from oxle.schooldays.wording import plain_day

A4 = (595.28, 841.89)
# Room for the exhibit's label above and the page's number below, in points.
TOP, BOTTOM, SIDE = 46.0, 52.0, 30.0
EDGES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
# The index says on which page each part begins, and is itself some pages long: it settles after one or two tries.
MOST_TRIES = 5


@dataclass(frozen=True)
class Sheet:
    """A page, and its text: read once, for it takes longer than all else that is done with a page."""

    page: PageObject

    @cached_property
    def text(self) -> str:
        """What can be read on it, without the stamp that is laid over it."""
        return self.page.extract_text()


@dataclass
class Part:
    """One part of the bundle: its line in the index, and its pages."""

    title: str
    label: str = ""
    pages: list[Sheet] = field(default_factory=list)
    page: int = 0


@dataclass(frozen=True)
class Made:
    """The finished bundle: bytes, number of pages, the index, the text of each page, and what a person must look at."""

    content: bytes
    pages: int
    index: list[dict[str, Any]]
    texts: list[str]
    remarks: list[str]


def make(contents: Contents, *, number: int, on: date, is_draft: bool, fetch: Callable[[str], File]) -> Made:
    """The bundle as one PDF. With `is_draft` its cover and each of its pages say that it is not complete. `fetch` gives
    the file of a key. Raises CannotRender where this machine cannot."""
    remarks: list[str] = []
    parts = [part for part in _parts(contents, fetch, remarks) if part.pages]
    front = _front(contents, parts, number, on, is_draft)
    everything = [*front.pages, *(page for part in parts for page in part.pages)]
    labels = [""] * len(front.pages) + [part.label for part in parts for _ in part.pages]
    writer = PdfWriter()
    for sheet, stamp in zip(everything, _stamps(labels, contents.cover.reference, is_draft), strict=True):
        writer.add_page(sheet.page).merge_page(stamp.page)
    for part in parts:
        title = " ".join(word for word in (part.label, part.title) if word)
        writer.add_outline_item(title=title, page_number=part.page - 1)
    writer.add_metadata({"/Title": f"Court bundle {contents.cover.reference}", "/Author": settings.COUNCIL_NAME})
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    writer.compress_identical_objects()
    out = BytesIO()
    writer.write(out)
    return Made(
        content=out.getvalue(),
        pages=len(everything),
        index=[{"title": part.title, "label": part.label, "page": part.page} for part in parts],
        texts=[sheet.text for sheet in everything],
        remarks=remarks,
    )


def paper(template: str, **context: Any) -> bytes:
    """One of our own papers as a PDF."""
    return rendering.pdf(
        render_to_string(f"papers/attendance/{template}.html", {"council_name": settings.COUNCIL_NAME, **context})
    )


def _parts(contents: Contents, fetch: Callable[[str], File], remarks: list[str]) -> list[Part]:
    cover = contents.cover
    parts = [Part("Chronology", pages=_own("chronology", lines=contents.chronology, cover=cover))]
    for row in contents.statements:
        title = f"Witness statement of {row.maker}"
        copy = _framed(fetch(row.copy), title, remarks) if row.copy else []
        parts.append(Part(title, pages=copy or _own("statement", statement=row, cover=cover)))
    if contents.register:
        row = contents.register
        title = "Certificate of attendance"
        ours = _own("certificate", register=row, cover=cover)
        # The signed paper is the evidence; ours follows it for the key to the codes.
        parts.append(Part(title, pages=[*(_framed(fetch(row.copy), title, remarks) if row.copy else []), *ours]))
    for letter in contents.letters:
        if not letter.file:
            named = f"“{letter.title}” of {plain_day(letter.sent_on)}"
            remarks.append(f"{named} is not in the bundle: its PDF is not made yet. Make the bundle again later.")
            continue
        pages = _own("service", letter=letter, cover=cover)
        parts.append(Part(letter.title, letter.label, [*_framed(fetch(letter.file), letter.title, remarks), *pages]))
    for panel in contents.panels:
        parts.append(Part("Attendance Panel Meeting", pages=_own("panel", panel=panel, cover=cover)))
    for interview in contents.interviews:
        parts.append(Part("Interview under caution", pages=_own("interview", interview=interview, cover=cover)))
    for document in contents.documents:
        parts.append(Part(document.title, document.label, _exhibit(document, fetch(document.file), remarks)))
    return parts


def _front(contents: Contents, parts: Sequence[Part], number: int, on: date, is_draft: bool) -> Part:
    length = 1
    for _ in range(MOST_TRIES):
        begins = length + 1
        for part in parts:
            part.page, begins = begins, begins + len(part.pages)
        about = {"cover": contents.cover, "number": number, "on": on, "is_draft": is_draft}
        pages = _own("index", **about, parts=parts, last=begins - 1)
        if len(pages) == length:
            return Part("Index", pages=pages)
        length = len(pages)
    raise ValueError("the index of the bundle does not settle")


def _own(template: str, **context: Any) -> list[Sheet]:
    return _sheets(paper(template, **context))


def _exhibit(document: Document, file: File, remarks: list[str]) -> list[Sheet]:
    name = f"{document.label} {document.title}"
    if file.why_closed:
        remarks.append(f"{name} is not in the bundle: {file.why_closed}")
    elif document.media_type in {PNG.key, JPEG.key}:
        remarks.append(f"{name} is a picture. Its text could not be searched for addresses.")
        picture = f"data:{document.media_type};base64,{b64encode(file.content()).decode()}"
        return _own("picture", document=document, picture=picture)
    elif document.media_type == PDF.key:
        return _framed(file, name, remarks) or _own("listed", document=document, kind=file.kind.label)
    else:
        remarks.append(f"{name} is a {file.kind.label}. It is listed, and must be printed and added by hand.")
    return _own("listed", document=document, kind=file.kind.label)


def _framed(file: File, name: str, remarks: list[str]) -> list[Sheet]:
    """The pages of a PDF, or of a picture, that is not ours: each drawn onto an A4 page, without links or scripts."""
    if file.why_closed:
        remarks.append(f"{name} is not in the bundle: {file.why_closed}")
        return []
    if file.media_type in {PNG.key, JPEG.key}:
        remarks.append(f"{name} is a picture. Its text could not be searched for addresses.")
        picture = f"data:{file.media_type};base64,{b64encode(file.content()).decode()}"
        return _own("picture", document=None, picture=picture)
    try:
        sheets = _on_a4(file.content())
    except (PyPdfError, ValueError, KeyError) as damage:
        remarks.append(f"{name} could not be opened ({type(damage).__name__}). Print it and add it by hand.")
        return []
    if any(not sheet.text.strip() for sheet in sheets):
        remarks.append(f"{name} has pages without text. They could not be searched for addresses.")
    elif any(sheet.page.images for sheet in sheets):
        # A scanner's own line of text does not make its picture searchable.
        remarks.append(f"{name} has pages with pictures. What is in them could not be searched for addresses.")
    return sheets


def _on_a4(content: bytes) -> list[Sheet]:
    writer = PdfWriter()
    for source in PdfReader(BytesIO(content)).pages:
        page = writer.add_page(source)
        if page.rotation:
            page.transfer_rotation_to_content()
        for name in ("/Annots", "/AA"):
            page.pop(NameObject(name), None)
        edges = page.cropbox
        left, bottom, width, height = (float(one) for one in (edges.left, edges.bottom, edges.width, edges.height))
        scale = min((A4[0] - 2 * SIDE) / width, (A4[1] - TOP - BOTTOM) / height, 1.0)
        right = (A4[0] - width * scale) / 2 - left * scale
        up = BOTTOM + (A4[1] - TOP - BOTTOM - height * scale) / 2 - bottom * scale
        # What is drawn is not read, only moved, and cut at its own edges.
        move = f"q {scale:.5f} 0 0 {scale:.5f} {right:.3f} {up:.3f} cm"
        cut = f"{left:.3f} {bottom:.3f} {width:.3f} {height:.3f} re W n"
        drawn = page.get_contents()
        moved = ContentStream(None, writer)
        moved.set_data(f"{move} {cut}\n".encode() + (b"" if drawn is None else drawn.get_data()) + b"\nQ\n")
        page.replace_contents(moved)
        for name in EDGES:
            page[NameObject(name)] = RectangleObject((0, 0, *A4))
    out = BytesIO()
    writer.write(out)
    return _sheets(out.getvalue())


def _sheets(content: bytes) -> list[Sheet]:
    return [Sheet(page) for page in PdfReader(BytesIO(content)).pages]


def _stamps(labels: Sequence[str], reference: str, is_draft: bool) -> list[Sheet]:
    # Two long bundles must not cost a page of WeasyPrint each by each: one document holds every stamp.
    return _own("stamps", labels=labels, reference=reference, is_draft=is_draft)
