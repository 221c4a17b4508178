"""The limits of a performance by age, each with where it stands and whether anybody compared it with the text. Pure.

Source of them all: Children (Performances and Activities) (England) Regulations 2014, SI 2014/3309, in force since
6 February 2015. Its contents were read, so the regulations are cited by number; its tables were not. So no limit here
is verified: a finding says so, and none is printed on a licence before a named officer has confirmed the text.
"""

from dataclasses import dataclass
from datetime import date

REGULATIONS = "SI 2014/3309"
HOUR = 60


@dataclass(frozen=True)
class Check:
    """One thing that is checked: its key, what it is about, and the law. `verified`: the number was compared with it.

    `local`: the law leaves it to the council, whose own choice it is.
    """

    key: str
    subject: str
    law: str
    verified: bool = False
    local: bool = False

    @property
    def cited(self) -> str:
        """The law, and that it is unverified where it is: “SI 2014/3309 reg 22, unverified”."""
        return self.law if self.verified else f"{self.law}, unverified"


def _performance(key: str, subject: str, regulation: str) -> Check:
    return Check(key, subject, f"{REGULATIONS} {regulation}")


EARLIEST = _performance("earliest", "Earliest time at the place", "reg 21")
LATEST = _performance("latest", "Latest time at the place", "reg 21")
AT_PLACE = _performance("at_place", "Time at the place in a day", "reg 22")
PERFORMING = _performance("performing", "Performing and rehearsing in a day", "reg 22")
CONTINUOUS = _performance("continuous", "Performing and rehearsing without a break", "reg 22")
SHORT_BREAK = _performance("short_break", "Length of a break", "reg 23")
MEALS = _performance("meals", "Meal breaks", "reg 23")
BREAKS = _performance("breaks", "Breaks beside the meal", "reg 23")
OVERNIGHT = _performance("overnight", "Rest overnight", "reg 24")
DAYS_IN_A_ROW = _performance("days_in_a_row", "Days in a row", "reg 26")
LONG_RUN = _performance("long_run", "Days off after eight weeks", "reg 27")
NIGHT_WORK = _performance("night_work", "Night work", "reg 28")
NIGHT_REST = _performance("night_rest", "Rest after night work", "reg 28")
NIGHTS_IN_A_ROW = _performance("nights_in_a_row", "Nights in a row", "reg 28")
LESSONS = _performance("lessons", "Education on a school day", "reg 13")
LESSONS_MOST = _performance("lessons_most", "Education at the most", "reg 13")
PUPILS = _performance("pupils", "Pupils of one teacher", "reg 13")
CHAPERONE = _performance("chaperone", "A chaperone for every child", "reg 15")
RATIO = _performance("ratio", "Children in one chaperone’s charge", "reg 15")
PERIOD = Check(
    "period", "Days within a period", "SI 1968/1728 reg 3(2), read; SI 2014/3309, which replaced it, was not"
)
CHILD = Check("child", "A child in law", "Children and Young Persons Act 1963 s 37 and Education Act 1996 s 8")
BORN = Check("born", "Date of birth", "No law: it cannot be true", verified=True)
TWO_PLACES = Check("two_places", "At two places at once", "No law: it cannot be true", verified=True)
SCHOOL_DAY = Check("school_day", "School day or holiday", "Education Act 1996 s 579", verified=True)
ENTRY = Check("entry", "Typed entry", "No law: it cannot be true", verified=True)


@dataclass(frozen=True)
class Owed:
    """Breaks owed by whoever is at the place for so many minutes or more: meals, and breaks beside them."""

    least_present: int
    words: str
    meals: int
    breaks: int


@dataclass(frozen=True)
class Band:
    """The limits of one age, in minutes; `earliest` and `latest` are minutes of the day by the clock."""

    from_age: int
    words: str
    earliest: int
    latest: int
    at_place: int
    performing: int
    continuous: int
    owed: tuple[Owed, ...]


@dataclass(frozen=True)
class PerformanceLimits:
    """Every limit of a performance in force from a day on. Lengths are in minutes."""

    in_force_from: date
    bands: tuple[Band, ...]
    least_break: int = 15
    least_meal: int = 45
    overnight: int = 12 * HOUR
    night_rest: int = 16 * HOUR
    nights_in_a_row: int = 2
    days_off_nights: int = 7
    days_in_a_row: int = 6
    # After eight weeks at the most days that these allow, so many days off; not for a licence of few days.
    long_run_weeks: int = 8
    long_run_off: int = 14
    long_run_least: int = 60
    lessons_a_day: int = 3 * HOUR
    lessons_a_week: int = 6 * HOUR
    lessons_weeks: int = 4
    lessons_most: int = 5 * HOUR
    # Where the dates are not known a licence names a number of days within so many months.
    period_months: int = 6
    pupils: int = 6
    children: int = 12

    def band(self, age: int) -> Band:
        """The limits of an age in whole years."""
        return next(band for band in reversed(self.bands) if age >= band.from_age)


# From eight hours on a second meal: read in one secondary source only, so of low certainty.
_OWED_UNDER_FIVE = (Owed(4 * HOUR + 1, "more than 4 hours", meals=1, breaks=0),)
_OWED = (
    Owed(4 * HOUR + 1, "more than 4 hours", meals=1, breaks=1),
    Owed(8 * HOUR, "8 hours or more", meals=2, breaks=1),
)
_SEVEN, _TEN_AT_NIGHT, _ELEVEN_AT_NIGHT = 7 * HOUR, 22 * HOUR, 23 * HOUR
OF_2014 = PerformanceLimits(
    in_force_from=date(2015, 2, 6),
    bands=(
        Band(0, "under 5", _SEVEN, _TEN_AT_NIGHT, 5 * HOUR, 2 * HOUR, 30, _OWED_UNDER_FIVE),
        Band(5, "from 5 to 8", _SEVEN, _ELEVEN_AT_NIGHT, 8 * HOUR, 3 * HOUR, 150, _OWED),
        Band(9, "from 9 on", _SEVEN, _ELEVEN_AT_NIGHT, 9 * HOUR + 30, 5 * HOUR, 150, _OWED),
    ),
)
# In order of their days.
PERFORMANCES = (OF_2014,)


def limits_on(day: date) -> PerformanceLimits:
    """The limits in force on a day; of a day before the first of them, the first."""
    return next((limits for limits in reversed(PERFORMANCES) if limits.in_force_from <= day), PERFORMANCES[0])
