"""Brings in suspensions from a file: an extract of a school census, or of the system that a school keeps.

A row counts as the school's notice, as of the day of the import. Nothing is filled in that the file does not say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from exclusions.census.rows import COLUMNS, identity_of, read_row
from exclusions.funding.liability import STANDS_NO_MORE
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions import actions, counting
from exclusions.suspensions.models import Suspension, Withdrawn
from exclusions.telling import Session
from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import visible_to
from oxle.core.dates import LONDON
from oxle.exchange.columns import Row
from oxle.exchange.importing import Importer, MadeBeside, Record
from oxle.people.models import Child, Enrolment
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School

ONE_SESSION = "There cannot be two exclusions for one session."


class SuspensionsImport(Importer):
    """Suspensions from a file. What we hold already stands: a row that says otherwise is rejected."""

    key = "suspensions"
    label = "Suspensions from a school census"
    guidance = (
        "The exclusions of a school census, or of a school’s own system, with each pupil’s UPN and the school’s URN. "
        "A suspension that is brought in counts as told by the school, and in the totals. Permanent exclusions are not "
        "brought in: schools tell of them."
    )
    permission = write("exclusions")
    columns = COLUMNS
    undoing = (
        "This withdraws {created} that the import made, as entered by mistake: each stays to be read and counts for "
        "nothing, and what was owed because of it is owed no more."
    )

    def parse(self, row: Row) -> Record:
        return read_row(row)

    def identity(self, record: Record) -> str:
        return identity_of(record)

    def existing(self, identities: Collection[str]) -> dict[str, Record]:
        return {identity: record_of(one) for identity, one in _held(identities).items()}

    def refusals(self, records: Mapping[str, Record]) -> Mapping[str, Sequence[str]]:
        known = _Known(records.values(), visible_to(self.by, Child))
        found = {identity: known.faults(record) for identity, record in records.items()}
        sound = {identity: known.suspension(records[identity]) for identity, faults in found.items() if not faults}
        clashes = known.clashes(sound)
        return {identity: faults for identity, faults in (found | clashes).items() if faults}

    def children_in(self, records: Sequence[Record]) -> Collection[int]:
        rows = visible_to(self.by, Child).filter(upn__in={record["upn"] for record in records})
        return rows.values_list("pk", flat=True)

    def create(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        known = _Known(records, Child.objects.all())
        for record in sorted(records, key=identity_of):
            actions.bring_in(known.suspension(record), by=by, on=on, at=_begin_of(on))
        return {}

    def update(self, records: Sequence[Record], *, by: User, on: date) -> MadeBeside:
        """Nothing is ever changed: `refusals` rejects what differs."""
        return {}

    def remove(self, identities: Sequence[str], *, by: User, on: date) -> None:
        """What was brought in is withdrawn as a mistake: no suspension is ever deleted but by a disposal."""
        for one in _held(identities).values():
            actions.withdraw(
                one,
                version=one.version,
                as_=Withdrawn.MISTAKE,
                out_until_on=None,
                reason="The import that brought it in was undone.",
                by=by,
                on=on,
                at=_begin_of(on),
            )


def _begin_of(on: date) -> datetime:
    """The moment to write down where only a day is known."""
    return datetime.combine(on, time.min, LONDON)


def record_of(one: Suspension) -> Record:
    """A suspension as a file would have it."""
    return {
        "upn": one.child.upn,
        "urn": one.school.urn,
        "first_on": one.first_on.isoformat(),
        "sessions": one.sessions,
        "lunchtime": one.lunchtime,
        "reasons": sorted(one.reasons),
    }


def _held(identities: Iterable[str]) -> dict[str, Suspension]:
    """The suspensions that we hold and that stand, by identity."""
    wanted = set(identities)
    parts = [identity.partition(" ") for identity in wanted]
    rows = Suspension.objects.filter(
        child__upn__in={upn for upn, _, _ in parts},
        first_on__in={day for _, _, day in parts},
        withdrawn_on=None,
    ).select_related("child", "school")
    found = {f"{one.child.upn} {one.first_on}": one for one in rows}
    return {identity: one for identity, one in found.items() if identity in wanted}


class _Known:
    """What we hold of the schools of some records, and of the children among some: a fixed number of queries.

    Of a child who is not among them it knows no more than of one whom nobody knows.
    """

    def __init__(self, records: Iterable[Record], among: QuerySet[Child]) -> None:
        upns, urns = set(), set()
        for record in records:
            upns.add(record["upn"])
            urns.add(record["urn"])
        children = list(among.filter(upn__in=upns, merged_into=None))
        schools = list(School.objects.filter(urn__in=urns).select_related("organisation"))
        self.children = {child.upn: child for child in children}
        self.schools = {school.urn: school for school in schools}
        self.calendars = calendars_for({school.calendar_id for school in schools})
        self.enrolled: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
        for row in Enrolment.objects.filter(child__in=children, school__in=schools):
            self.enrolled[row.child_id, row.school_id].append(row)
        self.told: dict[int, list[Suspension]] = defaultdict(list)
        told = Suspension.objects.filter(child__in=children, withdrawn_on=None)
        for one in told.select_related("child", "school"):
            self.told[one.child_id].append(one)
        self.permanent: dict[int, list[PermanentExclusion]] = defaultdict(list)
        excluding = PermanentExclusion.objects.filter(case__child__in=children).exclude(case__stage__in=STANDS_NO_MORE)
        for excluded in excluding.select_related("case"):
            self.permanent[excluded.case.child_id].append(excluded)

    def faults(self, record: Record) -> list[str]:
        """What of a record does not fit what we hold, but for other exclusions of the child."""
        child, school = self.children.get(record["upn"]), self.schools.get(record["urn"])
        found = []
        if child is None:
            found.append(f"No pupil has the UPN {record['upn']}.")
        if school is None:
            found.append(f"No school has the URN {record['urn']}.")
        if child is None or school is None:
            return found
        first_on = date.fromisoformat(record["first_on"])
        if not any(_covers(row, first_on) for row in self.enrolled[child.pk, school.pk]):
            found.append(f"As we know it the pupil was not on the register of {school.name} on {plain_day(first_on)}.")
        try:
            if closed := self._calendar(school).why_closed(first_on):
                found.append(f"{plain_day(first_on)} is not a school day at {school.name} ({closed.words}).")
            self.suspension(record)
        except NotLoaded as lacking:
            found.append(f"The last day cannot be worked out: {lacking}.")
        return found

    def clashes(self, made: Mapping[str, Suspension]) -> dict[str, list[str]]:
        """Which of these suspensions are for a session of another exclusion, that we hold or that is among them."""
        among: dict[int, list[tuple[str, Suspension]]] = defaultdict(list)
        for identity, one in made.items():
            among[one.child.pk].append((identity, one))
        found = {identity: self._clash(identity, one, among[one.child.pk]) for identity, one in made.items()}
        return {identity: [said] for identity, said in found.items() if said}

    def _clash(self, identity: str, one: Suspension, among: list[tuple[str, Suspension]]) -> str:
        for held in self.told[one.child.pk]:
            if held.first_on == one.first_on:
                if record_of(held) != record_of(one):
                    return f"We hold something else of this suspension already ({held.reference})."
            elif _overlap(held.half_days, one.half_days):
                days = f"{plain_day(held.first_on)} to {plain_day(held.last_on)}"
                return f"The pupil is suspended from {days} already ({held.reference}). {ONE_SESSION}"
        for told in self.permanent[one.child.pk]:
            ended_on = told.case.closed_on
            at_same = told.case.school_id == one.school.pk
            if at_same and told.first_on <= one.last_on and (ended_on is None or ended_on >= one.first_on):
                return f"The pupil is permanently excluded from {plain_day(told.first_on)} ({told.case.reference})."
        for other, same in among:
            if other != identity and _overlap(same.half_days, one.half_days):
                return f"It overlaps {other}, also in the file. {ONE_SESSION}"
        return ""

    def suspension(self, record: Record) -> Suspension:
        """The suspension that a record stands for, not kept yet: from the morning of its first day over so many
        sessions of the school. Raises NotLoaded."""
        school, first_on = self.schools[record["urn"]], date.fromisoformat(record["first_on"])
        sessions, lunchtime = record["sessions"], record["lunchtime"]
        days = sessions if lunchtime else (sessions + 1) // counting.SESSIONS_A_DAY
        one = Suspension(
            child=self.children[record["upn"]],
            school=school,
            imported=True,
            first_on=first_on,
            first_session=Session.MORNING,
            last_on=first_on if days == 1 else self._calendar(school).school_day_after(first_on, days - 1),
            ends_after=Session.MORNING if not lunchtime and sessions % 2 else Session.AFTERNOON,
            lunchtime=lunchtime,
            sessions=sessions,
            reasons=record["reasons"],
        )
        one.half_days = counting.half_days(one)
        return one

    def _calendar(self, school: School) -> SchoolCalendar:
        return self.calendars[school.calendar_id]


def _covers(row: Enrolment, on: date) -> bool:
    return row.from_on <= on and (row.to_on is None or row.to_on >= on)


def _overlap(one: Any, other: Any) -> bool:
    """Whether two ranges of half days overlap: the database gives a range, we make a pair."""
    (first, after), (other_first, other_after) = _ends(one), _ends(other)
    return first < other_after and other_first < after


def _ends(half_days: Any) -> tuple[int, int]:
    return half_days if isinstance(half_days, tuple) else (half_days.lower, half_days.upper)
