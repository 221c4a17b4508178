"""The hours ledger: what each child was entitled to, was offered and attended in each week, to the minute.

For every school day on which a child is of compulsory school age, and of Year 11 has not yet sat every public
examination where that is recorded, they are entitled to a fifth of a full week: that of their EHC plan, else what their
school publishes, else the setting for their key stage. What was offered on that day are the sessions of every offer in
force, each once, and besides, where a school they are enrolled at has made no offer of its own, whatever is missing to
a full day: an ordinary school place is full-time. The reduced timetable of a school that they have left is none. While
a child is missing nothing is offered but what began after that was told. Attended are the minutes of the sessions with
a mark of presence: the provider's own mark wherever there is one, else the home school's. Days are those of the
calendar of the school where the child is enrolled, or the council's.

One statement counts for any number of children (`ledger.sql`, which says how); docs/adr/hours_ledger.md says why.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from oxle.core.keeping import kept
from oxle.core.rules import RuleBook
from oxle.people.models import Child
from oxle.provision.models import DAYS_A_WEEK
from oxle.provision.rules import full_time_rule
from oxle.registers.codes import CODES, SIGNS_OF_PRESENCE, Counts
from oxle.schooldays.calendar import CalendarBegins
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.school_age import school_age_begins, school_age_ends
from oxle.schooldays.school_years import school_year_of

DAY = timedelta(days=1)
# The council's own calendar, for children on no roll and schools that follow it.
COUNCILS = 0
# From so many children on the sums are made by reading every week of marks once instead of each child's.
SEVERAL, MANY = 100, 20_000
COUNTING = (Path(__file__).parent / "ledger.sql").read_text()
# The last line of the statement: the weeks of each child, or their sums.
WEEKS = """
    SELECT alike.child, week.monday, week.days, week.entitled, week.offered, present.minutes, week.lacking
    FROM alike JOIN week USING (model)
    LEFT JOIN (
        SELECT child, monday, sum(half_minutes)::bigint / 2 AS minutes FROM attended GROUP BY child, monday
    ) AS present ON present.child = alike.child AND present.monday = week.monday
    ORDER BY alike.child, week.monday
"""
SUMS = """
    SELECT alike.child, year.entitled, year.offered, coalesce(present.minutes, 0), year.short, year.lacking, year.since
    FROM alike
    JOIN (
        SELECT model, sum(entitled)::bigint AS entitled, sum(offered)::bigint AS offered,
               sum(greatest(entitled - offered, 0))::bigint AS short, sum(lacking)::bigint AS lacking,
               min(since) AS since
        FROM week GROUP BY model
    ) AS year USING (model)
    LEFT JOIN (SELECT child, sum(half_minutes)::bigint / 2 AS minutes FROM attended GROUP BY child) AS present
        ON present.child = alike.child
"""
# The same again: who lacks a full-time offer on the last school day, and for how long by then; of those to whom
# anything is still owed on the last of the days.
STRETCHES = """
    SELECT alike.child, stretch.days, stretch.since
    FROM alike
    JOIN (
        SELECT model, count(*) AS days, min(day) AS since
        FROM (
            SELECT model, day, on_day < full_day AS is_lacking,
                   max(day) FILTER (WHERE on_day >= full_day) OVER (PARTITION BY model) AS full_on
            FROM school_day
        ) AS seen
        WHERE is_lacking AND day > coalesce(full_on, '-infinity')
        GROUP BY model
    ) AS stretch USING (model)
    JOIN pupil ON pupil.child = alike.child AND pupil.hi = %(last)s
