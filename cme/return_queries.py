"""The reads on the returns of schools: who may see which, deletions and new pupils matched with each other, grounds."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from cme import pathway, rules
from cme.grounds import CHOICES, GROUNDS, HOME, ORDER_REVOKED, Ground
from cme.models import AuthorityRequest, Deletion, GroundText, NewPupil
from oxle.accounts.models import User
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases import duties
from oxle.cases.came import Came
from oxle.cases.challenges import is_asked
from oxle.cases.models import Case
from oxle.cases.permissions import PORTAL
from oxle.cases.revoked import Revoked
from oxle.core.dates import today
from oxle.people.ages import school_age
from oxle.people.models import Child
from oxle.people.off_register import Contest, Off, contested
from oxle.people.visibility import conflicts_of
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

GROUND_WORDS = dict(CHOICES)
# The duty whose officers open a case of a child who is educated at home.
AT_HOME = "ehe"


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


def requests_for(user: User) -> QuerySet[AuthorityRequest]:
    """What other authorities ask, the unanswered first, the earliest due of them."""
    rows = visible_to(user, AuthorityRequest).select_related("child", "case")
    return rows.order_by(F("answered_on").asc(nulls_first=True), "due_on", "pk")


def get_request_for(user: User, key: str) -> AuthorityRequest:
    """What another authority asks, the sight of a child it is about recorded; 404 to strangers."""
    found = get_or_404(visible_to(user, AuthorityRequest).select_related("child", "case"), key=key)
    sights.see([found.child_id] if found.child_id else [], "page")
    return found


def get_deletion_for(user: User, key: str) -> Deletion:
    """A deletion, the sight of the child recorded; 404 to strangers."""
    rows = visible_to(user, Deletion).select_related("child", "school__organisation", "case__school")
    found = get_or_404(rows, key=key)
    sights.see([found.child_id], "page")
    return found


@dataclass(frozen=True)
class DeletionRow:
    """A deletion, and whether a school has taken the child since."""

    told: Deletion
    came: NewPupil | None
    due_on: date
    on: date
    # What is asked elsewhere about it, such as by an exclusion.
    contest: Contest | None = None

    @property
    def asked(self) -> bool:
        """Whether the school is still to answer what is challenged about it."""
        return bool(getattr(self.told, "asked", False))

    @property
    def state(self) -> tuple[str, str]:
        """How it stands, and the colour."""
        if self.contest:
            return "Challenged", "red"
        if self.came:
            return f"On the register of {self.came.school} from {plain_day(self.came.entered_on)}", "green"
        if case := self.told.case:
            return (f"Looked for: {case.reference}", "blue") if case.is_open else (f"Found: {case.reference}", "grey")
        if (ground := GROUNDS.get(self.told.ground)) and not ground.followed:
            return "No return is awaited", "grey"
        if self.due_on < self.on:
            return "No school has told of the child", "red"
        return f"A new-pupil return is due by {plain_day(self.due_on)}", "yellow"


def deletions_for(user: User, on: date) -> list[DeletionRow]:
    """The deletions this person may see, each with the new-pupil return that came for the child since, and what is
    asked about it elsewhere. A query for each of these, and some for each that is asked about.

    A return is due five days after the deletion, if the child went to another school at once.
    """
    rows = list(
        visible_to(user, Deletion)
        .select_related("child", "school__organisation", "destination_school__organisation", "case")
        .annotate(asked=is_asked("key"))
    )
    came: dict[int, list[NewPupil]] = defaultdict(list)
    found = NewPupil.objects.filter(child__in=[one.child_id for one in rows]).select_related("school__organisation")
    for one in found.order_by("entered_on", "pk"):
        came[one.child_id or 0].append(one)
    asked = contested({_off(one) for one in rows})
    return [DeletionRow(one, _since(one, came[one.child_id]), _due(one), on, asked.get(_off(one))) for one in rows]


def contest_of(told: Deletion) -> Contest | None:
    """What is asked elsewhere about a deletion."""
    return contested({_off(told)}).get(_off(told))


def _off(told: Deletion) -> Off:
    return Off(told.child_id, told.school_id, told.deleted_on, at_home=told.ground == HOME.key)


def gone_of(child: int) -> list[Off]:
    """What schools returned of a child whom they took off a register."""
    return [_off(one) for one in Deletion.objects.filter(child=child)]


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


def came_of(children: Collection[int]) -> list[Came]:
    """What schools told of the entry of some children in their registers, as far as it is known whom it is about."""
    rows = NewPupil.objects.filter(child__in=children).select_related("school__organisation")
    return [Came(one.child_id or 0, one.school, one.entered_on, one.told_on) for one in rows]


def revoked_of(child: Child) -> list[Revoked]:
    """That schools took a child off their registers because an order was revoked."""
    rows = Deletion.objects.filter(child=child, ground=ORDER_REVOKED.key).select_related("school__organisation")
    return [Revoked(one.school, one.told_on) for one in rows]


def lost_for(user: User, on: date) -> list[tuple[Deletion, date]]:
    """The deletions after whose time no other school told of the child, for whom nobody looked and who must be
    somewhere: each with the day by which a return was due. One query, whose rows end with the work."""
    came = NewPupil.objects.filter(child=OuterRef("child"), entered_on__gte=OuterRef("left"))
    rows = (
        visible_to(user, Deletion)
        .annotate(left=Coalesce("last_attended_on", "deleted_on"))
        .filter(~Exists(came.exclude(school=OuterRef("school"))), case=None, deleted_on__lt=on)
        .exclude(ground__in=[ground.key for ground in GROUNDS.values() if not ground.followed])
        .select_related("child", "school__organisation")
    )
    for duty in duties.duties():
        if duty.taught_otherwise:
            rows = rows.exclude(child__in=duty.taught_otherwise(on))
    return [(one, due_on) for one in rows.order_by("deleted_on", "pk") if (due_on := _due(one)) < on]


def at_home_for(user: User, on: date) -> list[Deletion]:
    """The deletions by which a school told us that a pupil is educated at home, of whom the officers for home education
    have no case since, and no other school told that it has the child. One query, whose rows end with the work."""
    came = NewPupil.objects.filter(child=OuterRef("child"), entered_on__gte=OuterRef("left"))
    theirs = Case.objects.filter(duty=AT_HOME, child=OuterRef("child"))
    rows = (
        Deletion.objects.filter(ground=HOME.key, child__in=visible_to(user, Child).values("pk"))
        .annotate(left=Coalesce("last_attended_on", "deleted_on"))
        .filter(~Exists(came.exclude(school=OuterRef("school"))))
        .filter(~Exists(theirs.filter(Q(closed_on=None) | Q(closed_on__gte=OuterRef("deleted_on")))))
        .select_related("child", "school__organisation")
    )
    return [one for one in rows.order_by("told_on", "pk") if school_age(one.child.born_on, on).ends_on >= on]


def _since(told: Deletion, came: Sequence[NewPupil]) -> NewPupil | None:
    """The first return of another school that is not of before the pupil's last day here."""
    left = told.last_attended_on or told.deleted_on
    return next((one for one in came if one.school_id != told.school_id and one.entered_on >= left), None)


def _due(told: Deletion) -> date:
    return due(rules.NEW_PUPIL_WITHIN, told.deleted_on).on or told.deleted_on
