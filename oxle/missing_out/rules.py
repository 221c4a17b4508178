"""The numbers of the register: thresholds of what it rates by itself, and how long a rating or an answer may take."""

from datetime import date
from decimal import Decimal

from oxle.cases.criteria import threshold
from oxle.core.rules import Rule, percent, whole_number
from oxle.schooldays.limits import Limit, parse, working_days
from oxle.schooldays.working_days import england

# As long as a setting can be.
LONGEST = 100
NOTHING_LONGER_THAN = threshold(
    "missing_out.nothing_longer_than", "Red: no education at all, and none arranged, for more than", 20, "school days"
)
LESS_LONGER_THAN = threshold(
    "missing_out.less_longer_than", "Amber: nobody offers a full day of education, for more than", 5, "school days"
)
PLAN_LONGER_THAN = threshold(
    "missing_out.plan_longer_than", "Red: an EHC plan, and no school or provider, for more than", 0, "school days"
)
MISMATCHES = threshold(
    "missing_out.mismatches",
    "Red: sessions in which a school’s register and a provider’s differ, not explained, at least",
    2,
    "sessions",
    parse=whole_number,
)
LAW_LATER_THAN = threshold(
    "missing_out.law_later_than", "Amber: a day set by law passed on an open case, by more than", 0
)
LOWERED_FOR: Rule[int] = Rule(
    "missing_out.lowered_for_at_most",
    "A rating can be lowered by two persons for so long, at most",
    12,
    whole_number,
    "The service’s choice: whoever lowers a rating looks at it again each school term",
    local=True,
    certain=False,
    unit="weeks",
)
ABSENT_FROM: Rule[Decimal] = Rule(
    "missing_out.absent_from",
    "Does not attend: of the sessions that were possible, a pupil missed at least",
    Decimal(50),
    percent,
    "50% is what the Department for Education calls severe absence; over how many weeks is the service’s choice",
    local=True,
    unit="%",
)
ABSENT_OVER: Rule[int] = Rule(
    "missing_out.absent_over",
    "Does not attend: counted over the last weeks, holidays among them",
    6,
    whole_number,
    "The service’s choice: about half a term",
    local=True,
    certain=False,
    unit="weeks",
)
ADVICE_WITHIN: Rule[Limit] = Rule(
    "missing_out.advice_within",
    "Advice or a challenge about a pupil is answered, where no other day is given",
    working_days(5),
    parse,
    "The service’s choice: two rounds fit before the pack of a meeting that is six weeks away",
    local=True,
)
SETTLED_FOR: Rule[int] = Rule(
    "missing_out.settled_for",
    "A pupil whose concerns were settled is looked at again while red or amber, after",
    6,
    whole_number,
    "The service’s choice: once before each of the six meetings of the Strategic Group in a school year",
    local=True,
    unit="weeks",
)
FREEZE_BEFORE: Rule[int] = Rule(
    "missing_out.freeze_before",
    "The register is frozen for a meeting of the Strategic Group, before the meeting by",
    10,
    whole_number,
    "The service’s choice",
    local=True,
    certain=False,
    unit="working days",
)
PACK_BEFORE: Rule[int] = Rule(
    "missing_out.pack_before",
    "Members of the Strategic Group read the pack, before the meeting by",
    5,
    whole_number,
    "The service’s choice: a week to read",
    local=True,
    certain=False,
    unit="working days",
)
DIRECTOR_WITHIN: Rule[Limit] = Rule(
    "missing_out.director_within",
    "The director says what is done about what was escalated to them",
    working_days(5),
    parse,
    "The service’s choice",
    local=True,
    certain=False,
)


def _readers(typed: str) -> str:
    """Reads for whom something is, as a phrase. What a setting holds is no longer."""
    if not typed.isprintable() or not typed.startswith("the "):
        raise ValueError("begin with “the”, such as “the management team”")
    if len(typed) > LONGEST:
        raise ValueError(f"write it in {LONGEST} characters or fewer")
    return typed


MONTHLY_FOR: Rule[str] = Rule(
    "missing_out.monthly_for",
    "The monthly data pack is for",
    "the management team of children’s services, and the safeguarding children board",
    _readers,
    "The review of 2013 asks for monthly data for both; their names are the service’s",
    local=True,
    certain=False,
)


def freeze_day(meets_on: date) -> date:
    """The day whose register the pack of a meeting keeps, as a rule."""
    return england().working_day_before(meets_on, FREEZE_BEFORE.on(meets_on))


def pack_day(meets_on: date) -> date:
    """The day by which the members of a meeting read its pack."""
    return england().working_day_before(meets_on, PACK_BEFORE.on(meets_on))
