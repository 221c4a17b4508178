"""The hours ledger, worked by hand: entitled and offered, week by week, to the minute."""

from datetime import date, timedelta

import pytest

from oxle.core.rules import change_rule
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.ledger import WeekOfHours, ledger, ledgers
from oxle.provision.models import OfferKind, ProviderKind
from oxle.provision.rules import KEY_STAGE_3, full_time_rule
from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.calendar import CalendarEnds
from oxle.schooldays.models import ClosureKind
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 1)
# Year 8 in 2026/27: key stage 3, 24 hours, 288 minutes a day.
BORN = date(2014, 3, 1)
DAY = 288
WEEK = 5 * DAY


@pytest.fixture(autouse=True)
def council():
    maker = make.someone()
    calendar = add_calendar("The council’s", by=maker, on=TODAY, is_default=True)
    add_term(calendar, name="Autumn 1", starts_on=date(2026, 9, 2), ends_on=date(2026, 10, 23), by=maker, on=TODAY)
    add_term(calendar, name="Autumn 2", starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 18), by=maker, on=TODAY)
    return calendar


@pytest.fixture
def school():
    return make.school()


@pytest.fixture
def child(school):
    made = make.child(born_on=BORN)
    make.enrolled(made, school, date(2025, 9, 1))
    return made


def offer(child, place, minutes, from_on=date(2026, 9, 7), to_on=None, kind=OfferKind.REDUCED):
    return make_offer(
        child, place, kind=kind, from_on=from_on, to_on=to_on, minutes=minutes, source="OX-0000-0000", by=None
    )


def weeks(child, first: date, last: date) -> list[tuple[date, int, int, int]]:
    return [(w.monday, w.school_days, w.entitled, w.offered) for w in ledger(child, first, last).weeks]


def test_a_child_on_a_schools_roll_is_offered_all_they_are_entitled_to(child):
    assert weeks(child, date(2026, 9, 2), date(2026, 9, 18)) == [
        (date(2026, 8, 31), 3, 3 * DAY, 3 * DAY),
        (date(2026, 9, 7), 5, WEEK, WEEK),
        (date(2026, 9, 14), 5, WEEK, WEEK),
    ]


def test_a_week_of_holiday_has_no_hours(child):
    found = weeks(child, date(2026, 10, 19), date(2026, 11, 6))
    assert [week[0] for week in found] == [date(2026, 10, 19), date(2026, 11, 2)]


def test_a_reduced_timetable_is_offered_instead_of_the_full_week(child, school):
    offer(child, school, [120, 0] * 5)
    found = ledger(child, date(2026, 9, 7), date(2026, 9, 11))
    assert found.weeks == (WeekOfHours(date(2026, 9, 7), 5, entitled=WEEK, offered=600),)
    assert found.short == WEEK - 600


def test_from_the_day_it_ends_the_full_week_is_offered_again(child, school):
    offer(child, school, [120, 0] * 5, to_on=date(2026, 9, 9))
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, WEEK, 3 * 120 + 2 * DAY)]


def test_nothing_offered_is_nothing(child, school):
    offer(child, school, [0] * 10, kind=OfferKind.NONE)
    assert ledger(child, date(2026, 9, 7), date(2026, 9, 11)).short == WEEK


def test_hours_elsewhere_are_added_to_those_of_a_reduced_timetable(child, school):
    unit = add_provider(name="Demo Tuition Centre", kind=ProviderKind.NON_SCHOOL, by=make.someone())
    offer(child, school, [120, 0] * 5)
    offer(child, unit, [0, 90] * 5, kind=OfferKind.TUITION)
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, WEEK, 5 * 210)]


def test_hours_elsewhere_beside_a_full_week_at_school_do_not_make_more_than_a_full_day(child):
    unit = add_provider(name="Demo Tuition Centre", kind=ProviderKind.NON_SCHOOL, by=make.someone())
    offer(child, unit, [120, 120] + [0] * 8, kind=OfferKind.OFF_SITE)
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, WEEK, WEEK)]


def test_a_child_on_no_roll_is_entitled_and_offered_nothing(school):
    child = make.child(born_on=BORN)
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, WEEK, 0)]


