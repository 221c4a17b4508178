"""Where Django finds the duty's tables; each is defined in the folder of its pathway."""

from attendance.prosecution.court_models import Commencement, Hearing, Outcome, Release
from attendance.prosecution.models import (
    Bundle,
    Certificate,
    Charge,
    Exhibit,
    Prosecution,
    Statement,
    UnusedMaterial,
)
from attendance.referrals.models import (
    Consideration,
    Draft,
    DraftFile,
    PaceInterview,
    Panel,
    PreStep,
    Referral,
    Route,
    Target,
)
from attendance.supervision.models import Direction, ServicesConsultation, Supervision, SupervisionOrder

__all__ = [
    "Bundle",
    "Certificate",
    "Charge",
    "Commencement",
    "Consideration",
    "Direction",
    "Draft",
    "DraftFile",
    "Exhibit",
    "Hearing",
    "Outcome",
    "PaceInterview",
    "Panel",
    "PreStep",
    "Prosecution",
    "Referral",
    "Release",
    "Route",
    "ServicesConsultation",
    "Statement",
    "Supervision",
    "SupervisionOrder",
    "Target",
    "UnusedMaterial",
]
