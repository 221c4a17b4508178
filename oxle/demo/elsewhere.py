"""Makes up the registers of the providers for the last weeks: they say what the schools say, but for two sessions.

Where a placed pupil was present the school writes K, and the provider marks the pupil present or late; where the pupil
was absent both say so. The two sessions that differ are there to be found.
"""

from datetime import date, timedelta

from oxle.demo.copying import copy_rows, next_keys
from oxle.demo.county import County
from oxle.provision.models import GivenMark, Offer, Provider, ProviderWeek
from oxle.provision.reconciling import reconcile
from oxle.registers.codes import CODES, Counts, pack_week, unpack_week
from oxle.registers.models import ChildWeek

DAY = timedelta(days=1)
COUNCILS = "K"
PRESENT = ("/", "\\")
# What a provider says of the sessions that differ: absent without a reason, and nothing at all.
DIFFERING = ("O", None)

Codes = list[str | None]


def mark_elsewhere(county: County) -> None:
    """The providers' marks of the sessions on their timetables, the schools' K, and the two mismatches."""
    offers: dict[int, list[Offer]] = {}
    for offer in Offer.objects.filter(provider__isnull=False).order_by("pk"):
        offers.setdefault(offer.child_id, []).append(offer)
    if not offers:
        return
    signs_in = county.people["teacher"].organisation_ids
    own = set(Provider.objects.filter(organisation__in=signs_in).values_list("pk", flat=True))
    weeks = _weeks(county, offers, own)
    theirs: dict[tuple[int, int, date], Codes] = {}
    # The last session of two pupils with different providers, by the provider.
    differ: dict[int, date] = {}
    for week in weeks:
        codes = unpack_week(week.marks)
        for offer in offers[week.child_id]:
            provider = offer.provider_id or 0
            marks: Codes = [None] * len(codes)
            came = [(week.child_id, week.monday + place // 2 * DAY) in county.came for place in range(len(codes))]
            for place in _sessions(offer, week.monday, codes):
                marks[place], codes[place] = _said(PRESENT[place % 2] if came[place] else codes[place] or "", place)
            present = [
                place for place, mark in enumerate(marks) if mark and codes[place] == COUNCILS and not came[place]
            ]
            if present and len(differ) < len(DIFFERING) and provider not in differ:
                marks[present[-1]] = DIFFERING[len(differ)]
                differ[provider] = week.monday + present[-1] // 2 * DAY
            if any(marks):
                theirs[offer.child_id, provider, week.monday] = marks
        week.marks = pack_week(codes)
    ChildWeek.objects.bulk_update(weeks, ["marks"])
    _write(county, theirs, own)
    for day in sorted(set(differ.values())):
        reconcile(day, day, at=county.moment(day, 16))


def _weeks(county: County, offers: dict[int, list[Offer]], own: set[int]) -> list[ChildWeek]:
    """The weeks of the placed pupils, the newest first; of one week first those at a provider for which somebody signs
    in, so that a mark can be put right there, and then those of the first schools, for which somebody does as well.
    """
    # Whoever has a new school is at that, though a place may run until this was confirmed.
    new = {(one.child.pk, one.next_school.pk) for one in county.all_pupils() if one.next_school}
    rows = ChildWeek.objects.filter(child__in=offers).order_by("school", "child")
    weeks = [one for one in rows if (one.child_id, one.school_id) not in new]
    weeks.sort(key=lambda one: any(offer.provider_id in own for offer in offers[one.child_id]), reverse=True)
    weeks.sort(key=lambda one: one.monday, reverse=True)
    return weeks


def _sessions(offer: Offer, monday: date, codes: Codes) -> list[int]:
    """The sessions of a week that are on a place's timetable and that the school has marked."""
    return [
        place
        for place, code in enumerate(codes)
        if code and offer.minutes[place] and offer.from_on <= monday + place // 2 * DAY
        and (offer.to_on is None or monday + place // 2 * DAY <= offer.to_on)
    ]  # fmt: skip


def _said(code: str, place: int) -> tuple[str, str]:
    """What the provider and the school say of a session, of which the school alone would have said `code`."""
    if CODES[code].counts == Counts.PRESENT:
        return "L" if code == "L" else PRESENT[place % 2], COUNCILS
    return code if code in {"I", "M"} else "O", code


def _write(county: County, theirs: dict[tuple[int, int, date], Codes], own: set[int]) -> None:
    """The weeks, and the history of each mark where somebody signs in for the provider."""
    keys = dict(zip(theirs, next_keys(ProviderWeek, len(theirs)), strict=True))
    rows = [(keys[of], *of, pack_week(marks)) for of, marks in theirs.items()]
    copy_rows(ProviderWeek, ("id", "child_id", "provider_id", "monday", "marks"), rows)
    teacher = county.people["teacher"]
    given = [
        (keys[of], place, code, "", county.moment(of[2] + place // 2 * DAY, 9 + place % 2 * 4), teacher.pk)
        for of, marks in theirs.items()
        if of[1] in own
        for place, code in enumerate(marks)
        if code
    ]
    copy_rows(GivenMark, ("week_id", "session", "code", "before", "at", "by_id"), given)
