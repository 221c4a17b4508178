"""The figures of provision: hours of full-time education by key stage, how long a look at a provider counts."""

from datetime import date
from decimal import Decimal

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, months, parse
from oxle.schooldays.school_years import school_year_of


def hours(text: str) -> Decimal:
    """Hours a week, to the quarter, that a school week can hold."""
    found = Decimal(text)
    if not 0 < found <= 40 or found * 4 != int(found * 4):
        raise ValueError("write hours between 0 and 40, in quarters of an hour")
    return found


def _full_time(key: str, label: str, default: str) -> Rule[Decimal]:
    return Rule(
        key=f"provision.full_time.{key}",
        label=f"full-time education in {label}",
        default=Decimal(default),
        parse=hours,
        # No law gives a figure; Oxfordshire treats 21 to 25 hours as full-time.
        source="The service’s choice, within the 21 to 25 hours that Oxfordshire treats as full-time",
        local=True,
        certain=False,
        unit="hours a week",
    )


KEY_STAGE_1 = _full_time("key_stage_1", "Reception and key stage 1", "21")
KEY_STAGE_2 = _full_time("key_stage_2", "key stage 2", "23.5")
KEY_STAGE_3 = _full_time("key_stage_3", "key stage 3", "24")
KEY_STAGE_4 = _full_time("key_stage_4", "key stage 4", "25")


def full_time_rule(born_on: date, on: date) -> Rule[Decimal]:
    """The rule for a child by their year group in the school year of a day, taken from their age."""
    year_group = school_year_of(on).starts_on.year - school_year_of(born_on).starts_on.year - 5
    if year_group <= 2:
        return KEY_STAGE_1
    if year_group <= 6:
        return KEY_STAGE_2
    return KEY_STAGE_3 if year_group <= 9 else KEY_STAGE_4


def _lasts(key: str, label: str) -> Rule[Limit]:
    return Rule(
        key=f"provision.{key}",
        label=label,
        default=months(12),
        parse=parse,
        # The guidance on alternative provision fixes no interval; the council is expected to look.
        source="The service’s choice: once a year",
        local=True,
    )


SAFEGUARDING_LASTS = _lasts("safeguarding_lasts", "How long the check of a provider’s safeguarding counts")
QUALITY_LASTS = _lasts("quality_lasts", "How long the visit about a provider’s quality counts")
MUST_REGISTER_AT: Rule[int] = Rule(
    key="provision.must_register_at",
    label="How many full-time pupils of compulsory school age make a provider an independent school",
    default=5,
    parse=whole_number,
    source="Education and Skills Act 2008 s.92; one with an EHC plan or looked after is enough",
    unit="pupils",
)


def hour(text: str) -> int:
    """An hour of the afternoon or evening, so that it is always the end of a school day."""
    found = int(text)
    if not 13 <= found <= 22:
        raise ValueError("write a whole hour from 13 to 22")
    return found


DAY_ENDS: Rule[int] = Rule(
    key="provision.day_ends",
    label="From which hour a session that the provider has not marked counts as unmarked",
    default=16,
    parse=hour,
    # The guidance asks for each session to be reported on its day and names no hour.
    source="The service’s choice: after school, and early enough to act on the same day",
    local=True,
    unit="o’clock",
)


def noon(text: str) -> int:
    """An hour about noon, between the two sessions of a school day."""
    found = int(text)
    if not 11 <= found <= 14:
        raise ValueError("write a whole hour from 11 to 14")
    return found


AFTERNOON_BEGINS: Rule[int] = Rule(
    key="provision.afternoon_begins",
    label="From which hour a provider can mark a pupil present in the afternoon of the same day",
    default=12,
    parse=noon,
    source="The service’s choice: nobody is present in a session before it begins",
    local=True,
    unit="o’clock",
)

MARKED_AFTER: Rule[int] = Rule(
    key="provision.marked_after",
    label="For how long after the last day of a place its provider can mark that day and those before it",
    default=14,
    parse=whole_number,
    source="The service’s choice: as long as registers are matched by themselves",
    local=True,
    unit="days",
)

REVIEW_FOLLOWED: Rule[int] = Rule(
    key="provision.review_followed",
    label="In how many days after a programme review the council says what it does about a return or another place",
    default=14,
    parse=whole_number,
    # The process of 2014 has reviews lead somewhere; no document says by when.
    source="The service’s choice: two weeks",
    local=True,
    unit="days",
)

REVIEW_FROM: Rule[int] = Rule(
    key="provision.review_from",
    label="From how many school days of a place in a half-term its programme is reviewed in it",
    default=10,
    parse=whole_number,
    # The council reviews every half-term; a place that begins in its last days is reviewed in the next.
    source="The service’s choice: two weeks",
    local=True,
    unit="school days",
)
