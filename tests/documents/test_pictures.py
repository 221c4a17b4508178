"""Pictures are redrawn: upright, with their pixels and nothing else."""

from io import BytesIO
from zlib import crc32

import pytest
from PIL import Image

from oxle.core.errors import Refused
from oxle.documents import pictures, types
from tests.documents import samples

ORIENTATION, GPS = 0x0112, 0x8825


def _taken_sideways() -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Example phone of Demo Pupil"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 45.0, 0.0)})
    return exif


@pytest.mark.parametrize(("kind", "type_"), [("JPEG", types.JPEG), ("PNG", types.PNG)])
def test_where_and_with_what_a_picture_was_taken_is_left_behind(kind: str, type_: types.MediaType) -> None:
    sent = samples.picture(kind, exif=_taken_sideways())
    assert b"Demo Pupil" in sent
    kept = pictures.redrawn(BytesIO(sent), type_)
    assert b"Demo Pupil" not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert picture.format == kind
        assert dict(picture.getexif()) == {}
        assert {"exif", "icc_profile", "comment"} & set(picture.info) == set()


def test_a_picture_taken_sideways_is_kept_upright() -> None:
    sent = samples.picture("JPEG", size=(40, 30), exif=_taken_sideways())
    with Image.open(BytesIO(pictures.redrawn(BytesIO(sent), types.JPEG))) as picture:
        assert picture.size == (30, 40)


def test_a_see_through_picture_stays_see_through() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 128)).save(out, "PNG")
    with Image.open(BytesIO(pictures.redrawn(out, types.PNG))) as picture:
        assert picture.getpixel((1, 1)) == (10, 20, 30, 128)


def _claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header claims a size; its checksum is right, so that the claim is believed."""

    def chunk(content: bytes) -> bytes:
        return (len(content) - 4).to_bytes(4, "big") + content + crc32(content).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR" + size + b"\x08\x02\x00\x00\x00") + chunk(b"IDAT" + bytes(20))


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_picture_that_claims_to_be_enormous_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(Refused) as refused:
        pictures.redrawn(BytesIO(_claiming(side, side)), types.PNG)
    assert refused.value.message == ("The selected picture is too large to open safely. Save it at a smaller size.")


@pytest.mark.parametrize(
    "content",
    [samples.picture("JPEG")[:200], b"\xff\xd8\xff" + bytes(50), _claiming(4, 4)],
    ids=["cut off", "empty", "nothing in it"],
)
@pytest.mark.parametrize("lenient", [False, True], ids=["strict", "after a PDF was made"])
def test_a_damaged_picture_is_refused(content: bytes, lenient: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    # Making a PDF leaves this switched on in its process.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", lenient)
    with pytest.raises(Refused) as refused:
        pictures.redrawn(BytesIO(content), types.JPEG)
    assert refused.value.message == "The selected picture is damaged and cannot be opened."


def test_a_picture_is_made_small_whole_and_never_larger() -> None:
    sizes = []
    for sent in (samples.picture("JPEG", size=(1200, 1600)), samples.picture("PNG", size=(40, 30))):
        with Image.open(BytesIO(pictures.small(BytesIO(sent), most=(235, 302)))) as picture:
            sizes.append((picture.format, picture.size))
    assert sizes == [("JPEG", (226, 302)), ("JPEG", (40, 30))]


def test_what_can_be_seen_through_is_white_in_a_small_picture() -> None:
    out = BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 0)).save(out, "PNG")
    with Image.open(BytesIO(pictures.small(out, most=(4, 4)))) as picture:
        assert picture.getpixel((1, 1)) == (255, 255, 255)
