"""Limits: plain English out, plain English in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxle.schooldays.limits import (
    Limit,
    Phrase,
    Unit,
    calendar_days,
    hours,
    months,
    parse,
    school_days,
    school_weeks,
    weeks,
    working_days,
)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (weeks(5), "5 weeks"),
        (school_days(20), "20 school days"),
        (school_days(1), "1 school day"),
        (months(6), "6 months"),
        (working_days(5), "5 working days"),
        (school_weeks(10), "10 school weeks"),
        (calendar_days(15).beginning_with(), "15 calendar days beginning with the day"),
        (school_days(2).before(), "2 school days before"),
        (hours(48).before(), "48 hours before"),
    ],
)
def test_a_limit_reads_as_plain_english(limit, words):
    assert str(limit) == words
    assert parse(words) == limit


@pytest.mark.parametrize(
    ("typed", "limit"),
    [
        ("  5   Weeks ", weeks(5)),
        ("within 5 weeks", weeks(5)),
        ("5 weeks after", weeks(5)),
        ("within 15 school days after the day", school_days(15)),
        ("not less than 2 school days before", school_days(2).before()),
        ("5 school-days", school_days(5)),
        ("1 calendar day", calendar_days(1)),
    ],
)
def test_a_limit_is_read_as_people_type_it(typed, limit):
    assert parse(typed) == limit


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("20 days", "say which days: school days, working days or calendar days"),
        ("1 day", "say which days: school days, working days or calendar days"),
        ("", "write a number and a unit, for example “5 weeks” or “20 school days”"),
        ("five weeks", "write a number and a unit, for example “5 weeks” or “20 school days”"),
        ("5", "write a number and a unit, for example “5 weeks” or “20 school days”"),
        ("-5 weeks", "write a number and a unit, for example “5 weeks” or “20 school days”"),
        ("0 weeks", "a limit is at least 1"),
        ("5 school weeks before", "school weeks cannot be counted back from a day"),
        ("48 hours beginning with the day", "hours are counted after or before a time, not beginning with a day"),
        (
            "5 terms",
            "“terms” is not a unit we count in; use one of school days, working days, calendar days, weeks, months, "
            "school weeks, hours",
        ),
    ],
)
def test_what_is_no_limit_is_refused_in_words_for_the_form(typed, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        parse(typed)
    assert str(refused.value) == message


@st.composite
def limits(draw):
    unit = draw(st.sampled_from(Unit))
    impossible = {Unit.SCHOOL_WEEKS: Phrase.BEFORE, Unit.HOURS: Phrase.BEGINNING_WITH}
    phrase = draw(st.sampled_from([each for each in Phrase if each is not impossible.get(unit)]))
    return Limit(draw(st.integers(1, 9999)), unit, phrase)


@given(limits())
def test_every_limit_can_be_read_back_from_its_words(limit):
    assert parse(str(limit)) == limit
