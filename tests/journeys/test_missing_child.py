"""A school cannot find a pupil: looked for, found by another school’s return, and closed; else by two persons only."""

import pytest

from cme import pathway
from oxle.cases.models import Case
from tests import make
from tests.browser import Visitor, in_browser
from tests.cme.make import People
from tests.journeys import exclusion
from tests.journeys.officer import does, opens
from tests.journeys.story import told_in

UPN = "H801200001001"
REFUGE = "The mother fled to Hidden House."


def refers(lead: Visitor, name: str) -> None:
    """The school tells of a pupil who is gone, first with nothing."""
    exclusion.finds_the_pupil(lead, name, "Tell us of a child who is missing")
    lead.press("Send to the council")
    assert lead.page.title().startswith("Error: ")
    lead.choose("Are you worried about the child’s safety?", "No")
    lead.choose("Does the pupil have a social worker?", "No")
    lead.date("On which day was the pupil last at school?", 2, 11, 2026)
    lead.choose("Why has the child no education, as far as you know?", "Not known")
    lead.fill("What is known of where the child is?", "The flat is empty. <script>alert(1)</script>")
    lead.choose("What have you done already?", "Visited the home")
    lead.fill("On which days, by whom, and what did you find out?", "Two visits on 9 November, nobody there.")
    lead.press("Send to the council")
    assert "The council is looking" in lead.page.inner_text("main")


def clears(officer: Visitor, case: Case) -> None:
    """Look at safeguarding, before anybody is asked."""
    opens(officer, case)
    assert "Record an enquiry" not in officer.page.inner_text("main")
    does(officer, case, "Safeguarding looked at: begin the enquiries")
    officer.fill("What was looked at, and why is nothing in the way?", "No plan, no contact at the MASH.")
    officer.press("Save and continue")


def asks(officer: Visitor, case: Case) -> None:
    """Make one enquiry, which waits, and search the lost pupils."""
    opens(officer, case)
    officer.press("Record an enquiry", role="link")
    officer.choose("What was asked?", "Housing, and council tax and benefits of the district")
    officer.choose("What came of it?", "Something that leads further")
    officer.fill("Who was asked, and what did they say?", REFUGE)
    officer.press("Save the enquiry")
    officer.press("School to School (S2S)", role="link")
    officer.press("Record a search")
    officer.press("Save the search")
    assert officer.page.title().startswith("Error: ")
    officer.choose("By what did you search?", "The UPN")
    officer.fill("How many records did it give?", "0")
    officer.choose("What came of it?", "Nothing is known there")
    officer.fill("What did you find, and where?", "Nobody with this UPN.")
    officer.press("Save the search")
    officer.press("Make a file of the child")
    officer.press("Make the file")
    assert UPN.encode() in officer.download("Download the file")


def tells_of_a_new_pupil(lead: Visitor) -> None:
    """Another school has entered the child in its register, and tells with the UPN."""
    lead.open("/")
    lead.press("Tell us of a new pupil", role="link")
    lead.press("Send to the council")
    assert lead.page.title().startswith("Error: ")
    lead.fill("What are the pupil’s first names?", "Demo")
    lead.fill("What is the pupil’s family name?", "Pupil")
    lead.fill("What is the pupil’s UPN? (where you have it)", UPN)
    born = Case.objects.get().child.born_on
    lead.date("When was the pupil born?", born.day, born.month, born.year)
    lead.fill("At which address does the pupil live?", "2 Far Street")
    lead.date("On which day did you enter the pupil in your register?", 19, 11, 2026)
    lead.press("Send to the council")
    said = lead.page.inner_text("main")
    assert "Entered on 19 November 2026" in said
    assert "20 November 2026" in said


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_lost_pupil_is_found_by_another_schools_return_and_one_officer_closes(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00")
    people = People()
    people.child.upn = UPN
    people.child.save()
    far = make.user("school_attendance_lead", make.school("Far School").organisation, name="Far lead")
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.lead, also=(320,)) as lead:
            refers(lead, str(people.child))
        case = Case.objects.get()
        with story.window_of(people.officer, also=(320,)) as officer:
            officer.open("/cme/")
            officer.press(str(people.child), role="link")
            clears(officer, case)
            asks(officer, case)
            opens(officer, case)
            assert "Close: on a school’s register" not in officer.page.inner_text("main")
        with story.window_of(far, also=(320,)) as lead:
            tells_of_a_new_pupil(lead)
            assert REFUGE not in lead.page.inner_text("main")
        with story.window_of(people.officer, also=(320,)) as officer:
            opens(officer, case)
            assert "Far School has entered the child in its register" in officer.page.inner_text("main")
            officer.open("/cme/assurance/")
            does(officer, case, "Close: on a school’s register")
            officer.press("Save and continue")
        with story.window_of(people.lead) as lead:
            lead.open("/")
            lead.press(str(people.child), role="link")
            said = lead.page.inner_text("main")
            assert "Closed: on a school’s register" in said
            for hidden in ("Far School", "Hidden House", "Housing"):
                assert hidden not in said
    case.refresh_from_db()
    assert (case.stage, str(case.closed_on)) == (pathway.ENROLLED.key, "2026-11-20")


@in_browser
@pytest.mark.django_db(transaction=True)
def test_one_person_in_two_roles_does_not_close_what_two_must_agree(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00")
    people = People()
    make.give_role(people.officer, "manager", make.organisation("team", "Managers"))
    case = people.refer()
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(people.officer) as both:
            clears(both, case)
            does(both, case, "Propose to close it for another reason")
            both.fill("Reason", "With the father abroad.")
            both.press("Save and continue")
            does(both, case, "Agree that it is closed")
            assert "Two people must agree" in both.page.inner_text("main")
        case.refresh_from_db()
        assert case.stage == pathway.PROPOSED.key
        with story.window_of(people.manager, also=(320,)) as manager:
            does(manager, case, "Agree that it is closed")
            manager.fill("Reason", "The school abroad confirmed it by telephone.")
            manager.press("Save and continue")
    case.refresh_from_db()
    assert case.stage == pathway.AGREED.key
