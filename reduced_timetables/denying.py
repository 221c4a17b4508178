"""A weekly return of nil for a week in which a timetable was told of: one of the two is wrong, and the school is asked.

It is asked on the case of each such timetable, as of whatever else does not fit. What a return does not deny any more,
since it was put right or the timetable had ended before that week, the service ends itself.
"""

from datetime import date, datetime

from oxle.cases import actions, casework
from oxle.cases.challenge_clocks import ABOUT
from oxle.cases.challenges import PUT_RIGHT, challenges_of
from oxle.cases.models import Case, Event
from oxle.schooldays.wording import plain_day
from reduced_timetables import letters, pathway, weekly
from reduced_timetables.models import Says, WeeklyReturn

# What such a challenge is about: the return of the week that begins on a Monday.
RETURN = "weekly return "
FITS = "The weekly return and the timetable fit together by now."


def settle(row: WeeklyReturn, *, on: date, at: datetime) -> None:
    """Ask the school about each timetable that its return denies, and end what was asked where it denies none."""
    about = f"{RETURN}{row.monday.isoformat()}"
    cases = {told.case for told in weekly.in_force(row.monday).filter(case__school=row.school).select_related("case")}
    denied = cases if row.says == Says.NIL else set()
    for case in sorted(cases, key=lambda one: one.pk):
        asked = any(one.about == about and one.answer is None for one in challenges_of(case))
        if asked and case not in denied:
            _end(case, about, on=on, at=at)
        elif case in denied and not asked and case.is_open:
            _ask(case, row, about, on=on, at=at)


def after_closing(case: Case, closing: Event) -> None:
    """A timetable that had ended before a week is not denied by a return of nil for that week."""
    for one in challenges_of(case):
        if one.about.startswith(RETURN) and one.answer is None:
            monday = date.fromisoformat(one.about.removeprefix(RETURN))
            if case.stage == pathway.MISTAKEN.key or closing.on < monday:
                _end(case, one.about, on=closing.on, at=closing.at)


def _ask(case: Case, row: WeeklyReturn, about: str, *, on: date, at: datetime) -> None:
    why = (
        f"You told us of this timetable, and answered that no pupil was on one in the week of {plain_day(row.monday)}. "
        "If the pupil was back full-time, close the timetable as of that day; if not, put the weekly return right."
    )
    casework.parents_join(case, role=letters.PARENT, on=on, at=at)
    actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, facts={ABOUT.key: about}, reason=why)


def _end(case: Case, about: str, *, on: date, at: datetime) -> None:
    facts = {ABOUT.key: about, "answer": FITS, "ends": PUT_RIGHT}
    actions.take(case, pathway.ANSWER_CHALLENGE, by=None, on=on, at=at, facts=facts)
