"""A chaperone whom an application names by a number: looked up in our register, for the applicant and the officer."""

from datetime import date

import pytest

from licensing.applicants import queries, sections
from licensing.applicants.days import add, plain_children
from licensing.chaperones.queries import MISTYPED
from licensing.performances import panels
from licensing.performances.submitting import ChaperoneGiven
from licensing.performances.typed import ChaperoneLines, Wrong
from oxle.core.references import SIGNS
from tests import make
from tests.exclusions.make import calendar
from tests.licensing import chaperoning as tell
from tests.licensing import performing
from tests.licensing.applying import CHAPERONE, CHILD, again, came_in, errors, filled_in, send

ON = date(2026, 11, 16)
SLIP = MISTYPED[:1].upper() + MISTYPED[1:]
UNTIL = {"until_on_day": "31", "until_on_month": "12", "until_on_year": "2027"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-16T10:00")
    calendar()


@pytest.fixture
def number():
    """Of an approval that ends on the first of two Saturdays."""
    by = make.user("admin_officer")
    return tell.approved(ON, by=by, given="Mabel", family="Finch", until_on=date(2026, 12, 19)).chaperone.number


def mistyped(number):
    return number[:-1] + SIGNS[(SIGNS.index(number[-1]) + 1) % len(SIGNS)]


def found(number, name="Mabel Finch"):
    """What the applicant reads of the chaperone of two Saturdays, who is said to be approved until the end of 2027."""
    draft = filled_in(
        children={"items": [CHILD]}, chaperones={"items": [{**CHAPERONE, "name": name, "number": number}]}
    )
    table = "Child,Date,Arrives,Leaves,Performs,Chaperone\n" + "".join(
        f"Ivy Marrow,{day}/12/2026,09:00,11:00,09:30-10:30,{name}\n" for day in (19, 26)
    )
    answers = {
        **draft.answers,
        sections.DAYS: {"rows": add(draft.answers, table, plain_children(draft.answers)).new[-2:]},
    }
    findings = queries.days_of(answers, on=ON).findings
    return [(one.line, one.words) for one in findings if one.check.key == "chaperone"]


def test_the_applicant_reads_on_which_days_a_chaperone_of_our_register_is_approved_whatever_was_typed(number):
    assert found(number) == [(2, "the chaperone’s approval ended on 19 December 2026")]
    assert found(number.lower().replace("-", " ")) == [(2, "the chaperone’s approval ended on 19 December 2026")]
    assert found("FS/12") == []


def test_the_number_of_somebody_of_another_name_approves_nobody_for_the_applicant(number):
    words = "the chaperone is not among those approved"
    assert found(number, name="Kit Other") == [(1, words), (2, words)]


def test_a_number_with_a_slip_is_said_at_its_field_and_is_not_taken_for_another_councils(number):
    draft, browser = filled_in(), came_in()
    told = {"name": "Kit Other", "council": "Oxfordshire", **UNTIL}
    answer = send(browser, draft, "list/chaperones/add/", {**told, "number": mistyped(number)})
    assert errors(answer) == {"number": [SLIP]}
    assert 'value="Kit Other"' in answer.text
    assert send(browser, draft, "list/chaperones/add/", {**told, "number": "CH-204"}).status_code == 302
    assert [one.get("number", "") for one in sections.items(again(draft).answers, "chaperones")] == ["", "CH-204"]
    with pytest.raises(Wrong, match=MISTYPED):
        ChaperoneLines(label="").read(f"Kit Other, Oxfordshire, 31 12 2027, {mistyped(number)}")


def test_the_officer_reads_the_number_of_a_chaperone_and_what_our_register_says_of_it(number):
    child = make.child("Ida", "Example", date(2015, 3, 4), at=make.school())
    until_on = date(2027, 12, 31)
    entrant = performing.applied([child], [date(2026, 12, 19)], on=ON, chaperones=[
        ChaperoneGiven("Mabel Finch", "Oxfordshire", number, until_on),
        ChaperoneGiven("Kit Other", "Oxfordshire", number, until_on),
        ChaperoneGiven("Ash Far", "Farshire", "CH-204", until_on),
        ChaperoneGiven("Bee Near", "Farshire", "", until_on),
    ]).entrants.get()  # fmt: skip
    shown = {row["key"]: row["value"] for row in panels.rows_of(entrant)}
    assert shown["Chaperones"] == [
        f"Mabel Finch, approved by Oxfordshire, until 31 December 2027, number {number}: by our register approved "
        "until 19 December 2026",
        f"Kit Other, approved by Oxfordshire, until 31 December 2027, number {number}: our register has nobody of this "
        "name and number who is approved",
        "Ash Far, approved by Farshire, until 31 December 2027, number CH-204, which is none of our register",
        "Bee Near, approved by Farshire, until 31 December 2027",
    ]
