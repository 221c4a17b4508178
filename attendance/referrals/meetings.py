"""Writes what happens around a meeting: the invitation, the call before it, the panel, the interview under caution."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import pathway, queries
from attendance.referrals.models import PaceInterview, Panel, Target
from oxle.accounts.models import User
from oxle.cases import actions, projection
from oxle.cases.clocks import Happening
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.cases.queries import facts_as_answers
from oxle.core.dates import LONDON
from oxle.core.errors import Refused
from oxle.people.models import Adult
from oxle.schooldays.wording import listed, plain_day


def invite(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Invite to a meeting; the record says when and where it is, so that nobody has to open the letter, and of a panel
    which parents are invited: each is reminded."""
    facts = dict(taken["facts"])
    if step is pathway.INVITE_PANEL:
        facts["invited"] = [party.pk for party in queries.chosen_parents(case)]
    when = plain_day(date.fromisoformat(facts["meeting_on"]))
    reason = f"On {when} at {facts['meeting_time']}, {facts['place']}"
    return actions.take(case, step, **{**taken, "facts": facts, "reason": reason})


# What is recorded of the meeting to which each step invites, or puts an end to it.
RECORDS = {
    pathway.INVITE_PANEL.key: (pathway.RECORD_PANEL, pathway.RECORD_TARGET_MET, pathway.WARN_FINALLY),
    pathway.INVITE_PACE.key: (
        pathway.RECORD_PACE,
        pathway.MISS_PACE,
        pathway.DROP_ROUTE,
        pathway.END_PARENT,
        pathway.RECORD_TARGET_MET,
        pathway.WARN_FINALLY,
    ),
}
ABOUT_MEETINGS = {*RECORDS, *(step.key for steps in RECORDS.values() for step in steps)}


def arranged(happened: Sequence[Happening]) -> list[tuple[Happening, date]]:
    """The invitations to meetings of which nothing is recorded yet, each with the day of its meeting.

    A newer invitation of the same parents takes the place of an older one.
    """
    last = {(one.step, one.party): one for one in happened if one.step in RECORDS}
    return [
        (invited, date.fromisoformat(day))
        for invited in last.values()
        if (day := invited.facts.get("meeting_on")) and not any(_tells_of(one, invited) for one in happened)
    ]


def to_log(happened: Sequence[Happening], stage: str, on: date) -> list[tuple[Happening, date]]:
    """Those of the meetings arranged whose day has come, and which can still be recorded where the case stands."""
    return [
        (invited, meeting_on)
        for invited, meeting_on in arranged(happened)
        if meeting_on <= on and stage in {one.key for one in RECORDS[invited.step][0].at}
    ]


def to_remind_of(case: Case) -> dict[str, tuple[str, set[int]]]:
    """The meetings before which parents are rung, by day as ISO text: what each is called, and whom it concerns."""
    found: dict[str, tuple[str, set[int]]] = {}
    # Whose route was chosen after a panel was arranged has been sent its invitation since.
    chosen = {party.pk for party in queries.chosen_parents(case)}
    for invited, meeting_on in arranged(projection.happenings(case)):
        is_panel = invited.step == pathway.INVITE_PANEL.key
        kind = "Attendance Panel Meeting" if is_panel else "Interview under caution"
        whom = {*invited.facts.get("invited", []), *chosen} if is_panel else {invited.party}
        words, others = found.get(meeting_on.isoformat(), (f"{kind} on {plain_day(meeting_on)}", set()))
        found[meeting_on.isoformat()] = (words, others | whom)
    return found


def _tells_of(one: Happening, invited: Happening) -> bool:
    recorded = {step.key for step in RECORDS[invited.step]}
    return one.order > invited.order and one.step in recorded and one.party in (None, invited.party)


def invitation_answers(taken: Event, newest: Event) -> dict[str, Any]:
    """What an invitation's form holds of it, to be put right: it is kept with the step alone."""
    return facts_as_answers(pathway.REFERRAL.step(taken.step), newest)


