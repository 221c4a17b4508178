"""The hours ledger, worked by hand: entitled and offered, week by week, to the minute."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from oxle.core.rules import change_rule
from oxle.provision import ledger as counting
from oxle.provision.actions import add_provider, make_offer, state_examinations_over, state_full_week
from oxle.provision.exam_models import ExaminationsOver
from oxle.provision.ledger import Sums, WeekOfHours, lacking_on, lacking_since, ledger, ledgers, sums
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import OfferKind, ProviderKind, ProviderWeek
from oxle.provision.rules import KEY_STAGE_3, full_time_rule
from oxle.registers.actions import write_weeks
from oxle.registers.codes import pack_week
from oxle.schooldays.actions import add_calendar, add_closure, add_term
from oxle.schooldays.calendar import CalendarBegins, CalendarEnds
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
    assert found.weeks == (WeekOfHours(date(2026, 9, 7), 5, entitled=WEEK, offered=600, lacking=5),)
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


def test_one_session_is_offered_once_whoever_offers_it(child, school):
    unit = add_provider(name="Demo Tuition Centre", kind=ProviderKind.NON_SCHOOL, by=make.someone())
    offer(child, school, [150, 0] * 5)
    offer(child, unit, [120, 0] * 5, kind=OfferKind.TUITION)
    found = ledger(child, date(2026, 9, 7), date(2026, 9, 11))
    # A child is in one place in a session: two halves that are the same half are no full day.
    assert (found.offered, found.lacking) == (5 * 150, 5)


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


MONDAY = date(2026, 9, 7)
WHOLE = ["/", "\\"] * 5


def marked(child, school, codes, monday=MONDAY):
    write_weeks(child, school, {monday: pack_week(codes)}, source="test", by=None)


def attended(child, first=MONDAY, last=date(2026, 9, 11)):
    return [week.attended for week in ledger(child, first, last).weeks]


def test_sessions_marked_present_late_or_away_with_the_schools_leave_are_attended(child, school):
    marked(child, school, ["/", "\\", "L", "V", "B", "I", "O", "N", "C1", "#"])
    assert attended(child) == [5 * DAY // 2]


def test_a_week_without_marks_is_not_a_week_of_absence(child):
    assert attended(child) == [None]


def test_marks_outside_the_days_asked_for_do_not_count(child, school):
    marked(child, school, WHOLE)
    assert attended(child, date(2026, 9, 8), date(2026, 9, 9)) == [2 * DAY]


def test_a_session_of_a_reduced_timetable_is_as_long_as_it_was_offered(child, school):
    offer(child, school, [120, 0] * 5)
    marked(child, school, WHOLE)
    assert attended(child) == [600]


def test_the_providers_mark_counts_wherever_there_is_one_and_the_schools_elsewhere(child, school):
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
    offer(child, school, [0] * 10, kind=OfferKind.NONE)
    offer(child, unit, [150] * 10, kind=OfferKind.ALTERNATIVE)
    marked(child, school, ["B"] * 10)
    codes = ["/", "O", "L", "\\"] + [None] * 6
    ProviderWeek.objects.create(child=child, provider=unit, monday=MONDAY, marks=pack_week(codes))
    # Three of the four sessions that the provider marked, and the six that only the school did.
    assert attended(child) == [3 * 150 + 6 * 150]


def test_a_mark_of_a_day_without_school_counts_in_no_sum(child):
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
    offer(child, unit, [150] * 10, date(2026, 10, 19), kind=OfferKind.ALTERNATIVE)
    half_term = date(2026, 10, 26)
    ProviderWeek.objects.create(child=child, provider=unit, monday=half_term, marks=pack_week(WHOLE))
    days = (date(2026, 10, 19), date(2026, 11, 6))
    assert (ledger(child, *days).attended, sums([child.pk], *days)[child.pk].attended) == (0, 0)


def test_two_schools_that_both_mark_a_session_present_are_one_session(child, school):
    other = make.school("Demo Other School")
    make.enrolled(child, other, kind="dual_subsidiary")
    child.enrolments.filter(school=school).update(kind="dual_main")
    marked(child, school, WHOLE)
    marked(child, other, WHOLE)
    assert attended(child) == [WEEK]


@pytest.mark.parametrize("many", [counting.MANY, 1])
def test_a_session_that_the_old_and_the_new_school_both_marked_is_attended_once(child, school, monkeypatch, many):
    monkeypatch.setattr(counting, "MANY", many)
    after = make.school("Demo Next School")
    child.enrolments.update(to_on=date(2026, 9, 9))
    make.enrolled(child, after, date(2026, 9, 10))
    throughout = make.child("Demo", "Throughout", born_on=BORN, at=school)
    for one in (child, throughout):
        marked(one, school, WHOLE)
        marked(one, after, ["/", "I", *WHOLE[2:]])
    for one in (child, throughout):
        assert attended(one) == [WEEK]
        assert sums([one.pk], MONDAY, date(2026, 9, 11))[one.pk].attended == WEEK


def test_the_week_that_a_school_publishes_is_the_full_week_of_its_pupils(child, school):
    state_full_week(school, from_on=date(2026, 9, 9), minutes=1_650, source="website", by=make.someone())
    assert weeks(child, MONDAY, date(2026, 9, 11)) == [(MONDAY, 5, 2 * DAY + 990, 2 * DAY + 990)]


def test_the_hours_of_a_plan_go_before_those_of_the_school(child, school):
    maker = make.someone()
    state_full_week(school, from_on=date(2026, 9, 1), minutes=1_650, source="website", by=maker)
    state_full_week(child, from_on=date(2026, 9, 1), minutes=1_200, source="plan", by=maker)
    state_full_week(child, from_on=date(2026, 9, 14), minutes=900, source="new plan", by=maker)
    assert [week[2] for week in weeks(child, MONDAY, date(2026, 9, 18))] == [1_200, 900]


def test_the_days_without_a_full_time_offer_since_a_day_are_one_query_for_everybody(child, school):
    other = make.child("Demo", "Offered", born_on=BORN, at=school)
    offer(child, school, [144, 144] * 2 + [120, 0] * 3, from_on=date(2026, 9, 9))
    found = lacking_since([child.pk, other.pk], date(2026, 9, 2), date(2026, 9, 16))
    assert found == {
        child.pk: Sums(
            entitled=11 * DAY, offered=7 * DAY + 4 * 120, attended=0, short=4 * (DAY - 120), lacking=4,
            since=date(2026, 9, 9),
        )
    }  # fmt: skip


@pytest.mark.parametrize("many", [counting.MANY, 1])
def test_a_mark_on_a_day_that_was_closed_for_the_school_is_no_attendance(child, school, monkeypatch, many):
    monkeypatch.setattr(counting, "MANY", many)
    maker = make.someone()
    own, other = add_calendar("Its own", by=maker, on=TODAY), make.school("Demo Open School")
    school.calendar = own
    school.save(update_fields=["calendar"])
    open_there = make.child("Demo", "Open", born_on=BORN, at=other)
    for each, where in ((child, school), (open_there, other)):
        marked(each, where, WHOLE)
        marked(each, where, WHOLE, monday=date(2026, 8, 31))
    inset = {"kind": ClosureKind.INSET, "starts_on": date(2026, 9, 9), "ends_on": date(2026, 9, 9)}
    assert attended(child) == [WEEK]
    add_closure(own, **inset, by=maker, on=TODAY)
    first, last = date(2026, 9, 2), date(2026, 9, 11)
    for each, here in ((child, [3 * DAY, 4 * DAY]), (open_there, [3 * DAY, WEEK])):
        assert attended(each, first, last) == here
        assert sums([each.pk], first, last)[each.pk].attended == sum(here)
        # From within the week, and where the pupil came to the school in it.
        assert attended(each, date(2026, 9, 9), last) == [here[1] - 2 * DAY]
    child.enrolments.update(from_on=date(2026, 9, 8))
    assert attended(child, MONDAY, last) == [3 * DAY]


@pytest.mark.parametrize("many", [counting.MANY, 1])
def test_the_sums_are_those_of_the_weeks_also_as_they_are_made_for_a_whole_county(child, school, monkeypatch, many):
    monkeypatch.setattr(counting, "MANY", many)
    monkeypatch.setattr(counting, "SEVERAL", min(many, counting.SEVERAL))
    other = make.child("Demo", "Moved", born_on=BORN)
    make.enrolled(other, school)
    other.enrolments.update(to_on=date(2026, 9, 9))
    make.enrolled(other, make.school("Demo Next School"), date(2026, 9, 10))
    offer(child, school, [120, 0] * 5, to_on=date(2026, 9, 9))
    marked(child, school, WHOLE)
    marked(other, school, WHOLE)
    throughout = make.child("Demo", "Throughout", born_on=BORN, at=school)
    for monday in (date(2026, 8, 31), MONDAY, date(2026, 9, 14)):
        marked(throughout, school, ["/", "\\", "I", "L", *WHOLE[4:]], monday)
    # The first and the last week are cut: a Wednesday, a Thursday.
    days = (date(2026, 9, 2), date(2026, 9, 17))
    assert ledger(throughout, *days).attended == 3 * DAY + 9 * DAY // 2 + 7 * DAY // 2
    for one, kept in ledgers([child.pk, other.pk, throughout.pk], *days).items():
        summed = sums([one], *days)[one]
        assert (summed.entitled, summed.offered, summed.attended, summed.short, summed.lacking) == (
            kept.entitled, kept.offered, kept.attended, kept.short, kept.lacking,
        )  # fmt: skip


def test_a_pupil_who_has_sat_every_examination_is_owed_nothing_after_the_last_in_every_sum(child, school):
    last_on, source = date(2026, 9, 16), "OX-0000-0001"
    offer(child, school, [0] * 10, kind=OfferKind.NONE)
    others = make.child(born_on=BORN)
    make.enrolled(others, school, date(2025, 9, 1))
    first, last = date(2026, 9, 7), date(2026, 9, 25)
    taught = make.child(born_on=BORN)
    make.enrolled(taught, school, date(2025, 9, 1))
    write_weeks(taught, school, {date(2026, 9, 14): pack_week(["/", "\\"] * 5)}, source="test", by=None)
    state_examinations_over(taught, last_on=last_on, source=source, by=None)
    assert ledger(taught, first, last).attended == 3 * DAY
    untouched = ledger(others, first, last)

    def state(day, source=source):
        state_examinations_over(child, last_on=day, source=source, by=None)

    assert sums([child.pk], first, last)[child.pk].lacking == 15
    state(last_on)
    assert weeks(child, first, last) == [
        (date(2026, 9, 7), 5, WEEK, 0),
        (date(2026, 9, 14), 3, 3 * DAY, 0),
    ]
    assert sums([child.pk], first, last)[child.pk].lacking == 8
    assert lacking_on([child.pk], first, last_on)[child.pk].days == 8
    # From the next day on nobody is without what is owed to nobody.
    assert lacking_on([child.pk], first, date(2026, 9, 17)) == {}
    assert ledger(others, first, last) == untouched
    # Over before: there is nothing to count, and nobody is missing anything.
    assert (weeks(child, date(2026, 9, 17), last), sums([child.pk], date(2026, 9, 17), last)) == ([], {})
    assert lacking_on([child.pk], date(2026, 9, 17), last) == {}
    # Where two records differ the later day counts; what one says no more counts no more.
    state(date(2026, 9, 22), "OX-0000-0002")
    assert sums([child.pk], first, last)[child.pk].lacking == 12
    state(None, "OX-0000-0002")
    state(None)
    assert sums([child.pk], first, last)[child.pk].lacking == 15


def test_one_record_says_one_time_in_which_a_child_was_missing_and_it_ends_after_it_begins(child):
    row = {"child": child, "from_on": date(2026, 9, 16), "told_on": date(2026, 9, 18)}
    MissingTime.objects.create(**row, source="OX-0000-0001")
    for changes, constraint in (
        ({"source": "OX-0000-0001"}, "one_missing_time_a_source"),
        ({"source": ""}, "missing_time_says_where_from"),
        ({"source": "OX-0000-0002", "to_on": date(2026, 9, 15)}, "missing_time_ends_after_it_begins"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            MissingTime.objects.create(**row | changes)


def test_one_record_says_one_day_on_which_the_examinations_were_over(child):
    row = {"child": child, "last_on": date(2026, 9, 16)}
    ExaminationsOver.objects.create(**row, source="OX-0000-0001")
    for source, constraint in (
        ("OX-0000-0001", "one_end_of_examinations_a_source"),
        ("", "end_of_examinations_says_where_from"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ExaminationsOver.objects.create(**row, source=source)


def test_it_says_at_once_from_when_every_calendar_that_is_asked_has_terms(child, school):
    begun = date(2026, 9, 9)
    own = add_calendar("The school’s", by=make.someone(), on=TODAY)
    add_term(own, name="Autumn 1", starts_on=begun, ends_on=date(2026, 10, 23), by=make.someone(), on=TODAY)
    school.calendar = own
    school.save()
    with pytest.raises(CalendarBegins) as found:
        lacking_on([child.pk], date(2026, 8, 31), date(2026, 9, 30))
    assert found.value.first_day == begun
    assert lacking_on([child.pk], begun, date(2026, 9, 30)) == {}
