"""What an application for the approval of an organisation holds when it is sent: typed. Pure."""

from dataclasses import dataclass
from datetime import date

from oxle.documents.models import File


@dataclass(frozen=True)
class BodyApplication:
    """A whole application. `place_authority` is empty where the performances are in our area."""

    organisation: str
    applicant: str
    lines: str
    activities: str
    places: str
    wanted_from_on: date
    wanted_until_on: date
    children: str
    unpaid: bool
    misses_school: bool
    position: str = ""
    postcode: str = ""
    phone: str = ""
    email: str = ""
    place_authority: str = ""
    in_charge: str = ""
    checks: str = ""
    policy_on: date | None = None
    policy: File | None = None
    risk_assessment: File | None = None


@dataclass(frozen=True)
class ChildReported:
    """A child as an approved organisation reports it."""

    name: str
    born_on: date
    school: str = ""
