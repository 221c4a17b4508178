"""A number of days within a period, where the dates are not known: typed, and checked as if on whichever day."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensing.checking.performance import check
from licensing.checking.schedule import Among, Chaperone, Child, Impossible, Line, line
from licensing.checking.undated import on_day
from licensing.pasting import read_schedule
from licensing.performances import actions, changing, deciding, pathway, queries, rules, schedules
from licensing.performances.change_forms import cells_of
from licensing.performances.models import Entrant
from licensing.performances.submitting import LineGiven
from licensing.performances.undated import dated_finding, in_words, record_performed, why_unusual
from licensing.performances.wall_chart import chart_for
from oxle.cases.actions import take
from oxle.cases.models import Case, CaseLetter
from oxle.core.errors import Refused
from oxle.core.rules import change_rule
from oxle.correspondence.contents import html_of
from oxle.schooldays.counting import add_months
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.make import SATURDAY
from tests.licensing.performing import application, applied, as_it_is, given, parents_part
from tests.schooldays.calendars import CAL_A

DAY = timedelta(days=1)
FIRST = date(2027, 2, 1)
NINE_ON = date(2027, 4, 10)
IVY = Child("Ivy Marrow", date(2018, 4, 10))


def undated(
    here: tuple[int, int] = (540, 720), *, until: date = date(2027, 7, 31), days: int = 12, **more: Any
) -> Line:
    told = {"performing": [(570, 630)], "chaperone": "parent", **more}
    return line(told.pop("number", 1), told.pop("child", IVY.key), FIRST, here, among=Among(days, until), **told)


def keys(lines: list[Line], child: Child = IVY, **more: Any) -> list[str]:
    """What is over a limit."""
    return [one.check.key for one in check(lines, {child.key: child}, **more) if one.weight.name == "BREACH"]


def pasted(when: str) -> Any:
    return read_schedule(f"Child,Date,Arrives,Leaves,Performs\nIvy Marrow,{when},09:00,11:00,", [IVY])


@pytest.mark.parametrize("when", ["12 days from 1/2/2027 to 31/7/2027", "12 Days between 1 Feb 2027 and 31 7 2027"])
def test_a_number_of_days_of_a_period_is_typed_in_place_of_the_date(when):
    (read,) = pasted(when).lines
    assert (read.on, read.among) == (FIRST, Among(12, date(2027, 7, 31)))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("12 days from soon to 31/7/2027", "is no period, such as 12 days from 1/2/2027 to 31/7/2027"),
        ("12 days from 1/2/2027 to 31/1/2027", "the period ends before it begins"),
        ("3 days from 1/2/2027 to 2/2/2027", "3 days do not fit in a period of 2"),
        ("0 days from 1/2/2027 to 2/2/2027", "0 days do not fit in a period of 2"),
    ],
)
def test_a_period_that_cannot_be_is_named_at_its_date(when, words):
    (problem,) = pasted(when).problems
    assert (problem.column, words in problem.words) == ("Date", True)


def test_a_day_and_a_period_that_begins_on_it_are_two_lines():
    text = "Child,Date,Arrives,Leaves,Performs\nIvy Marrow,1/2/2027,09:00,11:00,\n"
    found = read_schedule(f"{text}Ivy Marrow,2 days from 1/2/2027 to 3/2/2027,09:00,11:00,", [IVY])
    assert (len(found.lines), found.problems) == (2, ())


@pytest.mark.parametrize(("until", "said"), [(add_months(FIRST, 6) - DAY, []), (add_months(FIRST, 6), ["period"])])
def test_a_period_is_of_at_most_six_months(until, said):
    assert keys([undated(until=until)]) == said


def test_what_a_line_would_break_on_any_day_of_its_period_it_breaks():
    # At eight hours and a half: too long until the ninth birthday.
    whole = {"meals": [(720, 765), (900, 945)], "breaks": [(660, 675)]}
    assert keys([undated((540, 1050), **whole)]) == ["at_place"]
    nine = Child(IVY.key, date(2018, 1, 31))
    assert keys([undated((540, 1050), **whole)], nine) == []


def test_the_kinds_of_day_that_are_looked_at_break_what_all_days_of_the_period_break():
    """Slowly, day by day: for ages, school days and the night on which the clocks go forward."""
    for here, more in [((540, 720), {}), ((540, 1050), {}), ((1380, 200), {"performing": [(1400, 100)]})]:
        of_period = undated(here, **more)
        found = set(keys([of_period]))
        slowly = set()
        for number in range(181):
            try:
                slowly |= set(keys([on_day(of_period, FIRST + number * DAY)]))
            except Impossible:
                continue
        assert found == slowly


@pytest.mark.parametrize(("calendar", "said"), [(CAL_A, ["lessons"]), (None, [])])
def test_a_period_that_begins_on_a_saturday_has_school_days_too(calendar, said):
    child = Child(IVY.key, IVY.born_on, calendar)
    fortnight = line(
        1, IVY.key, SATURDAY, (540, 720), performing=[(570, 630)], chaperone="parent",
        among=Among(3, SATURDAY + 13 * DAY),
    )  # fmt: skip
    assert keys([fortnight], child) == said
    slowly = {key for number in range(14) for key in keys([on_day(fortnight, SATURDAY + number * DAY)], child)}
    assert slowly == set(said)


def test_that_the_days_are_told_afterwards_is_said_of_the_line():
    (note,) = check([undated()], {IVY.key: IVY})
    assert note.weight.name == "NOTE"
    assert "12 days until 31 July 2027, told afterwards" in note.words


def test_a_chaperone_is_approved_until_the_last_day_of_the_period():
    (one,) = [undated(chaperone="Mabel Finch")]
    for until, said in ((date(2027, 7, 31), []), (date(2027, 7, 30), ["chaperone"])):
        assert keys([one], chaperones={"Mabel Finch": Chaperone("Mabel Finch", until)}) == said


@pytest.mark.parametrize(("count", "said"), [(12, []), (13, ["ratio"])])
def test_children_without_dates_count_together_as_on_the_same_day(count, said):
    children = {str(number): Child(str(number), date(2015, 1, 1)) for number in range(count)}
    lines = [undated(number=number, child=key, chaperone="Mabel Finch") for number, key in enumerate(children)]
    found = [one.check.key for one in check(lines, children) if one.weight.name == "BREACH"]
    assert found == said


def test_a_dated_line_is_checked_as_before_beside_one_without_a_date():
    dated = line(2, IVY.key, FIRST, (360, 540), chaperone="parent")
    assert keys([undated(), dated]) == keys([dated]) == ["earliest"]


# --- of a child that we hold ---------------------------------------------------------------------------------

ON = date(2026, 11, 16)
AT = moment(ON)
UNTIL = date(2027, 7, 31)


@pytest.fixture
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def officer(_now: None, db: None) -> Any:
    return make.user("admin_officer")


@pytest.fixture
def entrant(officer: Any) -> Entrant:
    """A child of a film, twelve days of which have no date yet."""
    referrals.calendar()
    child = make.child("Ida", "Example", date(2015, 5, 6), at=make.school(), upn="H801200001001")
    make.address(make.parent(child, "Robin", "Example", parental_responsibility=True))
    told = given(child)
    whole = application([told], [LineGiven(undated(child=told.key, chaperone="Kit Chaperone"), 0)])
    film = replace(whole, production=replace(whole.production, nature="film"))
    return actions.submit(film, on=ON, at=AT).entrants.get()


def granted(entrant: Entrant, by: Any) -> Case:
    actions.parent_says(entrant.case, parents_part(), by=None, on=ON, at=AT)
    take(entrant.case, pathway.CHECK, by=by, on=ON, at=AT)
    why = "A tutor comes on whichever of them is a school day."
    data = {"from_on": FIRST, "until_on": UNTIL, "conditions": "", "over_limits": why, "host": ""}
    facts = {pathway.UNTIL_ON.key: UNTIL.isoformat()}
    deciding.grant(entrant.case, pathway.GRANT, data=data, by=by, on=ON, at=AT, facts=facts, reason="")
    return entrant.case


def tells(case: Case, by: Any, *days: date, on: date = date(2027, 3, 1)) -> Any:
    case.refresh_from_db()
    data = {"line": "1", "days": list(days)}
    return record_performed(case, pathway.PERFORMED, data=data, by=by, on=on, at=moment(on), reason="")


def test_a_line_without_a_date_is_kept_with_its_period_and_lacks_nothing(entrant):
    row = entrant.every_line.get()
    assert (row.on, row.days, row.until_on, entrant.last_on) == (FIRST, 12, UNTIL, UNTIL)
    assert [one for one in queries.lacking_of(entrant) if "part has not come" not in one] == []
    assert (list(entrant.schedule), list(entrant.to_come(UNTIL)), list(entrant.to_come(UNTIL + DAY))) == ([], [row], [])
    assert queries.performed_on(entrant) == []


def test_a_period_of_another_production_is_no_day_on_which_the_child_is_elsewhere(entrant, officer):
    granted(entrant, officer)
    other = applied([entrant.case.child], [FIRST], on=ON, at=AT).entrants.get()
    assert (queries.elsewhere_on_its_days(other), queries.performed_on(other)) == ([], [])
    assert queries.elsewhere_of(other.production, [other]) == []
    tells(entrant.case, officer, FIRST)
    assert [one.on for one in queries.elsewhere_on_its_days(other)] == queries.performed_on(other) == [FIRST]


def test_the_licence_says_how_many_days_of_which_period_and_that_each_is_told(entrant, officer):
    case = granted(entrant, officer)
    link = CaseLetter.objects.get(case=case, letter__kind="licensing.licence", party__role="applicant")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_of(link.letter, on=ON, address="")))
    assert "12 days, each below with its times" in text
    assert "12 days from 1 February 2027 to 31 July 2027, each told to us once it is over" in text


def test_days_that_are_told_count_against_the_number_and_one_too_many_is_received_and_said(entrant, officer):
    case = granted(entrant, officer)
    days = [FIRST + number * DAY for number in range(12)]
    tells(case, officer, *days[:11])
    (said,) = in_words(entrant, ON)
    assert (said["is_over"], "11 told so far (1 February 2027, 2 February 2027" in said["words"]) == (False, True)
    tells(case, officer, days[11])
    assert in_words(entrant, ON)[0]["is_over"] is False
    tells(case, officer, date(2027, 2, 20))
    assert "These are more than 12." in in_words(entrant, ON)[0]["words"]
    # Each is checked as every day is: twelve in a row are too many.
    assert "days_in_a_row" in [one.check.key for one in queries.findings_of(entrant, ON)]


def test_a_day_outside_the_period_is_received_and_said(entrant, officer):
    case = granted(entrant, officer)
    tells(case, officer, FIRST - DAY)
    assert in_words(entrant, ON)[0]["words"].endswith("Not within the period: 31 January 2027.")


def test_a_day_that_is_to_come_or_was_told_before_is_refused(entrant, officer):
    case = granted(entrant, officer)
    with pytest.raises(Refused, match="2 March 2027 was still to come then"):
        tells(case, officer, date(2027, 3, 2))
    tells(case, officer, FIRST)
    with pytest.raises(Refused, match="1 February 2027 was told before"):
        tells(case, officer, FIRST)
    assert len(entrant.schedule) == 1


def test_a_licence_of_dates_is_asked_for_no_days(entrant, officer):
    case = granted(entrant, officer)
    assert dated_finding(case, None, ON) is None
    entrant.every_line.update(days=None, until_on=None)
    assert dated_finding(case, None, ON) == "Every day of this licence has a date."


@pytest.mark.parametrize(("nature", "usual"), [("film", True), ("television", True), ("theatre", False)])
def test_days_without_a_date_are_for_films_and_broadcasts_unless_the_setting_says_more(officer, nature, usual):
    assert (why_unusual(nature, ON) == "") is usual
    change_rule(rules.UNDATED_FOR, "film, television, theatre", from_on=ON, reason="Read by us.")
    assert why_unusual(nature, ON) == ""


def test_an_amendment_shows_the_period_as_it_is_typed_and_leaves_what_was_told(entrant, officer):
    case = granted(entrant, officer)
    tells(case, officer, FIRST)
    assert cells_of(entrant, entrant.every_line.get(number=1))[1] == "12 days from 1/2/2027 to 31/7/2027"
    lines = [one for one in schedules.lines_of([entrant]) if one.among]
    changing.change(changing.held(case), {**as_it_is(case), "lines": lines}, at=AT)
    kept = entrant.every_line.order_by("number").values_list("on", "until_on")
    assert list(kept) == [(FIRST, UNTIL), (FIRST, None)]


def test_the_chart_names_a_child_without_dates_below_and_draws_no_week(entrant, officer):
    chart = chart_for(officer, entrant.production, on=ON)
    assert (chart.weeks, chart.conflicts) == ([], 0)
    assert chart.undated == [("Ida Example", "12 days from 1 February 2027 to 31 July 2027, 09:00 to 12:00")]
