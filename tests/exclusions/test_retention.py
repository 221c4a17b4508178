"""A suspension for which there was no case: kept, reviewed, held and destroyed with the record of the child."""

from datetime import date

import pytest
from django.db import InternalError, transaction

from exclusions.permanent import pathway
from exclusions.suspensions import actions
from exclusions.suspensions.models import Amendment, Suspension, Withdrawn
from oxle.cases import destroying, disposal, outlived
from oxle.cases.actions import take
from oxle.cases.disposable import in_the_way
from oxle.cases.disposal_models import Disposal, State
from oxle.meetings import deciding
from oxle.meetings.models import Item, Task
from oxle.people import actions as people_actions
from oxle.provision.models import Offer
from tests import make
from tests.cases import closed
from tests.exclusions.make import People, moment, suspended, unit
from tests.meetings.make import panel

pytestmark = pytest.mark.django_db
# Born on 4 March 2014; the day after 25.
GROWN_UP = date(2039, 3, 5)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2039-03-05T10:00:00+00:00")
    return People()


def suspended_once(people: People) -> Suspension:
    """Two days out that owed nothing, put right once, of a pupil who left the school since."""
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 10))
    on = date(2026, 11, 11)
    actions.put_right(
        one, version=one.version, told={"last_on": date(2026, 11, 11)}, changed=[{"what": "To", "was": "", "now": ""}],
        reason="A slip of the pen.", by=people.officer, on=on, at=moment(on),
    )  # fmt: skip
    assert one.case is None
    people_actions.leave(people.child.enrolments.get(), 1, by=people.officer, on=date(2030, 7, 19))
    return one


def test_it_does_not_keep_the_childs_record_for_ever_and_goes_with_it(people: People) -> None:
    suspended_once(people)
    by = closed.Deciders()
    assert in_the_way(people.child, GROWN_UP) == []
    closed.decided(people.child, by, GROWN_UP)
    destroying.run(at=closed.at(GROWN_UP, 12))
    assert (Suspension.objects.count(), Amendment.objects.count(), Offer.objects.count()) == (0, 0, 0)
    certificate = Disposal.objects.get()
    assert certificate.state == State.DESTROYED
    assert certificate.counts[:2] == [["changes of suspensions", 1], ["suspensions", 1]]


def test_the_last_one_is_a_reason_to_keep_the_record_by_a_setting_of_its_own(people: People) -> None:
    suspended_once(people)
    kept = outlived.child_kept(people.child)
    assert kept is not None
    assert (date(2032, 11, 11), "6 years from the last suspension without a case") in [
        (one.until_on, one.words) for one in kept.reasons
    ]


def test_one_on_a_case_goes_with_the_case_and_keeps_the_child_until_then(people: People) -> None:
    suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    people_actions.leave(people.child.enrolments.get(), 1, by=people.officer, on=date(2030, 7, 19))
    kept = outlived.child_kept(people.child)
    assert kept is not None
    assert not any("suspension" in one.words for one in kept.reasons)
    assert any("cases (1)" in problem for problem in in_the_way(people.child, GROWN_UP))


def test_a_legal_hold_on_the_child_holds_it(people: People) -> None:
    suspended_once(people)
    by = closed.Deciders()
    closed.decided(people.child, by, GROWN_UP)
    disposal.put_on_hold(people.child, reason="An inquiry", by=by.reviewer, on=GROWN_UP, at=closed.at(GROWN_UP))
    destroying.run(at=closed.at(GROWN_UP, 12))
    assert Suspension.objects.count() == 1


def test_the_database_lets_none_go_without_a_decision_nor_a_withdrawn_one(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 10))
    on = date(2026, 11, 11)
    actions.withdraw(
        one, version=one.version, as_=Withdrawn.MISTAKE, out_until_on=None, reason="Another pupil.",
        by=people.officer, on=on, at=moment(on),
    )  # fmt: skip
    for rows in (Amendment.objects.all(), Suspension.objects.all()):
        with pytest.raises(InternalError, match="can be deleted only by a disposal"), transaction.atomic():
            rows._raw_delete("default")


def test_under_a_record_that_was_merged_it_goes_with_the_one_that_was_kept(people: People) -> None:
    suspended_once(people)
    kept = make.child("Ash", "Example")
    people_actions.merge(kept, people.child, reason="One child", by=people.officer, at=moment(date(2030, 9, 1)))
    closed.decided(kept, closed.Deciders(), GROWN_UP)
    destroying.run(at=closed.at(GROWN_UP, 12))
    assert not Suspension.objects.exists()


def test_what_a_panel_decided_of_an_exclusion_goes_with_its_case(people: People) -> None:
    series, on = panel(date(2026, 11, 6)), date(2026, 11, 9)
    case = people.tell()
    place = {"provider": unit(), "starts_on": date(2026, 11, 16)}
    said = {"decided_by": "A manager", "because": "Day 6."}
    item = deciding.decide_between(series, case, **place, **said, by=people.officer, on=on)
    deciding.give_task(item, what="Ring", owner=people.officer, due_on=on, by=people.officer)
    take(case, pathway.MISTAKE, by=people.officer, on=on, at=moment(on), reason="Another child.")
    case.refresh_from_db()
    closed.decided(case, closed.Deciders(), GROWN_UP)
    destroying.run(at=closed.at(GROWN_UP, 12))
    certificate = Disposal.objects.get()
    assert certificate.state == State.DESTROYED
    assert [line for line in certificate.counts if "agenda" in line[0] or "meeting" in line[0]] == [
        ["tasks of a meeting", 1], ["items of an agenda", 1],
    ]  # fmt: skip
    assert (Item.objects.count(), Task.objects.count()) == (0, 0)
