"""What changes a timetable that runs: an extension, and other sessions from a day on; put right and taken back, too.

Each is agreed to anew: from its first day on (`Timetable.since_on`) no agreement of before counts.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import actions
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.standing import as_they_stand, last_taken
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.schooldays.wording import plain_day
from reduced_timetables import agreeing, hours, pathway, queries, signing
from reduced_timetables.models import IS_THERE, SessionsChange, Timetable, Whose, minutes_of
from reduced_timetables.session_fields import answers_of
from reduced_timetables.weeks import MINUTES, Sessions, week_on

DAY = timedelta(days=1)
CHANGING = (pathway.EXTEND.key, pathway.CHANGE.key)
# What was to be agreed to before a step, so that it can be taken back.
BEFORE = "before"


@transaction.atomic
def extend(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Let a timetable last until a later day, from the day after its planned end, perhaps with other sessions from then
    on: it is validated anew, with agreements of its own. `data`: ends_on, review_on, given_by, agreed_on,
    risk_assessed_on, perhaps sessions, and perhaps the written agreement that was uploaded (document). Refused for a
    day that is not later, a review before the extension begins, and full-time sessions."""
    told = case.reduced_timetable
    since_on = told.ends_on + DAY
    if data["ends_on"] <= told.ends_on:
        raise Refused(f"It lasts until {plain_day(told.ends_on)} already. Enter a later day.", field="ends_on")
    if data["review_on"] < since_on:
        raise Refused(f"The extension begins on {plain_day(since_on)}. Enter a later day.", field="review_on")
    sessions = _other(told, data.get("sessions"), since_on)
    facts = {
        **taken["facts"],
        pathway.STARTS_ON.key: since_on.isoformat(),
        pathway.ENDS_ON.key: data["ends_on"].isoformat(),
        pathway.REVIEW_ON.key: data["review_on"].isoformat(),
        **_kept(told, sessions),
    }
    _must_be_agreed(data, taken["on"])
    event = actions.take(case, step, **{**taken, "facts": facts})
    told.ends_on = data["ends_on"]
    if data["risk_assessed_on"]:
        told.risk_assessed_on = data["risk_assessed_on"]
    _agreed_anew(told, event, data, since_on=since_on, sessions=sessions, by=taken["by"])
    signing.challenge(
        case, [*queries.to_ask_of(told, event.on), *queries.unlawful_of(told, event.on)], on=event.on, at=event.at
    )
    return event


