"""Suspensions: how they are counted and add up, what comes to be owed for them and by whom, and what is refused."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exclusions.governors import queries as governors
from exclusions.suspensions import actions, counting, pathway, queries
from exclusions.suspensions.models import Suspension
from exclusions.telling import Session
from oxle.cases import actions as cases
from oxle.cases import casework
from oxle.cases.actions import duty_team
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Origin
from oxle.core.errors import Refused
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, OfferKind
from tests import make
from tests.exclusions.make import People, begun, calendar, moment, suspended, told_of_suspension
from tests.schooldays.calendars import BLOCKS_B, INSET_B

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> People:
    return People()


def due(case: Case | None) -> dict[str, date | None]:
    """The dates that run."""
    assert case is not None
    return {one.clock: one.due_on for one in case.deadlines.filter(state="running")}


# --- counting -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "changes", "sessions"),
    [
        (date(2026, 10, 15), date(2026, 10, 15), {}, 2),
        (date(2026, 10, 15), date(2026, 10, 15), {"ends_after": Session.MORNING}, 1),
        (date(2026, 10, 15), date(2026, 10, 16), {"first_session": Session.AFTERNOON}, 3),
        (date(2026, 10, 23), date(2026, 11, 3), {}, 4),  # over half term and an INSET day
        (date(2026, 10, 15), date(2026, 10, 19), {"lunchtime": True}, 3),  # half a day each
    ],
)
def test_sessions_are_counted_on_school_days_and_a_lunchtime_is_half_a_day(
    people: People, first: date, last: date, changes: dict[str, Any], sessions: int
) -> None:
    assert suspended(people, first, last, **changes).sessions == sessions


def test_a_term_is_the_period_to_a_reference_date_and_not_one_of_the_countys_six(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 16))
    suspended(people, date(2026, 11, 4), date(2026, 11, 6))
    totals = queries.totals(people.child, people.school, date(2026, 11, 6))
    assert (totals.term.name, totals.in_term) == ("Autumn term 2026", 12)  # W19: six days
    spring = queries.totals(people.child, people.school, date(2027, 1, 11))
    assert (spring.in_term, spring.in_year) == (0, 12)


def test_of_a_suspension_over_a_reference_date_each_part_counts_in_its_own_period(people: People) -> None:
    suspended(people, date(2026, 12, 17), date(2027, 1, 6))
    totals = [queries.totals(people.child, people.school, day) for day in (date(2026, 12, 18), date(2027, 1, 6))]
    assert [one.in_term for one in totals] == [4, 4]
    assert [one.in_year for one in totals] == [8, 8]


def test_another_schools_sessions_count_in_the_year_and_not_in_the_period(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 15))
    other = make.school("Other School")
    suspended(people, date(2026, 11, 4), date(2026, 11, 4), school=other, sessions_carried=3)
    totals = queries.totals(people.child, other, date(2026, 11, 4))
    assert (totals.in_term, totals.in_year, totals.carried) == (2, 9, 3)


# --- day 6 --------------------------------------------------------------------------------------------------


def test_of_five_days_or_fewer_nothing_is_owed_and_no_case_is_opened(people: People) -> None:
    one = suspended(people, date(2026, 10, 15), date(2026, 10, 21))
    assert (one.sessions, one.case) == (10, None)
    assert not Case.objects.exists()


def test_of_a_longer_one_the_school_owes_education_by_day_6(people: People) -> None:
    case = suspended(people, date(2026, 10, 15), date(2026, 11, 3)).case
    assert due(case)["day_six"] == date(2026, 10, 22)  # W03


def test_day_6_is_counted_by_the_schools_own_calendar(people: People) -> None:
    academy = make.school("Academy", is_academy=True, calendar=calendar(BLOCKS_B, INSET_B, name="Two weeks in October"))
    case = suspended(people, date(2026, 10, 15), date(2026, 11, 10), school=academy).case
    assert due(case)["day_six"] == date(2026, 11, 5)  # W04


def test_suspensions_whose_school_days_follow_each_other_count_as_one_for_day_6(people: People) -> None:
    first = suspended(people, date(2026, 11, 18), date(2026, 11, 20))
    assert first.case is None
    second = suspended(people, date(2026, 11, 23), date(2026, 11, 26))
    assert due(second.case)["day_six"] == date(2026, 11, 25)  # W05


def test_suspensions_with_a_school_day_between_them_do_not(people: People) -> None:
    suspended(people, date(2026, 11, 18), date(2026, 11, 19))
    second = suspended(people, date(2026, 11, 23), date(2026, 11, 26))
    run = queries.run_of(second)
    assert ([one.pk for one in run.suspensions], run.school_days) == ([second.pk], 4)


def test_from_a_referral_unit_that_the_council_maintains_the_council_owes_it(people: People) -> None:
    unit = make.school("Unit", type_name="Pupil referral unit")
    case = suspended(people, date(2026, 10, 15), date(2026, 11, 3), school=unit).case
    assert due(case)["day_six_council"] == date(2026, 10, 22)
    assert "day_six" not in due(case)


def test_education_that_has_begun_is_not_owed_any_more(people: People) -> None:
    one = suspended(people, date(2026, 10, 15), date(2026, 10, 23))
    begun(people, one, date(2026, 10, 22))
    assert "day_six" not in due(one.case)


def take(people: People, case: Case | None, step: Any, on: date, **facts: Any) -> None:
    assert case is not None
    case.refresh_from_db()
    reason = "As found." if step.reason else ""
    cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts, reason=reason)


# --- the governors ------------------------------------------------------------------------------------------


def test_above_five_days_the_governors_have_50_school_days_once_the_parents_speak(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 7))
    case = suspended(people, date(2026, 9, 14), date(2026, 9, 21), governors_told_on=date(2026, 9, 14)).case
    assert "meeting" not in due(case)
    take(people, case, pathway.REPRESENT, date(2026, 9, 22), governors_told_on="2026-09-14")
    assert due(case)["representations"] == date(2026, 12, 1)  # W16


def test_above_fifteen_days_they_meet_within_15_school_days_of_being_told(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    case = suspended(people, date(2026, 11, 9), date(2026, 11, 16), governors_told_on=date(2026, 11, 9)).case
    assert due(case)["meeting"] == date(2026, 11, 30)
    take(people, case, pathway.DECIDED, date(2026, 11, 27))
    assert "meeting" not in due(case)


@pytest.mark.parametrize(
    ("decided_on", "said"),
    [
        (date(2026, 11, 30), []),
        (
            date(2026, 12, 1),
            [
                "The governors decided on 1 December 2026, after their last day, 30 November 2026 (SI 2012/1033). "
                "A late decision still counts."
            ],
        ),
    ],
)
def test_a_decision_after_their_last_day_counts_and_is_challenged(
    people: People, decided_on: date, said: list[str]
) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 16), governors_told_on=date(2026, 11, 9))
    take(people, one.case, pathway.DECIDED, decided_on)
    assert "meeting" not in due(one.case)
    assert why(one) == said


def test_a_decision_on_what_parents_said_after_the_50_school_days_is_challenged(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 7))
    one = suspended(people, date(2026, 9, 14), date(2026, 9, 21), governors_told_on=date(2026, 9, 14))
    take(people, one.case, pathway.REPRESENT, date(2026, 9, 22), governors_told_on="2026-09-14")
    take(people, one.case, pathway.DECIDED, date(2026, 12, 2))
    assert why(one) == [
        "The governors decided on 2 December 2026, after their last day, 1 December 2026 (SI 2012/1033). "
        "A late decision still counts."
    ]


def test_that_they_need_not_meet_after_all_recorded_late_is_no_late_decision(people: People) -> None:
    suspended(people, date(2026, 9, 3), date(2026, 9, 16))
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 16), governors_told_on=date(2026, 11, 9))
    take(people, one.case, pathway.END_MEETING, date(2026, 12, 1))
    assert queries.decided_late(one) is None


def test_over_a_reference_date_they_meet_for_what_it_makes_in_the_period_before_too(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 29))  # twelve days
    one = suspended(people, date(2026, 12, 14), date(2027, 1, 8))
    assert queries.totals(people.child, people.school, one.last_on).in_term == 8
    assert queries.in_term(one) == 34
    assert due(one.case)["meeting"] == date(2027, 1, 19)
    shown = {row["key"]: row["value"] for row in queries.rows_with(one)}
    assert shown["Autumn term 2026, at this school"] == "17 school days"
    assert shown["Spring term 2027, at this school"] == "4 school days"


def test_over_a_reference_date_they_consider_what_parents_say_for_the_fuller_period(people: People) -> None:
    suspended(people, date(2026, 9, 14), date(2026, 9, 16))
    one = suspended(people, date(2026, 12, 16), date(2027, 1, 6))  # three days and two: 6 and 2 in their periods
    assert one.case is not None
    assert queries.to_consider(one.case) == [one]


def test_where_an_examination_would_be_missed_they_meet_however_short_it_is(people: People) -> None:
    case = suspended(people, date(2026, 11, 9), date(2026, 11, 9), exam_missed=True).case
    assert due(case)["meeting"] == date(2026, 11, 30)


# --- one case, several suspensions ----------------------------------------------------------------------------


def test_further_suspensions_are_added_to_the_case_that_is_open_and_it_closes_once_nothing_is_owed(
    people: People,
) -> None:
    first = suspended(people, date(2026, 10, 15), date(2026, 10, 23))
    second = suspended(people, date(2026, 11, 9), date(2026, 11, 17))
    assert first.case == second.case
    case = second.case
    assert [one.step for one in case.events.order_by("order")] == [
        "follow", "owe_education", "owe_letter", "further", "owe_education", "owe_letter",
    ]  # fmt: skip
    with pytest.raises(Refused, match="Still owed: Education begins: day 6, owed by the school"):
        take(people, case, pathway.SETTLE, date(2026, 11, 16))
    begun(people, second, date(2026, 11, 16))
    take(people, case, pathway.END_EDUCATION, date(2026, 11, 16), about=first.reference)
    take(people, case, pathway.SETTLE, date(2026, 11, 18))
    case.refresh_from_db()
    assert (case.stage, due(case)) == ("settled", {})
    third = suspended(people, date(2026, 12, 1), date(2026, 12, 9))
    assert third.case != case


def test_what_a_second_school_owes_is_a_case_of_its_own_counted_by_its_own_calendar(people: People) -> None:
    first = suspended(people, date(2026, 10, 5), date(2026, 10, 13))
    academy = make.school("Academy", is_academy=True, calendar=calendar(BLOCKS_B, INSET_B, name="Two weeks in October"))
    second = suspended(people, date(2026, 10, 15), date(2026, 11, 10), school=academy)
    assert first.case is not None
    assert second.case is not None
    assert second.case != first.case
    assert (second.case.school, due(second.case)["day_six"]) == (academy, date(2026, 11, 5))
    third = suspended(people, date(2026, 11, 12), date(2026, 11, 20))
    assert third.case == first.case
    assert set(queries.of_case(first.case)) == {first, third}


def test_the_clerk_of_either_school_sees_what_comes_before_its_own_governors(people: People) -> None:
    other = make.school("Other School")
    mine = suspended(people, date(2026, 10, 5), date(2026, 10, 13)).case
    theirs = suspended(people, date(2026, 10, 15), date(2026, 10, 23), school=other).case
    for school, case in ((people.school, mine), (other, theirs)):
        clerk = make.user("governors_clerk", school.organisation, name=f"Clerk of {school}")
        assert list(governors.cases_before(clerk)) == [case]


def test_the_database_keeps_one_open_case_for_a_child_and_a_school(people: People) -> None:
    case = suspended(people, date(2026, 10, 15), date(2026, 11, 3)).case
    assert case is not None
    again = {"on": date(2026, 11, 4), "at": moment(date(2026, 11, 4)), "origin": Origin.PORTAL, "by": people.head}
    with pytest.raises(Refused, match="already has an open case"):
        cases.open_case(pathway.SUSPENDED, pathway.FOLLOW, child=people.child, school=people.school, **again)
    case.pk, case.key, case.reference = None, "another", "OX-ANOTHER"
    with pytest.raises(IntegrityError, match="one_open_case_of_a_pathway_a_child_a_school"), transaction.atomic():
        case.save(force_insert=True)


# --- what appears unlawful ------------------------------------------------------------------------------------


def why(one: Suspension) -> list[str]:
    """What was challenged in it."""
    return [challenge.why for challenge in queries.challenges_about(one)]


def eleven_and_a_half_days(people: People) -> None:
    """After 30 days at the school before."""
    suspended(people, date(2026, 11, 9), date(2026, 11, 24), ends_after=Session.MORNING, sessions_carried=60)


def test_45_days_in_a_school_year_are_lawful(people: People) -> None:
    eleven_and_a_half_days(people)
    one = suspended(people, date(2026, 12, 1), date(2026, 12, 4), ends_after=Session.MORNING, sessions_carried=60)
    assert queries.totals(people.child, people.school, one.last_on).in_year == 90
    assert why(one) == []


def test_half_a_day_more_is_received_and_challenged_and_the_child_counts_as_out(people: People) -> None:
    eleven_and_a_half_days(people)
    over = suspended(people, date(2026, 12, 1), date(2026, 12, 4), sessions_carried=60)
    assert why(over) == [  # W22
        "This makes 45.5 school days of suspension in the school year, more than 45 school days (SI 2012/1033: 45 "
        "school days in a school year, at whatever school)."
    ]
    assert due(over.case)["challenge_answer"] == date(2026, 12, 8)
    offer = Offer.objects.get(source=over.reference)
    assert (offer.kind, offer.from_on, offer.to_on) == (OfferKind.NONE, date(2026, 12, 1), date(2026, 12, 4))


def test_one_that_goes_on_where_another_ended_is_received_and_challenged(people: People) -> None:
    suspended(people, date(2026, 11, 18), date(2026, 11, 20))
    second = suspended(people, date(2026, 11, 23), date(2026, 11, 24))
    assert why(second) == [
        "It begins on 23 November 2026, and another suspension lasted until 20 November 2026 (SI 2012/1033 and its "
        "guidance: a suspension cannot be extended; a further one may follow exceptionally, usually on new evidence)."
    ]


def test_one_that_ends_in_a_term_that_is_not_loaded_is_received_and_counts_for_nothing_yet(people: People) -> None:
    one = suspended(people, date(2027, 7, 20), date(2027, 9, 6))
    assert one.sessions is None
    assert queries.totals(people.child, people.school, date(2027, 9, 6)).in_year == 0


def test_one_told_late_is_received_and_challenged(people: People) -> None:
    one = suspended(people, date(2026, 11, 18), date(2026, 11, 18), on=date(2026, 11, 20))
    assert why(one) == [
        "The council was told on 20 November 2026, and the exclusion was decided on 18 November 2026: it must be told "
        "without delay (SI 2012/1033)."
    ]
    (challenge,) = challenges_of(one.case)
    assert challenge.about == one.reference


# --- what cannot be -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "changes", "field", "said"),
    [
        (date(2026, 10, 28), date(2026, 11, 3), {}, "first_on", "28 October 2026 is not a school day"),
        (date(2026, 10, 22), date(2026, 10, 24), {}, "last_on", "24 October 2026 is not a school day"),
        (date(2026, 11, 10), date(2026, 11, 9), {}, "last_on", "The suspension cannot end before it begins"),
        (
            date(2026, 11, 10),
            date(2026, 11, 10),
            {"first_session": Session.AFTERNOON, "ends_after": Session.MORNING},
            "last_on",
            "The suspension cannot end before it begins",
        ),
        (
            date(2026, 11, 10),
            date(2026, 11, 10),
            {"on": date(2026, 11, 9)},
            "decided_on",
            "This came on 9 November 2026",
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    people: People, first: date, last: date, changes: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        suspended(people, first, last, **changes)
    assert (refused.value.field, refused.value.message.startswith(said)) == (field, True)
    assert not Suspension.objects.exists()
    assert not Offer.objects.exists()


def test_two_suspensions_for_one_session_are_refused_and_one_in_the_afternoon_after_a_morning_is_not(
    people: People,
) -> None:
    first = suspended(people, date(2026, 11, 9), date(2026, 11, 10), ends_after=Session.MORNING)
    with pytest.raises(Refused, match=f"already \\({first.reference}\\)"):
        suspended(people, date(2026, 11, 10), date(2026, 11, 11))
    suspended(people, date(2026, 11, 10), date(2026, 11, 11), first_session=Session.AFTERNOON)
    assert Suspension.objects.count() == 2


def test_the_database_keeps_two_suspensions_of_a_child_apart(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 10))
    one.pk, one.key, one.reference = None, "another", "OX-ANOTHER"
    with pytest.raises(IntegrityError, match="one_suspension_for_a_session"), transaction.atomic():
        one.save(force_insert=True)


def test_a_permanent_exclusion_and_a_suspension_for_one_session_are_refused(people: People) -> None:
    suspended(people, date(2026, 11, 9), date(2026, 11, 11))
    with pytest.raises(Refused, match="The pupil is suspended until 11 November 2026"):
        people.tell(first_on=date(2026, 11, 10))
    people.tell(first_on=date(2026, 11, 12))
    with pytest.raises(Refused, match="The pupil is permanently excluded from 12 November 2026"):
        suspended(people, date(2026, 11, 12), date(2026, 11, 12))


def test_a_unit_can_suspend_a_pupil_whom_another_school_has_permanently_excluded(people: People) -> None:
    people.tell(first_on=date(2026, 11, 9))
    people.school = make.school("Example Unit")
    one = suspended(people, date(2026, 11, 23), date(2026, 11, 24))
    assert one.school == people.school


def test_a_permanent_exclusion_may_begin_in_the_afternoon_after_a_suspension_that_ended_that_morning(
    people: People,
) -> None:
    suspended(people, date(2026, 11, 9), date(2026, 11, 9), ends_after=Session.MORNING)
    with pytest.raises(Refused, match="two exclusions for one session"):
        people.tell(date(2026, 11, 9), first_on=date(2026, 11, 9))
    assert people.tell(date(2026, 11, 9), first_on=date(2026, 11, 9), first_session=Session.AFTERNOON)


def test_a_suspension_may_end_in_the_morning_before_a_permanent_exclusion_of_that_afternoon(people: People) -> None:
    people.tell(date(2026, 11, 9), first_on=date(2026, 11, 9), first_session=Session.AFTERNOON)
    with pytest.raises(Refused, match="permanently excluded from"):
        suspended(people, date(2026, 11, 6), date(2026, 11, 9), on=date(2026, 11, 9))
    assert suspended(people, date(2026, 11, 6), date(2026, 11, 9), ends_after=Session.MORNING, on=date(2026, 11, 9))


def test_a_case_opened_for_what_an_officer_entered_says_by_which_way_it_came(people: People) -> None:
    on = date(2026, 11, 9)
    message = casework.receive_message(
        team=duty_team("exclusions"),
        channel="phone",
        received_on=on,
        sender="The school",
        text="A pupil is suspended for six days.",
        files=[],
        by=people.officer,
        at=moment(on),
    )
    facts = told_of_suspension(on, date(2026, 11, 16))
    one = actions.tell(
        people.child, people.school, told=facts, letter=None, by=people.officer, on=on, at=moment(on), message=message
    )
    assert one.case is not None
    assert one.case.origin == Origin.PHONE


# --- what the child is offered ----------------------------------------------------------------------------------


def test_on_whole_days_out_the_school_offers_nothing(people: People) -> None:
    one = suspended(people, date(2026, 11, 9), date(2026, 11, 11), first_session=Session.AFTERNOON)
    offer = Offer.objects.get()
    assert (offer.from_on, offer.to_on, offer.source) == (date(2026, 11, 10), date(2026, 11, 11), one.reference)
    (week,) = ledger(people.child, date(2026, 11, 9), date(2026, 11, 13)).weeks
    assert week.short == 2 * week.entitled // 5


def test_half_days_are_numbers_that_follow_each_other() -> None:
    one = Suspension(
        first_on=date(2026, 11, 9), first_session="pm", last_on=date(2026, 11, 10), ends_after="am", lunchtime=False
    )
    first, end = counting.half_days(one)
    assert end - first == 2
