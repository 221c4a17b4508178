"""The reads: what became of a team's concern, one line for each pupil of the workspace, who goes to the group."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.cases.concerns import own_concerns
from oxle.cases.criteria import Asked, Rated
from oxle.cases.models import Case
from oxle.missing_out import rules
from oxle.missing_out.columns import open_cases, with_school
from oxle.missing_out.off_register import off_register
from oxle.missing_out.rating import Rating, rate
from oxle.missing_out.register import NO_SCHOOL, Row, register_for, row_of
from oxle.missing_out.who import lacking_of
from oxle.people.models import Child

T = TypeVar("T", Concern, Advice, Conclusion)


class State(StrEnum):
    """How a pupil of the workspace stands."""

    TO_LOOK_AT = "To be looked at"
    WAITS = "Waits for an answer"
    GOES_UP = "Goes to the group"
    SETTLED = "Settled here"


@dataclass(frozen=True)
class Line:
    """A pupil of the workspace, once, with everything that anybody told.

    `row` is theirs on the register, where they are on it. `conclusion` is the newest, and `new` are the concerns that
    it does not cover.
    """

    child: Child
    row: Row | None
    rating: Rating
    school: str
    cases: tuple[Case, ...]
    concerns: tuple[Concern, ...]
    advice: tuple[Advice, ...]
    conclusion: Conclusion | None
    new: tuple[Concern, ...]
    state: State

    @property
    def teams(self) -> list[str]:
        """The teams that told of the pupil, each once."""
        return list(dict.fromkeys(str(one.team) for one in self.concerns))

    @property
    def awaited(self) -> list[Advice]:
        """What nobody has answered yet."""
        return [one for one in self.advice if one.waits]


def lines_for(user: User, on: date) -> list[Line]:
    """Every pupil with a concern that is not done with, every red or amber one of the register, every red one beside it
    and whoever goes to the group, once each, of those this person may see. The queries do not grow with the pupils.
    Raises NotLoaded where the terms are not loaded."""
    rows = {one.child.pk: one for one in register_for(user, on).rows if one.rating.rated > Rated.GREEN}
    told = visible_to(user, Concern).filter(child__isnull=False).values_list("child", flat=True)
    asked = visible_to(user, Advice).filter(answered_on=None).values_list("child", flat=True)
    beside = {one.child.pk for one in beside_register(user, on)}
    lines = _lines(user, {*rows, *beside, *told, *asked}, rows, on)
    return [line for line in lines if line.child.pk in rows or line.child.pk in beside or _is_live(line, on)]


def beside_register(user: User, on: date) -> list[Row]:
    """Who is red or goes to the group and is not on the register, of those this person may see, by name."""
    up = {one.child.pk for one in going_up(user)}
    return off_register(visible_to(user, Child), on, on, cases=visible_to(user, Case), going_up=up)


def line_of(user: User, child: Child, on: date) -> Line:
    """The same of one pupil, whom this person may see."""
    row = row_of(user, child, on)
    return _lines(user, {child.pk}, {child.pk: row} if row else {}, on)[0]


def _is_live(line: Line, on: date) -> bool:
    """Whether something is still to be done about a pupil who is neither red nor amber, or was concluded of late."""
    if line.state != State.SETTLED or line.conclusion is None:
        return True
    return line.conclusion.on >= on - timedelta(weeks=rules.SETTLED_FOR.on(on))


def _lines(user: User, keys: Collection[int], rows: Mapping[int, Row], on: date) -> list[Line]:
    children = with_school(visible_to(user, Child).filter(pk__in=keys), on).order_by("sort_name", "pk")
    found = list(children)
    concerns = _by_child(visible_to(user, Concern).filter(child__in=keys).select_related("team", "told_by"))
    advice = _by_child(visible_to(user, Advice).filter(child__in=keys).select_related("asked_by", "answered_by"))
    conclusions = _by_child(visible_to(user, Conclusion).filter(child__in=keys).select_related("by"))
    elsewhere = [child.pk for child in found if child.pk not in rows]
    ratings = rate(Asked(elsewhere, on, lacking_of(elsewhere, on, on))) if elsewhere else {}
    cases = open_cases(visible_to(user, Case), [child.pk for child in found], on)
    settled_for = timedelta(weeks=rules.SETTLED_FOR.on(on))
    lines = []
    for child in found:
        row = rows.get(child.pk)
        rating = row.rating if row else ratings[child.pk]
        last = conclusions[child.pk][-1] if conclusions[child.pk] else None
        new = tuple(one for one in concerns[child.pk] if last is None or _is_new(one, last))
        lines.append(
            Line(
                child=child, row=row, rating=rating, school=child.school_name or NO_SCHOOL,
                cases=cases.get(child.pk, ()), concerns=tuple(concerns[child.pk]), advice=tuple(advice[child.pk]),
                conclusion=last, new=new,
                state=_state(last, new, advice[child.pk], rating.rated, on - settled_for),
            )
        )  # fmt: skip
    return lines


def _state(
    last: Conclusion | None, new: Iterable[Concern], advice: Iterable[Advice], rated: Rated, since: date
) -> State:
    if last is not None and last.goes_up:
        return State.GOES_UP
    if any(one.waits for one in advice):
        return State.WAITS
    if last is None or any(True for _ in new) or rated > last.rated:
        return State.TO_LOOK_AT
    return State.TO_LOOK_AT if rated > Rated.GREEN and last.on < since else State.SETTLED


def _is_new(one: Concern, last: Conclusion) -> bool:
    return one.matched_at is None or one.matched_at > last.at


def _by_child(rows: QuerySet[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for one in rows:
        found[one.child_id or 0].append(one)
    return found


# --- who goes up -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GoesUp:
    """A pupil who goes to the next meeting of the Strategic Group, and the sentence that says why."""

    child: Child
    because: str
    since: date
    by: User


def going_up(user: User) -> list[GoesUp]:
    """Who goes to the next meeting, of those this person may see, by name: whose newest conclusion says so. One query,
    which a pack reads."""
    rows = (
        visible_to(user, Conclusion)
        .select_related("child", "by")
        .order_by("child_id", "-at", "-pk")
        .distinct("child_id")
    )
    found = [GoesUp(one.child, one.because, one.on, one.by) for one in rows if one.goes_up]
    return sorted(found, key=lambda one: (one.child.sort_name, one.child.pk))


# --- what a team sees --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A concern as its team sees it: its own words, and what became of it. Nothing else of the child."""

    concern: Concern
    stands: str
    colour: str
    answer: str = ""


