"""Reads what an officer types about a chaperone, a line each: addresses with their days, and referees."""

import re
from abc import ABC, abstractmethod
from typing import Any

from django import forms

from licensing.chaperones.submitting import LivedGiven, RefereeGiven
from oxle.core.fields import LongTextField
from oxle.core.typed_dates import Unreadable, read_line

ADDRESS_HINT = (
    "One a line: from when, until when, the address, the postcode, such as: 1 6 2021 to 3 9 2023, 4 Mill Lane, "
    "Exampleton, EX1 2AB"
)
REFEREE_HINT = (
    "One a line: the name, how they know the applicant, and an email address or telephone number, such as: Alder "
    "Finch, head teacher until 2024, alder@school.example. No relatives."
)
_DAYS = re.compile(r"^(?P<first>[^,]+?)\s+to\s+(?P<last>[^,]+?)\s*,\s*(?P<rest>.+)$", re.IGNORECASE)
# As somebody writes one.
POSTCODE = re.compile(r"^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$", re.IGNORECASE)


class Wrong(ValueError):
    """What is wrong with a line, in words."""


class Lines(LongTextField, ABC):
    """Base: a text that is read line by line; a line that cannot be read is named by its number."""

    hint, noun = "", ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(max=6000, rows=4, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        found, problems = [], []
        for number, line in enumerate(str(super().clean(value)).splitlines(), 1):
            if not line.strip():
                continue
            try:
                found.append(self.read(line.strip()))
            except Wrong as wrong:
                problems.append(f"Line {number}: {wrong}")
        if problems:
            raise forms.ValidationError(problems)
        return found

    @abstractmethod
    def read(self, line: str) -> Any:
        """What a line says. Wrong, with what is wrong, for one that says it otherwise."""


class AddressLines(Lines):
    """Earlier addresses with the days from which and until which somebody lived there."""

    hint = ADDRESS_HINT

    def read(self, line: str) -> LivedGiven:
        """An address with its days; both of them, for where they live now is asked apart."""
        found = _DAYS.match(line)
        if found is None:
            raise Wrong("write the two days with “to” between them, then the address after a comma")
        try:
            first, last = (read_line(found[name].strip()) for name in ("first", "last"))
        except Unreadable:
            raise Wrong("write a day as 1 6 2021") from None
        if last < first:
            raise Wrong("the second day is before the first")
        parts = [part.strip() for part in found["rest"].split(",") if part.strip()]
        postcode = parts.pop() if len(parts) > 1 and POSTCODE.match(parts[-1]) else ""
        return LivedGiven("\n".join(parts), postcode, first, last)


class RefereeLines(Lines):
    """People who can be asked."""

    hint = REFEREE_HINT

    def read(self, line: str) -> RefereeGiven:
        """A referee: name, relation, and how to reach them."""
        parts = [part.strip() for part in line.split(",") if part.strip()]
        if len(parts) < 3:
            raise Wrong("write the name, how they know the applicant, and how to reach them, with commas between")
        name, *relation, reach = parts
        reached = {"email": reach} if "@" in reach else {"phone": reach[:40]}
        return RefereeGiven(name[:200], ", ".join(relation)[:200], **reached)
