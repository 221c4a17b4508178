"""What became of a referral, as the school that made it may know it: never the council's notes, never a parent's route.

Of a pupil who was typed in it is the same before and after somebody identified them, and whoever they are.
"""

from datetime import date
from typing import Any

from attendance.prosecution.pathway import DISCONTINUED
from attendance.referrals import pathway
from attendance.referrals.models import Draft
from oxle.accounts.models import User
from oxle.cases.models import Case, CaseLetter, Event
from oxle.cases.standing import last_taken, newest_first
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day

TEAM = "County Attendance Team"
TITLES = {
    pathway.REFER.key: "Received by the County Attendance Team",
    pathway.RESUBMIT.key: "Received again",
    pathway.RETURN.key: "Returned for more information",
    pathway.ACCEPT.key: "Accepted",
    pathway.REJECT.key: "Not accepted",
    pathway.INVITE_PANEL.key: "Attendance Panel Meeting arranged",
    pathway.RECORD_PANEL.key: "Attendance Panel Meeting held",
    pathway.RECORD_TARGET_MET.key: "Target met",
    pathway.RECORD_TARGET_MISSED.key: "Target not met",
    pathway.WARN_FINALLY.key: "Final warning given",
    pathway.PREPARE_PAPERS.key: "Papers being prepared for court",
    pathway.END_COURT.key: "Court proceedings ended",
    pathway.CLOSE_IMPROVED.key: "Closed: attendance improved",
    pathway.WITHDRAW.key: "Withdrawn",
    pathway.TRANSFER.key: "Closed: moved to another authority",
    pathway.LEAVE_AGE.key: "Closed: over compulsory school age",
}
# What the school did itself, where nobody did it for the school.
BY_SCHOOL = {
    pathway.REFER.key: "Sent to the County Attendance Team",
    pathway.RESUBMIT.key: "Sent again",
}
# The reasons that are written for the school, and what it wrote itself. Every other reason is the council's own.
FOR_SCHOOL = {pathway.RETURN.key, pathway.REJECT.key, pathway.RESUBMIT.key}
AGAIN = "Tell the team if absence without leave begins again. You can then refer again."
MEANS = {
    pathway.ACCEPT.key: "The parents are written to, and a meeting is arranged. Carry on with your own support.",
    pathway.RECORD_TARGET_MISSED.key: "The team decides what follows. Keep the register up to date.",
    pathway.CLOSE_IMPROVED.key: AGAIN,
    pathway.WITHDRAW.key: "The team no longer works on this referral.",
}


def reference_of(draft: Draft) -> str:
    """What to call the referral by; empty until it is sent."""
    return draft.case.reference if draft.case else draft.reference


def stage_of(draft: Draft) -> str:
    """Where it stands; empty until it is sent."""
    if draft.case:
        return draft.case.stage_label
    if draft.state == Draft.State.RETURNED:
        return pathway.RETURNED.label
    return pathway.RECEIVED.label if draft.sent_on else ""


def open_question(draft: Draft) -> str:
    """What the team still asks of the school; empty when it asks nothing."""
    if not draft.needs_answer:
        return ""
    if draft.case is None:
        return draft.returned_because
    return _reason(last_taken(draft.case, pathway.RETURN.key))


def history(draft: Draft) -> list[dict[str, Any]]:
    """What happened, newest first, as a timeline shows it."""
    found = []
    if draft.case:
        events = newest_first(draft.case.events.filter(step__in=TITLES).select_related("by"))
        found += [_entry(event.step, event.on, _text(event), event.by) for event in events]
    elif draft.sent_on:
        found.append(_entry(pathway.REFER.key, draft.sent_on, "", draft.sent_by))
    if draft.returned_on:
        returned = _entry(pathway.RETURN.key, draft.returned_on, draft.returned_because)
        found.insert(0 if draft.state == Draft.State.RETURNED and draft.case is None else len(found), returned)
    return found


def _entry(step: str, on: date, text: str, by: User | None = None) -> dict[str, Any]:
    title, whose = TITLES[step], TEAM
    if step in BY_SCHOOL:
        # What an officer entered for the school is received by the team, and who that was is no matter of the school's.
        sent = by is not None and not by.is_council
        title, whose = (BY_SCHOOL[step], by.name) if sent else (title, "")
    return {"title": title, "by": whose, "on": on, "text": text}


def _text(event: Event) -> str:
    if event.step in FOR_SCHOOL:
        return _reason(event)
    if event.step == pathway.INVITE_PANEL.key:
        return _meeting(event)
    if event.step == pathway.RECORD_PANEL.key and event.facts.get("target"):
        return f"The target is {event.facts['target']}%."
    if event.step == pathway.END_COURT.key:
        return _end_of(event.case)
    return MEANS.get(event.step, "")


def _end_of(case: Case) -> str:
    """How proceedings ended, in the words that hold for every parent: what a court decided comes by letter, and where
    it decided nothing no letter is promised."""
    letters = CaseLetter.objects.filter(case__came_from=case, letter__organisation=case.school.organisation)
    if letters.exclude(letter__state=Letter.State.WITHDRAWN).exists():
        return "The team writes to you about what the court decided."
    ended = set(case.led_to.exclude(closed_on=None).values_list("stage", flat=True))
    stopped = "The council did not go on with any prosecution, so no court decided. "
    return f"{stopped if ended == {DISCONTINUED.key} else ''}No letter follows. {AGAIN}"


def _reason(event: Event) -> str:
    # A correction's reason says why a date was put right, and is not for the school.
    while event.supersedes is not None:
        event = event.supersedes
    return event.reason


def _meeting(event: Event) -> str:
    on, facts = event.facts.get("meeting_on"), event.facts
    if not on:
        return ""
    parts = [f"On {plain_day(date.fromisoformat(on))}", facts.get("meeting_time"), facts.get("place")]
    return f"{', '.join(part for part in parts if part)}."
