"""A matter that another duty handed over becomes a referral, when an officer accepts it: entered for the school.

It enters without percentages and without the school's own steps: a penalty notice that was not paid, a threshold met
a third time in three years, suspected employment.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attendance.referrals import actions, sections
from attendance.referrals.models import Draft, Reason
from oxle.accounts.models import User
from oxle.cases.inbox_models import HandOver
from oxle.cases.models import Case, Origin
from oxle.core.errors import Refused
from oxle.people.models import Adult
from oxle.people.queries import Parent, current_enrolment, parents_of
from oxle.schools.models import School

REASONS = (Reason.UNPAID_NOTICE, Reason.THIRD_NOTICE, Reason.EMPLOYED)


def school_of(hand_over: HandOver, on: date) -> School | None:
    """For which school the referral is entered: where the pupil is enrolled on a day, else that of the sending case."""
    enrolment = current_enrolment(hand_over.case.child, on) if hand_over.case.child else None
    return enrolment.school if enrolment else hand_over.case.school


def parents_to_choose(hand_over: HandOver, on: date) -> list[tuple[Parent, bool]]:
    """The pupil's parents on record, each with whether they are a party to the sending case."""
    parties = set(hand_over.case.parties.filter(to_on=None, adult__isnull=False).values_list("adult", flat=True))
    parties.add(hand_over.case.adult_id)
    return [(parent, parent.adult.pk in parties) for parent in parents_of(hand_over.case.child, on)]


def receive(hand_over: HandOver, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the referral: received on the day it was handed over, its reason and parents as the officer says.

    Refused for a matter that is about no pupil or one without a school, and for a pupil with an open referral or whose
    school is filling one in. Of a pupil whose referral is open it is added to that one (`handing.accept`), so this is
    refused only to whom that referral is closed.
    """
    child, school = hand_over.case.child, school_of(hand_over, on)
    if child is None or school is None:
        raise Refused("Attendance works on a pupil at a school. Record the enrolment first, or send this back.")
    adults: list[Adult] = [
        parent.adult for parent, _ in parents_to_choose(hand_over, on) if parent.adult.key in data["parents"]
    ]
    if not adults:
        raise Refused("Choose at least one parent.", field="parents")
    School.objects.select_for_update().get(pk=school.pk)  # as whoever begins a referral there
    if Draft.objects.filter(school=school, child=child, state=Draft.State.FILLING).exists():
        raise Refused(
            "The school has begun a referral of this pupil and has not sent it. Ask it to send it, or to discard it."
        )
    draft = Draft.objects.create(
        school=school,
        child=child,
        channel=Origin.HAND_OVER,
        message=hand_over.message,
        answers={
            sections.REASON: {"reason": data["reason"], "cause": data["cause"]},
            sections.FAMILY: {"parents": [adult.key for adult in adults], "missing": "", "unsafe": False},
        },
        started_at=at,
        started_by=by,
        saved_at=at,
    )
    case = actions.open_from(
        draft, child, adults, received_on=hand_over.on, by=by, on=on, at=at, extract=None, came_from=hand_over.case
    )
    draft.case, draft.state = case, Draft.State.SENT
    draft.save(update_fields=["case", "state"])
    return case
