"""How a child is rated, and why: the criteria of every duty and the register's own, asked of all children at once, and
what a person has set beside it."""

from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.criteria import Asked, Criterion, Fired, Rated
from oxle.cases.rating_models import SetRating
from oxle.missing_out.criteria import OWN
from oxle.people.models import Child
from oxle.provision.without import without_offer
from oxle.schooldays.wording import plain_day

IN_CONFIDENCE = "For a reason that is known in confidence."


@dataclass(frozen=True)
class Reason:
    """One criterion that holds for a child."""

    criterion: Criterion
    fired: Fired

    def said_to(self, user: User) -> str:
        """The sentence, for whoever may read it; else that there is one."""
        reads = self.criterion.reads
        return self.fired.sentence if reads is None or user.can(reads) else IN_CONFIDENCE


@dataclass(frozen=True)
class Rating:
    """How a child is rated and by what, the worst first and of those the oldest first. Green: nothing holds.

    `set_by` is what a person has set, where anything of it counts.
    """

    reasons: tuple[Reason, ...] = ()
    set_by: SetRating | None = None

    @property
    def worked_out(self) -> Rated:
        """The worst of the reasons."""
        return max((one.criterion.rated for one in self.reasons), default=Rated.GREEN)

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


def sentence_of(one: SetRating) -> str:
    """What a person has set or asks for, with the reason, and until when it counts."""
    until = f" until {plain_day(one.until_on)}" if one.until_on else ""
    if one.waits:
        rated = one.get_rated_display().lower()
        return f"{one.asked_by.name} asks for it to be lowered to {rated}{until}: {one.reason}"
    who = f"{one.asked_by.name} and {one.decided_by.name}" if one.decided_by else one.asked_by.name
    return f"{one} by {who}{until}: {one.reason}"


def criteria() -> list[Criterion]:
    """Every criterion there is, the worst first."""
    found = [*OWN, *(one for duty in duties.duties() for one in duty.criteria)]
    return sorted(found, key=lambda one: -one.rated)


def rate(asked: Asked) -> dict[int, Rating]:
    """How each of some children is rated. The queries do not grow with the children."""
    rows = SetRating.objects.filter(SetRating.counting_on(asked.on), child__in=asked.children)
    # The newest counts.
    newest_last = sorted(rows.select_related("asked_by", "decided_by"), key=lambda one: one.decided_at or one.asked_at)
    set_by = {one.child_id: one for one in newest_last}
    found: dict[int, list[Reason]] = {child: [] for child in asked.children}
    for criterion in criteria():
        for child, fired in criterion.find(asked).items():
            found[child].append(Reason(criterion, fired))
    return {
        child: Rating(
            tuple(sorted(reasons, key=lambda one: (-one.criterion.rated, one.fired.since))), set_by.get(child)
        )
        for child, reasons in found.items()
    }


def rating_of(child: Child, on: date, *, asked_on: date | None = None) -> Rating:
    """How one child is rated at the end of a day, on the register or not."""
    lacking = without_offer([child.pk], on).lacking
    return rate(Asked([child.pk], on, lacking, asked_on=asked_on))[child.pk]
