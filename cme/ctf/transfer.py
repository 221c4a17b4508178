"""What a Common Transfer File says of a lost pupil, and what such a file is called. Pure.

Source: what public code and pages show of the format (`CTfile`, its header and basic details); the specification itself
was not at hand (unsourced where it goes further). Only what tells who the child is, and where they were at school: no
reason of leaving, for which we saw no place (docs/adr/missing_children.md).
"""

import re
from dataclasses import dataclass, field
from datetime import date

# Where nobody knows to which school a pupil went.
UNKNOWN_AUTHORITY, UNKNOWN_SCHOOL = "X" * 3, "X" * 4
# An authority that sends a file itself.
AUTHORITY_ITSELF = "LLLL"
LARGEST_NUMBER = 999
CODE = re.compile(r"[0-9]{3}|[A-Z]{3}")
ESTABLISHMENT = re.compile(r"[0-9]{4}|[A-Z]{4}")
FILE_NAME = re.compile(
    r"(?P<from>[0-9A-Z]{7})_CTF_(?P<to>[0-9A-Z]{7})_(?P<number>[0-9]{3})\.xml", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A school, or an authority itself, as a file names it."""

    authority: str
    establishment: str
    urn: str = ""
    name: str = ""

    @property
    def number(self) -> str:
        """Authority and establishment together, as in a file's name."""
        return f"{self.authority}{self.establishment}"


LOST = Place(UNKNOWN_AUTHORITY, UNKNOWN_SCHOOL)


def outside(number: str) -> Place:
    """Whatever stands for every school outside the maintained system: three signs of an authority, four of a school."""
    return Place(number[:3], number[3:])


@dataclass(frozen=True)
class SchoolTime:
    """A time at a school."""

    place: Place
    entered_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True)
class Transfer:
    """One file: from whom to whom, made when, about which pupil."""

    version: str
    made_at: str
    supplier: str
    source: Place
    destination: Place
    academic_year: str
    upn: str
    family: str
    given: str
    born_on: date
    sex: str = ""
    former_upn: str = ""
    former_family: str = ""
    schools: tuple[SchoolTime, ...] = field(default=())

    @property
    def is_lost(self) -> bool:
        """Whether it is for the lost pupils: no school is named to which it goes."""
        return self.destination.number == LOST.number


def file_name(source: Place, destination: Place, number: int) -> str:
    """What a file must be called: who sends it, to whom, and a running number of three figures."""
    if not 1 <= number <= LARGEST_NUMBER:
        raise ValueError("a file has a number from 1 to 999")
    return f"{source.number}_CTF_{destination.number}_{number:03d}.xml"


def number_after(last: int) -> int:
    """The running number that follows: after 999 it begins again."""
    return last % LARGEST_NUMBER + 1
