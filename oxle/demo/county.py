"""The made-up county as it is being built: what a duty's `demo(county)` finds there and may add to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from oxle.accounts.models import User
from oxle.core.dates import LONDON, london_day
from oxle.people.models import Adult, Child
from oxle.schooldays.calendar import SchoolCalendar
from oxle.schooldays.working_days import england
from oxle.schools.models import School
from oxle.schools.queries import calendar_of


@dataclass(frozen=True)
class Size:
    """How large a county is made. `cases` are those of one duty, of which `open_cases` are still open."""

    key: str
    schools: int
    children: int
    cases: int
    open_cases: int
    in_bulk: bool
    years_before: int
    # School weeks up to today for which every child has marks.
    weeks: int

    def scaled(self, scale: float) -> "Size":
        """The same county, smaller or larger; at least a few of everything."""
        if scale == 1:
            return self
        return Size(
            self.key,
            max(3, round(self.schools * scale)) if self.in_bulk else self.schools,
            max(60, round(self.children * scale)),
            max(20, round(self.cases * scale)),
            max(10, round(self.open_cases * scale)),
            self.in_bulk,
            self.years_before,
            self.weeks,
        )


SMALL = Size("small", 12, 2_500, 120, 85, in_bulk=False, years_before=1, weeks=6)
COUNTY = Size("county", 340, 100_000, 120_000, 20_000, in_bulk=True, years_before=6, weeks=2)
SIZES = {size.key: size for size in (SMALL, COUNTY)}


# How many pupils of a school are left for what is told last, where there are few.
SPARED = 2


@dataclass
class Pupil:
    """A child as the county knows them: the school and year group they are in, and the adults around them."""

    child: Child
    school: School
    year: int
    # On the school's roll since this day.
    from_on: date
    parents: list[Adult] = field(default_factory=list)
    # Where each of them lives (primary keys), as a letter has it; empty where somebody in the family must not know.
    homes: dict[int, str] = field(default_factory=dict)
    # Left on this day; None while still there.
    left_on: date | None = None
    # The school on whose roll the pupil came since, for one who found another, and from when.
    next_school: School | None = None
    next_from_on: date | None = None


@dataclass
class County:
    """What has been made so far. `at` is the moment that counts as now; nothing in the county is later."""

    at: datetime
    size: Size
    seed: int = 1
    schools: list[School] = field(default_factory=list)
    pupils: dict[int, list[Pupil]] = field(default_factory=dict)
    # The council's people by their key (“senior”), and each school's attendance lead by the school's.
    people: dict[str, User] = field(default_factory=dict)
    leads: dict[int, User] = field(default_factory=dict)
    # Marks to be written once everything else is there: packed weeks by child, school and Monday.
    weeks: dict[tuple[int, int, date], str] = field(default_factory=dict)
    # The first and the last day of each exclusion, by the child: the school marks those sessions E.
    excluded: dict[int, list[tuple[date, date]]] = field(default_factory=dict)
    # The days on which a child came to a place elsewhere, as somebody there confirmed: no register says otherwise.
    came: set[tuple[int, date]] = field(default_factory=set)
    # The first and the last day of each time in which a child is in for part of the week, and the sessions left out
    # (from 0, Monday morning): the school marks those C2.
    part_time: dict[int, list[tuple[date, date, list[int]]]] = field(default_factory=dict)
    # The duties whose stories let their letters go themselves; what the others have drafted is posted at the end.
    posted_by_stories: set[str] = field(default_factory=set)
    progress: Callable[[str, int, int], None] = lambda what, done, of: None
    _calendars: dict[int, SchoolCalendar] = field(default_factory=dict)
    _days: dict[int, date] = field(default_factory=dict)
    _taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.random = self.random_for("county")

    @property
    def on(self) -> date:
        """Today."""
        return london_day(self.at)

    @property
    def staff_since(self) -> date:
        """Since when the people of the council and the schools have served: longer than anything here lasts."""
        return self.on - timedelta(days=3_000)

    def random_for(self, *what: object) -> Random:
        """Chance for one part of the county, the same each time, whichever part is made before it."""
        return Random(f"{self.seed} {what}")  # noqa: S311 (the same each time)

    def begin_part(self, what: str) -> None:
        """From here on chance is that of one part of the county: no part shifts what another draws."""
        self.random = self.random_for(what)

    def moment(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """A time of a day in England, and never later than now."""
        return min(datetime.combine(day, time(hour, minute), LONDON), self.at)

    def days_ago(self, count: int) -> date:
        """The working day so many days ago, or the last one before it."""
        if count not in self._days:
            self._days[count] = england().last_working_day_on_or_before(self.on - timedelta(days=count))
        return self._days[count]

    def calendar(self, school: School) -> SchoolCalendar:
        """The calendar of a school, kept once it was asked for."""
        if school.pk not in self._calendars:
            self._calendars[school.pk] = calendar_of(school)
        return self._calendars[school.pk]

    def all_pupils(self) -> Iterator[Pupil]:
        """Every pupil, school by school."""
        for school in self.schools:
            yield from self.pupils.get(school.pk, [])

    def with_pupils(self, schools: Sequence[School]) -> list[School]:
        """Of some schools those with pupils whom nobody has taken yet, and some to spare: a small county runs out."""
        return [school for school in schools if self._free(school) > SPARED]

    def _free(self, school: School) -> int:
        pupils = (pupil for pupil in self.pupils[school.pk] if pupil.left_on is None and 1 <= pupil.year <= 11)
        return sum(pupil.child.pk not in self._taken for pupil in pupils)

    def take(self, school: School, *, left: bool = False, years: tuple[int, int] = (1, 11)) -> Pupil:
        """A pupil (or with `left` one who has left) of a school whom nobody has taken yet, for a story of their own."""
        fit = [
            pupil
            for pupil in self.pupils[school.pk]
            if (pupil.left_on is not None) is left and years[0] <= pupil.year <= years[1]
        ]
        # All are drawn, the taken too, so that what another part took shifts no later draw of this one.
        pupil = next(pupil for pupil in self.random.sample(fit, len(fit)) if pupil.child.pk not in self._taken)
        self._taken.add(pupil.child.pk)
        return pupil
