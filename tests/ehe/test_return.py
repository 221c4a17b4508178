"""The termly return: each child once, on the day or only before it; small numbers do not leave the service."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cme import actions as missing_actions
from cme import pathway as tracking
from cme.models import Cause, Source
from ehe import actions, national_year, pathway
from ehe.models import Reason, ToldBy
from ehe.national_year import COLUMNS, LastSchool, kind_of, line, rounded, share
from oxle.accounts.permissions import read
from oxle.cases import actions as cases
from oxle.cases import duties, handing
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.cases.national_return import (
    EARLIER,
    LENGTH,
    LONGER,
    ON_DAY,
    REASON,
    SEX,
    UP_TO,
    YEAR,
    Block,
    Return,
    return_of,
)
from oxle.cases.pathways import Step
from oxle.people.models import Child
from oxle.schooldays.school_years import school_year_of
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import People, moment, told_of_home

DAY = date(2026, 10, 1)
SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "national-statistics"
INVENTED = Path(__file__).parents[1] / "data" / "home_education_year_invented.csv"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, db: None) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def at_home(people: People, child: Child, on: date, **told: object) -> Case:
    """A child of whom the council was told on a day, who was never on a roll."""
    details = told_of_home(told_by=ToldBy.PARENT, **told)
    return actions.tell(child, None, told=details, by=people.officer, on=on, at=moment(on), origin="council")


def taken(people: People, case: Case, *steps: tuple[Step, date]) -> None:
    for step, on in steps:
        case.refresh_from_db()
        reason = "For good reasons." if step.reason else ""
        cases.take(case, step, by=people.officer, on=on, at=moment(on), reason=reason)


def counted(day: date = DAY) -> Return:
    return return_of(duties.duty("ehe"), day)


def some(table: dict[str, int]) -> dict[str, int]:
    return {group: count for group, count in table.items() if count}


def totals(day: date = DAY) -> dict[str, int]:
    return {block.name: block.total for block in counted(day).blocks}


def test_a_child_counts_by_sex_year_group_length_and_reason(people: People) -> None:
    child = make.child("Jo", "Example", date(2013, 5, 6))
    Child.objects.filter(pk=child.pk).update(sex="F")
    at_home(people, child, date(2026, 9, 10), reason=Reason.BULLYING)
    at_home(people, make.child("Li", "Example", date(2011, 5, 6)), date(2026, 3, 2), reason=Reason.UNKNOWN)
    now, earlier = counted().blocks
    assert (now.total, earlier.total) == (2, 0)
    assert some(now.tables[SEX]) == {"Female": 1, "Not known": 1}
    assert some(now.tables[YEAR]) == {"Year 9": 1, "Year 11": 1}
    assert some(now.tables[LENGTH]) == {UP_TO: 1, LONGER: 1}
    assert some(now.tables[REASON]) == {Reason.BULLYING.label: 1, Reason.UNKNOWN.label: 1}


def test_the_day_itself_counts_and_the_day_after_does_not(people: People) -> None:
    at_home(people, make.child("On", "Day", date(2013, 5, 6)), DAY)
    at_home(people, make.child("Day", "After", date(2013, 5, 6)), date(2026, 10, 2))
    assert totals() == {ON_DAY: 1, EARLIER: 0}


def test_who_ended_within_the_year_counts_only_earlier_and_who_ended_before_it_not_at_all(people: People) -> None:
    for name, told_on, ended_on in (
        ("Within", date(2025, 11, 3), date(2026, 9, 30)),
        ("Before", date(2025, 5, 1), date(2025, 9, 30)),
    ):
        case = at_home(people, make.child(name, "Year", date(2013, 5, 6)), told_on)
        taken(people, case, (pathway.CHECK_SAFETY, told_on), (pathway.RETURN, ended_on))
    assert totals() == {ON_DAY: 0, EARLIER: 1}


def test_a_child_who_came_back_to_home_education_is_one_child(people: People) -> None:
    child = make.child("Once", "Only", date(2013, 5, 6))
    first = at_home(people, child, date(2026, 1, 5))
    taken(people, first, (pathway.CHECK_SAFETY, first.opened_on), (pathway.RETURN, date(2026, 4, 20)))
    at_home(people, child, date(2026, 9, 7))
    assert totals() == {ON_DAY: 1, EARLIER: 0}


def test_who_was_found_not_suitably_taught_counts_with_missing_education_from_then(people: People) -> None:
    case = at_home(people, make.child("Not", "Suitable", date(2013, 5, 6)), date(2026, 6, 1))
    taken(
        people, case, (pathway.CHECK_SAFETY, date(2026, 6, 2)), (pathway.FIND_UNSUITABLE, date(2026, 9, 21)),
        (pathway.FIND_SUITABLE, date(2026, 10, 12)),
    )  # fmt: skip
    assert totals() == {ON_DAY: 0, EARLIER: 1}
    assert totals(date(2026, 5, 21)) == {ON_DAY: 0, EARLIER: 0}
    found = case.events.get(step="find_unsuitable")
    at = moment(date(2026, 10, 12))
    cases.correct(found, by=people.officer, on=date(2026, 10, 5), at=at, reason="Another day")
    assert totals() == {ON_DAY: 1, EARLIER: 0}


def missing(day: date = DAY) -> Return:
    return return_of(duties.duty("cme"), day)


def test_who_was_found_not_suitably_taught_counts_as_missing_at_once_and_is_in_no_gap_until_accepted(
    people: People,
) -> None:
    case = at_home(people, make.child("In", "Between", date(2013, 5, 6)), date(2026, 6, 1))
    taken(people, case, (pathway.CHECK_SAFETY, date(2026, 6, 2)))
    case.refresh_from_db()
    found_on = date(2026, 9, 21)
    actions.find_unsuitable(
        case, pathway.FIND_UNSUITABLE, data={}, by=people.officer, on=found_on, at=moment(found_on), reason="Nothing.",
        facts={}, version=case.version,
    )  # fmt: skip
    now, earlier = missing().blocks
    assert (now.total, earlier.total) == (1, 0)
    assert some(now.tables[REASON]) == {Cause.UNSUITABLE_HOME.label: 1}
    assert some(now.tables[LENGTH]) == {UP_TO: 1}
    assert [block.total for block in missing(date(2026, 5, 21)).blocks] == [0, 0]
    # Once it is accepted the case of that duty counts, and the child is counted once.
    told = {"cause": Cause.UNSUITABLE_HOME, "last_known": "At home.", "concern": False, "concern_words": ""}
    waits = HandOver.objects.get(to_duty="cme")
    assert waits.message is not None
    accepted_on, officer = date(2026, 10, 12), make.user("tracking_officer")
    handing.accept(
        waits.message, data=told, by=officer, on=accepted_on, at=moment(accepted_on), version=waits.message.version
    )
    now, earlier = missing().blocks
    assert (now.total, earlier.total, some(now.tables[LENGTH])) == (1, 0, {UP_TO: 1})
    assert totals() == {ON_DAY: 0, EARLIER: 1}
    # Who is at a school since counts no more, also while the officers for home education have not closed theirs.
    opened, manager = Case.objects.get(duty="cme"), make.user("manager")
    for step, by in ((tracking.CLEAR, officer), (tracking.PROPOSE, officer), (tracking.AGREE, manager)):
        opened.refresh_from_db()
        on, facts = date(2026, 9, 28), {"back_on": "2026-09-28"} if step is tracking.PROPOSE else {}
        cases.take(opened, step, by=by, on=on, at=moment(accepted_on), reason="At a school.", facts=facts)
    assert [block.total for block in missing().blocks] == [0, 1]


def test_who_was_handed_over_to_a_case_that_was_opened_later_counts_as_missing_from_what_was_found_on(
    people: People,
) -> None:
    child = make.child("Told", "Meanwhile", date(2013, 5, 6))
    case = at_home(people, child, date(2026, 6, 1))
    taken(people, case, (pathway.CHECK_SAFETY, date(2026, 6, 2)))
    case.refresh_from_db()
    found_on, opened_on, officer = date(2026, 9, 21), date(2026, 10, 12), make.user("tracking_officer")
    actions.find_unsuitable(
        case, pathway.FIND_UNSUITABLE, data={}, by=people.officer, on=found_on, at=moment(found_on), reason="Nothing.",
        facts={}, version=case.version,
    )  # fmt: skip
    # Before anybody accepts it a neighbour tells of the child, and it is added to that case.
    told = told_of_missing(opened_on, source=Source.PUBLIC, last_attended_on=None)
    already = missing_actions.refer(child, None, told=told, by=officer, on=opened_on, at=moment(opened_on))
    waits = HandOver.objects.get(to_duty="cme").message
    assert waits is not None
    said = {"said": "Unsuitable.", "concern": False, "concern_words": ""}
    handing.accept(
        waits, data=said, by=officer, on=opened_on, at=moment(opened_on), version=waits.version, already=already
    )
    now, earlier = missing().blocks
    assert (now.total, earlier.total, some(now.tables[REASON])) == (1, 0, {Cause.UNSUITABLE_HOME.label: 1})
    # From then on that case counts, and the child once.
    now, earlier = missing(date(2026, 11, 1)).blocks
    assert (now.total, earlier.total, some(now.tables[REASON])) == (1, 0, {Cause.MOVED.label: 1})


def test_who_was_found_suitably_taught_again_before_anybody_accepted_counts_as_missing_only_earlier(
    people: People,
) -> None:
    case = at_home(people, make.child("Back", "Again", date(2013, 5, 6)), date(2026, 6, 1))
    taken(
        people, case, (pathway.CHECK_SAFETY, date(2026, 6, 2)), (pathway.FIND_UNSUITABLE, date(2026, 9, 7)),
        (pathway.FIND_SUITABLE, date(2026, 9, 21)),
    )  # fmt: skip
    assert [block.total for block in missing().blocks] == [0, 1]
    assert totals() == {ON_DAY: 1, EARLIER: 0}


def test_what_was_entered_by_mistake_never_counts(people: People) -> None:
    case = at_home(people, make.child("By", "Mistake", date(2013, 5, 6)), date(2026, 9, 7))
    taken(people, case, (pathway.MISTAKE, date(2026, 10, 20)))
    assert totals() == {ON_DAY: 0, EARLIER: 0}


def test_nobody_outside_compulsory_school_age_counts(people: People) -> None:
    at_home(people, make.child("Too", "Young", date(2022, 1, 5)), date(2026, 9, 7))
    assert totals() == {ON_DAY: 0, EARLIER: 0}
    # Until 26 June 2026 this one was of that age, and counted.
    at_home(people, make.child("Over", "Age", date(2010, 1, 5)), date(2026, 6, 1))
    assert totals() == {ON_DAY: 0, EARLIER: 1}


def block(**tables: dict[str, int]) -> Block:
    return Block(ON_DAY, sum(next(iter(tables.values())).values()), tables)


def test_small_numbers_do_not_leave_with_what_would_give_them_away() -> None:
    one = block(sex={"F": 3, "M": 12, "U": 30}, year={"Year 9": 20, "Year 10": 25})
    assert one.shown() == {"sex": {"F": None, "M": None, "U": 30}, "year": {"Year 9": 20, "Year 10": 25}}
    assert one.shown_total == 45


def test_a_total_is_withheld_where_one_table_would_give_a_small_number_away_beside_it() -> None:
    one = block(sex={"F": 3, "M": 3}, year={"Year 9": 1, "Year 10": 1, "Year 11": 4})
    assert one.shown_total == 6
    assert block(sex={"F": 2, "M": 0}, year={"Year 9": 2}).shown_total is None
    assert block(sex={"F": 6}, length={"short": 3, "long": 3}, year={"Y": 2, "Z": 4}).shown_total == 6
    assert block(sex={"F": 8}, length={"short": 4, "long": 4}).shown_total is None


def test_the_file_holds_no_small_number_and_no_name(people: People) -> None:
    for number in range(9):
        child = make.child("Unmistakable", f"Pupil{number}", date(2013, 5, 6))
        Child.objects.filter(pk=child.pk).update(sex="F" if number < 2 else "M")
        at_home(people, child, date(2026, 9, 7))
    client = make.signed_in(people.officer)
    answer = client.get("/ehe/return/2026-10-01/file/")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = {(row["counted"], row["by"], row["group"]): row["children"] for row in rows}
    assert found[ON_DAY, "Sex", "Female"] == "withheld" == found[ON_DAY, "Sex", "Male"]
    assert found[ON_DAY, "Total", "All children"] == "9" == found[ON_DAY, "Year group", "Year 9"]
    assert all(row["children"] == "withheld" or int(row["children"]) not in range(1, 5) for row in rows)
    assert "Pupil" not in answer.content.decode()


@pytest.mark.parametrize("address", ["2026-10-02", "2027-01-21", "nonsense", "2026-13-01"])
def test_only_a_census_day_that_has_been_has_a_return(people: People, address: str) -> None:
    client = make.signed_in(people.officer)
    assert client.get(f"/ehe/return/{address}/").status_code == 404


def test_a_year_that_is_not_over_is_no_file(people: People) -> None:
    client = make.signed_in(people.officer)
    assert [client.get(f"/ehe/years/{year}/").status_code for year in (2025, 2026, 999999999999999)] == [200, 404, 404]


def test_who_left_at_the_end_of_year_11_counts_in_that_year_and_only_earlier(people: People) -> None:
    child = make.child("Leaver", "Example", date(2010, 3, 1))
    at_home(people, child, date(2026, 2, 2))
    on_day, earlier = counted().blocks
    assert (on_day.total, earlier.total) == (0, 1)
    assert earlier.tables[YEAR]["Year 11"] == 1


def test_the_return_shows_only_the_duties_one_may_read(people: People) -> None:
    assert not people.officer.can(read("cme"))
    client = make.signed_in(people.officer)
    assert [one["name"] for one in client.get("/ehe/return/").context["returns"]] == ["Elective home education"]
    client = make.signed_in(make.user("manager"))
    assert len(client.get("/ehe/return/").context["returns"]) == 2


# --- a year in the columns of the national file --------------------------------------------------------------------


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "low"), (4, "low"), (5, "10"), (14, "10"), (15, "20")])
def test_a_number_is_rounded_as_in_the_national_file(count: int, shown: str) -> None:
    assert rounded(count) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [("60", "120", "50"), ("low", "120", "low"), ("0", "120", "0"), ("10", "2500", "low")]
)
def test_a_share_is_taken_of_rounded_numbers(part: str, whole: str, shown: str) -> None:
    assert share(part, whole) == shown


@pytest.mark.parametrize(
    ("school", "told_by", "kind"),
    [
        (None, "parent", "none"),
        (None, "authority", "ehe"),
        (LastSchool("Academy converter", "secondary", True, False), "school", "acad"),
        (LastSchool("Free schools special", "not_applicable", True, True), "school", "spec"),
        (LastSchool("Free schools alternative provision", "not_applicable", True, False), "school", "ap"),
        (LastSchool("Free schools", "primary", True, False), "school", "free"),
        (LastSchool("Pupil referral unit", "not_applicable", False, False), "school", "pru"),
        (LastSchool("Other independent school", "not_applicable", False, False), "school", "ind"),
        (LastSchool("Local authority nursery school", "nursery", False, False), "school", "ey"),
        (LastSchool("Community school", "primary", False, False), "school", "lamain"),
        (LastSchool("", "primary", False, False), "school", "else_unk"),
    ],
)  # fmt: skip
def test_of_which_kind_the_last_school_was(school: LastSchool | None, told_by: str, kind: str) -> None:
    assert kind_of(school, told_by) == kind


def faults(rows: Iterator[list[str]]) -> list[str]:
    """What in a file is not as ours is: its columns, and numbers that are neither rounded nor signs."""
    found = [] if tuple(next(rows)) == COLUMNS else ["columns"]
    first = COLUMNS.index("ehe_starts_full_year")
    for row in rows:
        for name, cell in zip(COLUMNS[first:], row[first:], strict=True):
            shares = name.endswith("_pc")
            good = cell in {"low", "x"} or (cell.isdigit() and ((shares and int(cell) <= 100) or int(cell) % 10 == 0))
            found += [] if good else [f"{name}: {cell}"]
    return found


@pytest.mark.django_db
def test_our_year_has_the_shape_of_the_national_file(people: People) -> None:
    for number in range(7):
        case = at_home(people, make.child("Jo", f"Example{number}", date(2013, 5, 6)), date(2025, 10, 6))
        if number < 5:
            taken(people, case, (pathway.CHECK_SAFETY, date(2025, 10, 7)), (pathway.RETURN, date(2026, 2, 2)))
    year = school_year_of(date(2025, 9, 1))
    ours = national_year.line_of("Exampleshire", year)
    assert faults(iter([list(COLUMNS), ours])) == []
    found = dict(zip(COLUMNS, ours, strict=True))
    assert (found["time_period"], found["la_name"]) == ("202526", "Exampleshire")
    assert (found["ehe_starts_full_year"], found["ehe_schtype_none"], found["ehe_schtype_none_pc"]) == (
        "10",
        "10",
        "100",
    )
    assert (found["ehe_anytime_full_year"], found["ehe_returns_full_year"], found["ehe_leave"]) == ("10", "10", "x")


def test_an_invented_national_file_has_our_shape() -> None:
    with INVENTED.open(newline="", encoding="utf-8") as file:
        assert faults(csv.reader(file)) == []


def test_what_is_not_our_shape_is_found() -> None:
    ours = line("Exampleshire", school_year_of(date(2025, 9, 1)), {"acad": 30}, 40, 3)
    wrong = [*ours[:-1], "7"]
    assert faults(iter([list(COLUMNS), wrong])) == ["ehe_sao_revoked_full_year: 7"]
    assert faults(iter([list(COLUMNS[::-1])])) == ["columns"]


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_the_national_file_has_our_shape() -> None:
    [path] = SHARED.glob("ehe_academic_year_*.csv")
    with path.open(newline="", encoding="utf-8-sig") as file:
        assert faults(csv.reader(file)) == []
