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


def is_own_address(email: str, applicant: str) -> bool:
    """Whether the e-mail address of a referee is that of the applicant, who would speak for themselves."""
    return bool(email) and email.strip().casefold() == applicant.strip().casefold()


def at_own_address(referees: Sequence[RefereeGiven], applicant: str) -> list[str]:
    """What is wrong with the referees at the applicant’s own address, in sentences without a full stop."""
    own = [one.name for one in referees if is_own_address(one.email, applicant)]
    return [f"{name}: this is the applicant’s own address. Enter the referee’s" for name in own]


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
