"""Dates as people type them, yes and no, long texts, and the words of every error."""

import contextlib
from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from oxle.core import typed_dates
from oxle.core.controls import Control, problems
from oxle.core.fields import DateField, LongTextField, PercentField, TimeField, YesNoField
from oxle.core.forms import OxleForm, name_from, with_article
from oxle.core.widgets import Checkboxes, DateBoxes, DateLine, Number, Radios, TypedDate
from tests.core.gallery import HOSTILE

ON = date(2026, 9, 14)


def asked(field: forms.Field, data: dict[str, str] | str, *, label: str = "Date of birth") -> forms.Form:
    """A form with one field, `it`, sent with this data."""
    field.label = label
    form_class = type("Asked", (OxleForm,), {"it": field})
    sent = QueryDict(data) if isinstance(data, str) else data
    return form_class(sent, MultiValueDict(), on=ON)


def error_of(form: forms.Form) -> list[str]:
    return list(form.errors.get("it", []))


# --- one line of text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "1/9/26",
        "01/09/2026",
        "1-9-2026",
        "1.9.26",
        "1 9 2026",
        "1 Sep 2026",
        "1 sept 26",
        "1st September 2026",
        "Tuesday 1 September 2026",
        "Tue, 1 Sep 2026",
        "1 Sep. 2026",
        "1st of September, 2026",
        "2026-09-01",
        "2026/9/1",
        "  1/9/26  ",
    ],
)
def test_the_first_of_september_may_be_typed_in_any_usual_way(typed):
    assert typed_dates.read_line(typed) == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("word", "day"),
    [("today", date(2026, 9, 14)), ("Tomorrow", date(2026, 9, 15)), ("yesterday", date(2026, 9, 13))],
)
def test_the_words_for_near_days_are_counted_from_the_day_that_was_passed_in(word, day):
    assert typed_dates.read_line(word, today=ON) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "today", "31/2/2026", "0/9/2026", "1/13/2026", "1/9/2026/3", "9/2026", "soon", "1 Septober 2026"),
        *("1/9/226", "1/9/1899", "1/9/2100", "2026-13-01", "²/9/2026", "1/9/-26", "99999999999/1/2026"),
        *HOSTILE,
    ],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(typed_dates.Unreadable):
        typed_dates.read_line(typed)


def test_a_two_digit_year_is_in_this_century_unless_the_date_must_be_past():
    assert typed_dates.read_line("1/9/98") == date(2098, 9, 1)
    assert typed_dates.read_line("1/9/98", today=ON, past=True) == date(1998, 9, 1)
    assert typed_dates.read_line("1/9/14", today=ON, past=True) == date(2014, 9, 1)


def test_a_slip_into_next_year_is_never_read_as_a_century_ago():
    assert typed_dates.read_line("1/9/27", today=ON, past=True) == date(2027, 9, 1)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_reads_back_from_each_way_of_writing_it(day):
    month = typed_dates.MONTHS[day.month - 1]
    for text in (f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}", f"{day.day} {month} {day.year}"):
        assert typed_dates.read_line(text) == day
    assert typed_dates.read_parts(str(day.day), month[:3], str(day.year)) == day


@given(st.text())
def test_any_text_at_all_is_either_a_date_or_refused(text):
    with contextlib.suppress(typed_dates.Unreadable):
        assert isinstance(typed_dates.read_line(text, today=ON, past=True), date)


# --- three boxes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        *[("1", "9", "2026"), ("01", "09", "26"), ("1", "Sep", "2026"), (" 1 ", "september", "2026")],
        *[("1/9/26", "", ""), ("1 Sep 2026", "", ""), ("2026-09-01", "", "")],
    ],
)
def test_three_boxes_take_a_date_in_parts_or_whole_in_the_first(day, month, year):
    form = asked(DateField(), {"it_day": day, "it_month": month, "it_year": year})
    assert form.is_valid()
    assert form.cleaned_data == {"it": date(2026, 9, 1)}


@pytest.mark.parametrize("widget", [DateBoxes, DateLine])
def test_a_date_may_be_sent_under_the_fields_own_name(widget):
    form = asked(DateField(widget=widget), {"it": "1/9/26"})
    assert form.is_valid()
    assert form.cleaned_data == {"it": date(2026, 9, 1)}


