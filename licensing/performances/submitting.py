"""What an application for a production holds when it is sent: typed, and of the checker’s own lines. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from licensing.checking.schedule import Line

if TYPE_CHECKING:
    from oxle.documents.models import File


@dataclass(frozen=True)
class Applicant:
    """Who applies: the person responsible for the production, or an agent. The e-mail is one that was verified."""

    organisation: str
    name: str
    lines: str
    email: str
    position: str = ""
    postcode: str = ""
    phone: str = ""


@dataclass(frozen=True)
class PlaceGiven:
    """A place of performance or rehearsal. `authority`: of that place, as far as the applicant knows it."""

    name: str
    lines: str = ""
    postcode: str = ""
    authority: str = ""


@dataclass(frozen=True)
class ChaperoneGiven:
    """A chaperone by name, as the lines name them; who approved them, and until when."""

    name: str
    authority: str = ""
    approval: str = ""
    approved_until_on: date | None = None


@dataclass(frozen=True)
class PaperGiven:
    """What came with the application about one child: a file, or in words how it was shown. `kind` is a value of
    papers.Kind; `taken_on` the day of a photograph."""

    kind: str
    file: "File | None" = None
    words: str = ""
    taken_on: date | None = None


@dataclass(frozen=True)
class ChildGiven:
    """A child as the applicant describes it. `key` is what the lines call it: unlike for each child of an application.

    `home_authority` is empty where the child lives in our area. `urn` is that of its school, `school_name` what the
    applicant calls it where there is no URN. `lines` is the address.
    """

    key: str
    given: str
    family: str
    born_on: date
    upn: str = ""
    lines: str = ""
    postcode: str = ""
    home_authority: str = ""
    urn: str = ""
    school_name: str = ""
    school_email: str = ""
    role: str = ""
    earnings: Decimal | None = None
    earnings_to: str = ""
    parent_name: str = ""
    parent_email: str = ""
    papers: Sequence[PaperGiven] = field(default_factory=tuple)


@dataclass(frozen=True)
class LineGiven:
    """A line of the schedule as the checker takes it (`licensing.checking.schedule.line` or a pasted table), whose
    `child` is the `key` of a child; and at which of the application’s places, counted from 0, where that was said."""

    line: Line
    place: int | None = None


@dataclass(frozen=True)
class ProductionGiven:
    """What the production is. `nature` is a value of models.Nature; `body_approval` a BOPA and whose, if any;
    `body_number` the number of one that is ours."""

    name: str
    nature: str
    description: str
    body_approval: str = ""
    body_number: str = ""
    protection_policy: bool = False
    education: str = ""
    accommodation: str = ""
    travel: str = ""
    night_work: str = ""
    risk_words: str = ""


@dataclass(frozen=True)
class Application:
    """A whole application: one production, its places, chaperones and children, and every line of the schedule."""

    applicant: Applicant
    production: ProductionGiven
    children: Sequence[ChildGiven]
    lines: Sequence[LineGiven]
    places: Sequence[PlaceGiven] = field(default_factory=tuple)
    chaperones: Sequence[ChaperoneGiven] = field(default_factory=tuple)
