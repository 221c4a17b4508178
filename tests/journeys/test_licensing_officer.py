"""A licensing officer amends and refuses licences, inspects a place of work, and asks what attendance was told of."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licensing.applicants.demo import picture
from licensing.inspections.pathway import INSPECTION
from licensing.performances import actions
from licensing.work.enquiries.pathway import ENQUIRY
from oxle.cases import casework
from oxle.cases.actions import team_called
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.core import dates
from oxle.correspondence.models import Letter
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, in_browser
from tests.journeys import licensing
from tests.journeys.letters import drafted, releases_all
from tests.journeys.officer import does
from tests.journeys.pdfs import text_of
from tests.journeys.story import told_in
from tests.licensing.applying import photographed
from tests.licensing.performing import PLACE, applied, parents_part

ON, SATURDAY = date(2026, 11, 12), date(2026, 12, 19)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _now(monkeypatch: Any) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-12T10:00")


@pytest.fixture
def officer(transactional_db: Any) -> Any:
    referrals.calendar()
    return make.user("admin_officer", team_called("Pupils Missing Out team"))


@pytest.fixture
def school(officer: Any) -> Any:
    return make.school(lines="1 School Road", postcode="OX1 1AD")


def pupil(given: str, school: Any) -> Any:
    """A pupil who lives with a parent."""
    child = make.child(given, "Example", date(2015, 5, 6), at=school)
    make.address(child)
    make.address(make.parent(child, "Robin", "Example", parental_responsibility=True))
    return child


def asks_for_a_reason(officer: Visitor, error: str) -> None:
    """Send the page of a step without the reason that it must give."""
    officer.press(licensing.SAVE)
    assert error in officer.page.inner_text("main")
    assert officer.page.title().startswith("Error: ")


def fits_a_phone(officer: Visitor, letter: Letter) -> None:
    """The text of a letter, as it stands on the page of the letter, is no wider than a phone."""
    officer.page.set_viewport_size({"width": 290, "height": 900})
    officer.page.goto(f"/letters/{letter.key}/text/")
    assert officer.page.locator("table.days").count() == 1
    assert officer.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    officer.page.set_viewport_size({"width": 1280, "height": 900})


@in_browser
@pytest.mark.django_db(transaction=True)
def test_one_licence_is_amended_and_sent_again_another_refused_with_its_reasons_and_the_right_to_appeal(
    officer, school, live_server, monkeypatch
):
    # As an application on line names it: the words of a place are the longest of the days.
    place = replace(PLACE, name="Exampleton Playhouse (Performances)")
    children = [pupil("Ida", school), pupil("Ben", school)]
    production = applied(children, [SATURDAY], on=ON, at=dates.now(), places=[place])
    ida, ben = (one.case for one in production.entrants.order_by("number"))
    photographed(production.entrants.get(case=ida), at=dates.now())
    for case in (ida, ben):
        actions.parent_says(case, parents_part(), by=officer, on=ON, at=dates.now())
    with told_in(live_server, monkeypatch) as story, story.window_of(officer, also=(320,)) as window:
        licensing.checks(window, ida)
        licensing.grants_a_licence(window, ida, SATURDAY, SATURDAY)
        does(window, ida, "Amend the licence")
        assert "Ida Example,19/12/2026" in window.page.get_by_label("Days and times", exact=True).input_value()
        window.fill("What does the child do in it?", f"The moon {SCRIPT}")
        asks_for_a_reason(window, "Enter the reason")
        assert window.page.get_by_label("What does the child do in it?").input_value() == f"The moon {SCRIPT}"
        window.fill("Reason", "She sings the moon now.")
        window.press(licensing.SAVE)
        for letter in drafted(ida):
            fits_a_phone(window, letter)
        assert ("Child performance licence", str(production.body)) in releases_all(window, ida)
        story.workers_run()
        said = text_of(licensing.pdf_of(window, ida, "licensing.licence", "applicant"))
        licensing.checks(window, ben)
        does(window, ben, "Refuse the licence")
        drafts = window.page.get_by_role("listitem").filter(has_text="that we refuse").all_inner_texts()
        assert drafts == [
            "A performance licence that we refuse",
            "A performance licence for your child that we refuse",
        ]
        asks_for_a_reason(window, "Enter the reason")
        window.fill("Reason", f"Too late at night. {SCRIPT}")
        window.press(licensing.SAVE)
        assert "Closed: refused" in window.page.inner_text("main")
        told = releases_all(window, ben)
        story.workers_run()
        refused = text_of(licensing.pdf_of(window, ben, "licensing.refused", "applicant"))
        parents = text_of(licensing.pdf_of(window, ben, "licensing.refused_for_parents", "parent"))
    for particular in (
        ida.licence.number,
        "and amended on 12 November 2026",
        "She sings the moon now.",
        "The moon <script>",
    ):
        assert particular in said
    assert sorted(who for _, who in told) == sorted([str(production.body), "Robin Example"])
    assert "You can appeal against this decision to a magistrates’ court." in refused
    assert "Whoever applied can appeal to a magistrates’ court, and has been told so." in parents
    assert f"Too late at night. {SCRIPT}" in refused


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_place_of_work_is_inspected_photographed_followed_up_and_put_right(officer, live_server, monkeypatch):
    rota = {"name": "rota.txt", "mimeType": "text/plain", "buffer": b"Monday"}
    oven = {"name": "oven.png", "mimeType": "image/png", "buffer": picture().read()}
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(officer, also=(320,)) as window:
            window.open("/licensing/inspections/")
            window.press("Plan an inspection of a place of work")
            window.press("Plan it")
            assert window.page.title().startswith("Error: ")
            window.fill("Name of a new employer (optional)", f"Example Bakery {SCRIPT}")
            window.fill("Address of a new employer (optional)", "1 Market Street")
            window.date("On which day is the visit?", 13, 11, 2026)
            window.choose("Why is it made?", "A concern")
            window.choose("Are they told of it before?", "No")
            window.press("Plan it")
            case = Case.objects.get(pathway=INSPECTION.key)
        story.on("2026-11-13T10:00")
        with story.window_of(officer, also=(320,)) as window:
            does(window, case, "Record the visit")
            window.fill("What was found?", "The oven is unguarded.")
            window.page.get_by_label("Photograph (optional)", exact=True).set_input_files(rota)
            asks_for_a_reason(window, "The selected file must be a picture")
            assert window.page.get_by_label("What was found?").input_value() == "The oven is unguarded."
            window.page.get_by_label("Photograph (optional)", exact=True).set_input_files(oven)
            window.press(licensing.SAVE)
            assert window.download("Photograph of the inspection: oven.png").startswith(b"\x89PNG")
            does(window, case, "Write what must be put right, and by when")
            asks_for_a_reason(window, "Enter what must be put right")
            window.fill("What must be put right?", "Guard the oven.")
            window.date("By when must it be put right?", 27, 11, 2026)
            window.press(licensing.SAVE)
            assert "27 November 2026" in window.page.inner_text("main")
            releases_all(window, case)
            story.workers_run()
            said = text_of(licensing.pdf_of(window, case, "licensing.inspection_findings", "inspected"))
        story.on("2026-11-27T10:00")
        with story.window_of(officer) as window:
            does(window, case, "Close: it is put right")
            window.fill("Reason", "A guard is fitted.")
            window.press(licensing.SAVE)
            assert "Closed" in window.page.inner_text("main")
    for particular in (f"Example Bakery {SCRIPT}", "The oven is unguarded.", "Guard the oven.", "27 November 2026"):
        assert particular in said


@in_browser
@pytest.mark.django_db(transaction=True)
def test_what_attendance_hands_over_becomes_an_enquiry_of_which_the_employer_is_told_without_the_childs_name(
    officer, school, live_server, monkeypatch
):
    child = pupil("Ida", school)
    referral = referrals.sent(school, child, make.user("attendance_officer"), ON)
    casework.hand_over(
        referral, to="licensing", reason=f"She bakes before school. {SCRIPT}", by=officer, on=ON, at=dates.now()
    )
    message = HandOver.objects.get(to_duty="licensing").message
    with told_in(live_server, monkeypatch) as story, story.window_of(officer, also=(320,)) as window:
        window.open(f"/inbox/{message.key}/")
        window.press("Accept as an illegal employment enquiry")
        assert f"She bakes before school. {SCRIPT}" in window.page.get_by_label("What were we told?").input_value()
        window.press("Open the case")
        assert window.page.title().startswith("Error: ")
        window.fill("Name of a new employer (optional)", "Example Bakery")
        window.fill("Address of a new employer (optional)", "1 Market Street")
        window.press("Open the case")
        case = Case.objects.get(pathway=ENQUIRY.key)
        assert "Ida Example" in window.page.inner_text("main")
        does(window, case, "Record what was found")
        window.choose("What was found?", "A child works without a permit")
        asks_for_a_reason(window, "Enter what was seen and said")
        window.fill("What was seen and said?", "Ida Example was at the oven at six.")
        window.date("When was a child last known to work there? (optional)", 11, 11, 2026)
        window.press(licensing.SAVE)
        does(window, case, "Inform the employer")
        window.fill("What must the employer know and do?", "Nobody under 16 may work before seven.")
        window.press(licensing.SAVE)
        assert sorted(who for _, who in releases_all(window, case)) == [str(case.organisation), "Robin Example"]
        story.workers_run()
        told = text_of(licensing.pdf_of(window, case, "licensing.work_unlawful", "employer"))
        does(window, case, "Close: the work has stopped")
        window.fill("Reason", "The bakery says so, and nobody was there.")
        window.press(licensing.SAVE)
        assert "Closed: the work has stopped" in window.page.inner_text("main")
    assert (case.origin, case.came_from) == ("hand_over", referral)
    assert "Nobody under 16 may work before seven." in told
    assert "Ida" not in told
