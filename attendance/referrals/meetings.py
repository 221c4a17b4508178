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
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import LONDON
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
    pathway.INVITE_PANEL.key: (pathway.RECORD_PANEL, pathway.WARN_FINALLY),
    pathway.INVITE_PACE.key: (
        pathway.RECORD_PACE,
        pathway.MISS_PACE,
        pathway.DROP_ROUTE,
        pathway.END_PARENT,
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


def correct_invitation(case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Put the day of a meeting right: it is kept with the invitation alone."""
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


@transaction.atomic
def record_panel(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record an Attendance Panel Meeting: who came, the child's view, what was agreed, and the target."""
    came = list(
        Adult.objects.filter(parties__case=case, key__in=data["parents_present"]).order_by("sort_name", "pk").distinct()
    )
    who = f"Came: {listed([adult.name for adult in came])}." if came else "No parent came."
    event = actions.take(case, step, **{**taken, "reason": who})
    panel = Panel.objects.create(
        event=event,
        place=data["place"],
        council_present=data["council_present"],
        school_present=data["school_present"],
        child_present=data["child_present"],
        child_view=data["child_view"],
        discussed=data["discussed"],
        agreed=data["agreed"],
    )
    panel.parents_present.add(*came)
    Target.objects.create(case=case, event=event, percent=data["target"], from_on=taken["on"])
    return event


def correct_meeting(case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Put right when a meeting was: the target that was set there, and an interview's times, are of its true day."""
    here = {"event__case": case, "event__order": actions.root_of(event).order}
    Target.objects.filter(**here).update(from_on=on)
    interview = PaceInterview.objects.filter(**here, attended=True).first()
    if interview is not None:
        interview.began_at, interview.ended_at = (
            datetime.combine(on, moment.astimezone(LONDON).time(), LONDON)
            for moment in (interview.began_at, interview.ended_at)
        )
        interview.save(update_fields=["began_at", "ended_at"])
    return dict(facts)


@transaction.atomic
def record_interview(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record an interview under caution, or that the parent did not come. Never the same record as a panel."""
    event = actions.take(case, step if data["attended"] else pathway.MISS_PACE, **taken)
    PaceInterview.objects.create(
        event=event,
        attended=data["attended"],
        place=data["place"],
        began_at=data["began_at"],
        ended_at=data["ended_at"],
        present=data["present"],
        caution=data["caution"],
        caution_understood=data["caution_understood"],
        told_free_to_leave=data["told_free_to_leave"],
        advice_offered=data["advice_offered"],
        advice_answer=data["advice_answer"],
        questions=data["questions"],
        signature=data["signature"],
    )
    if data["target"] and data["attended"]:
        Target.objects.create(case=case, event=event, percent=data["target"], from_on=taken["on"])
    return event
