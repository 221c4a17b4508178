"""What a person reads of the group's work: themes, what was decided of whom, and what is still to be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import EVERYTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.concerns import WORK
from oxle.core.dates import london_day
from oxle.meetings.models import Meeting, Series
from oxle.missing_out.group_models import GroupAction, GroupDecision, Theme
from oxle.missing_out.models import Pack, PackRow
from oxle.missing_out.packs.kind import STRATEGIC_GROUP
from oxle.missing_out.packs.queries import WITH_REGISTER, packs_for, readable_rows
from oxle.schooldays.wording import plain_day

Kind = GroupDecision.Kind
# What was decided of a theme that a pupil's words do not fit.
OF_THEME = {Kind.EASED: "The barrier is gone"}


@visible(Theme)
def themes_seen_by(user: Any) -> Q:
    """Whoever reads the register sees every theme, a member those of their own series."""
    return EVERYTHING if user.can(WITH_REGISTER) else Q(series__in=visible_to(user, Series).values("pk"))


def the_group() -> Series | None:
    """The series of the Strategic Group that meets by now; None where there is none."""
    rows = Series.objects.filter(kind=STRATEGIC_GROUP.key, ended_on=None)
    return rows.order_by("-first_on", "-pk").first()


@dataclass(frozen=True)
class Act:
    """What somebody does because of a decision, as one person reads it. `url` is where it is said to be done."""

    action: GroupAction
    overdue: bool
    is_done: bool
    url: str

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        one = self.action
        if self.is_done and one.done_on:
            return f"Done on {plain_day(one.done_on)}" + (f": {one.came_of_it}" if one.came_of_it else "")
        return f"By {plain_day(one.due_on)}"


@dataclass(frozen=True)
class Decided:
    """A decision with its actions, as one person reads it. `reference` and `title` say what it is of."""

    decision: GroupDecision
    reference: str
    title: str
    acts: tuple[Act, ...]

    @property
    def label(self) -> str:
        """What was decided, in words."""
        kind = Kind(self.decision.kind)
        return OF_THEME.get(kind, kind.label) if self.decision.theme_id else kind.label


@dataclass(frozen=True)
class Work:
    """What the group decided and what comes of it; `closed` more are not open to this person."""

    decided: list[Decided]
    closed: int

    @property
    def overdue(self) -> int:
        """How many actions are overdue."""
        return sum(act.overdue for one in self.decided for act in one.acts)


def _decisions() -> QuerySet[GroupDecision]:
    actions = Prefetch("actions", GroupAction.objects.select_related("owner"))
    rows = GroupDecision.objects.select_related("row", "theme", "meeting__series", "recorded_by")
    return rows.prefetch_related(actions)


def came_back(user: User, meeting: Meeting, on: date, *, until: datetime, sight: str = "list") -> Work:
    """What comes back at a meeting: what was decided since the meeting before it, that one included, and whatever was
    decided earlier and is still to be done, as it stood at a moment."""
    earlier = GroupDecision.objects.filter(
        meeting__series=meeting.series_id, meeting__on__lt=meeting.on, recorded_at__lte=until
    )
    last = earlier.aggregate(day=Max("meeting__on"))["day"]
    to_do = Q(actions__isnull=False) & (Q(actions__done_at=None) | Q(actions__done_at__gt=until))
    rows = _decisions().filter(pk__in=earlier.filter(Q(meeting__on=last) | to_do).values("pk"))
    return _work(user, rows, on, until, sight)


def decided_in(user: User, meeting: Meeting, on: date, *, until: datetime, sight: str = "list") -> Work:
    """What was decided at a meeting, and what comes of it."""
    return _work(user, _decisions().filter(meeting=meeting, recorded_at__lte=until), on, until, sight)


def _work(user: User, rows: Iterable[GroupDecision], on: date, until: datetime, sight: str) -> Work:
    found = list(rows)
    about = [one.row for one in found if one.row is not None]
    readable = readable_rows(user, about, on)
    shown = [one for one in found if one.row_id is None or one.row_id in readable]
    sights.see([one.row.child_id for one in shown if one.row and one.row.child_id], sight)
    decided = [_decided(user, one, until) for one in shown]
    return Work(sorted(decided, key=lambda one: (one.reference, one.decision.pk)), len(found) - len(shown))


def _decided(user: User, one: GroupDecision, until: datetime) -> Decided:
    matter = one.theme or one.row
    acts = tuple(_act(user, action, until) for action in one.actions.all())
    title = one.theme.barrier if one.theme else ""
    return Decided(one, matter.reference if matter else "", title, acts)


def _act(user: User, action: GroupAction, until: datetime) -> Act:
    done = action.done_at is not None and action.done_at <= until
    may = not action.done_at and (action.owner_id == user.pk or user.can(WORK))
    url = reverse("missing_out:group:done", args=[action.key]) if may else ""
    return Act(action, not done and action.due_on < london_day(until), done, url)


# --- themes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThemeLine:
    """A theme as one person reads it: how many pupils stand under it, and the references of those open to them."""

    theme: Theme
    pupils: int
    references: tuple[str, ...]
    decided: tuple[Decided, ...]


def themes_for(user: User, on: date, *, until: datetime, series: Series | None = None) -> list[ThemeLine]:
    """The themes that this person may read as they stood at a moment, those that last first. A pupil is named by the
    reference of the newest agreed pack in which they stand, as far as that row is open to whoever reads."""
    rows = visible_to(user, Theme).filter(made_at__lte=until).select_related("series", "made_by", "ended_by")
    found = list(rows.filter(series=series) if series else rows)
    counts, references = _pupils(user, found, on, until)
    decisions: dict[int, list[Decided]] = {}
    for one in _decisions().filter(theme__in=found, recorded_at__lte=until):
        decisions.setdefault(one.theme_id or 0, []).append(_decided(user, one, until))
    lines = [
        ThemeLine(one, counts.get(one.pk, 0), references.get(one.pk, ()), tuple(decisions.get(one.pk, ())))
        for one in found
    ]
    return sorted(lines, key=lambda line: (_has_ended(line.theme, until), line.theme.made_at))


def lasts_at(lines: Iterable[ThemeLine], moment: datetime) -> list[ThemeLine]:
    """Those of some themes that had not ended at a moment."""
    return [line for line in lines if not _has_ended(line.theme, moment)]


def _has_ended(theme: Theme, moment: datetime) -> bool:
    return theme.ended_at is not None and theme.ended_at <= moment


def _pupils(
    user: User, themes: list[Theme], on: date, until: datetime
) -> tuple[dict[int, int], Mapping[int, tuple[str, ...]]]:
    there = Q(pupils__added_at__lte=until) & (Q(pupils__left_at=None) | Q(pupils__left_at__gt=until))
    rows = Theme.objects.filter(pk__in=[one.pk for one in themes])
    counts = dict(rows.annotate(there=Count("pupils", filter=there)).values_list("pk", "there"))
    of_theme: dict[int, list[int]] = {}
    for theme, child in rows.filter(there, pupils__child__isnull=False).values_list("pk", "pupils__child"):
        of_theme.setdefault(theme, []).append(child)
    children = {child for each in of_theme.values() for child in each}
    newest = PackRow.objects.filter(child__in=children, pack__agreed_at__isnull=False)
    newest = newest.order_by("child_id", "-pack__frozen_at").distinct("child_id")
    by_child = {row.child_id: row for row in newest}
    readable = readable_rows(user, list(by_child.values()), on)
    sights.see([row.child_id for row in by_child.values() if row.child_id and row.pk in readable], "list")
    return counts, {
        theme: tuple(sorted(by_child[child].reference for child in each if child in by_child
                            and by_child[child].pk in readable))
        for theme, each in of_theme.items()
    }  # fmt: skip


def get_theme_for(user: User, key: str) -> Theme:
    """A theme by its key; 404 to strangers."""
    return get_or_404(visible_to(user, Theme).select_related("series"), key=key)


# --- one matter, one action ----------------------------------------------------------------------------------------


def agreed_pack_of(user: User, meeting: Meeting) -> Pack | None:
    """The pack of a meeting that its members read; None where none is agreed."""
    return packs_for(user).filter(meeting=meeting, agreed_at__isnull=False).first()


def get_matter_for(user: User, meeting: Meeting, key: str, on: date) -> PackRow | Theme:
    """What the group sees to at a meeting, by its key: a theme of its series, or a pupil of its agreed pack. The sight
    is recorded; 404 to strangers."""
    theme = visible_to(user, Theme).filter(series=meeting.series_id, key=key).select_related("series").first()
    if theme is not None:
        return theme
    rows = PackRow.objects.filter(pack=agreed_pack_of(user, meeting)).select_related("pack__meeting__series", "child")
    row = get_or_404(rows, key=key)
    if row.pk not in readable_rows(user, [row], on):
        raise Http404
    sights.see([row.child_id] if row.child_id else [], "page")
    return row


def get_action_for(user: User, key: str, on: date) -> GroupAction:
    """An action that is this person's, or that they may end for its owner; 404 to strangers."""
    mine = Q() if user.can(WORK) else Q(owner=user)
    rows = GroupAction.objects.select_related("decision__row", "decision__theme", "decision__meeting__series", "owner")
    action = get_or_404(rows.filter(mine), key=key)
    row = action.decision.row
    if row is not None and action.owner_id != user.pk and row.pk not in readable_rows(user, [row], on):
        raise Http404
    if row is not None and row.child_id:
        sights.see([row.child_id], "page")
    return action
