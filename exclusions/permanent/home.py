"""In which council's area an excluded child lives: that one owes education from day 6 (Education Act 1996 s.19).

An officer records it, with how it is known; recorded again, the last entry holds. Whoever owes is told by a letter, and
what this council would owe is no date of it any more.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from exclusions.permanent import letters, pathway
from oxle.cases import actions, casework
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.schooldays.wording import plain_day

OURS = "This council"


@transaction.atomic
def record(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record where the child lives: `data` says `lives_here`, and else the `authority` that owes education."""
    name = "" if data["lives_here"] else data["authority"]
    _parties(case, name, on=taken["on"])
    elsewhere_from = taken["on"].isoformat() if name else None
    facts = {**taken["facts"], pathway.day_six.ELSEWHERE_FROM.key: elsewhere_from, "authority": name}
    was = council_of(case)
    event = actions.take(case, step, **{**taken, "facts": facts})
    _who_owes(case, was=was, now=name, at=taken["at"])
    case.refresh_from_db()
    return event


def council_of(case: Case) -> str:
    """The other council that owes the education; empty where it is this one."""
    recorded = last_taken(case, pathway.HOME.key)
    return str(recorded.facts.get("authority", "")) if recorded else ""


def on_word_alone(case: Case) -> bool:
    """Whether only the word of another council says that education has begun: it owes it, and none was arranged here,
    so that no register that this council sees can show it."""
    return bool(council_of(case)) and last_taken(case, pathway.ARRANGE.key) is None


def owed_by(case: Case) -> str:
    """Who owes the education from day 6, and who has said so: an address alone proposes no other council."""
    recorded = last_taken(case, pathway.HOME.key)
    if recorded is None:
        return f"{OURS}. Nobody has recorded where the child lives, and no address decides it"
    if name := council_of(case):
        return f"{name}, where the child lives"
    return f"{OURS}: the child lives here, as recorded on {plain_day(recorded.on)}"


def elsewhere_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is no other council to hear from; None where there is one."""
    return None if council_of(case) else "Nobody has recorded that the child lives in another council’s area."


def _parties(case: Case, name: str, *, on: date) -> None:
    """The council that owes is a party of the case, which its letter goes to; one that does not is none any more."""
    there = case.parties.filter(role=letters.HOME_COUNCIL, to_on=None)
    there.exclude(organisation__name=name).update(to_on=on)
    if name and not there.filter(organisation__name=name).exists():
        casework.agency_joins(case, name, role=letters.HOME_COUNCIL, on=on)


def _who_owes(case: Case, *, was: str, now: str, at: datetime) -> None:
    told = last_taken(case, pathway.TELL.key)
    if told is None or bool(was) == bool(now):
        return
    changed = [{"what": "Who owes education from day 6", "was": was or OURS, "now": now or OURS}]
    # `actions.correct_told` counts it from the first excluded day, whichever that is by then.
    facts = {pathway.telling.HOME_OWES_FROM.key: case.permanent_exclusion.first_on.isoformat() if now else None}
    because = "It was recorded in which council’s area the child lives."
    actions.correct(told, by=None, on=told.on, at=at, reason=because, facts=facts, changed=changed)
