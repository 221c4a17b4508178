"""The court bundle: one defendant's papers, every page numbered, and never what this defendant must not be told."""

import re
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link

from attendance.prosecution import bundle_making, papers, queries, readiness, withheld
from attendance.prosecution.bundle_contents import contents_of
from attendance.prosecution.bundle_pdf import A4
from attendance.prosecution.models import Bundle, Prosecution
from attendance.referrals import meetings
from attendance.referrals import pathway as referral_pathway
from oxle.cases import casework
from oxle.cases.models import CaseDocument
from oxle.core.errors import Refused
from oxle.correspondence import printing, rendering
from oxle.correspondence.actions import record_sent, release_letter
from oxle.correspondence.methods import Method
from oxle.correspondence.models import Letter
from oxle.documents.actions import store_made
from oxle.documents.types import PDF, PNG, WORD, MediaType
from tests import make
from tests.attendance import court
from tests.attendance.make import moment

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(rendering.missing() is not None, reason="this machine cannot make PDFs"),
]
ON = court.BEGUN
REFUGE = "17 Hidden Harbour Close\nFarawayton"


@pytest.fixture
def referral(people):
    return court.final_warning(people)


@pytest.fixture
def unready(people, referral):
    """Papers of which nothing is there yet but the charge."""
    return court.charged(court.begun(referral, people), people)


@pytest.fixture
def case(people, referral):
    return court.ready(people, referral)


def pages_of(made: Bundle) -> list[str]:
    assert made.problem == ""
    return [page.extract_text() for page in PdfReader(BytesIO(made.document.file.content())).pages]


def hide(person, people, defendant) -> None:
    """The other parent moves to a refuge, and this defendant must not learn where."""
    make.address(
        person, REFUGE, "ZZ9 9ZZ", from_on=date(2026, 9, 1), withheld_from=[defendant], withheld_because="Court order"
    )


def document(case, people, content: bytes, kind: MediaType, title: str, compartment: str = "legal") -> CaseDocument:
    file = store_made(content, kind=kind, name="evidence", at=moment(ON))
    return casework.attach(case, file, title=title, by=people.officer, on=ON, at=moment(ON), compartment=compartment)


def exhibited(case, people, document: CaseDocument, label: str) -> None:
    papers.exhibit_document(
        case, document, label=label, title=document.title, looked_through=True, by=people.officer, at=moment(ON)
    )


DRAFT = "DRAFT – not complete"


def test_a_bundle_of_papers_that_lack_something_says_on_its_cover_and_every_page_that_it_is_a_draft(people, unready):
    assert readiness.gaps(unready, ON) != []
    made = court.really_bundled(unready, people)
    pages = pages_of(made)
    # The cover says it in its own words, too.
    assert [text.count(DRAFT) for text in pages] == [2] + [1] * (len(pages) - 1)
    assert made.document.title == "Court bundle, version 1 (draft, not complete)"


def test_a_bundle_of_complete_papers_is_never_marked_as_a_draft(people, case):
    assert readiness.gaps(case, ON) == []
    made = court.really_bundled(case, people)
    assert [text.count("DRAFT") for text in pages_of(made)] == [0] * made.pages
    assert made.document.title == "Court bundle, version 1"


def test_a_draft_is_made_again_before_release_although_what_was_missing_is_no_paper(people, case):
    # Whether somebody looked for unused material stands in no bundle: its papers stay the same.
    Prosecution.objects.filter(case=case).update(nothing_unused_on=None, nothing_unused_by=None)
    case.prosecution.refresh_from_db()
    court.really_bundled(case, people)
    papers.nothing_unused(case, by=people.officer, on=ON)
    case.prosecution.refresh_from_db()
    assert readiness.gaps(case, ON) == []
    assert readiness.bundle_finding(case, None, ON) == (
        "The bundle was made while something was missing, and every page of it says so. Make it again."
    )
    court.really_bundled(case, people)
    assert readiness.bundle_finding(case, None, ON) is None


