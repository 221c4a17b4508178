"""Whether a child can have come to a place on a day, by the calendar and by the register of whoever has it. No writes.

“Present at alternative provision” was once recorded without anyone checking (the Serious Case Review). Where a provider
keeps its register here, or another school has the child on its own, that says whether the child came; where neither
does, somebody who saw the child does.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.permanent.pathway import PERMANENT
from exclusions.separation.pathway import SEPARATION
from oxle.cases.models import Case
from oxle.people.models import Child, Enrolment
from oxle.provision.marks import words_of
from oxle.provision.models import Offer, Provider, ProviderWeek
from oxle.provision.reconciling import ELSEWHERE
from oxle.provision.school_days import closed_for
from oxle.registers.codes import CODES, Counts, unpack_week
from oxle.registers.models import ChildWeek
from oxle.registers.queries import of_whole_registers
from oxle.schooldays.wording import full_day, plain_day
from oxle.schools.models import School

DAY, FRIDAY = timedelta(days=1), 4
# A provider that marked nobody for so long, longer than a holiday lasts, keeps its register elsewhere.
LONGEST_HOLIDAY = timedelta(weeks=8)

# These cases arrange no place themselves: one with a provider is given on the pupil’s record.
PLACED_ON_RECORD = (SEPARATION.key, FAIR_ACCESS.key)

# Who has a child and keeps the register.
Place = Provider | School
# Where each keeps its weeks, and as what.
WEEKS: tuple[tuple[type, Any, str], ...] = ((Provider, ProviderWeek, "provider"), (School, ChildWeek, "school"))


@dataclass(frozen=True)
class Claim:
    """That a child (its key in the database) came on a day to the provider whose place a case has under its reference;
    where it has none, to another school than the one that it was `excluded_from`, if it was excluded for good, and to
    `any_provider` of the child's, if the case arranges no place itself."""

    case: int
    child: int | None
    source: str
    on: date
    excluded_from: int | None = None
    any_provider: bool = False


def why_not_there(case: Case, on: date) -> str | None:
    """Why a child cannot have come on a day to where it is taught by a case; None where it can, and where no register
    here would show it."""
    child = case.child
    if child is None:
        return None
    if on.weekday() > FRIDAY:
        return f"{full_day(on)} is a weekend, and no school day. Enter the school day on which the child came."
    if closed := closed_for([child.pk], on).get(child.pk):
        return f"{full_day(on)} is no school day of the child’s: {closed}. Enter the school day on which it was."
    return why_register_says_not(case, on)


def why_register_says_not(case: Case, on: date) -> str | None:
    """Why the register of whoever has the child on a day, by a case, says that it was not there; None where it says
    that the child was, where nobody is known to have it, and where the register is not kept here."""
    return contradictions([_claim(case, on)]).get(case.pk)


def is_confirmed(case: Case, on: date) -> bool:
    """Whether the register of whoever has the child on a day, by a case, says that it was there."""
    claim = _claim(case, on)
    places = _places([claim])
    marks = _marks([claim], places)
    return any(_is_there(code) for place in places[claim.case] for code in marks.get((claim, place), ()))


def first_seen(case: Case, until: date) -> tuple[Place, date] | None:
    """The first day until another on which whoever has the child, by a case, marked it present, and who did; None where
    nobody did."""
    found: tuple[Place, date] | None = None
    for place, first, last in _since(case):
        seen = next(_seen_on(case.child, place, first, min(until, last or until)), None)
        if seen is not None and (found is None or seen < found[1]):
            found = place, seen
    return found


def contradictions(claims: Iterable[Claim]) -> dict[int, str]:
    """Of some claims that a child came on a day those that a register contradicts: why, by the case. As many queries
    for a thousand as for one."""
    claims = [one for one in claims if one.child is not None]
    places = _places(claims)
    marks = _marks(claims, places)
    unmarked = {(place, one.on) for one in claims for place in places[one.case] if not marks.get((one, place))}
    kept = _kept_by_providers(unmarked) | _kept_by_schools(unmarked)
    found = {}
    for one in claims:
        why = [_why_not_at(place, one.on, marks.get((one, place), []), kept) for place in places[one.case]]
        if why and all(why):
            found[one.case] = str(why[0])
    return found


