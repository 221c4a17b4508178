"""The reads on suspensions: who may see which, how they add up, which run one is part of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from exclusions.lawful import in_days
from exclusions.not_owed import MISSED
from exclusions.suspensions import counting, pathway, rules
from exclusions.suspensions.models import Amendment, Suspension
from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.challenges import ABOUT, Challenge, listed_of
from oxle.cases.clocks import State, is_about
from oxle.cases.models import Case, Deadline, Event, Party
from oxle.cases.pathways import Clock
from oxle.cases.permissions import PORTAL
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso, today
from oxle.people.models import Child
from oxle.people.visibility import conflicts_of
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.school_years import Span, exclusion_term, exclusion_terms, school_year_of
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

# What a history calls the letter that came after the notice.
LETTER = "Letter to the parents"
# And what the school said since of the work of the first days.
WORK = "Work in the first five school days"
# What a school owes for a suspension, or must know of it, by the clock's key.
FOR_SCHOOL = (
    pathway.LOOKED_AFTER.key,
    pathway.FURTHER_NOTICE.key,
    pathway.DAY_SIX.key,
    pathway.DAY_SIX_COUNCIL.key,
    pathway.PARENTS_TOLD_IN_TIME.key,
    pathway.LETTER.key,
    pathway.CHALLENGE_ANSWER.key,
    pathway.MEETING.key,
    pathway.MEETING_BEFORE_EXAM.key,
    pathway.REPRESENTATIONS.key,
    pathway.PAPERS.key,
)
# What is owed once for a run, and is called by the first suspension of it; anything else is of one suspension.
OF_RUN = (
    pathway.LOOKED_AFTER.key,
    pathway.FURTHER_NOTICE.key,
    pathway.DAY_SIX.key,
    pathway.DAY_SIX_COUNCIL.key,
)
# By when the governors decide, whatever examination is missed.
TO_DECIDE_BY = (pathway.MEETING.key, pathway.REPRESENTATIONS.key)
# What happens on a case without anybody at the council: it is told, the school answers, its governors are to meet.
OF_THE_SCHOOL = (
    pathway.FOLLOW.key,
    pathway.FURTHER.key,
    pathway.REPLY.key,
    pathway.SEND_LETTER.key,
    pathway.CALL_GOVERNORS.key,
    pathway.SEND_PAPERS.key,
)


@visible(Suspension)
def _suspensions(user: Any) -> Q:
    """A school sees what it told us, also when the child has left it; officers those of the children open to them."""
    shown = NOTHING
    if read("exclusions") in user.permissions:
        shown |= Q(child__in=visible_to(user, Child).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(child__in=conflicts_of(user, today()).values("child"))
    return shown


def get_suspension_for(user: User, key: str) -> Suspension:
    """A suspension that this person may see, the sight of the child recorded; 404 to strangers."""
    rows = visible_to(user, Suspension).select_related(
        "child", "school__organisation", "school__calendar", "case", "letter"
    )
    found = get_or_404(rows, key=key)
    sights.see([found.child_id], "page")
    return found


def suspensions_for(user: User, child: Child) -> list[Suspension]:
    """A child's suspensions that this person may see, the newest first. The caller records the sight."""
    rows = visible_to(user, Suspension).filter(child=child).select_related("school__organisation", "case")
    return list(rows.order_by("-first_on", "-pk"))


@dataclass(frozen=True)
class Totals:
    """How a child's suspensions add up, in sessions: in the period to a reference date at one school, and in the
    school year at all, with those that were carried from schools of which we hold nothing."""

    term: Span
    in_term: int
    year: Span
    in_year: int
    carried: int

    @property
    def rows(self) -> list[dict[str, str]]:
        """The same in words, as a summary list shows it."""
        carried = f", of which {in_days(self.carried)} at schools before" if self.carried else ""
        return [
            {"key": f"{self.term.name}, at this school", "value": in_days(self.in_term)},
            {"key": f"School year {self.year.name}, at all schools", "value": in_days(self.in_year) + carried},
        ]


def standing(child: Child) -> QuerySet[Suspension]:
    """A child's suspensions that were not withdrawn."""
    return Suspension.objects.filter(child=child, withdrawn_on=None)


