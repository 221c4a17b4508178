"""The numbers a referral is measured by, each with its source. All but the law's can be changed from a date."""

from decimal import Decimal

from oxle.core.rules import Rule, percent, whole_number
from oxle.schooldays.limits import Limit, calendar_days, months, parse, school_days, weeks, working_days

FLOW_CHART = "County Attendance Team case process flow chart, September 2014"
CHARGE_WITHIN = months(6)
SIX_MONTHS = "Magistrates' Courts Act 1980 s.127: within six months of the offence"
UNIT_LEFT_OPEN = f"{FLOW_CHART}; the chart gives no unit, so the unit is the service's choice"


SCHOOL_ACTS_BELOW = Rule(
    "attendance.school_acts_below",
    "Attendance below which a school begins its own steps",
    Decimal("90"),
    percent,
    FLOW_CHART,
    local=True,
    unit="%",
)
UNAUTHORISED_AT_LEAST = Rule(
    "attendance.unauthorised_at_least",
    "Unauthorised absence a referral needs",
    Decimal("20"),
    percent,
    f"{FLOW_CHART}: policy, not law; 20.00 % is in",
    local=True,
    unit="%",
)
MEASURED_OVER = Rule(
    "attendance.measured_over",
    "Possible sessions the percentages are measured over, at least",
    60,
    whole_number,
    "Local: the flow chart gives no period",
    local=True,
    unit="sessions",
)
EXTRACT_REACHES_BACK = Rule(
    "attendance.extract_reaches_back",
    "How far back a register extract may start",
    12,
    whole_number,
    "Local: a school year; an absence can be charged for six months (Magistrates' Courts Act 1980 s.127)",
    local=True,
    unit="months",
)
ILLNESS_DAYS = Rule(
    "attendance.illness_days",
    "Days of illness after which a school may ask to contact the GP",
    10,
    whole_number,
    FLOW_CHART,
    local=True,
    unit="days",
)
PROVISION_DAYS = Rule(
    "attendance.provision_days",
    "Days of illness from which education under section 19 is asked about",
    15,
    whole_number,
    "Education Act 1996 s.19; fifteen days is guidance (unsourced), not the Act",
    local=True,
    certain=False,
    unit="days",
)
SCHOOL_REVIEW_WITHIN: Rule[Limit] = Rule(
    "attendance.school_review_within",
    "A school's own review, at the latest",
    school_days(20),
    parse,
    UNIT_LEFT_OPEN,
    local=True,
)
DECIDE_WITHIN: Rule[Limit] = Rule(
    "attendance.decide_within",
    "Decision on a complete referral",
    working_days(5),
    parse,
    "Local standard",
    local=True,
)
SCHOOL_ANSWERS_WITHIN: Rule[Limit] = Rule(
    "attendance.school_answers_within",
    "A school's answer to a returned referral",
    school_days(10),
    parse,
    "Local standard",
    local=True,
)
MEETING_WITHIN: Rule[Limit] = Rule(
    "attendance.meeting_within",
    "Attendance Panel Meeting or PACE meeting after the complete referral",
    weeks(5),
    parse,
    UNIT_LEFT_OPEN,
    local=True,
)
REMIND_BEFORE: Rule[Limit] = Rule(
    "attendance.remind_before",
    "Phone reminder before the meeting",
    working_days(2).before(),
    parse,
    f"{FLOW_CHART}; the time is the service's choice",
    local=True,
)
REVIEW_WITHIN: Rule[Limit] = Rule(
    "attendance.review_within",
    "Review of the target after the meeting",
    weeks(5),
    parse,
    UNIT_LEFT_OPEN,
    local=True,
)
FURTHER_REVIEW_WITHIN: Rule[Limit] = Rule(
    "attendance.further_review_within",
    "Further review after the target is met",
    weeks(5),
    parse,
    UNIT_LEFT_OPEN,
    local=True,
)
PAPERS_WITHIN: Rule[Limit] = Rule(
    "attendance.papers_within",
    "Papers prepared after the final warning",
    calendar_days(28),
    parse,
    "Local: the flow chart gives no time",
    local=True,
)
WARN_WITHIN: Rule[Limit] = Rule(
    "attendance.warn_within",
    "Final warning, or another way on, after a target was missed",
    working_days(10),
    parse,
    "Local: the flow chart gives no time",
    local=True,
)
FOLLOW_WARNING_WITHIN: Rule[Limit] = Rule(
    "attendance.follow_warning_within",
    "What follows a final warning, where no papers are due",
    calendar_days(28),
    parse,
    "Local: the flow chart gives no time",
    local=True,
)
