"""A pasted schedule: what is wrong is named by row and column, the good rows are kept, nothing typed is lost."""

from datetime import date, timedelta

import pytest

from licensing.checking.schedule import PARENT, Child
from licensing.pasting import MOST_ROWS, read_schedule
from oxle.exchange.reading import Unreadable
from tests.licensing.make import day

DAY = timedelta(days=1)
IVY, BEN = Child("Ivy Marrow", date(2016, 5, 1)), Child("Ben Okoro", date(2014, 2, 3))
HEADINGS = "Child,Date,Arrives,Leaves,Performs,Breaks,Meals,Lessons,Chaperone,Teacher,Night work"


def pasted(*rows, headings=HEADINGS, children=(IVY, BEN), **given):
    return read_schedule("\n".join([headings, *rows]), children, **given)


def problems(*rows, **given):
    return [str(problem) for problem in pasted(*rows, **given).problems]


def test_a_row_is_read_as_the_line_it_stands_for():
    row = (
        'ivy  marrow,Sat 5/12/2026,9am,16.30,"10:00-11:30; 13:00 to 2.30pm",11:30–11:45,12:00-12:45,'
        '"15:00-15:30 and 15:45-16:15",Mabel  Finch,Odd Lund,yes'
    )
    assert pasted(row).lines == (
        day(
            "09:00-16:30",
            "10:00-11:30 13:00-14:30",
            breaks="11:30-11:45",
            meals="12:00-12:45",
            lessons="15:00-15:30 15:45-16:15",
            number=2,
            child="Ivy Marrow",
            teacher="Odd Lund",
            night_work=True,
        ),
    )


def test_times_past_midnight_are_of_the_next_day():
    late, midnight = pasted(
        "Ivy Marrow,5/12/2026,21:00,00:30,23:30-00:15,,,,,,yes", "Ben Okoro,5/12/2026,21:00,24:00,21:00-22:00,,,,,,"
    ).lines
    assert (late.here.minutes, late.performing[0].minutes) == (210, 45)
    assert (midnight.here.minutes, midnight.night_work) == (180, False)


def test_a_parent_in_charge_is_known_whatever_the_case():
    (line,) = pasted("Ivy Marrow,5/12/2026,9:00,11:00,09:00-10:00,,,,Parent,,").lines
    assert line.chaperone == PARENT


def test_only_the_first_columns_must_be_there_and_other_headings_are_known():
    (line,) = pasted(
        "5/12/2026\tIvy Marrow\t09:00\t11:00\t09:00-10:00", headings="Day\tName\tArrival\tDeparture\tPerforming"
    ).lines
    assert (line.child, line.on, line.here.minutes, line.chaperone) == ("Ivy Marrow", date(2026, 12, 5), 120, "")


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("Child", "", "say which child"),
        ("Child", "Ann Other", "no child in the list is called “Ann Other”"),
        ("Date", "", "enter the date"),
        ("Date", "31/11/2026", "“31/11/2026” is no date, such as 5/12/2026"),
        ("Arrives", "", "enter the time"),
        ("Arrives", "9 o’clock", "“9 o’clock” is no time, such as 14:30"),
        ("Leaves", "25:00", "“25:00” is no time, such as 14:30"),
        ("Leaves", "4:30", "say whether “4:30” is in the morning or the afternoon, such as 14:30 or 2.30pm"),
        ("Leaves", "09:00", "it ends when it begins"),
        ("Performs", "all day", "“all day” is no span of time, such as 10:00-11:30"),
        ("Performs", "10:00-11:30", "it is not between the arrival and the departure"),
        ("Performs", "08:00-10:00", "it ends before it begins, or begins before the arrival"),
        ("Breaks", "10:00-10:99", "“10:99” is no time, such as 14:30"),
        ("Meals", "09:59-10:45", "it is at the same time as performing"),
        ("Lessons", "10:00", "“10:00” is no span of time, such as 10:00-11:30"),
        ("Chaperone", "x" * 201, "use at most 200 characters"),
        ("Night work", "perhaps", "“perhaps” is neither yes nor no"),
    ],
)
def test_every_error_is_named_by_row_and_column(column, typed, words):
    good = {
        "Child": "Ivy Marrow",
        "Date": "5/12/2026",
        "Arrives": "09:00",
        "Leaves": "11:00",
        "Performs": "09:00-10:00",
    }
    cells = {**good, column: typed}
    assert problems(",".join(good.values())) == []
    assert problems(",".join(cells.values()), headings=",".join(cells)) == [f"Row 2, {column}: {words}"]


def test_the_hour_that_the_clocks_jump_over_is_no_time_of_that_night():
    assert problems("Ivy Marrow,28/3/2027,00:30,01:30,") == [
        "Row 2, Leaves: 01:30 does not exist on that day: the clocks go forward"
    ]


def test_all_errors_of_a_row_are_named_at_once():
    assert problems("Ann Other,5/13/2026,noonish,,x-y,,,,,,?") == [
        "Row 2, Child: no child in the list is called “Ann Other”",
        "Row 2, Date: “5/13/2026” is no date, such as 5/12/2026",
        "Row 2, Arrives: “noonish” is no time, such as 14:30",
        "Row 2, Leaves: enter the time",
        "Row 2, Performs: “x” is no time, such as 14:30",
        "Row 2, Performs: “y” is no time, such as 14:30",
        "Row 2, Night work: “?” is neither yes nor no",
    ]


def test_two_children_of_one_name_are_not_guessed_apart():
    assert problems("Ivy Marrow,5/12/2026,09:00,11:00,", children=[IVY, Child("ivy marrow", date(2015, 1, 1))]) == [
        "Row 2, Child: 2 children in the list are called “Ivy Marrow”"
    ]


