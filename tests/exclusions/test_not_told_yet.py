"""A school that has not told the parents or the governors yet says so: it is received, chased, and counted since."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from exclusions.permanent import pathway, queries
from exclusions.permanent.told import rows_of
from exclusions.suspensions import actions as suspensions
from exclusions.suspensions.forms import PutRightForm
from exclusions.suspensions.models import Suspension
from exclusions.suspensions.panels import rows_of as rows_of_suspension
from oxle.cases import actions as cases
from oxle.cases import revoking
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, suspended
from tests.exclusions.test_governors import day
from tests.exclusions.test_telling_forms import permanent, suspension, typed

pytestmark = pytest.mark.django_db
NEXT = date(2026, 11, 10)
NEITHER: dict[str, Any] = {"parents_told_on": None, "governors_told_on": None}


@pytest.fixture
def people() -> People:
    return People()


def record(people: People, case: Case, step: Step, told_on: str, on: date = NEXT) -> Any:
    case.refresh_from_db()
    (fact,) = step.records
    return cases.take(case, step, by=people.head, on=on, at=moment(on), facts={fact.key: told_on})


def clock(case: Case, name: str) -> tuple[date | None, str] | None:
    found = case.deadlines.filter(clock=name).first()
    return (found.due_on, found.state) if found else None


# --- what the forms ask -------------------------------------------------------------------------------------------


def test_a_notice_without_the_day_asks_for_it_and_one_that_says_not_yet_is_taken() -> None:
    days = ["parents_told_on", "governors_told_on"]
    blank: dict[str, Any] = dict.fromkeys(days, "")
    assert sorted(permanent(**blank).errors) == sorted(days)
    form = permanent(**blank, parents_not_told="on", governors_not_told="on")
    assert form.is_valid(), form.errors
    assert {name: form.told()[name] for name in days} == NEITHER
    assert not {"parents_not_told", "governors_not_told"} & form.told().keys()


def test_a_day_beside_not_yet_is_pointed_out() -> None:
    form = permanent(parents_not_told="on")
    assert form.errors == {"parents_told_on": ["Leave the day empty, or do not tick that they are not told yet"]}


def test_a_suspension_asks_the_same_and_the_day_that_it_proposed_is_no_answer() -> None:
    assert "parents_told_on" in suspension(parents_told_on="").errors
    for proposed in ("", date(2026, 11, 27)):
        form = suspension(parents_told_on=proposed, parents_not_told="on")
        assert form.is_valid(), form.errors
        assert form.told()["parents_told_on"] is None
    assert "parents_told_on" in suspension(parents_told_on=date(2026, 11, 9), parents_not_told="on").errors


# --- a permanent exclusion ----------------------------------------------------------------------------------------


def test_it_is_received_at_once_and_labelled_and_each_has_a_date(people: People) -> None:
    case = people.tell(**NEITHER)
    assert clock(case, "parents_told") == (FIRST_ON, "running")
    assert clock(case, "governors_told") == (NEXT, "running")
    assert clock(case, "governors") is None
    assert queries.governors_by(case) is None
    assert challenges_of(case) == []
    rows = {row["key"]: row["value"] for row in rows_of(case.permanent_exclusion)}
    assert (rows["The parents were told"], rows["The governors were told"]) == ("Not yet", "Not yet")


def test_the_governors_days_begin_once_it_is_known_when_they_were_told(people: People) -> None:
    case = people.tell(**NEITHER)
    record(people, case, pathway.GOVERNORS_TOLD, "2026-11-10")
    assert clock(case, "governors") == (date(2026, 12, 1), "running")
    assert clock(case, "governors_told") == (NEXT, "met")
    told = Case.objects.get(pk=case.pk).permanent_exclusion
    assert (told.governors_told_on, told.parents_told_on) == (NEXT, None)
    with pytest.raises(Refused, match="The governors were told"):
        record(people, case, pathway.GOVERNORS_TOLD, "2026-11-11", on=date(2026, 11, 11))


def test_parents_who_were_told_in_time_are_not_asked_about_and_those_told_late_are(people: People) -> None:
    case = people.tell(**NEITHER)
    record(people, case, pathway.PARENTS_TOLD, "2026-11-09")
    assert clock(case, "parents_told") == (FIRST_ON, "met")
    assert challenges_of(case) == []
    event = case.events.get(step="parents_told")
    facts = {"parents_told_on": "2026-11-10"}
    cases.correct(event, by=people.officer, on=NEXT, at=moment(NEXT), reason="A slip.", facts=facts)
    assert Case.objects.get(pk=case.pk).permanent_exclusion.parents_told_on == NEXT
    (late,) = challenges_of(case)
    assert "told in writing on 10 November 2026, after the first excluded day" in late.why


def test_what_was_recorded_for_the_wrong_pupil_is_taken_back_and_it_is_not_known_again(people: People) -> None:
    case = people.tell(**NEITHER)
    event = record(people, case, pathway.GOVERNORS_TOLD, "2026-11-10")
    revoking.revoke(event, by=people.officer, at=moment(NEXT), reason="Another pupil.")
    assert Case.objects.get(pk=case.pk).permanent_exclusion.governors_told_on is None
    assert clock(case, "governors") == (date(2026, 12, 1), "ended")
    assert clock(case, "governors_told") == (NEXT, "running")


def test_nobody_was_told_before_it_was_decided(people: People) -> None:
    case = people.tell(**NEITHER)
    with pytest.raises(Refused, match="cannot have been told before that"):
        record(people, case, pathway.PARENTS_TOLD, "2026-11-06")
    assert not case.events.filter(step="parents_told").exists()


def test_an_officer_who_puts_the_notice_right_with_the_day_ends_the_chase(people: People) -> None:
    case = people.tell(**NEITHER)
    event, facts = case.events.get(step="tell"), {"governors_told_on": "2026-11-10", "parents_told_on": "2026-11-09"}
    cases.correct(event, by=people.officer, on=FIRST_ON, at=moment(NEXT), reason="The head rang.", facts=facts)
    assert (clock(case, "governors_told"), clock(case, "parents_told")) == ((NEXT, "ended"), (FIRST_ON, "ended"))
    assert clock(case, "governors") == (date(2026, 12, 1), "running")


def test_a_notice_that_tells_both_days_has_no_such_date(people: People) -> None:
    case = people.tell()
    assert (clock(case, "governors_told"), clock(case, "parents_told")) == (None, None)


@pytest.mark.parametrize("step", [pathway.PARENTS_TOLD, pathway.GOVERNORS_TOLD])
def test_the_school_records_it_on_its_page_and_an_officer_on_the_case(people: People, step: Step) -> None:
    case, (fact,) = people.tell(**NEITHER), step.records
    url = reverse("exclusions:told_since", args=[case.key, step.key])
    head, officer = make.signed_in(people.head), make.signed_in(people.officer)
    sent = reverse("exclusions:sent", args=[case.key])
    assert url in head.get(sent).content.decode()
    shown = officer.get(case.get_absolute_url()).content.decode()
    assert "The parents are not told yet" in shown
    assert "The governors are not told yet" in shown
    assert officer.get(reverse("cases:step", args=[case.key, step.key])).status_code == 200
    assert head.get(url).status_code == 200
    data = {"version": case.version, **day(fact.key, FIRST_ON)}
    assert head.post(url, data).status_code == 302
    assert getattr(Case.objects.get(pk=case.pk).permanent_exclusion, fact.key) == FIRST_ON
    assert url not in head.get(sent).content.decode()
    assert head.get(reverse("exclusions:told_since", args=[case.key, "rescind"])).status_code == 404


# --- a suspension -------------------------------------------------------------------------------------------------


def test_a_suspension_whose_parents_are_not_told_opens_a_case_with_a_date_until_that_is_put_right(
    people: People,
) -> None:
    one = suspended(people, FIRST_ON, FIRST_ON, parents_told_on=None)
    assert one.case is not None
    assert clock(one.case, "parents_told") == (FIRST_ON, "running")
    assert {row["key"]: row["value"] for row in rows_of_suspension(one)}["The parents were told"] == "Not yet"
    put_right(people, one, FIRST_ON)
    case = Case.objects.get(pk=one.case.pk)
    assert (clock(case, "parents_told"), case.stage) == ((FIRST_ON, "met"), "settled")


def test_parents_of_a_suspended_pupil_who_were_told_late_are_asked_about_once_it_is_known(people: People) -> None:
    one = suspended(people, FIRST_ON, FIRST_ON, parents_told_on=None)
    assert one.case is not None
    assert challenges_of(one.case) == []
    put_right(people, one, NEXT)
    (late,) = challenges_of(one.case)
    assert "told in writing on 10 November 2026" in late.why


def test_the_page_that_puts_a_suspension_right_comes_ticked_until_the_day_is_given(people: People) -> None:
    one = suspended(people, FIRST_ON, FIRST_ON, parents_told_on=None)
    assert PutRightForm(one=one, on=NEXT, initial={"parents_told_on": None})["parents_not_told"].initial is True
    said = {"reason": "They are told now.", "parents_told_on": NEXT}
    form = PutRightForm(typed(**said), one=one, on=NEXT, initial={"parents_told_on": None})
    assert form.is_valid(), form.errors
    assert form.told()["parents_told_on"] == NEXT
    both = PutRightForm(typed(**said, parents_not_told="on"), one=one, on=NEXT, initial={"parents_told_on": None})
    assert "parents_told_on" in both.errors


def put_right(people: People, one: Suspension, told_on: date) -> None:
    changed = [{"what": "Day on which the parents were told in writing", "was": "", "now": str(told_on)}]
    told = {"parents_told_on": told_on}
    taken: dict[str, Any] = {"version": one.version, "by": people.head, "on": NEXT, "at": moment(NEXT)}
    suspensions.put_right(one, told=told, changed=changed, reason="They are told now.", **taken)
