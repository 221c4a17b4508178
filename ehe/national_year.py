"""A school year of home education in the columns of the national statistics: a line to hold against the national file.

Every number is rounded to the nearest ten and shown as `low` from 1 to 4, as the national file does it, and shares are
taken of the rounded numbers: so no number can be told from the others. `x` is what nobody records here, and what
we do not know how to count (`ehe_leave`: docs/adr/home_education.md).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from ehe import pathway
from ehe.models import ToldBy
from oxle.cases.models import Case
from oxle.schooldays.school_years import Span
from oxle.schools.models import Phase

LOW, NOT_RECORDED = "low", "x"
# Of which kind the last school was, in the order of the file.
SCHOOLS = ("ey", "none", "lamain", "acad", "free", "ind", "spec", "ap", "pru", "ehe", "else_unk")
PLACE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
COLUMNS = (
    *PLACE,
    "ehe_starts_full_year",
    *(f"ehe_schtype_{kind}" for kind in SCHOOLS),
    *(f"ehe_schtype_{kind}_pc" for kind in SCHOOLS),
    "ehe_anytime_full_year",
    "ehe_returns_full_year",
    "ehe_leave",
    "ehe_section_437_full_year",
    "ehe_sao_issued_full_year",
    "ehe_sao_revoked_full_year",
)


@dataclass(frozen=True)
class LastSchool:
    """What tells of which kind the last school of a child was."""

    type_name: str
    phase: str
    is_academy: bool
    is_special: bool


def kind_of(school: LastSchool | None, told_by: str) -> str:
    """Of which kind the last school was, as the file groups them. Without one: home education elsewhere where another
    council told us, else none."""
    if school is None:
        return "ehe" if told_by == ToldBy.AUTHORITY else "none"
    name = school.type_name.lower()
    by_name = {
        "pupil referral": "pru", "alternative provision": "ap", "independent": "ind", "free school": "free",
    }  # fmt: skip
    if school.is_special or "special" in name:
        return "spec"
    named = next((kind for words, kind in by_name.items() if words in name), "")
    if named:
        return named
    if school.phase == Phase.NURSERY:
        return "ey"
    if school.is_academy:
        return "acad"
    return "lamain" if school.type_name else "else_unk"


def rounded(count: int) -> str:
    """A number as the national file shows it: to the nearest ten, `low` from 1 to 4."""
    return LOW if 0 < count < 5 else str((count + 5) // 10 * 10)


def share(part: str, whole: str) -> str:
    """The share of a rounded number in per cent, `low` where the number is, or where it rounds to nothing."""
    if LOW in (part, whole) or whole == "0":
        return part if part in (LOW, "0") else NOT_RECORDED
    per_cent = round(int(part) * 100 / int(whole))
    return LOW if part != "0" and per_cent == 0 else str(per_cent)


def line(council: str, year: Span, started: Mapping[str, int], any_time: int, returned: int) -> list[str]:
    """The line of a council and a school year. Pure."""
    counts = {kind: rounded(started.get(kind, 0)) for kind in SCHOOLS}
    starts = rounded(sum(started.values()))
    where = [year.name.replace("/", ""), "Academic year", "Local authority", "", "England", "", "", "", "", council]
    shares = [share(counts[kind], starts) for kind in SCHOOLS]
    unknown = [NOT_RECORDED] * 4
    return [*where, starts, *counts.values(), *shares, rounded(any_time), rounded(returned), *unknown]


def line_of(council: str, year: Span) -> list[str]:
    """The same from the cases, each child once. Cases entered by mistake never count. Two queries."""
    cases = Case.objects.filter(pathway=pathway.EHE.key).exclude(stage=pathway.MISTAKEN.key)
    within = {"opened_on__gte": year.starts_on, "opened_on__lte": year.ends_on}
    rows = cases.filter(**within).order_by("opened_on", "pk").values_list(
        "child", "school", "school__type_name", "school__phase", "school__is_academy", "school__is_special",
        "home_education__told_by",
    )  # fmt: skip
    started = Counter(
        {child: kind_of(LastSchool(*school) if pk else None, by) for child, pk, *school, by in rows}.values()
    )
    there = cases.filter(Q(closed_on=None) | Q(closed_on__gte=year.starts_on), opened_on__lte=year.ends_on)
    any_time, returned = set(), set()
    for child, stage, closed_on in there.values_list("child", "stage", "closed_on"):
        any_time.add(child)
        if stage == pathway.RETURNED.key and closed_on <= year.ends_on:
            returned.add(child)
    return line(council, year, started, len(any_time), len(returned))
