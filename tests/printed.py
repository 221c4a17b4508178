"""What can be read in a PDF: by eye, and by whoever takes the file apart."""

import re
import shutil
import subprocess
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from oxle.correspondence import rendering

PDFTOTEXT = shutil.which("pdftotext")
# A string of an object that is not plain English, as the format writes it.
IN_HEX = re.compile(rb"<feff((?:[0-9a-f]{4})+)>", re.IGNORECASE)


def on_paper(test: Any) -> Any:
    """Mark a test that makes a PDF and reads it with pdftotext."""
    for mark in (
        pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed"),
        pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed"),
    ):
        test = mark(test)
    return test


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, laid out as it stands there."""
    assert PDFTOTEXT is not None
    made = subprocess.run([PDFTOTEXT, "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return made.stdout.decode().split("\f")[:-1]


def inside(content: bytes) -> str:
    """Everything that a PDF carries beside its text, unpacked as `qpdf --qdf` does, with the same library: streams, and
    every string of its objects, such as the title, bookmarks and what is said in place of a picture."""
    unpacked = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.save(
            unpacked, qdf=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    raw = unpacked.getvalue()
    strings = (bytes.fromhex(one.decode()).decode("utf-16-be", "replace") for one in IN_HEX.findall(raw))
    return "\n".join((raw.decode("latin-1"), *strings))


def roles_of(node: Any) -> list[str]:
    """The role of everything in the structure of a PDF, in the order in which it is read: headings, tables, cells."""
    found = [str(node["/S"])] if isinstance(node, pikepdf.Dictionary) and "/S" in node else []
    kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found.extend(roles_of(kid))
    return found
