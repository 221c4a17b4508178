"""How a child is rated, and why: the criteria of every duty and the register's own, asked of all children at once."""

from dataclasses import dataclass
from datetime import date

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.criteria import Asked, Criterion, Fired, Rated
from oxle.missing_out.criteria import OWN

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
    """How a child is rated and by what, the worst first and of those the oldest first. Green: nothing holds."""

    reasons: tuple[Reason, ...] = ()

    @property
    def rated(self) -> Rated:
        """The worst of them."""
        return max((one.criterion.rated for one in self.reasons), default=Rated.GREEN)

    @property
    def since(self) -> date | None:
        """Since when the child is so rated; None for green."""
        return min((one.fired.since for one in self.reasons if one.criterion.rated == self.rated), default=None)

    def said_to(self, user: User) -> list[str]:
        """Why the child is so rated, a sentence each; and once that there is more in confidence."""
        worst = (one for one in self.reasons if one.criterion.rated == self.rated)
        return list(dict.fromkeys(one.said_to(user) for one in worst))


def criteria() -> list[Criterion]:
    """Every criterion there is, the worst first."""
    found = [*OWN, *(one for duty in duties.duties() for one in duty.criteria)]
    return sorted(found, key=lambda one: -one.rated)


def rate(asked: Asked) -> dict[int, Rating]:
    """How each of some children is rated. The queries do not grow with the children."""
    found: dict[int, list[Reason]] = {child: [] for child in asked.children}
    for criterion in criteria():
        for child, fired in criterion.find(asked).items():
            found[child].append(Reason(criterion, fired))
    return {
        child: Rating(tuple(sorted(reasons, key=lambda one: (-one.criterion.rated, one.fired.since))))
        for child, reasons in found.items()
    }
