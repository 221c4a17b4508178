"""Where Django finds the tables of licensing."""

from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.parts.models import PartAsked
from licensing.performances.models import (
    Entrant,
    Licence,
    LimitConfirmation,
    NamedChaperone,
    ParentPart,
    Place,
    Production,
    ScheduleLine,
    SchoolPart,
)

__all__ = [
    "Applicant",
    "ApplicationDraft",
    "ApplicationFile",
    "Entrant",
    "Licence",
    "LimitConfirmation",
    "NamedChaperone",
    "ParentPart",
    "PartAsked",
    "Place",
    "Production",
    "ScheduleLine",
    "SchoolPart",
]
