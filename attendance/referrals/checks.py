"""What must hold before a step of a referral: each finding says in a sentence what stands in the way, or None."""

from datetime import date

from django.urls import reverse

from attendance.referrals import considering, meetings, pathway, queries, rules
from attendance.referrals.models import Moment, Referral
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party
from oxle.core.keeping import kept
from oxle.registers.codes import CODES, Counts
from oxle.registers.queries import marks_between
from oxle.schooldays.counting import add_months
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day

NOTES_AGE = {stage.key for stage in pathway.NOTE_OVER_AGE.at}


def _asked_at(case: Case) -> Moment:
    return Moment.ACCEPTANCE if case.stage == pathway.RECEIVED.key else Moment.FINAL_WARNING


def _considered(case: Case, party: Party | None, on: date) -> str | None:
    return considering.standing_in_the_way(case, _asked_at(case), on)


def to_consider(case: Case) -> tuple[str, str]:
    """The page on which it is said what may stand in the way: its words, and its address."""
    return considering.LOOK, reverse("attendance:consider", args=[case.key, _asked_at(case).value])


def _somebody_to_write_to(case: Case, party: Party | None, on: date) -> str | None:
    if queries.chosen_parents(case):
        return None
    return "No parent has a legal route, so nobody would be written to. A senior officer chooses one first."


def _route_chosen(case: Case, party: Party | None, on: date) -> str | None:
    route = queries.route_of(party) if party else None
    if route is None or not route.is_prosecution:
        return "Choose a prosecution route for this parent first."
    return None


def _meeting_ahead(case: Case, party: Party | None, on: date) -> str | None:
    # Asked of each parent on one page: read once for them all.
    ahead = kept(("meetings ahead", case.pk, case.version), lambda: meetings.to_remind_of(case))
    if any(party is None or party.pk in whom for _, whom in ahead.values()):
        return None
    return "No meeting is arranged to which this parent is invited."


def _still_in_time(case: Case, party: Party | None, on: date) -> str | None:
    until = _register_reaches(case)
    if until is None or on <= until:
        return None
    # The register that came with the referral is not all: the school's marks since then may be here, too.
    reached = add_months(on, -rules.CHARGE_WITHIN.count)
    since = marks_between(case.child, case.school, reached, on)
    if any(CODES[mark.code].counts is Counts.UNAUTHORISED for mark in since):
        return None
    return (
        f"The last absence of the register could be charged until {plain_day(until)}. Add a newer register if the "
        "absences went on, or close the case."
    )


def _meeting_tried(case: Case, party: Party | None, on: date) -> str | None:
    held = {pathway.RECORD_PANEL.key, pathway.RECORD_PACE.key, pathway.MISS_PACE.key}
    if case.events.filter(step__in=held).exists():
        return None
    return "Hold a meeting first, or record that a parent did not come to the PACE meeting."


def _out_of_time(case: Case, party: Party | None, on: date) -> str | None:
    last_on = _last_day_to_charge(case)
    if last_on is None or last_on < on:
        return None
    instead = "Note the age instead, or close the case" if case.stage in NOTES_AGE else "Close the case"
    return (
        f"An absence can still be charged until {plain_day(last_on)}, whatever the child's age now. "
        f"{instead} for another reason."
    )


def _last_day_to_charge(case: Case) -> date | None:
    """The last day on which any absence of a referral can be charged; None where none was to be, or no register is.

    Until somebody chooses a legal route no clock says so, and it is counted from the last absence of the register.
    """
    if case.stage in {pathway.RECEIVED.key, pathway.RETURNED.key}:
        return _register_reaches(case)
    running = case.deadlines.filter(clock=pathway.CHARGE_LAST.key, state=State.RUNNING)
    return max((row.due_on for row in running if row.due_on), default=None)


def _register_reaches(case: Case) -> date | None:
    """Until when the last absence of the register that came with a referral can be charged; None where none came."""
    last = Referral.objects.filter(case=case).values_list("last_absence_on", flat=True).first()
    return add_months(last, rules.CHARGE_WITHIN.count) if last else None


def _past_school_age(case: Case, party: Party | None, on: date) -> str | None:
    until = school_age_ends(case.child.born_on)
    return None if until < on else f"The child is of compulsory school age until {plain_day(until)}."


def _court_over(case: Case, party: Party | None, on: date) -> str | None:
    # What was handed over to another team goes on without us.
    in_court = Case.objects.filter(came_from=case, duty=case.duty, closed_on=None)
    still = in_court.order_by("pk").first()
    return f"{still.reference} is still open. Record how it ended first." if still else None


def _another_parent(case: Case, party: Party | None, on: date) -> str | None:
    if any(one != party for one in queries.parents(case)):
        return None
    return "This is the only parent in the case. Add another first, or withdraw the case."


CHECKS = {
    pathway.CONSIDERED.key: _considered,
    pathway.ROUTE_CHOSEN.key: _route_chosen,
    pathway.SOMEBODY_TO_WRITE_TO.key: _somebody_to_write_to,
    pathway.MEETING_TRIED.key: _meeting_tried,
    pathway.STILL_IN_TIME.key: _still_in_time,
    pathway.OUT_OF_TIME.key: _out_of_time,
    pathway.PAST_SCHOOL_AGE.key: _past_school_age,
    pathway.COURT_OVER.key: _court_over,
    pathway.MEETING_AHEAD.key: _meeting_ahead,
    pathway.ANOTHER_PARENT.key: _another_parent,
}
