"""A referral that entered without a register: it goes all the way, and an officer adds the register when it comes."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from attendance.prosecution import readiness
from attendance.referrals import actions, drafting, pathway, sections
from attendance.referrals.models import Moment, Referral
from attendance.referrals.rules import EXTRACT_REACHES_BACK
from attendance.referrals.section_forms import RegisterForm
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.models import Origin
from oxle.core.rules import change_rule
from oxle.correspondence import contents
from oxle.correspondence.actions import release_letter
from oxle.correspondence.models import Letter
from oxle.registers.extract import read_extract
from oxle.registers.queries import marks_between
from oxle.schools.queries import calendar_of
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)
LATER = date(2026, 11, 9)
EMPLOYED = {"reason": "employed", "cause": "Seen at work."}


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-09T10:00")


@pytest.fixture
def case(people):
    """Thought to be illegally employed, accepted on 16 October 2026 without any figures, to be prosecuted."""
    return referrals.accepted(
        referrals.sent(people.school, people.child, people.lead, ON, reason=EMPLOYED), people.senior, ON
    )


def added(case, by, on=LATER, **days):
    text = referrals.extract(case.school, **days)
    case.refresh_from_db()
    return actions.add_register(
        case,
        extract=read_extract(text, calendar_of(case.school), on=on),
        declared=actions.Declared("B Deputy", "Deputy head", on),
        by=by,
        on=on,
        at=referrals.moment(on),
        version=case.version,
    )


def told(letter):
    """What a letter says, as it would be released now."""
    assert contents.missing(letter.letter_kind, letter.context) == []
    return contents.html_of(letter, on=LATER, address="1 Example Street")


def letters(kind):
    return list(Letter.objects.filter(kind=f"attendance.{kind}").select_related("child", "adult", "drafted_by"))


def invited(case, step, by, party=None):
    facts = {"meeting_on": "2026-11-20", "meeting_time": "10:30", "place": "Example School"}
    return cases.take(case, step, by=by, on=LATER, at=referrals.moment(LATER), facts=facts, party=party)


# --- without a register ----------------------------------------------------------------------------------------


def test_every_letter_up_to_the_final_warning_can_go_without_figures_and_says_nothing_in_their_place(people, case):
    def released(kind: str, number: int) -> None:
        found = letters(kind)
        assert len(found) == number
        for letter in found:
            html = told(letter)
            for words in ("<caption>Attendance from", "Sessions missed without leave", "registration certificate"):
                assert words not in html, (kind, words)
            assert "<p></p>" not in html
            gone = release_letter(letter, by=people.senior, on=LATER, at=referrals.moment(LATER))
            assert gone.state == "released"

    invited(case, pathway.INVITE_PANEL, people.officer)
    invited(case, pathway.INVITE_PACE, people.officer, case.parties.get(adult__given="Robin"))
    for kind, number in {"first_warning": 2, "pace_letter": 2, "panel_invitation": 2, "pace_invitation": 1}.items():
        released(kind, number)
    court.panel_held(case, people.officer, LATER)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, LATER)
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, LATER)
    court.warned(case, people.officer, LATER)
    released("final_warning", 2)


def test_no_time_to_charge_is_shown_while_no_absence_is_known(case):
    assert list(case.deadlines.filter(clock__startswith="charge")) == []


def test_readiness_names_the_register_that_the_certificate_needs(people, case):
    court.panel_held(case, people.officer, LATER)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, LATER)
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, LATER)
    court.warned(case, people.officer, LATER)
    prosecution = court.begun(case, people)
    gaps = {item.title: item.gap for item in readiness.gaps(prosecution, LATER)}
    assert gaps["Certificate of attendance"] == (
        "The referral holds no register. Add the school’s extract to it, then make the certificate of attendance."
    )
    added(case, people.officer)
    gaps = {item.title: item.gap for item in readiness.gaps(prosecution, LATER)}
    assert gaps["Certificate of attendance"] == "No certificate of attendance is made."


# --- with one that came later ----------------------------------------------------------------------------------


def test_a_register_added_later_gives_figures_certificate_and_each_parents_time_to_charge(people, case):
    added(case, people.officer)
    referral = Referral.objects.get(case=case)
    assert (referral.possible, referral.unauthorised) == (62, 16)
    assert (referral.first_on, referral.last_on) == (date(2026, 9, 2), date(2026, 10, 14))
    assert (referral.declared_by, referral.declared_as, referral.declared_on) == ("B Deputy", "Deputy head", LATER)
    rows = case.deadlines.filter(state="running", clock__startswith="charge").order_by("clock", "party__adult__given")
    assert [(row.clock, row.party.adult.given, row.due_on) for row in rows] == [
        ("charge_last", "Kit", date(2027, 4, 12)),
        ("charge_last", "Robin", date(2027, 4, 12)),
        ("charge_safe", "Kit", date(2027, 3, 2)),
        ("charge_safe", "Robin", date(2027, 3, 2)),
    ]
    case.refresh_from_db()
    invited(case, pathway.INVITE_PANEL, people.officer)
    for letter in letters("panel_invitation"):
        assert letter.context["certificate"]["possible"] == 62
        assert "B Deputy, Deputy head, on 9 November 2026" in told(letter)


def test_a_second_register_is_counted_together_with_the_first_and_never_hides_its_absences(people, case):
    added(case, people.officer)
    added(case, people.officer, every=2, first=date(2026, 11, 2), last=date(2026, 11, 6))
    referral = Referral.objects.get(case=case)
    assert (referral.possible, referral.unauthorised) == (72, 22)
    assert (referral.first_absence_on, referral.last_absence_on) == (date(2026, 9, 2), date(2026, 11, 6))
    running = case.deadlines.filter(state="running", clock="charge_safe")
    assert {row.due_on for row in running} == {date(2027, 3, 2)}
    last = case.deadlines.filter(state="running", clock="charge_last")
    assert {row.due_on for row in last} == {date(2027, 5, 6)}
    assert case.deadlines.filter(clock="charge_last", state="replaced").count() == 2


def test_a_letter_drafted_before_the_register_came_stays_as_it_was(people, case):
    before = [letter.context for letter in letters("first_warning")]
    added(case, people.officer)
    assert [letter.context for letter in letters("first_warning")] == before


def test_a_parent_whose_papers_are_in_hand_gets_no_new_time_to_charge(people, case):
    added(case, people.officer)
    court.panel_held(case, people.officer, LATER)
    court.taken(case, pathway.RECORD_TARGET_MISSED, people.officer, LATER)
    referrals.considered(case, Moment.FINAL_WARNING, people.officer, LATER)
    court.warned(case, people.officer, LATER)
    begun = court.begun(case, people)
    added(case, people.officer, every=2, first=date(2026, 11, 2), last=date(2026, 11, 6))
    dated = case.events.filter(step="date_route").order_by("order")
    assert [event.party.adult.pk for event in dated].count(begun.adult_id) == 1


def test_a_referral_sent_again_without_a_register_keeps_the_one_that_was_added(people):
    case = referrals.sent(people.school, people.child, people.lead, ON, reason=EMPLOYED)
    added(case, people.officer)
    case.refresh_from_db()
    at = referrals.moment(LATER)
    actions.return_to_school(case, by=people.senior, on=LATER, at=at, version=case.version, reason="Where?")
    case.draft.refresh_from_db()
    version = case.draft.version
    actions.send(case.draft, by=people.lead, on=LATER, at=at, version=version, extract=None, answer="At the bakery.")
    referral = Referral.objects.get(case=case)
    assert (referral.possible, referral.declared_by) == (62, "B Deputy")


# --- the page --------------------------------------------------------------------------------------------------


@pytest.fixture
def typed(case):
    case.refresh_from_db()
    return {
        "text": referrals.extract(case.school),
        "declared_by": "B Deputy",
        "declared_as": "Deputy head",
        "declared_on": "9/11/2026",
        "version": case.version,
    }


def url(case):
    return reverse("attendance:add_register", args=[case.key])


def test_an_officer_uploads_a_register_on_the_page_that_the_case_offers(people, case, typed):
    browser = make.signed_in(people.officer)
    assert url(case) in browser.get(case.get_absolute_url()).content.decode()
    file = SimpleUploadedFile("register.csv", typed.pop("text").encode("utf-8-sig"))
    assert browser.post(url(case), {**typed, "file": file}).status_code == 302
    assert len(marks_between(case.child, case.school, date(2026, 9, 2), date(2026, 10, 14))) == 62
    event = case.events.get(step="add_register")
    assert (event.by, event.facts) == (people.officer, {"first_on": "2026-09-02", "last_on": "2026-10-14"})


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("register.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "This is a PNG picture"),
        ("register.jpg", b"\xff\xd8\xff\xe0" + bytes(40), "This is a JPEG picture"),
        # It is the content that tells, never the name.
        ("register.csv", b"\xff\xd8\xff\xe0" + bytes(40), "This is a JPEG picture"),
        ("register.pdf", b"%PDF-1.7\n", "This is a PDF"),
        ("register.gif", b"GIF89a" + bytes(40), "This is not a text or CSV file"),
    ],
)
def test_a_picture_of_a_register_is_refused_at_its_field_with_what_to_do_instead(
    people, case, typed, name, content, what
):
    typed["text"] = ""
    page = make.signed_in(people.officer).post(url(case), {**typed, "file": SimpleUploadedFile(name, content)})
    assert page.context["form"].errors == {
        "file": [
            f"{what}: no codes can be read from it. Attach it as evidence, and paste or upload the codes here as text "
            "or CSV."
        ]
    }
    assert not case.events.filter(step="add_register").exists()


def test_a_wrong_line_is_named_at_its_field_and_nothing_is_saved_or_lost(people, case, typed):
    typed["text"] = "02/09/2026,/,J\n03/09/2026,?,\\"
    page = make.signed_in(people.officer).post(url(case), typed)
    problems = page.context["form"].errors["text"]
    expected = read_extract(typed["text"], calendar_of(case.school), on=LATER).problems
    assert problems == [str(problem) for problem in expected]
    assert len(problems) == 2
    assert "03/09/2026,?,\\" in page.content.decode()
    assert Referral.objects.get(case=case).possible is None
    assert not case.events.filter(step="add_register").exists()


def test_a_double_click_adds_one_register(people, case, typed):
    browser = make.signed_in(people.officer)
    typed["once"] = browser.get(url(case)).context["once"]
    assert [browser.post(url(case), typed).status_code for _ in range(2)] == [302, 302]
    assert case.events.filter(step="add_register").count() == 1


def test_a_closed_case_takes_no_register(people, case, typed):
    cases.take(case, pathway.WITHDRAW, by=people.officer, on=LATER, at=referrals.moment(LATER), reason="A mistake.")
    assert make.signed_in(people.officer).get(url(case)).status_code == 404


# --- who may give which reason ---------------------------------------------------------------------------------


def reasons(draft, user):
    page = make.signed_in(user).get(reverse("attendance:section", args=[draft.key, sections.REASON]))
    return [value for value, _ in page.context["form"].fields["reason"].choices]


def test_a_school_gives_only_the_reasons_that_a_school_can_know(people):
    draft = drafting.start_draft(school=people.school, child=people.child, by=people.lead, at=referrals.moment(ON))
    assert reasons(draft, people.lead) == ["not_attending", "employed"]
    section = reverse("attendance:section", args=[draft.key, sections.REASON])
    sent = {"reason": "unpaid_notice", "cause": "It was not paid.", "version": draft.version}
    page = make.signed_in(people.lead).post(section, sent)
    assert list(page.context["form"].errors) == ["reason"]


def test_an_officer_who_enters_a_referral_can_give_every_reason(people):
    at = referrals.moment(ON)
    message = casework.receive_message(
        team=cases.duty_team("attendance"),
        channel=Origin.EMAIL,
        received_on=ON,
        sender="Penalty notices",
        text="Not paid",
        files=[],
        by=people.officer,
        at=at,
    )
    draft = drafting.start_draft(school=people.school, child=people.child, by=people.officer, at=at, message=message)
    assert reasons(draft, people.officer) == ["not_attending", "employed", "unpaid_notice", "third_notice"]


def test_an_extract_that_starts_longer_ago_than_the_setting_of_the_day_allows_is_refused(school):
    typed, on = {"text": "2026-09-02,O,O"}, date(2027, 9, 3)
    too_old = "Line 1: Wednesday 2 September 2026 is too long ago. An extract may start on 3 September 2026 or later"

    def faults():
        return RegisterForm(typed, calendar=calendar_of(school), on=on).errors.get("text", [])

    assert faults() == [too_old]
    change_rule(EXTRACT_REACHES_BACK, "13", from_on=on, reason="A whole school year")
    assert too_old not in faults()
    assert not any("too long ago" in fault for fault in faults())


def test_a_register_saved_as_unicode_text_is_read_like_any_other(people, case, typed):
    text, typed["text"] = typed["text"], ""
    upload = SimpleUploadedFile("register.txt", text.encode("utf-16"))
    page = make.signed_in(people.officer).post(url(case), {**typed, "file": upload})
    assert (page.status_code, case.events.filter(step="add_register").count()) == (302, 1)
