"""The forms on which a school tells of an exclusion: only what cannot be is refused, and what is odd is asked about."""

from datetime import date
from typing import Any

import pytest

from exclusions.permanent.notice_forms import NoticeForm
from exclusions.suspensions.forms import SuspensionForm
from tests.schooldays.calendars import CAL_A

ON = date(2026, 11, 27)


def typed(**changes: Any) -> dict[str, Any]:
    """A suspension of a day as it is typed, with changes; a day is three boxes."""
    said = {
        "wellbeing": "Sleeps badly.",
        "sen": "none",
        "social_worker": "no",
        "decided_on": date(2026, 11, 9),
        "first_on": date(2026, 11, 9),
        "first_session": "am",
        "last_on": date(2026, 11, 9),
        "ends_after": "pm",
        "lunchtime": "no",
        "reasons": ["DB"],
        "parents_told_on": date(2026, 11, 9),
        "exam_missed": "no",
        "days_carried": "0",
        **changes,
    }
    boxes: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, date):
            boxes |= {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}
        else:
            boxes[name] = value
    return boxes


def suspension(**changes: Any) -> SuspensionForm:
    return SuspensionForm(
        typed(**changes), on=ON, looked_after=False, whole=False, calendar=CAL_A, days_carried=0
    )  # fmt: skip


def permanent(**changes: Any) -> NoticeForm:
    more = {"exploitation": "no", "tried": "A mentor.", "behaviour": "A chair.", "governors_told_on": date(2026, 11, 9)}
    return NoticeForm(typed(**more, **changes), on=ON, looked_after=False)


def test_a_pupil_who_comes_with_more_than_45_days_can_be_told_of() -> None:
    form = suspension(days_carried="46")
    assert form.is_valid(), form.errors
    assert form.told()["sessions_carried"] == 92
    assert "days_carried" in suspension(days_carried="200.5").errors


LATER = {"decided_on": date(2026, 9, 14), "first_on": date(2026, 11, 9)}


@pytest.mark.parametrize("form", [suspension, permanent])
def test_one_that_begins_weeks_after_it_was_decided_is_asked_about_and_received(form: Any) -> None:
    assert "dates_are_right" not in form().fields
    assert form(**LATER).errors == {"dates_are_right": ["Select yes if both dates are right"]}
    told = form(**LATER, dates_are_right="yes")
    assert told.is_valid(), told.errors
    assert "dates_are_right" not in told.told()
    assert "Put right the date that is wrong" in form(**LATER, dates_are_right="no").errors["first_on"][0]


SIXTH_DAY = {"last_on": date(2026, 11, 16)}  # of one that begins on the 9th


@pytest.mark.parametrize(
    ("time", "is_long"),
    [
        ({"last_on": date(2026, 11, 13)}, False),
        (SIXTH_DAY, True),
        ({**SIXTH_DAY, "ends_after": "am"}, True),  # five days and a half
        ({**SIXTH_DAY, "first_session": "pm", "ends_after": "am"}, False),  # five days
        ({**SIXTH_DAY, "lunchtime": "yes"}, False),  # six lunchtimes, three days
        ({"last_on": date(2026, 11, 23), "lunchtime": "yes"}, True),  # eleven lunchtimes
    ],
)
def test_everything_is_asked_of_more_than_five_days_and_a_lunchtime_is_half_of_one(
    time: dict[str, Any], is_long: bool
) -> None:
    form = suspension(**time)
    assert form.asks_all == is_long
    assert form.is_valid() != is_long  # what more is asked was not answered
