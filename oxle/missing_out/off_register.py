"""Who is red, or goes to the Strategic Group, and is not on the register: offered a full day, or taught at home. They
stand beside it, in no total of it and with no day missed."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from oxle.cases.criteria import Asked, Rated
from oxle.cases.models import Case
from oxle.cases.rating_models import SetRating
from oxle.missing_out.columns import open_cases, with_school
from oxle.missing_out.not_attending import absent_of
from oxle.missing_out.rating import Rating, criteria, rate
from oxle.missing_out.register import Row, where
from oxle.missing_out.who import on_register, taught_otherwise
from oxle.people.models import Child
from oxle.schooldays.school_age import is_of_school_age

# What is said of them in place of a reason for being on the register.
AT_HOME, ABSENT = "Educated at home", "Offered a full day and does not attend"
OFFERED, NOWHERE = "Offered a full day", "On no school’s register"


def off_register(
    pupils: QuerySet[Child], on: date, asked_on: date, *, cases: QuerySet[Case], going_up: Collection[int]
) -> list[Row]:
    """Those of some children who are not on the register at the end of a day and are red, as a criterion or a person
    has it, or go to the group (`going_up`, primary keys); by name, with some of the cases that are open about them.

    Red are only those who are on a school's register or taught at home: of whoever lives elsewhere by now no criterion
    is asked. Raises NotLoaded where the day lies outside the loaded terms. The queries do not grow with the children.
    """
    children = _beside(pupils.filter(_may_be_red(on) | Q(pk__in=going_up)), on, asked_on)
    keys = list(children)
    rating, opened = rate(Asked(keys, on, {}, asked_on=asked_on)), open_cases(cases, keys, on)
    return [
        _row(child, kind, opened.get(child.pk, ()), rating[child.pk])
        for child, kind in children.values()
        if child.pk in going_up or (rating[child.pk].rated == Rated.RED and _is_asked(child, kind, on))
    ]


def whole_off_register(on: date, *, asked_on: date, going_up: Collection[int]) -> list[Row]:
    """The same of everybody with everything, as a board pack keeps it."""
    everybody = Child.objects.filter(merged_into=None)
    return off_register(everybody, on, asked_on, cases=Case.objects.all(), going_up=going_up)


def may_be_red(pupils: QuerySet[Child], on: date) -> list[int]:
    """Those of some children (primary keys) who are not on the register and can be red all the same."""
    children = _beside(pupils.filter(_may_be_red(on)), on, on)
    return [child.pk for child, kind in children.values() if _is_asked(child, kind, on)]


def _beside(pupils: QuerySet[Child], on: date, asked_on: date) -> dict[int, tuple[Child, str]]:
    """Those of some children who are not on the register, by name, each with what is said in place of a reason."""
    there = [child.pk for child in on_register(pupils, on, asked_on).children]
    rest = pupils.exclude(pk__in=there)
    at_home, absent = set(rest.filter(taught_otherwise(on)).values_list("pk", flat=True)), absent_of(rest, on)
    children = with_school(rest, on).order_by("sort_name", "pk")
    return {child.pk: (child, _kind(child, at_home, absent)) for child in children}


def _is_asked(child: Child, kind: str, on: date) -> bool:
    return kind != NOWHERE and is_of_school_age(child.born_on, on)


def _may_be_red(on: date) -> Q:
    """Of children: those of whom some criterion may hold wherever they are taught, and whom a person has raised."""
    raised = SetRating.objects.filter(SetRating.counting_on(on), is_lowered=False, rated=Rated.RED)
    found = Q(pk__in=raised.values("child"))
    for one in criteria():
        if one.elsewhere is not None:
            found |= Q(pk__in=one.elsewhere(on))
    return found


def _row(child: Child, kind: str, cases: tuple[Case, ...], rating: Rating) -> Row:
    return Row(
        child=child, kinds=(kind,), since=None, days=0, days_in_term=0, days_in_year=0, offered=None, entitled=None,
        places=(), cases=cases, rating=rating, **where(child),
    )  # fmt: skip


def _kind(child: Child, at_home: Collection[int], absent: Collection[int]) -> str:
    if child.pk in at_home:
        return AT_HOME
    if child.school_name is None:  # type: ignore[attr-defined]
        return NOWHERE
    return ABSENT if child.pk in absent else OFFERED
