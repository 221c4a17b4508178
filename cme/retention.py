"""How long the cases of missing children are kept after they are closed, and which tables hold them."""

from cme.models import AuthorityEnquiry, AuthorityRequest, Deletion, Enquiry, Missing, NewPupil, Search, TransferFile
from cme.pathway import TRACKING
from oxle.cases.duties import ChildRecord, Record
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


TERMS = (from_closing(KEPT), from_birth(UNTIL_AGE))
RETENTION = {TRACKING.key: Retention("Child missing education", TERMS)}
RECORDS = (
    Record(Search, "case", "searches for a lost pupil"),
    Record(TransferFile, "case", "Common Transfer Files"),
    Record(Enquiry, "case", "enquiries"),
    Record(AuthorityEnquiry, "case", "enquiries of other authorities"),
    Record(NewPupil, "case", "new-pupil returns"),
    Record(Deletion, "case", "deletion returns"),
    Record(AuthorityRequest, "case", "requests of other authorities"),
    Record(Missing, "case", "referrals of a missing child"),
)
# A return of a pupil for whom nobody looks belongs to no case: it goes with the child's record.
CHILD_RECORDS = (
    ChildRecord(NewPupil, "child", "case", "new-pupil returns"),
    ChildRecord(Deletion, "child", "case", "deletion returns"),
    ChildRecord(AuthorityRequest, "child", "case", "requests of other authorities"),
)