def test_every_page_is_numbered_and_the_index_leads_to_the_right_one(people, case):
    made = court.really_bundled(case, people)
    pages = pages_of(made)
    assert made.pages == len(pages)
    for number, text in enumerate(pages, start=1):
        assert re.findall(r"Page \d+ of \d+", text) == [f"Page {number} of {len(pages)}"]
    assert [(part["label"], part["title"]) for part in made.contents] == [
        ("", "Chronology"),
        ("", "Witness statement of Example officer"),
        ("", "Certificate of attendance"),
        ("L/1", "First warning about school attendance"),
        ("L/2", "Letter about an interview under caution"),
        ("L/3", "Final warning about school attendance"),
        ("", "Attendance Panel Meeting"),
    ]
    first_words = {
        part["title"]: next(line for line in pages[part["page"] - 1].splitlines() if line.strip())
        for part in made.contents
        if not part["label"]
    }
    assert first_words == {
        "Chronology": "Chronology",
        "Witness statement of Example officer": "Witness statement",
        "Certificate of attendance": "Certificate of attendance",
        "Attendance Panel Meeting": "Record of an Attendance Panel Meeting",
    }
    outline = PdfReader(BytesIO(made.document.file.content())).outline
    assert [entry.title for entry in outline][3] == "L/1 First warning about school attendance"
    together = " ".join(" ".join(pages).split())
    assert "Certificate of posting 77" in together
    assert "Absent in other or unknown circumstances" in together
    assert "liable to prosecution if I have wilfully stated in it anything which I know to be false" in together


def test_the_file_is_kept_in_the_legal_compartment_with_its_digest_and_no_name_in_its_title(people, case):
    made = court.really_bundled(case, people)
    content = made.document.file.content()
    assert made.document.compartment == "legal"
    assert made.document.file.sha256 == sha256(content).hexdigest()
    assert PdfReader(BytesIO(content)).metadata.title == f"Court bundle {case.reference}"
    assert made.document.title == "Court bundle, version 1"


def test_the_other_parents_withheld_address_is_in_no_page_of_the_bundle_nor_anything_else_of_theirs(people, referral):
    kit = court.parent(referral, "Kit").adult
    robin = court.parent(referral, "Robin").adult
    hide(kit, people, robin)
    kit.email, kit.phone = "kit.example@example.org", "07700 900123"
    kit.save(update_fields=["email", "phone"])
    case = court.ready(people, referral, printed=True)
    theirs = Letter.objects.filter(on_case__case=referral, adult=kit, state="sent")
    assert {"Hidden Harbour" in letter.address for letter in theirs} == {True}
    made = court.really_bundled(case, people)
    together = " ".join(" ".join(pages_of(made)).split())
    for secret in ("Hidden Harbour", "Farawayton", "ZZ9", "Kit", "kit.example", "900123", "mornings frighten me"):
        assert secret not in together
    assert {letter.adult for letter in queries.sent_letters(case)} == {robin}
    assert "Robin Example" in together


@pytest.mark.parametrize(
    "typed",
    [
        "Kit now lives at 17 hidden harbour\nclose and is afraid.",
        "Post went to zz99zz.",
        "17, Hidden-Harbour Close",
    ],
)
def test_a_bundle_that_would_tell_a_withheld_address_is_not_kept_and_says_where(people, referral, typed):
    kit, robin = court.parent(referral, "Kit").adult, court.parent(referral, "Robin").adult
    hide(kit, people, robin)
    case = court.ready(people, referral)
    court.statement(case, people, f"I know the family.\n\n{typed}")
    before = CaseDocument.objects.count()
    made = court.really_bundled(case, people)
    assert made.state == "refused"
    assert made.problem == "It would have told this defendant the address of Kit Example (on page 4)"
    assert CaseDocument.objects.count() == before


def test_an_address_in_an_exhibited_pdf_is_found_too(people, referral):
    kit, robin = court.parent(referral, "Kit").adult, court.parent(referral, "Robin").adult
    hide(kit, people, robin)
    case = court.ready(people, referral)
    pdf = rendering.pdf("<html lang=en><title>x</title><p>Home: 17 Hidden Harbour Close</p></html>")
    exhibited(case, people, document(case, people, pdf, PDF, "Letter from the school"), "AB/1")
    made = court.really_bundled(case, people)
    assert made.problem.startswith("It would have told this defendant the address of Kit Example (on page ")


def test_the_address_of_a_child_who_lives_elsewhere_is_a_secret_too(people, case):
    make.address(people.child, "5 Quiet Quay\nFarawayton", "ZZ8 8ZZ", from_on=date(2026, 9, 1))
    found = withheld.told_in(["nothing", "They met at 5 Quiet Quay."], withheld.secrets_from(case))
    assert [(one.page, one.whose) for one in found] == [(2, "the address of Ash Example")]


