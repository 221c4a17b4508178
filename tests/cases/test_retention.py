"""How long each kind of attendance record is kept: from which day, by which setting, and what moves the answer."""

from datetime import date

import pytest

from attendance import retention as attendance
from attendance.prosecution import pathway as prosecution_pathway
from attendance.referrals import pathway as referral_pathway
from oxle.cases import actions, retention
from oxle.cases.models import Case
from oxle.cases.recounting import recount_waiting
from oxle.core.dates import now
from oxle.core.rules import RULES, change_rule
from tests.attendance import court
from tests.attendance import make as referrals
from tests.cases import closed

pytestmark = pytest.mark.django_db
CLOSED = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2027-03-02T10:00:00+00:00")


def answer(case: Case) -> list[tuple[str, date, date]]:
    """Every reason that a case is kept, the one that decides first."""
    case.refresh_from_db()
    found = retention.kept(case)
    return [(one.words, one.from_on, one.until_on) for one in found.reasons] if found else []


def stored(case: Case) -> tuple[date | None, date | None, str]:
    case.refresh_from_db()
    return (case.retain_from_on, case.retain_until_on, case.retention_rule)


def test_a_case_without_legal_action_is_kept_six_years_or_until_the_child_is_25():
    case = closed.withdrawn(CLOSED)
    assert answer(case) == [
        ("25 years from the child’s date of birth", date(2014, 3, 4), date(2039, 3, 4)),
        ("6 years from the day the case was closed", CLOSED, date(2032, 10, 20)),
    ]
    assert stored(case) == (CLOSED, date(2039, 3, 4), "attendance.keep_until_age")


def test_where_the_schedule_counts_only_from_the_closing_the_age_is_switched_off():
    change_rule(attendance.UNTIL_AGE, "0", from_on=date(2026, 9, 1), reason="Our schedule")
    case = closed.withdrawn(CLOSED)
    assert answer(case) == [("6 years from the day the case was closed", CLOSED, date(2032, 10, 20))]
    assert stored(case) == (CLOSED, date(2032, 10, 20), "attendance.keep_case")


def test_an_open_case_has_no_last_day():
    people = court.People()
    case = referrals.sent(people.school, people.child, people.lead, date(2026, 10, 16))
    assert answer(case) == []
    assert stored(case) == (None, None, "")


def test_a_prosecution_file_is_kept_six_years_after_the_prosecution_ended_with_its_unused_material_and_pace_notes():
    referral, prosecution = closed.prosecuted(court.People())
    assert answer(prosecution) == [
        ("6 years from the day the prosecution ended", date(2027, 1, 13), date(2033, 1, 13)),
        ("6 months from the day of the conviction, for the unused material", date(2027, 1, 13), date(2027, 7, 13)),
    ]
    assert stored(prosecution)[1:] == (date(2033, 1, 13), "attendance.keep_prosecution")
    pace = "6 years from the day the prosecution ended, whose file the PACE notes go with"
    assert answer(referral)[1:] == [
        ("6 years from the day the case was closed", date(2027, 1, 13), date(2033, 1, 13)),
        (pace, date(2027, 1, 13), date(2033, 1, 13)),
    ]


def test_pace_notes_stay_as_long_as_the_file_of_a_prosecution_that_ends_later():
    referral, prosecution = closed.prosecuted(court.People())
    change_rule(attendance.UNTIL_AGE, "0", from_on=date(2026, 9, 1), reason="Our schedule")
    outcome = prosecution.events.get(step=prosecution_pathway.RECORD_OUTCOME.key)
    officer = outcome.by
    later = date(2027, 2, 24)
    actions.correct(outcome, by=officer, on=later, at=closed.at(later), reason="It was adjourned.")
    assert stored(prosecution) == (later, date(2033, 2, 24), "attendance.keep_prosecution")
    assert stored(referral) == (date(2027, 1, 13), date(2033, 2, 24), "attendance.keep_prosecution")


def test_unused_material_is_never_kept_for_less_than_six_months_after_a_conviction():
    _, prosecution = closed.prosecuted(court.People())
    # As if the schedule kept the rest of the file for a few months only.
    change_rule(attendance.UNUSED, "100", from_on=date(2026, 9, 1), reason="An example")
    assert answer(prosecution)[0] == (
        "100 months from the day of the conviction, for the unused material",
        date(2027, 1, 13),
        date(2035, 5, 13),
    )


def test_a_setting_counts_as_it_was_on_the_day_the_case_closed():
    case = closed.withdrawn(CLOSED)
    change_rule(attendance.UNTIL_AGE, "0", from_on=date(2026, 10, 21), reason="A new schedule")
    recount_waiting(at=now())
    assert stored(case) == (CLOSED, date(2039, 3, 4), "attendance.keep_until_age")


def test_a_setting_changed_from_a_past_day_moves_the_cases_closed_since():
    case = closed.withdrawn(CLOSED)
    change_rule(attendance.UNTIL_AGE, "0", from_on=CLOSED, reason="A new schedule")
    assert stored(case) == (CLOSED, date(2039, 3, 4), "attendance.keep_until_age")
    recount_waiting(at=now())
    assert stored(case) == (CLOSED, date(2032, 10, 20), "attendance.keep_case")


def test_a_corrected_day_of_closing_moves_the_last_day():
    change_rule(attendance.UNTIL_AGE, "0", from_on=date(2026, 9, 1), reason="Our schedule")
    case = closed.withdrawn(CLOSED)
    event = case.events.get(step=referral_pathway.WITHDRAW.key)
    actions.correct(event, by=event.by, on=date(2026, 10, 19), at=closed.at(CLOSED), reason="It was the day before.")
    assert stored(case) == (date(2026, 10, 19), date(2032, 10, 19), "attendance.keep_case")


def test_a_date_of_birth_put_right_is_seen_before_anybody_is_asked():
    case = closed.withdrawn(CLOSED)
    case.child.born_on = date(2015, 3, 4)
    case.child.save(update_fields=["born_on"])
    on = date(2039, 3, 5)
    assert list(retention.cases_over(Case.objects.all(), on)) == [case]
    assert retention.settle_waiting(on=on) == 1
    assert list(retention.cases_over(Case.objects.all(), on)) == []
    assert stored(case) == (CLOSED, date(2040, 3, 4), "attendance.keep_until_age")


def test_a_closed_case_without_an_answer_gets_one():
    case = closed.withdrawn(CLOSED)
    Case.objects.filter(pk=case.pk).update(retain_until_on=None, retention_rule="")
    assert retention.settle_waiting(on=date(2027, 3, 2)) == 1
    assert stored(case) == (CLOSED, date(2039, 3, 4), "attendance.keep_until_age")
    assert retention.settle_waiting(on=date(2027, 3, 2)) == 0


@pytest.mark.parametrize(
    "key",
    ["keep_case", "keep_until_age", "keep_supervision", "keep_prosecution", "keep_unused_material"],
)
def test_every_time_of_the_schedule_is_a_setting_of_the_service_that_nobody_has_confirmed_yet(key):
    rule = RULES[f"attendance.{key}"]
    assert (rule.local, rule.certain, "(unsourced)" in rule.source) == (True, False, True)
