"""Puts right what was recorded of a court case: how it began, hearings, the plea, the outcome."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attendance.prosecution import queries, readiness, rules
from attendance.prosecution.actions import SENTENCE, decide, told_of
from attendance.prosecution.court_models import Commencement, Hearing, Method, Outcome
from oxle.accounts.models import User
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.core.dates import from_iso, iso
from oxle.core.errors import Refused
from oxle.schooldays.counting import due

# What is recorded of a commencement besides its day and its way.
COMMENCED = ("urn", "served_on", "statements_served_on", "court", "hearing_on")


def commencement_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of a commencement holds of it, to be put right."""
    row = Commencement.objects.filter(event=taken).first()
    return row and {name: getattr(row, name) for name in COMMENCED}


def correct_commencement(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when proceedings began, under which number, and what was served: the time limit and the time to answer
    follow anew.

    Refused where the charge would have been too late, or served before it was made.
    """
    charge = queries.charge_of(case)
    if why := readiness.time_finding(case, None, on):
        raise Refused(why, field="on")
    row = Commencement.objects.get(event=root_of(event))
    single = row.method == Method.SJP
    # On the plain form only the notice's day is asked for; on the step's own what was served, whichever it is.
    served = facts.get("served_on") if data is not None else facts.get("notice_served_on")
    row.served_on = from_iso(served) or row.served_on
    row.statements_served_on = from_iso(facts.get("statements_served_on"))
    row.hearing_on = from_iso(facts.get("hearing_on"))
    row.in_time_from_on = queries.charge_dates(charge).in_time_from(on)
    row.urn, row.court = facts["urn"], facts["court"]
    for name, day in (("served_on", row.served_on), ("statements_served_on", row.statements_served_on)):
        if day and day < on:
            raise Refused("It cannot have been served before the charge was made.", field=name)
    row.save(update_fields=["served_on", "statements_served_on", "hearing_on", "in_time_from_on", "urn", "court"])
    answer = due(rules.PLEA_WITHIN.on(row.served_on), row.served_on).on if single else None
    return {
        **facts,
        "served_on": row.served_on.isoformat(),
        "notice_served_on": row.served_on.isoformat() if single else None,
        "answer_by_on": iso(answer),
        "in_time_from_on": iso(row.in_time_from_on),
    }


def hearing_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of a hearing holds of it, to be put right."""
    row = Hearing.objects.filter(event=taken).first()
    return row and {"court": row.court, "result": row.result, "hearing_on": row.next_on}


def correct_hearing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when a hearing was, what the court did, and when the next one is."""
    next_on = from_iso(facts.get("hearing_on"))
    if next_on and next_on <= on:
        raise Refused("The next hearing must be after this one.", field="hearing_on")
    said = {name: data[name] for name in ("court", "result")} if data is not None else {}
    Hearing.objects.filter(event=root_of(event)).update(next_on=next_on, **said)
    return dict(facts)


def plea_answers(taken: Event, newest: Event) -> dict[str, Any]:
    """What the form of a plea holds of it, to be put right."""
    return {"plea": newest.facts.get("plea")}


def correct_plea(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put a plea right, also in the outcome that was recorded after it."""
    told, outcome = queries.told_of_plea(case), queries.outcome_of(case)
    if outcome is not None and told is not None and told.id == root_of(event).pk:
        outcome.plea = facts.get("plea", outcome.plea)
        outcome.save(update_fields=["plea"])
    return dict(facts)


def outcome_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of an outcome holds of it, to be put right."""
    row = Outcome.objects.filter(event=taken).first()
    return row and {name: getattr(row, name) for name in (*SENTENCE, "verdict", "costs", "notes")}


def correct_outcome(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right what the court decided."""
    outcome = Outcome.objects.filter(event=root_of(event)).first()
    if outcome is None or data is None:
        return dict(facts)
    decide(outcome, case, data, on)
    outcome.save()
    return {**facts, **told_of(outcome)}
