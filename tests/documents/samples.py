"""Small files of every kind, made here byte by byte, for the tests of uploads."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500)
EMAIL = b"Received: from example.org\r\nFrom: a@example.org\r\nSubject: A letter\r\n\r\nThe text.\r\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OUTLOOK = OLE + "__properties_version1.0".encode("utf-16-le") + bytes(64)


def upload(content: bytes, name: str = "evidence.pdf", claims: str = "application/pdf") -> SimpleUploadedFile:
    """A file as a browser sends it, with the name and the type that the browser claims."""
    return SimpleUploadedFile(name, content, content_type=claims)


def office(*parts: str, content: bytes = b"<x/>") -> bytes:
    """An office file: a zip with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, content)
    return out.getvalue()


def picture(kind: str, *, size: tuple[int, int] = (40, 30), exif: Image.Exif | None = None) -> bytes:
    """A green picture."""
    out = BytesIO()
    extra = {"exif": exif} if exif is not None else {}
    Image.new("RGB", size, "green").save(out, kind, **extra)
    return out.getvalue()
