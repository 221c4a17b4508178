"""The attendance target of a case, and whether what a review found still fits it once either was put right."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attendance.referrals import pathway
from attendance.referrals.models import Target
from oxle.cases import projection
from oxle.cases.clocks import Happening
from oxle.cases.models import Case
from oxle.schooldays.wording import plain_day

REVIEWS = (pathway.RECORD_TARGET_MET.key, pathway.RECORD_TARGET_MISSED.key)


def doubts(case: Case) -> list[str]:
    """That the last review of a case does not fit the target it was held against; nothing where it does."""
    return in_doubt(projection.effective(list(case.events.order_by("order"))), list(case.targets.all()))


def in_doubt(happened: Sequence[Happening], targets: Sequence[Target]) -> list[str]:
    """The same, where what happened and the targets, the oldest first, are read already."""
    reviews = [one for one in happened if one.step in REVIEWS and one.facts.get("attendance")]
    if not reviews:
        return []
    review = reviews[-1]
    target = target_on(targets, review.on)
    found = Decimal(review.facts["attendance"])
    said_met = review.step == pathway.RECORD_TARGET_MET.key
    if target is None or said_met == (found >= target.percent):
        return []
    said, held = ("met", "was not met") if said_met else ("not met", "was met")
    return [
        f"The review of {plain_day(review.on)} found attendance of {found:f}% and recorded the target as {said}. "
        f"The target is {target.percent:f}%, so it {held}. Look at the review again."
    ]


def target_on(targets: Sequence[Target], on: date) -> Target | None:
    """The target that was in force on a day, of those of a case, the oldest first."""
    return next((target for target in reversed(targets) if target.from_on <= on), None)
