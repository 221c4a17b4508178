"""Who is without a full-time offer of education, and since when: the question that nobody could ask before.

A day is only ever counted by the ledger. What is decided here is whom to ask it about, so that a county is not counted
through to find the few: who is on a school's register throughout, which has made no offer of its own, and is not
missing, is not without.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from oxle.people.models import Child, Enrolment
from oxle.people.visibility import in_force
from oxle.provision.ledger import Stretch, lacking_on
from oxle.provision.missing_models import MissingTime
from oxle.provision.models import SESSIONS_A_WEEK, Offer
from oxle.provision.wording import hours
from oxle.schooldays.calendar import CalendarBegins, NotLoaded
from oxle.schooldays.models import Calendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.school_years import school_year_of

T = TypeVar("T")
DAY = timedelta(days=1)
# Where no calendar says when the last school day was, who came onto a register or left one since is asked about.
SETTLED = timedelta(days=14)
# Nobody is of compulsory school age any more.
GROWN_UP = timedelta(days=18 * 366)


@dataclass(frozen=True)
class Found:
    """The children (primary keys) who are without a full-time offer, each with since when; counted from a day on."""

    lacking: Mapping[int, Stretch]
    counted_from: date


def without_offer(children: Collection[int] | QuerySet[Child], on: date, *, from_on: date = date.min) -> Found:
    """Those of some children who are without a full-time offer on the last school day up to a day.

    It is looked back to the beginning of the school year before, or as far as terms are loaded, and not beyond
    `from_on`. Raises NotLoaded where the day lies past them.
    """
    first = max(from_on, school_year_of(school_year_of(on).starts_on - DAY).starts_on)
    return Found(*as_far_back(first, lambda day: lacking_on(children, day, on)))


def as_far_back(first: date, count: Callable[[date], T]) -> tuple[T, date]:
    """What is counted from a day on, or from the first day from which every calendar that is asked has terms; with
    that day. Raises NotLoaded where there is none."""
    while True:
        try:
            return count(first), first
        except CalendarBegins as begins:
            if begins.first_day <= first:
                raise
            first = begins.first_day


def may_be_without(pupils: QuerySet[Child], on: date) -> QuerySet[Child]:
    """Those of some children to ask about: every one who is without on a day is among them."""
    began = _last_school_day(on)
    own = Offer.objects.filter(child=OuterRef("pk"), school__isnull=False, from_on__lte=on).exclude(to_on__lt=began)
    settled = Enrolment.objects.filter(in_force(on), child=OuterRef("pk"), from_on__lte=began)
    missing = MissingTime.objects.filter(child=OuterRef("pk"), from_on__lte=on).exclude(to_on__lt=began)
    return pupils.filter(Q(Exists(own)) | Q(Exists(missing)) | ~Q(Exists(settled)), born_on__gt=on - GROWN_UP)


def _last_school_day(on: date) -> date:
    """The last school day up to a day, at whichever school it was the longest ago: in the summer that is weeks."""
    found = []
    for calendar in calendars_for({None, *Calendar.objects.values_list("pk", flat=True)}).values():
        with suppress(NotLoaded):
            found.append(calendar.last_school_day_on_or_before(on))
    return min(found, default=on - SETTLED)


def offered_now(children: Collection[int], on: date) -> dict[int, str]:
    """What each of some children is offered in a week of a day all the same, in words, a session counted once; while a
    child is missing only what began since that was told."""
    minutes: dict[int, list[int]] = {}
    missing = MissingTime.objects.filter(in_force(on), child=OuterRef("child"), told_on__gte=OuterRef("from_on"))
    offers = Offer.objects.filter(~Exists(missing), in_force(on), child__in=children)
    for child, offered in offers.values_list("child", "minutes"):
        there = minutes.setdefault(child, [0] * SESSIONS_A_WEEK)
        minutes[child] = [max(pair) for pair in zip(there, offered, strict=True)]
    return {child: f"{hours(sum(each))} a week" for child, each in minutes.items() if any(each)}
