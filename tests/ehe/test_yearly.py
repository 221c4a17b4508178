"""The yearly report: each child of the year once in every table; what is not known is said; small numbers stay."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from ehe import actions, pathway, yearly
from ehe.models import Reason, ToldBy
from ehe.yearly import HEADINGS, Yearly
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.people.models import Child, Enrolment, Vulnerability
from oxle.registers.models import ChildWeek
from oxle.schooldays.school_years import school_year_of
from oxle.schools.models import School
from tests import make
from tests.ehe.make import People, moment, told_of_home

BEFORE, IN_YEAR, LATER = date(2025, 6, 2), date(2025, 11, 3), date(2026, 3, 2)
ENDED = school_year_of(date(2025, 9, 1))
ON = date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch, db: None) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def at_home(people: People, child: Child, on: date = IN_YEAR, school: School | None = None, **told: Any) -> Case:
    details = told_of_home(**{"told_by": ToldBy.PARENT, **told})
    return actions.tell(child, school, told=details, by=people.officer, on=on, at=moment(on), origin="council")


def take(people: People, case: Case, *steps: tuple[Step, date]) -> None:
    for step, on in steps:
        case.refresh_from_db()
        cases.take(case, step, by=people.officer, on=on, at=moment(on), reason="So." if step.reason else "")


def recorded(child: Child, kind: str, from_on: date, to_on: date | None = None) -> None:
    Vulnerability.objects.create(child=child, kind=kind, from_on=from_on, to_on=to_on, source="Example")


def child_of(given: str) -> Child:
    return make.child(given, "Example", date(2013, 5, 6))


def some(by: str, found: Yearly | None = None) -> dict[str, int]:
    table = (found or yearly.yearly(ENDED, ON)).block.tables[by]
    return {group: count for group, count in table.items() if count}


def test_who_was_at_home_on_some_day_of_the_year_counts_once_and_by_how_it_ended(people: People) -> None:
    back, moved = at_home(people, child_of("Back"), BEFORE), at_home(people, child_of("Moved"))
    take(people, back, (pathway.CHECK_SAFETY, BEFORE), (pathway.RETURN, IN_YEAR))
    take(people, moved, (pathway.CHECK_SAFETY, IN_YEAR), (pathway.MOVE, LATER))
    # Closed only once the year was over, and told of only then.
    still = at_home(people, child_of("Still"))
    take(people, still, (pathway.CHECK_SAFETY, IN_YEAR), (pathway.RETURN, date(2026, 9, 14)))
    at_home(people, child_of("After"), date(2026, 9, 7))
    gone = at_home(people, child_of("Gone"), BEFORE)
    take(people, gone, (pathway.CHECK_SAFETY, BEFORE), (pathway.RETURN, date(2025, 8, 31)))
    take(people, at_home(people, child_of("Slip")), (pathway.MISTAKE, IN_YEAR))
    # Twice in the year, and one child.
    at_home(people, back.child, LATER)
    assert some("How it stood at the end") == {"Not closed": 2, "Closed: moved to another council": 1}
    assert some("When it began") == {"In the year": 3}


def test_what_is_recorded_counts_as_it_held_on_the_last_day_and_what_is_not_is_no_no(people: People) -> None:
    first, second, third = (child_of(one) for one in ("One", "Two", "Three"))
    for child in (first, second, third):
        at_home(people, child)
    recorded(first, "ehcp", LATER)
    recorded(first, "sen_support", BEFORE)
    recorded(first, "child_in_need", BEFORE)
    recorded(first, "section_47", ENDED.ends_on)
    recorded(second, "young_carer", BEFORE, ENDED.ends_on - timedelta(days=1))
    recorded(second, "gypsy_roma_traveller", BEFORE)
    recorded(third, "child_protection", ENDED.ends_on + timedelta(days=1))
    Child.objects.filter(pk=first.pk).update(ethnicity="Irish")
    found = yearly.yearly(ENDED, ON)
    assert some("Special educational needs", found) == {"Education, health and care plan": 1, "Nothing recorded": 2}
    assert some("Social care", found) == {"Child protection plan or enquiries": 1, "Nothing recorded": 2}
    assert some("Young carer", found) == {"Nothing recorded": 3}
    assert some("Gypsy, Roma or Traveller", found) == {"Recorded": 1, "Nothing recorded": 2}
    assert some("Ethnicity", found) == {"Irish": 1, "Not known": 2}


def week(child: Child, school: School, marks: str) -> None:
    """A week of marks at a school, two letters a session."""
    ChildWeek.objects.create(child=child, school=school, monday=date(2025, 10, 6), marks=marks)


def test_attendance_and_exclusion_are_those_of_the_year_before_at_the_last_school(people: People) -> None:
    School.objects.filter(pk=people.school.pk).update(area="North")
    people.school.refresh_from_db()
    for given, marks in (
        ("Ninety", "/ " * 9 + "O "), ("Half", "/ " * 5 + "I " * 5), ("Less", "/ " * 4 + "O " * 6),
        ("Excluded", "/ " * 5 + "E " * 5), ("Unmarked", ""),
    ):  # fmt: skip
        child = people.pupil(given)
        Enrolment.objects.filter(child=child).update(from_on=date(2024, 9, 2))
        if marks:
            week(child, people.school, marks)
        at_home(people, child, school=people.school)
    at_home(people, child_of("Never"), order_open=True)
    found = yearly.yearly(ENDED, ON)
    assert some("Attendance in the year before", found) == {
        "90% or more": 2, "50% to less than 90%": 1, "Less than 50%": 1, "Not known": 1, "No school that we know of": 1,
    }  # fmt: skip
    assert some("Exclusion in the year before", found) == {
        "A case of exclusions at that school, or sessions marked as excluded": 1, "None that we know of": 4,
        "No school that we know of": 1,
    }  # fmt: skip
    assert some("Area of the last school", found) == {"North": 5, "No school that we know of": 1}
    assert some("School Attendance Order", found) == {"Said to be in force when we were told": 1, "Neither": 5}


def test_what_was_handed_over_for_an_order_counts_in_the_year_in_which_it_was(people: People) -> None:
    case = at_home(people, child_of("Order"), BEFORE)
    take(people, case, (pathway.CHECK_SAFETY, BEFORE), (pathway.FIND_UNSUITABLE, BEFORE), (pathway.ORDER, LATER))
    assert some("School Attendance Order") == {"Handed over for one in the year": 1}
    for another in (BEFORE, ON):
        assert some("School Attendance Order", yearly.yearly(school_year_of(another), ON)) == {"Neither": 1}


def test_every_table_parts_the_same_children(people: People) -> None:
    for number, reason in enumerate((Reason.SEN, Reason.BULLYING, Reason.SEN)):
        at_home(people, child_of(f"No{number}"), reason=reason)
    block = yearly.yearly(ENDED, ON).block
    assert {by: sum(counts.values()) for by, counts in block.tables.items()} == dict.fromkeys(block.tables, 3)


def test_the_page_shows_the_numbers_as_they_are_and_the_file_withholds_the_small_ones(people: People) -> None:
    for number in range(6):
        child = child_of(f"No{number}")
        at_home(people, child)
        recorded(child, "young_carer" if number == 0 else "ehcp", BEFORE)
    browser = make.signed_in(people.officer)
    page = browser.get(reverse("ehe:report"))
    [carers] = [one["rows"] for one in page.context["tables"] if one["by"] == "Young carer"]
    assert (page.context["name"], page.context["total"], carers) == (
        "2025/26", 6, [("Recorded", 1), ("Nothing recorded", 5)],
    )  # fmt: skip
    file = browser.get(page.context["file_url"])
    read = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert tuple(read[0]) == HEADINGS
    shown = {(by, group): count for _, by, group, count in read[1:]}
    assert {shown["Young carer", group] for group in ("Recorded", "Nothing recorded")} == {"withheld"}
    assert (shown["Total", "All children"], shown["Special educational needs", "SEN support"]) == ("6", "0")
    assert "Example" not in file.content.decode()


def test_the_year_that_lasts_has_a_page_and_no_file_and_one_to_come_has_neither(people: People) -> None:
    at_home(people, child_of("Now"), date(2026, 9, 7))
    browser = make.signed_in(people.officer)
    page = browser.get(reverse("ehe:report_of", args=[2026]))
    assert (page.context["total"], page.context["until"], page.context["file_url"]) == (1, ON, "")
    assert browser.get(reverse("ehe:report_file", args=[2026])).status_code == 404
    assert [browser.get(reverse("ehe:report_of", args=[year])).status_code for year in ("2027", "x")] == [404, 404]
