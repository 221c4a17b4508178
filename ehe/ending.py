"""How a case of home education ends where the child goes on: at a school, which is said, or with another council."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from ehe import pathway
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases import actions
from oxle.cases.came import Came, came_to
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, Event, Party
from oxle.cases.offers import Task
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.people import actions as people
from oxle.people.models import Child, Enrolment
from oxle.people.refusals import not_before_birth
from oxle.people.visibility import in_force
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

# What the closing keeps where it put the child onto the school's register.
PUT_ON = "put_on_register"
ELSEWHERE = " Both are done on the pupil’s record, under Schools."


@transaction.atomic
def at_school(case: Case, step: Step, *, data: Mapping[str, Any], facts: Mapping[str, Any], **taken: Any) -> Event:
    """Close the case of a child who is at a school. From the first day there the child is on that school's register,
    whose full week is what the child is offered; a school that is not on our list is only named.

    `data`: school (None for one that is not on the list), entered_on. Refused for a first day that is to come, after
    the closing or before the child was born, and while another school has the child on its register.
    """
    school, child, entered_on, on = data["school"], case.child, data["entered_on"], taken["on"]
    if entered_on > on:
        raise Refused(f"The case is closed once the child is there: not before {plain_day(entered_on)}.", field="on")
    put_on = False
    if child is not None:
        not_before_birth(child, entered_on=entered_on)
        put_on = school is not None and _put_on_register(case, child, school, entered_on, by=taken["by"], on=on)
    return actions.take(case, step, facts={**facts, **({PUT_ON: True} if put_on else {})}, **taken)


def _put_on_register(case: Case, child: Child, school: School, entered_on: date, *, by: User, on: date) -> bool:
    """Put the child on a school's register where it is not there yet; whether it was not."""
    if Enrolment.objects.filter(in_force(on), child=child, school=school).exists():
        return False
    try:
        people.enrol(child, school, from_on=entered_on, by=by, on=on, source=f"Home education, {case.reference}")
    except Refused as refusal:
        field = {"from_on": "entered_on", "kind": "school"}.get(refusal.field or "")
        raise Refused(f"{refusal.message}{ELSEWHERE if field == 'school' else ''}", field=field) from refusal
    return True


def after_taking_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """What a closing wrote elsewhere stays, and somebody must look at it: the child on a school's register."""
    if not closing.facts.get(PUT_ON):
        return []
    return [
        f"The child is still on the register of {closing.facts['place']}, where the closing put them. If that was "
        "wrong, put it right on the pupil’s record."
    ]


def came_since(case: Case) -> list[Came]:
    """What schools told of the child's entry in their registers since home education began, the latest first."""
    if case.child_id is None:
        return []
    return [one for one in came_to([case.child_id]) if one.entered_on >= case.opened_on]


def what_schools_told(case: Case) -> list[dict[str, Any]]:
    """The same as a summary list shows it over the form on which the case is closed."""
    told = [str(one) for one in came_since(case)]
    return [{"key": "New-pupil return", "value": told or "No school has told us that it has the child."}]


def registered_since(cases: Mapping[int, Case], on: date) -> dict[int, Enrolment]:
    """Of open cases by child the register on which the child is on a day, and came onto since the case was opened."""
    rows = Enrolment.objects.filter(in_force(on), child__in=cases).select_related("school__organisation")
    return {row.child_id: row for row in rows.order_by("from_on", "pk") if row.from_on > cases[row.child_id].opened_on}


def tasks_of(user: User, on: date) -> list[Task]:
    """The own open cases whose child a school says that it has, or is on a school's register since: to be closed, or to
    be asked about. Three queries, however many they are."""
    rows = visible_to(user, Case).filter(pathway=pathway.EHE.key, owner=user, closed_on=None, child__isnull=False)
    cases = {case.child_id or 0: case for case in rows.select_related("child").order_by("pk")}
    if not cases:
        return []
    why = {child: _registered(row) for child, row in registered_since(cases, on).items()}
    for came in reversed(came_to(list(cases))):
        if came.entered_on >= cases[came.child].opened_on:
            why[came.child] = (str(came), came.told_on)
    return [
        Task(
            title="See whether the child is at a school now",
            about=str(cases[child].child),
            why=words,
            action="Open the case",
            url=cases[child].get_absolute_url(),
            due_on=since,
            case=cases[child].pk,
            child=child,
            owner=user.pk,
        )
        for child, (words, since) in why.items()
    ]


def _registered(row: Enrolment) -> tuple[str, date]:
    return f"The child is on the register of {row.school} since {plain_day(row.from_on)}.", row.from_on


def taken_on_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the case cannot be closed as taken on: nobody has accepted what was handed over. None where somebody did."""
    if HandOver.objects.filter(case=case, to_duty="cme", opened__isnull=False).exists():
        return None
    return "The team for missing education has not accepted the child yet. Until it does the case stays open here."
