"""A suspension put right or withdrawn: totals, runs, offers and what is owed follow, and what was told stays."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exclusions.suspensions import actions, pathway, queries
from exclusions.suspensions.forms import PutRightForm
from exclusions.suspensions.models import Amendment, Suspension, Withdrawn
from exclusions.telling import Session
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case
from oxle.core.errors import Refused, Stale
from oxle.provision.models import Offer
from tests.exclusions.make import People, begun, moment, suspended

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
CHANGED = [{"what": "Last school day on which the pupil may not come", "was": "16 November 2026", "now": "Another"}]


@pytest.fixture
def people() -> People:
    return People()


def due(case: Case | None) -> dict[str, date | None]:
    """The dates that run."""
    assert case is not None
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


def put_right(people: People, one: Suspension, *, by: User | None = None, **told: Any) -> Suspension:
    one.refresh_from_db()
    return actions.put_right(
        one,
        version=one.version,
        told=told,
        changed=CHANGED,
        reason="A slip of the pen.",
        by=by or people.officer,
        on=TODAY,
        at=moment(TODAY),
    )


def withdraw(people: People, one: Suspension, as_: Withdrawn = Withdrawn.MISTAKE, out: date | None = None) -> None:
    one.refresh_from_db()
    actions.withdraw(
        one,
        version=one.version,
        as_=as_,
        out_until_on=out,
        reason="Another pupil was meant.",
        by=people.officer,
        on=TODAY,
        at=moment(TODAY),
    )


def stage(case: Case | None) -> str:
    assert case is not None
    case.refresh_from_db()
    return case.stage


# --- put right ------------------------------------------------------------------------------------------------


def test_sessions_totals_and_the_schools_offer_follow_the_days(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    put_right(people, one, first_on=date(2026, 11, 10), ends_after=Session.MORNING)
    assert one.sessions == 3
    assert queries.totals(people.child, people.school, one.last_on).in_term == 3
    offer = Offer.objects.get(source=one.reference)
    assert (offer.from_on, offer.to_on) == (date(2026, 11, 10), date(2026, 11, 10))


def test_what_was_there_before_is_kept_with_who_put_it_right_and_why(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    put_right(people, one, last_on=date(2026, 11, 12))
    amendment = Amendment.objects.get()
    assert (amendment.by, amendment.reason, amendment.changed) == (people.officer, "A slip of the pen.", CHANGED)


def test_a_case_is_opened_when_a_longer_one_is_owed_education(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 13))
    assert one.case is None
    put_right(people, one, last_on=date(2026, 11, 16))
    assert due(one.case)["day_six"] == date(2026, 11, 16)
    assert (one.case.origin, one.case.opened_on) == ("council", TODAY)  # type: ignore[union-attr]


def test_the_case_is_closed_when_a_shorter_one_is_owed_none(people: People) -> None:
    one = suspended(people, date(2026, 11, 18), date(2026, 11, 26))
    assert due(one.case)["day_six"] == date(2026, 11, 25)
    put_right(people, one, last_on=date(2026, 11, 20))
    assert (stage(one.case), due(one.case)) == ("settled", {})
    assert [each.step for each in one.case.events.order_by("order")] == [  # type: ignore[union-attr]
        "follow", "owe_education", "owe_letter", "not_owed", "not_letter", "settle",
    ]  # fmt: skip


def test_the_case_stays_open_while_a_meeting_may_have_to_consider_what_the_parents_say(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 16))
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    put_right(people, one, last_on=date(2026, 11, 11))  # six days in the period
    assert stage(one.case) == "owed"
    assert "day_six" not in due(one.case)


def test_day_6_moves_with_the_first_day_and_stays_met_by_what_had_begun(people: People) -> None:
    one = suspended(people, date(2026, 11, 10), date(2026, 11, 19), decided_on=date(2026, 11, 9), on=date(2026, 11, 9))
    put_right(people, one, first_on=date(2026, 11, 9))
    assert due(one.case)["day_six"] == date(2026, 11, 16)
    assert one.case is not None
    begun(people, one, date(2026, 11, 16))
    put_right(people, one, first_on=date(2026, 11, 10))
    deadline = one.case.deadlines.get(clock="day_six", state="met")
    assert (deadline.due_on, deadline.met_on) == (date(2026, 11, 17), date(2026, 11, 16))


def test_a_run_follows_when_the_first_of_it_is_put_right(people: People) -> None:
    first = suspended(people, date(2026, 11, 18), date(2026, 11, 20))
    second = suspended(people, date(2026, 11, 23), date(2026, 11, 26))
    assert due(second.case)["day_six"] == date(2026, 11, 25)
    put_right(people, first, last_on=date(2026, 11, 19))  # a school day lies between them now
    assert stage(second.case) == "owed", "seven days less one in the period may be considered by the governors"
    assert "day_six" not in due(second.case)


def test_an_officer_who_was_slower_is_told_and_nothing_is_kept(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    seen = Suspension.objects.get()
    put_right(people, one, last_on=date(2026, 11, 12))
    with pytest.raises(Stale):
        actions.put_right(
            seen, version=seen.version, told={"last_on": date(2026, 11, 13)}, changed=CHANGED, reason="Late.",
            by=people.officer, on=TODAY, at=moment(TODAY),
        )  # fmt: skip
    assert Suspension.objects.get().last_on == date(2026, 11, 12)
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"last_on": date(2026, 11, 14)}, "14 November 2026 is not a school day"),
        ({"last_on": date(2026, 11, 6)}, "The suspension cannot end before it begins"),
        ({"last_on": date(2026, 11, 18)}, "The pupil is suspended from 17 November 2026"),
        ({"decided_on": date(2026, 11, 10)}, "This came on 9 November 2026"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(people: People, told: dict[str, Any], said: str) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    suspended(people, date(2026, 11, 17), date(2026, 11, 18))
    with pytest.raises(Refused) as refused:
        put_right(people, one, **told)
    assert refused.value.message.startswith(said)
    assert Suspension.objects.get(pk=one.pk).last_on == date(2026, 11, 11)
    assert not Amendment.objects.exists()


# --- withdrawn --------------------------------------------------------------------------------------------------


def test_one_entered_by_mistake_counts_for_nothing_and_stays_to_be_read(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    withdraw(people, one)
    totals = queries.totals(people.child, people.school, one.last_on)
    assert (totals.in_term, totals.in_year) == (0, 0)
    assert not Offer.objects.exists()
    assert (stage(one.case), due(one.case)) == ("settled", {})
    assert [each.reference for each in queries.suspensions_for(people.officer, people.child)] == [one.reference]


def test_the_days_out_before_it_was_cancelled_count_towards_45_and_not_towards_the_governors(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    withdraw(people, one, Withdrawn.CANCELLED, date(2026, 11, 10))
    totals = queries.totals(people.child, people.school, one.last_on)
    assert (totals.in_term, totals.in_year) == (0, 4)
    offer = Offer.objects.get(source=one.reference)
    assert (offer.from_on, offer.to_on) == (date(2026, 11, 9), date(2026, 11, 10))


def test_once_it_is_withdrawn_another_can_be_told_for_the_same_days(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    withdraw(people, one)
    again = suspended(people, date(2026, 11, 9), date(2026, 11, 10))
    assert queries.totals(people.child, people.school, again.last_on).in_term == 4
    with pytest.raises(IntegrityError, match="one_suspension_for_a_session"), transaction.atomic():
        Suspension.objects.filter(pk=one.pk).update(withdrawn_on=None, withdrawn_as="")


def test_what_followed_it_counts_alone_and_is_asked_about_no_more(people: People) -> None:
    first = suspended(people, date(2026, 11, 18), date(2026, 11, 20))
    second = suspended(people, date(2026, 11, 23), date(2026, 11, 26))
    assert [one.waits for one in queries.challenges_about(second)] == [True]
    withdraw(people, first)
    (challenge,) = queries.challenges_about(second)
    assert challenge.answer is not None
    assert challenge.answer.facts["ends"] == "put_right"
    assert stage(second.case) == "settled"


@pytest.mark.parametrize("out", [date(2026, 11, 6), date(2026, 11, 18), date(2026, 11, 14)])
def test_the_last_day_out_is_one_of_the_suspension_with_school(people: People, out: date) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    with pytest.raises(Refused) as refused:
        withdraw(people, one, Withdrawn.CANCELLED, out)
    assert refused.value.field == "out_until_on"
    assert Suspension.objects.get().withdrawn_on is None


# --- who may ------------------------------------------------------------------------------------------------------


def test_the_school_puts_its_own_right_while_nobody_has_acted_on_it(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    assert queries.why_not_by_school(one) is None
    put_right(people, one, by=people.head, last_on=date(2026, 11, 16))
    assert queries.why_not_by_school(one) is None
    assert one.case is not None
    begun(people, one, date(2026, 11, 16))
    assert queries.why_not_by_school(one) == (
        "The council has acted on this suspension. Ask the exclusion and reintegration officer to put it right."
    )


def test_the_school_does_not_once_the_council_put_it_right_or_asks_about_it(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    put_right(people, one, last_on=date(2026, 11, 10))
    assert "has acted on" in str(queries.why_not_by_school(one))
    late = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    assert "asks you about" in str(queries.why_not_by_school(late))


def test_a_school_that_makes_it_longer_once_it_has_begun_is_asked_about_it(people: People) -> None:
    one = suspended(people, date(2026, 11, 25), date(2026, 11, 27))
    put_right(people, one, by=people.head, last_on=date(2026, 12, 1))
    (challenge,) = queries.challenges_about(one)
    assert (
        "told to last until 27 November 2026, and once it had begun the school put that right to 1 December 2026"
        in (challenge.why)
    )
    put_right(people, one, last_on=date(2026, 11, 27))
    one.refresh_from_db()
    (challenge,) = queries.challenges_about(one)
    assert (one.was_to_end_on, challenge.answer is None) == (None, False)


def test_an_officer_or_a_school_that_puts_it_right_before_it_begins_does_not_extend_it(people: People) -> None:
    by_officer = suspended(people, date(2026, 11, 23), date(2026, 11, 24))
    put_right(people, by_officer, last_on=date(2026, 11, 25))
    to_come = suspended(
        people, date(2026, 11, 30), date(2026, 12, 1), on=TODAY, decided_on=TODAY, parents_told_on=TODAY
    )
    put_right(people, to_come, by=people.head, last_on=date(2026, 12, 2))
    for one in (by_officer, to_come):
        one.refresh_from_db()
        assert one.was_to_end_on is None


def test_of_one_that_becomes_long_it_is_asked_what_a_long_one_is(people: People) -> None:
    one = suspended(people, date(2026, 11, 23), date(2026, 11, 25))

    def asked(last_on: str) -> set[str]:
        return set(PutRightForm({"first_on_day": "23", "first_on_month": "11", "first_on_year": "2026",
                                 "last_on_day": last_on, "last_on_month": "11", "last_on_year": "2026"},
                                one=one, on=TODAY).fields)  # fmt: skip

    assert "behaviour" not in asked("27")
    assert "behaviour" in asked("30")


# --- the school answers ---------------------------------------------------------------------------------------------


def answer(people: People, one: Suspension) -> None:
    assert one.case is not None
    one.case.refresh_from_db()
    facts = {"answer": "The office was closed.", "about": one.reference}
    cases.take(one.case, pathway.REPLY, by=people.head, on=TODAY, at=moment(TODAY), facts=facts)


def test_the_schools_answer_stops_its_date_and_starts_the_councils(people: People) -> None:
    late = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    assert due(late.case)["challenge_answer"] == date(2026, 11, 27)
    answer(people, late)
    assert due(late.case)["challenge_end"] == date(2026, 12, 4)
    assert "challenge_answer" not in due(late.case)
    (challenge,) = challenges_of(late.case)
    assert (challenge.tag[0], challenge.replied) == ("The school has answered", "The office was closed.")


@pytest.mark.parametrize(("ends", "tag"), [("explained", "Closed"), ("stands", "Upheld")])
def test_the_officer_closes_it_or_upholds_it(people: People, ends: str, tag: str) -> None:
    late = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    answer(people, late)
    assert late.case is not None
    late.case.refresh_from_db()
    facts = {"answer": "The office was closed.", "ends": ends}
    cases.take(late.case, pathway.ANSWER_CHALLENGE, by=people.officer, on=TODAY, at=moment(TODAY), facts=facts)
    (challenge,) = challenges_of(late.case)
    assert challenge.tag[0] == tag
    assert "challenge_end" not in due(late.case)


def test_an_answer_about_one_suspension_leaves_the_other_open_and_the_case_too(people: People) -> None:
    first = suspended(people, date(2026, 11, 17), date(2026, 11, 17), on=date(2026, 11, 20))
    second = suspended(people, date(2026, 11, 19), date(2026, 11, 19), on=date(2026, 11, 20))
    answer(people, first)
    assert [one.waits for one in challenges_of(second.case)] == [False, True]
    assert second.case is not None
    with pytest.raises(Refused, match="A challenge has not ended"):
        cases.take(second.case, pathway.SETTLE, by=people.officer, on=TODAY, at=moment(TODAY))