@pytest.mark.parametrize(
    ("typed", "message", "target"),
    [
        (("", "", ""), "Enter the date of birth", "id_it_day"),
        (("3", "", "2014"), "Date of birth must include a month", "id_it_month"),
        (("", "5", ""), "Date of birth must include a day and year", "id_it_day"),
        (("3", "5", ""), "Date of birth must include a year", "id_it_year"),
        (("31", "2", "2014"), "Date of birth must be a real date", "id_it_day"),
        (("3", "13", "2014"), "Date of birth must be a real date", "id_it_month"),
        (("40", "3", "2014"), "Date of birth must be a real date", "id_it_day"),
        (("3", "5", "201"), "Date of birth must include a year between 1900 and 2099", "id_it_year"),
        (("3", "5", "14014"), "Date of birth must include a year between 1900 and 2099", "id_it_year"),
        (("soon", "", ""), "Date of birth must be a real date", "id_it_day"),
        (("14", "9", "2026"), "Date of birth must be in the past", "id_it_day"),
        (("15", "9", "2026"), "Date of birth must be in the past", "id_it_day"),
    ],
)
def test_a_wrong_date_is_named_and_the_summary_leads_to_the_first_wrong_box(typed, message, target):
    form = asked(DateField(past=True), dict(zip(("it_day", "it_month", "it_year"), typed, strict=True)))
    assert error_of(form) == [message]
    assert [(p.message, p.target) for p in problems(form)] == [(message, target)]


def test_only_the_box_at_fault_is_marked():
    form = asked(DateField(), {"it_day": "3", "it_month": "", "it_year": "2014"})
    assert form.is_valid() is False
    assert [box["wrong"] for box in Control(form["it"]).boxes] == [False, True, False]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_was_typed_in_the_boxes_is_shown_again(typed):
    form = asked(DateField(), {"it_day": typed, "it_month": "13", "it_year": "x"})
    assert form.is_valid() is False
    assert [box["value"] for box in Control(form["it"]).boxes] == [typed, "13", "x"]


def test_a_date_from_the_record_fills_the_boxes():
    form = type("Asked", (OxleForm,), {"it": DateField(label="Day")})(initial={"it": date(2014, 5, 3)})
    assert [box["value"] for box in Control(form["it"]).boxes] == ["3", "5", "2014"]


def test_a_date_from_the_record_fills_the_line():
    form = type("Asked", (OxleForm,), {"it": DateField(label="Day", widget=DateLine)})(initial={"it": date(2014, 5, 3)})
    assert 'value="3/5/2014"' in str(form["it"])


