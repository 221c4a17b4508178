"""Where Django finds the duty's tables; each is defined in the folder of its pathway."""

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

__all__ = ["Consideration", "Draft", "DraftFile", "PaceInterview", "Panel", "PreStep", "Referral", "Route", "Target"]
