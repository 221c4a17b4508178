"""What the people of the made-up county decide, find and write down at each step, told one by one or in bulk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from attendance.demo.meetings import TARGET
from attendance.demo.stories import Plan
from attendance.referrals.models import RouteKind, Topic
from oxle.demo.county import County

REASONS = {
    "return": "Please send the notes of the planning meeting, and say who was invited and who came.",
    "resubmit": "The notes of the planning meeting are with the step now. Both parents were asked, and one came.",
    "reject": "Early help has only just begun. Please give it until the end of term and refer again if it fails.",
    "accept": "The school has done what it can, and absence without leave goes on.",
    "change_route": "The interview showed that the parent knew and did not act.",
    "final_warning": "The target was not met, and no reason was given that would excuse it.",
    "seek_supervision_order": "Supervision is more likely to help this family than a fine.",
    "court_ended": "Attendance has improved, and a prosecution is not in the public interest any more.",
    "close_improved": "Attendance has stayed above the target.",
    "pause": "The MASH is looking at what the school reported; nothing more until they have decided.",
    "resume": "No further action by the MASH.",
    "withdraw": "The family has moved to another school in the county and attends.",
    "transfer_out": "The family has moved out of the county.",
}
MOVED_TO = {"authority": "Farshire", "told": "Their attendance team, by telephone and then in writing."}
# The senior officer takes these, an attendance officer all others.
BY_SENIOR = {"accept", "choose_route", "return", "reject", "change_route", "seek_supervision_order"}
# Which of the steps that concern one parent are taken for the first of them only.
FOR_FIRST_PARENT = {"invite_pace", "record_pace", "change_route"}
ROUTES = (RouteKind.S444_1, RouteKind.ESO, RouteKind.S444_1A, RouteKind.S444_1, RouteKind.ESO)
PROSECUTED = {RouteKind.S444_1, RouteKind.S444_1A}
# How many days in a hundred are missed after the referral, by how the story goes.
AWAY_AFTER = {"improved": 2, "target_met": 3, "withdrawn": 5}


@dataclass(frozen=True)
class Chosen:
    """The route that the senior officer chooses for one parent, and why."""

    kind: RouteKind
    with_parenting_order: bool
    reason: str


def routes(number: int, plan: Plan, parents: int) -> list[Chosen]:
    """A route for each parent, the first of whom is prosecuted where the story comes to that."""
    needs_court = any(key in {"prepare_papers", "record_pace", "change_route"} for key, _ in plan.steps)
    found = []
    for place in range(parents):
        kind = ROUTES[(number + place) % len(ROUTES)]
        if needs_court and place == 0:
            kind = RouteKind.S444_1
        elif place == 1 and number % 5 < 4:
            kind = RouteKind.NONE
        why = "Lives elsewhere and has asked for help." if kind == RouteKind.NONE else "Support has not worked."
        found.append(Chosen(kind, kind in PROSECUTED and number % 7 == 0, why))
    return found


def findings(number: int, known: Collection[str] = ()) -> list[dict[str, str]]:
    """What was found of every topic before an enforcement step; of `known` topics something is recorded."""
    found = []
    for place, topic in enumerate(Topic):
        finding, note, go_on = "clear", "", ""
        if (number + place) % 5 == 0:
            finding, note = "resolved", "Discussed with the SENCO and the family: what is needed is in place."
        elif (number + place) % 37 == 0:
            finding, note = "unresolved", "The family has complained about it; the answer is not out yet."
            go_on = "The complaint is about last year, and the absences of this year are not affected."
        elif topic in known:
            finding, note = "resolved", "Read, and talked over with the school and the family: help is in place."
        found.append({"topic": topic.value, "finding": finding, "note": note, "go_on_because": go_on})
    return found


def of_step(county: County, number: int, plan: Plan, key: str, place: str, attendance: str) -> dict[str, Any]:
    """The facts that a step records. `attendance`: the child's since the target was set, in per cent."""
    if key in {"invite_panel", "invite_pace"}:
        return {"meeting_on": _meeting_on(county, plan, key).isoformat(), "meeting_time": "10:30", "place": place}
    if key == "remind":
        arranged_for = _meeting_on(county, plan, "invite_panel").isoformat()
        return {"outcome": ("spoke", "message")[number % 2], "meeting_on": arranged_for}
    if key in {"target_met", "target_missed"}:
        return {"attendance": attendance}
    if key == "record_panel":
        return {"target": TARGET}
    return {}


def allocated_because(number: int) -> str:
    """Why a case was given to its officer."""
    return "Covers this school" if number % 3 else "Knows the family"


def _meeting_on(county: County, plan: Plan, key: str) -> date:
    """The day for which a meeting was arranged: that of its record, where the story comes to it."""
    kept = {"invite_panel": "record_panel", "invite_pace": "record_pace"}[key]
    ago = dict(plan.steps).get(kept)
    if ago is not None:
        return county.days_ago(ago)
    day = county.on + timedelta(days=plan.meeting or 0)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
