"""What the database itself refuses about calendars."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from oxle.schooldays.models import Calendar, Closure, ClosureKind, Term

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 2), date(2026, 10, 23)


def refused(constraint: str, model, **fields) -> None:
    """The database says no to this row, and it is this constraint that does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        model.objects.create(**fields)
    assert error.value.__cause__.diag.constraint_name == constraint


@pytest.fixture
def calendar():
    return Calendar.objects.create(name="Demo county")


def test_a_term_cannot_end_before_it_starts(calendar):
    refused("term_ends_after_it_starts", Term, calendar=calendar, name="Autumn", starts_on=LAST, ends_on=FIRST)
    Term.objects.create(calendar=calendar, name="One day", starts_on=FIRST, ends_on=FIRST)


def test_terms_of_one_calendar_cannot_share_even_one_day(calendar):
    Term.objects.create(calendar=calendar, name="Autumn 1", starts_on=FIRST, ends_on=LAST)

    refused(
        "terms_of_a_calendar_do_not_overlap",
        Term,
        calendar=calendar,
        name="Autumn 2",
        starts_on=LAST,
        ends_on=date(2026, 12, 18),
    )
    other = Calendar.objects.create(name="Demo academy")
    Term.objects.create(calendar=other, name="Autumn 1", starts_on=FIRST, ends_on=LAST)


def test_a_term_has_a_name(calendar):
    refused("term_has_a_name", Term, calendar=calendar, name="", starts_on=FIRST, ends_on=LAST)


def test_a_closure_cannot_end_before_it_starts(calendar):
    refused(
        "closure_ends_after_it_starts",
        Closure,
        calendar=calendar,
        kind=ClosureKind.INSET,
        starts_on=LAST,
        ends_on=FIRST,
    )


def test_closures_of_one_calendar_cannot_share_even_one_day(calendar):
    Closure.objects.create(calendar=calendar, kind=ClosureKind.INSET, starts_on=FIRST, ends_on=LAST)

    refused(
        "closures_of_a_calendar_do_not_overlap",
        Closure,
        calendar=calendar,
        kind=ClosureKind.INSET,
        starts_on=LAST,
        ends_on=LAST,
    )


def test_a_closure_is_of_a_known_kind(calendar):
    refused(
        "closure_is_of_a_known_kind", Closure, calendar=calendar, kind="snow", reason="x", starts_on=LAST, ends_on=LAST
    )


@pytest.mark.parametrize("kind", [ClosureKind.CLOSURE, ClosureKind.UNPLANNED, ClosureKind.OTHER])
def test_a_closure_other_than_inset_says_why(calendar, kind):
    refused("closure_other_than_inset_says_why", Closure, calendar=calendar, kind=kind, starts_on=LAST, ends_on=LAST)


def test_the_council_has_one_default_calendar():
    Calendar.objects.create(name="Demo county", is_default=True)
    refused("one_default_calendar", Calendar, name="Demo county too", is_default=True)


def test_a_calendar_has_a_name_of_its_own(calendar):
    refused("calendar_has_a_name", Calendar, name="")
    refused("schooldays_calendar_name_key", Calendar, name="Demo county")


def test_a_calendar_is_no_copy_of_itself(calendar):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Calendar.objects.filter(pk=calendar.pk).update(copied_from=calendar)
    assert error.value.__cause__.diag.constraint_name == "calendar_is_no_copy_of_itself"


def test_a_calendar_with_terms_cannot_be_deleted(calendar):
    Term.objects.create(calendar=calendar, name="Autumn 1", starts_on=FIRST, ends_on=LAST)
    with pytest.raises(ProtectedError):
        calendar.delete()


def test_names_are_shown_as_they_were_typed(calendar):
    term = Term(calendar=calendar, name="Łukasz’s “term” <script>", starts_on=FIRST, ends_on=LAST)
    inset = Closure(calendar=calendar, kind=ClosureKind.INSET, starts_on=FIRST, ends_on=FIRST)
    flood = Closure(calendar=calendar, kind=ClosureKind.UNPLANNED, reason="Flood", starts_on=FIRST, ends_on=FIRST)
    assert [str(each) for each in (calendar, term, inset, flood)] == [
        "Demo county",
        "Łukasz’s “term” <script>",
        "INSET day",
        "Flood",
    ]
