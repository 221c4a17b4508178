"""Approves somebody for a time, renews that, reminds whoever must renew, and changes what an approval says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from licensing.by_itself import take_by_itself
from licensing.grants.granting import Grants
from licensing.grants.models import Approval
from licensing.grants.terms import DAY
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.core.rules import Rule
from oxle.schooldays.counting import add_months
from oxle.schooldays.wording import plain_day

A = TypeVar("A", bound=Approval)
# How many months one of its unit are.
MONTHS = {"months": 1, "years": 12}


@dataclass(frozen=True, kw_only=True)
class Approvals(Grants[A]):
    """The approvals of a pathway. `says` is what one says beside its last day, by the names of its fields. `lasts` is
    how long one lasts at most, and `reminded` how many weeks before its last day the service takes `reminds`."""

    says: tuple[str, ...]
    reminds: Step
    lasts: Rule[int]
    reminded: Rule[int]

    def longest(self, from_on: date, on: date) -> date:
        """The last day that an approval which begins on a day can have, by the setting of the day of the decision."""
        return add_months(from_on, self.lasts.on(on) * MONTHS[self.lasts.unit]) - DAY

    def soon(self, on: date) -> date:
        """The last day of an approval that ends soon: by the setting for reminders."""
        return on + timedelta(weeks=self.reminded.on(on))

    @transaction.atomic
    def approve(self, case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
        """Approve somebody, who gets a number. `data`: until_on, and what an approval says.

        Refused for an end before the beginning, and for one later than the setting allows.
        """
        entry, on = self.locked(case), taken["on"]
        said = self._say(entry, data)
        self._must_fit(entry, entry.begins(on), data["until_on"], on)
        entry.approved_on, entry.approved_by, entry.until_on = on, taken["by"], data["until_on"]
        said += ("approved_on", "approved_by", "until_on", *self.number(entry))
        return self.decide(case, step, entry, *said, taken=taken)

    @transaction.atomic
    def renew(self, case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
        """Let an approval go on under its number. `data` as for an approval. Refused unless it then ends later, and for
        longer than the setting allows from the day from which a renewal is counted."""
        (entry, term), on = self.granted(case), taken["on"]
        if data["until_on"] <= term.until_on:
            words = f"The approval holds until {plain_day(term.until_on)} already: give a later day"
            raise Refused(words, field="until_on")
        self._must_fit(entry, entry.renewed_from(term, on), data["until_on"], on)
        entry.until_on = data["until_on"]
        return self.decide(case, step, entry, "until_on", *self._say(entry, data), taken=taken)

    @transaction.atomic
    def change(self, case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
        """Change what an approval says beside its last day. `data`: that."""
        entry = self.locked(case)
        return self.decide(case, step, entry, *self._say(entry, data), taken=taken)

    def remind_each(self, *, on: date, at: datetime) -> int:
        """Remind each whose approval ends within the time of the setting: once of each last day. How many."""
        done = 0
        for case in self.cases_at(self.reminds, until_on__gte=on, until_on__lte=self.soon(on)):
            of = getattr(case, self.called).until_on.isoformat()
            if not case.events.filter(step=self.reminds.key, facts__of=of, superseded_by=None).exists():
                done += take_by_itself(case, self.reminds, on=on, at=at, facts={"of": of})
        return done

    def _say(self, entry: A, data: Mapping[str, Any]) -> list[str]:
        """Write down what an approval says, as far as the step asks it; which fields those are."""
        said = [name for name in self.says if name in data]
        for name in said:
            setattr(entry, name, data[name])
        return said

    def _must_fit(self, entry: A, from_on: date, until_on: date, on: date) -> None:
        self.must_begin_before(entry, until_on, on, field="until_on")
        if until_on > (last := self.longest(from_on, on)):
            most = self.lasts.in_words(self.lasts.on(on))
            raise Refused(f"An approval lasts {most} at most: until {plain_day(last)}", field="until_on")
