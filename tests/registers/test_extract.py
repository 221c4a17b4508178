"""Register extracts: the shapes that are read, and what bad input gets."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oxle.registers.codes import CODES, pack_week
from oxle.registers.extract import Extract, read_extract
from oxle.registers.extract_rows import read_day
from tests.schooldays.calendars import CAL_A

TODAY = date(2026, 11, 23)
# The first two weeks of term, Wednesday 2 to Friday 11 September 2026, by day and by week.
DAYS = [
    ("2026-09-02", "/", "\\"),
    ("2026-09-03", "O", "O"),
    ("2026-09-04", "C1", "Y2"),
    ("2026-09-07", "/", "\\"),
    ("2026-09-08", "I", "I"),
    ("2026-09-09", "L", "U"),
    ("2026-09-10", "/", "\\"),
    ("2026-09-11", "M", "\\"),
]
WEEKS = {
    date(2026, 8, 31): "    " * 2 + "/ \\ O O C1Y2",
    date(2026, 9, 7): "/ \\ I I L U / \\ M \\ ",
}


def read(text: str, **changes) -> Extract:
    return read_extract(text, CAL_A, **({"on": TODAY} | changes))


def faults(extract: Extract) -> list[tuple[int | None, str, str]]:
    return [(problem.line, problem.text, problem.message) for problem in extract.problems]


def by_day(delimiter: str = ",", wanted=str) -> str:
    return "\n".join(delimiter.join([wanted(date.fromisoformat(on)), am, pm]) for on, am, pm in DAYS)


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
@pytest.mark.parametrize("heading", ["", "Date{0}AM{0}PM\n", "\n\nDay{0}Morning{0}Afternoon\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_row_a_day_is_read_whatever_the_delimiter_headings_and_line_ends(delimiter, heading, end):
    text = (heading.format(delimiter) + by_day(delimiter)).replace("\n", end)

    extract = read(text)

    assert faults(extract) == []
    assert extract.weeks() == WEEKS


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
@pytest.mark.parametrize(
    "heading", ["", "W/c{0}Mon AM{0}Mon PM{0}Tue AM\n", "{0}Mon{0}{0}Tue{0}\nWeek commencing{0}AM{0}PM\n"]
)
def test_a_row_a_week_of_ten_codes_is_read_the_same(delimiter, heading):
    rows = [
        ["31/08/2026", "", "", "", "", "/", "\\", "O", "O", "C1", "Y2"],
        ["07/09/2026", "/", "\\", "I", "I", "L", "U", "/", "\\", "M", "\\"],
    ]
    text = heading.format(delimiter) + "\n".join(delimiter.join(row) for row in rows)

    extract = read(text)

    assert faults(extract) == []
    assert extract.weeks() == WEEKS


@pytest.mark.parametrize(
    "written",
    [
        "{0:%Y-%m-%d}",
        "{0.day}/{0.month}/{0.year}",
        "{0:%d/%m/%y}",
        "{0.day} {0:%b} {0.year}",
        "{0.day} {0:%B} {0.year}",
        "{0:%A} {0.day} {0:%B} {0.year}",
        "{0:%a} {0:%d-%b-%Y}",
        "{0:%Y-%m-%d} 00:00:00",
        '"{0:%d.%m.%Y}"',
    ],
)
def test_dates_are_read_as_registers_write_them(written):
    extract = read(by_day("\t", written.format))

    assert faults(extract) == []
    assert extract.weeks() == WEEKS


def test_the_day_comes_before_the_month():
    assert read_day("01/09/2026") == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["w/c 1 Sept 2026", "Week commencing 01/09/26", "2026-09-01T00:00:00", "Tue 1st Sep 2026"]
)
def test_what_stands_around_a_date_in_a_register_is_no_part_of_it(text):
    assert read_day(text) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "text", ["", "31/02/2026", "2026-13-01", "1 Smarch 2026", "1/9", "yesterday", "9999999999/1/1"]
)
def test_what_is_no_date_is_not_read_as_one(text):
    assert read_day(text) is None


def test_a_column_with_the_weekday_a_byte_order_mark_and_lower_case_are_forgiven():
    text = '\ufeffDate,Day,AM,PM\n02/09/2026,Wed,/,\\\n"Thursday, 3 September 2026",o,o\n04/09/2026,Fri,c1,y2\n'

    assert read(text).weeks() == {date(2026, 8, 31): WEEKS[date(2026, 8, 31)]}


def test_one_slash_for_both_sessions_is_present_in_both():
    assert read("2/9/2026,/,/").weeks() == {date(2026, 8, 31): " " * 8 + "/ \\ " + " " * 8}


def test_the_sums_leave_out_what_was_not_possible():
    extract = read(by_day())

    counted = extract.tally
    assert (counted.sessions, counted.possible, counted.present) == (16, 15, 8)
    assert (counted.authorised, counted.unauthorised) == (4, 3)
    assert counted.unauthorised_absence == Decimal(20)
    assert counted.meets(20) is True
    assert (extract.first_on, extract.last_on, extract.is_sound) == (date(2026, 9, 2), date(2026, 9, 11), True)


def test_an_unknown_code_names_its_line_and_its_text():
    assert faults(read("Date,AM,PM\n2/9/2026,/,\\\n3/9/2026,QQ,\\")) == [
        (3, "QQ", "“QQ” is not an attendance code"),
    ]


def test_a_retired_code_says_what_replaced_it():
    assert faults(read("2/9/2026,H,H")) == [
        (1, "H", "Code H was retired on 19 August 2024. Use C where leave was granted, or G where it was not"),
    ]


def test_a_school_day_without_marks_is_a_gap():
    assert faults(read("2/9/2026,/,\\\n4/9/2026,/,\\")) == [
        (None, "3 September 2026", "Thursday 3 September 2026 is a school day and has no marks"),
    ]


def test_a_row_with_a_date_and_no_marks_is_a_gap_also_at_the_end():
    assert faults(read("2/9/2026,/,\\\n3/9/2026,,")) == [
        (2, "3 September 2026", "Thursday 3 September 2026 is a school day and has no marks"),
    ]


def test_a_long_gap_is_named_once():
    assert faults(read("16/10/2026,/,\\\n9/11/2026,/,\\")) == [
        (
            None,
            "19 October to 6 November 2026",
            "There are no marks for 19 October to 6 November 2026, which has 9 school days",
        ),
    ]


def test_a_morning_without_its_afternoon_is_a_gap():
    assert faults(read("2/9/2026,/,\n3/9/2026,-,\\")) == [
        (1, "2 September 2026", "Wednesday 2 September 2026 has no afternoon mark"),
        (2, "3 September 2026", "Thursday 3 September 2026 has no morning mark"),
    ]


def test_today_may_still_lack_its_afternoon_mark():
    assert faults(read("2/9/2026,/,\\\n3/9/2026,/,", on=date(2026, 9, 3))) == []


def test_the_pupil_may_have_joined_in_the_middle_of_a_week():
    extract = read("31/8/2026,,,,,,,O,O,/,\\\n7/9/2026,/,\\,,,,,,,,")

    assert faults(extract) == []
    assert (extract.first_on, extract.last_on) == (date(2026, 9, 3), date(2026, 9, 7))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("Saturday 5 September 2026", "weekend"),
        ("Monday 26 October 2026", "half term"),
        ("Monday 2 November 2026", "INSET day"),
    ],
)
def test_a_mark_on_a_day_that_is_no_school_day_is_refused_and_says_why(day, why):
    assert faults(read(f"{day},/,\\")) == [
        (1, "/", f"{day} is not a school day at CAL-A ({why}). Only # can be entered for it"),
    ]


def test_a_planned_closure_may_be_entered_for_a_day_that_is_no_school_day_and_is_not_possible():
    extract = read("23/10/2026,/,\\\n26/10/2026,#,#\n31/10/2026,#,#\n3/11/2026,/,\\")

    assert faults(extract) == []
    assert (extract.tally.sessions, extract.tally.possible) == (6, 4)


def test_a_date_in_the_future_is_refused():
    assert faults(read("24/11/2026,/,\\")) == [(1, "/", "Tuesday 24 November 2026 is in the future")]


def test_a_date_before_the_earliest_allowed_is_refused():
    assert faults(read("2/9/2026,/,\\\n3/9/2026,/,\\", not_before=date(2026, 9, 3))) == [
        (
            1,
            "/",
            "Wednesday 2 September 2026 is too long ago. An extract may start on 3 September 2026 or later",
        ),
    ]


def test_a_day_for_which_no_terms_are_loaded_cannot_be_checked():
    assert faults(read("1/9/2026,/,\\")) == [
        (1, "/", "Tuesday 1 September 2026 cannot be checked: terms before 2 September 2026 are not loaded"),
    ]


def test_duplicates_that_agree_are_counted_once():
    extract = read("2/9/2026,/,\\\n2/9/2026,/,\\")

    assert (faults(extract), extract.tally.sessions) == ([], 2)


def test_duplicates_that_disagree_are_refused_naming_both_lines():
    assert faults(read("2/9/2026,/,\\\n3/9/2026,/,\\\n2/9/2026,/,O")) == [
        (3, "O", "The afternoon of Wednesday 2 September 2026 is O here but \\ on line 1"),
    ]


def test_a_code_n_left_standing_is_refused_with_its_dates():
    assert faults(read("2/9/2026,N,N\n3/9/2026,/,\\\n4/9/2026,N,/")) == [
        (
            1,
            "N",
            "Code N is still there for 2 September 2026 and 4 September 2026, after more than 5 school days. Enter the "
            "reason, or O where none could be established",
        ),
    ]


def test_w55_an_n_may_stand_for_five_school_days_and_counts_as_unauthorised_until_then():
    text = "15/10/2026,/,\\\n16/10/2026,/,N"
    extract = read(text, on=date(2026, 10, 23), not_before=None)
    # The days after it are not in the extract, so there is no gap.
    assert (faults(extract), extract.tally.unauthorised, extract.tally.possible) == ([], 1, 4)
    assert extract.not_settled == (
        "1 session is not settled yet: code N on 16 October 2026. It counts as unauthorised until the school enters "
        "the reason, for which it has 5 school days."
    )
    assert [text for _, text, _ in faults(read(text, on=date(2026, 10, 24)))] == ["N"]


def test_of_several_only_the_n_whose_time_is_over_is_refused():
    text = "15/10/2026,N,\\\n16/10/2026,/,N"
    [(line, _, message)] = faults(read(text, on=date(2026, 10, 23)))
    assert (line, message.split(",")[0]) == (1, "Code N is still there for 15 October 2026")


def test_where_terms_end_before_its_five_school_days_an_n_may_stand():
    last = CAL_A.days_between(CAL_A.first_day, CAL_A.last_day)[-1]
    assert faults(read(f"{last.isoformat()},/,N", on=last + timedelta(days=30))) == []


def test_a_week_that_does_not_start_on_a_monday_is_refused():
    row = ",".join(["/"] * 10)
    assert faults(read(f"8/9/2026,{row}")) == [
        (1, "8/9/2026", "A week starts on a Monday; this date is Tuesday 8 September 2026"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2/9/2026,/,\\\n3/9/2026,/,\\\n4/9/2026,/,\\,/",
            "There are 3 marks on this line. After the date there should be a morning and an afternoon mark",
        ),
        (
            "7/9/2026" + ",/" * 10 + "\n14/9/2026" + ",/" * 10 + "\n21/9/2026" + ",/" * 11,
            "There are 11 marks on this line. After the date there should be ten marks, two for each weekday",
        ),
    ],
)
def test_a_row_with_a_mark_too_many_is_refused_and_does_not_spoil_the_others(text, message):
    assert faults(read(text)) == [(3, "", message)]


def test_a_line_without_a_date_is_refused_never_dropped():
    assert faults(read("2/9/2026,/,\\\nTotal,2,0\n,O,O\n3/9/2026,/,\\")) == [
        (2, "Total", "“Total” is not a date. Write it like 1/9/2026 or 1 Sep 2026"),
        (3, "", "There is no date on this line"),
    ]


@pytest.mark.parametrize("line", ["07/09/2026 / \\", "1 Sep 2026 / \\", "Mon 7 Sep 2026 / \\", "07/09/2026 /"])
def test_a_date_and_marks_with_only_spaces_between_them_are_told_of_the_comma(line):
    assert faults(read(line)) == [
        (1, line, f"“{line}” is a date and more. Put a comma or a tab between the date and each mark, not only a space")
    ]


def test_marks_on_the_first_line_are_never_taken_for_headings():
    assert faults(read("O,O,O\n2/9/2026,/,\\"))[0] == (
        1,
        "O",
        "“O” is not a date. Write it like 1/9/2026 or 1 Sep 2026",
    )


def test_columns_in_the_wrong_order_are_refused_rather_than_swapped_in_silence():
    assert faults(read("Date,PM,AM\n2/9/2026,\\,/")) == [
        (1, "", "Put the morning column before the afternoon column"),
    ]


@pytest.mark.parametrize("text", ["", "  \n\n", "Date,AM,PM\n", "\ufeff"])
def test_an_empty_extract_says_what_to_do(text):
    assert faults(read(text)) == [(None, "", "There are no marks here. Paste the register or choose a file")]


def test_a_file_far_too_long_is_refused_without_reading_it():
    assert faults(read("2/9/2026,/,\\\n" * 3000))[0] == (
        None,
        "",
        "This has 3001 lines. An extract is one child's register, at most 2000 lines",
    )


def test_a_problem_reads_as_one_sentence_with_its_line():
    assert [str(problem) for problem in read("2/9/2026,QQ,\\").problems] == ["Line 1: “QQ” is not an attendance code"]


CURRENT = sorted(code for code, row in CODES.items() if row.until_on is None and code not in {"N", "/", "\\"})
WHOLE_WEEKS = [date(2026, 9, 7) + timedelta(weeks=number) for number in range(7)]


@given(st.lists(st.lists(st.sampled_from(CURRENT), min_size=10, max_size=10), min_size=1, max_size=7), st.booleans())
def test_both_shapes_of_any_sound_register_are_read_to_the_same_marks(weeks, as_days):
    if as_days:
        rows = [
            [str(monday + timedelta(days=day)), *codes[2 * day : 2 * day + 2]]
            for monday, codes in zip(WHOLE_WEEKS, weeks, strict=False)
            for day in range(5)
        ]
    else:
        rows = [[str(monday), *codes] for monday, codes in zip(WHOLE_WEEKS, weeks, strict=False)]

    extract = read("\n".join("\t".join(row) for row in rows))

    assert faults(extract) == []
    assert extract.weeks() == {monday: pack_week(codes) for monday, codes in zip(WHOLE_WEEKS, weeks, strict=False)}


@given(st.text(alphabet="/\\OIN#C12 ,;\t\n-0379SepMon\x00\"'", max_size=300))
def test_no_text_whatever_makes_the_reader_fail(text):
    extract = read(text)

    assert bool(extract.marks) or bool(extract.problems)
