"""What the radar found of a school's pupils, as the school may read it: what it knows itself, each with its day."""

from dataclasses import replace
from datetime import date

from ehe import radar
from ehe.radar import Kind, Sequence
from ehe.radar_list import AtSchool, schools_found
from oxle.accounts.models import User
from oxle.schools.models import School

TOLD = "The council was told of home education."


def found_at(user: User, school: School, on: date) -> AtSchool:
    """What was found of a school that can be asked of it, as far as this person may see the children.

    Not what the parents told the council, nor who else told it; and no restricted child, of whom such a letter says
    nothing: that is challenged on the child's own case.
    """
    here = next((one for one in schools_found(user, on) if one.school == school), AtSchool(school, ()))
    open_ones = [one for one in here.found if not one.child.restricted]
    cases = {one.case.pk: one.case for one in open_ones if one.case is not None}
    told = {(one.kind, one.child.pk): one for one in radar.of_cases(None, cases.values(), on)}
    found = (_as_told(one, told) for one in open_ones)
    return replace(here, found=tuple(one for one in found if one is not None))


def _as_told(one: Sequence, told: dict[tuple[Kind, int], Sequence]) -> Sequence | None:
    """The same in words for the school; None where nothing of it is for the school."""
    if one.case is None:
        return one
    of_school = told.get((one.kind, one.child.pk))
    if of_school is None:
        return None
    return replace(of_school, evidence=(*of_school.evidence[:-1], (one.case.opened_on, TOLD)))