def test_a_defendants_own_address_and_the_schools_are_no_secrets(people, case):
    assert (
        withheld.told_in(["1 Example Street, Exampleton OX1 1AA; 2 School Lane OX2 2BB"], withheld.secrets_from(case))
        == []
    )


def test_a_longer_house_number_does_not_tell_a_shorter_one(people, case):
    make.address(people.child, "7 High Street\nFarawayton", "ZZ8 8ZZ", from_on=date(2026, 9, 1))
    assert withheld.told_in(["at 17 High Street"], withheld.secrets_from(case)) == []


def test_a_refuge_whose_number_ends_the_defendants_own_is_searched_for(people, referral):
    kit, robin = court.parent(referral, "Kit").adult, court.parent(referral, "Robin").adult
    make.address(robin, "17 High Street\nExampleton", "OX1 7AA", from_on=date(2026, 9, 1))
    make.address(kit, "7 High Street\nExampleton", "OX1 7AA", from_on=date(2026, 9, 1), withheld_from=[robin])
    case = court.ready(people, referral)
    court.statement(case, people, "The mother lives at 17 High Street, and the father at 7 High Street.")
    made = court.really_bundled(case, people)
    assert made.problem == "It would have told this defendant the address of Kit Example (on page 4)"


def test_another_parents_interview_is_never_among_the_papers(people, referral):
    for given, answer in (("Robin", "I tried."), ("Kit", "We moved to be safe.")):
        interview(referral, people, given, answer)
    case = court.begun(referral, people, "Robin")
    court.charged(case, people)
    contents = contents_of(case)
    assert [one.questions for one in contents.interviews] == [(("Why?", "I tried."),)]
    assert [line.words for line in contents.chronology].count("The day of the interview under caution.") == 1
    assert len(contents.panels) == 1


def test_a_rebuilt_bundle_is_a_new_version_and_the_released_one_is_kept(people, case):
    first = court.really_bundled(case, people)
    court.released(court.submitted(case, people), people)
    second = court.really_bundled(case, people)
    assert [(row.number, row.state) for row in case.bundles.all()] == [(1, "made"), (2, "made")]
    assert queries.release_of(case).bundle == first
    assert first.document != second.document
    assert first.document.file.content()[:5] == b"%PDF-"


def test_a_release_is_refused_when_the_papers_changed_after_the_bundle_was_made(people, case):
    court.bundled(case, people)
    assert readiness.bundle_finding(case, None, ON) is None
    court.statement(case, people, "One thing more.")
    court.submitted(case, people)
    with pytest.raises(Refused, match="The papers, or what this defendant must not be told, have changed since"):
        court.released(case, people)


def test_a_release_is_refused_when_an_address_was_recorded_after_the_bundle_was_searched(people, referral, case):
    court.statement(case, people, "I know the family. Kit lives at 17 Hidden Harbour Close.")
    court.bundled(case, people)
    court.submitted(case, people)
    hide(court.parent(referral, "Kit").adult, people, case.adult)
    with pytest.raises(Refused, match="The papers, or what this defendant must not be told, have changed since"):
        court.released(case, people)


def test_exhibits_are_joined_framed_placed_or_listed_by_what_they_are(people, case):
    wide = PdfWriter()
    page = wide.add_blank_page(width=842, height=595)
    wide.add_annotation(0, Link(rect=(0, 0, 100, 100), url="https://example.org/"))
    assert "/Annots" in page
    out = BytesIO()
    wide.write(out)
    picture = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(picture).text((20, 20), "register")
    drawn = BytesIO()
    picture.save(drawn, "PNG")
    exhibited(case, people, document(case, people, out.getvalue(), PDF, "Timetable"), "AB/1")
    exhibited(case, people, document(case, people, drawn.getvalue(), PNG, "Photograph"), "AB/2")
    exhibited(case, people, document(case, people, b"PK word", WORD, "Attendance plan"), "AB/3")
    made = court.really_bundled(case, people)
    reader = PdfReader(BytesIO(made.document.file.content()))
    assert made.problem == ""
    last = reader.pages[-3:]
    assert [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in last] == [
        (595, 842)
    ] * 3
    assert ["/Annots" in page for page in reader.pages if "AB/1" in page.extract_text()[:40]] == [False]
    assert "Exhibit AB/3" in last[2].extract_text()
    assert "cannot be joined to this bundle" in " ".join(last[2].extract_text().split())
    assert len(last[1].images) == 1
    assert made.remarks == [
        "First warning about school attendance has pages without text. They could not be searched for addresses.",
        "Letter about an interview under caution has pages without text. They could not be searched for addresses.",
        "Final warning about school attendance has pages without text. They could not be searched for addresses.",
        "AB/1 Timetable has pages without text. They could not be searched for addresses.",
        "AB/2 Photograph is a picture. Its text could not be searched for addresses.",
        "AB/3 Attendance plan is a Word document. It is listed, and must be printed and added by hand.",
    ]


