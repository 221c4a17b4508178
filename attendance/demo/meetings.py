"""What was said at the meetings of the made-up county: panels, and interviews under caution."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from attendance.referrals.meeting_forms import CAUTION
from oxle.core.dates import LONDON

VIEWS = (
    "I would come more if I could start with art.",
    "Did not want to come to the meeting. Told the mentor that the corridor is the hard part.",
    "“I want to stay with my friends’ set.”",
)
DISCUSSED = (
    "Mornings, the bus, and what the school can change. Both parents say that they want to help.",
    "The child’s worry about moving between lessons; what was tried before and why it stopped.",
    "Holidays in term: the parent had not known that leave must be asked for before they book.",
)
AGREED = (
    "A later start on Mondays for three weeks, and a call home on the first day of any absence.",
    "A pass to leave lessons five minutes early. A meeting with the SENCO next week.",
    "No more leave in term. The family worker will visit on two mornings.",
)
QUESTIONS = (
    ("Are you the parent of the child named in our letter?", "Yes."),
    ("Do you know that your child missed school on the days listed?", "Most of them. Not all."),
    ("What did you do about it?", "I took the phone away. I drove in twice."),
    ("Is there anything that kept your child from school?", "The bus. And a row with a teacher, in the autumn."),
)


# What is asked of a child, in per cent.
TARGET = "92.00"


def panel_data(number: int, place: str, officer: str, parents: Sequence[str]) -> dict[str, Any]:
    """The record of an Attendance Panel Meeting, as its page would give it; `parents` are their keys."""
    return {
        "place": place,
        "council_present": f"{officer}, attendance officer",
        "school_present": "Head of year, attendance lead",
        "parents_present": list(parents[: number % 3]),
        "child_present": number % 2 == 0,
        "child_view": VIEWS[number % len(VIEWS)],
        "discussed": DISCUSSED[number % len(DISCUSSED)],
        "agreed": AGREED[number % len(AGREED)],
        "target": TARGET,
    }


def interview_data(number: int, place: str, on: date, officer: str, parent: str) -> dict[str, Any]:
    """The record of an interview under caution; now and then nobody came."""
    attended = number % 4 != 1
    found: dict[str, Any] = {
        "attended": attended,
        "place": place,
        "began_at": None,
        "ended_at": None,
        "present": "",
        "caution": "",
        "caution_understood": False,
        "told_free_to_leave": False,
        "advice_offered": False,
        "advice_answer": "",
        "questions": [],
        "signature": "not_attended",
        "target": None if number % 2 else TARGET,
    }
    if attended:
        found |= {
            "began_at": datetime.combine(on, time(10, 30), LONDON),
            "ended_at": datetime.combine(on, time(11, 10), LONDON),
            "present": f"{officer}; {parent}; head of year",
            "caution": CAUTION,
            "caution_understood": True,
            "told_free_to_leave": True,
            "advice_offered": True,
            "advice_answer": "Did not want a solicitor today.",
            "questions": [{"question": question, "answer": answer} for question, answer in QUESTIONS],
            "signature": "signed" if number % 3 else "refused",
        }
    return found
