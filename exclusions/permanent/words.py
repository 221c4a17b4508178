"""What the timeline says of what a step on a permanent exclusion recorded."""

from collections.abc import Callable
from datetime import date
from typing import Any

from exclusions.challenges import answer_in_words, reply_in_words
from exclusions.permanent import pathway
from exclusions.permanent.step_forms import AVERTED_BY, WAYS
from oxle.cases.models import Event
from oxle.cases.pathways import Fact
from oxle.schooldays.wording import plain_day


def place_in_words(facts: Any) -> str:
    """A place that was arranged or named: where, from when, and whether it is full-time, as far as that was said."""
    hours = {True: ", full-time", False: ", not full-time"}.get(facts.get("full_time"), "")
    return f"{facts['place']} from {plain_day(date.fromisoformat(facts['starts_on']))}{hours}"


def _said(template: str, *names: str) -> Callable[[Event], str]:
    """A sentence with what was typed; empty where it was not asked then."""

    def words(event: Event) -> str:
        said = [event.facts.get(name) for name in names]
        return template.format(*said) if all(said) else ""

    return words


def _one_of(choices: dict[str, str], name: str) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        return f"{choices[event.facts[name]]}." if event.facts.get(name) else ""

    return words


def _day(template: str, fact: Fact) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        on = event.facts.get(fact.key)
        return template.format(plain_day(date.fromisoformat(on))) if on else ""

    return words


def _place(event: Event) -> str:
    return f"{place_in_words(event.facts)}." if "place" in event.facts else ""


def _arranged(event: Event) -> str:
    """The place; and where the panel came too late, who decided without it and why."""
    said = event.facts
    without = f" Decided without the panel by {said['decided_by']}: {said['because']}" if said.get("decided_by") else ""
    return f"{_place(event)}{without}"


WORDS: dict[str, Callable[[Event], str]] = {
    pathway.ARRANGE.key: _arranged,
    pathway.BEGIN.key: _said("Confirmed by: {}", "confirmed_by"),
    pathway.CALL_GOVERNORS.key: _day("They meet on {}.", pathway.MEETING_ON),
    pathway.STATE.key: _said("{}", "statement"),
    pathway.UPHOLD.key: _said("Attended: {}", "attended"),
    pathway.REINSTATE.key: _said("Attended: {}", "attended"),
    pathway.STAND_BY.key: _said("Attended: {}", "attended"),
    pathway.RESCIND.key: _one_of(AVERTED_BY, "averted_by"),
    pathway.ASK_REVIEW.key: _day("It counts as asked for on {}.", pathway.REVIEW_MADE_ON),
    pathway.REPLY.key: reply_in_words,
    pathway.ANSWER_CHALLENGE.key: answer_in_words,
    pathway.CONSULT.key: _said("With {}. They wish: {}", "with_whom", "wish"),
    pathway.CHOOSE_WAY.key: _one_of(WAYS, "way"),
    pathway.NAME_PLACE.key: _place,
    pathway.CONFIRM.key: _said("The register: {}", "register"),
}
