"""What must be weighed before enforcement stands over the form of each step that leads to a notice or an order."""

from datetime import date

import pytest
from django.urls import reverse

from cme import pathway as tracking
from ehe import pathway as home
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.before_enforcement import NOTHING, what_to_weigh
from oxle.cases.models import Case
from oxle.people.models import Child, Vulnerability
from oxle.registers.codes import pack_week
from oxle.registers.models import ChildWeek
from tests import make
from tests.cme.make import TOLD_ON
from tests.cme.make import People as Missing
from tests.ehe.make import People as AtHome
from tests.ehe.make import looked_at, moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")


def recorded(child: Child, *kinds: str) -> None:
    for kind in kinds:
        Vulnerability.objects.create(child=child, kind=kind, from_on=date(2026, 9, 1), source="The school")


def rows(case: Case) -> dict[str, str]:
    """The rows as one text each."""
    return {
        row["key"]: row["value"] if isinstance(row["value"], str) else "; ".join(row["value"])
        for row in what_to_weigh(case)
    }


def shown(user: User, case: Case, step: str) -> str:
    return make.signed_in(user).get(reverse("cases:step", args=[case.key, step])).content.decode()


def test_all_that_is_recorded_is_said_by_topic_and_where_nothing_is_that_too() -> None:
    people = Missing()
    case = people.refer()
    plain = rows(case)
    assert {plain[key] for key in ("Special educational needs", "Social care", "Health", "Contact")} == {NOTHING}
    recorded(people.child, "ehcp", "child_protection", "medical", "gypsy_roma_traveller")
    people.child.relationships.update(contact_is_unsafe=True)
    marks = pack_week(["I"] * 4 + ["Q"] * 2 + ["/"] * 4)
    ChildWeek.objects.create(
        child=people.child, school=people.school, monday=date(2026, 10, 5), marks=marks, source="extract"
    )
    found = rows(case)
    assert found["Special educational needs"] == "Education, health and care plan, since 1 September 2026"
    assert found["Social care"] == "Child protection plan, since 1 September 2026"
    assert found["Health"].startswith("Medical condition or chronic illness, since 1 September 2026; ")
    assert "4 sessions in the register, the last on 6 October 2026" in found["Health"]
    assert "2 sessions in the register, the last on 7 October 2026" in found["The way to school"]
    assert found["Contact"] == f"Contact with {people.parent.name} is marked as unsafe"
    assert found["What else is recorded"].startswith("Gypsy, Roma or Traveller")


def test_the_hours_that_are_missing_are_said_since_education_may_be_owed() -> None:
    people = Missing()
    case = people.refer()
    assert "less than full-time education" in rows(case)["Education the council may owe (section 19)"]


def test_it_stands_over_the_notice_to_the_parents_of_a_missing_child() -> None:
    people = Missing()
    case = people.refer()
    recorded(people.child, "ehc_assessment")
    people.take(case, tracking.CLEAR, TOLD_ON)
    people.take(case, tracking.FIND_HERE, TOLD_ON)
    assert "EHC needs assessment in progress, since 1 September 2026" in shown(people.officer, case, "notice")


def test_it_stands_over_the_hand_over_for_a_notice_and_an_order() -> None:
    people = AtHome()
    case = people.told(date(2026, 11, 9))
    recorded(people.child, "looked_after")
    looked_at(case, people.officer, date(2026, 11, 10))
    cases.take(
        case, home.FIND_UNSUITABLE, by=people.officer, on=TODAY, at=moment(TODAY), reason="Nothing of it was shown."
    )
    assert "Looked after, since 1 September 2026" in shown(people.officer, case, "order")
