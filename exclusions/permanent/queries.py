"""The reads on permanent exclusions: what a school told, how it stands for the school, what stands in the way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from exclusions.not_owed import EXAMS_OVER_ON
from exclusions.permanent import pathway, rules
from exclusions.permanent.models import PermanentExclusion
from oxle.accounts.models import Membership, User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import EVERYTHING, NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Deadline, Event, Party
from oxle.cases.pathways import Clock
from oxle.cases.permissions import PORTAL
from oxle.cases.standing import as_they_stand, last_taken, newest_first
from oxle.core.dates import from_iso, today
from oxle.people.visibility import conflicts_of
from oxle.schooldays.wording import plain_day

# Who sees the money that moves with an exclusion.
FUNDING = read("funding")
# What the school that told of it may know: never the council's notes, never another school's part before it is named.
TITLES = {
    pathway.TELL.key: "The council was told",
    pathway.PARENTS_TOLD.key: "The parents were told of the exclusion in writing",
    pathway.GOVERNORS_TOLD.key: "The governors were told of the exclusion",
    pathway.SAY_WORK.key: "Work of the first five school days",
    pathway.SEND_LETTER.key: "The letter to the parents was attached",
    pathway.ARRANGE.key: "Education arranged",
    pathway.TELL_PARENTS.key: "The parents were told where and when education begins",
    pathway.BEGIN.key: "Education has begun",
    pathway.BEGIN_IN_PART.key: "Education has begun, not full-time",
    pathway.NOT_OWED.key: "No education is owed from day 6",
    pathway.CALL_GOVERNORS.key: "Governors’ meeting recorded",
    pathway.SEND_PAPERS.key: "Governors’ papers recorded as sent",
    pathway.CHASE_GOVERNORS.key: "The council asked the governors again",
    pathway.UPHOLD.key: "Governors’ decision recorded: upheld",
    pathway.REINSTATE.key: "Governors’ decision recorded: reinstated",
    pathway.RESCIND.key: "Recorded as cancelled by the head",
    pathway.ASK_REVIEW.key: "A review was asked for",
    pathway.WAIVE_REVIEW.key: "The parents will not ask for a review",
    pathway.END_WINDOW.key: "Nobody asked for a review in time",
    pathway.REVIEW_UPHELD.key: "The review panel upheld the decision",
    pathway.REVIEW_SENT_BACK.key: "The review panel sent the decision back to the governors",
    pathway.REVIEW_WITHDRAWN.key: "The review was withdrawn",
    pathway.STAND_BY.key: "The governors kept to their decision",
    pathway.DECLINED.key: "The parents declined the place that the governors offered back",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
    pathway.CONFIRM.key: "Closed: the pupil attends a new place",
    pathway.LEAVE.key: "Closed by the council",
    pathway.MISTAKE.key: "Closed: entered by mistake",
}
# When education must begin: in both readings of day 6, and for a child who is looked after.
DAY_SIX = (pathway.DAY_SIX.key, pathway.DAY_SIX_AFTER.key, pathway.LOOKED_AFTER.key)
# The school's own dates, and those by which it plans.
FOR_SCHOOL = (
    pathway.LOOKED_AFTER.key,
    pathway.DAY_SIX.key,
    pathway.HOME_DAY_SIX.key,
    pathway.PARENTS_TOLD_IN_TIME.key,
    pathway.GOVERNORS_TOLD_IN_TIME.key,
    pathway.LETTER.key,
    pathway.CHALLENGE_ANSWER.key,
    pathway.GOVERNORS.key,
    pathway.GOVERNORS_BEFORE_EXAM.key,
    pathway.PAPERS.key,
    pathway.REVIEW_WINDOW.key,
    pathway.REVIEW_TRUST.key,
    pathway.RECONSIDERATION.key,
)


@visible(PermanentExclusion)
def _told(user: Any) -> Q:
    """A school sees what it told us, also when the child has left it, and whoever works on funding sees of every one
    what the money needs; a conflict of interest closes it."""
    shown = NOTHING
    if FUNDING in user.permissions:
        shown = EVERYTHING
    elif PORTAL in user.permissions:
        shown = Q(case__school__organisation__in=user.organisations_where(PORTAL))
    return shown & ~Q(case__child__in=conflicts_of(user, today()).values("child"))


def get_told_for(user: User, key: str) -> Case:
    """The case of a permanent exclusion that this person's school told of, its sight recorded; 404 to strangers."""
    rows = visible_to(user, PermanentExclusion).select_related(
        "case__child", "case__school__organisation", "letter__file"
    )
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def told_with_others(case: Case) -> tuple[PermanentExclusion, list[PermanentExclusion]]:
    """What was told on a case, and on the other open ones of its child: another school may exclude it again."""
    also = Q(case__child=case.child_id, case__closed_on=None)
    rows = PermanentExclusion.objects.filter(Q(case=case) | also).select_related("case__school__organisation")
    found = {row.case_id: row for row in rows.order_by("case")}
    # Whoever asks the case for it next does not read it again.
    case.permanent_exclusion = told = found.pop(case.pk)
    return told, list(found.values())


def dates_for_school(case: Case) -> list[Deadline]:
    """The dates that run and that the school is told of, the next first."""
    return list(case.deadlines.filter(clock__in=FOR_SCHOOL, state="running").order_by("due_on", "pk"))


def cared_for_on(case: Case) -> date | None:
    """By when education of a child who is looked after begins, while that runs; else None."""
    return next((row.due_on for row in dates_for_school(case) if row.clock == pathway.LOOKED_AFTER.key), None)


