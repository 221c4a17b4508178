"""Every write of the group: themes and their pupils, decisions and actions, and what is escalated to the director."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused, Stale
from oxle.core.references import new_reference
from oxle.meetings.models import Capacity, Meeting, Member, Series, State
from oxle.missing_out import rules
from oxle.missing_out.concerns.actions import conclude
from oxle.missing_out.group_models import GroupAction, GroupDecision, Theme, ThemePupil
from oxle.missing_out.models import PackRow
from oxle.missing_out.packs.nameless import full_names_of, nameless
from oxle.people.models import Child
from oxle.people.visibility import in_force
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day

Kind = GroupDecision.Kind
# Fewer pupils than this share no barrier.
LEAST = 2


@dataclass(frozen=True)
class Todo:
    """What somebody is to do because of a decision, who, and by when."""

    what: str
    owner: User
    due_on: date


# --- themes --------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_theme(
    series: Series, *, barrier: str, shows: str, action: str, pupils: Iterable[Child], by: User, at: datetime
) -> Theme:
    """A theme of a series: one barrier, the pupils whom it keeps out, and the one action that the group owns. Their
    names are taken out of its words. Refused for fewer than two."""
    found = list(pupils)
    if len(found) < LEAST:
        raise Refused("A theme has at least two pupils.", field="pupils")
    keys = [child.pk for child in found]
    others = full_names_of(keys)
    theme = Theme.objects.create(
        series=series, reference=new_reference("TH"), barrier=nameless(barrier, keys, others),
        shows=nameless(shows, keys, others), action=nameless(action, keys, others), made_at=at, made_by=by,
    )  # fmt: skip
    _add(theme, found, by, at)
    return theme


@transaction.atomic
def change_pupils(
    theme: Theme, version: int, *, add: Iterable[Child], leave: Iterable[Child], by: User, at: datetime
) -> None:
    """Put pupils under a theme and take others off. Refused once it has ended, and where fewer than two would stay."""
    held = _lock_theme(theme, version)
    gone = [child.pk for child in leave]
    held.pupils.filter(child__in=gone, left_at=None).update(left_at=at, left_by=by)
    there = set(held.pupils.filter(left_at=None).values_list("child", flat=True))
    _add(held, [child for child in add if child.pk not in there], by, at)
    if held.pupils.filter(left_at=None).count() < LEAST:
        raise Refused("A theme has at least two pupils.", field="pupils")
    save_if_unchanged(held, version, [])


def _add(theme: Theme, children: Iterable[Child], by: User, at: datetime) -> None:
    ThemePupil.objects.bulk_create(
        ThemePupil(theme=theme, child=child, added_at=at, added_by=by) for child in children
    )  # fmt: skip


def _lock_theme(theme: Theme, version: int) -> Theme:
    held = Theme.objects.select_for_update().get(pk=theme.pk)
    if held.ended_at is not None:
        raise Refused("This theme has ended.")
    if held.version != version:
        raise Stale(held)
    return held


# --- decisions -----------------------------------------------------------------------------------------------------


@transaction.atomic
def decide(
    meeting: Meeting, matter: PackRow | Theme, *, kind: Kind, words: str, todo: Todo | None, by: User, on: date,
    at: datetime,
) -> GroupDecision:  # fmt: skip
    """Record what the group decided of a pupil or a theme, with what somebody does because of it. A pupil who needs the
    group no more is settled, and a theme whose barrier is gone ends. Names of the pupil become the reference.

    Refused before the day of the meeting and once it is closed, and where somebody is to act and nobody is named.
    """
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.state != State.PLANNED:
        raise Refused("This meeting is closed.")
    if held.on > on:
        raise Refused(f"The meeting is on {plain_day(held.on)}.")
    if kind == Kind.ACT and todo is None:
        raise Refused("Enter what somebody does, or choose another decision", field="what")
    if isinstance(matter, Theme):
        _lock_theme(matter, matter.version)
    decision = _decision(held, matter, kind, words, held.on, by, at)
    if todo is not None:
        _act(decision, matter, todo)
    if kind == Kind.EASED:
        _ease(matter, decision, by, on, at)
    return decision


@transaction.atomic
def escalate(
    meeting: Meeting, matter: PackRow | Theme, *, because: str, by: User, on: date, at: datetime
) -> GroupAction:
    """Escalate a pupil or a theme to the director of the series: it is theirs to say what is done about it, within the
    time of a setting. Where they do not sign in, whoever escalates takes it to them.

    Refused where the series names no director, and while the director is asked about it already.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    director = director_of(meeting.series, on)
    if director is None:
        raise Refused("Nobody is the director of this series of meetings. Add one on its page first.")
    if isinstance(matter, Theme):
        _lock_theme(matter, matter.version)
    waits = GroupAction.objects.filter(decision__kind=Kind.DIRECTOR, done_on=None)
    if waits.filter(**_of(matter)).exists():
        raise Refused("The director is asked about this already.")
    decision = _decision(meeting, matter, Kind.DIRECTOR, because, on, by, at)
    signs_in = director.user is not None and director.user.is_active
    what = "Say what is done about it, as director" if signs_in else f"Ask {director.name}, the director, what is done"
    owner = director.user if signs_in and director.user else by
    return _act(decision, matter, Todo(what, owner, due(rules.DIRECTOR_WITHIN.on(on), on).on or on))


