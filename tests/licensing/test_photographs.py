"""The photograph of a child on the licence: printed for all who get it, held by no row of a letter and no audit."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from licensing.performances import actions as performances
from licensing.performances import deciding, papers, pathway
from licensing.performances.submitting import PaperGiven
from oxle.audit.models import Change
from oxle.cases.actions import take
from oxle.cases.models import CaseLetter
from oxle.correspondence import actions, pictures, printing, rendering
from oxle.correspondence.models import Letter
from oxle.documents import storage
from oxle.documents.actions import store_upload
from oxle.documents.models import File, Scan
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.applying import photographed
from tests.licensing.performing import applied, parents_part

AT = datetime(2026, 11, 16, 10, tzinfo=UTC)
ON = AT.date()
FIRST = date(2026, 12, 12)  # a Saturday
PRINTED = pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
WORDS = "Photograph of the child"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


@pytest.fixture
def entrant() -> Any:
    referrals.calendar()
    school = make.school(lines="1 School Road", postcode="EX1 1AA")
    child = make.child("Ida", "Example", date(2015, 5, 6), at=school, upn="H801200001001")
    make.address(make.parent(child, "Robin", "Example", parental_responsibility=True))
    return applied([child], [FIRST], on=ON, at=AT, urn=school.urn).entrants.get()


def checked(entrant: Any, officer: Any) -> None:
    """Brings a child of whom a parent said yes to where it is decided."""
    performances.parent_says(entrant.case, parents_part(), by=None, on=ON, at=AT)
    take(entrant.case, pathway.CHECK, by=officer, on=ON, at=AT)


def granted(entrant: Any, officer: Any) -> None:
    """Grants the licence of a child whose application is being checked; the place is another authority’s."""
    data = {"from_on": FIRST, "until_on": FIRST, "conditions": "", "over_limits": "", "host": "Farshire"}
    facts = {pathway.UNTIL_ON.key: FIRST.isoformat()}
    deciding.grant(entrant.case, pathway.GRANT, data=data, by=officer, on=ON, at=AT, facts=facts, reason="")


def released(entrant: Any, officer: Any) -> list[Letter]:
    """The letters of a licence that is granted, released."""
    checked(entrant, officer)
    granted(entrant, officer)
    return let_go(entrant, officer)


def let_go(entrant: Any, officer: Any) -> list[Letter]:
    """The letters of a licence, released."""
    rows = [link.letter for link in CaseLetter.objects.filter(case=entrant.case).order_by("pk")]
    return [actions.release_letter(letter, by=officer, on=ON, at=AT) for letter in rows]


def printed(letters: list[Letter], *, at: datetime = AT) -> list[Letter]:
    while printing.print_next(at=at):
        pass
    return [Letter.objects.get(pk=one.pk) for one in letters]


def photographs_in(content: bytes) -> list[tuple[int, int]]:
    """The size of each photograph in a PDF; the code of a licence is drawn in lines and is none."""
    # Each sheet lists those of the others, too.
    held = {one.indirect_reference: one.image.size for page in PdfReader(BytesIO(content)).pages for one in page.images}
    return list(held.values())


def text_of(content: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@PRINTED
def test_the_photograph_is_on_the_licence_of_everybody_who_gets_it_and_small(entrant, officer):
    drawn = BytesIO()
    Image.effect_noise((1800, 2400), 60).convert("RGB").save(drawn, "JPEG")
    upload = SimpleUploadedFile("face.jpg", drawn.getvalue(), "image/jpeg")
    given = PaperGiven("photograph", store_upload(upload, by=None, at=AT), taken_on=date(2026, 10, 1))
    papers.keep(entrant, [given], by=None, at=AT)
    letters = printed(released(entrant, officer))
    assert Counter(one.kind for one in letters) == {"licensing.licence": 3, "licensing.licence_for_parents": 1}
    for letter in letters:
        content = letter.pdf.content()
        assert photographs_in(content) == [(226, 302)]
        assert f"{WORDS}, taken on 1 October 2026" in text_of(content)
        assert letter.pdf.size < 80_000


@PRINTED
def test_a_licence_whose_photograph_was_given_on_paper_says_so_and_not_where_it_lies(entrant, officer):
    letter, *_ = printed(released(entrant, officer))
    content = letter.pdf.content()
    assert (photographs_in(content), letter.context["photograph_on_paper"]) == ([], True)
    assert f"{WORDS}: given to us on paper, so it is not printed here." in text_of(content)
    assert "Two prints" not in text_of(content)


def test_a_licence_without_a_photograph_says_that_none_was_given(entrant, officer):
    checked(entrant, officer)
    entrant.papers.filter(kind="photograph").update(kind="contract")
    granted(entrant, officer)
    letter, *_ = let_go(entrant, officer)
    assert f"{WORDS}: none was given." in letter.html
    assert "<img" not in letter.html.partition("Is this licence valid?")[0]


def test_neither_a_letter_nor_the_audit_holds_a_picture_and_the_letter_says_which_it_is(entrant, officer):
    file = photographed(entrant, at=AT).file
    letter, *_ = released(entrant, officer)
    assert f'<img src="picture:{file.key}/{file.sha256}" alt="{WORDS}">' in letter.html
    changes = Change.objects.filter(table="correspondence_letter")
    assert changes.exists()
    held = [str(one.after) for one in changes] + [letter.html, str(letter.context)]
    assert [one for one in held if "data:image/jpeg" in one or "data:image/png" in one] == []


def test_whoever_reads_the_letter_before_it_goes_sees_the_photograph(entrant, officer):
    photographed(entrant, at=AT)
    checked(entrant, officer)
    granted(entrant, officer)
    letter = CaseLetter.objects.filter(case=entrant.case).first().letter
    page = make.signed_in(officer).get(reverse("correspondence:letter_text", args=[letter.key]))
    assert page.content.decode().count('<img src="data:image/jpeg;base64,') == 1


def test_the_newest_photograph_counts_until_the_licence_goes_and_no_later_one_changes_it(entrant, officer):
    photographed(entrant, at=AT)
    newest = photographed(entrant, at=moment(ON)).file
    letter, *_ = released(entrant, officer)
    photographed(entrant, at=AT)
    assert letter.context["photograph"] == pictures.source(newest)


@PRINTED
def test_a_picture_that_is_another_now_is_not_printed_and_the_letter_waits_for_a_person(entrant, officer):
    file = photographed(entrant, at=AT).file
    letters = released(entrant, officer)
    storage.path(file.stored_as).write_bytes(b"another")
    letter, *_ = printed(letters)
    assert (letter.state, letter.pdf) == ("released", None)
    assert letter.problem == "Unusable: A picture of this letter is not the one with which it was released."


@PRINTED
def test_a_licence_whose_photograph_waits_for_the_scanner_is_printed_once_it_is_clean_however_long_that_takes(
    entrant, officer
):
    file = photographed(entrant, at=AT).file
    letters = released(entrant, officer)
    scanned_as = File.objects.filter(pk=file.pk).update
    scanned_as(scan=Scan.WAITING)
    for hour in range(printing.MOST_ATTEMPTS + 1):
        assert {one.state for one in printed(letters, at=AT + timedelta(hours=hour))} == {"released"}
    waits = printed(letters, at=AT)[0]
    assert (waits.pdf, waits.problem, waits.attempts) == (None, "", 0)
    scanned_as(scan=Scan.CLEAN, scanned_at=AT)
    letter, *_ = printed(letters, at=AT + timedelta(days=1))
    assert photographs_in(letter.pdf.content()) == [(60, 80)]


@PRINTED
def test_a_photograph_with_a_virus_is_never_printed_and_the_letter_waits_for_a_person(entrant, officer):
    file = photographed(entrant, at=AT).file
    letters = released(entrant, officer)
    File.objects.filter(pk=file.pk).update(scan=Scan.INFECTED, scanned_at=AT)
    for hour in range(printing.MOST_ATTEMPTS + 1):
        letter, *_ = printed(letters, at=AT + timedelta(hours=hour))
    assert (letter.pdf, letter.attempts) == (None, printing.MOST_ATTEMPTS)
    assert letter.problem == "Unusable: A virus was found in this file. It is kept, and nobody can download it."


@PRINTED
def test_once_the_photograph_is_gone_the_licence_as_it_was_printed_stays(entrant, officer):
    paper = photographed(entrant, at=AT)
    letter, *_ = printed(released(entrant, officer))
    before = letter.pdf.content()
    storage.remove(paper.file.stored_as)
    page = make.signed_in(officer).get(reverse("correspondence:letter_text", args=[letter.key]))
    assert f'<img  alt="{WORDS}">' in page.content.decode()
    assert (printed([letter])[0].pdf.content(), photographs_in(before)) == (before, [(60, 80)])


def test_a_text_that_looks_like_a_picture_of_ours_stays_text(entrant, officer):
    file = photographed(entrant, at=AT).file
    entrant.role = f'<img src="{pictures.source(file)}">'
    entrant.save(update_fields=["role"])
    letter, *_ = released(entrant, officer)
    assert pictures.drawn(letter.html).count("data:image/jpeg") == 1