@transaction.atomic
def change(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Other sessions from a day on, until the planned end: it is validated anew, with agreements of its own, and lasts
    no longer. `data`: from_on, sessions, given_by, agreed_on, risk_assessed_on, and perhaps the written agreement
    (document). Refused outside the time that is agreed to now, and for the same sessions or full-time ones."""
    told = case.reduced_timetable
    from_on = data["from_on"]
    _must_be_within(told, from_on, after=told.since_on)
    sessions = _other(told, data["sessions"], from_on)
    if sessions is None:
        raise Refused("These are the sessions of before. Enter what changes.", field="session_0")
    _must_be_agreed(data, taken["on"])
    event = actions.take(case, step, **{**taken, "facts": {**taken["facts"], **_kept(told, sessions)}})
    if data.get("risk_assessed_on"):
        told.risk_assessed_on = data["risk_assessed_on"]
    _agreed_anew(told, event, data, since_on=from_on, sessions=sessions, by=taken["by"])
    found = [*queries.to_ask_of(told, event.on), *agreeing.late(told, list(told.agreements.all()), told_on=event.on)]
    signing.challenge(case, found, on=event.on, at=event.at)
    return event


def _must_be_within(told: Timetable, from_on: date, *, after: date) -> None:
    if from_on <= after:
        raise Refused(f"What is agreed to now begins on {plain_day(after)}. Enter a later day.", field="from_on")
    if from_on > told.ends_on:
        raise Refused(f"It ends on {plain_day(told.ends_on)}. Extend it instead.", field="from_on")


def _must_be_agreed(data: Mapping[str, Any], known_on: date) -> None:
    if data["agreed_on"] is not None:
        signing.must_be_given(data["agreed_on"], known_on, "agreed_on")


def _other(told: Timetable, sessions: Sessions | None, on: date) -> Sessions | None:
    """The sessions from a day on where they are others than before; None where they stay."""
    if sessions is None or sessions == week_on(told, on).sessions:
        return None
    _must_be_reduced(told, sessions, on)
    return sessions


def _must_be_reduced(told: Timetable, sessions: Sessions, on: date) -> None:
    if told.case.child is not None and told.case.school is not None:
        minutes = minutes_of(*sessions)
        queries.must_be_reduced(minutes, told.case.child, told.case.school, on, "session_0")


def _kept(told: Timetable, sessions: Sessions | None) -> dict[str, Any]:
    """What the step keeps beside what was said."""
    before = {
        "since_on": told.since_on.isoformat(),
        "risk_assessed_on": told.risk_assessed_on.isoformat() if told.risk_assessed_on else None,
    }
    minutes = minutes_of(*sessions) if sessions else None
    return {BEFORE: before, **({MINUTES: minutes} if minutes else {})}


def _agreed_anew(
    told: Timetable, event: Event, data: Mapping[str, Any], *, since_on: date, sessions: Sessions | None, by: User
) -> None:
    """From a day on the timetable is agreed to anew, with the agreement that came with the step, if one did. Who else
    must agree is read from the child's record again."""
    told.since_on = since_on
    signing.name_recorded(told, queries.recorded_for(told.case.school, told.case.child, event.on))
    told.save(update_fields=["since_on", "ends_on", "risk_assessed_on", *IS_THERE.values()])
    if sessions is not None:
        SessionsChange.objects.create(
            timetable=told, event=event, from_on=since_on, begins=sessions[0], ends=sessions[1]
        )
    if data["agreed_on"] is not None:
        document = signing.attached(told.case, data, event, by=by)
        signing.agreed(told, {**data, "whose": Whose.PARENT}, document=document, by=by, at=event.at)
    hours.settle(told, by=by, validated=False)


def said_of_extension(root: Event, event: Event) -> dict[str, Any]:
    """What the fields of its form hold of an extension."""
    said = event.facts
    return {
        "ends_on": from_iso(said.get(pathway.ENDS_ON.key)),
        "review_on": from_iso(said.get(pathway.REVIEW_ON.key)),
        "why": said.get("why", ""),
        **_sessions_said(root, from_iso(said.get(pathway.STARTS_ON.key))),
    }


def said_of_change(root: Event, event: Event) -> dict[str, Any]:
    """What the fields of its form hold of other sessions."""
    from_on = from_iso(event.facts.get(pathway.FROM_ON.key))
    return {"from_on": from_on, "why": event.facts.get("why", ""), **_sessions_said(root, from_on)}


def _sessions_said(root: Event, on: date | None) -> dict[str, Any]:
    """The sessions that a step told, or those that went on."""
    told = root.case.reduced_timetable
    mine = SessionsChange.objects.filter(event=root).first()
    week = mine or week_on(told, on or told.starts_on)
    return answers_of(week.begins, week.ends)


def correct_extension(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right until when it was extended, and with which sessions: it lasts so long where it was not extended again
    since. Refused for an end before the extension, or before other sessions that were told since."""
    starts_on, ends_on = (date.fromisoformat(facts[fact.key]) for fact in (pathway.STARTS_ON, pathway.ENDS_ON))
    if ends_on < starts_on:
        raise Refused(f"The extension began on {plain_day(starts_on)}. It cannot end before that.", field="ends_on")
    told, root = case.reduced_timetable, root_of(event)
    last = last_taken(case, pathway.EXTEND.key)
    if last is not None and root_of(last) == root:
        if ends_on < told.since_on:
            raise Refused(f"The sessions change on {plain_day(told.since_on)}. It cannot end before.", field="ends_on")
        told.ends_on = ends_on
        told.save(update_fields=["ends_on"])
    return _put_sessions_right(told, root, starts_on, facts, data, by=by)


def correct_change(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right from which day the sessions are others, and which they are; what was agreed to them stays agreed.
    Refused outside the time in which they hold."""
    told, root = case.reduced_timetable, root_of(event)
    before, from_on = _before(root), date.fromisoformat(facts[pathway.FROM_ON.key])
    mine = SessionsChange.objects.filter(event=root).first()
    if before is None or mine is None:
        return dict(facts)
    _must_be_within(told, from_on, after=before)
    if told.since_on == mine.from_on:
        told.agreements.filter(since_on=mine.from_on).update(since_on=from_on)
        told.since_on = from_on
        told.save(update_fields=["since_on"])
    elif from_on >= told.since_on:
        raise Refused(f"Other sessions were told from {plain_day(told.since_on)} on.", field="from_on")
    return _put_sessions_right(told, root, from_on, facts, data, by=by)


def _put_sessions_right(
    told: Timetable, root: Event, from_on: date, facts: Mapping[str, Any], data: Mapping[str, Any] | None, *, by: User
) -> dict[str, Any]:
    """Put right which sessions a step told; the ledger follows."""
    mine = SessionsChange.objects.filter(event=root).first()
    sessions = data.get("sessions") if data else None
    begins, ends = sessions or ((mine.begins, mine.ends) if mine else (None, None))
    if sessions:
        _must_be_reduced(told, sessions, from_on)
    if mine is None and sessions == week_on(told, from_on).sessions:
        begins = ends = None
    if begins is not None and ends is not None:
        row = {"timetable": told, "from_on": from_on, "begins": begins, "ends": ends}
        SessionsChange.objects.update_or_create(event=root, defaults=row)
        facts = {**facts, MINUTES: minutes_of(begins, ends)}
    hours.settle(told, by=by)
    return dict(facts)


def _before(event: Event) -> date | None:
    """The first day of what was to be agreed to before a step."""
    return from_iso(event.facts.get(BEFORE, {}).get("since_on"))


def after_revoking(case: Case, event: Event, undone: Event, by: User | None) -> list[str]:
    """An extension or other sessions were entered by mistake: what was agreed to before counts again, and so does what
    was offered. What is left to do, in sentences. Refused where another followed."""
    root = root_of(event)
    since_on = _before(root)
    if event.step not in CHANGING or since_on is None:
        return []
    told = Timetable.objects.get(case=case)
    stands = as_they_stand(case.events.filter(step__in=(pathway.TELL.key, *CHANGING)))
    if any(root_of(one).order > root.order for one in stands):
        raise Refused("It was extended, or its sessions were changed, since. Take that back first.")
    # What was agreed to never was.
    told.agreements.filter(since_on=told.since_on, recorded_at__gte=root.at).update(taken_back_at=undone.at)
    SessionsChange.objects.filter(event=root).update(taken_back_at=undone.at)
    told.since_on = since_on
    told.ends_on = next(
        date.fromisoformat(one.facts[pathway.ENDS_ON.key])
        for one in reversed(stands)
        if pathway.ENDS_ON.key in one.facts
    )
    told.risk_assessed_on = from_iso(root.facts[BEFORE]["risk_assessed_on"])
    told.save(update_fields=["since_on", "ends_on", "risk_assessed_on"])
    hours.settle(told, by=by, validated=case.stage == pathway.ACTIVE.key)
    asked = case.events.filter(step=pathway.CHALLENGE.key, at=root.at, by=None)
    return ["The school was asked about it. End that challenge."] if asked.exists() else []
