"""The concerns of teams: who may see which, and what waits for those who work on them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import NOTHING, visible, visible_to
from oxle.cases import rules
from oxle.cases.concern_models import Advice, Concern, Conclusion
from oxle.cases.offers import Task
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of, restricted_to
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day

KIND_WORDS = {Advice.Kind.ADVICE: "advice", Advice.Kind.CHALLENGE: "a challenge"}
TELL, WORK = write("concerns"), write("missing_out")


@visible(Concern)
def _concerns(user: Any) -> Q:
    """A team sees its own, also of a restricted child; whoever works on the register those that wait, and those of
    children open to them. A conflict of interest closes both."""
    shown = NOTHING
    if TELL in user.permissions:
        shown |= own_concerns(user)
    if WORK in user.permissions:
        shown |= Q(child=None) | Q(child__in=visible_to(user, Child).values("pk"))
    return shown


def own_concerns(user: Any) -> Q:
    """Those that a person’s own teams told, less those about a child with whom they have a conflict of interest."""
    conflicted = conflicts_of(user, today()).values("child")
    return Q(team__in=user.organisations_where(TELL)) & (Q(child=None) | ~Q(child__in=conflicted))


@visible(Advice)
def _advice(user: Any) -> Q:
    return _of_open_children(user)


@visible(Conclusion)
def _conclusions(user: Any) -> Q:
    return _of_open_children(user)


def _of_open_children(user: Any) -> Q:
    return Q(child__in=visible_to(user, Child).values("pk")) if WORK in user.permissions else NOTHING


def waiting_concerns(user: User) -> QuerySet[Concern]:
    """Those of which nobody has said whom they are about, the oldest first; none for whoever does not match them."""
    if not user.can(WORK):
        return Concern.objects.none()
    return Concern.objects.filter(match=Concern.Match.WAITS).select_related("team")


def restricted_concerns(user: User) -> list[tuple[Concern, str]]:
    """Concerns about restricted children that nobody has concluded: each with the key of the record to open.

    Of them the list tells nothing but that they are there, so that none is lost.
    """
    closed = restricted_to(user) if user.can(WORK) else None
    if closed is None:
        return []
    rows = new_concerns(Concern.objects.filter(child__in=Child.objects.filter(closed)))
    return [(one, one.child.key) for one in rows.select_related("child") if one.child]


def new_concerns(concerns: QuerySet[Concern]) -> QuerySet[Concern]:
    """Of some concerns: those about a known child that no conclusion covers yet."""
    later = Conclusion.objects.filter(child=OuterRef("child"), at__gte=OuterRef("matched_at"))
    return concerns.filter(child__isnull=False).exclude(Exists(later))


def tasks_of(user: User, on: date) -> list[Task]:
    """For those who work on the register: concerns that wait, pupils to look at, and answers that are due to them."""
    if not user.can(WORK):
        return []
    return [*_to_match(user), *_to_look_at(user), *_restricted(user), *_to_answer(user, on)]


def _to_match(user: User) -> Iterator[Task]:
    for one in waiting_concerns(user):
        yield Task(
            title="Say whom a concern is about",
            about=str(one.team),
            why=f"Told on {plain_day(one.told_on)}; no record matches for certain",
            action="Look at the concern",
            url=reverse("missing_out:concerns:match", args=[one.key]),
            due_on=due(rules.CONCERN_MATCHED_WITHIN.on(one.told_on), one.told_on).on,
        )


def _to_look_at(user: User) -> Iterator[Task]:
    """As one row for all: a pupil may have several, and everybody of the register works on them."""
    seen = visible_to(user, Child).values("pk")
    rows = new_concerns(Concern.objects.filter(child__in=seen))
    found = rows.aggregate(pupils=Count("child", distinct=True), oldest=Min("told_on"))
    if pupils := found["pupils"]:
        yield Task(
            title=f"Look at the concerns about {pupils} pupil{'' if pupils == 1 else 's'}",
            about="Told by the teams that see children first",
            why=f"Advice, a challenge or a conclusion; the oldest is of {plain_day(found['oldest'])}",
            action="Open the list",
            url=reverse("missing_out:concerns:workspace"),
            due_on=found["oldest"],
        )


def _restricted(user: User) -> Iterator[Task]:
    for one, key in restricted_concerns(user):
        yield Task(
            title="Look at a concern about a restricted record",
            about="",
            why=f"Told on {plain_day(one.told_on)}; open the record with a reason",
            action="Open the record",
            url=reverse("people:break_glass", args=[key]),
            due_on=one.told_on,
        )


def _to_answer(user: User, on: date) -> Iterator[Task]:
    """What this person asked; and what a person asked who has left, for everybody."""
    mine = Q(asked_by=user) | Q(asked_by__is_active=False)
    rows = visible_to(user, Advice).filter(mine, answered_on=None).select_related("child")
    for one in rows.order_by("due_on", "pk"):
        late, kind = one.is_overdue(on), KIND_WORDS[one.kind]
        yield Task(
            title=f"Chase the answer to {kind}" if late else f"The answer to {kind}",
            about=str(one.child),
            why=f"{one.to_whom} was asked on {plain_day(one.asked_on)}",
            action="Record the answer",
            url=reverse("missing_out:concerns:advice_answer", args=[one.key]),
            due_on=one.due_on,
            child=one.child_id,
            waiting_on="" if late else one.to_whom,
        )
