"""Who is educated at home is not without an offer; who is on a register all the same, or not taught suitably, is."""

from datetime import date

import pytest

from ehe import actions, pathway
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.missing_out.register import register_for
from oxle.people.models import Child
from oxle.provision.actions import make_offer
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind
from tests import make
from tests.ehe.make import People, moment, told_of_home

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 9)
TODAY = date(2026, 11, 20)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-20T10:00:00+00:00")
    return People()


def at_home(people: People, child: Child) -> Case:
    """A child whose parents say that they educate it at home, which nobody has looked at yet."""
    return actions.tell(child, None, told=told_of_home(), by=people.officer, on=ON, at=moment(ON), origin="council")


def decided(people: People, case: Case, step: str) -> None:
    """The safeguarding check, and what was decided of the education."""
    for key, reason in (("check_safety", ""), (step, "For good reasons.")):
        case.refresh_from_db()
        one = pathway.EHE.step(key)
        cases.take(case, one, by=people.officer, on=ON, at=moment(ON), reason=reason)


def listed(on: date = TODAY) -> list[str]:
    """Who is on the list of whoever works on provision."""
    return [row.child.shown_name for row in register_for(make.user("exclusion_officer"), on).rows]


def test_who_is_taught_at_home_is_on_the_list_only_once_that_was_found_not_suitable(people: People) -> None:
    told, doubted, suitable, unsuitable, returned = (
        make.child(given, "Example", date(2013, 5, 6)) for given in ("Told", "Again", "Suitable", "Unsuitable", "Over")
    )
    make.child("Nobody", "Knows", date(2013, 5, 6))
    at_home(people, told)
    for child, step in (
        (doubted, "not_yet"),
        (suitable, "find_suitable"),
        (unsuitable, "find_unsuitable"),
        (returned, "return"),
    ):
        decided(people, at_home(people, child), step)
    assert sorted(listed()) == ["Nobody Knows", "Over Example", "Unsuitable Example"]


def test_who_is_on_a_register_still_is_listed_though_the_parents_mean_to_teach_at_home(people: People) -> None:
    make_offer(
        people.child, people.school, kind=OfferKind.NONE, from_on=ON, to_on=None, minutes=[0] * SESSIONS_A_WEEK,
        source="OX", by=None,
    )  # fmt: skip
    people.told(ON)
    assert listed() == ["Ash Example"]
