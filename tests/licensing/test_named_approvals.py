"""An application for performances names an approval of the organisation (BOPA) by its number, and it is looked up."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from licensing.applicants import approval
from licensing.bodies import named, pathway
from licensing.bodies.models import BodyApproval
from licensing.performances import actions, standing
from licensing.performances.models import Production
from oxle.cases.actions import take
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing import organising
from tests.licensing.applying import CHILD, OTHER, PRODUCTION, WHOLE, again, came_in, errors, filled_in, send
from tests.licensing.performing import application, day, given

ON = date(2026, 11, 16)
LAST = ON + timedelta(180)
DAY = timedelta(days=1)
AT = moment(ON)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    referrals.calendar()


@pytest.fixture
def officer() -> Any:
    return make.user("admin_officer")


@pytest.fixture
def body(officer: Any) -> Any:
    """The case of an organisation that is approved from the 16th of November for half a year."""
    return organising.approved(ON, by=officer, organisation="Example Players", conditions="Two adults.\nA register.")


@pytest.fixture
def number(body: Any) -> str:
    return str(body.body_approval.number)


def misread(number: str) -> str:
    """The number with another last sign but one: its check fails."""
    other = "A" if number[-2] != "A" else "B"
    return number[:-2] + other + number[-1]


def test_a_number_of_ours_is_kept_as_we_write_it_however_it_is_typed(number):
    draft, browser = filled_in(), came_in()
    typed = number.lower().replace("-", " ")
    assert send(browser, draft, "production/", {**PRODUCTION, "body_number": typed}).status_code == 302
    assert again(draft).answers["production"]["body_number"] == number


def test_a_number_that_is_mistyped_or_that_we_never_gave_is_said_at_its_field_and_nothing_is_lost(number):
    draft, browser = filled_in(), came_in()
    for typed, words in [
        (misread(number), named.NO_NUMBER), ("BOPA 7", named.NO_NUMBER), ("CH-7K4M-2QX6", named.NO_NUMBER),
    ]:  # fmt: skip
        answer = send(browser, draft, "production/", {**PRODUCTION, "name": "Another", "body_number": typed})
        assert errors(answer) == {"body_number": [words]}
        assert 'value="Another"' in answer.text
        assert f'value="{typed}"' in answer.text
    BodyApproval.objects.update(number=None, approved_on=None, approved_by=None, from_on=None, until_on=None)
    answer = send(browser, draft, "production/", {**PRODUCTION, "body_number": number})
    assert errors(answer) == {"body_number": [named.UNKNOWN]}
    assert again(draft).answers["production"] == PRODUCTION


def told(number: str, *children: Any, days: Any = (ON,), kind: str = "theatre") -> str:
    """What the applicant is told before they send it."""
    production = {**PRODUCTION, "body_number": number, "kind": kind}
    return approval.in_words({**WHOLE, "production": production, "children": {"items": list(children)}}, days)


UNPAID = {**CHILD, "earnings": ""}


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((ON, LAST), "covers these days"),
        ((ON - DAY, LAST), "It holds from 16 November 2026 to 15 May 2027, and not on 15 November 2026."),
        (
            (ON, LAST + DAY, LAST + 2 * DAY),
            "It holds from 16 November 2026 to 15 May 2027, and not on 16 May 2027 and 1 more.",
        ),
    ],
)
def test_it_covers_the_days_from_its_first_to_its_last_and_no_other(number, days, words):
    assert words in told(number, UNPAID, days=days)


def test_it_covers_nobody_who_is_paid(number):
    assert told(number, UNPAID).endswith("needs no licence: you need not apply for them.")
    assert told(number, UNPAID, OTHER).endswith("1 child is paid, and each needs one.")
    assert "somebody is paid for this" in told(number, CHILD, OTHER)
    assert "somebody is paid for this" in told(number, UNPAID, kind="sport")


def test_from_the_day_of_its_revocation_it_covers_nothing(number, body, officer):
    take(body, pathway.REVOKE, by=officer, on=ON + DAY, at=moment(ON + DAY), reason="No register was kept.")
    assert "It holds from 16 November 2026 to 16 November 2026, and not on 17 November 2026." in told(
        number, UNPAID, days=(ON, ON + DAY)
    )
    assert "covers these days" in told(number, UNPAID, days=(ON,))


def test_the_applicant_is_told_before_sending_and_can_send_it_all_the_same(number):
    unpaid = {"items": [UNPAID, {**OTHER, "earnings": ""}]}
    draft = filled_in(production={**PRODUCTION, "body_number": number}, children=unpaid)
    browser = came_in()
    assert f"The approval {number} covers these days." in browser.get(f"/licensing/apply/{draft.key}/check/").text
    sent = {"declared_by": "Robin Example", "true": "on", "records": "on"}
    assert send(browser, draft, "check/", sent).status_code == 302
    assert Production.objects.get().body_number == number


def entrant(number: str, on: date, *, paid: bool = False, organisation: str = "Example Players") -> Any:
    """A child of an application that names an approval by its number."""
    child = given(make.child("Ida", "Example", date(2015, 3, 4)))
    child = child if paid else replace(child, earnings=None)
    bare = application([child], [day(1, child, on)])
    production = replace(bare.production, body_number=number)
    applicant = replace(bare.applicant, organisation=organisation)
    made = actions.submit(replace(bare, production=production, applicant=applicant), on=ON, at=AT)
    return made.entrants.get()


def test_the_officer_sees_whose_approval_it_is_whether_it_helps_and_its_conditions(number):
    assert standing.body_approval(entrant(number, ON)) == (
        f"The applicant names {number} (BOPA), our approval of Example Players. It covers these days and nobody is "
        "paid: no licence is needed (s 37(3)(b)). Its conditions: Two adults; A register"
    )
    assert f"It does not stand in for this licence as it is. {named.PAID}" in standing.body_approval(
        entrant(number, ON, paid=True)
    )
    assert "and not on 16 May 2027" in standing.body_approval(entrant(number, LAST + DAY))


def test_an_approval_of_another_organisation_is_pointed_out(number):
    assert standing.body_approval(entrant(number, ON, organisation="Other Players")).endswith(
        "Who applies is Other Players: look whether that is the same"
    )


def test_an_approval_that_was_destroyed_since_is_said(number):
    asked = entrant(number, ON)
    BodyApproval.objects.update(number=None, approved_on=None, approved_by=None, from_on=None, until_on=None)
    assert "of which there is no record any more" in standing.body_approval(asked)
