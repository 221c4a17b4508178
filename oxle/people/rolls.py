"""How many pupils each school has had in some time, of all ages and of some, as far as registrations say."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from oxle.people.models import Enrolment, EnrolmentKind


@dataclass(frozen=True)
class Roll:
    """How many pupils a school has had, and how many of them were born in some time."""

    pupils: int = 0
    born_then: int = 0


def rolls(first: date, last: date, born: tuple[date, date]) -> dict[int, Roll]:
    """The pupils that every school had on some day from the first to the last, who left it among them, by the school’s
    primary key. One query. `born`: the first and the last birthday of those who are counted apart.

    Not those whose main school is another.
    """
    here = Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)
    here = here.exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    rows = here.values("school").annotate(
        pupils=Count("child", distinct=True),
        born_then=Count("child", distinct=True, filter=Q(child__born_on__range=born)),
    )
    return {row["school"]: Roll(row["pupils"], row["born_then"]) for row in rows.order_by("school")}
