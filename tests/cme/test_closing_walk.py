"""Whoever does whatever in whatever order: a missing child’s case closes on evidence or by two different people."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cme import actions, pathway
from cme.models import AuthorityEnquiry
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event
from oxle.core.errors import Refused
from tests import make
from tests.cme.make import TOLD_ON, People, new_pupil
from tests.exclusions.make import moment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 4)
CLOSINGS = {"enrolled", "received", "agreed", "mistaken"}
# The steps that a walk is told to take, by numbers that none of its choices has.
GIVEN = {
    -1: pathway.PROPOSE, -2: pathway.AGREE, -3: pathway.MISTAKE, -4: pathway.CLEAR, -5: pathway.CLOSE_RECEIVED,
}  # fmt: skip
BY_TWO = (pathway.AGREE, pathway.MISTAKE)


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-04T10:00:00+00:00")
    return People()


def comes(case: Case, people: People) -> None:
    """A school’s return of the child, matched."""
    new_pupil(case, on=TODAY, school=people.school)


def receipted(case: Case, people: People) -> None:
    """Another authority’s written receipt."""
    asked = AuthorityEnquiry.objects.create(
        case=case, authority="Northmere", to_whom="They", sent_on=TOLD_ON, due_on=TODAY, sent_by=people.officer
    )
    said = {"answered_on": TODAY, "answer": "With us.", "receipt_on": TODAY, "receipt_by": "They"}
    actions.record_answer(asked, 1, by=people.officer, at=moment(TODAY), receipt_reference="Here", **said)


def looked_for(case: Case, people: People) -> None:
    """Every enquiry is made."""
    if actions.why_not_asked(case) is None:
        people.ask_all(case, TODAY)


HAPPENS = (comes, receipted, looked_for)


def test_on_any_walk_a_case_closes_on_evidence_or_by_two_people_and_never_by_itself(people: People) -> None:
    both = make.user("tracking_officer", name="Both")
    make.give_role(both, "manager", make.organisation("team", "Managers"))
    who: list[User] = [people.officer, User.objects.get(pk=both.pk), people.manager]
    case = people.refer()
    did: Counter[str] = Counter()

    def walk(choices: list[tuple[int, int]]) -> None:
        with transaction.atomic():
            walked(Case.objects.get(pk=case.pk), people, who, choices, did)
            transaction.set_rollback(True)

    # Both propose and agree; the one who does both is tried as the second person, too.
    for first, second in ((0, 2), (1, 1), (0, 1), (1, 2)):
        for agrees in (-2, -3):
            walk([(0, -4), (first, -1), (second, agrees)])
    # A receipt is seldom there by chance just when its closing is tried.
    walk([(0, -4), (0, 4), (0, -5)])
    pairs = st.tuples(st.integers(0, 2), st.integers(0, 200))
    settings(max_examples=40, deadline=None, derandomize=True)(given(st.lists(pairs, min_size=4, max_size=14))(walk))()
    assert {one for one in CLOSINGS if did[one]} == CLOSINGS
    assert did["one person in two roles"] > 0


def walked(case: Case, people: People, who: list[User], choices: list[tuple[int, int]], did: Counter[str]) -> None:
    on = TODAY
    for person, choice in choices:
        on += timedelta(days=choice % 3)
        case.refresh_from_db()
        if not case.is_open:
            break
        if choice >= 0 and choice % 4 == 0:
            HAPPENS[choice // 4 % len(HAPPENS)](case, people)
        else:
            taken(case, who[person], choice, on, did)
        case.refresh_from_db()
        must_hold(case, did)
    # However long it waits, and whatever arrived: nobody has to act for it to stay open.
    assert case.closed_on is None or case.stage in CLOSINGS


def taken(case: Case, by: User, choice: int, on: date, did: Counter[str]) -> None:
    """One of the steps from where the case stands, by somebody, if they may."""
    stage = pathway.TRACKING.stage(case.stage)
    steps = [one for one in pathway.TRACKING.steps_at(stage) if not one.own_page and one.by != pathway.SCHOOL]
    can = [one for one in steps if cases.why_not(case, one, by=by, on=on) is None]
    # Mostly what they may, so that a walk gets somewhere; else whatever there is.
    steps = can if can and choice % 5 else steps
    # Closing first, where it can be: what else is done there is the other walks’.
    steps = [one for one in steps if one.to and one.to.closed] or steps if choice % 2 else steps
    step = GIVEN.get(choice, steps[choice % len(steps)])
    proposed = {event.by_id for event in case.events.filter(step="propose")}
    facts: dict[str, Any] = {"looked_at": "Nothing.", "where": "There", "how_known": "Seen", "found": "Nobody"}
    try:
        with transaction.atomic():
            cases.take(case, step, by=by, on=on, at=moment(on), reason="Because" if step.reason else "", facts=facts)
    except Refused:
        did["one person in two roles"] += step in BY_TWO and by.pk in proposed and by.can(pathway.DECIDE)
    else:
        assert step not in BY_TWO or by.pk not in proposed


def must_hold(case: Case, did: Counter[str]) -> None:
    """What is true of every closed case, by what is on record and not by who was asked."""
    if case.is_open:
        return
    did[case.stage] += 1
    closing: Event = case.events.order_by("order").last()  # type: ignore[assignment]
    assert closing.by is not None
    if case.stage == "enrolled":
        assert case.new_pupils.filter(child=case.child).exists()
    elif case.stage == "received":
        assert case.authority_enquiries.filter(receipt_on__isnull=False).exists()
    else:
        assert case.stage in {"agreed", "mistaken"}
        proposed = {event.by_id for event in case.events.filter(step="propose")}
        assert proposed
        assert closing.by_id not in proposed
