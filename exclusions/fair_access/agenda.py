"""Which children without a school come before the fair access panel, and what its members read of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from exclusions.fair_access import pathway
from exclusions.fair_access.models import FairAccessReferral
from oxle.cases.models import Case
from oxle.schooldays.wording import plain_day


def waiting() -> QuerySet[Case]:
    """The cases that were referred and have no place: none yet, or none any more."""
    return Case.objects.filter(pathway=pathway.FAIR_ACCESS.key, stage=pathway.REFERRED.key)


def about(cases: Sequence[Case]) -> Mapping[int, Sequence[dict[str, Any]]]:
    """What a head needs to say whether a child can come: never by which category of the protocol, which tells of homes
    and courts, what placement the child leaves, or an address."""
    told = FairAccessReferral.objects.filter(case__in=cases).in_bulk()
    return {case.pk: _rows(case, told[case.pk]) for case in cases if case.pk in told}


def _rows(case: Case, told: FairAccessReferral) -> list[dict[str, Any]]:
    rows = [
        ("Comes before it under", told.get_part_display()),
        ("Asked first, or nearest", str(case.school)),
        ("Needs to begin on", plain_day(told.release_on) if told.release_on else ""),
        ("Schools so far", told.schools_before),
        ("Special educational needs", told.get_sen_display()),
        ("What a school must know", told.needs),
        ("What the family wishes", told.wish),
        ("What the child says", told.voice),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]
