"""What an application for a work permit lacks, what is considered before it is granted, how late it is: sentences."""

from collections.abc import Callable
from datetime import date, timedelta

from licensing.work import rules
from licensing.work.hours import Hours
from licensing.work.models import Permit, PermitAnswer
from oxle.core.rules import Rule
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

# How a setting of a day is asked for: by itself, or among many, of a RuleBook.
Ask = Callable[[Rule[int], date], int]
NO_PARENT = "A parent’s written permission has not come."
NO_SCHOOL = "The school’s written answer, with the attendance, has not come."


def on_day(rule: Rule[int], day: date) -> int:
    """The value of a setting on a day, asked for by itself."""
    return rule.on(day)


def of(
    permit: Permit, hours: Hours, parent: PermitAnswer | None, school: PermitAnswer | None, ask: Ask = on_day
) -> list[str]:
    """All that is lacking: from the employer, the parent and the school. Of the school nothing where no work is in
    term."""
    waits = hours.in_term and permit.case.school_id is not None and school is None
    return [
        *_from_employer(permit, ask),
        *([one] if (one := of_permission(parent)) else []),
        *([NO_SCHOOL] if waits else []),
    ]


def before_checking(permit: Permit, parent: PermitAnswer | None) -> list[str]:
    """The same without the school’s answer, which is evidence and holds nothing up."""
    return [*_from_employer(permit), *([one] if (one := of_permission(parent)) else [])]


def of_permission(parent: PermitAnswer | None) -> str | None:
    """That no parent gives permission, in a sentence; None where one does."""
    if parent is None:
        return NO_PARENT
    return None if parent.agrees else f"{parent.given_by} does not give permission."


def _from_employer(permit: Permit, ask: Ask = on_day) -> list[str]:
    found = []
    if permit.photo_on is None:
        found.append("There is no photograph.")
    else:
        months = ask(rules.PHOTO_MONTHS, permit.received_on)
        if permit.photo_on < add_months(permit.received_on, -months):
            found.append(f"The photograph of {plain_day(permit.photo_on)} is older than {months} months.")
    if permit.risk_assessment_id is None and not permit.risk_words:
        found.append("There is no risk assessment.")
    return found


def to_consider(permit: Permit, hours: Hours, school: PermitAnswer | None) -> list[str]:
    """Why a permit is considered by itself and not granted as a matter of course; empty where nothing speaks against
    it. Nothing of it refuses the permit by itself."""
    if not hours.in_term or permit.case.school_id is None:
        return []
    if school is None:
        return [NO_SCHOOL]
    line = rules.ATTENDANCE.on(permit.received_on)
    found = []
    if school.attendance is None:
        found.append("The school did not say what the attendance is.")
    elif school.attendance <= line:
        found.append(
            f"The attendance is {school.attendance} %: at {line} % or below each permit is considered by itself."
        )
    if not school.agrees:
        found.append(f"The school does not agree: {school.said}")
    return found


def late(permit: Permit, ask: Ask = on_day) -> str:
    """That an application came later than within a week of starting; empty where it came in time."""
    within = ask(rules.APPLY_WITHIN, permit.received_on)
    last = permit.starts_on + timedelta(days=within)
    if permit.received_on <= last:
        return ""
    return (
        f"The work began on {plain_day(permit.starts_on)}, and the application came on {plain_day(permit.received_on)}:"
        f" later than within {within} days. It is received all the same."
    )


def works_without(permit: Permit, on: date) -> str:
    """That the child may be at work already, though no permit is granted; empty otherwise."""
    if permit.granted_on is not None or permit.starts_on > on:
        return ""
    return (
        f"The work was to begin on {plain_day(permit.starts_on)}, and there is no permit. Ask whether the child works."
    )