def own_for(user: User) -> list[Told]:
    """The concerns of this person's teams, the newest first. Two queries."""
    mine = Concern.objects.filter(own_concerns(user)).select_related("team", "told_by").order_by("-told_at", "-pk")
    return _told(list(mine))


def get_own_for(user: User, key: str) -> Told:
    """One of them, its sight recorded; 404 to strangers."""
    mine = Concern.objects.filter(own_concerns(user)).select_related("team", "told_by")
    one = get_or_404(mine, key=key)
    if one.child_id:
        sights.see([one.child_id], "page")
    return _told([one])[0]


def _told(concerns: list[Concern]) -> list[Told]:
    conclusions = _by_child(Conclusion.objects.filter(child__in=[one.child_id for one in concerns if one.child_id]))
    return [_became(one, conclusions) for one in concerns]


def _became(one: Concern, conclusions: Mapping[int, list[Conclusion]]) -> Told:
    """Why a child goes to the group is the group's; why something was settled, its team reads."""
    if one.match == Concern.Match.WAITS:
        return Told(one, "We find out who the pupil is", "yellow")
    if one.match == Concern.Match.ANSWERED:
        return Told(one, "Answered", "grey", one.answer)
    later = [last for last in conclusions.get(one.child_id or 0, []) if not _is_new(one, last)]
    if not later:
        return Told(one, "We look at it", "blue")
    if later[-1].goes_up:
        return Told(one, "Goes to the Strategic Group", "purple")
    return Told(one, "Settled", "green", later[-1].because)


# --- one of them -------------------------------------------------------------------------------------------------


def get_concern_for(user: Any, key: str) -> Concern:
    """The concern, the sight of its child recorded; 404 to strangers."""
    one = get_or_404(visible_to(user, Concern).select_related("team", "told_by", "child"), key=key)
    if one.child_id:
        sights.see([one.child_id], "page")
    return one


def get_advice_for(user: Any, key: str) -> Advice:
    """The advice or challenge, the sight of its child recorded; 404 to strangers."""
    one = get_or_404(visible_to(user, Advice).select_related("child", "asked_by"), key=key)
    sights.see([one.child_id], "page")
    return one
