"""The registration certificate that goes with an invitation: session by session, and in the very PDF of the letter."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from attendance.referrals import pathway
from attendance.referrals.certificate import certificate_of
from attendance.referrals.models import Referral
from oxle.cases import actions as cases
from oxle.correspondence import contents, rendering
from oxle.correspondence.actions import release_letter
from oxle.correspondence.models import Letter
from oxle.correspondence.printing import print_next
from oxle.registers.actions import write_marks
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from tests import make
from tests.attendance import make as referrals

ON, MEETING = date(2026, 10, 16), date(2026, 11, 4)


def mark(day: int, half: Half, code: str) -> SessionMark:
    return SessionMark(date(2026, 9, day), half, code)


def test_it_shows_every_session_by_week_and_counts_each_class():
    marks = [
        mark(3, Half.MORNING, "/"),
        mark(3, Half.AFTERNOON, "O"),
        mark(4, Half.MORNING, "I"),
        mark(4, Half.AFTERNOON, "Y1"),
        mark(7, Half.MORNING, "#"),
        mark(7, Half.AFTERNOON, "L"),
    ]
    made = certificate_of(marks)
    assert (made["from_on"], made["to_on"]) == (date(2026, 9, 3), date(2026, 9, 7))
    assert made["weeks"] == [
        {"monday_on": date(2026, 8, 31), "days": [["", ""], ["", ""], ["", ""], ["/", "O"], ["I", "Y1"]]},
        {"monday_on": date(2026, 9, 7), "days": [["#", "L"], ["", ""], ["", ""], ["", ""], ["", ""]]},
    ]
    # Y1 and # are shown and are no possible sessions.
    assert [made[name] for name in ("possible", "present", "authorised", "unauthorised")] == [4, 2, 1, 1]
    assert made["attendance_percent"] == "50.00%"


def test_the_key_names_the_codes_that_occur_and_no_others():
    made = certificate_of([mark(3, Half.MORNING, "O"), mark(3, Half.AFTERNOON, "\\")])
    assert made["codes"] == [
        {"code": "\\", "meaning": "Present in the afternoon", "counts": "present"},
        {"code": "O", "meaning": "Absent in other or unknown circumstances", "counts": "unauthorised absence"},
    ]


def test_without_marks_there_is_no_certificate():
    assert certificate_of([]) is None


@pytest.fixture
def case(db):
    referrals.calendar()
    school = make.school()
    lead = make.user("school_attendance_lead", school.organisation)
    senior = make.user("senior_attendance_officer", make.organisation("team", "County Attendance Team"))
    made = referrals.accepted(referrals.sent(school, referrals.family(school), lead, ON), senior, ON)
    made.senior = senior
    return made


def invited(case, step, party=None):
    facts = {"meeting_on": MEETING.isoformat(), "meeting_time": "10:30", "place": "Example School"}
    at = referrals.moment(ON)
    return cases.take(case, step, by=case.senior, on=ON, at=at, facts=facts, party=party)


def letters(kind):
    return list(Letter.objects.filter(kind=kind).select_related("child", "adult").order_by("adult__given"))


def test_each_parents_invitation_holds_the_certificate_and_its_wording_has_a_new_version(case):
    invited(case, pathway.INVITE_PANEL)
    both = letters("attendance.panel_invitation")
    assert [letter.adult.given for letter in both] == ["Kit", "Robin"]
    for letter in both:
        assert letter.kind_version == 4
        assert letter.context["certificate"]["possible"] == 62
        assert contents.missing(letter.letter_kind, letter.context) == []


def test_the_invitation_to_an_interview_holds_it_too(case):
    invited(case, pathway.INVITE_PACE, party=case.parties.get(adult__given="Robin"))
    [letter] = letters("attendance.pace_invitation")
    assert (letter.kind_version, letter.context["certificate"]["unauthorised"]) == (4, 16)


def test_letter_and_certificate_show_one_register_also_after_a_correction(case):
    corrected = [SessionMark(date(2026, 9, 2), half, "I") for half in Half]
    write_marks(case.child, case.school, corrected, source="correction", by=case.senior)
    invited(case, pathway.INVITE_PANEL)
    context = letters("attendance.panel_invitation")[0].context
    assert (context["unauthorised"], context["certificate"]["unauthorised"], context["certificate"]["authorised"]) == (
        14,
        14,
        2,
    )


def test_a_register_that_nobody_declared_true_is_never_enclosed_as_a_certificate(case):
    Referral.objects.filter(case=case).update(declared_by="", declared_as="", declared_on=None)
    case.referral.refresh_from_db()
    invited(case, pathway.INVITE_PANEL)
    for letter in letters("attendance.panel_invitation"):
        assert "certificate" not in letter.context
        assert "certificate" not in contents.html_of(letter, on=ON, address="1 Example Street")


@pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed")
def test_the_certificate_is_released_frozen_and_printed_with_its_letter(case):
    invited(case, pathway.INVITE_PANEL)
    letter = letters("attendance.panel_invitation")[1]
    release_letter(letter, by=case.senior, on=ON, at=referrals.moment(ON))
    print_next(at=referrals.moment(ON))
    letter.refresh_from_db()
    content = letter.pdf.content()
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert "Enclosed: registration certificate" in pages[0] + pages[1]
    [sheet] = [text for text in pages if text.startswith("Registration certificate")]
    for words in (
        "Unauthorised absence 62 46 0 16",
        "31 Aug 2026 –   – –   – O   O",
        "O Absent in other or unknown circumstances Unauthorised absence",
        "Declared to be true for the school by A Head, Head teacher, on 16 October 2026.",
        "Signature of the head teacher",
    ):
        assert words in " ".join(sheet.replace("\xa0", " ").split("\n")), words
    assert letter.html_sha256 == contents.digest(letter.html)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
