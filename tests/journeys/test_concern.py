"""A team's concern in a browser: told, matched, challenged, and what remains goes to the group, which decides."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.cases.concern_models import Advice, Concern
from oxle.core.dates import now
from oxle.meetings.actions import add_member
from oxle.meetings.models import Capacity
from oxle.missing_out.concerns.queries import going_up
from oxle.missing_out.group_models import GroupAction
from oxle.missing_out.packs import waiting
from tests import make
from tests.browser import Visitor, in_browser
from tests.exclusions.make import People
from tests.journeys.story import told_in
from tests.missing_out.packing import group, offered_nothing

SENTENCE = "Nobody offers a school, and the answer did not come."
# Ten working days after the day on which the pupil goes up.
MEETS_ON = date(2026, 12, 10)


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_concern_is_told_matched_challenged_and_goes_to_the_group_which_decides(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00")
    there = People("missing_out_officer")
    offered_nothing(there.child, there.school, date(2026, 10, 5))
    manager, member = (
        make.user("manager", name="Marl Example"),
        make.user("strategic_group_member", name="Mere Example"),
    )
    series = group(date(2026, 11, 16), MEETS_ON)
    add_member(series, capacity=Capacity.CHAIR, from_on=date(2026, 11, 16), by=manager, user=member, name="")
    meeting, following = (reverse("missing_out:packs:of_meeting", args=[one.key]) for one in series.meetings.all()[:2])
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
            freezes(officer)
        with story.window_of(manager, also=(320,)) as chief:
            agrees(chief)
        with story.window_of(team) as virtual:
            virtual.open("/missing-out/concerns/own/")
            said = virtual.page.inner_text("main")
            assert "Goes to the Strategic Group" in said
            assert SENTENCE not in said
        story.on("2026-12-10T10:00")
        with story.window_of(there.officer, also=(320,)) as officer:
            officer.open(meeting)
            decides(officer, there.officer.key)
        with story.window_of(member, also=(320,)) as reader:
            reader.open(following)
            said = reader.page.inner_text("main")
            assert "Direct the nearest school." in said
            assert "Demo" not in said
        with story.window_of(there.officer) as officer:
            officer.open("/work/")
            officer.press("Direct the nearest school.", role="link")
            officer.date("On which day was it done?", 10, 12, 2026)
            officer.fill("What came of it?", "It takes them on Monday.")
            officer.press("It is done")
    assert (GroupAction.objects.get().came_of_it, GroupAction.objects.get().owner) == (
        "It takes them on Monday.", there.officer,
    )  # fmt: skip
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


def freezes(officer: Visitor) -> None:
    """The register is frozen on the day that stands in the officer's work."""
    officer.open("/work/")
    officer.press("Freeze the register for the Strategic Group", role="link")
    officer.press("Freeze the register")
    officer.press("Freeze the register")
    assert "0% done" in officer.page.inner_text("main")
    waiting.freeze_next(clock=now)
    # The page looks again by itself, and goes on to the pack.
    officer.page.get_by_role("heading", name="Pupils who are red or come to the group").wait_for()
    assert SENTENCE in officer.page.inner_text("main")


def agrees(chief: Visitor) -> None:
    """The manager finds the pack in their own work, and agrees it."""
    chief.open("/work/")
    chief.press("Agree the pack of the Strategic Group", role="link")
    chief.press("Pack 1, as the register stood on 26 November 2026", role="link")
    chief.press("Agree this pack")
    chief.fill("What do you say to the members? (optional)", "Look at the pupil who waits.")
    chief.press("Agree the pack")


def decides(officer: Visitor, owner: str) -> None:
    """In the meeting somebody is given something to do, by the day of the next one."""
    officer.press("Pack 1, as the register stood on 26 November 2026", role="link")
    officer.press("Record a decision", role="link", exact=False)
    officer.choose("What was decided?", "Somebody acts")
    officer.fill("Why?", "No school is named, and Demo waits.")
    officer.fill("What does somebody do now? (where somebody acts)", "Direct the nearest school.")
    officer.page.get_by_label("Who does it? (where somebody acts)").select_option(owner)
    officer.date("By which day? (where somebody acts)", 18, 12, 2026)
    officer.press("Record the decision")
    said = officer.page.inner_text("main")
    assert "Decided in this meeting" in said
    assert "Demo" not in said
