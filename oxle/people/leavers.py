"""Pupils of Years 10 and 11 who left before the January census, and went to no other school that we know of.

By the January census of Year 11 a school's results are counted: whoever leaves before it is in none of them.
"""

from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from oxle.people.models import Enrolment, EnrolmentKind
from oxle.schooldays.census_days import census_day
from oxle.schooldays.school_years import Span, school_year_of

# A pupil who begins elsewhere within so long has moved.
WITHIN = timedelta(days=28)


def before_january(on: date) -> Span:
    """From the beginning of the school year that holds a day to the day before its January census."""
    year = school_year_of(on)
    return Span(year.name, year.starts_on, census_day(year.ends_on.year, 1) - timedelta(days=1))


def born_for_years_10_and_11(on: date) -> tuple[date, date]:
    """The first and the last birthday of those who are in Year 11 or 10 by age, in the school year of a day."""
    year = school_year_of(on).ends_on.year
    return date(year - 17, 9, 1), date(year - 15, 8, 31)


def leavers_to_no_school(on: date) -> QuerySet[Enrolment]:
    """Registrations that ended before January in the school year of a day, as far as it has come. One query.

    Not of pupils who have been on another register since, or within four weeks, nor of any who died.
    """
    span = before_january(on)
    after = Enrolment.objects.filter(
        Q(to_on=None) | Q(to_on__gt=OuterRef("to_on")), child=OuterRef("child"), from_on__lte=OuterRef("to_on") + WITHIN
    ).exclude(pk=OuterRef("pk"))
    return Enrolment.objects.filter(
        ~Exists(after),
        ~Q(kind=EnrolmentKind.DUAL_SUBSIDIARY),
        to_on__gte=span.starts_on,
        to_on__lte=min(span.ends_on, on),
        child__born_on__range=born_for_years_10_and_11(on),
        child__died_on=None,
        child__merged_into=None,
    ).order_by(F("to_on").asc(), "pk")