def correct_invitation(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put an invitation right: when and where the meeting is. It is kept with the step alone."""
    return dict(facts)


def remind(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record the call of one parent before a meeting. Where nobody answered, the call stays to be made."""
    facts = taken["facts"]
    rung = taken["party"].name
    said = {
        "spoke": f"Spoke to {rung}",
        "message": f"Left a message for {rung} that names no child",
        "no_answer": f"Rang {rung}, who did not answer",
    }[facts["outcome"]]
    answered = facts["outcome"] != "no_answer"
    return actions.take(case, step if answered else pathway.MISS_CALL, **{**taken, "reason": said})


# What the forms of a meeting say that its record holds, by the same names.
PANEL = ("place", "council_present", "school_present", "child_present", "child_view", "discussed", "agreed")
INTERVIEW = (
    "attended",
    "place",
    "began_at",
    "ended_at",
    "present",
    "caution",
    "caution_understood",
    "told_free_to_leave",
    "advice_offered",
    "advice_answer",
    "questions",
    "signature",
)


@transaction.atomic
def record_panel(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record an Attendance Panel Meeting: who came, the child's view, what was agreed, and the target."""
    came = _came(case, data)
    event = actions.take(case, step, **{**taken, "reason": who_came(came)})
    panel = Panel.objects.create(event=event, **{name: data[name] for name in PANEL})
    panel.parents_present.add(*came)
    Target.objects.create(case=case, event=event, percent=data["target"], from_on=taken["on"])
    return event


def who_came(parents: Sequence[Adult]) -> str:
    """Which parents came to a panel, in a sentence."""
    return f"Came: {listed([adult.name for adult in parents])}." if parents else "No parent came."


def panel_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What a panel's form holds of it, to be put right."""
    panel = Panel.objects.filter(event=taken).first()
    return panel and {
        **{name: getattr(panel, name) for name in PANEL},
        "parents_present": list(panel.parents_present.order_by("sort_name", "pk").values_list("key", flat=True)),
        "target": Target.objects.get(event=taken).percent,
    }


def correct_panel(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right what was recorded of a panel, and who came. The target that was set there is of its true day."""
    taken = root_of(event)
    if data is not None:
        panel = Panel.objects.get(event=taken)
        _keep(panel, PANEL, data)
        came = _came(case, data)
        panel.parents_present.set(came)
        facts = {**facts, "came": who_came(came)}
    _correct_target(case, taken, on, data)
    return dict(facts)


@transaction.atomic
def record_interview(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record an interview under caution, or that the parent did not come. Never the same record as a panel."""
    event = actions.take(case, step if data["attended"] else pathway.MISS_PACE, **taken)
    PaceInterview.objects.create(event=event, **{name: data[name] for name in INTERVIEW})
    if data["target"] and data["attended"]:
        Target.objects.create(case=case, event=event, percent=data["target"], from_on=taken["on"])
    return event


def interview_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of an interview that was held holds of it, to be put right."""
    held = PaceInterview.objects.filter(event=taken, attended=True).first()
    target = Target.objects.filter(event=taken).first()
    return held and {
        **{name: getattr(held, name) for name in INTERVIEW},
        "attended": "yes",
        "began": held.began_at.astimezone(LONDON).time(),
        "ended": held.ended_at.astimezone(LONDON).time(),
        "questions_text": "\n".join(f"Q: {one['question']}\nA: {one['answer']}" for one in held.questions),
        "target": target.percent if target else None,
    }


def correct_interview(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right what was recorded of an interview. Its times, and a target that was set there, are of its true day."""
    taken = root_of(event)
    held = PaceInterview.objects.filter(event=taken, attended=True).first()
    if held is not None and data is not None:
        _keep(held, INTERVIEW, data)
    elif held is not None:
        times = {name: getattr(held, name).astimezone(LONDON).time() for name in ("began_at", "ended_at")}
        _keep(held, tuple(times), {name: datetime.combine(on, time, LONDON) for name, time in times.items()})
    _correct_target(case, taken, on, data)
    return dict(facts)


def _came(case: Case, data: Mapping[str, Any]) -> list[Adult]:
    named = Adult.objects.filter(parties__case=case, key__in=data["parents_present"])
    return list(named.order_by("sort_name", "pk").distinct())


def _keep(record: Panel | PaceInterview, names: Sequence[str], data: Mapping[str, Any]) -> None:
    for name in names:
        setattr(record, name, data[name])
    record.save(update_fields=names)


def _correct_target(case: Case, taken: Event, on: date, data: Mapping[str, Any] | None) -> None:
    target = Target.objects.filter(event=taken).first()
    percent = data["target"] if data is not None else target and target.percent
    if percent:
        Target.objects.update_or_create(event=taken, defaults={"case": case, "percent": percent, "from_on": on})
    elif target is not None:
        raise Refused("A target that was set stays. Put right what it was.", field="target")
