"""The numbers of a prosecution, each with its source. Those of the law change only when the law does."""

from decimal import Decimal

from oxle.core.rules import Rule, money
from oxle.schooldays.limits import Limit, calendar_days, months, parse, working_days

ADULT_AGE = 18
LONGEST_PARENTING_ORDER = months(12)


SOLICITOR_WITHIN: Rule[Limit] = Rule(
    "attendance.solicitor_within",
    "The solicitor's decision on papers handed in",
    working_days(10),
    parse,
    "Local standard",
    local=True,
)
ANSWER_SOLICITOR_WITHIN: Rule[Limit] = Rule(
    "attendance.answer_solicitor_within",
    "Papers handed in again after the solicitor returned them",
    working_days(10),
    parse,
    "Local standard",
    local=True,
)
PLEA_WITHIN: Rule[Limit] = Rule(
    "attendance.plea_within",
    "A defendant's answer to a single justice procedure notice",
    calendar_days(21),
    parse,
    "Criminal Procedure Rules, Part 24: 21 days after service of the notice (unsourced)",
    certain=False,
)
OBJECT_WITHIN: Rule[Limit] = Rule(
    "attendance.object_within",
    "A defendant's objection to a written statement",
    working_days(5),
    parse,
    "Criminal Justice Act 1967 s.9 with the Criminal Procedure Rules: 5 business days after service (unsourced)",
    certain=False,
)
READY_FOR_HEARING: Rule[Limit] = Rule(
    "attendance.ready_for_hearing",
    "Everything ready before a hearing",
    working_days(5).before(),
    parse,
    "Local standard",
    local=True,
)
HEARING_NOTICE: Rule[Limit] = Rule(
    "attendance.hearing_notice",
    "A first hearing after the requisition was served: one that is sooner is asked about",
    calendar_days(14),
    parse,
    "Criminal Procedure Rules: what notice of a first hearing a court expects",
    certain=False,
)
HAND_IN_WITHIN: Rule[Limit] = Rule(
    "attendance.hand_in_within",
    "Papers handed to the solicitor after they were begun",
    calendar_days(28),
    parse,
    "Local standard",
    local=True,
)
CHARGE_ONCE_RELEASED: Rule[Limit] = Rule(
    "attendance.charge_once_released",
    "Charge after the solicitor released the papers",
    working_days(10),
    parse,
    "Local standard; the law's last days to charge stand beside it",
    local=True,
)
ASK_COURT_WITHIN: Rule[Limit] = Rule(
    "attendance.ask_court_within",
    "The court asked what comes next, while no hearing is known",
    calendar_days(28),
    parse,
    "Local standard",
    local=True,
)
MOST_FINE_444_1: Rule[Decimal] = Rule(
    "attendance.most_fine_444_1",
    "Largest fine for an offence under s.444(1)",
    Decimal("1000.00"),
    money,
    "Education Act 1996 s.444(8): level 3 on the standard scale (amount unsourced)",
    certain=False,
    unit="£",
)
MOST_FINE_444_1A: Rule[Decimal] = Rule(
    "attendance.most_fine_444_1a",
    "Largest fine for an offence under s.444(1A)",
    Decimal("2500.00"),
    money,
    "Education Act 1996 s.444(8A): level 4 on the standard scale (amount unsourced)",
    certain=False,
    unit="£",
)
