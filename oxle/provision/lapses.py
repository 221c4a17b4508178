"""Why a provider cannot be chosen on a day: it is suspended, or what the council looked at has lapsed or never was."""

from dataclasses import dataclass
from datetime import date

from oxle.provision.models import Provider
from oxle.provision.rules import QUALITY_LASTS, SAFEGUARDING_LASTS
from oxle.schooldays.counting import due
from oxle.schooldays.limits import Limit
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class Lasting:
    """How long what the council looked at counts, by the settings in force on a day: read once for many providers."""

    on: date
    safeguarding: Limit
    quality: Limit

    @classmethod
    def settings(cls, on: date) -> "Lasting":
        """As the settings are on a day. Two queries."""
        return cls(on, SAFEGUARDING_LASTS.on(on), QUALITY_LASTS.on(on))

    def until(self, provider: Provider) -> dict[str, date | None]:
        """The last day on which each thing that was looked at counts, by its name; None where nobody looked by then."""
        return {
            "safeguarding check": self._until(provider.safeguarding_checked_on, self.safeguarding),
            "quality visit": self._until(provider.quality_checked_on, self.quality),
        }

    def lapses(self, provider: Provider) -> list[str]:
        """Why nobody can be placed there on the day, each reason a sentence; empty for one that can be chosen."""
        told = []
        if provider.suspended_on is not None and provider.suspended_on <= self.on:
            told.append(f"It has been suspended since {plain_day(provider.suspended_on)}.")
        for name, until in self.until(provider).items():
            if until is None:
                told.append(f"No {name} is recorded.")
            elif until < self.on:
                told.append(f"The {name} counted until {plain_day(until)}.")
        return told

    def _until(self, looked_on: date | None, lasts: Limit) -> date | None:
        return due(lasts, looked_on).on if looked_on is not None and looked_on <= self.on else None
