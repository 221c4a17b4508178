"""The termly return of children outside school: how many, by sex, year group, reason and length. It names no child.

Two blocks that share no child, so that neither can be had from the other: those who counted on the census day, and
those who counted earlier in the year that ends with it and did no more on the day. Children whose record is restricted
are counted too. Which duties are counted each says itself, with what only it knows (Duty.returned).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases import duties
from oxle.cases.models import Case, Event
from oxle.cases.offers import Returned
from oxle.cases.pathways import Stage
from oxle.cases.standing import as_they_stand
from oxle.core.suppression import suppress, suppress_total
from oxle.people.ages import year_group_on
from oxle.people.models.children import Sex
from oxle.schooldays.school_age import is_of_school_age, school_age_ends

A_YEAR = timedelta(days=365)
TWELVE_WEEKS = timedelta(weeks=12)
UP_TO, LONGER = "Up to 12 weeks", "More than 12 weeks"
YEARS = ("Reception", *(f"Year {number}" for number in range(1, 12)))
OTHER_YEAR = "Another year group"
SEX, YEAR, LENGTH, REASON = "Sex", "Year group", "Length", "Main reason"
ON_DAY, EARLIER = "On the census day", "Earlier in the year, and no more on the day"
ALL = "All children"
WITHHELD = "withheld"
HEADINGS = ("census_day", "return", "counted", "by", "group", "children")


@dataclass(frozen=True)
class Counted:
    """A child as the return counts it: what each table groups it by."""

    sex: str
    year: str
    length: str
    reason: str


@dataclass(frozen=True)
class Block:
    """The children of one block, by each table that the return asks. Every table has all of its groups, also at 0."""

    name: str
    total: int
    tables: dict[str, dict[str, int]]

    @property
    def shown_total(self) -> int | None:
        """The total that may leave the service: None where some table would give a small number away beside it."""
        totals = [suppress_total(counts) for counts in self.tables.values()]
        return None if None in totals else self.total

    def shown(self) -> dict[str, dict[str, int | None]]:
        """The tables as they may leave the service, small numbers withheld, and what would give one away."""
        return {by: suppress(counts) for by, counts in self.tables.items()}


@dataclass(frozen=True)
class Return:
    """What one duty returns for a census day."""

    duty: duties.Duty
    day: date
    blocks: tuple[Block, ...]

    @property
    def at_any_time(self) -> int:
        """How many children counted on some day of the year that ends with the census day."""
        return sum(block.total for block in self.blocks)

    def rows(self) -> Iterator[tuple[str, str, str, str, str, int | str]]:
        """The rows of the file that leaves the service."""
        for block in self.blocks:
            where = (self.day.isoformat(), self.duty.name, block.name)
            yield (*where, "Total", ALL, _or_withheld(block.shown_total))
            for by, counts in block.shown().items():
                for group, count in counts.items():
                    yield (*where, by, group, _or_withheld(count))


def _or_withheld(count: int | None) -> int | str:
    return WITHHELD if count is None else count


def returns_for(user: User, day: date) -> list[Return]:
    """The return of each duty that is counted and that this person may read, by its name."""
    counted = [duty for duty in duties.duties() if duty.returned is not None and user.can(read(duty.key))]
    return [return_of(duty, day) for duty in counted]


def return_of(duty: duties.Duty, day: date) -> Return:
    """What a duty returns for a census day. Two queries, however many children."""
    first, told = day - A_YEAR, _told(duty)
    rows = Case.objects.filter(duty=duty.key, child__isnull=False, opened_on__lte=day).exclude(closed_on__lte=first)
    rows = rows.exclude(stage__in=told.mistaken).order_by("opened_on", "pk")
    reason = [told.reason] if told.reason else []
    read_of = list(rows.values_list("pk", "child", "child__sex", "child__born_on", "opened_on", "closed_on", *reason))
    elsewhere = _elsewhere_since(duty, [row[0] for row in read_of], day)
    on_day, earlier = dict[int, Counted](), dict[int, Counted]()
    for pk, child, sex, born_on, opened_on, closed_on, *why in read_of:
        ends = [one for one in (closed_on, elsewhere.get(pk)) if one]
        if (of_age := school_age_ends(born_on)) < day:
            ends.append(of_age)
        ended_on = min(ends, default=None)
        counts = ended_on is None or ended_on > day
        until = day if counts or ended_on is None else ended_on
        if until <= first or not is_of_school_age(born_on, until):
            continue
        one = Counted(
            Sex(sex).label,
            year_group_on(born_on, until),
            UP_TO if until - opened_on <= TWELVE_WEEKS else LONGER,
            told.reasons.get(why[0], "") if why else "",
        )
        (on_day if counts else earlier)[child] = one
    left = [one for child, one in earlier.items() if child not in on_day]
    return Return(duty, day, (_block(ON_DAY, list(on_day.values()), duty), _block(EARLIER, left, duty)))


def _told(duty: duties.Duty) -> Returned:
    if duty.returned is None:
        raise ValueError(f"the termly return does not count {duty.key}")
    return duty.returned


def _block(name: str, each: list[Counted], duty: duties.Duty) -> Block:
    tables = {
        SEX: _table(list(Sex.labels), [one.sex for one in each]),
        YEAR: _table([*YEARS, OTHER_YEAR], [one.year if one.year in YEARS else OTHER_YEAR for one in each]),
        LENGTH: _table([UP_TO, LONGER], [one.length for one in each]),
    }
    if (told := _told(duty)).reason:
        tables[REASON] = _table(list(told.reasons.values()), [one.reason for one in each])
    return Block(name, len(each), tables)


def _table(groups: list[str], found: list[str]) -> dict[str, int]:
    counted = Counter(found)
    return {group: counted[group] for group in groups}


def _moves(duty: duties.Duty) -> dict[str, Stage]:
    return {one.key: one.to for way in duty.pathways for one in way.steps if one.to}


def _elsewhere_since(duty: duties.Duty, cases: list[int], day: date) -> dict[int, date]:
    """Since when each of some cases stands, on a day, where another duty counts the child; only those that do."""
    stages, moves = _told(duty).elsewhere, _moves(duty)
    if not stages:
        return {}
    since: dict[int, date] = {}
    for event in as_they_stand(Event.objects.filter(case__in=cases, step__in=moves)):
        # Asked here and not of the database: an entry that was put right may have moved past the day.
        if event.on > day:
            continue
        if moves[event.step].key in stages:
            since.setdefault(event.case_id, event.on)
        else:
            since.pop(event.case_id, None)
    return since
