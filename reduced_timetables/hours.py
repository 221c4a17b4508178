"""A reduced timetable in the ledger of hours: what the school offers while it lasts, agreed to or not.

One offer for each of its weeks, and for what was agreed to anew; worked out from the timetable whenever that changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from oxle.accounts.models import User
from oxle.cases import giving_back
from oxle.cases.models import Case, Event, Party
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso, iso
from oxle.people.models import Child
from oxle.provision.actions import begin_offer, change_basis, change_offer, drop_offer, end_offer, make_offer
from oxle.provision.models import Offer, OfferKind
from oxle.schools.models import School
from reduced_timetables.into import FULL_TIME
from reduced_timetables.models import Timetable
from reduced_timetables.pathway import OFFERED, TELL
from reduced_timetables.rules import AGREED_LAW
from reduced_timetables.weeks import weeks_of

DAY = timedelta(days=1)
NOT_AGREED = "Not validated"
# As the ledger has it: a last day, which may be none.
AS_IT_IS: Final = "as it is"
# What the step that tells keeps of an earlier timetable's offers that this one cuts short.
CUT = "cut"


@dataclass(frozen=True)
class Part:
    """What is offered from a day until a day (None: on and on), and what it rests on."""

    from_on: date
    to_on: date | None
    minutes: list[int]
    basis: str


def offer_of(case: Case) -> Offer | None:
    """What the ledger counts last because of a timetable; None where another offer of the school's own counts."""
    return _of(case).last()


def before_closing(case: Case) -> dict[str, Any]:
    """What the ledger counts because of a timetable, as it stands, for the step that closes it."""
    return giving_back.keep(_of(case))


def give_back(case: Case, closing: Event, undone: Event, by: User | None) -> list[str]:
    """The closing of a timetable was taken back: what it offered is offered again."""
    _make_room(case.reduced_timetable, by=by)
    return giving_back.give_back(case, closing.facts, _of(case), by=by)


def _of(case: Case) -> QuerySet[Offer]:
    rows = Offer.objects.filter(child=case.child, source=case.reference)
    return rows.select_related("child", "provider", "school").order_by("from_on", "pk")


def cut_by(child: Child, school: School, starts_on: date) -> dict[str, Any]:
    """What an earlier timetable still offers when another begins, such as one that became something else of which
    nobody has said yet that it is full time: by offer its last day, as the step that tells keeps it."""
    rows = Offer.objects.filter(child=child, school=school, kind=OfferKind.REDUCED, from_on__lt=starts_on)
    cut = {offer.key: iso(offer.to_on) for offer in rows.exclude(to_on__lt=starts_on)}
    return {CUT: cut} if cut else {}


def begin(told: Timetable, *, by: User | None) -> None:
    """The school offers these hours from the first day on, until somebody says that the child is back full-time. On
    days of another offer of the school's own, such as a suspension, the ledger counts what that says; what an earlier
    timetable still offered ends the day before."""
    _make_room(told, by=by)
    for part in _parts(told, [], validated=False, last_on=None):
        _make(told, part, by=by)


def others_of(told: Timetable) -> list[Offer]:
    """The other offers of the school's own from the first day on, which count in the ledger on their days."""
    case = told.case
    rows = Offer.objects.filter(child=case.child, school=case.school).exclude(source=case.reference)
    return list(rows.exclude(to_on__lt=told.starts_on).order_by("from_on"))


def _make_room(told: Timetable, *, by: User | None, back: bool = False) -> None:
    """What an earlier timetable still offered ends the day before this one; `back`: it lasts as long as before."""
    cut = told.case.events.filter(step=TELL.key).earliest("order").facts.get(CUT, {})
    for offer in Offer.objects.filter(child=told.case.child, key__in=cut).order_by("from_on"):
        before = from_iso(cut[offer.key])
        to_on = before if back else min(before or date.max, told.starts_on - DAY)
        if offer.to_on != to_on and (to_on is None or offer.from_on <= to_on):
            end_offer(offer, to_on=to_on, by=by)


