"""What an application to be approved as a chaperone holds when it is sent: typed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oxle.documents.models import File


@dataclass(frozen=True)
class RefereeGiven:
    """Somebody who can be asked, and how they know the applicant: no relative."""

    name: str
    relation: str
    lines: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class LivedGiven:
    """An address and from when until when they lived there; without an end where they live now."""

    lines: str
    postcode: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class ChaperoneApplication:
    """A whole application. `paid` is a value of models.Chaperone.Paid; `home_authority` is empty where it is ours."""

    given: str
    family: str
    born_on: date
    lived: Sequence[LivedGiven]
    referees: Sequence[RefereeGiven]
    paid: str
    title: str = ""
    email: str = ""
    phone: str = ""
    former_names: str = ""
    insurance_number: str = ""
    home_authority: str = ""
    experience: str = ""
    health: str = ""
    declared: str = ""
    safeguarding: str = ""
    agrees_checks: bool = False
    training: str = ""
    trained_on: date | None = None
    dbs_number: str = ""
    dbs_on: date | None = None
    update_service: bool | None = None
    photo: File | None = None
    training_certificate: File | None = None
