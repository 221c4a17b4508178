"""A section that is not finished is kept as it stands, and keeps the referral from being sent until it is."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attendance.referrals import drafting, sections
from attendance.referrals.models import Draft
from oxle.documents.actions import store_made
from oxle.documents.types import TEXT
from oxle.registers.codes import shown_percentage
from oxle.registers.extract import read_extract
from oxle.schools.queries import calendar_of
from tests import make
from tests.attendance import court
from tests.attendance import make as referrals

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 16)


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-10-16T10:00")


@pytest.fixture
def draft(school, child, lead) -> Draft:
    return referrals.draft(school, child, lead, ON)


def at(draft, section) -> str:
    return f"/attendance/referrals/{draft.key}/{section}/"


HALF = {"done": "yes", "on_day": "31", "on_month": "2", "on_year": "", "method": "Letter", "outcome": "", "because": ""}


def test_what_is_typed_so_far_is_kept_unchecked_and_shown_again(draft, lead):
    browser, section = make.signed_in(lead), at(draft, "step_contact")
    kept = browser.post(section, {"version": draft.version, **HALF, "later": "yes"}, follow=True)
    assert "is kept as it stands. Finish it before you send." in kept.text
    assert "Not finished" in kept.text
    page = browser.get(section).text
    assert ('value="31"' in page, 'value="Letter"' in page, "There is a problem" in page) == (True, True, False)
    draft.refresh_from_db()
    # What was finished before is not mixed with it.
    assert draft.answers["step_contact"]["on"] == "2026-09-10"


def test_a_referral_with_an_unfinished_section_cannot_be_sent_until_it_is_finished(draft, lead):
    browser, section = make.signed_in(lead), at(draft, "step_contact")
    browser.post(section, {"version": draft.version, **HALF, "later": "yes"})
    draft.refresh_from_db()
    assert [one.section for one in sections.missing(draft, sections.extract_of(draft, ON))] == ["step_contact"]
    check = {"version": draft.version}
    assert "This cannot be sent yet" in browser.post(at(draft, "check"), check).text
    whole = {
        **HALF,
        "on_day": "11",
        "on_month": "9",
        "on_year": "2026",
        "outcome": "They will ring",
        "answer": "agreed",
    }
    browser.post(section, {"version": draft.version, **whole})
    draft.refresh_from_db()
    assert sections.missing(draft, sections.extract_of(draft, ON)) == []
    assert (draft.answers["step_contact"]["on"], draft.answers["unfinished"]) == ("2026-09-11", {})


def test_an_unfinished_section_overwrites_nothing_that_a_colleague_saved_meanwhile(draft, lead):
    browser, section, old = make.signed_in(lead), at(draft, "voice"), draft.version
    browser.post(section, {"version": old, "child_view": "I like music."})
    stale = browser.post(section, {"version": old, "child_view": "I like", "later": "yes"})
    assert (stale.status_code, "I like music." in stale.text) == (409, True)
    draft.refresh_from_db()
    assert sections.unfinished(draft) == {}


def test_a_second_click_on_come_back_later_goes_where_the_first_one_went(draft, lead):
    browser, section = make.signed_in(lead), at(draft, "voice")
    sent = {"version": draft.version, "child_view": "I like music.", "later": "yes"}
    assert [browser.post(section, sent).headers["Location"] for _ in range(2)] == [
        f"/attendance/referrals/{draft.key}/"
    ] * 2


def test_a_finished_section_is_opened_again_with_what_was_saved(draft, lead):
    browser = make.signed_in(lead)
    assert "Says that mornings are hard." in browser.get(at(draft, "reason")).text
    contact = browser.get(at(draft, "step_contact")).text
    assert ('value="Letter"' in contact, 'value="2026"' in contact) == (True, True)
    assert "I like art." in browser.get(at(draft, "voice")).text


def test_a_document_chosen_in_an_unfinished_section_is_kept_and_a_program_is_refused_at_its_field(draft, lead):
    browser, section = make.signed_in(lead), at(draft, "step_contact")
    program = SimpleUploadedFile("letter.pdf", b"MZ\x90\x00" + b"\0" * 200)
    refused = browser.post(section, {"version": draft.version, **HALF, "file": program, "later": "yes"})
    assert ("There is a problem" in refused.text, draft.files.count()) == (True, 0)
    paper = SimpleUploadedFile("letter.pdf", court.a_page(), content_type="application/pdf")
    kept = browser.post(section, {"version": draft.version, **HALF, "file": paper, "later": "yes"}, follow=True)
    assert "is kept as it stands" in kept.text
    assert [file.section for file in draft.files.all()] == ["step_contact"]


def test_a_sign_that_the_database_cannot_keep_loses_nothing_of_an_unfinished_section(draft, lead):
    browser, section = make.signed_in(lead), at(draft, "step_contact")
    sent = {"version": draft.version, **HALF, "outcome": "They will\0 ring", "later": "yes"}
    assert "is kept as it stands" in browser.post(section, sent, follow=True).text
    assert "They will ring" in browser.get(section).text


def test_a_double_click_attaches_a_file_once(draft, lead):
    browser, page = make.signed_in(lead), at(draft, "evidence")
    once = browser.get(page).context["once"]
    for _ in range(2):
        paper = SimpleUploadedFile("letter.pdf", court.a_page(), content_type="application/pdf")
        browser.post(page, {"version": draft.version, "once": once, "title": "A letter", "file": paper})
    assert [file.title for file in draft.files.all()] == ["A letter"]


def test_every_page_of_a_referral_that_is_filled_in_says_whose_it_is(draft, lead):
    browser, pages = make.signed_in(lead), ("reason", "voice", "register", "declaration", "evidence", "discard")
    caption = f'<span class="govuk-caption-l">{draft.pupil_name}</span>'
    assert [page for page in pages if caption not in browser.get(at(draft, page)).content.decode()] == []


def test_other_evidence_is_optional_until_something_is_attached(draft, lead):
    browser = make.signed_in(lead)

    def status() -> str:
        groups = browser.get(f"/attendance/referrals/{draft.key}/").context["groups"]
        return next(task["status"] for group in groups for task in group["tasks"] if task["title"] == "Other evidence")

    assert status() == "Optional"
    moment = referrals.moment(ON)
    file = store_made(b"Notes", kind=TEXT, name="notes.txt", at=moment)
    drafting.attach_to_draft(draft, file, section="evidence", title="Notes", at=moment)
    assert status() == "Completed"


def test_whoever_saves_a_register_extract_is_told_what_it_adds_up_to(draft, lead):
    browser = make.signed_in(lead)
    address = f"/attendance/referrals/{draft.key}/register/"
    text = referrals.extract(draft.school)
    draft.refresh_from_db()
    page = browser.post(address, {"text": text, "version": draft.version}, follow=True)
    tally = read_extract(text, calendar_of(draft.school), on=ON).tally
    assert [str(one) for one in page.context["messages"]] == [
        f"The register extract is kept: {tally.possible} possible sessions, {tally.present} present "
        f"({shown_percentage(tally.attendance)}), {tally.authorised} authorised absence "
        f"({shown_percentage(tally.authorised_absence)}) and {tally.unauthorised} unauthorised absence "
        f"({shown_percentage(tally.unauthorised_absence)})"
    ]