"""


@dataclass(frozen=True)
class WeekOfHours:
    """One week of one child, in minutes; `attended` is None where nobody has given a mark.

    `school_days` are those that counted, and `lacking` those of them without a full-time offer.
    """

    monday: date
    school_days: int
    entitled: int
    offered: int
    attended: int | None = None
    lacking: int = 0

    @property
    def short(self) -> int:
        """Minutes of the week that nobody offered."""
        return max(0, self.entitled - self.offered)


@dataclass(frozen=True)
class Ledger:
    """The weeks of one child that have a school day, in order, and their sums in minutes."""

    weeks: tuple[WeekOfHours, ...]

    @property
    def entitled(self) -> int:
        """Minutes entitled to over all weeks."""
        return sum(week.entitled for week in self.weeks)

    @property
    def offered(self) -> int:
        """Minutes offered over all weeks."""
        return sum(week.offered for week in self.weeks)

    @property
    def attended(self) -> int:
        """Minutes attended over all weeks."""
        return sum(week.attended or 0 for week in self.weeks)

    @property
    def lacking(self) -> int:
        """School days without a full-time offer."""
        return sum(week.lacking for week in self.weeks)

    @property
    def short(self) -> int:
        """Minutes that nobody offered, week by week: one week's surplus does not make good another's lack."""
        return sum(week.short for week in self.weeks)


@dataclass(frozen=True)
class Sums:
    """A child's ledger summed up, in minutes.

    `lacking` are the school days without a full-time offer, of which `since` is the first; None when there is none.
    """

    entitled: int
    offered: int
    attended: int
    short: int
    lacking: int
    since: date | None


@dataclass(frozen=True)
class Stretch:
    """How long a child has been without a full-time offer: so many school days, one after the other, the first of them
    `since`."""

    days: int
    since: date


def ledger(child: Child, first: date, last: date) -> Ledger:
    """One child's ledger from one day to another, both included."""
    return ledgers([child.pk], first, last)[child.pk]


def ledgers(children: Collection[int] | QuerySet[Child], first: date, last: date) -> dict[int, Ledger]:
    """The ledgers of many children (primary keys, or a query for them), week by week, in the same few queries as of
    one; empty for a child who is not of compulsory school age, or has sat every examination.

    Raises NotLoaded when the days go past a calendar's last loaded term: hours are not guessed.
    """
    keys = _keys(children)
    found = {child: Ledger(()) for child in keys}
    for child, rows in groupby(_counted(WEEKS, keys, first, last), key=itemgetter(0)):
        found[child] = Ledger(tuple(WeekOfHours(*row[1:]) for row in rows))
    return found


def sums(children: Collection[int] | QuerySet[Child], first: date, last: date) -> dict[int, Sums]:
    """The same, summed up: for a hundred thousand children at once. Who is not of compulsory school age is absent."""
    return {row[0]: Sums(*row[1:]) for row in _counted(SUMS, _keys(children), first, last)}


def lacking_since(children: Collection[int] | QuerySet[Child], since: date, on: date) -> dict[int, Sums]:
    """The children who were without a full-time offer on some school day since a day, with how many such days."""
    return {child: one for child, one in sums(children, since, on).items() if one.lacking}


def lacking_on(children: Collection[int] | QuerySet[Child], first: date, on: date) -> dict[int, Stretch]:
    """The children who are without a full-time offer on the last school day up to a day, and for how long; school days
    before `first` are not counted. Nobody is without to whom nothing is owed on the day any more, by age or because
    every examination is over.
    """
    return {row[0]: Stretch(*row[1:]) for row in _counted(STRETCHES, _keys(children), first, on)}


def _keys(children: Collection[int] | QuerySet[Child]) -> list[int]:
    return list(children.values_list("pk", flat=True) if isinstance(children, QuerySet) else children)


