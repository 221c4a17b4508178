"""Where Django finds the tables of licensing."""

from licensing.applicants.models import Applicant, ApplicationDraft, ApplicationFile
from licensing.bodies.models import BodyApproval, BodyChild, BodyReport
from licensing.chaperones.models import CertificateCopy, Chaperone, DbsCheck, Interview, LivedAt, Referee
from licensing.chaperones.references.models import ReferenceAsked
from licensing.inspections.models import Inspection
from licensing.parts.models import PartAsked
from licensing.performances.limit_models import LimitConfirmation
from licensing.performances.models import (
    Entrant,
    Licence,
    NamedChaperone,
    ParentPart,
    Place,
    Production,
    ScheduleLine,
    SchoolPart,
)
from licensing.performances.paper_models import ChildPaper
from licensing.register.models import GuidanceSent
from licensing.work.enquiries.models import Enquiry
from licensing.work.models import Employer, Permit, PermitAnswer, WorkHours
from licensing.work.online.models import JobApplied, JobPart

__all__ = [
    "Applicant",
    "ApplicationDraft",
    "ApplicationFile",
    "BodyApproval",
    "BodyChild",
    "BodyReport",
    "CertificateCopy",
    "Chaperone",
    "ChildPaper",
    "DbsCheck",
    "Employer",
    "Enquiry",
    "Entrant",
    "GuidanceSent",
    "Inspection",
    "Interview",
    "JobApplied",
    "JobPart",
    "Licence",
    "LimitConfirmation",
    "LivedAt",
    "NamedChaperone",
    "ParentPart",
    "PartAsked",
    "Permit",
    "PermitAnswer",
    "Place",
    "Production",
    "Referee",
    "ReferenceAsked",
    "ScheduleLine",
    "SchoolPart",
    "WorkHours",
]
