"""Who is educated at home, beside the register: no school day of theirs is missed, also while nobody has looked yet."""

from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import duties
from oxle.cases.criteria import Asked
from oxle.cases.models import Case
from oxle.missing_out.rating import Rating, rate
from oxle.missing_out.who import taught_otherwise
from oxle.people.models import Child
from oxle.schooldays.school_age import is_of_school_age


@dataclass(frozen=True)
class AtHome:
    """A child who is educated at home, with the case that says so and how they are rated all the same."""

    child: Child
    case: Case
    rating: Rating


def at_home_for(user: User, on: date) -> list[AtHome]:
    """Those whose case this person may see, by name. The queries do not grow with them."""
    children = visible_to(user, Child).filter(taught_otherwise(on))
    cases = visible_to(user, Case).filter(duty__in=_duties(), closed_on=None, child__in=children.values("pk"))
    rows = cases.select_related("child", "owner").order_by("child__sort_name", "pk")
    found = {case.child: case for case in rows if case.child and is_of_school_age(case.child.born_on, on)}
    rating = rate(Asked([child.pk for child in found], on, {}))
    return [AtHome(child, case, rating[child.pk]) for child, case in found.items()]


def _duties() -> list[str]:
    return [duty.key for duty in duties.duties() if duty.taught_otherwise]