def totals(child: Child, school: School, on: date, *, up_to: Suspension | None = None) -> Totals:
    """How a child's suspensions add up in the period and the school year of a day: all, or those told up to one.

    Of one that was cancelled the days count that the pupil had been out, towards the school year only.
    """
    term, year = exclusion_term(on), school_year_of(on)
    rows = Suspension.objects.filter(child=child, first_on__lte=year.ends_on, last_on__gte=year.starts_on)
    if up_to is not None:
        rows = rows.filter(Q(received_on__lt=up_to.received_on) | Q(received_on=up_to.received_on, pk__lte=up_to.pk))
    told = list(rows.select_related("school").order_by("received_on", "pk"))
    known = calendars_for({one.school.calendar_id for one in told})
    calendars = {one.school_id: known[one.school.calendar_id] for one in told}
    count = [one for one in told if one.withdrawn_on is None]
    here = [one for one in count if one.school_id == school.pk]
    missed = [counting.missed(one) for one in told if one.out_until_on is not None]
    carried = _carried(count, year, calendars)
    return Totals(
        term=term,
        in_term=counting.total(here, term, calendars),
        year=year,
        in_year=counting.total([*count, *missed], year, calendars) + carried,
        carried=carried,
    )


def _carried(told: list[Suspension], year: Span, calendars: dict[int, SchoolCalendar]) -> int:
    """The sessions at schools of which we hold no record, as the school that told last says, without those that a file
    has brought in from there."""
    said = next((one for one in reversed(told) if not one.imported), None)
    if said is None:
        return 0
    brought_in = [one for one in told if one.imported and one.school_id != said.school_id]
    return max(said.sessions_carried - counting.total(brought_in, year, calendars), 0)


def run_of(one: Suspension) -> counting.Run:
    """The run that a suspension is part of. Raises NotLoaded where the school's terms are not known."""
    others = standing(one.child).filter(school=one.school_id).exclude(pk=one.pk)
    return counting.run_with(one, list(others), calendar_of(one.school))


def just_before(one: Suspension, run: counting.Run) -> date | None:
    """The last day of the suspension that one follows in its run; None where it is the first."""
    place = run.suspensions.index(one)
    return run.suspensions[place - 1].last_on if place else None


def ended_where(child: Child, school: School, first_on: date) -> date | None:
    """The last day of the suspension by a school where something else begins, no school day between; lunchtimes are
    none. None where no suspension is, or where the school's terms are not known."""
    rows = standing(child).filter(school=school, lunchtime=False, last_on__lte=first_on)
    ended_on = rows.order_by("last_on").values_list("last_on", flat=True).last()
    try:
        return ended_on if ended_on and counting.follows(ended_on, first_on, calendar_of(school)) else None
    except NotLoaded:
        return None


def open_case_of(child: Child, school: School) -> Case | None:
    """The case on which what a school owes for its suspensions of a child is followed; None while there is none."""
    return Case.objects.filter(pathway=pathway.SUSPENDED.key, child=child, school=school, closed_on=None).first()


def of_case(case: Case) -> QuerySet[Suspension]:
    """The suspensions for which something came to be owed on a case, in order."""
    return case.suspensions.select_related("school__organisation").order_by("first_on", "pk")


def owed_for(case: Case, *clocks: Clock) -> list[Suspension]:
    """The suspensions for which some of these clocks run on a case, in order."""
    begun = case.deadlines.filter(state=State.RUNNING, clock__in=[clock.key for clock in clocks])
    about = {event.facts.get(ABOUT) for event in Event.objects.filter(pk__in=begun.values("event"))}
    return [one for one in of_case(case) if one.reference in about]


def to_consider(case: Case) -> list[Suspension]:
    """The suspensions of a case's pupil and school about which the governors would have to consider what the parents
    say, in order."""
    told = Suspension.objects.filter(child=case.child_id, school=case.school_id, withdrawn_on=None, only_counts=False)
    # Also those of a case that was closed since, for what the parents say of them comes to the one that is open.
    told = told.filter(case__isnull=False).exclude(case__stage=pathway.MISTAKEN.key)
    rows = told.select_related("child", "school__calendar").order_by("first_on", "pk")
    return [one for one in rows if in_term(one) > rules.MAY_MEET_ABOVE]


