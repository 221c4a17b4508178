"""An examination or test that falls inside an exclusion: what is asked of it, and what a decision before it says.

SI 2012/1033: so far as is reasonably practicable the governors decide before it. Where that is not practicable the
chair of a maintained school's governors may consider it alone; of academies the sources do not say so.
"""

from datetime import date, timedelta
from typing import Any

from django import forms

from oxle.core.fields import DateField, YesNoField
from oxle.core.forms import OxleForm
from oxle.schools.models import School

# One that is further off is a slip of a figure.
FURTHEST = timedelta(days=366)
NOT_INSIDE = "The examination or test must fall inside the exclusion"
ALONE = {True: "The chair decided alone, before the examination.", False: ""}


def questions() -> dict[str, forms.Field]:
    """What a notice asks: whether one is missed, and when it begins."""
    return {
        "exam_missed": YesNoField(
            label="Will the pupil miss a public examination or a national curriculum test?",
            yes_if="the pupil will miss a public examination or a national curriculum test",
            initial="no",
        ),
        "exam_on": DateField(
            label="If so, on which day does the first of them begin? (optional)",
            name="day on which the examination or test begins",
            required=False,
            help_text="The governors decide before that day, so far as is reasonably practicable.",
        ),
    }


def check(form: OxleForm, data: dict[str, Any], *, last_on: date | None = None) -> None:
    """Say at its field what does not fit: a day is named where one is missed, and falls inside the exclusion."""
    missed, exam_on, first_on = data.get("exam_missed"), data.get("exam_on"), data.get("first_on")
    if missed and not exam_on and "exam_on" not in form.errors:
        form.add_error("exam_on", "Enter the day on which the examination or test begins")
    elif exam_on and missed is False:
        form.add_error("exam_on", "Leave this empty, or answer above that the pupil will miss one")
    elif exam_on and first_on and (exam_on < first_on or (last_on and exam_on > last_on)):
        form.add_error("exam_on", NOT_INSIDE)
    elif exam_on and first_on and exam_on - first_on > FURTHEST:
        form.add_error("exam_on", "This is more than a year after the exclusion began. Check both dates")


def chair_may_decide(school: School | None, exam_on: date | None) -> bool:
    """Whether the chair may consider an exclusion alone, where the governors cannot meet before an examination."""
    return exam_on is not None and school is not None and not school.is_academy


def decided_alone() -> YesNoField:
    """What is asked of a decision where the chair may decide alone."""
    return YesNoField(
        label="Did the chair decide alone, because the governors could not meet before the examination?",
        yes_if="the chair decided alone",
        initial="no",
    )
