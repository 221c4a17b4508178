"""From when until when a grant holds, as it stands. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """The days of a grant: when it was decided on, the first and the last day that it names, and the days from which
    it does not hold for another reason (revoked, given up, suspended), each of which may be none."""

    given_on: date
    from_on: date
    until_on: date
    stops: tuple[date | None, ...] = ()

    @property
    def last_on(self) -> date:
        """The last day on which it holds: before its first one where it never did."""
        return min([self.until_on, *(one - DAY for one in self.stops if one is not None)])

    def covers(self, first: date, last: date) -> bool:
        """Whether it holds on each of these days."""
        return self.from_on <= first and last <= self.last_on

    def is_valid(self, on: date) -> bool:
        """Whether it is given by a day and not over: whoever asks before its first day asks whether it was given."""
        return self.given_on <= on <= self.last_on