def test_a_page_that_was_turned_and_cut_stands_upright_on_a4_and_shows_no_more_than_it_did(people, case):
    turned = PdfWriter(clone_from=PdfReader(BytesIO(rendering.pdf("<html lang='en'><title>Plan</title><p>Floor plan"))))
    [page] = turned.pages
    page.rotate(90)
    page.cropbox.lower_left = (100, 300)
    out = BytesIO()
    turned.write(out)
    exhibited(case, people, document(case, people, out.getvalue(), PDF, "Plan"), "AB/1")
    made = court.really_bundled(case, people)
    [part] = [part for part in made.contents if part["label"] == "AB/1"]
    shown = PdfReader(BytesIO(made.document.file.content())).pages[part["page"] - 1]
    assert "Floor plan" in shown.extract_text()
    assert (shown.rotation, list(shown.cropbox), list(shown.mediabox)) == (0, [0, 0, *A4], [0, 0, *A4])
    cut = [operands for operands, operator in shown.get_contents().operations if operator == b"re"]
    # Of 595 by 842 points, turned: 542 wide and 495 high are left.
    assert [round(float(one)) for one in cut[0][2:]] == [542, 495]


def test_a_scan_with_a_line_of_text_of_the_scanners_own_must_be_looked_at_by_eye(people, case):
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "white").save(drawn, "PNG")
    picture = f"data:image/png;base64,{b64encode(drawn.getvalue()).decode()}"
    page = f"<html lang=en><title>x</title><img alt=x src='{picture}'><p>Scanned by Example</p></html>"
    exhibited(case, people, document(case, people, rendering.pdf(page), PDF, "Scan"), "AB/1")
    made = court.really_bundled(case, people)
    assert made.remarks[-1] == (
        "AB/1 Scan has pages with pictures. What is in them could not be searched for addresses."
    )


def test_a_damaged_pdf_does_not_keep_the_bundle_from_being_made(people, case):
    exhibited(case, people, document(case, people, b"%PDF-1.7 broken", PDF, "Scan"), "AB/1")
    made = court.really_bundled(case, people)
    assert made.state == "made"
    assert made.remarks[-1].startswith("AB/1 Scan could not be opened")


def test_a_bundle_waits_for_letters_that_are_being_printed_and_leaves_out_one_that_cannot_be(people, referral):
    case = court.charged(court.begun(referral, people), people)
    for by in (people.senior, people.manager):
        for letter in Letter.objects.filter(on_case__case=referral, adult=case.adult, state="drafted"):
            release_letter(letter, by=by, on=ON, at=moment(ON))
    for letter in Letter.objects.filter(on_case__case=referral, state="released"):
        record_sent(letter, by=people.officer, on=ON, at=moment(ON), method=Method.FIRST_CLASS, pdf_follows=True)
    bundle_making.ask_for(case, by=people.officer, at=moment(ON))
    assert bundle_making.make_next(at=moment(ON)) is None
    Letter.objects.filter(pdf=None).update(attempts=printing.MOST_ATTEMPTS)
    made = court.really_bundled(case, people)
    left_out = (
        "“Final warning about school attendance” of 23 November 2026 is not in the bundle: its PDF is not made yet. "
        "Make the bundle again later."
    )
    assert (made.state, left_out in made.remarks) == ("made", True)
    assert "Final warning about school attendance" not in [part["title"] for part in made.contents]
    # The papers still lack other things, and that is what is said of this bundle.
    assert "made while something was missing" in readiness.bundle_finding(case, None, ON)
    assert make.signed_in(people.officer).get(reverse("attendance:bundles", args=[case.key])).status_code == 200


