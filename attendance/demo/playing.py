"""Plays one story through the actions, step by step, as the people of the team would have taken them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attendance.demo.meetings import interview_data, panel_data
from attendance.demo.posting import post
from attendance.demo.referring import marks_after, refer, send
from attendance.demo.stories import Plan
from attendance.prosecution.pathway import DISCONTINUE
from attendance.referrals import actions, pathway
from attendance.referrals.models import Draft, Moment, RouteKind, Topic
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework, duties
from oxle.cases.models import Case, Event, Party
from oxle.demo.county import County, Pupil
from oxle.demo.marks import Day, sums
from oxle.people import actions as people

STEPS = {step.key: step for step in pathway.REFERRAL.steps}
ROUTES = (RouteKind.S444_1, RouteKind.ESO, RouteKind.S444_1A, RouteKind.S444_1, RouteKind.ESO)
REASONS = {
    "return": "Please send the notes of the planning meeting, and say who was invited and who came.",
    "reject": "Early help has only just begun. Please give it until the end of term and refer again if it fails.",
    "accept": "The school has done what it can, and absence without leave goes on.",
    "change_route": "The interview showed that the parent knew and did not act.",
    "final_warning": "The target was not met, and no reason was given that would excuse it.",
    "prepare_papers": "",
    "seek_supervision_order": "Supervision is more likely to help this family than a fine.",
    "court_ended": "The court has dealt with the matter.",
    "close_improved": "Attendance has stayed above the target.",
    "pause": "The MASH is looking at what the school reported; nothing more until they have decided.",
    "resume": "No further action by the MASH.",
    "withdraw": "The family has moved to another school in the county and attends.",
    "transfer_out": "The family has moved to Farshire. Their council has been told.",
}
# How many days in a hundred are missed after the referral, by how the story goes.
AWAY_AFTER = {"improved": 2, "target_met": 3, "withdrawn": 5}
BY_SENIOR = {"accept", "return", "reject", "change_route", "seek_supervision_order"}


@dataclass
class Told:
    """A story as far as it has been told."""

    county: County
    number: int
    plan: Plan
    pupil: Pupil
    case: Case
    after: Sequence[Day]

    @property
    def officer(self) -> User:
        """Who works on it."""
        return self.county.people["officer1" if self.number % 5 < 3 else "officer2"]

    @property
    def senior(self) -> User:
        """Who decides on it."""
        return self.county.people["senior"]

    def parents(self) -> list[Party]:
        """The parents who are parties, in a fixed order."""
        return list(self.case.parties.filter(role="parent").select_related("adult").order_by("adult__sort_name", "pk"))

    def attendance(self, since: date, until: date) -> str:
        """The attendance over some days, in per cent, as an officer would read it off the register."""
        share = sums([day for day in self.after if since <= day.on <= until]).attendance
        return str((share if share is not None else Decimal(100)).quantize(Decimal("0.01")))


def play(county: County, number: int, plan: Plan) -> Case:
    """Make the case of one story, from the referral to its last step."""
    open_schools = [school for school in county.schools if school.pk in county.leads]
    # Half of them from the two schools whose people sign in to the demonstration.
    school = open_schools[number % 2] if number % 4 < 2 else open_schools[number % len(open_schools)]
    if plan.left:
        school = [one for one in open_schools if one.highest_age == 16][number % 3]
    pupil = county.take(school, left=plan.left)
    (_, referred_ago), *rest = plan.steps
    case, days = refer(county, number, pupil, county.days_ago(referred_ago), plan.reason)
    away = AWAY_AFTER.get(plan.name, 20 + number % 4 * 8)
    told = Told(county, number, plan, pupil, case, marks_after(county, pupil, days[-1].on, away=away))
    for key, ago in rest:
        take(told, key, county.days_ago(ago))
    post(told)
    return told.case


def take(told: Told, key: str, on: date) -> None:
    """Take one step on a day, with all that its page would ask."""
    special = {
        "accept": _accept,
        "return": _return,
        "reject": _reject,
        "resubmit": _resubmit,
        "over_age": _leave_age,
        "transfer_out": _transfer,
        "court_over": _end_prosecutions,
    }
    if key in special:
        special[key](told, on)
        return
    if key == "final_warning":
        _consider(told, Moment.FINAL_WARNING, on)
    parties: list[Party | None] = [None]
    if STEPS[key].per_party:
        chosen = [party for party in told.parents() if _is_prosecuted(party)]
        parties = list(chosen[:1] if key in {"invite_pace", "record_pace", "change_route"} else chosen)
    for place, party in enumerate(parties):
        _do(told, key, on, _facts(told, key, on), _data(told, key, on, place), party)


def _do(
    told: Told, key: str, on: date, facts: Mapping[str, Any], data: Mapping[str, Any] | None, party: Party | None
) -> Event:
    step = STEPS[key]
    by = told.senior if key in BY_SENIOR else told.officer
    taken = {
        "by": by,
        "on": on,
        "at": told.county.moment(on, 14 if key != "record_panel" else 15, told.number % 60),
        "reason": REASONS.get(key, ""),
        "facts": facts,
        "party": party,
    }
    action = duties.duty("attendance").step_actions.get(f"{pathway.REFERRAL.key}/{key}")
    if action is None:
        return cases.take(told.case, step, **taken)
    return action(told.case, step, data=data or {}, **taken)


def _facts(told: Told, key: str, on: date) -> dict[str, Any]:
    if key in {"invite_panel", "invite_pace"}:
        return {
            "meeting_on": _meeting_on(told, key).isoformat(),
            "meeting_time": "10:30",
            "place": told.pupil.school.name,
        }
    if key == "remind":
        return {"outcome": ("spoke", "message", "no_answer")[told.number % 3]}
    if key in {"target_met", "target_missed"}:
        held = told.case.targets.order_by("from_on").last()
        return {"attendance": told.attendance(held.from_on, on)}
    if key == "record_panel":
        return {"target": "92.00"}
    return {}


def _meeting_on(told: Told, key: str) -> date:
    """The day for which a meeting was arranged: that of its record, where the story comes to it."""
    kept = {"invite_panel": "record_panel", "invite_pace": "record_pace"}[key]
    ago = dict(told.plan.steps).get(kept)
    if ago is not None:
        return told.county.days_ago(ago)
    day = told.county.on + timedelta(days=told.plan.meeting or 0)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _data(told: Told, key: str, on: date, place: int) -> dict[str, Any] | None:
    if key == "record_panel":
        return panel_data(told.number, told.pupil.school.name, told.officer.name, told.parents())
    if key == "record_pace":
        return interview_data(told.number, told.pupil.school.name, on, told.officer.name, told.parents()[0].name)
    if key == "change_route":
        return {"kind": RouteKind.S444_1A, "with_parenting_order": False}
    return None


def _is_prosecuted(party: Party) -> bool:
    return party.routes.filter(to_on=None, kind__in=[RouteKind.S444_1, RouteKind.S444_1A]).exists()


def _accept(told: Told, on: date) -> None:
    county, case = told.county, told.case
    _consider(told, Moment.ACCEPTANCE, on)
    needs_court = any(key in {"prepare_papers", "record_pace", "change_route"} for key, _ in told.plan.steps)
    routes = []
    for place, party in enumerate(told.parents()):
        kind = ROUTES[(told.number + place) % len(ROUTES)]
        if needs_court and place == 0:
            kind = RouteKind.S444_1
        elif place == 1 and told.number % 5 < 4:
            kind = RouteKind.NONE
        prosecuted = kind in {RouteKind.S444_1, RouteKind.S444_1A}
        why = "Lives elsewhere and has asked for help." if kind == RouteKind.NONE else "Support has not worked."
        routes.append(actions.ChosenRoute(party, kind, prosecuted and told.number % 7 == 0, why))
    at = county.moment(on, 13, told.number % 60)
    actions.accept(case, routes=routes, by=told.senior, on=on, at=at, version=case.version, reason=REASONS["accept"])
    if not told.plan.unallocated:
        reason = "Covers this school" if told.number % 3 else "Knows the family"
        casework.allocate(case, to=told.officer, by=told.senior, on=on, at=at, reason=reason, version=case.version)


def _return(told: Told, on: date) -> None:
    at = told.county.moment(on, 12, told.number % 60)
    actions.return_to_school(
        told.case, by=told.senior, on=on, at=at, version=told.case.version, reason=REASONS["return"]
    )


def _reject(told: Told, on: date) -> None:
    at = told.county.moment(on, 12, told.number % 60)
    actions.reject(told.case, by=told.senior, on=on, at=at, version=told.case.version, reason=REASONS["reject"])


def _resubmit(told: Told, on: date) -> None:
    draft = Draft.objects.get(case=told.case)
    send(draft, told.county.leads[told.pupil.school.pk], on, told.county.moment(on, 11, told.number % 60))
    told.case.refresh_from_db()


def _leave_age(told: Told, on: date) -> None:
    cases.take(told.case, pathway.LEAVE_AGE, by=told.officer, on=on, at=told.county.moment(on, 9))


def _transfer(told: Told, on: date) -> None:
    at = told.county.moment(on, 9, told.number % 60)
    enrolment = told.pupil.child.enrolments.get(to_on=None)
    people.leave(enrolment, enrolment.version, by=told.officer, on=on)
    told.pupil.left_on = on
    for child, school, monday in list(told.county.weeks):
        if child == told.pupil.child.pk and monday > on:
            del told.county.weeks[child, school, monday]
    cases.take(told.case, pathway.TRANSFER, by=told.officer, on=on, at=at, reason=REASONS["transfer_out"])


def _end_prosecutions(told: Told, on: date) -> None:
    at = told.county.moment(on, 10, told.number % 60)
    for case in Case.objects.filter(came_from=told.case, closed_on=None):
        reason = "The parent has since worked with the school, and attendance is what it should be."
        cases.take(case, DISCONTINUE, by=told.county.people["solicitor"], on=on, at=at, reason=reason)


def _consider(told: Told, moment: Moment, on: date) -> None:
    found = []
    for place, topic in enumerate(Topic):
        finding, note, go_on = "clear", "", ""
        if (told.number + place) % 5 == 0:
            finding, note = "resolved", "Discussed with the SENCO and the family: what is needed is in place."
        elif (told.number + place) % 37 == 0:
            finding, note = "unresolved", "The family has complained about it; the answer is not out yet."
            go_on = "The complaint is about last year, and the absences of this year are not affected."
        found.append({"topic": topic.value, "finding": finding, "note": note, "go_on_because": go_on})
    actions.consider(told.case, moment, found, by=told.senior if moment == Moment.ACCEPTANCE else told.officer, on=on)
