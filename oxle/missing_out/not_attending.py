"""Who is on a school's register, is offered a full day, and does not come: a list beside the register, with no days
missed, because somebody offers what is missed."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.criteria import Asked
from oxle.cases.models import Case
from oxle.missing_out import rules
from oxle.missing_out.columns import open_cases, with_school
from oxle.missing_out.rating import Rating, rate
from oxle.missing_out.who import on_register
from oxle.people.models import Child
from oxle.registers.codes import SESSIONS_A_WEEK, Tally
from oxle.registers.models import ChildWeek
from oxle.registers.queries import last_present, tallies_between
from oxle.schooldays.school_age import is_of_school_age
from oxle.schooldays.school_years import school_year_of

DAY = timedelta(days=1)


@dataclass(frozen=True)
class NotAttending:
    """A child who does not come, with the sums of the last weeks and of the school year up to the day.

    `last_on` is the last day on which a register has them present; None where none ever did. `cases` are those this
    person may see. `rating` is that of any child: being offered a full day makes nobody green.
    """

    child: Child
    school: str
    area: str
    lately: Tally
    in_year: Tally
    last_on: date | None
    cases: tuple[Case, ...]
    rating: Rating


def counted_since(on: date) -> date:
    """The Monday from which the last weeks are counted."""
    return on - timedelta(days=on.weekday()) - timedelta(weeks=rules.ABSENT_OVER.on(on) - 1)


def not_attending_for(user: User, on: date) -> list[NotAttending]:
    """Those of the children this person may see, whoever missed most first. The queries do not grow with them.

    Who is on the register of pupils missing out is not among them. Raises NotLoaded where the day lies past the loaded
    terms.
    """
    pupils = visible_to(user, Child)
    absent = absent_of(pupils, on)
    out = {child.pk for child in on_register(pupils.filter(pk__in=absent), on, on).children}
    lately = {child: sums for child, sums in absent.items() if child not in out}
    at_school = with_school(pupils.filter(pk__in=lately), on).exclude(school_name=None).order_by("sort_name", "pk")
    children = [one for one in at_school if is_of_school_age(one.born_on, on)]
    keys = [child.pk for child in children]
    in_year, last_on = tallies_between(keys, school_year_of(on).starts_on, on), last_present(keys, on)
    cases, rating = open_cases(visible_to(user, Case), keys, on), rate(Asked(keys, on, {}))
    found = [
        NotAttending(
            child=child,
            school=child.school_name,  # type: ignore[attr-defined]
            area=child.school_area,  # type: ignore[attr-defined]
            lately=lately[child.pk],
            in_year=in_year.get(child.pk, lately[child.pk]),
            last_on=last_on.get(child.pk),
            cases=cases.get(child.pk, ()),
            rating=rating[child.pk],
        )
        for child in children
    ]
    return sorted(found, key=lambda one: (one.lately.attendance or 0, one.child.sort_name))


def absent_of(pupils: QuerySet[Child], on: date) -> dict[int, Tally]:
    """Those of some children who do not come, whoever offers them what, with the sums of the last weeks."""
    first, least = counted_since(on), rules.ABSENT_FROM.on(on)
    few = _come_seldom(pupils, first, on, least)
    return {child: sums for child, sums in tallies_between(few, first, on).items() if _does_not_attend(sums, least)}


def _does_not_attend(sums: Tally, least: Decimal) -> bool:
    return sums.possible > 0 and 100 * sums.missed >= least * sums.possible


def _come_seldom(pupils: QuerySet[Child], first: date, on: date, least: Decimal) -> set[int]:
    """Whom to count exactly: a county's marks are not unpacked to find the few. Every one who misses so much has at
    most this many marks of presence, because no week has more possible sessions."""
    weeks = ChildWeek.objects.filter(child__in=pupils.values("pk"), monday__gte=first, monday__lte=on)
    sums = weeks.order_by().values("child").annotate(there=Sum("presences"), weeks=Count("pk"))
    most = SESSIONS_A_WEEK * (100 - least)
    return {child for child, there, weeks in sums.values_list("child", "there", "weeks") if 100 * there <= most * weeks}
