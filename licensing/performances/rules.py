"""The numbers of a performance licence that are not limits of the schedule, each with its source."""

from licensing.performances.models import Nature
from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, calendar_days, parse

LAW = "Children and Young Persons Act 1963 ss 37 to 40"
REGULATIONS = "SI 2014/3309"
APPEAL = "Children and Young Persons Act 1963 s 39 (text not read)"


def _local(key: str, label: str, days: int) -> Rule[Limit]:
    return Rule(f"licensing.{key}", label, calendar_days(days), parse, "Local standard", local=True)


READ_WITHIN = _local("read_within", "An application for a performance licence read, or what it lacks asked for", 5)
DECIDED_WITHIN = _local("decided_within", "A performance licence decided, once it is being checked", 14)
PARENT_WITHIN = _local("parent_within", "A parent’s part of an application for a performance licence", 7)
SCHOOL_WITHIN = _local("school_within", "A school’s part of an application for a performance licence", 7)
SUPPLIED_WITHIN = _local("supplied_within", "What an application for a performance licence lacks supplied", 7)
CONSIDERED_WITHIN = _local(
    "considered_within", "A licence looked at again once the attendance of the child falls below the setting", 5
)
CHAPERONE_WITHIN = _local("chaperone_within", "Another chaperone named, once one on a schedule is approved no more", 3)


NONE = "none"


def natures(text: str) -> str:
    """Kinds of production, as: film, television; or that it is none."""
    named = [each.strip().casefold() for each in text.split(",") if each.strip()]
    if not named:
        raise ValueError(f"Write the kinds of production, or {NONE} for no kind")
    if (wrong := [each for each in named if each not in Nature.values]) and named != [NONE]:
        raise ValueError(f"{wrong[0]} is none of {', '.join(Nature.values)}. Write {NONE} for no kind")
    return ", ".join(named)


UNDATED_FOR: Rule[str] = Rule(
    "licensing.undated_for",
    "For which kinds of production a licence may name a number of days within a period instead of dates",
    f"{Nature.FILM.value}, {Nature.TELEVISION.value}",
    natures,
    "SI 1968/1728 reg 3(2): films and broadcasts (read); SI 2014/3309, which replaced it, was not read",
    local=True,
    certain=False,
)
PHOTO_MONTHS: Rule[int] = Rule(
    "licensing.performance_photo",
    "A photograph with an application for a performance licence is not older than",
    6,
    whole_number,
    "What councils publish of the form of application (SI 2014/3309 Sch 2, text not read)",
    local=True,
    certain=False,
    unit="months",
)
ATTENDANCE: Rule[int] = Rule(
    "licensing.attendance",
    "The attendance below which an officer looks at a performance licence again; it never ends by itself",
    90,
    whole_number,
    "Local standard: the council’s line for work permits",
    local=True,
    unit="%",
)
WATCHED: Rule[int] = Rule(
    "licensing.watched",
    "Over how many weeks up to today the attendance of a child who performs is added up",
    6,
    whole_number,
    "Local standard: as for work permits",
    local=True,
    unit="weeks",
)
