"""The school of a child of an application: one that we do not know is said, and never taken for none at all."""

from datetime import UTC, date, datetime

import pytest

from licensing.applicants import days, queries, sending, tables
from oxle.accounts.models import Organisation
from oxle.schooldays.models import Calendar, Term
from oxle.schools.models import School
from tests import make
from tests.licensing.applying import CHILD, OTHER, ROWS, came_in, filled_in, of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
ON = AT.date()
MONDAY, SATURDAY = (["Ivy Marrow", on, *ROWS[0][2:]] for on in ("7/12/2026", "12/12/2026"))
EVENING = ["Ivy Marrow", "7/12/2026", "18:00", "19:00", "18:00-19:00", *ROWS[0][5:]]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


def school(name: str, urn: str, **values: object) -> School:
    """A school with terms of its own."""
    calendar = Calendar.objects.create(name=f"Term dates of {urn}")
    Term.objects.create(calendar=calendar, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18))
    made = make.school(f"School {urn}", urn=urn, calendar=calendar)
    Organisation.objects.filter(pk=made.organisation_id).update(name=name)
    School.objects.filter(pk=made.pk).update(**values)
    return made


def found(typed: str, *rows: list[str]) -> days.Days:
    """What is found of lines of a child whose school was typed so."""
    draft = filled_in(children={"items": [{**CHILD, "school": typed}]}, days={"rows": list(rows)})
    return queries.days_of(draft.answers, on=ON)


def test_no_line_on_a_weekday_is_within_the_limits_while_the_school_is_not_known() -> None:
    read = found("Nobody’s School", MONDAY, EVENING, SATURDAY)
    assert [(one.line, one.weight.value, one.words) for one in read.findings] == [
        (
            line,
            "Cannot be told",
            "whether this is a school day cannot be told: the child’s school is not one that we know",
        )
        for line in (1, 2)
    ]
    said = [row.said for row in tables.line_rows(read, str)]
    assert said == ["Cannot be told (1)", "Cannot be told (1)", "Within the limits"]


def test_a_child_who_goes_to_no_school_misses_none() -> None:
    assert found(" ", MONDAY).findings == ()


def test_of_several_schools_of_one_name_the_open_one_is_meant() -> None:
    school("St Mary’s School", "100001", status="closed", closed_on=date(2025, 8, 31))
    academy = school("St Mary’s School", "100002")
    assert queries.schools_called(["st mary’s school"], on=ON) == {"st mary’s school": academy}
    assert queries.schools_called(["100001"], on=ON)["100001"].urn == "100001"
    assert [one.check.key for one in found("St Mary’s School", MONDAY).findings] == ["lessons"]


def test_of_two_open_schools_of_one_name_none_is_taken() -> None:
    school("St Mary’s School", "100001")
    school("St Mary’s School", "100002")
    assert [one.check.key for one in found("St Mary’s School", MONDAY).findings] == ["school_day"]


def test_a_school_that_we_do_not_know_is_said_at_its_child_and_before_sending() -> None:
    school("One School", "100001")
    listed = [{**CHILD, "school": "Nobody’s School"}, {**OTHER, "school": "100001"}]
    draft, browser = filled_in(children={"items": listed}), came_in()
    page = browser.get(of(draft, "list/children/")).content.decode()
    assert page.count("School not found") == 1
    assert page.index("Nobody’s School") < page.index("School not found") < page.index("Ben Okoro</h2>")
    check = browser.get(of(draft, "check/")).content.decode()
    assert "We do not know the school of 1 child by what you typed" in check


def test_what_is_sent_names_the_open_school_and_an_unknown_one_as_it_was_typed() -> None:
    school("One School", "100001", status="closed", closed_on=date(2025, 8, 31))
    school("One School", "100002")
    listed = [{**CHILD, "school": "one school"}, {**OTHER, "school": "Nobody’s School"}]
    told = sending.application_of(filled_in(children={"items": listed}), on=ON).children
    assert [(one.urn, one.school_name) for one in told] == [("100002", ""), ("", "Nobody’s School")]
