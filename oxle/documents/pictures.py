"""Pictures are drawn anew before they are kept, which leaves behind where and with whose phone they were taken."""

import warnings
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageFile, ImageOps

from oxle.core.errors import Refused
from oxle.documents.types import JPEG, MediaType

# Larger than any phone's camera or scanner makes; a picture can claim more and fill the memory when it is opened.
MOST_PIXELS = 60_000_000
QUALITY = 88
SMALL_QUALITY = 75
UNREADABLE = "The selected picture is damaged and cannot be opened."


def redrawn(file: BinaryIO, kind: MediaType) -> bytes:
    """The same picture, upright, with its pixels and nothing else. Raises Refused for one too large or damaged."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # Only the size is read here; the pixels are not unpacked until we have looked at it.
            picture = Image.open(file, formats=("JPEG", "PNG"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large() from None
    except (OSError, ValueError, SyntaxError):
        raise Refused(UNREADABLE) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()
    # Making PDFs tells the imaging library, for the whole process, to fill in what a damaged picture lacks.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        return _drawn(picture, kind)
    except (OSError, ValueError, SyntaxError, EOFError):
        raise Refused(UNREADABLE) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def small(file: BinaryIO, *, most: tuple[int, int]) -> bytes:
    """A picture that we keep as a JPEG of at most so many pixels across and down, a few KB; none is made larger."""
    file.seek(0)
    picture = Image.open(file, formats=("JPEG", "PNG"))
    picture.thumbnail(most)
    # What can be seen through is white, as the paper is.
    pixels = picture.convert("RGBA")
    sheet = Image.new("RGBA", pixels.size, "white")
    sheet.alpha_composite(pixels)
    out = BytesIO()
    sheet.convert("RGB").save(out, "JPEG", quality=SMALL_QUALITY)
    return out.getvalue()


def _drawn(picture: Image.Image, kind: MediaType) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if kind is JPEG:
        mode = "L" if upright.mode in {"1", "L"} else "RGB"
    else:
        mode = "RGBA" if upright.has_transparency_data else "RGB"
    pixels = upright.convert(mode)
    bare = Image.frombytes(mode, pixels.size, pixels.tobytes())
    out = BytesIO()
    if kind is JPEG:
        bare.save(out, "JPEG", quality=QUALITY)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def _too_large() -> Refused:
    return Refused("The selected picture is too large to open safely. Save it at a smaller size.")
