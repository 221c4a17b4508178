"""The numbers of a reduced timetable, each with its source. No law gives most of them."""

from datetime import time

from oxle.core.rules import Rule, whole_number
from oxle.correspondence.rules import yes_or_no
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days, weeks

AGREED_LAW = "SI 2024/208 reg 11(6)"
FULL_TIME_LAW = "Education Act 1996 s.7: full-time education"
# On the day itself, which somebody fixed.
ON_THE_DAY = calendar_days(1).beginning_with()
# After the planned end the pupil is back full-time on the next day that has school.
BACK_WITHIN = school_days(1)


def clock(text: str) -> time:
    """A time of day, as 08:00."""
    return time.fromisoformat(text)


LONGEST: Rule[Limit] = Rule(
    "reduced_timetables.longest",
    "How long a reduced timetable, or an extension of one, lasts at most",
    weeks(6).beginning_with(),
    parse,
    "Oxfordshire’s page on reintegration timetables: full-time again within six weeks. No law gives a number: the "
    "guidance says the shortest time necessary",
    local=True,
    certain=False,
)


def _local(key: str, label: str, value: Limit, source: str = "Local standard") -> Rule[Limit]:
    return Rule(f"reduced_timetables.{key}", label, value, parse, source, local=True)


READ_WITHIN = _local("read_within", "A reduced timetable validated or challenged by an officer", school_days(5))
ANSWERED_WITHIN = _local("answered_within", "A challenge of a reduced timetable answered by the school", school_days(5))
ENDED_WITHIN = _local("ended_within", "The answer to a challenge of a reduced timetable read", school_days(5))
ESCALATED_WITHIN = _local(
    "escalated_within",
    "A challenge of a reduced timetable that nobody answered escalated to a senior manager, from the challenge on",
    school_days(10),
)
DECIDED_WITHIN = _local(
    "decided_within", "The senior manager says what was done on a reduced timetable that was escalated", school_days(5)
)
CONFIRMED_WITHIN = _local(
    "confirmed_within",
    "The school says how a timetable stands, each half-term",
    school_days(5),
    "Local standard: the board had reduced timetables followed up half-termly",
)
SWEPT_AFTER = _local(
    "swept_after",
    "How long after a school told of a reduced timetable it is first asked how it stands, in the same half-term",
    school_days(10),
    "Local standard: the board had every live one followed up half-termly. Asked at once, a school would repeat what "
    "it has just told; one of before the half-term is asked as that begins",
)
REVIEWED_WITHIN = _local(
    "reviewed_within",
    "The first review of a reduced timetable, from its first day on; a later one is asked about",
    weeks(2),
    "Local standard: other councils ask for a review within two weeks of the start. No law gives a number",
)
SEEN_WITHIN = _local(
    "seen_within",
    "Looked at what a pupil is offered after a reduced timetable became something else, until that is full time",
    school_days(10),
)
RETURNED_WITHIN = _local(
    "returned_within",
    "The weekly return of reduced timetables, from the Friday of the week on, where no register comes",
    school_days(3),
    "Local standard: the board had reduced timetables collected weekly",
)
# What our sources give of it is a summary: a school reads it once somebody compared the text.
BEHAVIOUR_CONFIRMED: Rule[bool] = Rule(
    "reduced_timetables.behaviour_confirmed",
    "Challenges of a reduced timetable to manage behaviour name the guidance that rules it out",
    default=False,
    parse=yes_or_no,
    source="Working together to improve school attendance (2024), the paragraphs on part-time timetables, which were "
    "not at hand: “yes” once a named officer has compared what is said with them. Until then a school is asked which "
    "exceptional circumstances the regulation’s words are met by",
    local=True,
    certain=False,
)
SECTION_19_AFTER = Rule(
    "reduced_timetables.section_19_after",
    "After how many school days of a medical reduced timetable education under section 19 must be considered",
    15,
    whole_number,
    "Statutory guidance: arranging education for children who cannot attend school because of health needs; 15 days",
    certain=False,
    unit="school days",
)
SILENT = Rule(
    "reduced_timetables.silent",
    "How unlikely it must be that a school tells of so few reduced timetables, for it to be listed: once in so many",
    1_000,
    whole_number,
    "Local standard: of four hundred schools that tell as others do, chance lists one in two or three lists",
    local=True,
)
SILENT_OVER = Rule(
    "reduced_timetables.silent_over",
    "Over how long it is counted how many reduced timetables a school tells of",
    52,
    whole_number,
    "Local standard",
    local=True,
    unit="weeks",
)


NO_WIDER = "Local standard: no school day is wider. The day that the page of a school records counts for that school"


def _time(key: str, label: str, value: time) -> Rule[time]:
    return Rule(f"reduced_timetables.{key}", label, value, clock, NO_WIDER, local=True)


DAY_BEGINS = _time("day_begins", "The earliest time at which a session of a timetable can begin", time(8))
DAY_ENDS = _time("day_ends", "The latest time at which a session of a timetable can end", time(17))
