"""The numbers of a safeguarding separation. None of them has a source yet: each is a dated setting that says so."""

from oxle.core.rules import Rule
from oxle.registers.codes import CODES
from oxle.schooldays.limits import Limit, parse, school_days

UNSOURCED = "Local standard (unsourced): the guidance was not retrieved"


UNKNOWN = "to be confirmed"


def _code(typed: str) -> str:
    if typed not in CODES and typed != UNKNOWN:
        raise ValueError(f"write a code of the register, or “{UNKNOWN}”")
    return typed


EDUCATION_WITHIN: Rule[Limit] = Rule(
    "exclusions.separation_education_within",
    "Education for a pupil who is kept apart begins, after the first day on which they may not come",
    school_days(1),
    parse,
    UNSOURCED,
    local=True,
    certain=False,
)
REVIEWED_EVERY: Rule[Limit] = Rule(
    "exclusions.separation_reviewed_every",
    "A safeguarding separation reviewed, and reviewed again",
    school_days(10),
    parse,
    UNSOURCED,
    local=True,
    certain=False,
)
REGISTER_CODE: Rule[str] = Rule(
    "exclusions.separation_register_code",
    "The code in the register of a pupil who is kept apart",
    UNKNOWN,
    _code,
    "Not found: ask the guidance on working together to improve school attendance",
    local=True,
    certain=False,
)
