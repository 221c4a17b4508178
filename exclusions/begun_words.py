"""Since when a child is taught, as a case shows it: what a register says of that day, or on whose word it rests."""

from exclusions.first_there import is_confirmed, why_register_says_not
from oxle.cases.models import Case, Event
from oxle.core.dates import from_iso
from oxle.schooldays.wording import plain_day


def begun_words(case: Case, event: Event, *, before: str = "") -> list[str]:
    """The day of an entry that education has begun, `before` it what else it says; that a register contradicts it, or
    does not show it."""
    day = f"{before}{plain_day(event.on)}"
    if against := why_register_says_not(case, event.on):
        return [f"{day}. {against}"]
    if is_confirmed(case, event.on):
        return [day]
    who, told_on = str(event.facts.get("confirmed_by", "")).rstrip("."), from_iso(event.facts.get("told_on"))
    if not who:
        return [f"{day}, not confirmed by a register"]
    when = f" on {plain_day(told_on)}" if told_on else ""
    rests_on = [f"They go by: {event.facts['evidence']}"] if event.facts.get("evidence") else []
    return [f"{day}, said by {who}{when}, not confirmed by a register", *rests_on]
