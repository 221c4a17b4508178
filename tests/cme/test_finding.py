"""What is known of a missing child and how: nationality, a paper with the referral, who verified where the child is."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cme import actions, finding, pathway
from oxle.cases.models import Case
from tests import make
from tests.cme.make import TOLD_ON, People, new_pupil
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
FOUND_ON = date(2026, 11, 20)
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def day(name: str, on: date) -> dict[str, int]:
    """A day as its three boxes are sent."""
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_school_refers_with_a_nationality_and_a_paper_which_is_a_document_of_the_case(people: People) -> None:
    said: dict[str, Any] = {
        "concern": "no", "social_worker": "no", **day("last_attended_on", TOLD_ON), "cause": "moved", "groups": [],
        "last_known": "The flat is empty.", "tried": ["visit"], "found_out": "Nobody there.", "once": "a" * 22,
        "nationality": "Portuguese", "paper": SimpleUploadedFile("log.pdf", PDF),
    }  # fmt: skip
    notice = reverse("cme:notice", args=[people.child.key])
    sent = make.signed_in(people.lead).post(notice, said, follow=True)
    case = Case.objects.get()
    assert (case.missing.nationality, "Portuguese" in sent.text) == ("Portuguese", True)
    paper = case.documents.get()
    assert (paper.title, paper.file.name, paper.from_school) == ("What came with the referral", "log.pdf", True)


def test_who_verified_where_the_child_is_and_the_paper_that_shows_it_are_read_before_the_case_is_closed(
    people: People,
) -> None:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    step = reverse("cases:step", args=[case.key, "find_abroad"])
    officer = make.signed_in(people.officer)
    case.refresh_from_db()
    said: dict[str, Any] = {
        **day("on", FOUND_ON), "where": "Porto", "how_known": "The aunt.", "version": case.version,
        "verified_by": "The school there, by telephone", "paper": SimpleUploadedFile("porto.pdf", PDF),
    }  # fmt: skip
    refused = officer.post(step, said)
    assert "Enter the day on which it was verified" in refused.text
    said |= {**day("verified_on", FOUND_ON), "paper": SimpleUploadedFile("porto.pdf", PDF)}
    assert officer.post(step, said).status_code == 302
    assert case.documents.get().title == finding.PAPER
    people.take(case, pathway.PROPOSE, FOUND_ON)
    agree = make.signed_in(people.manager).get(reverse("cases:step", args=[case.key, "agree"])).text
    assert "Porto. The aunt. Verified by The school there, by telephone on 20 November 2026." in agree
    assert "A paper that shows it is with the documents of the case." in agree


def test_that_nobody_verified_it_is_said_to_who_agrees_to_close_the_case(people: People) -> None:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    assert finding.evidence_of(case) == []
    people.take(case, pathway.FIND_ABROAD, FOUND_ON, where="Porto", how_known="The aunt.")
    (said,) = finding.evidence_of(case)
    assert said["value"] == "Porto. The aunt. Nobody has verified it. No paper shows it."
    people.take(case, pathway.LOST_AGAIN, FOUND_ON)
    assert finding.evidence_of(case) == []


def test_who_closes_a_case_alone_reads_first_on_which_return_or_receipt(people: People) -> None:
    case = people.refer()
    people.take(case, pathway.CLEAR, TOLD_ON, looked_at="Nothing open.")
    officer = make.signed_in(people.officer)
    pages = [reverse("cases:step", args=[case.key, one]) for one in ("close_enrolled", "close_received")]
    new_pupil(case, on=FOUND_ON)
    said = "On the register of Far School since 20 November 2026, told on 20 November 2026. Matched by the UPN."
    assert said in officer.get(pages[0]).text
    asked = actions.ask_authority(
        case, authority="Northmere", to_whom="They", sent_on=TOLD_ON, by=people.officer, at=moment(TOLD_ON)
    )
    actions.record_answer(
        asked, asked.version, answered_on=FOUND_ON, answer="Yes.", receipt_on=FOUND_ON, receipt_by="Their officer",
        receipt_reference="On this case", receipt_school="North School", by=people.officer, at=moment(FOUND_ON),
    )  # fmt: skip
    page = officer.get(pages[1]).text
    assert "The receipt of Northmere" in page
    said = "Signed by Their officer on 20 November 2026, kept at: On this case. The child is at North School."
    assert said in page
