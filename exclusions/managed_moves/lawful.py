"""What of a managed move appears unlawful, in sentences that name the rule. It is received all the same."""

import re
from datetime import date

from exclusions.managed_moves.models import ManagedMove
from exclusions.reform import CHANGED_ON, GUIDANCE
from oxle.schooldays.wording import plain_day

# What a plan says of a move that is not for good.
TRIAL = re.compile(r"\btrial\b|\bprobation(?:ary)?\b|\breview(?:ed)? after\b", re.IGNORECASE)


def of_plan(plan: str, *, starts_on: date) -> list[str]:
    """What appears unlawful in what was planned: since 26 July 2026 a managed move is for good, without a trial."""
    found = TRIAL.search(plan)
    if found is None or starts_on < CHANGED_ON:
        return []
    return [
        f"The plan says “{found.group(0)}”: from {plain_day(CHANGED_ON)} a managed move is for good, without a trial "
        f"and without a review after which the pupil could be sent back ({GUIDANCE})."
    ]


def of_agreement(told: ManagedMove) -> list[str]:
    """What appears unlawful in a pupil being on the new roll, as far as it was agreed by then."""
    lacks = []
    if not told.in_writing:
        lacks.append("the parents had not agreed in writing" if not told.parents_agreed_by else (
            "the parents’ agreement is not in writing"
        ))  # fmt: skip
    if told.to_head_agreed_on is None:
        lacks.append("the head of the new school had not agreed")
    if not lacks:
        return []
    return [f"The pupil moved, and {' and '.join(lacks)}: a managed move is voluntary ({GUIDANCE})."]
