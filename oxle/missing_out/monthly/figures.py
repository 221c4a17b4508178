"""The figures of a month: each as it was at the end of its last day, beside its target and the year before. No writes.

The same point of the year before is what was reported then, where that was kept. Else it is counted now for that day,
by what is known of it now, where records reach back to the beginning of that school year. Else nothing is said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Min, QuerySet

from oxle.cases import duties
from oxle.cases.criteria import Rated
from oxle.cases.models import Case
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.rules import RuleBook
from oxle.missing_out.group_models import GroupDecision
from oxle.missing_out.monthly.aims import MISSING, RED, aims, who_set
from oxle.missing_out.monthly.months import year_before
from oxle.missing_out.monthly_models import MonthlyPack
from oxle.missing_out.packs.beside import counted_beside, duty_of, title_of
from oxle.missing_out.register import Row, whole_register
from oxle.missing_out.shown import more_or_fewer
from oxle.provision.mismatch_models import Mismatch
from oxle.provision.models import Offer
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.school_years import school_year_of
from oxle.schooldays.wording import plain_day
from oxle.transfers.models import Transfer

# By school: a number beside a place is for the Strategic Group, and no measure of the service.
BY_SCHOOL = "records_of_"
REGISTER = "Pupils missing out"
REPORTED, COUNTED = "As reported then", "Counted now for that day"
NOT_KEPT = "The register of that day was not kept"
Numbers = Mapping[str, tuple[str, int]]


def _cases(**of: str) -> QuerySet[Any]:
    return Case.objects.filter(**of)


# From when on there is anything to count of what stands beside the register, by figure: the rows, and their day.
SINCE: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "at_home": (lambda: _cases(duty="ehe"), "opened_on"),
    "mismatches": (Mismatch.objects.all, "on"),
    "units": (Offer.objects.all, "from_on"),
    "actions": (GroupDecision.objects.all, "on"),
    "records": (Transfer.objects.all, "opened_at"),
    "records_overdue": (Transfer.objects.all, "opened_at"),
}


@dataclass(frozen=True)
class Figure:
    """A figure of a month. `target` says it in words, `stands` how the number stands to it, and `set_by` who set it,
    when and why; all empty where none is set. `before` is the number of the year before, None where none can be told;
    `before_is` says what it is, or why there is none."""

    key: str
    label: str
    number: int
    target: str
    stands: str
    set_by: str
    before: int | None
    before_is: str

    @property
    def is_nought(self) -> bool:
        """Whether there is nothing to say of it: nought now and, as far as known, a year before, and no target."""
        return not (self.number or self.before or self.target)

    @property
    def change(self) -> str:
        """More or fewer than the year before, with its sign; empty where that cannot be told."""
        return more_or_fewer(self.number, self.before)


@dataclass(frozen=True)
class Group:
    """The figures of one duty, of the register, or beside it."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Month:
    """What was found for a month, and whom the register held, so that nobody of them is named in what is kept."""

    figures: list[Figure]
    rows: list[Row]


def find(month: date, asked_on: date) -> Month:
    """The figures of a month, by its last day, asked on another. Refused where terms are not loaded for it."""
    try:
        rows = whole_register(month, asked_on=asked_on).rows
        now = _register(rows) | _beside(month)
    except NotLoaded as problem:
        raise Refused(f"This cannot be worked out: {problem}.") from None
    known, book = aims(), RuleBook()
    said, before = who_set(known.values(), month), _year_before(month, now)
    found = []
    for key, (label, number) in now.items():
        target, stands, set_by = "", "", ""
        if one := known.get(key):
            value = book.value(one.rule, month)
            target, stands = one.in_words(value), one.stands(number, value)
            set_by = said[one.rule.key] if target else ""
        was, is_ = before(key)
        found.append(Figure(key, label, number, target, stands, set_by, was, is_))
    return Month(found, rows)


def kept_figures(pack: MonthlyPack) -> list[Figure]:
    """The figures of a month as they were kept."""
    return [Figure(**one) for one in pack.figures]


def as_kept(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Figures as a pack keeps them."""
    return [asdict(one) for one in figures]


def grouped(figures: Iterable[Figure]) -> list[Group]:
    """Figures under their titles, in their order."""
    found: dict[str, list[Figure]] = {}
    for one in figures:
        found.setdefault(REGISTER if one.key in (MISSING, RED) else title_of(one.key), []).append(one)
    return [Group(title, tuple(each)) for title, each in found.items()]


def _register(rows: Iterable[Row]) -> dict[str, tuple[str, int]]:
    each = [row.rating.rated for row in rows]
    return {MISSING: ("Pupils missing out", len(each)), RED: ("Of these red", each.count(Rated.RED))}


def _beside(on: date) -> dict[str, tuple[str, int]]:
    return {
        str(key): (str(label), int(number))
        for key, label, number in counted_beside(on)
        if not str(key).startswith(BY_SCHOOL)
    }


def _year_before(month: date, now: Numbers) -> Callable[[str], tuple[int | None, str]]:
    """What tells of a figure its number of the same month a year earlier, and what that number is."""
    then = year_before(month)
    pack = MonthlyPack.objects.filter(month=then).first()
    reported = {one.key: one.number for one in kept_figures(pack)} if pack else {}
    lacking: dict[str, str] = {}
    for key in now.keys() - reported.keys():
        lacking.setdefault(_source(key), "")
    lacking = {source: _why_not(source, then) for source in lacking}
    counted: Numbers = {}
    if not all(lacking.values()):
        try:
            counted = _beside(then)
        except NotLoaded as problem:
            lacking = {source: why or f"This cannot be worked out: {problem}" for source, why in lacking.items()}

    def tell(key: str) -> tuple[int | None, str]:
        if key in reported:
            return reported[key], REPORTED
        if why := lacking[_source(key)]:
            return None, why
        # What is a share of nothing is not there.
        return (counted[key][1], COUNTED) if key in counted else (None, "There was nothing to count")

    return tell


def _source(key: str) -> str:
    """By what it is told from when on a figure can be counted: its duty, or the figure itself."""
    return duty_of(key) or key


def _why_not(source: str, then: date) -> str:
    """Why what comes from a source cannot be counted for a day; empty where it can."""
    if source in (MISSING, RED):
        return NOT_KEPT
    since, begun = _since(source), school_year_of(then).starts_on
    if since is None:
        return "Nothing of it is recorded"
    if since > begun:
        return f"Its records begin on {plain_day(since)}, after the beginning of that school year"
    return ""


def _since(source: str) -> date | None:
    if source in SINCE:
        rows, day = SINCE[source]
        first = rows().aggregate(first=Min(day))["first"]
        return london_day(first) if isinstance(first, datetime) else first
    if duties.is_installed(source) and (known := duties.duty(source).board_since):
        return known()
    return _cases(duty=source).aggregate(day=Min("opened_on"))["day"]
