"""What stands on a licence: the particulars of one child’s part in a production, in words."""

from datetime import date, timedelta
from typing import Any

from licensing.checking.four_days import MONTHS, MOST_DAYS
from licensing.checking.schedule import PARENT
from licensing.limits import Band, Check, PerformanceLimits, limits_on
from licensing.performances import confirming, papers, schedules
from licensing.performances.models import Entrant, Licence, ScheduleLine
from oxle.cases.models import Event
from oxle.correspondence import pictures
from oxle.people.ages import age_on
from oxle.schooldays.wording import full_day, hours, plain_day

AMEND = "amend"


def of(entrant: Entrant, licence: Licence, event: Event) -> dict[str, Any]:
    """The particulars by name, those of letters. Only days within the licence stand on it."""
    production = entrant.production
    held = [production.organisation, production.applicant, *production.lines.splitlines(), production.postcode]
    # Days that were told afterwards stand under the line of which they are.
    days = [
        one
        for one in entrant.every_line.filter(told_of=None).select_related("place")
        if licence.valid_from_on <= one.last_on and one.on <= licence.valid_until_on
    ]
    is_amended = event.step == AMEND
    absences = schedules.absences(entrant, event.on)
    photograph = papers.newest(entrant).get(papers.Kind.PHOTOGRAPH)
    return {
        "photograph": pictures.source(photograph.file) if photograph and photograph.file else "",
        "photograph_taken_on": photograph.taken_on if photograph else None,
        "photograph_on_paper": bool(photograph and not photograph.file),
        "applicant": ", ".join(part.strip() for part in held if part.strip()),
        "granted_on": licence.granted_on,
        "amended_on": event.on if is_amended else None,
        "changes": event.reason if is_amended else "",
        "from_on": licence.valid_from_on,
        "until_on": licence.valid_until_on,
        "nature": production.get_nature_display(),
        "role": entrant.role,
        "days": [day_printed(one, absences.get(one.number, "")) for one in days],
        "days_in_all": len({one.on for one in days if not one.days}) + sum(one.days or 0 for one in days),
        "absent": any(one.number in absences for one in days),
        "places": _places(days),
        "chaperones": sorted({"A parent" if one.chaperone == PARENT else one.chaperone for one in days} - {""}),
        "education": production.education,
        "accommodation": production.accommodation,
        "travel": production.travel,
        "earnings": earnings(entrant),
        "night_work": production.night_work if any(one.night_work for one in days) else "",
        "conditions": licence.conditions,
        "limits": printed_limits(entrant, licence, event.on),
    }


def _places(days: list[ScheduleLine]) -> list[str]:
    rows = {one.place_id: one.place for one in days if one.place is not None}
    return [
        ", ".join(part for part in (place.name, *place.lines.splitlines(), place.postcode) if part)
        for place in rows.values()
    ]


def earnings(entrant: Entrant) -> str:
    """What a child earns, and to whom it is paid; "" where nothing is said."""
    if entrant.earnings is None:
        return ""
    to = f", paid to {entrant.earnings_to}" if entrant.earnings_to else ""
    return f"£{entrant.earnings:,}{to}"


def day_printed(line: ScheduleLine, absent: str) -> dict[str, Any]:
    """A line of the schedule as a row of the licence. `absent`: when the child is away from school for it; "" for
    never."""
    between = (("Break", line.breaks), ("Meal", line.meals), ("Education", line.lessons))
    return {
        "day": f"{when(line)}, each told to us once it is over" if line.until_on else when(line),
        "here": times([line.arrives, line.leaves], line),
        "place": line.place.name if line.place else "",
        "in_charge": in_charge(line),
        "performs": [times(part, line) for part in line.performing],
        "between": [f"{words} {times(part, line)}" for words, parts in between for part in parts],
        "night_work": line.night_work,
        "absent": absent,
    }


def when(line: ScheduleLine) -> str:
    """The day of a line; where it has no date how many days of which period."""
    if line.until_on is None:
        return full_day(line.on)
    period = f"from {plain_day(line.on)} to {plain_day(line.until_on)}"
    return f"{line.days} day{'' if line.days == 1 else 's'} {period}"


def day_in_words(line: ScheduleLine) -> str:
    """A line of the schedule in a sentence."""
    parts = [
        f"at {line.place.name if line.place else 'the place'} {times([line.arrives, line.leaves], line)}",
        *(
            f"{words} {', '.join(times(part, line) for part in parts)}"
            for words, parts in (
                ("performing", line.performing),
                ("break", line.breaks),
                ("meal", line.meals),
                ("education", line.lessons),
            )
            if parts
        ),
    ]
    night = "; night work" if line.night_work else ""
    return f"{when(line)}: {'; '.join(parts)}; in charge: {in_charge(line) or 'nobody'}{night}"


