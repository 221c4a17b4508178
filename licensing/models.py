"""Where Django finds the tables of licensing."""

from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.inspections.models import Inspection
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
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer, Permit, PermitAnswer, WorkHours

__all__ = [
    "Applicant",
    "ApplicationDraft",
    "ApplicationFile",
    "Employer",
    "Enquiry",
    "Entrant",
    "Inspection",
    "Licence",
    "LimitConfirmation",
    "NamedChaperone",
    "ParentPart",
    "PartAsked",
    "Permit",
    "PermitAnswer",
    "Place",
    "Production",
    "ScheduleLine",
    "SchoolPart",
    "WorkHours",
]
