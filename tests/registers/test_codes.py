"""The attendance codes and the sums on them."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxle.registers.codes import (
    CODES,
    SIGNS_OF_PRESENCE,
    CodeRefused,
    Counts,
    code_for,
    pack_week,
    shown_percentage,
    tally,
    unpack_week,
)

TODAY = date(2026, 11, 23)
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "codes" / "attendance_codes_2024.csv"


def marks(**counted):
    """Marks by the name of their class, for example present=3, unauthorised=1."""
    sign = {"present": "/", "authorised": "I", "unauthorised": "O", "not_possible": "Y2", "administrative": "#"}
    return [sign[name] for name, count in counted.items() for _ in range(count)]


def test_w46_exactly_90_per_cent_is_not_less_than_90_yet_is_persistent_absence():
    counted = tally(marks(present=108, authorised=12))

    assert counted.attendance == Decimal(90)
    assert shown_percentage(counted.attendance) == "90.00%"
    assert (counted.attends_less_than(90), counted.is_persistently_absent) == (False, True)


def test_w48_y_codes_leave_the_denominator_so_21_of_105_sessions_meets_20_per_cent():
    counted = tally(marks(present=84, unauthorised=21, not_possible=5))

    assert (counted.sessions, counted.possible, counted.unauthorised) == (110, 105, 21)
    assert counted.unauthorised_absence == Decimal(20)
    assert counted.meets(20) is True
    assert tally(marks(present=89, unauthorised=21)).meets(20) is False


def test_a_share_just_under_the_threshold_is_neither_rounded_up_to_it_nor_shown_as_if_it_were():
    counted = tally(marks(present=80_001, unauthorised=19_999))
    just_under = tally(marks(present=80_001, unauthorised=20_000))

    assert (counted.meets(20), just_under.meets(20)) == (False, False)
    assert shown_percentage(just_under.unauthorised_absence) == "19.99%"


def test_a_third_is_compared_exactly_though_it_has_no_decimal():
    counted = tally(marks(present=2, unauthorised=1))

    assert counted.meets(Decimal("33.33")) is True
    assert counted.meets(Decimal("33.34")) is False


def test_missing_half_of_the_possible_sessions_is_severe_absence():
    assert tally(marks(present=5, authorised=2, unauthorised=3)).is_severely_absent is True
    assert tally(marks(present=6, authorised=2, unauthorised=3)).is_severely_absent is False


def test_with_no_possible_session_there_is_no_percentage_and_no_threshold_is_met():
    counted = tally(marks(not_possible=4, administrative=2))

    assert (counted.possible, counted.attendance, counted.unauthorised_absence) == (0, None, None)
    assert (counted.meets(0), counted.attends_less_than(100), counted.is_persistently_absent) == (False, False, False)
    assert shown_percentage(counted.attendance) == "not known"


def test_exactly_g_n_o_and_u_are_unauthorised():
    assert {code for code, row in CODES.items() if row.counts is Counts.UNAUTHORISED} == {"G", "N", "O", "U"}


def test_exactly_these_current_codes_leave_the_denominator():
    outside = {Counts.NOT_POSSIBLE, Counts.ADMINISTRATIVE}
    found = {code for code, row in CODES.items() if row.counts in outside and row.until_on is None}

    assert found == {"D", "X", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#"}


@pytest.mark.parametrize(
    ("retired", "instead"),
    [
        ("H", "C where leave was granted, or G where it was not"),
        ("F", "C where leave was granted, or G where it was not"),
        ("J", "J1"),
        ("Y", "Q, or Y1 to Y7"),
    ],
)
def test_a_retired_code_is_refused_from_19_august_2024_and_says_what_replaced_it(retired, instead):
    assert code_for(retired, date(2024, 8, 18)).code == retired
    with pytest.raises(CodeRefused) as refused:
        code_for(retired, date(2024, 8, 19))
    assert str(refused.value) == f"Code {retired} was retired on 19 August 2024. Use {instead}"


@pytest.mark.parametrize("new", ["K", "Q", "C1", "C2", "J1", "Y1", "Y7"])
def test_a_code_of_2024_is_refused_for_a_day_before_it_existed(new):
    assert code_for(new, date(2024, 8, 19)).code == new
    with pytest.raises(CodeRefused) as refused:
        code_for(new, date(2024, 8, 18))
    assert str(refused.value) == f"Code {new} was not in use before 19 August 2024"


@pytest.mark.parametrize("text", ["", "A", "//", "Y8", "C3", "0", "<script>"])
def test_anything_else_is_no_code(text):
    with pytest.raises(CodeRefused) as refused:
        code_for(text, TODAY)
    assert str(refused.value) == f"“{text}” is not an attendance code"


def test_small_letters_and_spaces_around_a_code_do_not_matter():
    assert [code_for(text, TODAY).code for text in (" o ", "y2", "c1", "\\")] == ["O", "Y2", "C1", "\\"]


def test_a_week_is_packed_into_20_characters_two_a_session_with_spaces_for_no_mark():
    week = ["/", "\\", "C1", "Y2", "O", "O", "I", "I", None, None]

    assert pack_week(week) == "/ \\ C1Y2O O I I     "
    assert unpack_week("/ \\ C1Y2O O I I     ") == week


@given(st.lists(st.sampled_from([None, *CODES]), min_size=10, max_size=10))
def test_packing_loses_nothing(week):
    packed = pack_week(week)

    assert len(packed) == 20
    assert unpack_week(packed) == week


@pytest.mark.parametrize("week", [["/"] * 9, ["/"] * 11, ["/"] * 9 + ["Q9"]])
def test_a_week_of_the_wrong_length_or_with_no_code_is_not_packed(week):
    with pytest.raises(ValueError, match=r"a week has 10 sessions|is not an attendance code"):
        pack_week(week)


@given(st.lists(st.sampled_from(list(CODES))))
def test_every_mark_is_counted_once(codes):
    counted = tally(codes)

    assert counted.sessions == len(codes)
    assert counted.possible == counted.present + counted.authorised + counted.unauthorised
    outside = {Counts.NOT_POSSIBLE, Counts.ADMINISTRATIVE}
    assert counted.sessions - counted.possible == sum(CODES[code].counts in outside for code in codes)


def test_the_table_agrees_with_the_published_list_of_codes():
    if not SHARED.exists():
        pytest.skip("shared data absent")
    groups = {
        "present": {Counts.PRESENT},
        "authorised absence": {Counts.AUTHORISED},
        "unauthorised absence": {Counts.UNAUTHORISED},
        "not a possible session": {Counts.NOT_POSSIBLE, Counts.ADMINISTRATIVE},
        "not a possible session here": {Counts.NOT_POSSIBLE},
    }
    with SHARED.open(encoding="utf-8", newline="") as file:
        published = {row["code"]: row["legal_or_statistical_group"] for row in csv.DictReader(file)}

    assert set(CODES) == set(published)
    for code, group in published.items():
        if group == "legacy":
            assert CODES[code].until_on == date(2024, 8, 18)
        elif group.startswith("attending another place"):
            assert CODES[code].counts is Counts.PRESENT
        else:
            assert CODES[code].counts in groups[group]


def test_presences_can_be_counted_by_counting_signs():
    present = {code.code for code in CODES.values() if code.counts == Counts.PRESENT and code.until_on is None}
    assert set(SIGNS_OF_PRESENCE) == present
    assert [code for code in CODES if code[0] in SIGNS_OF_PRESENCE and code not in present] == []
