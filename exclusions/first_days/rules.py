"""When a school is asked once more about the work of the first five school days."""

from oxle.core.rules import Rule
from oxle.schooldays.limits import Limit, parse, school_days

ASKED_AGAIN_AFTER: Rule[Limit] = Rule(
    "exclusions.work_asked_again_after",
    "Asked once more, after the first day of an exclusion, whether work of the first five school days is set",
    school_days(1),
    parse,
    "Guidance on suspension and permanent exclusion: the school sets and marks work. By when it says so is a local "
    "standard (unsourced)",
    local=True,
    certain=False,
)