def _claim(case: Case, on: date) -> Claim:
    is_for_good = case.pathway == PERMANENT.key
    return Claim(
        case.pk,
        case.child_id,
        case.reference,
        on,
        case.school_id if is_for_good else None,
        any_provider=case.pathway in PLACED_ON_RECORD,
    )


def _offers(sources: Collection[str]) -> Iterable[Offer]:
    rows = Offer.objects.filter(source__in=sources, provider__isnull=False).order_by("pk")
    return rows.select_related("provider__organisation")


def _of_children(children: Collection[int | None]) -> Iterable[Offer]:
    rows = Offer.objects.filter(child__in=children, provider__isnull=False).order_by("pk")
    return rows.select_related("provider__organisation")


def _registers(children: Collection[int | None]) -> Iterable[Enrolment]:
    return Enrolment.objects.filter(child__in=children).order_by("pk").select_related("school__organisation")


def _since(case: Case) -> list[tuple[Place, date, date | None]]:
    """Who has the child by a case, and between which days."""
    claim = _claim(case, case.opened_on)
    found: list[tuple[Place, date, date | None]] = [
        (offer.provider, offer.from_on, offer.to_on)
        for offer in (_of_children([case.child_id]) if claim.any_provider else _offers([case.reference]))
        if offer.provider and offer.child_id == case.child_id and (offer.to_on is None or offer.to_on >= case.opened_on)
    ]
    if found or claim.excluded_from is None:
        return found
    first_on = case.permanent_exclusion.first_on
    return [
        (one.school, max(one.from_on, first_on), one.to_on)
        for one in _registers([case.child_id])
        if one.school_id != claim.excluded_from
    ]


def _places(claims: Sequence[Claim]) -> dict[int, list[Place]]:
    """Who has the child on each day that is claimed, by the case."""
    by_source: dict[tuple[str, int | None], list[Offer]] = {}
    for offer in _offers([one.source for one in claims]):
        by_source.setdefault((offer.source, offer.child_id), []).append(offer)
    found: dict[int, list[Place]] = {
        one.case: [
            offer.provider
            for offer in by_source.get((one.source, one.child), [])
            if offer.provider and _is_in_force(offer, one.on)
        ]
        for one in claims
    }
    anywhere = [one for one in claims if one.any_provider]
    for offer in _of_children({one.child for one in anywhere}) if anywhere else ():
        for one in anywhere:
            if offer.provider and offer.child_id == one.child and _is_in_force(offer, one.on):
                found[one.case] = [*dict.fromkeys([*found[one.case], offer.provider])]
    elsewhere = [one for one in claims if one.excluded_from is not None and not found[one.case]]
    by_child: dict[int, list[Enrolment]] = {}
    for row in _registers({one.child for one in elsewhere}) if elsewhere else ():
        by_child.setdefault(row.child_id, []).append(row)
    for one in elsewhere:
        rows = [row for row in by_child.get(one.child or 0, []) if _is_in_force(row, one.on)]
        found[one.case] = [row.school for row in rows if row.school_id != one.excluded_from]
    return found


def _is_in_force(row: Offer | Enrolment, on: date) -> bool:
    return row.from_on <= on and (row.to_on is None or on <= row.to_on)


def _marks(claims: Sequence[Claim], places: dict[int, list[Place]]) -> dict[tuple[Claim, Place], list[str]]:
    """What each place marked of the child on the day that is claimed."""
    asked: dict[tuple[int | None, Place, date], list[Claim]] = {}
    for one in claims:
        for place in places[one.case]:
            asked.setdefault((one.child, place, _monday(one.on)), []).append(one)
    found = {}
    for model, weeks, name in WEEKS:
        of_kind = {place.pk: place for _, place, _ in asked if isinstance(place, model)}
        if not of_kind:
            continue
        rows = weeks.objects.filter(
            **{f"{name}__in": of_kind}, child__in={one.child for one in claims},
            monday__in={monday for _, _, monday in asked},
        )  # fmt: skip
        for child, pk, monday, packed in rows.values_list("child", name, "monday", "marks"):
            for one in asked.get((child, of_kind[pk], monday), ()):
                found[one, of_kind[pk]] = [code for code in _codes_of(packed, one.on) if code]
    return found


