"""What every exclusion has in common: the words for a session and for special needs, and what cannot be told."""

from collections.abc import Sequence
from datetime import date

from django.db import models

from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.schooldays.calendar import ClosedBecause, NotLoaded
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of


class Session(models.TextChoices):
    """The first or the last session that is missed."""

    MORNING = "am", "The morning"
    AFTERNOON = "pm", "The afternoon"


class SupportForSen(models.TextChoices):
    """Where the pupil stood with special educational needs on the day of the decision."""

    NONE = "none", "No special educational needs"
    SUPPORT = "support", "SEN support"
    ASSESSMENT = "assessment", "Assessment for an EHC plan in progress"
    PLAN = "plan", "An EHC plan"


NOT_BEFORE = {
    "first_on": "The exclusion cannot begin",
    "parents_told_on": "The parents cannot have been told",
    "governors_told_on": "The governors cannot have been told",
}


def hold(child: Child) -> None:
    """Hold a child's row for the transaction, so that two schools which tell of one child at once see each other's."""
    Child.objects.select_for_update().only("pk").get(pk=child.pk)


def must_be_decided(decided_on: date, received_on: date, what: str = "The exclusion") -> None:
    """Refuse a notice that came before the decision, of `what`."""
    if received_on < decided_on:
        raise Refused(
            f"This came on {plain_day(received_on)}. {what} cannot have been decided after that.",
            field="decided_on",
        )


MAY_NOT_COME = "Enter a school day on which the pupil may not come."


def must_have_school(school: School, day: date, *, field: str = "first_on", enter: str = MAY_NOT_COME) -> None:
    """Refuse a first or last day on which the school is closed, and say what to `enter`; one of terms that are not
    loaded is kept."""
    try:
        closed = calendar_of(school).why_closed(day)
    except NotLoaded:
        # The school knows its days; that ours are not loaded is no reason to turn its notice away.
        return
    if closed is not None:
        raise Refused(
            f"{plain_day(day)} is not a school day at {school.name} ({closed.words}). {enter}",
            field=field,
        )


# On its own INSET day, or while it is closed for a reason of its own, somebody else may teach its pupils.
NOBODY_TEACHES = {ClosedBecause.HOLIDAY, ClosedBecause.HALF_TERM, ClosedBecause.BANK_HOLIDAY}
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHOOL_WEEK = WEEK[:5]


def must_not_be_weekend(day: date, *, field: str = "starts_on") -> None:
    """Refuse a first day at a place whose calendar we do not hold that is a Saturday or a Sunday."""
    if day.weekday() >= len(SCHOOL_WEEK):
        raise Refused(f"{plain_day(day)} is a {WEEK[day.weekday()]}. Enter the first day there.", field=field)


def must_be_taught_on(school: School, day: date, minutes: Sequence[int], *, field: str = "starts_on") -> None:
    """Refuse a first day of education on which none of its sessions (`minutes` of each, from Monday morning) is, or in
    the school's holidays: parents are told that day, and no register could show the pupil there."""
    weekday = day.weekday()
    if not any(minutes[2 * weekday : 2 * weekday + 2]):
        raise Refused(
            f"{plain_day(day)} is a {WEEK[weekday]}, and there is no session then. Enter the first day on which the "
            "pupil is taught.",
            field=field,
        )
    try:
        closed = calendar_of(school).why_closed(day)
    except NotLoaded:
        return
    if closed is not None and closed.because in NOBODY_TEACHES:
        raise Refused(
            f"{plain_day(day)} is not a school day at {school.name} ({closed.words}). Enter the first day on which "
            "the pupil is taught.",
            field=field,
        )
