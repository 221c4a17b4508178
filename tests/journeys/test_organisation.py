"""An organisation applies on line for its approval (BOPA); an officer approves it; it reports; a stranger asks."""

from typing import Any

import pytest

from oxle.cases.models import Case
from tests import make
from tests.browser import Visitor, in_browser
from tests.journeys import licensing, on_line, sheet
from tests.journeys.letters import releases_all
from tests.journeys.officer import does
from tests.journeys.pdfs import text_of
from tests.journeys.story import Story, told_in

EMAIL = "youth@theatre.example"
NAME = "Example Youth Theatre <script>alert(1)</script>"


def applies(story: Story, tmp_path: Any) -> str:
    """Apply without scripts: none of these pages may need any. Gives the reference."""
    policy = tmp_path / "policy.txt"
    policy.write_text("Who is worried tells the lead.")
    visitor = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
    sheet.comes_in(visitor, EMAIL, "Apply for the approval of an organisation")
    words = {
        "Name of the organisation": NAME, "Your name": "Robin Example", "Your job there": "Chair",
        "Telephone number": "01632 960001", "Address": "1 Stage Street",
    }  # fmt: skip
    sheet.begins(visitor, "The organisation", words)
    visitor.press(sheet.SAVE)
    assert visitor.page.title().startswith("Error: ")
    visitor.fill("Postcode", "OX1 1AA")
    visitor.press(sheet.SAVE)
    performs = {
        "What do the children take part in?": "Two plays a year.", "Where are the performances?": "The Corn Hall",
    }  # fmt: skip
    sheet.begins(visitor, "The performances", performs)
    visitor.date("From which day is the approval wanted?", 1, 12, 2026)
    visitor.date("Until which day?", 30, 11, 2026)
    visitor.press(sheet.SAVE)
    assert "The last day cannot be before the first" in visitor.page.inner_text("main")
    visitor.date("Until which day?", 31, 5, 2027)
    visitor.press(sheet.SAVE)
    sure = {"Is it sure that no child, and nobody for a child, is paid?": "Yes"}
    children = {"How many children take part, and how old are they?": "About 40, from 5 to 15"}
    sheet.begins(visitor, "The children", children, {**sure, "Does any child miss school for it?": "No"})
    visitor.press(sheet.SAVE)
    care = {
        "Who is in charge of the children?": "Maple Thistlewood",
        "How are those who are with the children chosen, checked and trained?": "References and a DBS check.",
    }
    sheet.begins(visitor, "Who is with the children", care)
    visitor.date("When was your safeguarding policy last looked at?", 1, 9, 2026)
    visitor.press(sheet.SAVE)
    on_line.attaches(visitor, "Safeguarding policy", "Safeguarding policy", policy)
    on_line.attaches(visitor, "Risk assessment", "Risk assessment", policy)
    reference = sheet.sends(visitor, "Robin Example", "I am authorised to apply", "We report our performances")
    visitor.context.close()
    return reference


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_organisation_is_approved_from_an_e_mail_address_to_the_paper_that_a_stranger_checks(
    live_server, monkeypatch, tmp_path
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    officer = make.user("admin_officer")
    with told_in(live_server, monkeypatch) as story:
        reference = applies(story, tmp_path)
        case = Case.objects.get()
        assert case.reference == reference
        story.on("2026-11-16T10:00")
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/bodies/")
            window.press(NAME, role="link")
            licensing.checks(window, case)
            does(window, case, "Approve the organisation")
            window.date("Until which day?", 1, 12, 2027)
            window.press(licensing.SAVE)
            assert "An approval lasts 12 months at most" in window.page.inner_text("main")
            window.date("Until which day?", 31, 5, 2027)
            window.fill("Conditions (optional)", "Two adults at each door.")
            window.press(licensing.SAVE)
            releases_all(window, case)
            story.workers_run()
            paper = licensing.pdf_of(window, case, "licensing.body_approved", "organisation")
        case.body_approval.refresh_from_db()
        said = text_of(paper)
        for particular in (case.body_approval.number, "1 December 2026", "31 May 2027", "Two adults at each door."):
            assert particular in said
        path = licensing.check_address(paper, "body")
        stranger = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
        assert licensing.says(stranger, path).split("\n") == ["Is this approval of an organisation valid?", "", "Valid"]
        story.on("2026-12-14T10:00")
        with story.window_of(officer, also=(320,)) as window:
            does(window, case, "Record performances and children that it reports")
            window.fill("What was performed?", "The Goose Fair")
            window.fill("Where?", "The Corn Hall")
            window.date("On which day, or the first of several?", 12, 12, 2026)
            window.fill("Which children took part?", "Ivy Marrow")
            window.press(licensing.SAVE)
            assert "Line 1: write the name and the date of birth" in window.page.inner_text("main")
            window.fill("Which children took part?", "Ivy Marrow, 5 12 2017, Example School")
            window.press(licensing.SAVE)
            assert "The Goose Fair" in window.page.inner_text("main")
            licensing.revokes(window, case, "Revoke the approval")
        assert licensing.says(stranger, path).endswith("\nNot valid")
        stranger.context.close()
    assert [one.step for one in case.events.order_by("order")] == ["apply", "check", "approve", "report", "revoke"]
