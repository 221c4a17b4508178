"""The numbers by which a missing child is looked for. The guidance names none of these: each is a dated setting."""

from re import fullmatch

from oxle.core.rules import Rule, whole_number
from oxle.schooldays.limits import Limit, calendar_days, parse, school_days, weeks, working_days

GUIDANCE = "Children missing education, statutory guidance for local authorities"
LAW = "Education Act 1996 s.436A"


def _local(
    key: str, label: str, value: Limit, source: str = "Local standard: the guidance names no time"
) -> Rule[Limit]:
    return Rule(f"cme.{key}", label, value, parse, source, local=True)


TRIAGE_WITHIN = _local("triage_within", "Safeguarding looked at after a child was referred as missing", working_days(1))
LOOK_AGAIN_WITHIN = _local(
    "look_again_within", "Looked at again, while safeguarding stops everything else", working_days(2)
)
ENQUIRIES_WITHIN = _local(
    "enquiries_within", "Every enquiry about a missing child made, or the child found", school_days(20)
)
PLACE_WITHIN = _local(
    "place_within",
    "A child who was found here on a school’s register",
    school_days(15),
    "Local standard, after the School Admissions Code: the answer to an in-year application within 15 school days",
)
RECEIPT_WITHIN = _local("receipt_within", "Another authority’s written receipt for a child", working_days(10))
EVIDENCE_WITHIN = _local("evidence_within", "Evidence of where a child is taught now", weeks(4))
REVIEWED_EVERY = _local("reviewed_every", "A child who is not located looked for anew", weeks(4))
ESCALATED_AFTER = _local("escalated_after", "A child who is not located brought before the strategic group", weeks(8))
AGREED_WITHIN = _local("agreed_within", "A second person agrees to close, or does not", working_days(5))
CHALLENGE_ANSWERED_WITHIN = _local(
    "challenge_answered_within", "A school’s answer to a challenge about a deletion", school_days(5)
)
CHALLENGE_ENDED_WITHIN = _local(
    "challenge_ended_within", "A school’s answer about a deletion read, and the challenge ended", working_days(5)
)
MATCHED_WITHIN = _local("matched_within", "It is said whom a school’s new-pupil return is about", working_days(2))
MORE_READ_WITHIN = _local(
    "more_read_within", "Read what a school adds about a child who is looked for already", working_days(1)
)
ADVICE_WITHIN = _local("advice_within", "A school is told whether it may delete a pupil", working_days(5))
REPLY_WITHIN = _local("reply_within", "Another authority that asks about a child has our answer", working_days(5))
PARENT_REPLY_WITHIN = _local("parent_reply_within", "A parent’s answer to our letter", calendar_days(14))
TRACKED_WITHIN = _local("tracked_within", "A child counts as tracked, since somebody last asked or looked", weeks(4))
LONG_MISSING: Rule[int] = Rule(
    "cme.long_missing",
    "From how many school days without education the risk for a child is raised",
    20,
    whole_number,
    "Local standard: the days after which a school may look to delete",
    local=True,
    unit="school days",
)


def _code(typed: str) -> str:
    if not (len(typed) == 3 and typed.isdigit()):
        raise ValueError("an authority’s code has three figures")
    return typed


def _version(typed: str) -> str:
    if not fullmatch(r"\d{1,2}(\.\d{1,2})?", typed):
        raise ValueError("write a version like 25.0")
    return typed


OUR_CODE: Rule[str] = Rule(
    "cme.our_code",
    "The council’s own code, by which it sends a Common Transfer File",
    "931",
    _code,
    "Department for Education, codes of local authorities",
    local=True,
)
CTF_VERSION: Rule[str] = Rule(
    "cme.ctf_version",
    "The version of the Common Transfer File that is written",
    "25.0",
    _version,
    "Department for Education, Common Transfer File (as seen in public code of 2026; unsourced)",
    local=True,
    certain=False,
)


def _whom(typed: str) -> str:
    # It goes on a sentence that begins with “ring”.
    if not fullmatch(r"the [\w’'()+,. -]{3,200}", typed):
        raise ValueError("write whom to ring and at which number, such as the MASH on 01632 960000")
    return typed


MASH: Rule[str] = Rule(
    "cme.mash",
    "Whom somebody rings who is worried that a child is being harmed, as the page says on which anybody tells of one",
    "the council’s children’s services (MASH) at the number on the council’s website",
    _whom,
    "The council’s own telephone numbers",
    local=True,
    certain=False,
)


def _seven(typed: str) -> str:
    if not fullmatch(r"[A-Z]{7}|[0-9]{7}", typed):
        raise ValueError("write seven capital letters or seven figures, such as MMMMMMM")
    return typed


CTF_OUTSIDE: Rule[str] = Rule(
    "cme.ctf_outside",
    "What stands in a Common Transfer File for a school outside the maintained system",
    "MMMMMMM",
    _seven,
    "Department for Education, Common Transfer File, section 2.4.4: its heading was seen and its letters were not "
    "(unsourced)",
    local=True,
    certain=False,
)
# Not a choice of ours. W60: every day counts, weekends among them.
# W52: fifteen days beginning with the day of service.
NOTICE_PERIOD = calendar_days(15).beginning_with()
NOTICE_LAW = "Education Act 1996 s.437(2): not less than 15 days beginning with the day on which it is served"
NEW_PUPIL_WITHIN = calendar_days(5)
NEW_PUPIL_LAW = "School Attendance (Pupil Registration) (England) Regulations 2024, SI 2024/208 reg 13"
