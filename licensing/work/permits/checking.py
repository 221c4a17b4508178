"""What the hours of a permit break, line by line, with the hours of the child’s other jobs counted with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.checking import employment
from licensing.checking.findings import Finding, Weight
from licensing.checking.schedule import Child
from licensing.checking.shifts import Job
from licensing.employment_limits import EmploymentLaw
from licensing.work.hours import DAYS, KINDS, Hours, Laid, LaidOut, lay_out
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day

# What is counted over a week or a year: another job can break it together with this one on another day.
OF_A_WEEK, OF_A_YEAR = {"school_week", "free_week"}, {"holiday"}


@dataclass(frozen=True)
class Told:
    """A job as its hours are checked: what it is called, its hours, from when until when."""

    called: str
    hours: Hours
    first: date
    last: date


@dataclass(frozen=True)
class LineFinding:
    """What is found of one line of the hours: said once, with the first day on which it is so and how often."""

    line: str
    weight: Weight
    words: str
    cited: str
    first_on: date
    times: int

    def __str__(self) -> str:
        often = f"first on {plain_day(self.first_on)}" if self.times > 1 else f"on {plain_day(self.first_on)}"
        more = f", {self.times} times" if self.times > 1 else ""
        return f"{self.line}: {self.words} ({often}{more}; {self.cited})"


@dataclass(frozen=True)
class Checked:
    """What was found, and from which day on it cannot be told what the child works."""

    findings: Sequence[LineFinding]
    unknown: str = ""

    @property
    def breaches(self) -> list[LineFinding]:
        """Those for which no permit is granted."""
        return [one for one in self.findings if one.weight is Weight.BREACH]


def last_day(child: Child, first: date, ends_on: date | None) -> date:
    """The last day on which a permit can count: that of the job or of compulsory school age, whichever is earlier."""
    ends = school_age_ends(child.born_on)
    return max(first, min(ends, ends_on) if ends_on else ends)


def check(own: Told, others: Sequence[Told], child: Child, job: Job, law: EmploymentLaw) -> Checked:
    """What a job’s hours break, alone and together with the child’s other jobs. Pure."""
    told = [own, *others]
    laid: list[LaidOut] = []
    whose: dict[int, tuple[Told, Laid]] = {}
    for one in told:
        out = lay_out(one.hours, child, max(one.first, own.first), min(one.last, own.last), number=len(whose) + 1)
        laid.append(out)
        whose |= {each.shift.number: (one, each) for each in out.shifts}
    found = employment.check([each.shift for _, each in whose.values()], child, job, law)
    concern = _Concerned([each for one, each in whose.values() if one is own])
    kept = [one for one in found if concern.has(one)]
    unknown = laid[0]
    words = f"From {plain_day(unknown.unknown_from)} on: {unknown.why}" if unknown.unknown_from else ""
    return Checked(_by_line(kept, whose, own), words)


class _Concerned:
    """Whether a finding has to do with the job: its own day, its own week, or the year."""

    def __init__(self, own: Sequence[Laid]) -> None:
        self.numbers = {each.shift.number for each in own}
        self.days = {each.shift.on for each in own}
        self.weeks = {_monday(on) for on in self.days}

    def has(self, finding: Finding) -> bool:
        key = finding.check.key
        if finding.line in self.numbers or finding.on in self.days or key in OF_A_YEAR:
            return True
        return key in OF_A_WEEK and _monday(finding.on) in self.weeks


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _by_line(found: Sequence[Finding], whose: dict[int, tuple[Told, Laid]], own: Told) -> list[LineFinding]:
    """Each line and limit once: the first day on which it is broken, and how often."""
    groups: dict[tuple[str, str, Weight], list[Finding]] = {}
    for finding in sorted(found, key=lambda one: one.on):
        told, laid = whose[finding.line]
        line = f"{KINDS[laid.which][0]}, {DAYS[laid.weekday]}"
        line = line if told is own else f"{line} ({told.called})"
        groups.setdefault((line, finding.check.key, finding.weight), []).append(finding)
    return [
        LineFinding(line, weight, each[0].words, each[0].check.cited, each[0].on, len(each))
        for (line, _, weight), each in groups.items()
    ]
