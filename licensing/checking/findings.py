"""What the checker finds: the line, the limit and the number found, in words. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from licensing.limits import Check
from oxle.schooldays.wording import full_day


class Weight(Enum):
    """What a finding means. The value is said before its words."""

    BREACH = "Over the limit"
    UNKNOWN = "Cannot be told"
    NOTE = "To know"


@dataclass(frozen=True)
class Finding:
    """Something about one line of a schedule. `found` and `limit` are in the unit of its check, such as minutes.

    The words name the limit and the number found, and never a child.
    """

    check: Check
    weight: Weight
    line: int
    child: str
    on: date
    words: str
    found: int | None = None
    limit: int | None = None

    def __str__(self) -> str:
        return f"Line {self.line}, {full_day(self.on)}: {self.words} ({self.check.cited})."


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By line and check, what is said twice of a line said once."""
    each = {(finding.line, finding.check.key, finding.words): finding for finding in findings}
    return [each[key] for key in sorted(each)]


def breaches(findings: list[Finding]) -> list[Finding]:
    """Those for which a schedule cannot stand as it is."""
    return [finding for finding in findings if finding.weight is Weight.BREACH]
