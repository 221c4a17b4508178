"""What an application for a work permit holds when it is sent: typed. Pure."""

from dataclasses import dataclass
from datetime import date

from licensing.work.hours import Hours
from oxle.documents.models import File


@dataclass(frozen=True)
class PermitApplication:
    """A whole application for one child and one job. `place_authority` is empty where the work is in our area."""

    job: str
    tasks: str
    place: str
    starts_on: date
    hours: Hours
    ends_on: date | None = None
    supervisor: str = ""
    place_postcode: str = ""
    place_authority: str = ""
    light: bool = True
    listed: bool = False
    photo: File | None = None
    photo_on: date | None = None
    risk_assessment: File | None = None
    risk_words: str = ""
