"""What every exclusion has in common: the words for a session and for special needs, and what cannot be told."""

from datetime import date

from django.db import models

from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.schooldays.calendar import NotLoaded
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