def parents_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why what the parents say cannot open a closed case again; None where it can, and where the case is open."""
    if case.is_open or case.child is None or case.school is None:
        return None
    if other := open_case_of(case.child, case.school):
        return f"Another case of this pupil and this school is open, {other.reference}. Record it there."
    if not to_consider(case):
        return "No suspension on this case is one that the governors would have to consider: it stands beside them."
    return None


def in_term(one: Suspension) -> int:
    """How many sessions a suspension makes in its period to a reference date, with what was told before it.

    Over a reference date it counts in both periods, and the governors are asked in either: it is the larger number.
    """
    return max(totals(one.child, one.school, on, up_to=one).in_term for on in _counted_on(one))


def rows_with(one: Suspension) -> list[dict[str, str]]:
    """How a child's suspensions add up where one of them counts, as a summary list shows it: in its period, in both
    where it goes over a reference date, and in the school year."""
    *before, last = [totals(one.child, one.school, on) for on in _counted_on(one)]
    return [*(each.rows[0] for each in before), *last.rows]


def _counted_on(one: Suspension) -> list[date]:
    """The last day of a suspension in each period to a reference date that it touches."""
    return [min(term.ends_on, one.last_on) for term in exclusion_terms(one.first_on, one.last_on)]


def amendments_of(one: Suspension) -> QuerySet[Amendment]:
    """What was put right of a suspension, the newest first."""
    return one.amendments.select_related("by")


def why_not_by_school(one: Suspension) -> str | None:
    """Why the school cannot put a suspension right itself any more; None while it can.

    It can while nobody at the council has acted on it. Of what was challenged it answers the challenge: were it to
    withdraw that, nobody would have to say why it was done.
    """
    if one.withdrawn_on is not None:
        return "The suspension is withdrawn."
    if challenges_about(one):
        return "The council asks you about this suspension. Say what was wrong in your answer to it."
    by_council = ~Q(by__memberships__organisation=one.school.organisation_id)
    steps = one.case.events.exclude(step__in=OF_THE_SCHOOL).exclude(by=None) if one.case else Event.objects.none()
    # That the letter came, or what the school said of the work, does not say that anybody acted.
    acted = one.amendments.filter(by_council).exclude(changed__0__what__in=[LETTER, WORK])
    if steps.exists() or acted.exists():
        return "The council has acted on this suspension. Ask the exclusion and reintegration officer to put it right."
    return None


def why_no_letter(one: Suspension) -> str | None:
    """Why no letter to the parents can be attached any more; None while it can."""
    if one.withdrawn_on is not None:
        return "The suspension is withdrawn."
    if one.letter_id and decided_on(one):
        return "The governors have decided. The letter that they had stays as it was."
    return None


def why_no_work(one: Suspension) -> str | None:
    """Why nothing can be said of the work of the first days any more; None while it can."""
    if one.withdrawn_on is not None:
        return "The suspension is withdrawn."
    return None if one.work_until_on else "Nobody is asked about work for these days."


def challenges_about(one: Suspension) -> list[Challenge]:
    """What was challenged in a suspension, as a page lists it."""
    return [row for row in listed_of(one.case) if row.about == one.reference] if one.case else []


def dates_for_school(one: Suspension) -> list[Deadline]:
    """The dates that run for a suspension and that its school is told of, the next first: its own, and what is owed for
    the run that it is part of."""
    if one.case is None or one.withdrawn_on is not None:
        return []
    try:
        run: list[Any] = list(run_of(one).suspensions)
    except NotLoaded:
        run = [one]
    of_run = {one.reference, run[0].reference}
    rows = one.case.deadlines.filter(clock__in=FOR_SCHOOL, state=State.RUNNING).select_related("event")
    return [
        row
        for row in rows.order_by("due_on", "pk")
        if _named_in(row.event) & (of_run if row.clock in OF_RUN else {one.reference})
    ]


def _named_in(event: Event) -> set[str]:
    """What a step says that it is about: one thing, several, or nothing."""
    about = event.facts.get(ABOUT, [])
    return set(about if isinstance(about, list) else [about])


def decided_on(one: Suspension) -> date | None:
    """The first day on which the governors decided on a suspension; None while they have not."""
    if one.case is None:
        return None
    decided = as_they_stand(one.case.events.filter(step=pathway.DECIDED.key))
    said = {ABOUT: one.reference}
    return min((event.on for event in decided if is_about(event.facts, said, pathway.ABOUT)), default=None)


@dataclass(frozen=True)
class Late:
    """The day on which the governors decided or meet, and their last day, which was before it."""

    on: date
    by: date


def decided_late(one: Suspension) -> Late | None:
    """When the governors decided on a suspension after their last day; None where they did in time, or have not.

    That they need not meet after all, recorded late, decides nothing.
    """
    if one.case is None:
        return None
    said = {ABOUT: one.reference}
    rows = one.case.deadlines.filter(clock__in=TO_DECIDE_BY, state=State.MET, met_on__gt=F("due_on"))
    late = [row for row in rows.select_related("event") if is_about(row.event.facts, said, pathway.ABOUT)]
    if not late:
        return None
    taken = as_they_stand(one.case.events.filter(step=pathway.DECIDED.key))
    days = {event.on for event in taken if is_about(event.facts, said, pathway.ABOUT)}
    found = [Late(row.met_on, row.due_on) for row in late if row.met_on and row.due_on and row.met_on in days]
    return min(found, key=lambda each: each.by, default=None)


def governors_meet_on(one: Suspension) -> date | None:
    """The day on which the governors meet or met on a suspension, as it was recorded last; None where none was."""
    called = as_they_stand(one.case.events.filter(step=pathway.CALL_GOVERNORS.key)) if one.case else []
    mine = [event for event in called if is_about(event.facts, {ABOUT: one.reference}, pathway.ABOUT)]
    return from_iso(mine[-1].facts.get(pathway.MEETING_ON.key)) if mine else None


def meets_late(one: Suspension) -> Late | None:
    """When the governors meet, or met, on a suspension after their last day; None where they do in time, decided on
    another day, or have not said."""
    on = governors_meet_on(one)
    if on is None or one.case is None:
        return None
    if decided := decided_late(one):
        return Late(on, decided.by) if decided.on == on else None
    rows = one.case.deadlines.filter(clock__in=TO_DECIDE_BY, state=State.RUNNING, due_on__lt=on).order_by("due_on")
    said = {ABOUT: one.reference}
    by = [row.due_on for row in rows.select_related("event") if is_about(row.event.facts, said, pathway.ABOUT)]
    return Late(on, by[0]) if by and by[0] else None


def missed_education(one: Suspension) -> Event | None:
    """By which entry education was owed for the run that begins with a suspension, where the run ended without it;
    None where it did not, as far as is recorded."""
    steps = (pathway.OWE_EDUCATION.key, pathway.END_EDUCATION.key)
    events = as_they_stand(one.case.events.filter(step__in=steps)) if one.case else []
    mine = {event.step: event for event in events if is_about(event.facts, {ABOUT: one.reference}, pathway.ABOUT)}
    ended = mine.get(pathway.END_EDUCATION.key)
    missed = ended is not None and ended.facts.get("ground") == MISSED
    return mine.get(pathway.OWE_EDUCATION.key) if missed else None


def decided_in(event: Event) -> list[Suspension]:
    """The suspensions that stand of those on which the governors decided in one step."""
    standing_ones = of_case(event.case).filter(withdrawn_on=None)
    return [one for one in standing_ones if is_about(event.facts, {ABOUT: one.reference}, pathway.ABOUT)]


def to_teach(case: Case) -> list[Suspension]:
    """The suspensions that stand and for which education came to be owed on a case, in order: a run by its first."""
    owed = as_they_stand(case.events.filter(step__in=(pathway.OWE_EDUCATION.key, pathway.OWE_CARE.key)))
    about = {event.facts.get(ABOUT) for event in owed}
    return [one for one in of_case(case).filter(withdrawn_on=None) if one.reference in about]


def to_teach_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why nothing can be arranged; None where education came to be owed."""
    return None if to_teach(case) else "No education is owed for a suspension on this case."


def to_speak_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to speak to the Virtual School about; None where somebody still has to."""
    return None if _still_owed(case, pathway.VIRTUAL_SCHOOL) else "The Virtual School need not be spoken to."


def to_send_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why no letter to the parents is waited for; None where one still has to come."""
    return None if _still_owed(case, pathway.LETTER) else "No letter to the parents is owed."


def taught_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Which education is owed and has not begun; None when there is none."""
    return _still_owed(case, pathway.DAY_SIX, pathway.DAY_SIX_COUNCIL, pathway.LOOKED_AFTER)


def to_decide_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why the governors need not meet; None where they have something to decide."""
    return None if decided_finding(case, party, on) else "The governors have nothing to decide."


def decided_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the governors have to decide; None when there is nothing."""
    return _still_owed(case, pathway.MEETING, pathway.MEETING_BEFORE_EXAM, pathway.REPRESENTATIONS)


def _still_owed(case: Case, *clocks: Clock) -> str | None:
    running = case.deadlines.filter(state=State.RUNNING).values_list("clock", flat=True)
    owed = [clock.label for clock in clocks if clock.key in running]
    return f"Still owed: {owed[0]}." if owed else None
