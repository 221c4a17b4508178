"""Reads of what an applicant has begun: only their own; the children of an application with their school days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from licensing import rules
from licensing.applicants import days, sections
from licensing.applicants.days import Days
from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.applicants.sections import Answers
from licensing.chaperones.queries import approved
from licensing.checking.schedule import Chaperone, Child
from licensing.queries import minute
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School


def drafts_of(applicant: Applicant) -> QuerySet[ApplicationDraft]:
    """What an applicant has begun or sent, the last touched first."""
    return applicant.drafts.exclude(state=ApplicationDraft.State.DISCARDED)


def get_draft_for(applicant: Applicant, key: str, *, kind: str = "", discarded: bool = False) -> ApplicationDraft:
    """An applicant’s own application, of a kind where one is named; 404 for every other, and, unless `discarded`, for
    one that was discarded."""
    drafts = applicant.drafts.all() if discarded else drafts_of(applicant)
    if kind:
        drafts = drafts.filter(kind=kind)
    draft = drafts.filter(key=key).first()
    if draft is None:
        raise Http404
    return draft


def files_of(draft: ApplicationDraft) -> Sequence[ApplicationFile]:
    """The files with an application, but for those about one child of a list."""
    return list(draft.files.filter(item="", removed_at=None).select_related("file"))


def papers_of(draft: ApplicationDraft) -> dict[str, dict[str, ApplicationFile]]:
    """The files about the children of a list: by the key of the child, then by section."""
    found: dict[str, dict[str, ApplicationFile]] = {}
    for one in draft.files.exclude(item="").filter(removed_at=None).select_related("file"):
        found.setdefault(one.item, {})[one.section] = one
    return found


def as_called(typed: str) -> str:
    """A school as typed, by which it is looked for."""
    return typed.strip().lower()


def schools_called(typed: Iterable[str], *, on: date) -> dict[str, School]:
    """Schools by their URN or their name as typed; none where no school, or more than one, is called so.

    Of several of one name the one that is open on a day: an academy has the name of the school that it was before.
    """
    asked = {as_called(each) for each in typed} - {""}
    if not asked:
        return {}
    rows = School.objects.annotate(called=Lower("organisation__name")).select_related("organisation")
    found: dict[str, list[School]] = {}
    for school in rows.filter(Q(urn__in=asked) | Q(called__in=asked)):
        for name in {school.urn, school.called} & asked:
            found.setdefault(name, []).append(school)
    single = {name: _single(schools, on) for name, schools in found.items()}
    return {name: school for name, school in single.items() if school}


def unknown_schools(answers: Answers, *, on: date) -> list[dict[str, Any]]:
    """The children of an application whose school we do not know by what was typed."""
    listed = [item for item in sections.items(answers, sections.CHILDREN) if as_called(item["school"])]
    schools = schools_called((item["school"] for item in listed), on=on)
    return [item for item in listed if as_called(item["school"]) not in schools]


def _single(schools: Sequence[School], on: date) -> School | None:
    chosen = schools if len(schools) == 1 else [school for school in schools if school.is_open_on(on)]
    return chosen[0] if len(chosen) == 1 else None


def children_of(answers: Answers, *, on: date) -> list[Child]:
    """The children of an application with the calendars of their schools; three queries for them all."""
    listed = sections.items(answers, sections.CHILDREN)
    schools = schools_called((item["school"] for item in listed), on=on)
    calendars = calendars_for(list({school.calendar_id for school in schools.values()}))
    hours = minute(rules.SCHOOL_BEGINS.on(on)), minute(rules.SCHOOL_ENDS.on(on))
    found = []
    for item, child in zip(listed, days.plain_children(answers), strict=True):
        called = as_called(item["school"])
        school = schools.get(called)
        calendar = calendars[school.calendar_id] if school else None
        unknown = bool(called) and school is None
        found.append(replace(child, calendar=calendar, school_hours=hours, at_unknown_school=unknown))
    return found


def approved_of(answers: Answers) -> dict[str, Chaperone]:
    """Who of the chaperones of an application is approved, by our register where it gives a number of ours."""
    listed = sections.items(answers, sections.CHAPERONES)
    # What was finished before the number was asked has none.
    return approved((one["name"], one.get("number", ""), date.fromisoformat(one["until_on"])) for one in listed)


def days_of(answers: Answers, *, on: date) -> Days:
    """The days and times of an application, checked."""
    return days.checked(answers, children_of(answers, on=on), approved_of(answers))
