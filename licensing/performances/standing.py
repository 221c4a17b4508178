"""What an officer must know of a child’s part in a production before deciding, in sentences."""

from collections.abc import Iterator
from datetime import date, timedelta

from licensing.bodies import named
from licensing.cells import plain
from licensing.checking import lessons
from licensing.checking.findings import Finding
from licensing.checking.four_days import FOUR_DAYS, four_day_rule, notice_given
from licensing.limits import limits_on
from licensing.performances import confirming, particulars, queries, schedules
from licensing.performances.models import Entrant, Nature
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
# What is licensed only because it is paid.
PAID = (Nature.MODELLING, Nature.SPORT)
COUNTED = "Counted on the last day of this schedule, with its own days"


def late(entrant: Entrant) -> tuple[bool, str]:
    """Whether the application came late, and how many days before the first performance, in words."""
    if entrant.first_on is None:
        return False, "No day is given for this child"
    notice = notice_given(entrant.production.received_on, entrant.first_on)
    return notice.late, notice.words


def is_paid(entrant: Entrant) -> bool:
    """Whether somebody is paid for the child, as far as it was said: then neither the four-day rule nor an approval of
    the body does instead of a licence (Children and Young Persons Act 1963 s 37(3), as amended in 1998)."""
    return bool(entrant.earnings) or entrant.production.nature in PAID


def four_days(entrant: Entrant, on: date) -> str:
    """Whether the four-day rule would let the child perform without a licence until its last day, in words."""
    if entrant.last_on is None:
        return ""
    if entrant.every_line.exclude(until_on=None).exists():
        return "It cannot be told whether the four-day rule holds: not every day has a date"
    own = list(entrant.schedule.values_list("on", flat=True))
    try:
        missed = _misses_school(entrant, on)
    except NotLoaded as problem:
        return f"It cannot be told whether the four-day rule holds: {problem}"
    days = [*queries.performed_on(entrant), *own]
    found = four_day_rule(entrant.last_on, days, paid=is_paid(entrant), misses_school=missed)
    if found.holds and entrant.earnings is None:
        return f"{found.words}, if nobody is paid for the child, which is not said. {COUNTED}"
    return f"{found.words}. {COUNTED}"


def four_days_cited(on: date) -> str:
    """The law of the four-day rule, with who compared it with the text, or that nobody did."""
    return confirming.cited(FOUR_DAYS, confirming.confirmations(limits_on(on), on))


def _misses_school(entrant: Entrant, on: date) -> bool:
    (child,) = schedules.children_of([entrant], on).values()
    return any(lessons.is_missed(child, line.on, [line]) for line in schedules.lines_of([entrant]))


def body_approval(entrant: Entrant) -> str:
    """Whether an approval of the body could stand in for the licence, in words: one of ours by the register, as it is
    now; one of another council by the applicant’s word."""
    production = entrant.production
    if production.body_number:
        return _our_approval(entrant, production.body_number)
    told = production.body_approval
    if not told:
        return "The applicant names no approval of the body (BOPA)"
    if is_paid(entrant):
        return f"The applicant names {told}. It does not help: somebody is paid for the child (s 37(3)(b))"
    return (
        f"The applicant names {told}. With an approval by the authority of the place, and nobody paid, no licence is "
        "needed (s 37(3)(b)). Look at the approval and its dates"
    )


def _our_approval(entrant: Entrant, number: str) -> str:
    production, entry = entrant.production, named.approval_of(number)
    if entry is None:
        return f"The applicant names our approval {number} (BOPA), of which there is no record any more"
    days = {day for one in entrant.every_line for day in (one.on, one.last_on)}
    found = named.against(entry, sorted(days), paid=is_paid(entrant))
    if plain(entry.organisation) != plain(production.organisation):
        found.append(f"Who applies is {production.organisation}: look whether that is the same")
    words = f"The applicant names {number} (BOPA), our approval of {entry.organisation}"
    if found:
        return f"{words}. It does not stand in for this licence as it is. {'. '.join(found)}"
    kept = "; ".join(line.strip(" .") for line in entry.conditions.splitlines() if line.strip())
    conditions = f". Its conditions: {kept}" if kept else ""
    return f"{words}. It covers these days and nobody is paid: no licence is needed (s 37(3)(b)){conditions}"


def ages(entrant: Entrant) -> Iterator[str]:
    """What changes with the child’s age while the production runs."""
    if entrant.first_on is None or entrant.last_on is None:
        return
    case = entrant.case
    born_on = case.child.born_on if case and case.child else entrant.born_on
    if born_on != entrant.born_on:
        yield f"The applicant says born on {plain_day(entrant.born_on)}, and our record {plain_day(born_on)}"
    over_on = school_age_ends(born_on)
    if entrant.first_on > over_on:
        yield f"No licence is needed: compulsory school age ended on {plain_day(over_on)}, before the first performance"
        return
    if entrant.last_on > over_on:
        yield f"From {plain_day(over_on + DAY)} on no licence is needed: compulsory school age ends the day before"
    for from_on, band in particulars.bands_of(entrant, entrant.first_on, entrant.last_on)[1:]:
        yield f"The age changes within the run: on {plain_day(from_on)} and after the limits are those {band.words}"


def findings(entrant: Entrant, on: date) -> list[tuple[Finding, str]]:
    """What the checker finds, by line, each with who confirmed its limit, or that nobody has."""
    found = queries.findings_of(entrant, on)
    known = confirming.confirmations(limits_on(entrant.first_on or on), on)
    return [(one, confirming.cited(one.check, known)) for one in found]
