"""What the timeline says of what a step on a permanent exclusion recorded."""

from collections.abc import Callable
from datetime import date

from exclusions import exams, not_owed
from exclusions.governors.words import attended, meets
from exclusions.permanent import pathway, work
from exclusions.permanent.review_forms import SENT_BACK
from exclusions.permanent.step_forms import AVERTED_BY, WAYS
from exclusions.placement.words import named, one_of, said
from oxle.cases.challenges import answer_in_words, reply_in_words
from oxle.cases.models import Event
from oxle.cases.pathways import Fact
from oxle.schooldays.wording import plain_day


def _day(template: str, fact: Fact) -> Callable[[Event], str]:
    def words(event: Event) -> str:
        on = event.facts.get(fact.key)
        return template.format(plain_day(date.fromisoformat(on))) if on else ""

    return words


def _arranged(event: Event) -> str:
    """The place; and where the panel came too late, who decided without it and why."""
    facts = event.facts
    by = facts.get("decided_by")
    without = f" Decided without the panel by {by}: {facts['because']}" if by else ""
    return f"{named(event)}{without}"


def _lives(event: Event) -> str:
    """Which council owes the education, and how it is known."""
    council = event.facts.get("authority") or "This council"
    return f"{council} owes the education. Known from: {event.facts.get('known_from', '')}"


def _begun(event: Event) -> str:
    """Who says that the child came; of a child whom another council has taught also when, and what they go by."""
    on = event.facts.get("told_on")
    when = f" On {plain_day(date.fromisoformat(on))}." if on else ""
    return f"{said('Confirmed by: {}', 'confirmed_by')(event)}{when}{said(' They go by: {}', 'evidence')(event)}"


def _review_asked(event: Event) -> str:
    """When it counts as asked for, of whoever arranges it."""
    facts = (pathway.review.REVIEW_MADE_ON, pathway.review.TRUST_REVIEW_MADE_ON)
    days = [_day("It counts as asked for on {}.", fact)(event) for fact in facts]
    return " ".join(filter(None, [*days, said("After the last day, received because: {}", "late_because")(event)]))


def _decided(event: Event) -> str:
    """Who was there; or that the chair decided alone, before an examination."""
    return f"{attended(event)} {exams.ALONE[bool(event.facts.get('chair_alone'))]}".strip()


def _declined(event: Event) -> str:
    """When it was offered, and who decided so."""
    offered = _day("Offered on {}.", pathway.review.OFFERED_ON)(event)
    return f"{offered} {attended(event)}".strip()


def _consulted(event: Event) -> str:
    """Who was talked with and what they wish; or what was tried to reach them, and what the child wishes."""
    if not event.facts.get("tried"):
        return said("With {}. They wish: {}", "with_whom", "wish")(event)
    return f"{said('Could not be reached. Tried: {}', 'tried')(event)} {said('Wish: {}', 'wish')(event)}".strip()


def _way(event: Event) -> str:
    """Which way, who was asked to find the place, and why it is this one where it does not go with what was known."""
    way, asked = one_of(WAYS, "way")(event), said("Asked to find the place: {}.", "asked")(event)
    return " ".join(filter(None, (way, asked, event.facts.get("other_way"))))


WORDS: dict[str, Callable[[Event], str]] = {
    pathway.PARENTS_TOLD.key: _day("On {}.", pathway.telling.TOLD_PARENTS_ON),
    pathway.GOVERNORS_TOLD.key: _day("On {}.", pathway.telling.GOVERNORS_TOLD_ON),
    pathway.SAY_WORK.key: work.in_words,
    pathway.ARRANGE.key: _arranged,
    pathway.HOME.key: _lives,
    pathway.HOME_RECEIVED.key: said("Confirmed by: {}", "confirmed_by"),
    pathway.BEGIN.key: _begun,
    pathway.BEGIN_IN_PART.key: _begun,
    pathway.NOT_OWED.key: not_owed.in_words,
    pathway.CALL_GOVERNORS.key: meets,
    pathway.STATE.key: said("{}", "statement"),
    pathway.UPHOLD.key: _decided,
    pathway.REINSTATE.key: _decided,
    pathway.STAND_BY.key: attended,
    pathway.DECLINED.key: _declined,
    pathway.RESCIND.key: one_of(AVERTED_BY, "averted_by"),
    pathway.REVIEW_SENT_BACK.key: one_of(SENT_BACK, "outcome"),
    pathway.ASK_REVIEW.key: _review_asked,
    pathway.REPLY.key: reply_in_words,
    pathway.ANSWER_CHALLENGE.key: answer_in_words,
    pathway.CONSULT.key: _consulted,
    pathway.CHOOSE_WAY.key: _way,
}
