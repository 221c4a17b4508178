"""Where Django finds the records of every part of this duty."""

from exclusions.fair_access.models import FairAccessReferral
from exclusions.funding.models import Funding, FundingEntry
from exclusions.managed_moves.models import ManagedMove
from exclusions.off_site.models import OffSiteDirection
from exclusions.panel_referrals.models import PanelReferral
from exclusions.permanent.models import PermanentExclusion
from exclusions.separation.models import Separation
from exclusions.suspensions.models import Amendment, Suspension
from exclusions.unit_referrals.models import ProviderReferral, RiskAssessment

__all__ = [
    "Amendment",
    "FairAccessReferral",
    "Funding",
    "FundingEntry",
    "ManagedMove",
    "OffSiteDirection",
    "PanelReferral",
    "PermanentExclusion",
    "ProviderReferral",
    "RiskAssessment",
    "Separation",
    "Suspension",
]
