"""Plays one story through the actions, step by step, as the people of the team would have taken them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from attendance.demo import court, facts
from attendance.demo.meetings import interview_data, panel_data
from attendance.demo.papers import hand_in
from attendance.demo.posting import post, post_papers
from attendance.demo.referring import marks_after, refer, send
from attendance.demo.stories import Plan
from attendance.prosecution.pathway import DISCONTINUE
from attendance.referrals import actions, considering, pathway, queries
from attendance.referrals.models import Draft, Moment, RouteKind
from attendance.referrals.routes import ChosenRoute
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases import casework, duties
from oxle.cases.models import Case, Event, Party
from oxle.demo.county import County, Pupil
from oxle.demo.marks import Day, sums
from oxle.people import actions as people

STEPS = {step.key: step for step in pathway.REFERRAL.steps}
CLOSING = {step.key for step in pathway.REFERRAL.steps if step.to and step.to.closed}


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

    @cached_property
    def parents(self) -> list[Party]:
        """The parents who are parties, in a fixed order; no story adds one or takes one off."""
        return list(self.case.parties.filter(role="parent").select_related("adult").order_by("adult__sort_name", "pk"))

    def attendance(self, since: date, until: date) -> str:
        """The attendance over some days, in per cent, as an officer would read it off the register."""
        share = sums([day for day in self.after if since <= day.on <= until]).attendance
        return str((share if share is not None else Decimal(100)).quantize(Decimal("0.01")))


def cast(county: County, number: int, plan: Plan) -> Pupil:
    """The pupil of one story, whom no other has."""
    open_schools = [school for school in county.schools if school.pk in county.leads]
    # Half of them from the two schools whose people sign in to the demonstration.
    school = open_schools[number % 2] if number % 4 < 2 else open_schools[number % len(open_schools)]
    if plan.left:
        school = [one for one in open_schools if one.highest_age == 16][number % 3]
    to_court = any(key == "prepare_papers" for key, _ in plan.steps)
    # No absence is an offence before compulsory school age, and those of a prosecution are of terms ago.
    return county.take(school, left=plan.left, years=(3, 11) if to_court else (1, 11))


def play(county: County, number: int, plan: Plan, pupil: Pupil) -> Case:
    """Make the case of one story, from the referral to its last step."""
    (_, referred_ago), *rest = plan.steps
    case, days = refer(county, number, pupil, county.days_ago(referred_ago), plan.reason)
    away = facts.AWAY_AFTER.get(plan.name, 20 + number % 4 * 8)
    told = Told(county, number, plan, pupil, case, marks_after(county, pupil, days[-1].on, away=away))
    for key, ago in rest:
        if key in CLOSING:
            # While the case is still open, as the letters would have gone.
            post(told)
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
        "hand_in": hand_in,
        "release_papers": court.release,
        "commence": court.charge,
        "plead": court.plead,
        "return_papers": court.send_back,
        "outcome": court.conclude,
        "apply": court.apply_for_order,
        "order_made": court.make_order,
    }
    if key in special:
        special[key](told, on)
        return
    if key in {"final_warning", "prepare_papers"}:
        _consider(told, Moment.FINAL_WARNING, on)
    parties: list[Party | None] = [None]
    if STEPS[key].per_party:
        routes = {route.party_id: route for route in queries.chosen_routes(told.case)}
        concerned = {party for party, route in routes.items() if key == "remind" or route.is_prosecution}
        chosen = [party for party in told.parents if party.pk in concerned]
        parties = list(chosen[:1] if key in facts.FOR_FIRST_PARENT else chosen)
    for place, party in enumerate(parties):
        _do(told, key, on, _facts(told, key, on), _data(told, key, on, place), party)


def _do(
    told: Told, key: str, on: date, recorded: Mapping[str, Any], data: Mapping[str, Any] | None, party: Party | None
) -> Event:
    step = STEPS[key]
    by = told.senior if key in facts.BY_SENIOR else told.officer
    taken = {
        "by": by,
        "on": on,
        "at": told.county.moment(on, 14 if key != "record_panel" else 15, told.number % 60),
        "reason": facts.REASONS.get(key, ""),
        "facts": recorded,
        "party": party,
    }
    action = duties.duty("attendance").step_actions.get(f"{pathway.REFERRAL.key}/{key}")
    if action is None:
        return cases.take(told.case, step, **taken)
    return action(told.case, step, data=data or {}, **taken)


def _facts(told: Told, key: str, on: date) -> dict[str, Any]:
    attendance = ""
    if key in {"target_met", "target_missed"}:
        held = told.case.targets.order_by("from_on").last()
        attendance = told.attendance(held.from_on, on)
    return facts.of_step(told.county, told.number, told.plan, key, told.pupil.school.name, attendance)


def _data(told: Told, key: str, on: date, place: int) -> dict[str, Any] | None:
    if key == "record_panel":
        return panel_data(told.number, told.pupil.school.name, told.officer.name, [party.key for party in told.parents])
    if key == "record_pace":
        return interview_data(told.number, told.pupil.school.name, on, told.officer.name, told.parents[0].name)
    if key == "change_route":
        return {"kind": RouteKind.S444_1A, "with_parenting_order": False}
    return None


def _accept(told: Told, on: date) -> None:
    county, case = told.county, told.case
    _consider(told, Moment.ACCEPTANCE, on)
    parents = told.parents
    chosen = facts.routes(told.number, told.plan, len(parents))
    routes = [
        ChosenRoute(party, one.kind, one.with_parenting_order, one.reason)
        for party, one in zip(parents, chosen, strict=True)
    ]
    at = county.moment(on, 13, told.number % 60)
    actions.accept(
        case, routes=routes, by=told.senior, on=on, at=at, version=case.version, reason=facts.REASONS["accept"]
    )
    if not told.plan.unallocated:
        reason = facts.allocated_because(told.number)
        casework.allocate(case, to=told.officer, by=told.senior, on=on, at=at, reason=reason, version=case.version)


def _return(told: Told, on: date) -> None:
    at = told.county.moment(on, 12, told.number % 60)
    actions.return_to_school(
        told.case, by=told.senior, on=on, at=at, version=told.case.version, reason=facts.REASONS["return"]
    )


def _reject(told: Told, on: date) -> None:
    at = told.county.moment(on, 12, told.number % 60)
    actions.reject(told.case, by=told.senior, on=on, at=at, version=told.case.version, reason=facts.REASONS["reject"])


def _resubmit(told: Told, on: date) -> None:
    draft = Draft.objects.get(case=told.case)
    at = told.county.moment(on, 11, told.number % 60)
    send(draft, told.county.leads[told.pupil.school.pk], on, at, answer=facts.REASONS["resubmit"])
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
    where, reason = facts.MOVED_TO, facts.REASONS["transfer_out"]
    cases.take(told.case, pathway.TRANSFER, by=told.officer, on=on, at=at, facts=where, reason=reason)


def _end_prosecutions(told: Told, on: date) -> None:
    at = told.county.moment(on, 10, told.number % 60)
    for case in Case.objects.filter(came_from=told.case, closed_on=None):
        reason = "The parent has since worked with the school, and attendance is what it should be."
        cases.take(case, DISCONTINUE, by=told.county.people["solicitor"], on=on, at=at, reason=reason)
        post_papers(told, case)


def _consider(told: Told, moment: Moment, on: date) -> None:
    by = told.senior if moment == Moment.ACCEPTANCE else told.officer
    known = considering.known_of(told.case, on)
    actions.consider(told.case, moment, facts.findings(told.number, known), by=by, on=on, known=known)
