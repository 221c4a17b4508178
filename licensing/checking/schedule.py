"""A schedule of performances: the children, and one line for each child and day at a place. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from licensing.checking.times import DAY_MINUTES, NoSuchTime, Span, span
from oxle.people.ages import age_on
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.school_age import is_of_school_age, school_age_ends

DAY = timedelta(days=1)
SATURDAY = 5
# Who is with a child in place of a chaperone.
PARENT = "parent"
# Minutes of the clock: (from, to).
Typed = tuple[int, int]


class Impossible(ValueError):
    """What cannot be true of a line. `part` names what was typed: date, here, performing, breaks, meals, lessons."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


class SchoolUnknown(NotLoaded):
    """The answer depends on the school days of a school that was named, and that we do not know."""

    def __init__(self) -> None:
        super().__init__("the child’s school is not one that we know")


@dataclass(frozen=True)
class Child:
    """A child of an application: what it is called there, when born, and by which calendar it goes to school.

    No calendar: the child goes to no school, unless it is `at_unknown_school`: then its school days cannot be told.
    `school_hours`: from the first bell to the last, in minutes of the clock.
    """

    key: str
    born_on: date
    calendar: SchoolCalendar | None = None
    school_hours: Typed = (8 * 60 + 45, 15 * 60 + 30)
    at_unknown_school: bool = False

    def age(self, on: date) -> int:
        """Whole years on a day."""
        return age_on(self.born_on, on)

    def is_child(self, on: date) -> bool:
        """Whether the law of performances and of work still holds: to the last day of compulsory school age."""
        return on <= school_age_ends(self.born_on)

    def goes_to_school(self, on: date) -> bool:
        """Whether the child is required to attend school on a day, by its own school’s calendar. Raises NotLoaded."""
        if on.weekday() >= SATURDAY or not is_of_school_age(self.born_on, on):
            return False
        if self.at_unknown_school:
            raise SchoolUnknown
        if self.calendar is None:
            return False
        return self.calendar.is_school_day(on)

    def goes_to_school_in_week(self, on: date) -> bool:
        """Whether that is so on any day of the week (Monday to Sunday) of a day. Raises NotLoaded."""
        monday = on - on.weekday() * DAY
        unknown: NotLoaded | None = None
        for number in range(SATURDAY):
            try:
                if self.goes_to_school(monday + number * DAY):
                    return True
            except NotLoaded as problem:
                unknown = problem
        if unknown:
            raise unknown
        return False


@dataclass(frozen=True)
class Chaperone:
    """Somebody approved to be in charge of children, until a day included; `most` if not as many as the law lets, and
    `approved_from` where it is known on which day the approval began."""

    name: str
    approved_until: date
    most: int | None = None
    approved_from: date | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """So many days of a period whose dates are not known yet: from the day of its line until a day included."""

    days: int
    until: date


@dataclass(frozen=True, slots=True)
class Line:
    """One child at one place on one day, which is the day of the arrival; or on some days `among` those of a period,
    which begins on that day. Made by `line` from times of the clock."""

    number: int
    child: str
    on: date
    here: Span
    performing: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()
    meals: tuple[Span, ...] = ()
    lessons: tuple[Span, ...] = ()
    chaperone: str = ""
    teacher: str = ""
    night_work: bool = False
    place: str = ""
    among: Among | None = None

    @property
    def last_on(self) -> date:
        """The last day on which it may be."""
        return self.among.until if self.among else self.on


PARTS = {"performing": "performing", "breaks": "a break", "meals": "a meal", "lessons": "a lesson"}


def line(
    number: int,
    child: str,
    on: date,
    here: Typed,
    *,
    performing: Sequence[Typed] = (),
    breaks: Sequence[Typed] = (),
    meals: Sequence[Typed] = (),
    lessons: Sequence[Typed] = (),
    chaperone: str = "",
    teacher: str = "",
    night_work: bool = False,
    place: str = "",
    among: Among | None = None,
) -> Line:
    """A line from times of the clock, in minutes past midnight; a time before the arrival is one of the next day.

    Raises Impossible for what nobody can do: perform before arriving, be at a meal and in a lesson at once, or on more
    days than a period has.
    """
    if among is not None:
        _must_fit(on, among)
    arrives = here[0]
    whole = _span("here", on, here, arrives)
    given: Mapping[str, Sequence[Typed]] = {
        "performing": performing,
        "breaks": breaks,
        "meals": meals,
        "lessons": lessons,
    }
    parts = {name: tuple(sorted(_span(name, on, typed, arrives) for typed in all_of)) for name, all_of in given.items()}
    for name, spans in parts.items():
        if any(part.starts < whole.starts or part.ends > whole.ends for part in spans):
            raise Impossible(name, "it is not between the arrival and the departure")
    for (earlier, before), (later, after) in pairwise(
        sorted((part, name) for name, spans in parts.items() for part in spans)
    ):
        if later.starts < earlier.ends:
            raise Impossible(after, f"it is at the same time as {PARTS[before]}")
    return Line(
        number,
        child,
        on,
        whole,
        parts["performing"],
        parts["breaks"],
        parts["meals"],
        parts["lessons"],
        chaperone,
        teacher,
        night_work,
        place,
        among,
    )


def _must_fit(on: date, among: Among) -> None:
    if among.until < on:
        raise Impossible("date", "the period ends before it begins")
    length = (among.until - on).days + 1
    if not 1 <= among.days <= length:
        raise Impossible("date", f"{among.days} days do not fit in a period of {length}")


def _span(part: str, on: date, typed: Typed, arrives: int) -> Span:
    """Between two times of the clock, each of the next day where it is before the arrival."""
    starts, ends = (minute if minute >= arrives else minute + DAY_MINUTES for minute in typed)
    try:
        return span(on, starts, ends)
    except NoSuchTime as problem:
        raise Impossible(part, str(problem)) from None
    except ValueError:
        words = "it ends when it begins" if part == "here" else "it ends before it begins, or begins before the arrival"
        raise Impossible(part, words) from None
