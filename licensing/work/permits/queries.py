"""Reads of work permits: what is lacking, what the hours break with the child’s other jobs, what a person may see."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from licensing import queries as hours_queries
from licensing.checking.shifts import Job
from licensing.work import reading
from licensing.work.hours import Hours
from licensing.work.models import Permit
from licensing.work.permits import checking, lacking, pathway
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.clocks import State
from oxle.cases.models import Case, Party
from oxle.people.models import Child

KEY = pathway.PERMIT.key
IN_FORCE = tuple(stage.key for stage in pathway.IN_FORCE)


def permits_for(user: User) -> QuerySet[Case]:
    """The open cases of work permits that this person may see, with what a list needs of each, by first day of work."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None)
    rows = rows.select_related("child", "school__organisation", "work_permit__employer")
    return rows.prefetch_related("work_hours", "permit_answers").order_by("work_permit__starts_on", "pk")


def of_child(user: User, child: Child) -> list[Case]:
    """The child’s open cases of work permits that this person may see."""
    rows = visible_to(user, Case).filter(pathway=KEY, closed_on=None, child=child)
    return list(rows.select_related("work_permit__employer").order_by("-opened_on", "-pk"))


def other_jobs(case: Case) -> list[Case]:
    """The child’s other jobs for which a permit is in force. Two queries."""
    rows = Case.objects.filter(pathway=KEY, child=case.child_id, stage__in=IN_FORCE).exclude(pk=case.pk)
    return list(rows.select_related("work_permit__employer").prefetch_related("work_hours"))


def checked(case: Case, on: date, hours: Hours | None = None, *, as_if_new: bool = False) -> checking.Checked:
    """What the hours of a permit, or others in their stead, break by the law of each day: by line, with the child’s
    other jobs. `as_if_new`: as if the Act of 2026 were in force already."""
    permit, child = case.work_permit, reading.worker(case, on)
    own = _told(permit, hours or reading.hours_of(case), child)
    others = [_told(one.work_permit, reading.hours_of(one), child) for one in other_jobs(case)]
    job = Job(light=permit.light, listed=permit.listed)
    return checking.check(own, others, child, job, hours_queries.law_on(on, as_if_new=as_if_new))


def _told(permit: Permit, hours: Hours, child: reading.Child) -> checking.Told:
    last = permit.until_on or checking.last_day(child, permit.starts_on, permit.ends_on)
    return checking.Told(permit.employer.name, hours, permit.starts_on, last)


def lacking_of(case: Case, ask: lacking.Ask = lacking.on_day) -> list[str]:
    """What the application still lacks, in sentences."""
    parent, school = reading.answer_of(case, "parent"), reading.answer_of(case, "school")
    return lacking.of(case.work_permit, reading.hours_of(case), parent, school, ask)


def to_consider(case: Case) -> list[str]:
    """Why the permit is considered by itself, in sentences."""
    return lacking.to_consider(case.work_permit, reading.hours_of(case), reading.answer_of(case, "school"))


def complete_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the application lacks before it is checked, but for the school’s answer, which holds nothing up."""
    found = lacking.before_checking(case.work_permit, reading.answer_of(case, "parent"))
    return " ".join(found) or None


def here_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That another authority decides, in a sentence; None where the work is here."""
    elsewhere = case.work_permit.place_authority
    return f"The work is in {elsewhere}: that authority decides. Send it on." if elsewhere else None


def permitted_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That no parent gives permission, in a sentence; None where one does."""
    return lacking.of_permission(reading.answer_of(case, "parent"))


def fell_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That nobody is asked whether the permit stays, in a sentence; None while somebody is."""
    asked = (pathway.CONSIDERING.key, pathway.REVIEWING.key)
    if case.deadlines.filter(clock__in=asked, state=State.RUNNING).exists():
        return None
    return "Nothing has happened since an officer looked last: the attendance has not fallen, and no inspection asks."


def limits_finding(case: Case, party: Party | None, on: date) -> str | None:
    """The first limits that the hours break, in sentences; None where they break none."""
    return words_of(checked(case, on).breaches)


def words_of(found: Sequence[checking.LineFinding]) -> str | None:
    """Some findings in a sentence or two: three of them, and how many more there are."""
    if not found:
        return None
    shown = [f"{one.line}: {one.words}." for one in found[:3]]
    more = [f"And {len(found) - 3} more."] if len(found) > 3 else []
    return " ".join(["No permit while a limit is broken.", *shown, *more])
