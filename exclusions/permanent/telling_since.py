"""When the parents and the governors were told of an exclusion of which they were not when the council was.

It is recorded by a step of its own, and what the notice says follows: the governors' 15 school days are counted from
it, and parents who were told late are asked about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from exclusions.permanent import pathway
from exclusions.permanent.models import PermanentExclusion
from oxle.cases import actions
from oxle.cases.models import Case, Party
from oxle.cases.pathways import Fact, Step
from oxle.cases.standing import last_taken
from oxle.core.dates import from_iso
from oxle.schooldays.wording import plain_day

NOT_YET = "Not yet"


@dataclass(frozen=True)
class Whom:
    """Somebody who is told: what the notice says of when, since when that is owed, by which step it is recorded."""

    who: str
    told_on: Fact
    untold_from: Fact
    step: Step


WHOM = (
    Whom("The parents", pathway.telling.TOLD_PARENTS_ON, pathway.telling.PARENTS_UNTOLD_FROM, pathway.PARENTS_TOLD),
    Whom(
        "The governors",
        pathway.telling.GOVERNORS_TOLD_ON,
        pathway.telling.GOVERNORS_UNTOLD_FROM,
        pathway.GOVERNORS_TOLD,
    ),
)
BY_STEP = {one.step.key: one for one in WHOM}


def untold(told: PermanentExclusion) -> list[Whom]:
    """Who is not told yet, as far as the council knows."""
    return [one for one in WHOM if getattr(told, one.told_on.key) is None]


def owed_from(told: PermanentExclusion, received_on: date, case: Case | None = None) -> dict[str, str | None]:
    """Since when it is owed to tell each who was not told with the notice: the parents by the first excluded day, the
    governors once the council was told. It stays as it was where it is recorded on the `case` since."""
    since = {
        pathway.telling.PARENTS_UNTOLD_FROM.key: told.first_on,
        pathway.telling.GOVERNORS_UNTOLD_FROM.key: received_on,
    }
    owed = {one.step.key for one in untold(told)}
    if case is not None:
        owed |= {one.step.key for one in WHOM if last_taken(case, one.step.key)}
    return {
        one.untold_from.key: since[one.untold_from.key].isoformat() if one.step.key in owed else None for one in WHOM
    }


def follow(case: Case, step: str, *, at: datetime) -> None:
    """Let the notice say what was recorded since; nothing where it does already, or where another step was taken."""
    whom, told = BY_STEP.get(step), last_taken(case, pathway.TELL.key)
    if whom is None or told is None:
        return
    recorded = last_taken(case, step)
    day = recorded.facts.get(whom.told_on.key) if recorded else None
    was = told.facts.get(whom.told_on.key)
    if was == day:
        return
    changed = [{"what": f"{whom.who} were told", "was": _in_words(was), "now": _in_words(day)}]
    because = f"It was recorded when {whom.who[0].lower()}{whom.who[1:]} were told."
    facts = {whom.told_on.key: day}
    actions.correct(told, by=None, on=told.on, at=at, reason=because, facts=facts, changed=changed)
    case.refresh_from_db()


def untold_finding(one: Whom) -> Callable[[Case, Party | None, date], str | None]:
    """Why it cannot be recorded since when somebody was told: the notice says so."""

    def finding(case: Case, party: Party | None, on: date) -> str | None:
        told = case.permanent_exclusion
        return None if one in untold(told) else f"{one.who} were told. A wrong day is put right where the notice is."

    return finding


def _in_words(day: str | None) -> str:
    on = from_iso(day)
    return plain_day(on) if on else NOT_YET
