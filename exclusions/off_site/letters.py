"""The school's notice to the parents of an off-site direction, with everything that the law requires of it.

As with the head's letters nothing of it is kept, and it names no parent: see `exclusions.head_letters`.
"""

from datetime import date
from typing import Any

from exclusions.off_site import pathway, queries
from exclusions.off_site.models import Aim, OffSiteDirection
from exclusions.permanent.letters import in_words
from exclusions.reform import DIRECTION_LAW
from oxle.cases.models import Case
from oxle.cases.standing import last_taken
from oxle.correspondence.kinds import LetterKind
from oxle.schools.queries import calendar_of

NOTICE = LetterKind(
    key="exclusions.off_site_notice",
    title="Notice of a direction to be educated off site",
    version=3,
    source=f"{DIRECTION_LAW} and its regulations",
    needs={
        "school_name": "the school",
        "child_name": "the pupil",
        "written_on": "the day of the letter",
        "place": "the place",
        "address": "the address of the place",
        "report_to": "the person to report to",
        "starts_on": "the first day",
        "ends_on": "the last day",
        "sessions": "the sessions of the week",
        "begins_at": "when a day begins",
        "finishes_at": "when a day ends",
        "breaks": "the times of the breaks",
        "reasons": "the reasons",
        "objectives": "the objectives",
        "signed_by": "who signs",
        "signed_as": "as what they sign",
    },
    may_say={
        "days": "the number of days",
        "begun": "that the first day has come",
        "extends": "that it goes on",
        "for_behaviour": "that it is to improve behaviour",
        "review_on": "the day of the next review",
        "transport": "how the pupil gets there",
    },
)
ALL = (NOTICE,)


def says(case: Case, *, on: date) -> dict[str, Any]:
    """What the notice says of what was told; of one that was extended, from when it goes on."""
    told: OffSiteDirection = case.off_site_direction
    extended = last_taken(case, pathway.EXTEND.key)
    starts_on = queries.begins_on(case)
    return {
        "school_name": str(case.school),
        "child_name": case.child.shown_name if case.child else "",
        "written_on": on,
        "place": told.place,
        "address": told.where,
        "report_to": told.report_to,
        "starts_on": starts_on,
        "begun": starts_on <= on,
        "ends_on": told.ends_on,
        "days": queries.days_of(told, calendar_of(case.school), from_on=starts_on) if case.school else None,
        "sessions": in_words(told.minutes),
        "begins_at": told.begins_at,
        "finishes_at": told.finishes_at,
        "breaks": told.breaks,
        "reasons": (extended.facts.get("why") if extended else "") or told.reasons,
        "objectives": told.objectives,
        "review_on": queries.next_review(case),
        "extends": extended is not None,
        "for_behaviour": told.aim == Aim.BEHAVIOUR,
    }