def _counted(last_line: str, children: Sequence[int], first: date, last: date) -> list[Any]:
    if not children or last < first:
        return []
    keys = _as_one_text(children)
    born = _born(keys)
    birthdays = [(day, _cohort(day), *_of_age(day, first, last)) for day in born]
    birthdays = [row for row in birthdays if row[2] <= row[3]]
    if not birthdays:
        return []
    calendars = calendars_for({None, *_calendars(keys, first, last)})
    # All are asked at once from when they have terms: whoever counts as far back as that need try only once more.
    begins = [one.first_day for one in calendars.values() if one.first_day and first < one.first_day]
    if begins:
        raise CalendarBegins(max(begins))
    days = {which or COUNCILS: calendar.days_between(first, last) for which, calendar in calendars.items()}
    shut = {which: _weekdays(first, last) - set(each) for which, each in days.items()}
    cohorts = {cohort: day for day, cohort, *_ in birthdays}
    with _as_for_many(len(children)) as cursor:
        cursor.execute(
            COUNTING + last_line,
            {
                "children": keys,
                "first": first,
                "last": last,
                **_columns(("born_on", "cohort", "lo", "hi"), birthdays),
                **_columns(("of_cohort", "from_on", "to_on", "minutes"), _settings(cohorts, first, last)),
                **_columns(("calendar", "day"), ((which, day) for which, each in days.items() for day in each)),
                **_columns(
                    ("shut_calendar", "shut_day"),
                    ((which, day) for which, each in shut.items() for day in sorted(each)),
                ),
                "shut_mondays": sorted({day - day.weekday() * DAY for each in shut.values() for day in each}),
                "present": [code.code for code in CODES.values() if code.counts == Counts.PRESENT],
                "many": last_line is SUMS and len(children) >= MANY,
                "signs": SIGNS_OF_PRESENCE,
            },
        )
        return cursor.fetchall()


def _weekdays(first: date, last: date) -> set[date]:
    every = (first + number * DAY for number in range((last - first).days + 1))
    return {day for day in every if day.weekday() < DAYS_A_WEEK}


@contextmanager
def _as_for_many(children: int) -> Iterator[Any]:
    """A cursor whose statement is planned for many rows. The planner knows no sizes of what a statement makes itself,
    and would go through it again for each child."""
    wanted = {"enable_nestloop": "off", "jit": "off", "work_mem": "128MB"} if children >= SEVERAL else {}
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"SET LOCAL {name} = '{value}'")
        yield cursor
        for name in wanted:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")


def _born(children: str) -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT born_on FROM people_child WHERE id = ANY(%s::bigint[])", [children])
        return [row[0] for row in cursor.fetchall()]


def _cohort(born_on: date) -> int:
    """The school year of birth: those born in one are of one year group throughout."""
    return school_year_of(born_on).starts_on.year


def _of_age(born_on: date, first: date, last: date) -> tuple[date, date]:
    return max(first, school_age_begins(born_on)), min(last, school_age_ends(born_on))


def _settings(cohorts: dict[int, date], first: date, last: date) -> Iterator[tuple[int, date, date, int]]:
    """For each school year of birth the days between which a full week has one length, and that length in minutes.

    It changes with the school year, and where somebody changed the setting.
    """
    book = kept(RuleBook, RuleBook)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    for cohort, born_on in cohorts.items():
        # Whole minutes also of a day: a full week is given to the quarter of an hour.
        lengths = ((int(book.value(full_time_rule(born_on, day), day) * 60), day) for day in days)
        for minutes, group in groupby(lengths, key=itemgetter(0)):
            alike = [day for _, day in group]
            yield cohort, alike[0], alike[-1], minutes


def _calendars(children: str, first: date, last: date) -> list[int | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT school.calendar_id FROM people_enrolment AS time JOIN schools_school AS school"
            " ON school.id = time.school_id WHERE time.child_id = ANY(%s::bigint[]) AND time.from_on <= %s"
            " AND (time.to_on IS NULL OR time.to_on >= %s)",
            [children, last, first],
        )
        return [row[0] for row in cursor.fetchall()]


def _as_one_text(keys: Sequence[int]) -> str:
    """Keys as PostgreSQL writes an array: a hundred thousand are then one constant to it, not as many expressions."""
    return "{" + ",".join(map(str, keys)) + "}"


def _columns(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows as one array a column, as `unnest` takes them."""
    found = [list(column) for column in zip(*rows, strict=True)]
    return dict(zip(names, found or [[] for _ in names], strict=True))
