"""Whether a child attends the place that was named, as its register shows where the service holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from exclusions.permanent.records import place_of
from exclusions.placement.queries import latest_way_of
from oxle.cases.models import Case, Party
from oxle.core.dates import from_iso
from oxle.people.models import Child, Enrolment
from oxle.provision.models import Provider, ProviderWeek
from oxle.provision.reconciling import ELSEWHERE
from oxle.registers.codes import CODES, Counts, unpack_week
from oxle.registers.models import ChildWeek
from oxle.registers.queries import of_whole_registers
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.transfers.actions import Destination

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Beginning:
    """A child who is to begin at a place on a day: a school or provider of ours, or the name of another."""

    child: Child
    to: Destination
    starts_on: date

    def marks(self, until: date) -> list[str]:
        """The marks that we hold of the child there from the first day until another; none of a place not ours."""
        weeks = self._weeks(until, ChildWeek.objects.all())
        return list(self._codes(weeks.filter(child=self.child), until)) if weeks is not None else []

    def is_ours(self, until: date) -> bool:
        """Whether we hold the register of the place from the first day until another: it shows then who is not there.

        Marks of anybody at all say so, but for those that came with a case of one pupil.
        """
        weeks = self._weeks(until, of_whole_registers())
        return weeks is not None and any(self._codes(weeks.order_by("-monday"), until))

    def _weeks(
        self, until: date, of_schools: QuerySet[ChildWeek]
    ) -> QuerySet[ChildWeek] | QuerySet[ProviderWeek] | None:
        span = {"monday__gt": self.starts_on - 7 * DAY, "monday__lte": until}
        if isinstance(self.to, School):
            return of_schools.filter(school=self.to, **span)
        if isinstance(self.to, Provider):
            return ProviderWeek.objects.filter(provider=self.to, **span)
        return None

    def _codes(self, weeks: QuerySet[ChildWeek] | QuerySet[ProviderWeek], until: date) -> Iterator[str]:
        for monday, packed in weeks.values_list("monday", "marks").iterator():
            for session, code in enumerate(unpack_week(packed)):
                if code and self.starts_on <= monday + session // 2 * DAY <= until:
                    yield code

    def why_not(self, on: date) -> str | None:
        """Why the register cannot show by a day that the child attends; None where it does, or is not ours to see."""
        if on < self.starts_on:
            return f"The first day there is {plain_day(self.starts_on)}. The register shows nothing before it."
        marks = self.marks(on)
        if not marks and self.is_ours(on):
            return self._without_marks()
        return self._tally(marks) if marks and not _seen(marks) else None

    def not_on_record(self, on: date) -> str | None:
        """Why a school that takes the child must be recorded first, where the pupil’s record does not have it by a day;
        None where it has, or the place is none of our schools."""
        if not isinstance(self.to, School):
            return None
        rows = Enrolment.objects.filter(child=self.child, school=self.to, from_on__lte=on)
        if rows.exclude(to_on__lt=on).exists():
            return None
        return (
            f"The pupil’s record does not say that the child is on the register of {self.to}. Record that there first: "
            "what the child is offered, who marks the child and where the files go follow from it"
        )

    def words(self, on: date) -> str:
        """What the register shows by a day, or that it is not ours to see."""
        if on < self.starts_on:
            return ""
        marks = self.marks(on)
        if marks:
            return self._tally(marks)
        if self.is_ours(on):
            return self._without_marks()
        return f"Its register since {plain_day(self.starts_on)} is not ours to see: have it read to you."

    def _without_marks(self) -> str:
        return (
            f"The register of {self.to}, which we hold, has no mark of the child since {plain_day(self.starts_on)}. "
            "Ask there why, and confirm it once it has one."
        )

    def _tally(self, marks: list[str]) -> str:
        return (
            f"The register of {self.to} shows the child there in {_seen(marks)} of {len(marks)} "
            f"session{'' if len(marks) == 1 else 's'} since {plain_day(self.starts_on)}."
        )


def _seen(marks: list[str]) -> int:
    """In how many sessions the child was there; B and K are presence in the statistics, and say elsewhere."""
    return sum(CODES[code].counts is Counts.PRESENT and code not in ELSEWHERE for code in marks)


def beginning_of(case: Case) -> Beginning | None:
    """The place that was named on a case, and from when; None while none is."""
    named = latest_way_of(case).named
    starts_on = from_iso(named.facts.get("starts_on")) if named else None
    if named is None or starts_on is None or case.child is None:
        return None
    return Beginning(case.child, place_of(named.facts), starts_on)


def attends_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the child cannot be seen attending yet; None when the register shows it, or is not ours to see."""
    beginning = beginning_of(case)
    return beginning.why_not(on) if beginning else None
