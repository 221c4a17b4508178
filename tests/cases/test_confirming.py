"""What is said once a step was taken: a sentence that reads, whatever the step is called."""

from datetime import date

import pytest

from attendance.prosecution import pathway as prosecution
from attendance.referrals import pathway
from oxle.cases.confirming import confirmation, recorded
from tests.attendance import court

REFERENCE = "OX-7K4M-2QX6"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (pathway.INVITE_PANEL, "The invitation to the Attendance Panel Meeting is recorded on OX-7K4M-2QX6."),
        (pathway.REMIND, "The reminder call is recorded on OX-7K4M-2QX6."),
        (prosecution.RECORD_HEARING, "A hearing is recorded on OX-7K4M-2QX6."),
        (pathway.RECORD_TARGET_MET, "It is recorded on OX-7K4M-2QX6 that the target is met."),
        (pathway.MISS_CALL, "It is recorded on OX-7K4M-2QX6 that nobody answered the reminder call."),
        (prosecution.DISCONTINUE, "“Discontinue” is recorded on OX-7K4M-2QX6."),
    ],
)
def test_what_is_said_of_a_step_is_a_sentence_with_the_case_in_it(step, said):
    assert recorded(step, REFERENCE) == said


@pytest.mark.django_db
def test_the_letters_that_a_step_drafted_are_counted_with_whom_they_wait_for(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00")
    people = court.People()
    case = court.final_warning(people)
    event = case.events.get(step="final_warning")
    said = f"The final warning is recorded on {case.reference}."
    assert [confirmation(pathway.WARN_FINALLY, event, user) for user in (people.officer, people.senior)] == [
        f"{said} 2 letters wait for a senior attendance officer to release them.",
        f"{said} 2 letters wait to be released.",
    ]
    held = case.events.get(step="record_panel", on=date(2026, 11, 6))
    assert confirmation(pathway.RECORD_PANEL, held, people.senior) == (
        f"The Attendance Panel Meeting is recorded on {case.reference}."
    )
