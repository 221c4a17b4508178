"""The letters to parents that the schools of the made-up county sent with what they told: an empty page each."""

from datetime import datetime
from io import BytesIO

from pypdf import PdfWriter

from oxle.documents.actions import store_made
from oxle.documents.models import File
from oxle.documents.types import PDF


def letter(at: datetime) -> File:
    """A letter that came with a notice at a moment."""
    page, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(page)
    return store_made(page.getvalue(), kind=PDF, name="letter.pdf", at=at)
