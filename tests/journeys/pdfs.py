"""What a person reads in a PDF."""

from io import BytesIO

from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """The text of each page, its lines and spaces run together as a reader's eye does."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def text_of(content: bytes) -> str:
    """All of it."""
    return "\n".join(pages_of(content))