def test_an_empty_date_that_may_be_empty_is_none():
    form = asked(DateField(required=False), {"it_day": "", "it_month": "", "it_year": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"it": None}


@pytest.mark.parametrize(
    ("rule", "typed", "message"),
    [
        ({"past": True}, "13/9/26", None),
        ({"past": True}, "14/9/26", "Meeting must be in the past"),
        ({"past_or_today": True}, "14/9/26", None),
        ({"past_or_today": True}, "15/9/26", "Meeting must be today or in the past"),
        ({"future": True}, "15/9/26", None),
        ({"future": True}, "14/9/26", "Meeting must be in the future"),
        ({"today_or_future": True}, "today", None),
        ({"today_or_future": True}, "yesterday", "Meeting must be today or in the future"),
        ({"not_before": date(2026, 9, 1)}, "1/9/26", None),
        ({"not_before": date(2026, 9, 1)}, "31/8/26", "Meeting must be on or after 1 September 2026"),
        (
            {"not_before": (date(2026, 9, 1), "the day of the referral")},
            "31/8/26",
            "Meeting must be on or after 1 September 2026, the day of the referral",
        ),
        ({"not_after": date(2026, 9, 30)}, "30/9/26", None),
        ({"not_after": date(2026, 9, 30)}, "1/10/26", "Meeting must be on or before 30 September 2026"),
        ({}, "31/9/26", "Meeting must be a real date, like 1/9/2026 or 1 Sep 2026"),
    ],
)
def test_the_limits_of_a_date_are_said_in_full(rule, typed, message):
    form = asked(DateField(widget=DateLine, **rule), {"it": typed}, label="Meeting")
    assert error_of(form) == ([message] if message else [])


def test_a_form_with_a_rule_about_today_must_be_told_the_day():
    form_class = type("Asked", (OxleForm,), {"it": DateField(label="Day", past=True)})
    with pytest.raises(TypeError, match="give the form on="):
        form_class({})


def test_a_date_has_changed_only_when_it_is_another_date():
    field = DateField()
    assert field.has_changed(date(2026, 9, 1), TypedDate("01", "9", "26")) is False
    assert field.has_changed(date(2026, 9, 1), TypedDate("2", "9", "26")) is True
    assert field.has_changed(None, TypedDate()) is False
    assert field.has_changed(None, TypedDate("x")) is True


# --- the other fields ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "answer"), [("yes", True), ("no", False)])
def test_yes_and_no_clean_to_true_and_false(sent, answer):
    form = asked(YesNoField(), {"it": sent})
    assert form.is_valid()
    assert form.cleaned_data == {"it": answer}


def test_no_answer_to_a_required_question_asks_for_yes_by_name():
    assert error_of(asked(YesNoField(yes_if="the child has an EHCP"), {})) == ["Select yes if the child has an EHCP"]
    assert error_of(asked(YesNoField(yes_if="it is so"), {"it": "perhaps"})) == ["Select yes if it is so"]


def test_a_stored_answer_ticks_its_radio():
    form = type("Asked", (OxleForm,), {"it": YesNoField(label="Is it so?")})(initial={"it": False})
    assert [(o.value, o.checked) for o in Control(form["it"]).options] == [("yes", False), ("no", True)]


def test_a_line_end_counts_once_toward_the_limit_of_a_long_text():
    form = asked(LongTextField(max=5), {"it": "ab\r\ncd"})
    assert form.is_valid()
    assert form.cleaned_data == {"it": "ab\ncd"}
    assert error_of(asked(LongTextField(max=4), {"it": "ab\r\ncd"}, label="Notes")) == [
        "Notes must be 4 characters or fewer"
    ]


@pytest.mark.parametrize("typed", HOSTILE)
def test_any_name_is_kept_exactly_as_typed(typed):
    form = asked(forms.CharField(max_length=400), {"it": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"it": typed}


@pytest.mark.parametrize(
    ("field", "sent", "message"),
    [
        (forms.CharField(), "", "Enter the attendance in %"),
        (forms.CharField(max_length=3), "abcd", "Attendance in % must be 3 characters or fewer"),
        (forms.CharField(error_messages={"required": "Say why"}), "", "Say why"),
        (forms.IntegerField(), "x", "Attendance in % must be a whole number"),
        (forms.IntegerField(min_value=4, widget=Number()), "3", "Attendance in % must be 4 or more"),
        (forms.IntegerField(max_value=4), "5", "Attendance in % must be 4 or less"),
        (forms.DecimalField(), "x", "Attendance in % must be a number"),
        (forms.EmailField(), "x", "Enter an email address in the correct format, like name@example.com"),
        (forms.ChoiceField(choices=[("a", "A")], widget=Radios), "", "Select the attendance in %"),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Select the attendance in % from the list"),
        (forms.MultipleChoiceField(choices=[("a", "A")], widget=Checkboxes), "", "Select the attendance in %"),
        (forms.BooleanField(), "", "Tick “Attendance in %” to continue"),
        (forms.FileField(), "", "Select the attendance in %"),
    ],
)
def test_every_error_is_in_the_words_of_the_design_system(field, sent, message):
    assert error_of(asked(field, {"it": sent} if sent else {}, label="Attendance in %")) == [message]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Date of birth", "date of birth"),
        ("UPN", "UPN"),
        ("EHCP number", "EHCP number"),
        ("Why was the child away?", ""),
        ("What was agreed? (optional)", ""),
        ("Reason (optional)", "reason"),
    ],
)
def test_messages_call_a_field_by_its_label_unless_that_is_a_question(label, name):
    assert name_from(label) == name


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("reason", "the reason"),
        ("date it came", "the date it came"),
        ("legal route for Robin Example", "the legal route for Robin Example"),
        ("UPN", "the UPN"),
        ("theatre", "the theatre"),
        ("the reason", "the reason"),
        ("a name, UPN or date of birth", "a name, UPN or date of birth"),
        ("an organisation", "an organisation"),
        ("your name", "your name"),
        ("what it says", "what it says"),
        ("whom you consulted", "whom you consulted"),
        ("to whom it was disclosed", "to whom it was disclosed"),
        ("everyone who was present", "everyone who was present"),
        ("with whom it was shared", "with whom it was shared"),
    ],
)
def test_a_name_is_asked_for_with_an_article_unless_it_says_which_one_is_meant(name, meant):
    assert with_article(name) == meant


