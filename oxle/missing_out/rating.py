"""How a child is rated, and why: the criteria of every duty and the register's own, asked of all children at once, and
what a person has set beside it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.criteria import Asked, Criterion, Fired, Rated
from oxle.cases.rating_models import SetRating
from oxle.core.among import Keys
from oxle.missing_out.criteria import OWN
from oxle.missing_out.who import lacking_of
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day

IN_CONFIDENCE = "For a reason that is known in confidence."
# How a filter calls the same, that a person has set it, and that nothing holds.
CONFIDENTIAL, SET, NOTHING_HOLDS = "Known in confidence", "Raised or lowered by a person", "Nothing"


@dataclass(frozen=True)
class Reason:
    """One criterion that holds for a child."""

    criterion: Criterion
    fired: Fired

    def said_to(self, user: User) -> str:
        """The sentence, for whoever may read it; else that there is one."""
        reads = self.criterion.reads
        return self.fired.sentence if reads is None or user.can(reads) else IN_CONFIDENCE

    def label_for(self, user: User) -> str:
        """The name of the criterion, for whoever may read its sentence."""
        reads = self.criterion.reads
        return self.criterion.label if reads is None or user.can(reads) else CONFIDENTIAL


@dataclass(frozen=True)
class Rating:
    """How a child is rated and by what, the worst first and of those the oldest first. Green: nothing holds.

    `set_by` is what a person has set, where anything of it counts.
    """

    reasons: tuple[Reason, ...] = ()
    set_by: SetRating | None = None

    @cached_property
    def worked_out(self) -> Rated:
        """The worst of the reasons."""
        return max((one.criterion.rated for one in self.reasons), default=Rated.GREEN)

    def criteria_known_to(self, user: User) -> tuple[str, ...]:
        """The names of the criteria that hold, of those this person may know; that there are others, and that a person
        has set the rating. For a filter."""
        named = [one.label_for(user) for one in self.reasons]
        return tuple(dict.fromkeys([*named, *([SET] if self.set_by is not None else [])])) or (NOTHING_HOLDS,)

    @property
    def rated(self) -> Rated:
        """What is worked out, as a person has raised or lowered it. What came to hold since it was lowered counts in
        full."""
        if self.set_by is None:
            return self.worked_out
        rated = Rated(self.set_by.rated)
        if not self.set_by.is_lowered:
            return max(self.worked_out, rated)
        covers = self.set_by.covers
        each = (
            min(one.criterion.rated, rated) if one.criterion.key in covers else one.criterion.rated
            for one in self.reasons
        )
        return max(each, default=Rated.GREEN)

    @property
    def since(self) -> date | None:
        """Since when the child is so rated; None for green."""
        if self.rated != self.worked_out and self.set_by is not None and self.rated == self.set_by.rated:
            return self.set_by.from_on
        return min((one.fired.since for one in self.reasons if one.criterion.rated == self.rated), default=None)

    def said_to(self, user: User) -> list[str]:
        """Why the child is so rated, a sentence each; and once that there is more in confidence. What a person has set
        comes first."""
        worst = (one for one in self.reasons if one.criterion.rated == self.worked_out)
        own = [] if self.set_by is None else [sentence_of(self.set_by)]
        return list(dict.fromkeys([*own, *(one.said_to(user) for one in worst)]))


def sentence_of(one: SetRating, reason: str = "") -> str:
    """What a person has set or asks for, until when it counts, and why: as it was typed, or in other words."""
    until = f" until {plain_day(one.until_on)}" if one.until_on else ""
    if one.waits:
        rated = one.get_rated_display().lower()
        return f"{one.asked_by.name} asks for it to be lowered to {rated}{until}: {reason or one.reason}"
    who = f"{one.asked_by.name} and {one.decided_by.name}" if one.decided_by else one.asked_by.name
    return f"{one} by {who}{until}: {reason or one.reason}"


def criteria() -> list[Criterion]:
    """Every criterion there is, the worst first."""
    found = [*OWN, *(one for duty in duties.duties() for one in duty.criteria)]
    return sorted(found, key=lambda one: -one.rated)


def rate(asked: Asked) -> dict[int, Rating]:
    """How each of some children is rated. The queries do not grow with the children."""
    set_by = set_ratings(asked.children, asked.on)
    found: dict[int, list[Reason]] = defaultdict(list)
    for criterion in criteria():
        for child, fired in criterion.find(asked).items():
            found[child].append(Reason(criterion, fired))
    rated = {
        child: Rating(
            tuple(sorted(found[child], key=lambda one: (-one.criterion.rated, one.fired.since))), set_by.get(child)
        )
        for child in found.keys() | set_by.keys()
    }
    # Of most nothing holds, and nobody has set anything: one rating is enough for all of them.
    nothing = Rating()
    return {child: rated.get(child, nothing) for child in asked.children}


def set_ratings(children: Collection[int], on: date) -> dict[int, SetRating]:
    """What persons have set of some children (primary keys) that counts at the end of a day: the newest. One query."""
    rows = SetRating.objects.filter(SetRating.counting_on(on), child__among=Keys(children))
    newest_last = sorted(rows.select_related("asked_by", "decided_by"), key=lambda one: one.decided_at or one.asked_at)
    return {one.child_id: one for one in newest_last}


def rating_of(child: Child, on: date, *, asked_on: date | None = None) -> Rating:
    """How one child is rated at the end of a day, on the register or not."""
    lacking = lacking_of([child.pk], on, asked_on or on)
    return rate(Asked([child.pk], on, lacking, asked_on=asked_on))[child.pk]
