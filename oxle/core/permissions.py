"""A permission is a verb, an area of the work, and a compartment: `Permission(READ, "attendance")`."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What may be done. Each is given by itself: to decide does not include to release."""

    SUMMARY = "summary"
    READ = "read"
    WRITE = "write"
    DECIDE = "decide"
    RELEASE = "release"


class Compartment(StrEnum):
    """Safeguarding notes and criminal-investigation records are kept apart from ordinary casework."""

    ORDINARY = "ordinary"
    SAFEGUARDING = "safeguarding"
    LEGAL = "legal"


@dataclass(frozen=True)
class Permission:
    """One permission. `area` is a duty's key (`attendance`) or a part of the platform (`pupils`, `people`)."""

    verb: Verb
    area: str
    compartment: Compartment = Compartment.ORDINARY

    def __str__(self) -> str:
        place = self.area if self.compartment == Compartment.ORDINARY else f"{self.area} ({self.compartment})"
        return f"{self.verb} {place}"


def summary(area: str, compartment: Compartment = Compartment.ORDINARY) -> Permission:
    return Permission(Verb.SUMMARY, area, compartment)


def read(area: str, compartment: Compartment = Compartment.ORDINARY) -> Permission:
    return Permission(Verb.READ, area, compartment)


def write(area: str, compartment: Compartment = Compartment.ORDINARY) -> Permission:
    return Permission(Verb.WRITE, area, compartment)


def decide(area: str, compartment: Compartment = Compartment.ORDINARY) -> Permission:
    return Permission(Verb.DECIDE, area, compartment)


def release(area: str, compartment: Compartment = Compartment.ORDINARY) -> Permission:
    return Permission(Verb.RELEASE, area, compartment)
