"""A child whom another team handed over, such as one whose reduced timetable became alternative provision: accepted as
one who needs a place, or entered with the permanent exclusion that the school tells of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from exclusions.fair_access import actions, forms
from exclusions.fair_access.models import Came
from exclusions.fair_access.pathway import FAIR_ACCESS
from oxle.accounts.models import User
from oxle.cases import handing
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case
from oxle.core.dates import today
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.people.own_pupils import left_school_of, school_of
from oxle.people.queries import is_looked_after
from oxle.schools.models import School


def receive(hand_over: HandOver, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the case of a child who was handed over, as of that day. `data` holds what the form asks. Refused for a
    matter that is about no child, and where a permanent exclusion of the child is open."""
    child = hand_over.case.child
    if child is None:
        raise Refused("This is about no child. Send it back.")
    details = {name: data[name] for name in forms.ReferralForm.base_fields}
    return actions.open_referral(
        child,
        data["school"],
        details={**details, "came": Came.HANDED_OVER, "looked_after": is_looked_after(child, hand_over.on)},
        by=by,
        on=hand_over.on,
        at=at,
        came_from=hand_over.case,
    )


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a child who was handed over: accept them as one who needs a place, or enter the
    permanent exclusion of the school."""
    hand_over = handing.handed_to(FAIR_ACCESS.duty, message)
    if message.case is not None or hand_over is None:
        return []
    accepts = reverse("exclusions:fair_access:accept_hand_over", args=[message.key])
    found = [("Accept as a child who needs a place", accepts)]
    case = hand_over.case
    if case.school is not None and case.child is not None and _can_be_told(case.child, case.school):
        keys = [message.key, case.school.key, case.child.key]
        found.append(("Enter the permanent exclusion of the child", reverse("exclusions:enter_notice", args=keys)))
    return found


def _can_be_told(child: Child, school: School) -> bool:
    """Whether a school’s exclusion of a child can be entered: of a pupil on its register, or who left it lately."""
    return (school_of(child, [school], today()) or left_school_of(child, [school], today())) is not None