def test_a_real_letter_is_in_the_bundle_as_it_was_sent(people, referral):
    case = court.ready(people, referral, printed=True)
    made = court.really_bundled(case, people)
    [first] = [part for part in made.contents if part["label"] == "L/1"]
    text = pages_of(made)[first["page"] - 1]
    assert "Exhibit L/1" in text
    assert "First warning about school attendance" in text
    assert "Dear Robin Example" in text


def test_asking_twice_makes_one_bundle_and_two_workers_make_it_once(people, case):
    first = bundle_making.ask_for(case, by=people.officer, at=moment(ON))
    assert bundle_making.ask_for(case, by=people.senior, at=moment(ON)) == first
    assert bundle_making.make_next(at=moment(ON)) == first
    assert bundle_making.make_next(at=moment(ON)) is None
    assert CaseDocument.objects.filter(case=case, kind="bundle").count() == 1


def test_a_bundle_whose_worker_died_is_made_by_another_when_the_lease_is_over(people, case):
    asked = bundle_making.ask_for(case, by=people.officer, at=moment(ON))
    Bundle.objects.filter(pk=asked.pk).update(lease_until=moment(ON) + timedelta(minutes=5), attempts=1)
    assert bundle_making.make_next(at=moment(ON) + timedelta(minutes=4)) is None
    assert bundle_making.make_next(at=moment(ON) + timedelta(minutes=6)) == asked
    asked.refresh_from_db()
    assert asked.state == "made"


def test_a_safeguarding_document_cannot_be_exhibited(people, case):
    secret = document(case, people, court.a_page(), PDF, "Strategy meeting", "safeguarding")
    assert queries.documents_to_exhibit(case) == []
    with pytest.raises(Refused, match="safeguarding document cannot be exhibited"):
        exhibited(case, people, secret, "AB/1")


def test_a_document_of_another_case_cannot_be_exhibited(people, referral, case):
    other = court.begun(referral, people, "Kit")
    foreign = document(other, people, court.a_page(), PDF, "Letter")
    with pytest.raises(Refused, match="belongs to another case"):
        exhibited(case, people, foreign, "AB/1")


def test_a_document_nobody_read_through_cannot_be_exhibited(people, case):
    one = document(case, people, court.a_page(), PDF, "Letter")
    with pytest.raises(Refused, match="Read the document through first"):
        papers.exhibit_document(
            case, one, label="AB/1", title="Letter", looked_through=False, by=people.officer, at=moment(ON)
        )


def interview(referral, people, given: str, answer: str) -> None:
    party = court.parent(referral, given)
    referral.refresh_from_db()
    # The interviews were held while the target was being missed; this test only needs their records.
    referral.stage = "target_missed"
    referral.save(update_fields=["stage"])
    meetings.record_interview(
        referral,
        referral_pathway.RECORD_PACE,
        data={
            "attended": True,
            "place": "Example School",
            "began_at": moment(ON),
            "ended_at": moment(ON) + timedelta(minutes=20),
            "present": "Example officer",
            "caution": "The caution.",
            "caution_understood": True,
            "told_free_to_leave": True,
            "advice_offered": True,
            "advice_answer": "No, thank you.",
            "questions": [{"question": "Why?", "answer": answer}],
            "signature": "signed",
            "target": None,
        },
        party=party,
        by=people.officer,
        on=ON,
        at=moment(ON),
        version=referral.version,
        reason="",
    )
    court.taken(referral, referral_pathway.RECORD_TARGET_MISSED, people.officer, ON)
    court.warned(referral, people.officer, ON)


def test_a_note_in_the_safeguarding_compartment_is_on_no_page_of_the_bundle_and_in_no_letter_in_it(people, referral):
    word = "Zugvogelschwarm"

    def plant(on_case) -> None:
        said = {"text": f"{word}: seen with bruises.", "compartment": "safeguarding"}
        casework.write_note(on_case, **said, by=people.manager, on=ON, at=moment(ON))

    plant(referral)
    case = court.ready(people, referral, printed=True)
    plant(case)
    text = " ".join(pages_of(court.really_bundled(case, people)))
    assert "First warning about school attendance" in text
    assert word not in text
