"""What comes before the governors on each pathway: what their clerk may record, the dates, and what they may read.

A review panel is the council's for a maintained school or referral unit; an academy's trust arranges its own (SI
2012/1033 Sch 1), so there the clerk records what it did.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from exclusions.permanent import pathway as permanent
from exclusions.permanent.queries import TITLES
from exclusions.suspensions import pathway as suspensions
from oxle.cases.models import Case
from oxle.cases.pathways import Clock, Pathway, Step


@dataclass(frozen=True)
class Before:
    """One pathway as the governors have it. `of_academy`: steps that are a clerk's only where the trust arranges the
    review. `titles`: what of its history they read, by step."""

    pathway: Pathway
    called: str
    steps: tuple[Step, ...]
    of_academy: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    titles: Mapping[str, str]

    def steps_of(self, case: Case) -> tuple[Step, ...]:
        """What the clerk of the case's school may record at all."""
        is_academy = case.school is not None and case.school.is_academy
        return (*self.steps, *(self.of_academy if is_academy else ()))


PERMANENT = Before(
    permanent.PERMANENT,
    "Permanent exclusion",
    steps=(
        permanent.CALL_GOVERNORS,
        permanent.SEND_PAPERS,
        permanent.UPHOLD,
        permanent.REINSTATE,
        permanent.STAND_BY,
        permanent.DECLINED,
    ),
    of_academy=(
        permanent.ASK_REVIEW,
        permanent.WAIVE_REVIEW,
        permanent.END_WINDOW,
        permanent.REVIEW_UPHELD,
        permanent.REVIEW_SENT_BACK,
        permanent.REVIEW_WITHDRAWN,
    ),
    clocks=(
        permanent.GOVERNORS_TOLD_IN_TIME,
        permanent.GOVERNORS,
        permanent.GOVERNORS_BEFORE_EXAM,
        permanent.PAPERS,
        permanent.REVIEW_WINDOW,
        permanent.REVIEW,
        permanent.REVIEW_TRUST,
        permanent.RECONSIDERATION,
    ),
    titles=TITLES,
)
SUSPENSIONS = Before(
    suspensions.SUSPENDED,
    "Suspensions",
    steps=(suspensions.REPRESENT, suspensions.CALL_GOVERNORS, suspensions.SEND_PAPERS, suspensions.DECIDED),
    of_academy=(),
    clocks=(
        suspensions.MEETING,
        suspensions.MEETING_BEFORE_EXAM,
        suspensions.REPRESENTATIONS,
        suspensions.PAPERS,
    ),
    titles={
        suspensions.FOLLOW.key: "The council was told",
        suspensions.FURTHER.key: "The council was told of a further suspension",
        suspensions.OWE_MEETING.key: "The governors must meet",
        suspensions.END_MEETING.key: "The governors need not meet after all",
        suspensions.REPRESENT.key: "The parents made representations",
        suspensions.CALL_GOVERNORS.key: "Governors’ meeting recorded",
        suspensions.SEND_PAPERS.key: "Governors’ papers recorded as sent",
        suspensions.CHASE_GOVERNORS.key: "The council asked the governors again",
        suspensions.DECIDED.key: "The governors decided",
        suspensions.SETTLE.key: "Closed: nothing is owed any more",
        suspensions.MISTAKE.key: "Closed: entered by mistake",
    },
)
BY_PATHWAY = {one.pathway.key: one for one in (PERMANENT, SUSPENSIONS)}
