"""How long the cases of missing children are kept after they are closed, and which tables hold them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from cme.models import AuthorityEnquiry, AuthorityRequest, Deletion, Enquiry, Missing, NewPupil, Search, TransferFile
from cme.pathway import TRACKING
from oxle.cases.offers import Abandoned, ChildRecord, Record
from oxle.cases.retention import Retention, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none

SCHEDULE = "Local retention schedule (unsourced)"
KEPT: Rule[int] = Rule(
    "cme.keep_case",
    "How long the case of a missing child is kept after it is closed",
    6,
    whole_number,
    SCHEDULE,
    local=True,
    certain=False,
    unit="years",
)
UNTIL_AGE: Rule[int] = Rule(
    "cme.keep_until_age",
    "The age of the child until which the case of a missing child is kept, if that is longer (0: it does not count)",
    25,
    whole_number_or_none,
    f"{SCHEDULE}: to age 25",
    local=True,
    certain=False,
    unit="years",
)
OF_NOBODY: Rule[int] = Rule(
    "cme.keep_of_nobody",
    "How long a return or a request about somebody of whom the council holds no record is kept after it came",
    6,
    whole_number,
    f"{SCHEDULE}: no line names it, so as a case",
    local=True,
    certain=False,
    unit="years",
)
# When the database lets such a row go: nobody’s case, nobody’s record, and dealt with.
_OF_NOBODY = "OLD.case_id IS NULL AND OLD.child_id IS NULL"

TERMS = (from_closing(KEPT), from_birth(UNTIL_AGE))
RETENTION = {TRACKING.key: Retention("Child missing education", TERMS)}
RECORDS = (
    Record(Search, "case", "searches for a lost pupil"),
    Record(TransferFile, "case", "Common Transfer Files"),
    Record(Enquiry, "case", "enquiries"),
    Record(AuthorityEnquiry, "case", "enquiries of other authorities"),
    Record(NewPupil, "case", "new-pupil returns", f"{_OF_NOBODY} AND OLD.match = 'nobody'"),
    Record(Deletion, "case", "deletion returns"),
    Record(AuthorityRequest, "case", "requests of other authorities", f"{_OF_NOBODY} AND OLD.answered_on IS NOT NULL"),
    Record(Missing, "case", "referrals of a missing child"),
)
# A return of a pupil for whom nobody looks belongs to no case: it goes with the child's record.
CHILD_RECORDS = (
    ChildRecord(NewPupil, "child", "case", "new-pupil returns"),
    ChildRecord(Deletion, "child", "case", "deletion returns"),
    ChildRecord(AuthorityRequest, "child", "case", "requests of other authorities"),
)


def _parts(row: Any) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Nothing goes with such a row but itself."""
    yield from ()


def _no_holds(row: Any) -> Q:
    """It is about no record, so no hold can be put on it."""
    return Q(pk__in=[])


OF_NOBODY_WE_HOLD = (
    Abandoned(
        record="New-pupil return about nobody we hold",
        time=OF_NOBODY,
        since="the day it was told",
        because="An officer said that the council holds no such child: it belongs to no record and no case.",
        rows=lambda: NewPupil.objects.filter(case=None, child=None, match=NewPupil.Match.NOBODY),
        touched="told_at",
        parts=_parts,
        holds=_no_holds,
    ),
    Abandoned(
        record="Request of another authority about nobody we hold",
        time=OF_NOBODY,
        since="the day it was entered",
        because="It was answered, and the council holds no such child: it belongs to no record and no case.",
        rows=lambda: AuthorityRequest.objects.filter(case=None, child=None, answered_on__isnull=False),
        touched="entered_at",
        parts=_parts,
        holds=_no_holds,
    ),
)