def in_charge(line: ScheduleLine) -> str:
    """Who is in charge of the child on a line; "" for nobody."""
    return "a parent" if line.chaperone == PARENT else line.chaperone


def times(part: list[int], line: ScheduleLine) -> str:
    """From when to when something of a line is, by the clock. What is before the arrival is after midnight: “20:00 to
    00:30 the next day”."""
    first, last = part
    past_midnight = last <= first or last < line.arrives
    return f"{_minute(first)} to {_minute(last)}{' the next day' if past_midnight else ''}"


def _minute(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def in_words(check: Check, band: Band, limits: PerformanceLimits) -> str:
    """A limit of an age as a licence prints it; empty for one that is no number of a day or a run."""
    words = {
        "earliest": f"not at the place before {_minute(band.earliest)}",
        "latest": f"not at the place after {_minute(band.latest)}",
        "at_place": f"at most {hours(band.at_place)} at the place in a day",
        "performing": f"at most {hours(band.performing)} of performing and rehearsing in a day",
        "continuous": f"at most {hours(band.continuous)} of performing without a break",
        "short_break": f"a break lasts at least {hours(limits.least_break)}, a meal {hours(limits.least_meal)}",
        "meals": _owed(band, "meals", "meal break"),
        "breaks": _owed(band, "breaks", "break beside the meals"),
        "overnight": f"at least {hours(limits.overnight)} between leaving the place and coming to it the next day",
        "days_in_a_row": f"at most {limits.days_in_a_row} days of performing in a row",
        "long_run": (
            f"{limits.long_run_off} days off after {limits.long_run_weeks} weeks of {limits.days_in_a_row} days"
        ),
        "night_rest": f"at least {hours(limits.night_rest)} of rest after night work",
        "nights_in_a_row": (
            f"no night work for {limits.days_off_nights} days after {limits.nights_in_a_row} nights in a row"
        ),
        "lessons": (
            f"at least {hours(limits.lessons_a_day)} of education on a school day that is missed, or that on average "
            f"over {limits.lessons_weeks} weeks with {hours(limits.lessons_a_week)} in each"
        ),
        "lessons_most": f"at most {hours(limits.lessons_most)} of education in a day",
        "pupils": f"at most {limits.pupils} pupils of one teacher",
        "ratio": f"at most {limits.children} children in the charge of one chaperone",
        "chaperone": "a chaperone whom a council approved, or a parent, is in charge at all times",
        "night_work": "no night work unless this licence permits it",
        "period": f"days without a date are within {limits.period_months} months",
        # Of no licence: it says when none is needed.
        "four_days": (
            f"no licence for a performance of which nobody is paid, where the child performed on at most {MOST_DAYS} "
            f"days in the {MONTHS} months before"
        ),
    }
    return words.get(check.key, "")


def _owed(band: Band, which: str, noun: str) -> str:
    said = [
        f"{count} {noun}{'' if count == 1 else 's'} at {owed.words}"
        for owed in band.owed
        if (count := getattr(owed, which))
    ]
    return "; ".join(said)


def bands_of(entrant: Entrant, first_on: date, last_on: date) -> list[tuple[date, Band]]:
    """The bands of age that a child is in from one day to another, each with the day from which it is."""
    born_on = entrant.case.child.born_on if entrant.case and entrant.case.child else entrant.born_on
    found = [(first_on, limits_on(first_on).band(age_on(born_on, first_on)))]
    days = {*entrant.schedule.values_list("on", flat=True), last_on}
    for one in entrant.every_line.exclude(until_on=None):
        # Any of its days may be the first of a new age.
        days |= {one.on + timedelta(number) for number in range((one.last_on - one.on).days + 1)}
    for line_on in sorted(days):
        if first_on <= line_on <= last_on:
            band = limits_on(line_on).band(age_on(born_on, line_on))
            if band != found[-1][1]:
                found.append((line_on, band))
    return found


def printed_limits(entrant: Entrant, licence: Licence, on: date) -> list[str]:
    """The limits that hold for a child under a licence, in words: only those that a named officer has confirmed."""
    first_on = licence.valid_from_on
    limits = limits_on(first_on)
    confirmed = confirming.confirmed_on(limits, on)
    bands = bands_of(entrant, first_on, licence.valid_until_on)
    found: dict[str, None] = {}
    for _, band in bands:
        age = f"{band.words}: " if len(bands) > 1 else ""
        for check in confirming.LIMITS:
            if check.key in confirmed and (words := in_words(check, band, limits)):
                found[f"{age}{words} ({check.law})"] = None
    return list(found)
