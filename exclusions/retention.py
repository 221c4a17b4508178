"""How long exclusion records are kept after they are closed, and which tables hold them."""

from exclusions.fair_access.models import FairAccessReferral
from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.funding.models import Funding, FundingEntry
from exclusions.managed_moves.models import ManagedMove
from exclusions.managed_moves.pathway import MANAGED
from exclusions.off_site.models import OffSiteDirection
from exclusions.off_site.pathway import OFF_SITE
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.pathway import PERMANENT
from exclusions.separation.models import Separation
from exclusions.separation.pathway import SEPARATION
from exclusions.suspensions.models import Amendment, Suspension
from exclusions.suspensions.pathway import SUSPENDED
from exclusions.unit_referrals.models import ProviderReferral, RiskAssessment
from oxle.cases import outlived
from oxle.cases.offers import ChildRecord, Record
from oxle.cases.retention import Retention, from_birth, from_closing
from oxle.core.rules import Rule, whole_number, whole_number_or_none

SCHEDULE = "Local retention schedule (unsourced)"
KEPT: Rule[int] = Rule(
    "exclusions.keep_case",
    "How long the case of an exclusion is kept after it is closed",
    6,
    whole_number,
    SCHEDULE,
    local=True,
    certain=False,
    unit="years",
)
UNTIL_AGE: Rule[int] = Rule(
    "exclusions.keep_until_age",
    "The age of the child until which the case of an exclusion is kept, if that is longer (0: the age does not count)",
    25,
    whole_number_or_none,
    f"{SCHEDULE}: to age 25",
    local=True,
    certain=False,
    unit="years",
)
KEPT_WITHOUT_CASE: Rule[int] = Rule(
    "exclusions.keep_suspension",
    "How long a child’s record is kept after the last suspension for which there was no case (0: not counted)",
    6,
    whole_number_or_none,
    f"{SCHEDULE}: to age 25, for which the child’s record is kept in any case",
    local=True,
    certain=False,
    unit="years",
)


TERMS = (from_closing(KEPT), from_birth(UNTIL_AGE))
RETENTION = {
    PERMANENT.key: Retention("Permanent exclusion", TERMS),
    SUSPENDED.key: Retention("Suspensions", TERMS),
    OFF_SITE.key: Retention("Off-site direction", TERMS),
    MANAGED.key: Retention("Managed move", TERMS),
    SEPARATION.key: Retention("Safeguarding separation", TERMS),
    FAIR_ACCESS.key: Retention("Place through fair access", TERMS),
}
RECORDS = (
    Record(FundingEntry, "case", "entries of what was owed"),
    Record(Funding, "case", "figures of what was owed"),
    Record(PanelReferral, "case", "referrals to the panel"),
    Record(PermanentExclusion, "case", "notices of exclusion"),
    Record(OffSiteDirection, "case", "off-site directions"),
    Record(ManagedMove, "case", "managed moves"),
    Record(Separation, "case", "safeguarding separations"),
    Record(FairAccessReferral, "case", "referrals for a school place"),
    Record(RiskAssessment, "referral__case", "risk assessments"),
    Record(ProviderReferral, "case", "referrals to providers"),
    Record(Amendment, "suspension__case", "changes of suspensions"),
    Record(Suspension, "case", "suspensions"),
)
# A suspension for which nothing was ever owed belongs to no case, nor does a referral to a provider of a child who is
# not permanently excluded. It is reviewed, held and destroyed with the child's
# record, whose other terms reach at least as far as the schedule of exclusions does.
CHILD_RECORDS = (
    ChildRecord(Amendment, "suspension__child", "suspension__case", "changes of suspensions"),
    ChildRecord(Suspension, "child", "case", "suspensions"),
    ChildRecord(RiskAssessment, "referral__child", "referral__case", "risk assessments"),
    ChildRecord(ProviderReferral, "child", "case", "referrals to providers"),
)
CHILD_TERMS = (
    outlived.Term(
        KEPT_WITHOUT_CASE,
        "the last suspension without a case",
        outlived.last_of_child(Suspension.objects.filter(case=None), "last_on"),
    ),
)
