"""The termly return of children outside school: how many, by sex, year group, reason and length. It names no child.

Two blocks that share no child, so that neither can be had from the other: those who counted on the census day, and
those who counted earlier in the year that ends with it and did no more on the day. Children whose record is restricted
are counted too. Which duties are counted each says itself, with what only it knows (Duty.returned).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet, Value

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.cases import duties
from oxle.cases.inbox_models import HandOver
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
UP_TO, LONGER, NOT_KNOWN = "Up to 12 weeks", "More than 12 weeks", "Not known"
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
    """What a duty returns for a census day. A few queries, however many children."""
    first = day - A_YEAR
    on_day, earlier = dict[int, Counted](), dict[int, Counted]()
    # Those who stand with another duty first: a case of its own says more of the child.
    for stay in (*_stays_with_others(duty, first, day), *_stays(duty, first, day)):
        ends = [stay.ended_on] if stay.ended_on else []
        if (of_age := school_age_ends(stay.born_on)) < day:
            ends.append(of_age)
        ended_on = min(ends, default=None)
        counts = ended_on is None or ended_on > day
        until = day if counts or ended_on is None else ended_on
        if until <= first or not is_of_school_age(stay.born_on, until):
            continue
        one = Counted(Sex(stay.sex).label, year_group_on(stay.born_on, until), _length(stay.since, until), stay.reason)
        (on_day if counts else earlier)[stay.child] = one
    left = [one for child, one in earlier.items() if child not in on_day]
    return Return(duty, day, (_block(ON_DAY, list(on_day.values()), duty), _block(EARLIER, left, duty)))


@dataclass(frozen=True)
class _Stay:
    """A time for which a child counts: `since` when its length runs, where that is known, and when it `ended_on`."""

    child: int
    sex: str
    born_on: date
    since: date | None
    ended_on: date | None
    reason: str


OF_CHILD = ("pk", "child", "child__sex", "child__born_on", "opened_on", "closed_on")


def _rows(duty: duties.Duty, first: date, day: date) -> QuerySet[Case]:
    rows = Case.objects.filter(duty=duty.key, child__isnull=False, opened_on__lte=day).exclude(closed_on__lte=first)
    return rows.exclude(stage__in=_told(duty).mistaken).order_by("opened_on", "pk")


def _stays(duty: duties.Duty, first: date, day: date) -> list[_Stay]:
    """Those of the duty's own cases."""
    told = _told(duty)
    rows = _rows(duty, first, day).annotate(
        why=F(told.reason) if told.reason else Value(""), gone_on=F(told.since) if told.since else F("opened_on")
    )
    read_of = list(rows.values_list(*OF_CHILD, "why", "gone_on"))
    elsewhere = _stood_elsewhere(duty, [row[0] for row in read_of], day)
    found = []
    for pk, child, sex, born_on, opened_on, closed_on, why, gone_on in read_of:
        spans = elsewhere.get(pk, [])
        ends = [one for one in (closed_on, spans[-1].since if spans and spans[-1].until is None else None) if one]
        since = opened_on if why in told.since_told else gone_on
        found.append(_Stay(child, sex, born_on, since, min(ends, default=None), told.reasons.get(why, "")))
    return found


def _stays_with_others(duty: duties.Duty, first: date, day: date) -> list[_Stay]:
    """Children whom another duty has, and who count here from what it found on, until this duty accepts them: from then
    on its own case counts, which is opened as of that day. Without these a child who waits would be in no return."""
    reasons, found = _told(duty).reasons, []
    for other in duties.duties():
        if other.returned is None or other.returned.counted_by != duty.key:
            continue
        rows = {row[0]: row for row in _rows(other, first, day).values_list(*OF_CHILD)}
        reason = reasons.get(_told(duty).handed_over_as.get(other.key, ""), "")
        accepted = _accepted_on(duty, list(rows))
        for pk, spans in _stood_elsewhere(other, list(rows), day).items():
            _, child, sex, born_on, *_ = rows[pk]
            before = date.min
            for span in spans:
                until = _until_accepted(span, [one for one in accepted.get(pk, []) if before <= one[0]], day)
                if until is None or until > span.since:
                    found.append(_Stay(child, sex, born_on, span.since, until, reason))
                before = span.until or day
    return found


def _until_accepted(span: "_Span", accepted: list[tuple[date, date]], day: date) -> date | None:
    """Until when a child counts by what another duty found: until that duty finds otherwise, or the case has it to
    which the hand-over was added; that may have been opened later than it was handed over."""
    has_it = [opened_on for on, opened_on in accepted if on <= (span.until or day)]
    return min([one for one in (span.until, *has_it) if one], default=None)


def _accepted_on(duty: duties.Duty, cases: list[int]) -> dict[int, list[tuple[date, date]]]:
    """On which days each of some cases handed over to a duty what it accepted since, and from when its case has it: the
    day on which that was opened, or that of the hand-over where it was disposed of."""
    rows = HandOver.objects.filter(case__in=cases, to_duty=duty.key).exclude(opened=None, disposed_of="")
    found: dict[int, list[tuple[date, date]]] = {}
    for case, on, opened_on in rows.values_list("case", "on", "opened__opened_on"):
        found.setdefault(case, []).append((on, opened_on or on))
    return found


def _length(since: date | None, until: date) -> str:
    if since is None:
        return NOT_KNOWN
    return UP_TO if until - since <= TWELVE_WEEKS else LONGER


def _told(duty: duties.Duty) -> Returned:
    if duty.returned is None:
        raise ValueError(f"the termly return does not count {duty.key}")
    return duty.returned


def _block(name: str, each: list[Counted], duty: duties.Duty) -> Block:
    told = _told(duty)
    tables = {
        SEX: _table(list(Sex.labels), [one.sex for one in each]),
        YEAR: _table([*YEARS, OTHER_YEAR], [one.year if one.year in YEARS else OTHER_YEAR for one in each]),
        LENGTH: _table([UP_TO, LONGER, *([NOT_KNOWN] if told.since else [])], [one.length for one in each]),
    }
    if told.reason:
        tables[REASON] = _table(list(told.reasons.values()), [one.reason for one in each])
    return Block(name, len(each), tables)


def _table(groups: list[str], found: list[str]) -> dict[str, int]:
    counted = Counter(found)
    return {group: counted[group] for group in groups}


def _moves(duty: duties.Duty) -> dict[str, Stage]:
    return {one.key: one.to for way in duty.pathways for one in way.steps if one.to}


@dataclass(frozen=True)
class _Span:
    """For how long a case stood where another duty counts the child; `until` None: still, on the day asked about."""

    since: date
    until: date | None = None


def _stood_elsewhere(duty: duties.Duty, cases: list[int], day: date) -> dict[int, list[_Span]]:
    """When each of some cases stood, until a day, where another duty counts the child; only those that did."""
    stages, moves = _told(duty).elsewhere, _moves(duty)
    if not stages:
        return {}
    found: dict[int, list[_Span]] = {}
    for event in as_they_stand(Event.objects.filter(case__in=cases, step__in=moves)):
        # Asked here and not of the database: an entry that was put right may have moved past the day.
        if event.on > day:
            continue
        spans = found.get(event.case_id, [])
        stands = bool(spans) and spans[-1].until is None
        if moves[event.step].key in stages and not stands:
            found.setdefault(event.case_id, []).append(_Span(event.on))
        elif moves[event.step].key not in stages and stands:
            spans[-1] = _Span(spans[-1].since, event.on)
    return found
