"""A missing pupil who is on no list of ours: what a school tells waits as a message until somebody says who it is,
in the time in which safeguarding is looked at."""

from cme import pathway, rules
from oxle.cases.unlisted import Unlisted

UNLISTED = Unlisted(
    duty=pathway.TRACKING.duty,
    told_as="missing",
    work=pathway.WORK,
    within=rules.TRIAGE_WITHIN,
    what="Missing child",
    task="Say of which missing child a school tells",
)
