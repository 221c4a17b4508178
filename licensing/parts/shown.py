"""What a parent and a school are shown of an application: one child, one production, and nobody else in it."""

from licensing.parts.models import PartAsked
from licensing.performances import particulars
from licensing.performances.models import ScheduleLine
from oxle.schooldays.wording import full_day

# A long run is told by its first days and its last one.
MOST_DAYS = 60


def given(asked: PartAsked) -> str:
    """What the child is called: to a parent by the first name alone, to a school in full, as the applicant wrote it."""
    entrant = asked.entrant
    return entrant.given.split()[0] if asked.whose == PartAsked.Whose.PARENT else entrant.called


def rows(asked: PartAsked) -> list[dict[str, object]]:
    """Questions and answers for a summary list. Nothing of another child, nor of what others said, is in it."""
    entrant = asked.entrant
    production = entrant.production
    days = list(entrant.every_line.select_related("place"))
    places = {day.place.name for day in days if day.place} or {one.name for one in production.places.all()}
    found: list[tuple[str, object]] = [
        ("Production", production.name),
        ("What it is", production.get_nature_display()),
        ("What the child does", entrant.role),
        ("Who applies", f"{production.applicant}, {production.organisation}"),
        (
            "Where",
            sorted(places),
        ),
        ("When the child is there", [_words(day) for day in days[:MOST_DAYS]]),
    ]
    if len(days) > MOST_DAYS:
        found.append(("And until", full_day(max(day.last_on for day in days))))
    if asked.whose == PartAsked.Whose.PARENT:
        found += [
            ("Who is in charge of the child", sorted({particulars.in_charge(day) for day in days} - {""})),
            ("What the child earns", particulars.earnings(entrant) or "Nothing"),
            ("Overnight", production.accommodation),
            ("Travel", production.travel),
        ]
    found.append(("Education", production.education))
    return [{"key": key, "value": value} for key, value in found if value]


def _words(day: ScheduleLine) -> str:
    night = ", in the night" if day.night_work else ""
    return f"{particulars.when(day)}: {particulars.times([day.arrives, day.leaves], day)}{night}"
