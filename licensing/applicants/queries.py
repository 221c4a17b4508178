"""Reads of what an applicant has begun: only their own; the children of an application with their school days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from licensing import rules
from licensing.applicants import days, sections
from licensing.applicants.days import Days
from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.applicants.sections import Answers
from licensing.checking.schedule import Child
from licensing.queries import minute
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School


def drafts_of(applicant: Applicant) -> QuerySet[ApplicationDraft]:
    """What an applicant has begun or sent, the last touched first."""
    return applicant.drafts.exclude(state=ApplicationDraft.State.DISCARDED)


def get_draft_for(applicant: Applicant, key: str, *, discarded: bool = False) -> ApplicationDraft:
    """An applicant’s own application; 404 for every other, and, unless `discarded`, for one that was discarded."""
    drafts = applicant.drafts.all() if discarded else drafts_of(applicant)
    draft = drafts.filter(key=key).first()
    if draft is None:
        raise Http404
    return draft


def files_of(draft: ApplicationDraft) -> Sequence[ApplicationFile]:
    """The files with an application."""
    return list(draft.files.filter(removed_at=None).select_related("file"))


def schools_called(typed: Iterable[str]) -> dict[str, School]:
    """Schools by their URN or their name as typed; none where no school, or more than one, is called so."""
    asked = {each.strip().lower() for each in typed if each.strip()}
    if not asked:
        return {}
    rows = School.objects.annotate(called=Lower("organisation__name")).select_related("organisation")
    found: dict[str, list[School]] = {}
    for school in rows.filter(Q(urn__in=asked) | Q(called__in=asked)):
        for name in {school.urn, school.called} & asked:
            found.setdefault(name, []).append(school)
    return {name: schools[0] for name, schools in found.items() if len(schools) == 1}


def children_of(answers: Answers, *, on: date) -> list[Child]:
    """The children of an application with the calendars of their schools; three queries for them all."""
    listed = sections.items(answers, sections.CHILDREN)
    schools = schools_called(item["school"] for item in listed)
    calendars = calendars_for(list({school.calendar_id for school in schools.values()}))
    hours = minute(rules.SCHOOL_BEGINS.on(on)), minute(rules.SCHOOL_ENDS.on(on))
    found = []
    for item, child in zip(listed, days.plain_children(answers), strict=True):
        school = schools.get(item["school"].strip().lower())
        calendar = calendars[school.calendar_id] if school else None
        found.append(replace(child, calendar=calendar, school_hours=hours))
    return found


def days_of(answers: Answers, *, on: date) -> Days:
    """The days and times of an application, checked."""
    return days.checked(answers, children_of(answers, on=on))
