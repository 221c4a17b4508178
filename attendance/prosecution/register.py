"""The register of an offence period, day by day, as a certificate shows it; and on which days it has changed since."""

from collections.abc import Sequence
from datetime import date

from attendance.prosecution import queries
from attendance.prosecution.models import Certificate
from oxle.cases.models import Case
from oxle.core.dates import from_iso
from oxle.registers.extract import SessionMark
from oxle.registers.queries import marks_between
from oxle.schooldays.wording import listed, plain_day

# A long list of days helps nobody; the first few show where to look.
MOST_DAYS_NAMED = 10


def marks_of(case: Case, from_on: date, to_on: date) -> list[SessionMark]:
    """The marks of the defendant's child at the school of the case, as the register stands now."""
    return marks_between(queries.child_of(case), case.school, from_on, to_on)


def by_day(marks: Sequence[SessionMark]) -> dict[date, list[str]]:
    """The codes of each day, morning and afternoon; empty where one has no mark."""
    days: dict[date, list[str]] = {}
    for mark in marks:
        days.setdefault(mark.on, ["", ""])[mark.half.value] = mark.code
    return dict(sorted(days.items()))


def changed_on(case: Case, certificate: Certificate) -> list[date]:
    """The days of which the register says something else now than the certificate; none while it bears it out."""
    said = {from_iso(day): codes for day, *codes in certificate.marks}
    says = by_day(marks_of(case, certificate.from_on, certificate.to_on))
    return sorted(day for day in said.keys() | says.keys() if said.get(day) != says.get(day))


def not_borne_out(case: Case, certificate: Certificate) -> str | None:
    """That the register has changed since a certificate was made, and where; None while it bears it out."""
    days = changed_on(case, certificate)
    return f"The register has changed since the certificate was made, on {days_named(days)}." if days else None


def days_named(days: Sequence[date]) -> str:
    """Days in words, each once; of very many the first and how many more."""
    once = list(dict.fromkeys(days))
    named = [plain_day(day) for day in once[:MOST_DAYS_NAMED]]
    more = len(once) - len(named)
    return listed([*named, f"{more} more days"] if more else named)
