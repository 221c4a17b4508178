"""A team's concern in a browser: told, matched by a person, challenged, and what remains goes to the group."""

import pytest

from oxle.cases.concern_models import Advice, Concern
from oxle.missing_out.concerns.queries import going_up
from tests import make
from tests.browser import Visitor, in_browser
from tests.exclusions.make import People
from tests.journeys.story import told_in

SENTENCE = "Nobody offers a school, and the answer did not come."


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_concern_is_told_matched_challenged_and_goes_to_the_group(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00")
    there = People()
    team = make.user("virtual_school_officer", make.organisation("team", "Virtual School"), name="Willow Example")
    with told_in(live_server, monkeypatch) as story:
        with story.window_of(team, also=(320,)) as virtual:
            tells(virtual)
            assert "We find out who the pupil is" in virtual.page.inner_text("main")
        with story.window_of(there.officer, also=(320,)) as officer:
            officer.open("/work/")
            officer.press("Say whom a concern is about", role="link", exact=False)
            matches(officer)
            challenges(officer)
        story.on("2026-11-26T10:00")
        with story.window_of(there.officer, also=(320,)) as officer:
            officer.open("/work/")
            assert "Chase the answer to a challenge" in officer.page.inner_text("main")
            gives_up(officer)
            concludes(officer)
        with story.window_of(team) as virtual:
            virtual.open("/missing-out/concerns/own/")
            said = virtual.page.inner_text("main")
            assert "Goes to the Strategic Group" in said
            assert SENTENCE not in said
    assert [(one.child, one.because) for one in going_up(there.officer)] == [(there.child, SENTENCE)]
    assert (Concern.objects.get().match, Advice.objects.get().outcome) == ("person", "no_answer")


def tells(virtual: Visitor) -> None:
    """A team says first that it worries about nobody's safety."""
    virtual.open("/missing-out/concerns/own/")
    virtual.press("Tell of a concern")
    virtual.choose("Are you worried about the pupil’s safety?", "No")
    virtual.fill("What are the pupil’s first names?", "Demo")
    virtual.fill("What is the pupil’s family name?", "Pupil")
    virtual.date("When was the pupil born? (where you know it)", 4, 3, 2014)
    virtual.page.get_by_label("Waits for a place at a school or a provider").check()
    virtual.fill("What do you know, and from whom?", "The carer says that three schools refused.")
    virtual.fill("What has your team done?", "Asked each of them.")
    virtual.fill("What do you ask the Pupils Missing Out team for?", "A school.")
    virtual.press("Send it")


def matches(officer: Visitor) -> None:
    """Somebody says which pupil is meant."""
    officer.page.get_by_role("radio", name="Demo Pupil", exact=False).check()
    officer.press("Save")


def challenges(officer: Visitor) -> None:
    """A challenge, with the day by which it is answered filled in by a setting."""
    officer.press("Record advice or a challenge")
    officer.choose("Is it advice or a challenge?", "Challenge")
    officer.fill("Who was told?", "Sorrel Example, admissions")
    officer.fill("What was said, and what do they do now?", "Name a school.")
    officer.press("Save")


def gives_up(officer: Visitor) -> None:
    """No answer came by its day."""
    officer.press("Chase the answer to a challenge", role="link", exact=False)
    officer.date("On which day did they answer?", 26, 11, 2026)
    officer.fill("What did they answer?", "Asked again on 25 November.")
    officer.choose("What came of it?", "No answer came")
    officer.press("Save the answer")


def concludes(officer: Visitor) -> None:
    """What remains goes up, with the sentence why."""
    officer.press("Goes to the group, or settled here")
    officer.choose("Does this pupil go to the Strategic Group?", "Yes")
    officer.fill("Why?", SENTENCE)
    officer.press("Save")
    officer.open("/missing-out/concerns/")
    assert "Goes to the group" in officer.page.inner_text("main")
