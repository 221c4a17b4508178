"""What our own records hold of a School Attendance Order for a child, each with where it comes from.

No duty makes orders here yet. So there are three records: what somebody said when the council was told of home
education before, the last time of which counts; what any team handed over for a notice and an order, which says that
one was wanted and not that it was made; and that a school took the name off its register because one was revoked.
"""

from dataclasses import dataclass
from datetime import date

from ehe import pathway
from ehe.models import HomeEducation
from oxle.cases import duties
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case
from oxle.cases.revoked import Revoked, revoked_for
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class Held:
    """One record: of which day, in a sentence that says where it comes from, and whether it says that an order is in
    force, or is no more."""

    on: date
    words: str
    in_force: bool = False
    revoked: bool = False


def held_of(child: Child, on: date, besides: Case | None = None) -> list[Held]:
    """What is recorded of an order for a child until a day, in its order; but for what one case says."""
    told = HomeEducation.objects.filter(case__child=child, case__opened_on__lte=on).exclude(case=besides)
    told = told.exclude(case__stage=pathway.MISTAKEN.key).select_related("case").order_by("case__opened_on", "case")
    wanted = HandOver.objects.filter(case__child=child, to_duty=duties.ORDERS, on__lte=on).exclude(case=besides)
    found = [_wanted(one) for one in wanted.select_related("case", "waits_with", "opened")]
    last = told.last()
    if last is not None and last.order_open:
        found.append(_said(last))
    found += [_revoked(one) for one in revoked_for(child, on)]
    return sorted(found, key=lambda one: one.on)


def in_force_by(held: list[Held]) -> date | None:
    """The day of the record that says that an order is in force; None where none does, or a later one that it was
    revoked."""
    said = next((one.on for one in held if one.in_force), None)
    return None if said is None or any(one.revoked and one.on >= said for one in held) else said


def _said(told: HomeEducation) -> Held:
    case = told.case
    words = f"{plain_day(case.opened_on)}: said to be in force when we were told of home education ({case.reference})."
    return Held(case.opened_on, words, in_force=True)


def _revoked(one: Revoked) -> Held:
    words = f"{plain_day(one.told_on)}: {one.school} took the name off its register because an order was revoked."
    return Held(one.told_on, words, revoked=True)


def _wanted(one: HandOver) -> Held:
    if one.waits_with is not None:
        became = f"it waits with {one.waits_with}"
    elif one.refused_on is not None:
        became = f"it {'was withdrawn' if one.withdrawn else 'came back'} on {plain_day(one.refused_on)}"
    else:
        became = f"it was accepted ({one.opened.reference if one.opened else one.disposed_of})"
    return Held(one.on, f"{plain_day(one.on)}: handed over for a notice and an order ({one.case.reference}); {became}.")
