"""What the timeline says of what a step on the way to a new school recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

from exclusions.placement import rules
from exclusions.placement.queries import YES
from oxle.cases.models import Event
from oxle.schooldays.wording import plain_day


def place_in_words(facts: Any) -> str:
    """A place that was arranged or named: where, from when, and whether it is full-time, as far as that was said."""
    hours = {True: ", full-time", False: ", not full-time"}.get(facts.get("full_time"), "")
    return f"{facts['place']} from {plain_day(date.fromisoformat(facts['starts_on']))}{hours}"


def said(template: str, *names: str) -> Callable[[Event], str]:
    """A sentence with what was typed; empty where it was not asked then."""

    def words(event: Event) -> str:
        typed = [event.facts.get(name) for name in names]
        return template.format(*typed) if all(typed) else ""

    return words


def one_of(choices: dict[str, str], name: str) -> Callable[[Event], str]:
    """The answer that was chosen, in words; empty where none was."""

    def words(event: Event) -> str:
        return f"{choices[event.facts[name]]}." if event.facts.get(name) else ""

    return words


def named(event: Event) -> str:
    """The place, and from when; and why it is a school for children of other years, where it is."""
    place = f"{place_in_words(event.facts)}." if "place" in event.facts else ""
    return " ".join(filter(None, (place, event.facts.get("other_year"))))


def _decided(event: Event) -> str:
    if "takes" not in event.facts:
        return ""
    return f"The school {'must' if event.facts['takes'] == YES else 'need not'} take the child."


def _delayed(event: Event) -> str:
    why = one_of(rules.DELAYS, "why")(event)
    which = one_of(rules.PLACES, "which")(event)
    return " ".join(filter(None, (which, why, event.facts.get("more"))))


_goes_on = said("A move or direction of the child goes on: {}", "goes_on")


def _confirmed(event: Event) -> str:
    return " ".join(filter(None, (said("The register: {}", "register")(event), _goes_on(event))))


WORDS: dict[str, Callable[[Event], str]] = {
    "name_place": named,
    "adjudicated": _decided,
    "determined": _decided,
    "delay": _delayed,
    "panel_decided": said("{}: {}.", "panel", "decision"),
    "plan": said("Timetable: {} Support: {}", "timetable", "support"),
    "confirm": _confirmed,
    "leave": _goes_on,
}