def said_by(event: Event) -> str:
    """Who recorded a step, as a school reads it: of the notice who sent it, whoever put it right since."""
    by = (root_of(event) if event.step == pathway.TELL.key else event).by
    ours = by is None or by.is_council
    return "The council" if ours else "Your school"


def with_takers(events: QuerySet[Event]) -> QuerySet[Event]:
    """These events with who took them, and what each of these people is, read together."""
    held = Prefetch("by__memberships", Membership.objects.select_related("organisation"))
    return events.select_related("by").prefetch_related(held)


def history_for_school(case: Case) -> list[dict[str, Any]]:
    """What happened, newest first, as a timeline shows it."""
    events = case.events.filter(step__in=TITLES)
    asked = pathway.CHALLENGE.key
    return [
        {
            "title": TITLES[event.step],
            "by": said_by(event),
            "on": event.on,
            "text": event.reason if event.step == asked else meeting_day(event),
        }
        for event in newest_first(with_takers(events))
    ]


def meeting_day(event: Event) -> str:
    """What a history says of an entry that the governors' meeting was recorded: on which day it is; else nothing."""
    meets_on = from_iso(event.facts.get(pathway.MEETING_ON.key)) if event.step == pathway.CALL_GOVERNORS.key else None
    return f"The governors meet on {plain_day(meets_on)}" if meets_on else ""


def governors_by(case: Case) -> date | None:
    """The governors' last day to decide; None where it is not known."""
    return _last_day(case, pathway.GOVERNORS)


def reconsidered_by(case: Case) -> date | None:
    """The governors' last day to decide again after a review; None where it is not known, and without one."""
    return _last_day(case, pathway.RECONSIDERATION)


def _last_day(case: Case, clock: Clock) -> date | None:
    found = case.deadlines.filter(clock=clock.key).exclude(state="replaced").order_by("pk").last()
    return found.due_on if found else None


@dataclass(frozen=True)
class DaySix:
    """When education must begin, counted in each way (the earliest first: plan to that), when it began, and which of
    these days decides whether there was a breach. What is not full-time does not meet it: since when there is such is
    beside it. `breach` is None where that day is not known."""

    dates: list[Deadline]
    breach: Deadline | None
    begun_on: date | None
    in_part_on: date | None = None
    # Another council owes it, where the child lives.
    is_elsewhere: bool = False
    # Until when it was owed, where it is owed no more though none began.
    not_owed_on: date | None = None

    def is_late(self, on: date) -> bool:
        """Whether there is a breach on a day: education began after it, or has not begun."""
        due_on = self.breach.due_on if self.breach else None
        return due_on is not None and (self.begun_on or self.not_owed_on or on) > due_on

    def why_too_late(self, starts_on: date) -> str | None:
        """Why education that is to begin on a day would come too late; None where it would not, has begun already, or
        another council owes it."""
        due = [one.due_on for one in self.dates if one.due_on is not None]
        if not due or starts_on <= due[0] or self.is_elsewhere or self.begun_on or self.not_owed_on:
            return None
        otherwise = f", or by {plain_day(due[-1])} as it is counted otherwise" if due[-1] != due[0] else ""
        return f"{plain_day(starts_on)} is too late: education must begin by {plain_day(due[0])}{otherwise}."


def day_six(case: Case) -> DaySix:
    """When education must begin after a permanent exclusion. The setting counts that was in force on its first day."""
    rows = case.deadlines.filter(clock__in=DAY_SIX).exclude(state="replaced").order_by("due_on", "pk")
    told = last_taken(case, pathway.TELL.key)
    # What is recorded of care may have been put right since: then it is not owed from day 1.
    cared_for = told is not None and told.facts.get(pathway.telling.LOOKED_AFTER_ON.key)
    elsewhere = told is not None and bool(told.facts.get(pathway.telling.HOME_OWES_FROM.key))
    if elsewhere:
        # Another council owes it: no day of this one has passed.
        rows = case.deadlines.filter(clock=pathway.HOME_DAY_SIX.key).order_by("due_on", "pk")
    dates = [row for row in rows if cared_for or row.clock != pathway.LOOKED_AFTER.key]
    with_first = rules.BREACH.on(case.permanent_exclusion.first_on) == rules.FIRST_DAY_COUNTS
    decides = pathway.DAY_SIX.key if with_first else pathway.DAY_SIX_AFTER.key
    steps = (pathway.BEGIN.key, pathway.BEGIN_IN_PART.key, pathway.NOT_OWED.key)
    taken = {event.step: event for event in as_they_stand(case.events.filter(step__in=steps))}
    begun, in_part, ended = (taken.get(step) for step in steps)
    until = (from_iso(ended.facts.get(EXAMS_OVER_ON.key)) or ended.on) if ended else None
    breach = next((one for one in dates if one.clock == decides), None)
    on = [event.on if event else None for event in (begun, in_part)]
    return DaySix(dates, breach, *on, is_elsewhere=elsewhere, not_owed_on=None if begun else until)


def governors_meet_on(case: Case) -> date | None:
    """The day on which the governors meet or met, as it was recorded last; None where none was."""
    called = last_taken(case, pathway.CALL_GOVERNORS.key)
    return from_iso(called.facts[pathway.MEETING_ON.key]) if called else None


def consulted_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the way to a new school cannot be chosen yet; None when the parents were asked, or could not be reached."""
    return None if last_taken(case, pathway.CONSULT.key) else f"“{pathway.CONSULT.label}” first."
