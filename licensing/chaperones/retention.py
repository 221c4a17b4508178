"""How long the approval of a chaperone is kept after its end, and that a copy of a DBS certificate goes before."""

from django.db.models import Q

from licensing.chaperones.models import CertificateCopy, Chaperone, DbsCheck, Interview, LivedAt, Referee
from licensing.chaperones.pathway import CHAPERONE
from licensing.chaperones.references.models import ReferenceAsked
from oxle.cases.offers import Abandoned, Record
from oxle.cases.retention import Retention, from_closing
from oxle.core.rules import Rule, whole_number

KEPT: Rule[int] = Rule(
    "licensing.keep_chaperone",
    "How long the case of a chaperone is kept after it is closed",
    6,
    whole_number,
    "Local retention schedule (unsourced)",
    local=True,
    certain=False,
    unit="years",
)
COPY_KEPT: Rule[int] = Rule(
    "licensing.keep_certificate",
    "How long a copy of a DBS certificate is kept at most",
    6,
    whole_number,
    "Code of practice of the DBS: six months at most (text not read)",
    certain=False,
    unit="months",
)
RETENTION = {CHAPERONE.key: Retention("Chaperone", (from_closing(KEPT),))}
RECORDS = (
    # Every copy may go before its case does: how long it is kept at most is no choice of ours.
    Record(CertificateCopy, "case", "copies of DBS certificates", "TRUE"),
    Record(Interview, "case", "interviews of chaperones"),
    Record(DbsCheck, "case", "DBS checks of chaperones"),
    Record(ReferenceAsked, "referee__case", "links for references"),
    Record(Referee, "case", "referees of chaperones"),
    Record(LivedAt, "case", "addresses of chaperones"),
    Record(Chaperone, "case", "chaperones"),
)


def _holds(row: CertificateCopy) -> Q:
    return Q(case=row.case_id)


COPY = Abandoned(
    record="Copy of a DBS certificate",
    time=COPY_KEPT,
    since="the day it came",
    because="The number, the day and the decision stay on the register. A copy is kept for no longer.",
    rows=CertificateCopy.objects.all,
    touched="received_at",
    parts=lambda row: iter([("copies of DBS certificates", CertificateCopy.objects.filter(pk=row.pk))]),
    holds=_holds,
)