def test_a_child_who_left_on_tuesday_is_offered_two_days(child):
    child.enrolments.update(to_on=date(2026, 9, 8))
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, WEEK, 2 * DAY)]


def test_days_on_which_the_childs_own_school_is_closed_do_not_count(child, school):
    maker = make.someone()
    own = add_calendar("Demo School’s own", by=maker, on=TODAY)
    inset = {"kind": ClosureKind.INSET, "starts_on": date(2026, 9, 11), "ends_on": date(2026, 9, 11)}
    add_closure(own, **inset, by=maker, on=TODAY)
    type(school).objects.filter(pk=school.pk).update(calendar=own)
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 4, 4 * DAY, 4 * DAY)]


def test_the_days_of_a_child_at_two_schools_are_those_of_the_main_one(school):
    maker = make.someone()
    own = add_calendar("Demo School’s own", by=maker, on=TODAY)
    inset = {"kind": ClosureKind.INSET, "starts_on": date(2026, 9, 11), "ends_on": date(2026, 9, 11)}
    add_closure(own, **inset, by=maker, on=TODAY)
    child, main = make.child(born_on=BORN), make.school("Demo Main School", calendar=own)
    make.enrolled(child, school, kind="dual_subsidiary")
    make.enrolled(child, main, kind="dual_main")
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 4, 4 * DAY, 4 * DAY)]


def test_one_weeks_surplus_does_not_make_good_anothers_lack(child, school):
    offer(child, school, [240, 240] * 5, to_on=date(2026, 9, 13))
    offer(child, school, [60, 0] * 5, from_on=date(2026, 9, 14))
    found = ledger(child, date(2026, 9, 7), date(2026, 9, 18))
    assert [week.short for week in found.weeks] == [0, WEEK - 300]
    assert found.short == WEEK - 300


def test_before_and_after_compulsory_school_age_nothing_is_owed():
    young, old = (
        make.child("Demo", "Young", born_on=date(2021, 10, 1)),
        make.child("Demo", "Old", born_on=date(2010, 1, 1)),
    )
    days = (date(2026, 9, 2), date(2026, 12, 18))
    found = ledgers([young.pk, old.pk], *days)
    assert found[young.pk].weeks == ()
    assert found[old.pk].weeks == ()


@pytest.mark.parametrize(
    ("born_on", "hours"),
    [
        (date(2021, 9, 1), "21"),
        (date(2019, 9, 1), "21"),
        (date(2019, 8, 31), "23.5"),
        (date(2015, 9, 1), "23.5"),
        (date(2015, 8, 31), "24"),
        (date(2012, 9, 1), "24"),
        (date(2012, 8, 31), "25"),
    ],
)
def test_a_full_week_goes_by_key_stage(born_on, hours):
    # In 2026/27, Year 2 was born from 1 September 2019, Year 6 from 2015, Year 9 from 2012.
    assert str(full_time_rule(born_on, date(2026, 11, 2)).default) == hours


def test_a_change_of_the_figure_counts_from_its_day(child):
    change_rule(KEY_STAGE_3, "25", from_on=date(2026, 9, 9), reason="agreed by heads")
    assert weeks(child, date(2026, 9, 7), date(2026, 9, 11)) == [(date(2026, 9, 7), 5, 2 * DAY + 900, 2 * DAY + 900)]


def test_days_after_the_last_loaded_term_are_not_guessed(child):
    with pytest.raises(CalendarEnds, match="terms after 18 December 2026 are not loaded"):
        ledger(child, date(2026, 12, 1), date(2027, 1, 31))


def test_many_children_cost_the_queries_of_one_and_come_out_the_same(child, school, django_assert_max_num_queries):
    others = []
    for number in range(20):
        other = make.child("Demo", f"Child {number}", born_on=BORN + timedelta(days=number))
        make.enrolled(other, school, date(2025, 9, 1))
        others.append(other)
    offer(others[3], school, [120, 0] * 5)
    days = (date(2026, 9, 2), date(2026, 12, 18))
    ledger(child, *days)
    with django_assert_max_num_queries(5):
        found = ledgers([other.pk for other in others], *days)
    assert found == {other.pk: ledger(other, *days) for other in others}
    assert found[others[3].pk].offered < found[others[4].pk].offered
