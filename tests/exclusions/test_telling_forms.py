"""The forms on which a school tells of an exclusion: only what cannot be is refused, and what is odd is asked about."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string

from exclusions.held import AS_HELD, NOTHING_HELD, Held
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.notice_forms import NoticeForm
from exclusions.suspensions.forms import SuspensionForm
from exclusions.virtual_school import FIELDS, PROTOCOL, Point, in_words
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.people.models import VulnerabilityKind as Kind
from tests.exclusions.make import moment
from tests.schooldays.calendars import CAL_A

# The Virtual School’s protocol is a setting.
pytestmark = pytest.mark.django_db
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
        "work_set": "yes",
        "work_words": "On paper.",
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
    return SuspensionForm(typed(**changes), on=ON, known=NOTHING_HELD, calendar=CAL_A, days_carried=0)


MORE = {"exploitation": "no", "tried": "A mentor.", "incident_place": "The corridor", "behaviour": "A chair."}


def permanent(*, known: Held = NOTHING_HELD, **changes: Any) -> NoticeForm:
    return NoticeForm(typed(**{**MORE, "governors_told_on": date(2026, 11, 9), **changes}), on=ON, known=known)


def test_a_pupil_who_comes_with_more_than_45_days_can_be_told_of() -> None:
    form = suspension(days_carried="46")
    assert form.is_valid(), form.errors
    assert form.told()["sessions_carried"] == 92
    assert "days_carried" in suspension(days_carried="200.5").errors


@pytest.mark.parametrize(
    ("on", "proposed"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 29), None),  # a Sunday
        (date(2026, 12, 28), None),  # the holidays
    ],
)
def test_today_is_proposed_where_a_pupil_can_be_out_today_and_else_no_day(on: date, proposed: date | None) -> None:
    form = SuspensionForm(None, on=on, known=NOTHING_HELD, calendar=CAL_A, days_carried=0)
    days = [form.fields[name].initial for name in ("decided_on", "first_on", "parents_told_on")]
    assert days == [proposed] * 3


def test_the_notice_keeps_in_which_councils_area_the_pupil_lives_and_says_nothing_where_it_is_ours() -> None:
    form = permanent(lives_in=" Exampleshire  County Council ")
    assert form.is_valid(), form.errors
    assert form.told()["lives_in"] == "Exampleshire County Council"
    ours = permanent()
    assert (ours.is_valid(), ours.told()["lives_in"]) == (True, "")


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


@pytest.mark.parametrize(
    "form",
    [suspension(last_on=date(2026, 11, 30), reasons=["OW"]), permanent(reasons=["OW"])],
    ids=["long", "permanent"],
)
def test_how_the_pupil_is_and_what_was_tried_are_asked_before_what_happened_where_and_with_what(form: Any) -> None:
    names = list(form.fields)
    asked = [name for name in names if name in {"wellbeing", "tried", "weapon", "incident_place", "behaviour"}]
    assert asked == ["wellbeing", "tried", "weapon", "incident_place", "behaviour"]


def test_of_a_short_suspension_the_place_is_not_asked_and_of_any_the_weapon_where_it_is_a_reason() -> None:
    short = suspension()
    assert not {"incident_place", "weapon"} & set(short.fields)
    assert suspension(reasons=["OW"]).errors == {"weapon": ["Select yes if a weapon was involved"]}


KNIFE = {
    "weapon": "yes",
    "weapon_type": "blade",
    "weapon_words": "A kitchen knife, with the police.",
    "weapon_used": "no",
}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (KNIFE, set()),
        ({"weapon": "no"}, set()),
        ({"weapon": "yes"}, {"weapon_type", "weapon_words", "weapon_used"}),
        ({**KNIFE, "weapon_used": ""}, {"weapon_used"}),
        ({**KNIFE, "weapon": "no"}, {"weapon"}),
    ],
)
def test_of_a_weapon_it_is_said_which_and_whether_it_was_used_and_of_none_nothing(
    said: dict[str, str], wrong: set[str]
) -> None:
    assert permanent(reasons=["OW"], **said).errors.keys() == wrong


LOOKED_AFTER = Held(frozenset({Kind.LOOKED_AFTER, Kind.SEN_SUPPORT, Kind.EHCP}), reads_social_care=True)


def test_what_we_hold_is_filled_in_and_says_so_and_that_we_hold_nothing_says_no_to_nothing() -> None:
    form = NoticeForm(None, on=ON, known=LOOKED_AFTER)
    assert (form.fields["sen"].initial, form.fields["social_worker"].initial) == ("plan", "yes")
    assert form.fields["sen"].help_text == form.fields["social_worker"].help_text == AS_HELD
    nothing = NoticeForm(None, on=ON, known=NOTHING_HELD)
    assert (nothing.fields["sen"].initial, nothing.fields["social_worker"].initial) == (None, None)


def test_who_has_a_social_worker_is_filled_in_only_for_who_reads_of_safeguarding() -> None:
    form = NoticeForm(None, on=ON, known=Held(LOOKED_AFTER.kinds, reads_social_care=False))
    assert (form.fields["sen"].initial, form.fields["social_worker"].initial) == ("plan", None)


SPOKEN = {"virtual_school_spoken_to": "yes", "virtual_school_who": "Ms Example", "virtual_school_on": date(2026, 11, 9)}


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({**SPOKEN, "protocol_done": ["asked", "plan"]}, set()),
        ({"virtual_school_spoken_to": "no"}, set()),
        ({"virtual_school_spoken_to": "yes"}, {"virtual_school_who", "virtual_school_on"}),
        ({}, {"virtual_school_spoken_to"}),
    ],
)
def test_of_a_looked_after_child_the_protocol_comes_first_and_not_yet_is_received(
    said: dict[str, Any], wrong: set[str]
) -> None:
    form = permanent(known=LOOKED_AFTER, **said)
    assert list(form.fields)[:4] == list(FIELDS)
    assert form.errors.keys() == wrong


def test_the_points_of_the_protocol_are_settings_and_what_was_told_is_read_by_those_of_its_day() -> None:
    words = "The Virtual School was telephoned by the head"
    change_rule(PROTOCOL[Point.ASKED], words, from_on=ON, reason="Their wish")
    change_rule(PROTOCOL[Point.PLAN], "No", from_on=ON, reason="Their wish")
    asked = dict(permanent(known=LOOKED_AFTER).fields["protocol_done"].choices)
    assert (asked["asked"], "plan" in asked, asked["carers"]) == (words, False, Point.CARERS.label)
    spoken: dict[str, Any] = {"virtual_school_spoken_to": False, "protocol_done": ["carers"]}
    day_before, today = (PermanentExclusion(told_at=moment(ON - timedelta(days=ago)), **spoken) for ago in (1, 0))
    assert "Not done: the personal education plan was read, and the support in it is given" in in_words(day_before)
    assert in_words(today)[1] == "Not done: the Virtual School was telephoned by the head"
    assert [line for line in in_words(today) if "personal education plan" in line] == []


@pytest.mark.parametrize(
    ("wording", "why"), [("Asked", "leave the point out"), ("Ask the school " * 7, "100 characters or fewer")]
)
def test_a_point_of_the_protocol_has_words_that_fit(wording: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        change_rule(PROTOCOL[Point.ASKED], wording, from_on=ON, reason="A slip")


def test_where_every_point_is_left_out_only_the_conversation_is_asked_about() -> None:
    for rule in PROTOCOL.values():
        change_rule(rule, "no", from_on=ON, reason="Their wish")
    form = permanent(known=LOOKED_AFTER, virtual_school_spoken_to="no")
    assert "protocol_done" not in form.fields
    assert form.is_valid(), form.errors


@pytest.mark.parametrize("template", ["exclusions/notice.html", "exclusions/suspension_notice.html"])
@pytest.mark.parametrize(
    ("answer", "is_said"), [({}, False), ({"looked_after": "no"}, False), ({"looked_after": "yes"}, True)]
)
def test_that_the_pupil_is_looked_after_is_said_where_somebody_says_it_and_not_where_it_is_asked(
    template: str, answer: dict[str, str], is_said: bool
) -> None:
    make_form = permanent if template == "exclusions/notice.html" else suspension
    form = make_form(social_worker="yes", **answer)
    assert "looked_after" in form.fields
    page = render_to_string(template, {"form": form, "title": "Tell us", "totals": []})
    assert ("The pupil is looked after. Go through" in page) == is_said