def test_a_question_without_a_name_asks_for_an_answer():
    assert error_of(asked(forms.CharField(), {}, label="Why was the child away?")) == [
        "Enter an answer to “Why was the child away?”"
    ]


# --- times --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((typed, time(10, 30)) for typed in ("10:30", "10.30", "1030", "10 30", "10:30am", "10.30 AM", " 10:30:00 ")),
        *((typed, time(10)) for typed in ("10am", "10 am", "10:00", "10 a.m.")),
        *((typed, time(14, 30)) for typed in ("2.30pm", "2:30 p.m.", "14:30", "1430")),
        *((typed, time(12)) for typed in ("noon", "12pm", "12 noon", "12:00")),
        ("12am", time(0)),
        ("02:30", time(2, 30)),
        ("930", time(9, 30)),
    ],
)
def test_a_time_may_be_typed_in_any_usual_way(typed, meant):
    form = asked(TimeField(), {"it": typed})
    assert error_of(form) == []
    assert form.cleaned_data["it"] == meant


@pytest.mark.parametrize("typed", ["half past ten", "25:99", "10", "10:60", "24:00", "13pm", "0am", "{{7*7}}"])
def test_what_is_no_time_is_answered_with_how_to_write_one(typed):
    assert error_of(asked(TimeField(), {"it": typed})) == ["Enter the time like 10:30"]


@pytest.mark.parametrize("typed", ["2:30", "2.30", "230", "7:15"])
def test_a_time_that_may_be_of_either_half_of_the_day_is_asked_about_and_not_guessed(typed):
    assert error_of(asked(TimeField(), {"it": typed})) == ["Say whether it is am or pm, like 10:30am or 2:30pm"]


# --- what the pack is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize("widget", [Radios, Checkboxes])
def test_the_first_option_carries_the_id_of_its_field(widget):
    kind = forms.ChoiceField if widget is Radios else forms.MultipleChoiceField
    form = asked(kind(choices=[("a", "A"), ("b", "B"), ("c", "C")], widget=widget), {})
    assert [option.id for option in Control(form["it"]).options] == ["id_it", "id_it_1", "id_it_2"]
    assert [p.target for p in problems(form)] == ["id_it"]


def test_a_mistake_in_the_whole_form_leads_to_its_first_control():
    class Whole(OxleForm):
        token = forms.CharField(widget=forms.HiddenInput)
        start = DateField(label="Start")

        def clean(self):
            raise forms.ValidationError("The two dates must differ")

    form = Whole({"start": "1/9/26"})
    assert [(p.message, p.target) for p in problems(form)] == [
        ("The two dates must differ", "id_start_day"),
        ("Enter the token", "id_start_day"),
    ]


# --- percentages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"), [("94.5", "94.5"), ("0", "0"), ("100", "100"), (" 90 % ", "90"), ("", None)]
)
def test_a_percentage_is_from_0_to_100_with_or_without_its_sign(typed, meant):
    form = asked(PercentField(name="attendance", required=False), MultiValueDict({"it": [typed]}))
    assert form.is_valid()
    assert form.cleaned_data["it"] == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("100.1", "The attendance must be from 0 to 100"),
        ("-1", "The attendance must be from 0 to 100"),
        ("10000", "The attendance must be from 0 to 100"),
        ("94.55", "The attendance has at most one decimal place, like 94.5"),
        ("good", "The attendance must be a number, like 94.5"),
    ],
)
def test_what_is_no_percentage_is_refused_in_words_of_what_it_is_one_of(typed, says):
    form = asked(PercentField(name="attendance", required=False), MultiValueDict({"it": [typed]}))
    assert says in form.errors["it"]
