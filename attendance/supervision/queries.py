"""The reads on a supervision order: its last day, the consultation, the directions, what stands in the way."""

from dataclasses import dataclass
from datetime import date

from attendance.supervision import rules
from attendance.supervision.models import Direction, ServicesConsultation, SupervisionOrder
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.queries import with_roles
from oxle.cases.models import Case, Party
from oxle.people.models import VulnerabilityKind
from oxle.people.queries import current_vulnerabilities
from oxle.schooldays.counting import add_months, due
from oxle.schooldays.school_age import is_of_school_age, school_age_ends
from oxle.schooldays.wording import plain_day

Because = SupervisionOrder.Because
# To whom a direction is given, where it is to none of the parents.
TO_THE_CHILD = "child"


@dataclass(frozen=True)
class LastDay:
    """The last day of an order, and why it is that."""

    on: date
    because: Because


def first_last_day(made_on: date, born_on: date) -> LastDay:
    """The last day of an order made on a day: one year beginning with it, or the end of compulsory school age."""
    year = due(rules.FIRST_ORDER, made_on).on
    age = school_age_ends(born_on)
    return (
        LastDay(age, SupervisionOrder.Because.SCHOOL_AGE)
        if age < year
        else LastDay(year, SupervisionOrder.Because.ONE_YEAR)
    )


def latest_extension(ends_on: date, born_on: date) -> LastDay:
    """The latest day to which an order that ends on a day can be extended at once."""
    most = add_months(ends_on, rules.LONGEST_EXTENSION.count)
    age = school_age_ends(born_on)
    return (
        LastDay(age, SupervisionOrder.Because.SCHOOL_AGE)
        if age < most
        else LastDay(most, SupervisionOrder.Because.COURT)
    )


def order_of(case: Case) -> SupervisionOrder | None:
    """The order as it stands, with its extensions; None before one is made."""
    rows = SupervisionOrder.objects.filter(event__case=case).select_related("event")
    return rows.order_by("event__order").last()


def consultations_of(case: Case) -> list[ServicesConsultation]:
    """What children's services were asked and said, oldest first."""
    rows = ServicesConsultation.objects.filter(event__case=case).select_related("event__by")
    return list(rows.order_by("event__order"))


def directions_of(case: Case) -> list[Direction]:
    """The supervisor's directions, oldest first."""
    rows = Direction.objects.filter(event__case=case).select_related("event__by", "given_to__adult", "given_to__child")
    return list(rows.order_by("event__order"))


def possible_supervisors() -> list[User]:
    """Everybody who could supervise: those who work on attendance cases."""
    people = User.objects.filter(is_active=True).order_by("name")
    return [person for person in with_roles(people) if write("attendance") in person.permissions]


def consulted_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether children's services are still to be consulted (s.36(8))."""
    if consultations_of(case):
        return None
    return "Consult children's services first, and record what they say (Children Act 1989 s.36(8))."


def care_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether the child is recorded as looked after on the day."""
    if any(row.kind == VulnerabilityKind.LOOKED_AFTER for row in current_vulnerabilities(case.child, on)):
        return (
            "The child is recorded as looked after. No order can be made for a child in care (Children Act 1989 "
            "s.36(6)); if the child is not in care, put the child's record right first."
        )
    return None


def age_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether the child is of compulsory school age on the day."""
    if is_of_school_age(case.child.born_on, on):
        return None
    last = plain_day(school_age_ends(case.child.born_on))
    return f"The child is not of compulsory school age, which lasts until {last}."


def over_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Whether the order still runs on the day."""
    order = order_of(case)
    if order and on <= order.ends_on:
        return f"The order runs until {plain_day(order.ends_on)}."
    return None
