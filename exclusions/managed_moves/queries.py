"""The reads on managed moves: who may see which, and what the school may know."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from exclusions.managed_moves import pathway
from exclusions.managed_moves.models import ManagedMove
from exclusions.off_site.pathway import OFF_SITE
from exclusions.permanent.records import place_called
from exclusions.placement.attending import Beginning
from exclusions.placement.queries import not_on_roll
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.models import Case, Party
from oxle.cases.permissions import PORTAL
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of

# What the school that told of it may know, and never the council's notes.
TITLES = {
    pathway.TELL.key: "Received by the council",
    pathway.ACCEPT.key: "The head of the new school agreed",
    pathway.AGREE.key: "Everybody agreed",
    pathway.TELL_OTHERS.key: "The social worker and the SEN team were told",
    pathway.ENROL.key: "On the roll of the new school",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
    pathway.CONFIRM.key: "Closed: the pupil attends the new school",
    pathway.WITHDRAW.key: "Closed: withdrawn",
    pathway.MISTAKE.key: "Closed: entered by mistake",
}
# What the new school may know of what happened.
TITLES_FOR_NEW = {step.key: TITLES[step.key] for step in (pathway.TELL, pathway.ACCEPT, pathway.AGREE, pathway.ENROL)}
FOR_SCHOOL = tuple(
    clock.key for clock in (pathway.AGREEMENT, pathway.OTHERS, pathway.ENROLMENT, pathway.CHALLENGE_ANSWER)
)


@visible(ManagedMove)
def _moves(user: Any) -> Q:
    """A school sees what it told us, also when the child has left it; officers those of the children open to them."""
    shown = NOTHING
    if read("exclusions") in user.permissions:
        shown |= Q(case__child__in=visible_to(user, Child).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(case__school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))
    return shown


def get_told_for(user: User, key: str) -> Case:
    """The case of a managed move that this person's school told of, its sight recorded; 404 to strangers."""
    rows = visible_to(user, ManagedMove).select_related(
        "case__child", "case__school__organisation", "case__school__calendar", "to_school__organisation"
    )
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def coming_to(user: User) -> QuerySet[ManagedMove]:
    """The open moves to a school for which this person acts. Not of a child whose record is restricted, unless it is
    open to them: the council speaks with that school. What was told of a move stays with those who told it."""
    if PORTAL not in user.permissions:
        return ManagedMove.objects.none()
    mine = Q(case__closed_on=None, to_school__organisation__in=user.organisations_where(PORTAL))
    open_to = Q(case__child__restricted=False) | Q(case__child__in=visible_to(user, Child).values("pk"))
    conflicts = Q(case__child__in=conflicts_of(user, today()).values("child"))
    return ManagedMove.objects.filter(mine & open_to & ~conflicts).select_related(
        "case__child", "case__school__organisation", "case__school__calendar", "to_school__organisation"
    )


def get_coming_for(user: User, key: str) -> Case:
    """The case of a move to this person's school, the sight of its child recorded; 404 to strangers."""
    told = get_or_404(coming_to(user), case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def to_agree_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the head of the new school need not agree; None where it is still to be recorded."""
    return "The head of the new school has agreed." if case.managed_move.to_head_agreed_on else None


def beginning_of(case: Case) -> Beginning | None:
    """The new school, and the first day on its roll."""
    told = case.managed_move
    return Beginning(case.child, told.to_school or place_called(told.to_name), told.starts_on) if case.child else None


def on_register_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the pupil cannot be on the new roll by that day; None where they can."""
    told = case.managed_move
    return not_on_roll(case, told.to_school, told.starts_on, on)


def attends_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the pupil cannot be seen attending yet; None when the register shows it, or is not ours to see."""
    beginning = beginning_of(case)
    return beginning.why_not(on) if beginning else None


def direction_before(case: Case) -> Case | None:
    """The off-site direction of the child that is open still; None where there is none."""
    return Case.objects.filter(pathway=OFF_SITE.key, child=case.child, closed_on=None).first()
