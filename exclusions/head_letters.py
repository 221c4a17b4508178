"""The head's letter to the parents, as the law wants it: from what was told, and what only the head can say.

Nothing of it is kept: it is the school’s letter. It names no parent and no address, so that no school learns from it
what the council holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from exclusions.reasons import ReasonCode
from oxle.correspondence import rendering
from oxle.correspondence.kinds import LetterKind
from oxle.people.models import Child
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schools.models import School

FIRST_DAYS = 5
BY_HEAD = {
    "what_happened": "what happened",
    "to_whom": "to whom the parents can write",
    "work": "how work is set and marked",
    "signed_by": "who signs",
    "signed_as": "as what they sign",
}
TOLD = {
    "school_name": "the school",
    "child_name": "the pupil",
    "written_on": "the day of the letter",
    "first_on": "the first excluded day",
    "first_session": "the first session that is missed",
    "reasons": "the reasons",
    "stay_from_on": "the first day on which the parents keep the pupil out of public places",
    "stay_to_on": "the last of these days",
}
# What may be left open: where and when education begins, if it is known; the governors' last day, if it can be counted.
OPEN = {
    "education": "where and when education begins",
    "education_on": "the sixth school day, from which somebody owes education",
    "governors_by_on": "the governors’ last day",
    "exam_on": "the first day of an examination or test that the pupil misses",
    "cared_for_on": "from which day education of a looked-after pupil is expected",
    "chair_may_decide": "that the chair may consider it alone where the governors cannot meet before it",
}

# SI 2012/1033 regs. 5, 14 and 23; Education and Inspections Act 2006 ss.103 and 104; SI 2007/1870.
SUSPENSION = LetterKind(
    key="exclusions.head_suspension",
    title="Suspension from school",
    version=7,
    source="SI 2012/1033; Education and Inspections Act 2006 ss.103 and 104; SI 2007/1870",
    needs={**TOLD, **BY_HEAD, "last_on": "the last excluded day", "ends_after": "the last session that is missed",
           "length": "how long it is", "governors": "what the governors must do"},
    may_say={**OPEN, "lunchtime": "that it is for lunchtimes only",
             "education_owed_by": "who gives education from the sixth school day, where it is as long as that"},
)  # fmt: skip
PERMANENT = LetterKind(
    key="exclusions.head_permanent",
    title="Permanent exclusion from school",
    version=7,
    source="SI 2012/1033; Education and Inspections Act 2006 ss.103 and 104; SI 2007/1870",
    needs={**TOLD, **BY_HEAD},
    may_say=OPEN,
)
ALL = (SUSPENSION, PERMANENT)


@dataclass(frozen=True)
class Stay:
    """The first five school days of an exclusion, or fewer where it is shorter: the days of section 103."""

    from_on: date
    to_on: date


def stay(calendar: SchoolCalendar, first_on: date, last_on: date | None = None) -> Stay:
    """The days on which parents keep the pupil out of public places; to the last excluded day where it comes before.

    Where the school's terms are not loaded, of a suspension all of its days; of a permanent exclusion the first alone.
    """
    try:
        fifth = calendar.school_day_after(first_on, FIRST_DAYS - 1)
    except NotLoaded:
        fifth = last_on or first_on
    return Stay(first_on, min(fifth, last_on) if last_on else fifth)


def sixth_day(calendar: SchoolCalendar, first_on: date) -> date | None:
    """The sixth school day of an exclusion that begins on a day, or of the first of several that follow each other;
    None where the school's terms are not loaded."""
    try:
        return calendar.school_day_after(first_on, FIRST_DAYS)
    except NotLoaded:
        return None


def told(child: Child, school: School, *, on: date, record: Any, days: Stay) -> dict[str, Any]:
    """What the letter says of what was told, whichever kind of exclusion the `record` is."""
    return {
        "school_name": str(school),
        "child_name": child.shown_name,
        "written_on": on,
        "first_on": record.first_on,
        "first_session": record.get_first_session_display().lower(),
        "reasons": [ReasonCode(code).label for code in record.reasons],
        "stay_from_on": days.from_on,
        "stay_to_on": days.to_on,
    }


def page(kind: LetterKind, says: Mapping[str, Any]) -> str:
    """The letter, as a page of HTML."""
    known = {name: says.get(name, "") for name in (*kind.needs, *kind.may_say)}
    return render_to_string(kind.template, {**known, "title": kind.title})


def pdf(kind: LetterKind, says: Mapping[str, Any]) -> bytes:
    """The letter, as a PDF to be signed. Raises `rendering.CannotRender` where this machine makes none."""
    return rendering.pdf(page(kind, says))