def test_the_same_row_twice_is_named_with_the_first_one():
    row = "Ivy Marrow,5/12/2026,09:00,11:00,09:00-10:00"
    assert problems(row, "Ben Okoro,5/12/2026,09:00,11:00,", row) == [
        "Row 4, Child: row 2 is the same child, day and times"
    ]
    there = day("09:00-11:00", child="Ivy Marrow", number=7)
    assert problems(row, after=[there]) == ["Row 2, Child: line 7 is the same child, day and times"]


def test_sixty_children_on_forty_days_with_errors_keep_every_good_row_and_give_back_the_others():
    children = [Child(f"Child {number}", date(2015, 1, 1)) for number in range(60)]
    rows = [
        f"Child {place},{date(2026, 11, 2) + number * DAY:%d/%m/%Y},09:00,{'late' if wrong else '16:00'},10:00-11:00"
        for number in range(40)
        for place in range(60)
        for wrong in [place == 7 and number % 10 == 3]
    ]
    headings = "Child,Date,Arrives,Leaves,Performs"

    found = pasted(*rows, headings=headings, children=children)

    assert len(found.lines) == 2_396
    # Row 1 is the headings: the child in place 7 on the fourth day is in row 2 + 3 × 60 + 7.
    assert [str(each) for each in found.problems] == [
        f"Row {row}, Leaves: “late” is no time, such as 14:30" for row in (189, 789, 1_389, 1_989)
    ]
    wrong = [f"{row},{rows[row - 2]}" for row in (189, 789, 1_389, 1_989)]
    assert found.to_correct == "\n".join([f"Row,{headings}", *wrong]) + "\n"
    corrected = read_schedule(found.to_correct.replace("late", "16:00"), children, after=found.lines)
    assert (len(corrected.lines), corrected.problems) == (4, ())


def test_a_quoted_cell_comes_back_as_it_was_typed():
    cell = '"10:00-11:00; =1+1, ""x"""'
    found = pasted(f"Ivy Marrow,5/12/2026,09:00,11:00,{cell}", headings="Child,Date,Arrives,Leaves,Performs")
    assert found.lines == ()
    assert found.to_correct == f"Row,Child,Date,Arrives,Leaves,Performs\n2,Ivy Marrow,5/12/2026,09:00,11:00,{cell}\n"


def test_a_row_that_comes_back_is_called_as_in_the_sheet_it_came_from_however_often_it_is_pasted():
    good = [f"Ivy Marrow,{day}/12/2026,09:00,11:00,," for day in range(1, 29)]
    first = pasted(*good, "Ivy Marrow,29/12/2026,late,11:00,,", "Ben Okoro,29/12/2026,09:00,soon,,")
    named = ["Row 30, Arrives: “late” is no time, such as 14:30", "Row 31, Leaves: “soon” is no time, such as 14:30"]
    assert [str(each) for each in first.problems] == named
    again = read_schedule(first.to_correct, [IVY, BEN])
    assert ([str(each) for each in again.problems], again.to_correct) == (named, first.to_correct)
    left = read_schedule(first.to_correct.replace("late", "09:00"), [IVY, BEN])
    assert ([str(each) for each in left.problems], [line.number for line in left.lines]) == (named[1:], [2])


@pytest.mark.parametrize("number", ["", "A", "-4", "²", "12345678"])
def test_a_row_that_brings_no_number_is_called_by_its_place_in_the_table(number):
    found = pasted(f"{number},Ivy Marrow,5/12/2026,late,11:00,", headings="Row,Child,Date,Arrives,Leaves,Performs")
    assert [str(each) for each in found.problems] == ["Row 2, Arrives: “late” is no time, such as 14:30"]


def test_a_row_with_something_under_no_heading_is_kept_to_be_put_right_and_says_what_that_is():
    row = "Ivy Marrow,5/12/2026,09:00,16:00,10:00-11:00,,,,,,no,,extra, more "
    found = pasted(row, "Ben Okoro,5/12/2026,09:00,11:00,,,,,,,no,,")
    assert [str(each) for each in found.problems] == [
        "Row 2, under no heading: “extra”, “more”. Put a cell that has a comma in it in quotation marks, or take out "
        "what is too much"
    ]
    assert ([line.child for line in found.lines], found.to_correct) == (["Ben Okoro"], f"Row,{HEADINGS}\n2,{row}\n")
    between = pasted("Ivy Marrow,x,5/12/2026,09:00,16:00,", headings="Child,,Date,Arrives,Leaves,Performs")
    assert [each.column for each in between.problems] == ["under no heading"]


def test_a_column_that_is_none_of_ours_is_named():
    found = pasted("Ivy Marrow,5/12/2026,09:00,11:00,,tall", headings="Child,Date,Arrives,Leaves,Performs,Remarks")
    assert (found.unknown, found.problems, len(found.lines)) == (("Remarks",), (), 1)


def test_a_good_table_has_nothing_to_correct():
    assert pasted("Ivy Marrow,5/12/2026,09:00,11:00,").to_correct == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The selected file is empty"),
        ("Child,Date,Arrives,Leaves\n", "The file does not have the column Performs"),
        (f"{HEADINGS}\n", "headings but no rows"),
        (f"{HEADINGS}\n" + "Ivy Marrow,5/12/2026,09:00,11:00,\n" * (MOST_ROWS + 1), "Paste at most 5,000 at a time"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_sentence(text, words):
    with pytest.raises(Unreadable, match=words):
        read_schedule(text, [IVY])
