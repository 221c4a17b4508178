"""Changes to calendars: what is refused, who is told, and what is counted afterwards."""

from datetime import date

import pytest
from django.db import transaction

from oxle.core.errors import Refused, Stale
from oxle.schooldays import changes
from oxle.schooldays.actions import (
    Loaded,
    add_calendar,
    add_closure,
    add_term,
    change_closure,
    change_term,
    load_terms,
    remove_closure,
    remove_term,
)
from oxle.schooldays.calendar import Closed, ClosedBecause
from oxle.schooldays.counting import due
from oxle.schooldays.limits import school_days
from oxle.schooldays.models import Calendar, ClosureKind, Term
from oxle.schooldays.queries import calendar_for, calendars_for
from oxle.schooldays.term_rows import Row

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
OFFICER = "a demo officer"
WHO = {"by": OFFICER, "on": TODAY}
TERMS = [
    Row("Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),
    Row("Autumn 2", date(2026, 11, 2), date(2026, 12, 18)),
    Row("Spring 1", date(2027, 1, 4), date(2027, 2, 12)),
]
INSET = Row("Countywide INSET", date(2026, 11, 2), date(2026, 11, 2), closes="inset")


@pytest.fixture
def county():
    """The council's default, with two terms and a half of 2026/27 and one INSET day."""
    calendar = add_calendar("Demo county", is_default=True, **WHO)
    load_terms(calendar, [*TERMS, INSET], **WHO)
    return calendar


@pytest.fixture
def told():
    """The changes that a layer above hears of."""
    heard = []
    changes.on_calendar_changed(heard.append)
    yield heard
    changes.HOOKS.remove(heard.append)


def test_a_date_counted_by_a_calendar_moves_when_an_inset_day_is_added(county):
    before = due(school_days(5), date(2026, 11, 9), calendar_for(county.pk)).on
    add_closure(county, kind=ClosureKind.INSET, starts_on=date(2026, 11, 13), ends_on=date(2026, 11, 13), **WHO)
    after = due(school_days(5), date(2026, 11, 9), calendar_for(county.pk)).on

    assert (before, after) == (date(2026, 11, 16), date(2026, 11, 17))


def test_a_school_without_a_calendar_or_without_terms_of_its_own_follows_the_councils(county):
    academy = add_calendar("Demo academy", **WHO)

    for calendar in (calendar_for(None), calendar_for(academy.pk)):
        assert len(calendar.school_days) == len(calendar_for(county.pk).school_days) == 102
        assert calendar.why_closed(date(2026, 11, 2)) == Closed(ClosedBecause.INSET, "Countywide INSET")


def test_a_schools_own_inset_days_come_on_top_of_the_councils_terms(county):
    academy = add_calendar("Demo academy", **WHO)
    add_closure(academy, kind=ClosureKind.INSET, starts_on=date(2026, 11, 27), ends_on=date(2026, 11, 27), **WHO)

    own = calendar_for(academy.pk)
    assert own.name == "Demo academy"
    assert own.is_school_day(date(2026, 11, 27)) is False
    assert own.is_school_day(date(2026, 11, 2)) is False
    assert calendar_for(county.pk).is_school_day(date(2026, 11, 27)) is True


def test_a_school_with_terms_of_its_own_has_nothing_of_the_councils(county):
    academy = add_calendar("Demo academy", **WHO)
    add_term(academy, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 18), **WHO)

    assert calendar_for(academy.pk).is_school_day(date(2026, 11, 2)) is True


def test_a_change_to_the_councils_terms_reaches_the_schools_that_follow_it_also_in_memory(county):
    academy, day = add_calendar("Demo academy", **WHO), date(2026, 11, 27)
    before = [calendar_for(each).is_school_day(day) for each in (academy.pk, None)]
    add_closure(county, kind=ClosureKind.INSET, starts_on=day, ends_on=day, **WHO)

    assert (before, [calendar_for(each).is_school_day(day) for each in (academy.pk, None)]) == ([True] * 2, [False] * 2)


