"""Keeps what changed in what a child does in a production: before it is decided, and with an amended licence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from licensing.cells import plain
from licensing.chaperones.queries import as_numbered
from licensing.checking.schedule import Line
from licensing.checking.times import Span, wall_minute
from licensing.performances import papers, pathway
from licensing.performances.models import Entrant, NamedChaperone, Place, Production, ScheduleLine
from oxle.cases import actions
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.documents.actions import store_upload

# What is told of the production itself, and so of all its children.
OF_PRODUCTION = {
    "education": "education", "accommodation": "accommodation", "travel": "travel", "night_work": "night work",
    "risk_words": "risk assessment",
}  # fmt: skip
# Where an entry keeps what is different, in words.
DIFFERS = "differs"
# What a line says beside its day, its arrival and its departure.
_TOLD = ("place_id", "days", "performing", "breaks", "meals", "lessons", "chaperone", "teacher", "night_work")


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep what an application lacked, or what is different by now, before it is decided. `data`: role, lines (of the
    checker, each with its place), places and chaperones (those that are new), the texts of the production (empty for
    what stays), risk_assessment (an upload, or none), and of each of the child’s papers an upload or words
    (`papers.FIELDS`).

    The entry says the day of the first performance as it is then, from which that deadline counts.
    """
    entrant = held(case)
    risks = data.get("risk_assessment")
    if risks:
        production = entrant.production
        production.risk_assessment = store_upload(risks, by=taken["by"], at=taken["at"], field="risk_assessment")
        production.save(update_fields=["risk_assessment"])
    held_now = papers.keep_typed(entrant, data, by=taken["by"], at=taken["at"])
    differs = [*change(entrant, data, at=taken["at"]), *(["risk assessment"] if risks else []), *held_now]
    first_on = entrant.first_on
    kept = {pathway.FIRST_ON.key: first_on.isoformat() if first_on else None, DIFFERS: differs}
    facts = {**taken.get("facts", {}), **kept}
    return actions.take(case, step, **{**taken, "facts": facts})


def held(case: Case) -> Entrant:
    """The child’s part in the production of a case, which nobody else changes until this transaction ends."""
    Production.objects.select_for_update().get(entrants__case=case)
    return Entrant.objects.select_related("production").get(case=case)


def change(entrant: Entrant, data: Mapping[str, Any], *, at: datetime) -> list[str]:
    """Write what is different of a child’s part in a production, which the caller holds, and say in words what that is.
    Refused without a day."""
    production = entrant.production
    texts = [name for name in OF_PRODUCTION if data.get(name)]
    for name in texts:
        setattr(production, name, data[name])
    if texts:
        production.save(update_fields=texts)
    _add_places(production, data["places"])
    _add_chaperones(production, data["chaperones"])
    role, entrant.role = entrant.role, data["role"] or entrant.role
    found = {
        "part": role != entrant.role,
        "places": data["places"],
        "chaperones": data["chaperones"],
        "days and times": _put_days(entrant, data["lines"], at),
        **{OF_PRODUCTION[name]: True for name in texts},
    }
    entrant.save(update_fields=["role", "first_on", "last_on"])
    return [words for words, differs in found.items() if differs]


def _add_places(production: Production, told: Sequence[Mapping[str, Any]]) -> None:
    for one in told:
        Place.objects.create(
            production=production, name=one["name"], lines=one["lines"], postcode=one["postcode"],
            authority=one["council"],
        )  # fmt: skip


def _add_chaperones(production: Production, told: Sequence[Mapping[str, Any]]) -> None:
    for one in told:
        NamedChaperone.objects.update_or_create(
            production=production,
            name=one["name"],
            defaults={
                "authority": one["council"],
                "approval": as_numbered(one["number"]),
                "approved_until_on": from_iso(one["until_on"]),
            },
        )


def _put_days(entrant: Entrant, lines: Sequence[Line], at: datetime) -> bool:
    """The days as they are now, and whether any differs. One of the same times keeps its row, a new one gets the next
    number of the production, and one that is there no more is taken off."""
    if not lines:
        raise Refused("Enter at least one day", field="days")
    # A day that was told afterwards is none of the licence's own.
    before = {(one.on, one.until_on, one.arrives, one.leaves): one for one in entrant.every_line.filter(told_of=None)}
    every = ScheduleLine.objects.filter(entrant__production=entrant.production)
    last = every.aggregate(last=Max("number"))["last"] or 0
    places = places_by_name(entrant.production)
    new, differs = [], False
    for each in lines:
        place = places.get(plain(each.place)) or only_of(places)
        until_on = each.among.until if each.among else None
        slot = (each.on, until_on, wall_minute(each.here.starts), wall_minute(each.here.ends))
        there = before.pop(slot, None)
        if there is None:
            last += 1
            new.append(row_of(entrant, each, last, place))
            continue
        now = row_of(entrant, each, there.number, place)
        if any(getattr(now, name) != getattr(there, name) for name in _TOLD):
            now.pk = there.pk
            now.save(update_fields=_TOLD)
            differs = True
    entrant.every_line.filter(pk__in=[gone.pk for gone in before.values()]).update(taken_off_at=at)
    ScheduleLine.objects.bulk_create(new)
    entrant.first_on, entrant.last_on = min(one.on for one in lines), max(one.last_on for one in lines)
    return differs or bool(new or before)


def row_of(entrant: Entrant, each: Line, number: int, place: Place | None) -> ScheduleLine:
    """A line of the checker as it is kept."""
    return ScheduleLine(
        entrant=entrant,
        place=place,
        number=number,
        on=each.on,
        days=each.among.days if each.among else None,
        until_on=each.among.until if each.among else None,
        arrives=wall_minute(each.here.starts),
        leaves=wall_minute(each.here.ends),
        performing=_typed(each.performing),
        breaks=_typed(each.breaks),
        meals=_typed(each.meals),
        lessons=_typed(each.lessons),
        chaperone=each.chaperone,
        teacher=each.teacher,
        night_work=each.night_work,
    )


def _typed(parts: Sequence[Span]) -> list[list[int]]:
    return [[wall_minute(part.starts), wall_minute(part.ends)] for part in parts]


def places_by_name(production: Production) -> dict[str, Place]:
    """The places of a production by what somebody may call them: with what happens there in brackets, or without."""
    found: dict[str, Place] = {}
    for place in production.places.all():
        for each in called(place.name):
            found.setdefault(plain(each), place)
    return found


def called(place: str) -> list[str]:
    """What somebody may call a place: by the name under which it is kept, or without what happens there."""
    return [place, place.partition(" (")[0]]


def only_of(places: Mapping[str, Place]) -> Place | None:
    """The one place there is; None where there are several, or none."""
    found = {one.pk: one for one in places.values()}
    return next(iter(found.values())) if len(found) == 1 else None
