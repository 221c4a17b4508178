"""The PDF of a letter: its structure, its language, its title, every letter of a name, and nothing it was not given."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from oxle.correspondence import contents, rendering
from tests.correspondence.samples import AT, ON, draft, family
from tests.printed import roles_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed"),
]


def _pdf(html: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(rendering.pdf(html)))


def _page(content: str) -> str:
    return f"<html lang='en-GB'><head><title>Example</title></head><body>{content}</body></html>"


def _html(**facts: Any) -> str:
    weeks = [{"from_on": ON, "missed": 4}]
    letter = draft(context={"weeks": weeks}, **facts)
    return contents.html_of(letter, on=ON, address="Demo Mother\n1 Example Street")


def _text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_a_letter_is_marked_up_for_screen_readers_with_its_language_and_title() -> None:
    with _pdf(_html()) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Warning about school attendance"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_headings_tables_and_header_cells_keep_their_roles() -> None:
    with _pdf(_html()) as pdf:
        roles = roles_of(pdf.Root.StructTreeRoot)
    assert [roles.count(role) for role in ("/H1", "/Table", "/TH", "/TD")] == [1, 1, 2, 2]


def test_every_letters_title_is_free_of_the_childs_name() -> None:
    child, mother = family("Planted", "Name")
    letter = draft(child, mother)
    with _pdf(contents.html_of(letter, on=ON, address="Demo Mother")) as pdf:
        assert "Planted" not in str(dict(pdf.docinfo))


@pytest.mark.parametrize(
    "typed",
    [
        "O'Brien",
        "Łukasz",
        "Siân Ŵyn",
        "王小明",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "{% now 'Y' %}",
        "&amp;",
        "“quoted”",
    ],
)
def test_what_was_typed_is_on_paper_exactly(typed: str) -> None:
    html = contents.html_of(draft(context={"note": typed}), on=ON, address="Demo Mother")
    assert typed in _text(rendering.pdf(html))


def test_arabic_is_on_paper_letter_for_letter() -> None:
    # Text is extracted in the order of the line, which for Arabic a reader turns round.
    text = _text(rendering.pdf(contents.html_of(draft(context={"note": "محمد"}), on=ON, address="Demo Mother")))
    assert "محمد" in text or "دمحم" in text


def test_a_letter_without_other_scripts_is_set_in_one_font_figures_and_all() -> None:
    with _pdf(_html()) as pdf:
        fonts = {str(font.BaseFont).partition("+")[2] for page in pdf.pages for font in page.Resources.Font.values()}
    assert {font.removesuffix("-Bold") for font in fonts} == {"Liberation-Sans"}


@pytest.mark.parametrize("typed", ["محمد", "王小明", "মিতা", "ਸਿਮਰਨ", "தமிழ்", "שרה", "😀", "👩‍👧"])
def test_what_was_typed_is_set_in_a_font_that_has_its_letters(typed: str) -> None:
    # The text within a PDF is right even where each letter is drawn as a box: the box is of the font for Latin.
    with pikepdf.open(BytesIO(rendering.pdf(f'<p style="font-family: Liberation Sans">{typed}</p>'))) as pdf:
        fonts = {str(font.BaseFont).partition("+")[2] for font in pdf.pages[0].Resources.Font.values()}
    assert fonts
    assert not [font for font in fonts if font.startswith("Liberation")]
    # Of a font that happens to be on this machine, and not on the next one, nobody would know.
    assert not [font for font in fonts if not font.startswith(("Noto", "Droid-Sans-Fallback", "DejaVu"))]


def test_a_name_of_three_hundred_letters_is_on_paper_whole() -> None:
    name = "Longname" * 37
    child, mother = family(name, "Pupil")
    text = _text(rendering.pdf(contents.html_of(draft(child, mother), on=ON, address=f"{name}\n1 Example Street")))
    assert "".join(text.split()).count(name) == 3  # in the address, the subject and the sentence


def test_a_percentage_is_written_as_it_was_given_and_never_rounded() -> None:
    html = contents.html_of(draft(context={"percentage": Decimal("20.00")}), on=ON, address="Demo Mother")
    assert "fell to 20.00 by 15 September 2026" in html


def test_the_same_letter_makes_the_same_bytes() -> None:
    html = _html()
    assert rendering.pdf(html) == rendering.pdf(html)


@pytest.mark.parametrize(
    "attack",
    [
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "file:///etc/passwd"; @font-face { font-family: x; src: url(file:///etc/passwd) }</style>',
        '<img src="file:///etc/passwd" alt="">',
        '<object data="file:///etc/passwd"></object>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    ],
)
def test_nothing_of_this_machine_gets_into_a_pdf(attack: str) -> None:
    content = rendering.pdf(_page(f"<p>Before</p>{attack}<p>After</p>"))
    with open("/etc/passwd", "rb") as file:
        line = file.readline().strip()
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.attachments) == 0
        assert not [stream for stream in _streams(pdf) if line in stream]
    assert _text(content).split() == ["Before", *(["x"] if ">x<" in attack else []), "After"]


def _streams(pdf: pikepdf.Pdf) -> list[bytes]:
    return [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and _decodable(one)]


def _decodable(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") in (None, pikepdf.Name("/FlateDecode"))


def test_nothing_is_fetched_from_another_machine() -> None:
    import socket
    from threading import Thread

    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)

        def listen() -> None:
            try:
                line, caller = server.accept()
            except OSError:
                return
            calls.append(caller)
            line.close()

        listener = Thread(target=listen)
        listener.start()
        rendering.pdf(_page(f'<img src="http://127.0.0.1:{server.getsockname()[1]}/x.png" alt="">'))
        listener.join()
    assert calls == []


def test_a_draft_says_so_on_every_sheet_and_the_letter_itself_does_not() -> None:
    letter = draft(context={"weeks": [{"from_on": ON, "missed": n} for n in range(60)]})
    pages = PdfReader(BytesIO(rendering.pdf(contents.html_of(letter, on=ON, address="x", draft=True)))).pages
    marked = [page.extract_text().upper().count("DRAFT") for page in pages]
    assert len(marked) > 1
    assert set(marked) == {1}
    assert "DRAFT" not in _text(rendering.pdf(contents.html_of(letter, on=ON, address="x"))).upper()
    assert letter.drafted_at == AT


def test_a_process_of_its_own_makes_the_same_document() -> None:
    html = _html()
    assert rendering.pdf_apart(html) == rendering.pdf(html)


def test_a_process_of_its_own_opens_no_address_of_the_page_either() -> None:
    made = rendering.pdf_apart(_page('<p>Here</p><a rel="attachment" href="file:///etc/hostname">x</a>'))
    assert "Here" in _text(made)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert list(pdf.attachments) == []


@pytest.mark.parametrize(("limit", "value"), [("LONGEST", 0.01), ("MOST", 1024)])
def test_what_takes_too_long_or_too_much_is_given_up_in_words_that_quote_nothing(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    monkeypatch.setattr(rendering, limit, value)
    with pytest.raises(rendering.CannotRender, match="too long for this machine") as given_up:
        rendering.pdf_apart(_page("<p>Marigold Example</p>"))
    assert "Marigold" not in str(given_up.value)
