"""Somebody applies on line to be a chaperone; an officer asks a referee by a link, who answers, and reads it."""

from typing import Any

import pytest
from PIL import Image

from oxle.cases.models import Case
from tests import make
from tests.browser import Visitor, in_browser
from tests.journeys import licensing, on_line, sheet
from tests.journeys.officer import does, opens
from tests.journeys.story import Story, told_in

EMAIL = "maple@people.example"
YES_OR_NO = (
    "Do you have convictions, cautions, reprimands or warnings?",
    "Are you, or were you ever, barred from work with children?",
    "Did social care ever look into something to do with you, or with your own children?",
    "Did a council or another body ever refuse, suspend or end an approval of yours?",
    "Were you ever warned or dismissed because of how you were with children?",
)


def applies(story: Story, tmp_path: Any) -> str:
    """Apply without scripts: none of these pages may need any. Gives the reference."""
    photo = tmp_path / "maple.png"
    Image.new("RGB", (8, 8)).save(photo)
    visitor = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
    sheet.comes_in(visitor, EMAIL, "Apply to be a chaperone")
    you = {"First names": "Maple", "Family name": "Thistlewood", "Telephone number": "01632 960003"}
    sheet.begins(visitor, "You", you, {"How do you want to do it?": "As a volunteer"})
    visitor.press(sheet.SAVE)
    assert visitor.page.title().startswith("Error: ")
    visitor.date("Date of birth", 6, 5, 1980)
    visitor.press(sheet.SAVE)
    visitor.press("Addresses of the last five years", role="link")
    lived = {"Address": "4 Mill Lane", "Postcode": "OX1 1AA"}
    sheet.adds(visitor, "an address", lived, ("Since when did you live there?", 1, 6, 2018))
    visitor.press(on_line.BACK, role="link")
    on_line.attaches(visitor, "Photograph of you", "Photograph", photo)
    visitor.press("Referees", role="link")
    relation = "How do they know you, and since when?"
    alder = {"Name of the referee": "Alder Finch", relation: "Head teacher until 2024"}
    sheet.adds(visitor, "a referee", alder)
    assert "Enter an email address or a telephone number of the referee" in visitor.page.inner_text("main")
    visitor.fill("Email address (optional)", "alder@school.example")
    visitor.press(sheet.SAVE)
    bryony = {
        "Name of the referee": "Bryony Marsh",
        relation: "Neighbour",
        "Telephone number (optional)": "01632 960009",
    }
    sheet.adds(visitor, "a referee", bryony)
    visitor.press(on_line.BACK, role="link")
    sheet.begins(
        visitor,
        "Experience and health",
        {"Which experience do you have with children?": "A scout leader for five years."},
    )
    visitor.press(sheet.SAVE)
    sheet.begins(visitor, "Safeguarding training", {}, {"Did you do a training in safeguarding children?": "No"})
    visitor.press(sheet.SAVE)
    agrees = "Do you agree that we ask the DBS, social care and your referees?"
    sheet.begins(visitor, "DBS certificate and checks", {}, {"Do you use the DBS update service?": "No", agrees: "Yes"})
    visitor.press(sheet.SAVE)
    safe = {
        "A child in your charge tells you something that makes you think they are being harmed. What do you do?":
            "I listen, and tell the council.",
        "A child in your charge is tired, and the producer wants one more take. What do you do?": "The child rests.",
    }  # fmt: skip
    sheet.begins(visitor, "Safeguarding questions", safe, {**dict.fromkeys(YES_OR_NO, "No"), YES_OR_NO[3]: "Yes"})
    visitor.press(sheet.SAVE)
    assert "Enter what happened, and when" in visitor.page.inner_text("main")
    details = "In 2022, I had not done the training. <script>alert(1)</script>"
    visitor.fill("If you answered yes to any, what happened, and when? (optional)", details)
    visitor.press(sheet.SAVE)
    reference = sheet.sends(visitor, "Maple Thistlewood", "I apply for myself", "I tell the council at once")
    visitor.context.close()
    return reference


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_would_be_chaperone_applies_on_line_and_a_referee_answers_by_a_link(live_server, monkeypatch, tmp_path):
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")
    officer = make.user("admin_officer")
    with told_in(live_server, monkeypatch) as story:
        reference = applies(story, tmp_path)
        case = Case.objects.get()
        assert case.reference == reference
        story.on("2026-11-13T10:00")
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/chaperones/")
            window.press("Maple Thistlewood", role="link")
            assert "In 2022, I had not done the training. <script>" in window.page.inner_text("main")
            licensing.checks(window, case)
            does(window, case, "Ask a referee by a link")
            window.choose("Who is asked?", "Bryony Marsh, no email address given")
            window.press(licensing.SAVE)
            assert "Enter the address: the applicant gave none of this referee" in window.page.inner_text("main")
            window.choose("Who is asked?", "Alder Finch, alder@school.example")
            window.press(licensing.SAVE)
        link = on_line.letters()["alder@school.example"]
        referee = Visitor(story.browser, story.address, also=(320,), scripts=False, seen=story.seen)
        shown = sheet.refers(referee, link)
        assert "Maple Thistlewood" in shown
        assert "Mill Lane" not in shown
        referee.open(link, status=410)
        referee.context.close()
        with story.window_of(officer, also=(320,)) as window:
            opens(window, case)
            said = window.page.inner_text("main")
            assert "13 November 2026 (by the link): suitable. Head teacher until 2024" in said
            assert "She helped at my school. <script>alert(1)</script>" in said
    assert [(one.step, one.by) for one in case.events.order_by("order")] == [
        ("apply", None), ("check", officer), ("ask_referee", officer), ("reference", None),
    ]  # fmt: skip