def settle(
    told: Timetable, *, by: User | None, validated: bool | None = None, last_on: date | str | None = AS_IT_IS
) -> None:
    """Let the ledger say what a timetable says by now. `validated`: whether what is to be agreed to now was; None
    where that is as it was. `last_on`: the last day of it all; None where nobody knows it."""
    rows = list(_of(told.case))
    if not rows and not told.case.is_open:
        return
    until = last_on if not isinstance(last_on, str) else None if told.case.is_open else rows[-1].to_on
    is_earlier = not rows or told.starts_on <= rows[0].from_on
    if is_earlier:
        _make_room(told, by=by)
    parts = _parts(told, rows, validated=validated, last_on=until)
    days = {part.from_on for part in parts}
    if parts and rows and rows[0].from_on not in days:
        # The first day was put right: it is the same offer.
        begin_offer(rows[0], from_on=parts[0].from_on, by=by)
    for row in rows:
        if row.from_on not in days:
            drop_offer(row, by=by)
    there = {row.from_on: row for row in rows if row.from_on in days}
    # Those that end earlier than before first: they make room for the others.
    for part in sorted(parts, key=lambda one: one.to_on or date.max):
        if row := there.get(part.from_on):
            _follow(row, part, by=by)
    for part in parts:
        if part.from_on not in there:
            _make(told, part, by=by)
    if not is_earlier:
        _make_room(told, by=by)


def _parts(told: Timetable, rows: list[Offer], *, validated: bool | None, last_on: date | None) -> list[Part]:
    """What a timetable offers, on the days of no other offer of the school's own; `rows` say what it rested on before.
    It goes on until the school's next timetable begins."""
    found: list[Part] = []
    others = others_of(told)
    later = [one.from_on for one in others if one.kind == OfferKind.REDUCED and one.from_on > told.starts_on]
    if later:
        last_on = min(last_on or date.max, min(later) - DAY)
    for week in weeks_of(told):
        days = [week.from_on]
        if week.from_on < told.since_on and (week.to_on is None or told.since_on <= week.to_on):
            days.append(told.since_on)
        ends = [*(day - DAY for day in days[1:]), week.to_on]
        for from_on, to_on in zip(days, ends, strict=True):
            basis = NOT_AGREED
            if validated is not None and from_on >= told.since_on:
                basis = AGREED_LAW if validated else NOT_AGREED
            elif before := [row for row in rows if row.from_on <= from_on] or rows[:1]:
                basis = before[-1].basis
            if last_on is None or from_on <= last_on:
                until = min(to_on or date.max, last_on or date.max)
                found += [
                    Part(first, None if last == date.max else last, week.minutes, basis)
                    for first, last in _around(from_on, until, others)
                ]
    return found


def _around(first: date, last: date, others: Sequence[Offer]) -> list[tuple[date, date]]:
    """The stretches from a day until another (`date.max`: on and on) on which none of some offers, in order, counts."""
    found = []
    for one in others:
        if one.from_on > last:
            break
        if one.from_on > first:
            found.append((first, one.from_on - DAY))
        if one.to_on is None:
            return found
        first = max(first, one.to_on + DAY)
    return [*found, (first, last)] if first <= last else found


def _follow(row: Offer, part: Part, *, by: User | None) -> None:
    if row.minutes != part.minutes:
        change_offer(row, from_on=row.from_on, minutes=part.minutes, by=by)
    if row.to_on != part.to_on:
        end_offer(row, to_on=part.to_on, by=by)
    change_basis(row, basis=part.basis, by=by)


def _make(told: Timetable, part: Part, *, by: User | None) -> None:
    case = told.case
    if case.child is not None and case.school is not None:
        make_offer(
            case.child,
            case.school,
            kind=OfferKind.REDUCED,
            from_on=part.from_on,
            to_on=part.to_on,
            minutes=part.minutes,
            source=case.reference,
            by=by,
            basis=part.basis,
        )


def run_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to say of what the pupil is offered: the hours of the timetable are over. None while they
    still count, and where the school's next timetable ended them before anybody said what this one became."""
    offer = offer_of(case)
    if offer is not None and (offer.to_on is None or _ended_by_the_next(case, offer.to_on)):
        return None
    return "The hours of the timetable count no more."


def _ended_by_the_next(case: Case, last_on: date) -> bool:
    said = last_taken(case, OFFERED.key)
    if said is not None and said.facts.get(FULL_TIME):
        return False
    others = others_of(case.reduced_timetable)
    return any(one.kind == OfferKind.REDUCED and one.from_on == last_on + DAY for one in others)


def end(case: Case, *, back_on: date | None, by: User | None, mistaken: bool) -> None:
    """The offers last until the day before the child is back, and on where nobody knows that day; what never was is
    gone."""
    if mistaken:
        for row in _of(case):
            drop_offer(row, by=by)
        _make_room(case.reduced_timetable, by=by, back=True)
        return
    settle(case.reduced_timetable, by=by, last_on=back_on - DAY if back_on else None)
