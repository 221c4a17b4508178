"""Days of a licence without a date: for which productions they are usual, and which of them were told afterwards."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict

from django.db import transaction
from django.db.models import Max

from licensing.performances import rules
from licensing.performances.changing import held
from licensing.performances.models import Entrant, Nature, ScheduleLine
from licensing.performances.particulars import when
from oxle.cases import actions
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day

_COPIED = (
    "entrant_id", "place_id", "arrives", "leaves", "performing", "breaks", "meals", "lessons", "chaperone", "teacher",
    "night_work",
)  # fmt: skip


class Said(TypedDict):
    """A sentence on days without a date, and whether more were told than the licence has."""

    words: str
    is_over: bool


def lines_of(entrant: Entrant) -> list[ScheduleLine]:
    """The lines of a child that have no date."""
    return list(entrant.every_line.exclude(until_on=None))


def why_unusual(nature: str, on: date) -> str:
    """Why a licence for a production of this kind names dates, in a sentence; "" where it need not, by the setting."""
    usual = [each for each in rules.UNDATED_FOR.on(on).split(", ") if each != rules.NONE]
    if nature in usual:
        return ""
    named = ", ".join(Nature(each).label.lower() for each in usual) or "no production"
    return (
        f"A number of days within a period instead of dates is for {named} (SI 1968/1728 reg 3(2); whether the "
        "regulations of 2014 say more is unverified). Give the dates, or the council may refuse it."
    )


def in_words(entrant: Entrant, on: date) -> list[Said]:
    """What an officer reads of a child’s days without a date: whether they are usual, and how many were told."""
    lines = lines_of(entrant)
    if not lines:
        return []
    unusual = why_unusual(entrant.production.nature, on)
    found: list[Said] = [{"words": unusual, "is_over": False}] if unusual else []
    return [*found, *(_told(entrant, one) for one in lines)]


def _told(entrant: Entrant, line: ScheduleLine) -> Said:
    days = sorted(entrant.schedule.filter(told_of=line.number).values_list("on", flat=True))
    outside = [day for day in days if not line.on <= day <= line.last_on]
    words = f"Line {line.number}, {when(line)}: {len(days)} told so far"
    words += f" ({', '.join(plain_day(day) for day in days)})." if days else "."
    if len(days) > (line.days or 0):
        words += f" These are more than {line.days}."
    if outside:
        words += f" Not within the period: {', '.join(plain_day(day) for day in outside)}."
    return {"words": words, "is_over": len(days) > (line.days or 0) or bool(outside)}


@transaction.atomic
def record_performed(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Keep on which days a child performed of those without a date. `data`: line (its number), days.

    Each becomes a line of its own with that line’s times, which is checked as every other is. More than the licence
    has, or one outside the period, is received all the same, and the case says so. Refused is only a day that is to
    come, and one that was told before.
    """
    entrant = held(case)
    line = next((one for one in lines_of(entrant) if str(one.number) == str(data["line"])), None)
    if line is None:
        raise Refused("The days have changed since you opened the page. Open it again.", field="line")
    days = sorted(set(data["days"]))
    if late := [day for day in days if day > taken["on"]]:
        raise Refused(f"{plain_day(late[0])} was still to come then", field="days")
    before = set(entrant.schedule.filter(told_of=line.number).values_list("on", flat=True))
    if twice := [day for day in days if day in before]:
        raise Refused(f"{plain_day(twice[0])} was told before", field="days")
    every = ScheduleLine.objects.filter(entrant__production=entrant.production)
    last = every.aggregate(last=Max("number"))["last"] or 0
    copied = {name: getattr(line, name) for name in _COPIED}
    ScheduleLine.objects.bulk_create(
        ScheduleLine(number=last + place, on=day, told_of=line.number, **copied) for place, day in enumerate(days, 1)
    )
    facts = {**taken.get("facts", {}), "days": [day.isoformat() for day in days]}
    return actions.take(case, step, **{**taken, "facts": facts})


def dated_finding(case: Case, party: Party | None, on: date) -> str | None:
    """That every day of the licence has a date; None where one has none."""
    return None if lines_of(case.performance) else "Every day of this licence has a date."
