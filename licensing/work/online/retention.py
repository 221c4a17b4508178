"""How long an employer’s application is kept that came to no case; with its case it goes otherwise."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from licensing.performances.retention import UNMATCHED
from licensing.work.online.models import JobApplied, JobPart
from oxle.cases.offers import Abandoned, Record

_PART_OF_NO_CASE = "EXISTS (SELECT 1 FROM public.licensing_jobapplied j WHERE j.id = OLD.job_id AND j.case_id IS NULL)"
RECORDS = (
    Record(JobPart, "job__case", "links for parts of employers’ applications", _PART_OF_NO_CASE),
    Record(JobApplied, "case", "employers’ applications", "OLD.case_id IS NULL"),
)


def _parts(job: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    yield "links for parts of employers’ applications", JobPart.objects.filter(job=job)


def _no_holds(job: Any) -> Q:
    """It is about no record, so no hold can be put on it."""
    return Q(pk__in=[])


WAITING = Abandoned(
    record="Employer’s application that came to no case",
    time=UNMATCHED,
    since="the day it was received",
    because="Nobody said who the child is for the time of the setting, or it was turned away: there is no case.",
    rows=lambda: JobApplied.objects.filter(case=None),
    touched="received_at",
    parts=_parts,
    holds=_no_holds,
)
