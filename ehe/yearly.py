"""The yearly report on home education: the children of a school year, grouped as a council’s own report groups them.

Every table parts the same children, those who were educated at home on any day of the year, each once: by their last
case in it, and by what is recorded today of the last day on which they counted. That nothing is recorded is no “no”,
and has a group of its own. No child is named, and those whose record is restricted are counted too.
Source: the measures of the council’s yearly report of 2016/17.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from ehe import pathway
from ehe.models import Reason
from ehe.national_year import LastSchool, kind_of
from oxle.cases.earlier import Earlier, cases_at_school
from oxle.cases.models import Case, Event
from oxle.cases.national_return import ALL, WITHHELD, Block
from oxle.people.ages import year_group_on
from oxle.people.models import Vulnerability, VulnerabilityKind
from oxle.people.models.children import Sex
from oxle.registers.before import Seen, Window, seen_in
from oxle.schooldays.school_years import Span

A_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
EXCLUSIONS = "exclusions"
STANDS, BEGAN, SEX, YEAR, REASON = "How it stood at the end", "When it began", "Sex", "Year group", "Main reason"
SCHOOL, AREA, ETHNICITY, GRT = "Last school", "Area of the last school", "Ethnicity", "Gypsy, Roma or Traveller"
SEN, CARE, CARER = "Special educational needs", "Social care", "Young carer"
ATTENDANCE, EXCLUDED = "Attendance in the year before", "Exclusion in the year before"
ORDERS = "School Attendance Order"
RECORDED, NOT_RECORDED, NOT_KNOWN = "Recorded", "Nothing recorded", "Not known"
NO_SCHOOL, NO_AREA = "No school that we know of", "A school that is in no area"
IN_YEAR, BEFORE, OPEN = "In the year", "Before it", "Not closed"
GOOD, LESS, SEVERE = "90% or more", "50% to less than 90%", "Less than 50%"
WAS_EXCLUDED = "A case of exclusions at that school, or sessions marked as excluded"
NOT_EXCLUDED = "None that we know of"
ASKED_FOR, IN_FORCE, NEITHER = "Handed over for one in the year", "Said to be in force when we were told", "Neither"
ENDS = {
    pathway.RETURNED.key: "Closed: at a school",
    pathway.MOVED.key: "Closed: moved to another council",
    pathway.OF_AGE.key: "Closed: over compulsory school age",
    pathway.TAKEN_ON.key: "Closed: taken on as missing education",
}
SCHOOLS = {
    "ey": "Nursery school", "lamain": "Mainstream, maintained by a council", "acad": "Mainstream academy",
    "free": "Free school", "ind": "Independent school", "spec": "Special school", "ap": "Alternative provision",
    "pru": "Pupil referral unit", "ehe": "Educated at home elsewhere", "none": "None that we know of",
    "else_unk": NOT_KNOWN,
}  # fmt: skip
# The first that is recorded counts: one of each, the most grave first.
NEEDS = {
    VulnerabilityKind.EHCP: "Education, health and care plan",
    VulnerabilityKind.EHC_ASSESSMENT: "EHC needs assessment in progress",
    VulnerabilityKind.SEN_SUPPORT: "SEN support",
}
IN_CARE, PROTECTED, IN_NEED = "Looked after", "Child protection plan or enquiries", "Child in need"
CARED_FOR = {
    VulnerabilityKind.LOOKED_AFTER: IN_CARE,
    VulnerabilityKind.CHILD_PROTECTION: PROTECTED,
    VulnerabilityKind.SECTION_47: PROTECTED,
    VulnerabilityKind.CHILD_IN_NEED: IN_NEED,
}
HEADINGS = ("school_year", "by", "group", "children")


@dataclass(frozen=True)
class Yearly:
    """The report of a school year, or of as much of it as has passed."""

    year: Span
    until: date
    block: Block

    def rows(self) -> Iterator[tuple[str, str, str, int | str]]:
        """The rows of the file that leaves the service: small numbers withheld, and what would give one away."""
        total = self.block.shown_total
        yield self.year.name, "Total", ALL, WITHHELD if total is None else total
        for by, counts in self.block.shown().items():
            for group, count in counts.items():
                yield self.year.name, by, group, WITHHELD if count is None else count


def yearly(year: Span, on: date) -> Yearly:
    """The report of a school year as it is known on a day. Five queries, however many children."""
    until = min(year.ends_on, on)
    cases = list(_last_cases(year, until).values())
    held = _recorded(cases, until)
    handed = _handed_over(cases, year, until)
    seen = _seen(cases)
    earlier = cases_at_school([EXCLUSIONS], [one.child_id for one in cases if one.child_id])[EXCLUSIONS]
    each = [
        _groups_of(case, year, until, held.get(case.child_id or 0, frozenset()))
        | {
            ATTENDANCE: _attendance(case, seen.get(case.pk)),
            EXCLUDED: _excluded(case, seen.get(case.pk), earlier),
            ORDERS: ASKED_FOR if case.pk in handed else IN_FORCE if case.home_education.order_open else NEITHER,
        }
        for case in cases
    ]
    tables = {by: _table(groups, [one[by] for one in each]) for by, groups in _all_groups(each).items()}
    return Yearly(year, until, Block(year.name, len(each), tables))


def _last_cases(year: Span, until: date) -> dict[int, Case]:
    """By child the last of its cases that stood on some day of the year."""
    there = Q(closed_on=None) | Q(closed_on__gte=year.starts_on)
    rows = Case.objects.filter(there, pathway=pathway.EHE.key, child__isnull=False, opened_on__lte=until)
    rows = rows.exclude(stage=pathway.MISTAKEN.key).select_related("child", "school", "home_education")
    return {case.child_id or 0: case for case in rows.order_by("opened_on", "pk")}


def _counts_until(case: Case, until: date) -> date:
    return min(case.closed_on or until, until)


def _recorded(cases: Sequence[Case], until: date) -> dict[int, frozenset[str]]:
    """By child what was recorded of it, and held, on the last day on which it counted."""
    last = {case.child_id or 0: _counts_until(case, until) for case in cases}
    found: dict[int, set[str]] = {}
    for row in Vulnerability.objects.filter(child__in=last):
        on = last[row.child_id]
        if row.from_on <= on and (row.to_on is None or row.to_on >= on):
            found.setdefault(row.child_id, set()).add(row.kind)
    return {child: frozenset(kinds) for child, kinds in found.items()}


def _handed_over(cases: Sequence[Case], year: Span, until: date) -> set[int]:
    steps = Event.objects.filter(case__in=cases, step=pathway.ORDER.key, superseded_by=None)
    return set(steps.filter(on__gte=year.starts_on, on__lte=until).values_list("case", flat=True))


def _seen(cases: Sequence[Case]) -> dict[int, Seen]:
    """By case what the register of the last school says of the year before we were told."""
    there = [case for case in cases if case.school_id]
    windows = [
        Window(case.child_id or 0, case.school_id or 0, case.opened_on - A_YEAR, case.opened_on - A_DAY)
        for case in there
    ]
    return dict(zip([case.pk for case in there], seen_in(windows), strict=True))


def _groups_of(case: Case, year: Span, until: date, held: frozenset[str]) -> dict[str, str]:
    """The group of one child in each table for which its case and what is recorded of it are enough."""
    child, school = case.child, case.school
    if child is None:
        raise ValueError("the yearly report counts children")
    on = _counts_until(case, until)
    last = LastSchool(school.type_name, school.phase, school.is_academy, school.is_special) if school else None
    closed = case.closed_on is not None and case.closed_on <= until
    return {
        STANDS: ENDS[case.stage] if closed else OPEN,
        BEGAN: IN_YEAR if case.opened_on >= year.starts_on else BEFORE,
        SEX: Sex(child.sex).label,
        YEAR: year_group_on(child.born_on, on) or NOT_KNOWN,
        REASON: case.home_education.get_reason_display(),
        SCHOOL: SCHOOLS[kind_of(last, case.home_education.told_by)],
        AREA: (school.area or NO_AREA) if school else NO_SCHOOL,
        ETHNICITY: child.ethnicity or NOT_KNOWN,
        GRT: RECORDED if VulnerabilityKind.GYPSY_ROMA_TRAVELLER in held else NOT_RECORDED,
        SEN: _first(NEEDS, held),
        CARE: _first(CARED_FOR, held),
        CARER: RECORDED if VulnerabilityKind.YOUNG_CARER in held else NOT_RECORDED,
    }


def _first(groups: dict[VulnerabilityKind, str], held: frozenset[str]) -> str:
    return next((words for kind, words in groups.items() if kind in held), NOT_RECORDED)


def _attendance(case: Case, seen: Seen | None) -> str:
    """How much of what could be attended was, in bands: exclusions and a reduced timetable are no absence here."""
    if case.school_id is None:
        return NO_SCHOOL
    if seen is None or not seen.possible:
        return NOT_KNOWN
    attended = seen.possible - seen.absent
    if attended * 100 >= 90 * seen.possible:
        return GOOD
    return LESS if attended * 100 >= 50 * seen.possible else SEVERE


def _excluded(case: Case, seen: Seen | None, earlier: dict[tuple[int, int], list[Earlier]]) -> str:
    if case.school_id is None:
        return NO_SCHOOL
    before = earlier.get((case.child_id or 0, case.school_id), [])
    had_case = any(case.opened_on - A_YEAR <= one.on < case.opened_on for one in before)
    return WAS_EXCLUDED if had_case or (seen and seen.excluded) else NOT_EXCLUDED


def _all_groups(each: Sequence[dict[str, str]]) -> dict[str, list[str]]:
    """The groups of every table in order, also those of nobody; where they are not fixed, those that are found."""
    years = ["Reception", *(f"Year {number}" for number in range(1, 12))]
    return {
        STANDS: [OPEN, *ENDS.values()],
        BEGAN: [IN_YEAR, BEFORE],
        SEX: list(Sex.labels),
        YEAR: [*years, *_others(each, YEAR, years)],
        REASON: list(Reason.labels),
        SCHOOL: list(SCHOOLS.values()),
        AREA: [*_others(each, AREA, (NO_AREA, NO_SCHOOL)), NO_AREA, NO_SCHOOL],
        ETHNICITY: [*_others(each, ETHNICITY, (NOT_KNOWN,)), NOT_KNOWN],
        GRT: [RECORDED, NOT_RECORDED],
        SEN: [*NEEDS.values(), NOT_RECORDED],
        CARE: [IN_CARE, PROTECTED, IN_NEED, NOT_RECORDED],
        CARER: [RECORDED, NOT_RECORDED],
        ATTENDANCE: [GOOD, LESS, SEVERE, NOT_KNOWN, NO_SCHOOL],
        EXCLUDED: [WAS_EXCLUDED, NOT_EXCLUDED, NO_SCHOOL],
        ORDERS: [ASKED_FOR, IN_FORCE, NEITHER],
    }


def _others(each: Sequence[dict[str, str]], by: str, known: Iterable[str]) -> list[str]:
    return sorted({one[by] for one in each} - set(known))


def _table(groups: list[str], found: list[str]) -> dict[str, int]:
    counted = Counter(found)
    return {group: counted[group] for group in groups}
