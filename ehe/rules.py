"""The numbers of home education, each with its source. The law names few of them: most are dated settings."""

from oxle.core.rules import Rule, whole_number
from oxle.correspondence.rules import yes_or_no
from oxle.schooldays.limits import Limit, calendar_days, months, parse, school_days, working_days

LAW = "Education Act 1996 ss.7 and 437(1)"
GUIDANCE = "Elective home education: guidance for local authorities (Department for Education)"
# On the day itself: the child is of compulsory school age until its end.
ON_THE_DAY = calendar_days(1).beginning_with()


def _local(key: str, label: str, value: Limit, source: str = "Local standard", *, certain: bool = True) -> Rule[Limit]:
    return Rule(f"ehe.{key}", label, value, parse, source, local=True, certain=certain)


SAFETY_WITHIN = _local("safety_within", "The safeguarding check of a child who is educated at home", working_days(1))
SHARED_WITHIN = _local(
    "shared_within", "A concern about a child who is educated at home shared with social care", working_days(1)
)
MORE_READ_WITHIN = _local(
    "more_read_within", "What is told of a child whose case of home education is open was read", working_days(1)
)
EXIT_FORM_WITHIN = _local("exit_form_within", "The school’s exit form after the council was told", school_days(5))
FORM_READ_WITHIN = _local("form_read_within", "An exit form read: accepted, or returned with its gaps", working_days(5))
ENQUIRY_WITHIN = _local("enquiry_within", "The first enquiry after the safeguarding check", working_days(10))
REPLY_WITHIN = _local(
    "reply_within",
    "The parents’ answer to an enquiry about the education",
    working_days(15),
    "Local standard, commonly 10 to 15 working days (unsourced). The law names no time for an informal enquiry",
    certain=False,
)
DECIDED_WITHIN = _local(
    "decided_within", "A decision on the education once something of it was received", working_days(10)
)
DECIDED_AGAIN_WITHIN = _local(
    "decided_again_within", "Another decision after it was decided that it is not enough yet", working_days(25)
)
LOOK_AGAIN_EVERY = _local(
    "look_again_every", "A child whose education is not suitable looked at again after the hand-over", working_days(10)
)
CONTACT_EVERY = _local(
    "contact_every",
    "Contact with a family whose education is suitable, and again",
    months(12),
    "The practice of the guidance, not law (unsourced): the council has no duty to monitor routinely",
    certain=False,
)
ANSWERED_WITHIN = _local("challenge_answered_within", "A challenge about home education answered", school_days(5))
ENDED_WITHIN = _local("challenge_ended_within", "A school’s answer about home education read", school_days(5))
# What our sources give of regulation 9 is a summary: what a school reads names it once somebody compared the text.
REGULATION_CONFIRMED: Rule[bool] = Rule(
    "ehe.regulation_confirmed",
    "Questions to a school about home education name regulation 9 as the law",
    default=False,
    parse=yes_or_no,
    source="Pupil registration regulations, reg 9(1) and 9(2), which were not at hand: “yes” once a named officer has "
    "compared what is said of them with their text. Until then the council’s own procedure is named",
    local=True,
    certain=False,
)
SILENCE_CONFIRMED: Rule[bool] = Rule(
    "ehe.silence_confirmed",
    "Letters to parents say that an enquiry which is not answered may itself make it appear that the education is not "
    "suitable",
    default=False,
    parse=yes_or_no,
    source="Phillips v Brown (1980), which was not at hand: “yes” once a named officer has compared what is said with "
    "the judgment. Until then the letters say that the council decides with what it knows",
    local=True,
    certain=False,
)
# What the radar of off-rolling takes for a sequence. None of it is law: it says where to ask.
RADAR_DAYS: Rule[int] = Rule(
    "ehe.radar_days",
    "How long before home education began the radar of off-rolling looks back",
    180,
    whole_number,
    "Local choice: about half a school year",
    local=True,
    unit="days",
)
RADAR_ABSENCE: Rule[int] = Rule(
    "ehe.radar_absence",
    "The share of sessions missed after a reduced timetable from which the radar of off-rolling takes it for absence",
    20,
    whole_number,
    "Local choice",
    local=True,
    unit="%",
)
RADAR_IMPROBABLE: Rule[int] = Rule(
    "ehe.radar_improbable",
    "The radar of off-rolling lists a school with more than chance brings once in so many schools of its size",
    10_000,
    whole_number,
    "Local choice: of three hundred schools that are as any other, chance then lists one in some thirty lists",
    local=True,
    unit="schools",
)
RADAR_LEAVERS: Rule[int] = Rule(
    "ehe.radar_leavers",
    "The number of pupils of Years 10 and 11 who left one school for none before January, from which the radar of "
    "off-rolling shows it",
    3,
    whole_number,
    "Local choice: one or two leave every school",
    local=True,
    unit="pupils",
)


def _not_commenced(key: str, label: str, section: str) -> Rule[bool]:
    return Rule(
        f"ehe.cnis_{key}",
        label,
        default=False,
        parse=yes_or_no,
        source=f"Children’s Wellbeing and Schools Act 2026 {section}: “yes” from the day on which it commences",
        local=True,
        certain=False,
    )


# The provisions on children not in school; see reform.
CNIS_REGISTER = _not_commenced("register", "The register of children not in school is kept", "s.38")
CNIS_CONSENT = _not_commenced(
    "consent", "Some children are withdrawn from school only with the council’s consent", "s.37"
)
CNIS_VISIT = _not_commenced("visit", "A visit may be asked for once a child is registered", "s.38")
CNIS_PROVIDER = _not_commenced(
    "provider", "Whoever teaches children for their families can be asked what the register needs", "s.38"
)
CNIS_ORDER = _not_commenced("order", "School Attendance Orders follow the new process", "s.39")
VISIT_WITHIN = _local(
    "visit_within",
    "A visit asked for after a child was registered, once that is law",
    calendar_days(15),
    "Children’s Wellbeing and Schools Act 2026 s.38, not commenced",
    certain=False,
)
REGISTERED_WITHIN = _local(
    "registered_within",
    "What the register of children not in school asks recorded after the council was told, once that is law",
    calendar_days(15),
    "Local standard: within the time in which a visit may be asked for. Children’s Wellbeing and Schools Act 2026 "
    "s.38, not commenced",
    certain=False,
)
CONSENT_WITHIN = _local(
    "consent_within",
    "Consent to withdraw a child from school given or refused after it was asked for",
    working_days(10),
    "Local standard: Children’s Wellbeing and Schools Act 2026 s.37 is not commenced, and what it says of the time was "
    "not at hand; nor was reg 9(2)",
    certain=False,
)
PRELIMINARY_WITHIN = _local(
    "preliminary_within",
    "The answer to a preliminary notice after it was asked for, once that is law",
    calendar_days(15),
    "Children’s Wellbeing and Schools Act 2026 s.39, not commenced: the notice names at least 15 days",
    certain=False,
)
PROVIDER_EVERY: Rule[int] = Rule(
    "ehe.provider_every",
    "How many months after it was asked what the register needs a provider can be asked again, once that is law",
    3,
    whole_number,
    "Children’s Wellbeing and Schools Act 2026 s.38, not commenced: not more often than every 3 months",
    local=True,
    certain=False,
    unit="months",
)