def test_a_copy_starts_with_the_terms_and_closures_and_goes_its_own_way(county):
    copy = add_calendar("Demo academy", copied_from=county, **WHO)
    assert list(calendar_for(copy.pk).school_days) == list(calendar_for(county.pk).school_days)

    add_closure(county, kind=ClosureKind.INSET, starts_on=date(2026, 11, 27), ends_on=date(2026, 11, 27), **WHO)
    assert calendar_for(copy.pk).is_school_day(date(2026, 11, 27)) is True
    assert copy.copied_from == county


def test_without_a_default_a_school_without_a_calendar_has_no_terms():
    assert due(school_days(5), TODAY, calendar_for(None)).why_not == "no terms are loaded for the council's calendar"


def test_those_who_count_by_a_calendar_are_told_of_every_change(county, told):
    academy = add_calendar("Demo academy", **WHO)
    term = add_term(academy, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 1), **WHO)
    change_term(term, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 2), **WHO)
    closure = add_closure(academy, kind=ClosureKind.INSET, starts_on=TODAY, ends_on=TODAY, **WHO)
    change_closure(closure, kind=ClosureKind.OTHER, reason="Polling", starts_on=TODAY, ends_on=TODAY, **WHO)
    remove_closure(closure, **WHO)
    remove_term(term, **WHO)

    change = changes.CalendarChange(frozenset({academy.pk}), default_changed=False, by=OFFICER, on=TODAY)
    assert told == [change] * 6


