"""Whether a child can have come to a place on a day, by the calendar and by the provider's own register. No writes.

“Present at alternative provision” was once recorded without anyone checking (the Serious Case Review). Where a provider
keeps its register here, that says whether a child came; where it keeps none, somebody who saw the child does.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oxle.cases.models import Case
from oxle.people.models import Child
from oxle.provision.marks import words_of
from oxle.provision.models import Offer, Provider, ProviderWeek
from oxle.provision.reconciling import ELSEWHERE
from oxle.provision.school_days import closed_for
from oxle.registers.codes import CODES, Counts, unpack_week
from oxle.schooldays.wording import full_day, plain_day

DAY, FRIDAY = timedelta(days=1), 4
# A provider that marked nobody for so long, longer than a holiday lasts, keeps its register elsewhere.
LONGEST_HOLIDAY = timedelta(weeks=8)


@dataclass(frozen=True)
class Claim:
    """That a child (its key in the database) came on a day to what is arranged on a case under its reference."""

    case: int
    child: int | None
    source: str
    on: date


def why_not_there(case: Case, on: date) -> str | None:
    """Why a child cannot have come on a day to what is arranged on a case; None where it can, and where no provider's
    register would show it."""
    child = case.child
    if child is None:
        return None
    if on.weekday() > FRIDAY:
        return f"{full_day(on)} is a weekend, and no school day. Enter the school day on which the child came."
    if closed := closed_for([child.pk], on).get(child.pk):
        return f"{full_day(on)} is no school day of the child’s: {closed}. Enter the school day on which it was."
    return why_register_says_not(case, on)


def why_register_says_not(case: Case, on: date) -> str | None:
    """Why the register of the provider whose place a case has on a day says that the child was not there; None where it
    says the child was, where no provider has the place, and where it keeps no register here."""
    return contradictions([Claim(case.pk, case.child_id, case.reference, on)]).get(case.pk)


def first_seen(case: Case, until: date) -> tuple[Provider, date] | None:
    """The first day until another on which a provider marked the child present in a place that is arranged on a case,
    and that provider; None where none did."""
    found: tuple[Provider, date] | None = None
    rows = Offer.objects.filter(child=case.child, source=case.reference, provider__isnull=False).order_by("pk")
    for offer in rows.select_related("provider__organisation"):
        provider = offer.provider
        seen = next(_seen_on(case.child, provider, offer.from_on, min(until, offer.to_on or until)), None)
        if provider is not None and seen is not None and (found is None or seen < found[1]):
            found = provider, seen
    return found


def contradictions(claims: Iterable[Claim]) -> dict[int, str]:
    """Of some claims that a child came on a day those that a provider's register contradicts: why, by the case. As many
    queries for a thousand as for one."""
    claims = [one for one in claims if one.child is not None]
    places, marks = _places(claims), _marks(claims)
    at = {
        (provider.pk, one.on): provider
        for one in claims for provider in places[one.case] if not marks.get((one.child, provider.pk, one.on))
    }  # fmt: skip
    kept = _kept_on(at)
    found = {}
    for one in claims:
        why = [
            _why_not_at(provider, one.on, marks.get((one.child, provider.pk, one.on), []), kept)
            for provider in places[one.case]
        ]
        if why and all(why):
            found[one.case] = str(why[0])
    return found


def _places(claims: Sequence[Claim]) -> dict[int, list[Provider]]:
    """Who has the place on each day that is claimed, by the case."""
    rows = Offer.objects.filter(source__in=[one.source for one in claims], provider__isnull=False).order_by("pk")
    by_source: dict[tuple[str, int | None], list[Offer]] = {}
    for offer in rows.select_related("provider__organisation"):
        by_source.setdefault((offer.source, offer.child_id), []).append(offer)
    return {
        one.case: [
            offer.provider
            for offer in by_source.get((one.source, one.child), [])
            if offer.provider and offer.from_on <= one.on and (offer.to_on is None or one.on <= offer.to_on)
        ]
        for one in claims
    }


def _marks(claims: Sequence[Claim]) -> dict[tuple[int | None, int, date], list[str]]:
    """What each provider marked of a child on a day that is claimed."""
    days: dict[tuple[int | None, date], set[date]] = {}
    for one in claims:
        days.setdefault((one.child, _monday(one.on)), set()).add(one.on)
    weeks = ProviderWeek.objects.filter(child__in={one.child for one in claims}, monday__in={key[1] for key in days})
    found: dict[tuple[int | None, int, date], list[str]] = {}
    for child, provider, monday, packed in weeks.values_list("child", "provider", "monday", "marks"):
        codes = unpack_week(packed)
        for on in days.get((child, monday), ()):
            found[child, provider, on] = [code for code in codes[2 * on.weekday() : 2 * on.weekday() + 2] if code]
    return found


def _kept_on(at: Collection[tuple[int, date]]) -> set[tuple[int, date]]:
    """Of some providers and days those where it keeps its register here: it marked anybody on that day or not long
    before."""
    if not at:
        return set()
    days = [on for _, on in at]
    weeks = ProviderWeek.objects.filter(
        provider__in={provider for provider, _ in at},
        monday__gt=min(days) - LONGEST_HOLIDAY - 7 * DAY, monday__lte=max(days),
    )  # fmt: skip
    marked: dict[int, set[date]] = {}
    for provider, monday, packed in weeks.values_list("provider", "monday", "marks").distinct():
        marked.setdefault(provider, set()).update(
            monday + place // 2 * DAY for place, code in enumerate(unpack_week(packed)) if code
        )
    return {
        (provider, on)
        for provider, on in at
        if any(on - LONGEST_HOLIDAY < day <= on for day in marked.get(provider, ()))
    }


def _why_not_at(provider: Provider, on: date, marked: Sequence[str], kept: Collection[tuple[int, date]]) -> str | None:
    if any(_is_there(code) for code in marked):
        return None
    if marked:
        says = " and ".join(f"“{words}”" for words in dict.fromkeys(words_of(code) for code in marked))
        return f"The register of {provider.name} says {says} of the child on {plain_day(on)}. {_ASK}"
    if (provider.pk, on) in kept:
        return f"The register of {provider.name} has no mark of the child on {plain_day(on)}. {_ASK}"
    return None


_ASK = "Enter a day on which it says that the child was present, or have the provider put its mark right first."


def _seen_on(child: Child | None, provider: Provider | None, first: date, last: date) -> Iterator[date]:
    """The days of a span on which a provider marked a child present, in order."""
    weeks = ProviderWeek.objects.filter(
        child=child, provider=provider, monday__gt=first - 7 * DAY, monday__lte=last
    ).order_by("monday")
    for monday, packed in weeks.values_list("monday", "marks"):
        for place, code in enumerate(unpack_week(packed)):
            if code and _is_there(code) and first <= (on := monday + place // 2 * DAY) <= last:
                yield on


def _monday(on: date) -> date:
    return on - on.weekday() * DAY


def _is_there(code: str) -> bool:
    # B, K and D are no absence in the statistics, and say that the child is elsewhere.
    return CODES[code].counts is Counts.PRESENT and code not in ELSEWHERE
