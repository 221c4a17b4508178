"""The reads on the returns of schools: who may see which, deletions and new pupils matched with each other, grounds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cme import pathway, rules
from cme.grounds import CHOICES, GROUNDS, Ground
from cme.models import AuthorityRequest, Deletion, GroundText, NewPupil
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.duties import Task
from oxle.cases.permissions import PORTAL
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

GROUND_WORDS = dict(CHOICES)


@visible(Deletion)
def _deletions(user: Any) -> Q:
    """A school sees its own returns; an officer those of children open to them."""
    shown = NOTHING
    if PORTAL in user.permissions:
        mine = Q(school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(child__in=conflicts_of(user, today()).values("child"))
    if pathway.WORK in user.permissions:
        shown |= Q(child__in=visible_to(user, Child).values("pk"))
    return shown


@visible(AuthorityRequest)
def _requests(user: Any) -> Q:
    """Officers see those of children open to them, and those of nobody we hold."""
    if pathway.WORK not in user.permissions:
        return NOTHING
    return Q(child=None) | Q(child__in=visible_to(user, Child).values("pk"))


def requests_for(user: User) -> list[AuthorityRequest]:
    """What other authorities ask, the unanswered first, the earliest due of them."""
    rows = visible_to(user, AuthorityRequest).select_related("child", "case")
    return sorted(rows, key=lambda one: (one.answered_on is not None, one.due_on, one.pk))


def get_request_for(user: User, key: str) -> AuthorityRequest:
    """What another authority asks, the sight of a child it is about recorded; 404 to strangers."""
    found = get_or_404(visible_to(user, AuthorityRequest).select_related("child", "case"), key=key)
    sights.see([found.child_id] if found.child_id else [], "page")
    return found


@dataclass(frozen=True)
class DeletionRow:
    """A deletion, and whether a school has taken the child since."""

    told: Deletion
    came: NewPupil | None
    due_on: date
    on: date

    @property
    def state(self) -> tuple[str, str]:
        """How it stands, and the colour."""
        if self.came:
            return f"On the register of {self.came.school} from {plain_day(self.came.entered_on)}", "green"
        if self.told.case_id and self.told.case and self.told.case.is_open:
            return f"Looked for: {self.told.case.reference}", "blue"
        if self.due_on < self.on:
            return "No school has told of the child", "red"
        return f"A new-pupil return is due by {plain_day(self.due_on)}", "yellow"

    @property
    def is_open(self) -> bool:
        """Whether somebody must still look: no school has told, its time is over, and nobody looks for the child."""
        looked_for = self.told.case is not None and self.told.case.is_open
        return self.came is None and not looked_for and self.due_on < self.on


def deletions_for(user: User, on: date) -> list[DeletionRow]:
    """The deletions this person may see, each with the new-pupil return that came for the child since. Two queries.

    A return is due five days after the deletion, if the child went to another school at once.
    """
    rows = list(
        visible_to(user, Deletion).select_related(
            "child", "school__organisation", "destination_school__organisation", "case"
        )
    )
    came: dict[int, list[NewPupil]] = defaultdict(list)
    found = NewPupil.objects.filter(child__in=[one.child_id for one in rows]).select_related("school__organisation")
    for one in found.order_by("entered_on", "pk"):
        came[one.child_id or 0].append(one)
    return [DeletionRow(one, _since(one, came[one.child_id]), _due(one), on) for one in rows]


def new_pupils_for(user: User) -> list[NewPupil]:
    """The new-pupil returns this person may see, those that wait for somebody to decide first."""
    rows = list(visible_to(user, NewPupil).select_related("school__organisation", "child", "case"))
    return sorted(rows, key=lambda one: one.match != NewPupil.Match.WAITS)


def get_new_pupil_for(user: User, key: str) -> NewPupil:
    """A new-pupil return, the sight of a child it is about recorded; 404 to strangers."""
    found = get_or_404(visible_to(user, NewPupil).select_related("school__organisation", "child"), key=key)
    sights.see([found.child_id] if found.child_id else [], "page")
    return found


def pupil_with_upn(schools: Sequence[School], upn: str, on: date) -> tuple[Child, School] | None:
    """The pupil of one of these schools who has this UPN, on its register or off it within a year; None for anybody
    else, of whom nothing is said."""
    from oxle.people.own_pupils import left_school_of, school_of

    child = Child.objects.filter(merged_into=None, upn=upn).first()
    if child is None:
        return None
    here = school_of(child, schools, on)
    if here is None:
        left = left_school_of(child, schools, on)
        here = left[0] if left else None
    return (child, here) if here else None


def ground_texts() -> dict[str, GroundText]:
    """The words that were confirmed last, by ground."""
    return {one.ground: one for one in GroundText.objects.select_related("by")}


def text_of(ground: Ground, confirmed: GroundText | None) -> str:
    """The words that a letter may print: those that were confirmed, else ours where they are verified; else none."""
    if confirmed is not None:
        return confirmed.text
    return ground.words if ground.verified else ""


def letter_text_of(key: str) -> str:
    """`text_of` for one ground."""
    if key not in GROUNDS:
        return ""
    return text_of(GROUNDS[key], GroundText.objects.filter(ground=key).last())


def tasks_of(user: User, on: date) -> list[Task]:
    """For whoever looks for missing children: returns that wait until somebody says whom they are about, and deletions
    after which no school told of the child."""
    if not user.can(pathway.WORK):
        return []
    waiting = [
        Task(
            title="Say whom a new-pupil return is about",
            about=str(one.school),
            why=f"{one.school} told of a pupil on {plain_day(one.told_on)} whom no record matches for certain.",
            action="Look at the return",
            url=reverse("cme:match", args=[one.key]),
            due_on=due(rules.MATCHED_WITHIN.on(one.told_on), one.told_on).on,
        )
        for one in visible_to(user, NewPupil)
        .filter(match=NewPupil.Match.WAITS)
        .select_related("school__organisation")
        .order_by("told_at")
    ]
    lost = [
        Task(
            title="Look for a pupil who was taken off a register",
            about=f"{row.told.child} · {row.told.school}",
            why="No other school has told of the child since.",
            action="Open the record",
            url=reverse("people:child", args=[row.told.child.key]),
            due_on=row.due_on,
            child=row.told.child_id,
        )
        for row in deletions_for(user, on)
        if row.is_open
    ]
    return [*waiting, *lost]


def _since(told: Deletion, came: Sequence[NewPupil]) -> NewPupil | None:
    """The first return of another school that is not of before the pupil's last day here."""
    left = told.last_attended_on or told.deleted_on
    return next((one for one in came if one.school_id != told.school_id and one.entered_on >= left), None)


def _due(told: Deletion) -> date:
    return due(rules.NEW_PUPIL_WITHIN, told.deleted_on).on or told.deleted_on
