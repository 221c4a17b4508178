"""Where Django finds the tables of licensing."""

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
    "Entrant",
    "Licence",
    "LimitConfirmation",
    "NamedChaperone",
    "ParentPart",
    "Place",
    "Production",
    "ScheduleLine",
    "SchoolPart",
]
