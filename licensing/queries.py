"""Reads of licensing: the children of a pasted table with the calendars of their schools; what a schedule breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from licensing import rules
from licensing.cells import Problem, short
from licensing.checking import employment
from licensing.checking.findings import Finding, Weight
from licensing.checking.performance import check
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job
from licensing.employment_limits import Byelaws, EmploymentLaw
from licensing.pasted_children import SCHOOL, Typed
from licensing.pasted_shifts import PastedShifts
from licensing.pasting import Pasted
from oxle.accounts.permissions import read
from oxle.core.models import RuleValue
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School

READ = read("licensing")


@dataclass(frozen=True)
class Checked:
    """A schedule that was checked: how many lines, what was found, and the rows that could not be read."""

    lines: int
    findings: Sequence[Finding]
    problems: Sequence[Problem]
    notes: Sequence[str]

    def count(self, weight: str) -> int:
        """How many findings have a weight, by its name."""
        return sum(finding.weight is Weight[weight] for finding in self.findings)

    @property
    def breaches(self) -> int:
        """How many are over a limit."""
        return self.count("BREACH")

    @property
    def unknown(self) -> int:
        """How many cannot be told."""
        return self.count("UNKNOWN")

    @property
    def to_know(self) -> int:
        """How many are only to know."""
        return self.count("NOTE")


def children_of(typed: Sequence[Typed], *, on: date) -> tuple[list[Child], list[Problem]]:
    """Children with the calendars of their schools, and the schools that nobody knows. Two queries for them all."""
    calendar_ids = dict(
        School.objects.filter(urn__in={each.urn for each in typed if each.urn}).values_list("urn", "calendar_id")
    )
    calendars = calendars_for(list(set(calendar_ids.values())))
    hours = minute(rules.SCHOOL_BEGINS.on(on)), minute(rules.SCHOOL_ENDS.on(on))
    unknown = [each for each in typed if each.urn and each.urn not in calendar_ids]
    problems = [
        Problem(each.row, SCHOOL.name, f"no school has the URN “{short(each.urn)}”; leave it empty for none")
        for each in unknown
    ]
    children = [
        Child(each.name, each.born_on, calendars[calendar_ids[each.urn]] if each.urn in calendar_ids else None, hours)
        for each in typed
    ]
    return children, problems


def checked(pasted: Pasted, children: Sequence[Child]) -> Checked:
    """What the good rows of a pasted schedule break, beside the rows that could not be read."""
    findings = check(pasted.lines, {child.key: child for child in children})
    return Checked(len(pasted.lines), findings, pasted.problems, pasted.notes)


def law_on(on: date, *, as_if_new: bool = False) -> EmploymentLaw:
    """The law of children's work by the settings of a day; or as if the new one were in force already."""
    byelaws = Byelaws(rules.BEFORE_SCHOOL.on(on), rules.AT_13.on(on))
    if as_if_new:
        return EmploymentLaw(byelaws, date.min)
    since = None
    changes = RuleValue.objects.filter(rule=rules.NEW_LAW.key).order_by("from_on")
    for from_on, value in changes.values_list("from_on", "value"):
        since = (since or from_on) if rules.NEW_LAW.parse(value) else None
    return EmploymentLaw(byelaws, since)


def checked_work(pasted: PastedShifts, child: Child, job: Job, law: EmploymentLaw) -> Checked:
    """What the good rows of pasted hours of work break, beside the rows that could not be read."""
    findings = employment.check(pasted.shifts, child, job, law)
    return Checked(len(pasted.shifts), findings, pasted.problems, pasted.notes)


def minute(clock: time) -> int:
    """A time of day in minutes past midnight."""
    return clock.hour * 60 + clock.minute
