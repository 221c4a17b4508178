"""Plants children to whom everything happened that the ledger of hours counts: moves, gaps, two schools, places that
overlap a reduced timetable, plans, missing times, examinations, marks. It is drawn by a number, so always the same.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from oxle.people.models import Child, Enrolment
from oxle.provision.actions import add_provider
from oxle.provision.models import ExaminationsOver, FullWeek, MissingTime, Offer, Provider, ProviderKind, ProviderWeek
from oxle.registers.codes import pack_week
from oxle.registers.models import ChildWeek
from oxle.schooldays.models import Calendar
from oxle.schools.models import School
from tests import make
from tests.exclusions.make import calendar
from tests.schooldays.calendars import BLOCKS_A, BLOCKS_B, BLOCKS_C, INSET_A, INSET_B, INSET_C

DAY = timedelta(days=1)
FIRST, LAST = date(2025, 9, 1), date(2026, 12, 18)
MONDAYS = [date(2026, 9, 7) + number * 7 * DAY for number in range(12)]
CODES = ["/", "\\", "L", "B", "I", "O", "C2", "E", "#", None]
SOURCE = "OX-0000-0001"
# One term begins later in the week than the council's, and one earlier.
EARLY = [("2026-08-31", "2026-10-16"), ("2026-10-28", "2026-12-18"), *BLOCKS_B[2:]]


class Planted:
    """A county of schools, providers and so many children."""

    def __init__(self, children: int, number: int = 2026) -> None:
        self.draw = Random(number)  # noqa: S311 (the same each time)
        self.councils = calendar(BLOCKS_C + BLOCKS_A, [*INSET_C, *INSET_A])
        self.schools, self.providers = list(self._schools()), list(self._providers())
        self.children = Child.objects.bulk_create(self._child(place) for place in range(children))
        for rows in map(list, zip(*map(self._of, self.children), strict=True)):
            flat = [row for each in rows for row in each]
            type(flat[0]).objects.bulk_create(flat)

    def _schools(self) -> Iterator[School]:
        own = calendar(BLOCKS_C + EARLY, [*INSET_C, *INSET_B], name="Terms of its own")
        inset = Calendar.objects.create(name="An INSET day of its own")
        inset.closures.create(kind="inset", starts_on="2026-11-20", ends_on="2026-11-27")
        kept = [None, None, None, None, own, own, inset, self.councils]
        for place, one in enumerate(kept):
            school = make.school(f"Example School {place}", calendar=one)
            if place in {1, 4}:
                for first, last, minutes in (("2025-09-01", "2026-09-30", 1_550), ("2026-10-01", None, 1_600)):
                    FullWeek.objects.create(
                        school=school, from_on=first, to_on=last, minutes=minutes + 10 * place, source="Website"
                    )
            yield school

    def _providers(self) -> Iterator[Provider]:
        for place in range(4):
            yield add_provider(name=f"Demo Provider {place}", kind=ProviderKind.NON_SCHOOL, by=make.someone())

    def _child(self, place: int) -> Child:
        name = f"Example, Pupil {place:04}"
        born_on = date(2009, 9, 1) + self.draw.randrange(12 * 365) * DAY
        return Child(shown_name=name, sort_name=name.lower(), born_on=born_on - (born_on.month == 2) * 30 * DAY)

    def _of(self, child: Child) -> tuple[list, ...]:
        """All that is recorded of a child, a list a table."""
        enrolments, draw = list(self._enrolments(child)), self.draw
        places = [row.school for row in enrolments] or self.schools[:1]
        offers = [*self._of_schools(child, sorted(set(places), key=lambda one: one.pk)), *self._of_providers(child)]
        missing = [
            MissingTime(child=child, from_on=first, to_on=last, told_on=first + draw.randrange(6) * DAY, source=source)
            for source in (SOURCE, "OX-0000-0002")
            if draw.random() < 0.06
            for first, last in self._times(1)
        ]
        over = [ExaminationsOver(child=child, last_on=self._day(), source=SOURCE)] if draw.random() < 0.05 else []
        plans = [
            FullWeek(child=child, from_on=first, to_on=last, minutes=10 * draw.randrange(90, 160), source="Plan")
            for first, last in (self._times(2) if draw.random() < 0.15 else ())
        ]
        schools = [
            ChildWeek(child=child, school=school, monday=monday, marks=self._marks(), source="test")
            for school in sorted(set(places), key=lambda one: one.pk)
            for monday in MONDAYS
            if draw.random() < 0.6
        ]
        given = [
            ProviderWeek(child=child, provider=provider, monday=monday, marks=self._marks())
            for provider in sorted({row.provider for row in offers if row.provider}, key=lambda one: one.pk)
            for monday in MONDAYS
            if draw.random() < 0.5
        ]
        return enrolments, offers, missing, over, plans, schools, given

    def _enrolments(self, child: Child) -> Iterator[Enrolment]:
        draw, kind = self.draw, self.draw.random()
        one, other = draw.sample(self.schools, 2)
        if kind < 0.12:
            return
        if kind < 0.5:
            yield Enrolment(child=child, school=one, from_on=FIRST)
            return
        if kind < 0.65:
            yield Enrolment(child=child, school=other, kind="dual_subsidiary", from_on=FIRST)
            yield Enrolment(child=child, school=one, kind="dual_main", from_on=self._day())
            return
        for school, (first, last) in zip(draw.sample(self.schools, 3), self._times(3), strict=False):
            yield Enrolment(child=child, school=school, from_on=first, to_on=last)

    def _of_schools(self, child: Child, schools: list[School]) -> Iterator[Offer]:
        for school in schools:
            for first, last in self._times(2) if self.draw.random() < 0.5 else ():
                kind = self.draw.random()
                each = self._minutes(range(10)) if kind < 0.6 else [0] * 10 if kind < 0.9 else [150] * 10
                yield Offer(
                    child=child, school=school, kind="reduced", from_on=first, to_on=last, minutes=each, source=SOURCE
                )

    def _of_providers(self, child: Child) -> Iterator[Offer]:
        """Two teach in the mornings, one after the other, and two in the afternoons: nobody is in two places."""
        for half in (0, 1):
            if self.draw.random() < 0.25:
                for number, (first, last) in enumerate(self._times(2)):
                    yield Offer(
                        child=child, provider=self.providers[2 * half + number], kind="tuition", from_on=first,
                        to_on=last, minutes=self._minutes(range(half, 10, 2)), source=SOURCE,
                    )  # fmt: skip

    def _minutes(self, places: range) -> list[int]:
        return [self.draw.choice((0, 60, 120, 144, 150, 180)) if place in places else 0 for place in range(10)]

    def _marks(self) -> str:
        return pack_week([self.draw.choice(CODES) for _ in range(10)])

    def _day(self) -> date:
        return FIRST + self.draw.randrange((LAST - FIRST).days) * DAY

    def _times(self, most: int) -> list[tuple[date, date | None]]:
        """So many times at most, one after the other; the last may still run. Two of three lie in the last weeks."""
        days = sorted(
            {self._day() if self.draw.random() < 0.4 else LAST - self.draw.randrange(80) * DAY for _ in range(2 * most)}
        )
        pairs: list[tuple[date, date | None]] = list(zip(days[::2], days[1::2], strict=False))
        if pairs and self.draw.random() < 0.5:
            pairs[-1] = (pairs[-1][0], None)
        return pairs