def test_a_change_to_the_default_is_told_for_every_calendar_that_follows_it(county, told):
    follower = add_calendar("Demo follower", **WHO)
    own = add_calendar("Demo academy", **WHO)
    add_term(own, name="Autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 1), **WHO)
    told.clear()

    add_closure(county, kind=ClosureKind.INSET, starts_on=TODAY, ends_on=TODAY, **WHO)
    assert told == [changes.CalendarChange(frozenset({county.pk, follower.pk}), True, OFFICER, TODAY)]


def test_a_change_that_is_undone_leaves_nothing_behind_in_memory(county):
    day = date(2026, 11, 27)
    with transaction.atomic():
        add_closure(county, kind=ClosureKind.INSET, starts_on=day, ends_on=day, **WHO)
        assert calendar_for(county.pk).is_school_day(day) is False
        transaction.set_rollback(True)
    county.refresh_from_db()
    assert calendar_for(county.pk).is_school_day(day) is True

    other = date(2026, 11, 26)
    add_closure(county, kind=ClosureKind.INSET, starts_on=other, ends_on=other, **WHO)
    assert [calendar_for(county.pk).is_school_day(each) for each in (other, day)] == [False, True]


def test_an_edit_that_began_before_somebody_elses_is_not_made(county):
    seen = county.version
    add_closure(county, kind=ClosureKind.INSET, starts_on=TODAY, ends_on=TODAY, version=seen, **WHO)

    with pytest.raises(Stale) as stale:
        add_term(county, name="Late", starts_on=date(2027, 2, 22), ends_on=date(2027, 3, 25), version=seen, **WHO)
    assert stale.value.record.version == seen + 1
    assert county.terms.count() == 3


def says(expected: str, field: str, action, *args, **kwargs) -> None:
    with pytest.raises(Refused) as refused:
        action(*args, **kwargs, **WHO)
    assert (refused.value.message, refused.value.field) == (expected, field)


def test_a_term_over_another_is_refused_naming_it(county):
    says(
        "These dates overlap Autumn 2, 2 November to 18 December 2026",
        "starts_on",
        add_term,
        county,
        name="Extra",
        starts_on=date(2026, 12, 18),
        ends_on=date(2026, 12, 19),
    )


def test_a_term_may_be_changed_within_its_own_days(county):
    term = county.terms.get(name="Autumn 2")
    change_term(term, name="Autumn 2", starts_on=date(2026, 11, 3), ends_on=date(2026, 12, 17), **WHO)

    assert calendar_for(county.pk).is_school_day(date(2026, 12, 17)) is True
    assert calendar_for(county.pk).is_school_day(date(2026, 12, 18)) is False


def test_a_term_that_ends_before_it_starts_or_has_no_name_is_refused(county):
    days = {"starts_on": date(2027, 3, 25), "ends_on": date(2027, 2, 22)}
    says(
        "The last day must be the same as or after the first day", "ends_on", add_term, county, name="Spring 2", **days
    )
    says("Enter a name for the term", "name", add_term, county, name=" ", starts_on=TODAY, ends_on=TODAY)


def test_terms_that_leave_out_a_term_are_refused_rather_than_counted_over(county):
    says(
        "No term lies between 12 February 2027 and 7 June 2027, which is too long for a holiday: add the terms in "
        "between",
        "starts_on",
        add_term,
        county,
        name="Summer 2",
        starts_on=date(2027, 6, 7),
        ends_on=date(2027, 7, 21),
    )
    assert county.terms.count() == 3


def test_a_term_in_the_middle_cannot_be_removed(county):
    says(
        "No term lies between 23 October 2026 and 4 January 2027, which is too long for a holiday: add the terms in "
        "between",
        "starts_on",
        remove_term,
        county.terms.get(name="Autumn 2"),
    )
    assert county.terms.count() == 3


def test_a_day_is_closed_once_and_for_a_reason(county):
    says(
        "The school is already closed for 2 November 2026 (Countywide INSET)",
        "starts_on",
        add_closure,
        county,
        kind=ClosureKind.INSET,
        starts_on=date(2026, 10, 30),
        ends_on=date(2026, 11, 3),
    )
    says(
        "Enter why the school is closed",
        "reason",
        add_closure,
        county,
        kind=ClosureKind.UNPLANNED,
        starts_on=TODAY,
        ends_on=TODAY,
    )


def test_a_calendar_has_a_name_nobody_else_has_and_there_is_one_default(county):
    says("There is already a calendar called demo COUNTY", "name", add_calendar, "demo COUNTY")
    says("Enter a name for the calendar", "name", add_calendar, "  ")
    says("The council already has a default calendar", "is_default", add_calendar, "Second", is_default=True)


def test_loading_the_same_term_dates_again_changes_nothing(county, told):
    stamp = Calendar.objects.get(pk=county.pk).stamp

    assert load_terms(county, [*TERMS, INSET], **WHO) == Loaded(added=0, unchanged=4, removed=0)
    assert (Calendar.objects.get(pk=county.pk).stamp, told) == (stamp, [])


def test_loading_corrected_term_dates_replaces_what_they_no_longer_say_and_tells_once(county, told):
    corrected = [TERMS[0], Row("Autumn 2", date(2026, 11, 2), date(2026, 12, 17)), TERMS[2]]

    assert load_terms(county, corrected, **WHO) == Loaded(added=1, unchanged=2, removed=2)
    assert calendar_for(county.pk).is_school_day(date(2026, 11, 2)) is True
    assert calendar_for(county.pk).is_school_day(date(2026, 12, 18)) is False
    assert len(told) == 1


def test_loading_the_next_year_leaves_this_year_alone(county):
    spring = Row("Spring 2", date(2027, 2, 22), date(2027, 3, 25))
    summer = Row("Summer", date(2027, 4, 12), date(2027, 7, 21))
    load_terms(county, [*TERMS, INSET, spring, summer], **WHO)
    following = [Row("Autumn 1", date(2027, 9, 6), date(2027, 10, 22))]

    assert load_terms(county, following, **WHO) == Loaded(added=1, unchanged=0, removed=0)
    assert Term.objects.filter(calendar=county).count() == 6


def test_term_dates_that_cannot_be_a_calendar_are_not_loaded_at_all(county):
    overlapping = Row("Extra", date(2026, 12, 1), date(2026, 12, 24))
    says(
        "These dates overlap Autumn 2, 2 November to 18 December 2026",
        "starts_on",
        load_terms,
        county,
        [*TERMS, overlapping],
    )
    says("There are no term dates in this file", None, load_terms, county, [])

    assert (county.terms.count(), county.closures.count()) == (3, 1)


def test_a_calendar_in_memory_costs_one_query_and_so_do_many(county, django_assert_num_queries):
    others = [add_calendar(f"Demo school {number}", **WHO).pk for number in range(3)]
    calendars_for([county.pk, *others, None])

    with django_assert_num_queries(1):
        calendar_for(county.pk)
    with django_assert_num_queries(1):
        assert len(calendars_for([county.pk, *others, None])) == 5
