"""Begins, changes, puts right and ends what a pathway grants until a last day, and lets it run out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from licensing.by_itself import take_by_itself
from licensing.grants.models import Grant
from licensing.grants.terms import DAY, Term
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Fact, Pathway, Step
from oxle.core.errors import Refused
from oxle.core.models import Versioned, new_key
from oxle.core.references import new_reference

G = TypeVar("G", bound=Grant)
# The role of a parent in the case of a licence and of a permit.
PARENT = "parent"


@dataclass(frozen=True)
class Grants(Generic[G]):
    """What a pathway grants, which is kept in rows of `model`, one for each case, and by which of its steps. `prefix`
    begins the numbers.

    `gives` begins it, and `prolongs` says its last day anew, where a step does; both record that day as `until`.
    `ends` end it on their own day. `runs_out` is taken by the service alone, as of the day after the last.
    """

    pathway: Pathway
    model: type[G]
    until: Fact
    gives: Step
    ends: tuple[Step, ...]
    runs_out: Step
    prefix: str
    prolongs: Step | None = None

    @property
    def called(self) -> str:
        """The name by which a case has its row."""
        return str(self.model._meta.get_field("case").related_query_name())

    @property
    def corrections(self) -> dict[str, Any]:
        """What the duty offers as corrections of these steps (`Duty.step_corrections`)."""
        given = [self.gives, *([self.prolongs] if self.prolongs else [])]
        return {
            **{f"{self.pathway.key}/{one.key}": self.correct_giving for one in given},
            **{f"{self.pathway.key}/{one.key}": self.correct_ending for one in self.ends},
        }

    def locked(self, case: Case) -> G:
        """The row of a case, which nobody else changes until this transaction ends."""
        return self._all().select_for_update().get(case=case)

    def granted(self, case: Case) -> tuple[G, Term]:
        """The same with its days. Refused where nothing is granted yet."""
        entry = self.locked(case)
        if (term := entry.term) is None:
            raise Refused("Nothing is granted yet.")
        return entry, term

    def number(self, entry: G) -> tuple[str, str]:
        """Give a row the number and the unguessable part with which anybody can ask whether it is valid, unless it has
        them; which fields those are."""
        entry.number = entry.number or new_reference(self.prefix)
        entry.secret = entry.secret or new_key()
        return "number", "secret"

    def decide(self, case: Case, step: Step, entry: G, *fields: str, taken: Mapping[str, Any]) -> Event:
        """Keep what was decided in the named fields of a row, then take the step, whose letters say what is kept."""
        _keep(entry, fields)
        setattr(case, self.called, entry)
        return actions.take(case, step, **taken)

    def must_begin_before(self, entry: G, until_on: date, on: date, *, field: str) -> None:
        """Refused, at the field, for a last day before the first of what is decided on a day."""
        if until_on < entry.begins(on):
            raise Refused(f"The last day cannot be before {entry.begins_with}", field=field)

    def after_step(self, case: Case, event: Event, by: User | None) -> None:
        """What is revoked, given up or has run out holds no more from that day on."""
        if event.step in {one.key for one in self.ends}:
            self.given(case).update(ended_on=event.on)

    def give_back(self, case: Case, closing: Event, event: Event, by: User | None) -> list[str]:
        """What closed the case is taken back: the grant goes on."""
        self.given(case).filter(ended_on__isnull=False).update(ended_on=None)
        return []

    def given(self, case: Case) -> QuerySet[G]:
        """The row of a case once something is granted; none before."""
        return self._all().filter(case=case, **{f"{self.model.given_field}__isnull": False})

    @transaction.atomic
    def correct_giving(
        self, case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """The day of the decision is put right; and the last day, where no later step has said another since."""
        entry, until_on = self.locked(case), date.fromisoformat(facts[self.until.key])
        self.must_begin_before(entry, until_on, on, field=self.until.key)
        if event.step == self.gives.key:
            setattr(entry, entry.given_field, on)
        if not self._is_prolonged_after(event):
            setattr(entry, entry.until_field, until_on)
        _keep(entry, (entry.given_field, entry.until_field))
        return dict(facts)

    def correct_ending(
        self, case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        """The day on which it ended is put right."""
        self.given(case).filter(ended_on__isnull=False).update(ended_on=on)
        return dict(facts)

    def run_out_each(self, *, on: date, at: datetime) -> int:
        """Close the case of every grant whose last day is over, as of the day after it; how many those were."""
        rows = self.cases_at(self.runs_out, **{f"{self.model.until_field}__lt": on})
        return sum(
            take_by_itself(case, self.runs_out, on=max(term.until_on + DAY, case.stage_since_on), at=at)
            for case in rows
            if (term := getattr(case, self.called).term)
        )

    def cases_at(self, step: Step, **asked: Any) -> QuerySet[Case]:
        """The cases on which a step may be taken, of whose grants something is asked, each with its row."""
        stages = [stage.key for stage in step.at]
        of = {f"{self.called}__{name}": value for name, value in asked.items()}
        rows = Case.objects.filter(pathway=self.pathway.key, stage__in=stages, **of)
        return rows.select_related(self.called).order_by("pk")

    def _all(self) -> QuerySet[G]:
        return self.model._default_manager.all()

    def _is_prolonged_after(self, event: Event) -> bool:
        """Whether a step has said the last day anew since one was taken, whatever of either was put right later."""
        if self.prolongs is None:
            return False
        later = event.case.events.filter(step=self.prolongs.key, supersedes=None)
        return later.filter(order__gt=root_of(event).order).exists()


@transaction.atomic
def tell_parents(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step whose letters go to the parents: whoever is one by now becomes a party first. Often nobody was on the
    record of the child on the day on which somebody applied."""
    casework.parents_join(case, role=PARENT, on=taken["on"], at=taken["at"])
    return actions.take(case, step, **taken)


def _keep(entry: Grant, fields: tuple[str, ...]) -> None:
    if isinstance(entry, Versioned):
        entry.version += 1
        fields = (*fields, "version")
    entry.save(update_fields=fields)
