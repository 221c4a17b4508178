"""An excluded pupil stays on the roll until the review rights have ended; one taken off it sooner is challenged.

That the pupil left is recorded all the same, as of any other: the law binds the school, and the register says what is.
"""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from exclusions import lawful
from exclusions.permanent import challenging, pathway
from oxle.cases.challenges import UPHELD, challenges_of
from oxle.cases.models import Case, Event
from oxle.core import dates
from oxle.people.models import Child
from oxle.people.off_register import Contest, Off
from oxle.schools.models import School

# Where the governors or a review panel may still give the pupil the place back.
RIGHTS_LAST = (pathway.EXCLUDED, pathway.UPHELD, pathway.IN_REVIEW, pathway.RECONSIDERING)
CONTESTED = "Challenged: the review rights of the permanent exclusion had not ended"


def register_changed(child: Child) -> None:
    """A child came onto a school's register, left it, or that was put right."""
    for case in _whose_rights_last(child):
        _challenge(case, challenging.last_day_at(case))


def told_off_register(child: Child, school: School, on: date, at_home: bool) -> None:
    """A school says in a return that it took the name off on a day. Where its register has a last day by then, that was
    asked already."""
    for case in _whose_rights_last(child).filter(school=school):
        if challenging.last_day_at(case) is None:
            _challenge(case, on)


def contested(gone: Collection[Off]) -> dict[Off, Contest]:
    """Those of some names taken off registers about which an exclusion asks, until that ends with a good reason."""
    asked = Event.objects.filter(step=pathway.CHALLENGE.key, superseded_by=None, case__pathway=pathway.PERMANENT.key)
    cases = {event.case for event in asked.filter(case__child__in={off.child for off in gone}).select_related("case")}
    return {
        off: Contest(CONTESTED, reverse("exclusions:sent", args=[case.key]) if one.waits else "")
        for case in cases
        for one in challenges_of(case)
        for off in gone
        if (case.child_id, case.school_id) == (off.child, off.school)
        and lawful.of_roll(off.on)[0] in one.why
        and (one.answer is None or one.answer.facts.get("ends") == UPHELD)
    }


def in_words(case: Case) -> str:
    """What the school reads of its roll: that the pupil stays on it, or that nothing of the exclusion keeps the pupil
    there any more. Empty once the case is closed: what became of the pupil stands beside it."""
    if case.stage in {stage.key for stage in RIGHTS_LAST}:
        return "The pupil stays on your roll until the review rights have ended."
    return "The review rights have ended: the name may come off your roll." if case.is_open else ""


def _whose_rights_last(child: Child) -> QuerySet[Case]:
    stages = [stage.key for stage in RIGHTS_LAST]
    rows = Case.objects.filter(pathway=pathway.PERMANENT.key, child=child, closed_on=None, stage__in=stages)
    return rows.select_related("school__organisation")


def _challenge(case: Case, left_on: date | None) -> None:
    if left_on is None or _nobody_asked_in_time(case, left_on):
        return
    now = dates.now()
    why = lawful.of_roll(left_on)
    if not case.events.filter(step=pathway.CHALLENGE.key, superseded_by=None, reason__contains=why[0]).exists():
        challenging.challenge(case, why, on=dates.london_day(now), at=now)


def _nobody_asked_in_time(case: Case, left_on: date) -> bool:
    """Whether the time for asking for a review was over by a day without one, though nobody has recorded it yet."""
    window = case.deadlines.filter(clock=pathway.REVIEW_WINDOW.key, state="running").first()
    return window is not None and window.due_on is not None and left_on > window.due_on