def director_of(series: Series, on: date) -> Member | None:
    """The director among the members of a series on a day."""
    rows = series.members.filter(in_force(on), capacity=Capacity.DIRECTOR).select_related("user")
    return rows.order_by("-from_on", "pk").first()


@transaction.atomic
def finish(
    action: GroupAction, version: int, *, done_on: date, came_of_it: str, by: User, on: date, at: datetime
) -> None:
    """Record that an action is done, and what came of it. Refused where it is, and for a day that is to come or lies
    before the decision."""
    if action.done_on is not None:
        raise Refused("This is done already.")
    if done_on > on:
        raise Refused("The day must be today or in the past.", field="done_on")
    if done_on < action.decision.on:
        raise Refused(f"It was decided on {plain_day(action.decision.on)}. Enter a later day.", field="done_on")
    action.done_on, action.done_at, action.done_by = done_on, at, by
    action.came_of_it = _nameless(action.decision.row or action.decision.theme, came_of_it)
    save_if_unchanged(action, version, ["done_on", "done_at", "done_by", "came_of_it"])


def _decision(
    meeting: Meeting, matter: PackRow | Theme, kind: Kind, words: str, on: date, by: User, at: datetime
) -> GroupDecision:
    return GroupDecision.objects.create(
        meeting=meeting, **_about(matter), kind=kind, words=_nameless(matter, words), on=on, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip


def _act(decision: GroupDecision, matter: PackRow | Theme, todo: Todo) -> GroupAction:
    if todo.due_on < decision.on:
        raise Refused(f"It was decided on {plain_day(decision.on)}. Enter a later day.", field="due_on")
    return GroupAction.objects.create(
        decision=decision, reference=new_reference("AC"), what=_nameless(matter, todo.what), owner=todo.owner,
        due_on=todo.due_on,
    )  # fmt: skip


def _ease(matter: PackRow | Theme, decision: GroupDecision, by: User, on: date, at: datetime) -> None:
    if isinstance(matter, Theme):
        matter.ended_at, matter.ended_by, matter.ended_because = at, by, decision.words
        save_if_unchanged(matter, matter.version, ["ended_at", "ended_by", "ended_because"])
    elif matter.child is not None:
        because = f"The Strategic Group decided on {plain_day(decision.on)}: {decision.words}"
        conclude(matter.child, goes_up=False, because=because, by=by, on=on, at=at)


def _about(matter: PackRow | Theme) -> dict[str, PackRow | Theme]:
    return {"theme": matter} if isinstance(matter, Theme) else {"row": matter}


def _of(matter: PackRow | Theme) -> dict[str, object]:
    """The same pupil in any pack, or the same theme, as the decision of an action knows it."""
    if isinstance(matter, Theme):
        return {"decision__theme": matter}
    return {"decision__row__reference": matter.reference}


def _nameless(matter: PackRow | Theme | None, text: str) -> str:
    """A text without the names of whom it is about, and of their families."""
    if matter is None:
        return text
    if isinstance(matter, PackRow):
        about = [matter.child_id] if matter.child_id else []
        return nameless(text, about, full_names_of(about), matter.reference)
    about = [pk for pk in matter.pupils.values_list("child", flat=True) if pk]
    return nameless(text, about, full_names_of(about))