def _kept_by_providers(at: Collection[tuple[Place, date]]) -> set[tuple[Place, date]]:
    """Of some places and days those of providers that keep their register here: they marked anybody on that day or not
    long before."""
    at = [(place, on) for place, on in at if isinstance(place, Provider)]
    if not at:
        return set()
    days = [on for _, on in at]
    weeks = ProviderWeek.objects.filter(
        provider__in={place.pk for place, _ in at},
        monday__gt=min(days) - LONGEST_HOLIDAY - 7 * DAY, monday__lte=max(days),
    )  # fmt: skip
    marked: dict[int, set[date]] = {}
    for provider, monday, packed in weeks.values_list("provider", "monday", "marks").distinct():
        marked.setdefault(provider, set()).update(
            monday + place // 2 * DAY for place, code in enumerate(unpack_week(packed)) if code
        )
    return {
        (place, on) for place, on in at if any(on - LONGEST_HOLIDAY < day <= on for day in marked.get(place.pk, ()))
    }


def _kept_by_schools(at: Collection[tuple[Place, date]]) -> set[tuple[Place, date]]:
    """The same of schools that marked anybody on that very day: their registers come in files, the latest days last.
    What came with the case of one pupil says nothing of others."""
    at = [(place, on) for place, on in at if isinstance(place, School)]
    if not at:
        return set()
    mondays = {_monday(on) for _, on in at}
    weeks = of_whole_registers().filter(school__in={place.pk for place, _ in at}, monday__in=mondays)
    marked: dict[tuple[int, date], list[str]] = {}
    for school, monday, packed in weeks.values_list("school", "monday", "marks").distinct():
        marked.setdefault((school, monday), []).append(packed)
    return {
        (place, on)
        for place, on in at
        if any(any(_codes_of(packed, on)) for packed in marked.get((place.pk, _monday(on)), ()))
    }


def _why_not_at(place: Place, on: date, marked: Sequence[str], kept: Collection[tuple[Place, date]]) -> str | None:
    if any(_is_there(code) for code in marked):
        return None
    whose = "provider" if isinstance(place, Provider) else "school"
    ask = f"Enter a day on which it says that the child was present, or have the {whose} put its mark right first."
    if marked:
        says = " and ".join(f"“{words}”" for words in dict.fromkeys(words_of(code) for code in marked))
        return f"The register of {place} says {says} of the child on {plain_day(on)}. {ask}"
    if (place, on) in kept:
        return f"The register of {place} has no mark of the child on {plain_day(on)}. {ask}"
    return None


def _seen_on(child: Child | None, place: Place, first: date, last: date) -> Iterator[date]:
    """The days of a span on which a child was marked present at a place, in order."""
    for model, weeks, name in WEEKS:
        if isinstance(place, model):
            rows = weeks.objects.filter(
                **{name: place}, child=child, monday__gt=first - 7 * DAY, monday__lte=last
            ).order_by("monday")
            for monday, packed in rows.values_list("monday", "marks"):
                for session, code in enumerate(unpack_week(packed)):
                    if code and _is_there(code) and first <= (on := monday + session // 2 * DAY) <= last:
                        yield on


def _codes_of(packed: str, on: date) -> Sequence[str | None]:
    """The two marks of a day in a packed week."""
    return unpack_week(packed)[2 * on.weekday() : 2 * on.weekday() + 2]


def _monday(on: date) -> date:
    return on - on.weekday() * DAY


def _is_there(code: str) -> bool:
    # B, K and D are no absence in the statistics, and say that the child is elsewhere.
    return CODES[code].counts is Counts.PRESENT and code not in ELSEWHERE
