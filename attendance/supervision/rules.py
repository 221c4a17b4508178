"""The numbers of a supervision order, each with its source."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, calendar_days, months, parse, working_days

SCHEDULE_3 = "Children Act 1989 Sch 3 para 15 (unsourced)"
# An order lasts one year beginning with the day it is made, or until compulsory school age ends, if that is sooner.
FIRST_ORDER = months(12).beginning_with()
# It can be extended more than once, each time by no more than three years, and asked for in its last three months.
LONGEST_EXTENSION = months(36)
EXTENSION_OPENS = months(3).before()
LAST_DAY = calendar_days(1).beginning_with()

CONSULT_WITHIN: Rule[Limit] = Rule(
    "attendance.consult_within",
    "Children's services consulted about a supervision order",
    working_days(10),
    parse,
    "Local standard",
    local=True,
)
APPLY_WITHIN: Rule[Limit] = Rule(
    "attendance.apply_within",
    "Application for a supervision order after the consultation",
    calendar_days(28),
    parse,
    "Local standard",
    local=True,
)
READY_FOR_FAMILY_COURT: Rule[Limit] = Rule(
    "attendance.ready_for_family_court",
    "Everything ready before a hearing in the family court",
    working_days(5).before(),
    parse,
    "Local standard",
    local=True,
)
ASK_FAMILY_COURT_WITHIN: Rule[Limit] = Rule(
    "attendance.ask_family_court_within",
    "The family court asked what comes next, while no hearing is known",
    calendar_days(28),
    parse,
    "Local standard",
    local=True,
)
