"""The reads on reduced timetables: who may see which, what one lacks, how each stands, what a pupil had before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q

from oxle.accounts.models import User
from oxle.accounts.permissions import read
from oxle.accounts.visibility import EVERYTHING, NOTHING, get_or_404, visible, visible_to
from oxle.audit import sights
from oxle.cases.clocks import State
from oxle.cases.models import Case, Deadline, Party
from oxle.cases.permissions import PORTAL
from oxle.core.dates import today
from oxle.core.errors import Refused
from oxle.people.models import Child, Enrolment, VulnerabilityKind
from oxle.people.queries import current_vulnerabilities
from oxle.people.visibility import conflicts_of, in_force
from oxle.provision.queries import full_week_of
from oxle.provision.wording import hours as in_hours
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.counting import due
from oxle.schools.models import School
from oxle.schools.queries import calendar_of
from reduced_timetables import agreeing, pathway, rules
from reduced_timetables.models import MEDICAL, Timetable, WeeklyReturn, Whose
from reduced_timetables.weeks import week_on, weeks_since

READ = read("reduced_timetables")
# What the school that told of it may know, and never the council's notes.
TITLES = {
    pathway.TELL.key: "Received by the council",
    pathway.VALIDATE.key: "Validated by the council: it is active",
    pathway.AGREE.key: "Somebody agreed",
    pathway.ASK_PARENT.key: "A parent is asked to agree, by e-mail",
    pathway.DECLINE.key: "A parent did not agree",
    pathway.WITHDRAW.key: "An agreement was withdrawn",
    pathway.SUPPLY.key: "What was missing was told",
    pathway.HOLD_REVIEW.key: "A review was held",
    pathway.EXTEND.key: "Extended",
    pathway.CHANGE.key: "The sessions change",
    pathway.ASK.key: "The council asks how it stands",
    pathway.CONFIRM.key: "You said how it stands",
    pathway.CHALLENGE.key: "The council asks you about what appears unlawful",
    pathway.REPLY.key: "You answered",
    pathway.ANSWER_CHALLENGE.key: "The council ended what it asked you",
    pathway.ESCALATE.key: "The council put it before a senior manager",
    pathway.RETURN.key: "Closed: back to full time",
    pathway.CONVERT.key: "Closed: it became something else",
    pathway.END.key: "Closed: it ended otherwise",
    pathway.MISTAKE.key: "Closed: entered by mistake",
}
# Who must agree by what the record of the child tells.
RECORDED = {
    Whose.VIRTUAL_SCHOOL: {VulnerabilityKind.LOOKED_AFTER},
    Whose.YOUTH_JUSTICE: {VulnerabilityKind.YOUTH_JUSTICE},
    Whose.SOCIAL_WORKER: {
        VulnerabilityKind.CHILD_PROTECTION,
        VulnerabilityKind.CHILD_IN_NEED,
        VulnerabilityKind.LOOKED_AFTER,
        VulnerabilityKind.SECTION_47,
    },
    Whose.SEN_OFFICER: {VulnerabilityKind.EHCP},
}
# What the council knows of youth justice, and of enquiries under section 47, is not for every school: the council asks
# that worker itself.
NOT_FOR_SCHOOLS = {VulnerabilityKind.YOUTH_JUSTICE, VulnerabilityKind.SECTION_47}
# Of so many weeks the school sees what it said.
SHOWN = 10
FOR_SCHOOL = tuple(
    clock.key
    for clock in (
        pathway.REVIEW,
        pathway.NEW_SESSIONS,
        pathway.LAST_DAY,
        pathway.LONGEST,
        pathway.HALF_TERM,
        pathway.CHALLENGE_ANSWER,
    )
)


@visible(Timetable)
def _timetables(user: Any) -> Q:
    """A school sees what it told us, also when the child has left it; officers those of the children open to them."""
    shown = NOTHING
    if READ in user.permissions:
        shown |= Q(case__child__in=visible_to(user, Child).values("pk"))
    if PORTAL in user.permissions:
        mine = Q(case__school__organisation__in=user.organisations_where(PORTAL))
        shown |= mine & ~Q(case__child__in=conflicts_of(user, today()).values("child"))
    return shown


@visible(WeeklyReturn)
def _weekly_returns(user: Any) -> Q:
    """A school sees its own; who reads reduced timetables all: they name no child."""
    if READ in user.permissions:
        return EVERYTHING
    return Q(school__organisation__in=user.organisations_where(PORTAL)) if PORTAL in user.permissions else NOTHING


def get_return_for(user: User, key: str) -> WeeklyReturn:
    """A weekly return that this person may see; 404 to strangers."""
    rows = visible_to(user, WeeklyReturn).select_related("school__organisation", "school__calendar")
    return get_or_404(rows, key=key)


def answered_returns(user: User) -> list[WeeklyReturn]:
    """What this person’s schools said of the last weeks, the newest first."""
    rows = visible_to(user, WeeklyReturn).filter(school__organisation__in=user.organisations_where(PORTAL))
    return list(rows.exclude(says="").select_related("school__organisation")[:SHOWN])


def get_told_for(user: User, key: str) -> Case:
    """The case of a timetable that this person's school told of, its sight recorded; 404 to strangers."""
    rows = visible_to(user, Timetable).select_related(
        "case__child", "case__school__organisation", "case__school__calendar"
    )
    told = get_or_404(rows, case__key=key)
    sights.see([told.case.child_id], "page")
    return told.case


def recorded(child: Child | None, on: date, *, less: Collection[str] = ()) -> set[Whose]:
    """Who must agree by the child's record on a day, whatever anybody told; `less`: what of it is left out."""
    if child is None:
        return set()
    kinds = {one.kind for one in current_vulnerabilities(child, on)}.difference(less)
    return {whose for whose, those in RECORDED.items() if kinds & those}


def recorded_for(school: School | None, child: Child | None, on: date) -> set[Whose]:
    """The same as far as a school may learn it of us: nothing that is known in confidence, and of a pupil who left
    nothing that came to be known since."""
    rows = Enrolment.objects.filter(child=child, school=school)
    if not rows.filter(in_force(on)).exists():
        on = rows.filter(to_on__lt=on).aggregate(last=Max("to_on"))["last"] or on
    return recorded(child, on, less=NOT_FOR_SCHOOLS)


def kept_back(told: Timetable, whose: str | None, by: User | None) -> bool:
    """Whether a school is not told of an agreement: entered by the council, of somebody of whom the school neither told
    nor was told."""
    return whose is not None and whose not in told.must_agree and (by is None or by.is_council)


def missing_of(told: Timetable, on: date) -> list[str]:
    """What a timetable lacks before it can be validated on a day, as the record of the child is by then."""
    return _missing(told, recorded(told.case.child, on))


def to_ask_of(told: Timetable, on: date) -> list[str]:
    """The same as the school may be asked for it: not of whom the record alone knows and the school may not."""
    return _missing(told, recorded_for(told.case.school, told.case.child, on))


def _missing(told: Timetable, there: Collection[Whose]) -> list[str]:
    return agreeing.missing(told, list(told.agreements.all()), there, weeks_since(told, told.since_on))


def longest_on(told: Timetable) -> date | None:
    """The last day that the setting allows without an extension; None where it cannot be worked out."""
    if told.case.school is None:
        return None
    return due(rules.LONGEST.on(told.since_on), told.since_on, calendar_of(told.case.school)).on


def review_by(told: Timetable) -> date | None:
    """The day by which the setting asks for the first review; None where it cannot be worked out."""
    if told.case.school is None:
        return None
    return due(rules.REVIEWED_WITHIN.on(told.starts_on), told.starts_on, calendar_of(told.case.school)).on


def unlawful_of(told: Timetable, told_on: date) -> list[str]:
    """What appears unlawful in a timetable of which we were told on a day, beside what it lacks."""
    return agreeing.unlawful(
        told,
        list(told.agreements.all()),
        told_on=told_on,
        longest_on=longest_on(told),
        review_by=review_by(told),
        confirmed=rules.BEHAVIOUR_CONFIRMED.on(told_on),
    )


def next_review_on(told: Timetable) -> date | None:
    """The day on which the school has fixed the next review; None where none is fixed."""
    row = told.case.deadlines.filter(clock=pathway.REVIEW.key, state=State.RUNNING).first()
    return row.due_on if row else None


def must_be_reduced(minutes: Sequence[int], child: Child, school: School, on: date, field: str) -> None:
    """Refused where sessions come to full time: that is no reduced timetable."""
    full = full_week_of(child, school, on)
    if sum(minutes) >= full and all(minutes):
        raise Refused(
            f"These come to {in_hours(sum(minutes))} a week. A full week is {in_hours(full)}, so this is no reduced "
            "timetable.",
            field=field,
        )


def to_change_on(case: Case) -> date | None:
    """From which day a review says that the sessions change, where nobody has told which they are; None else."""
    row = case.deadlines.filter(clock=pathway.NEW_SESSIONS.key, state=State.RUNNING).first()
    return row.due_on if row else None


def section_19_owed(told: Timetable) -> str:
    """That education under section 19 must be considered, in a sentence: it is medical and lasts longer than the rule
    says, and nobody considered it. Empty where that is not so, or cannot be counted."""
    school = told.case.school
    if told.reason not in MEDICAL or told.section_19 or school is None:
        return ""
    most = rules.SECTION_19_AFTER.on(told.starts_on)
    try:
        days = calendar_of(school).count_between(told.starts_on, told.ends_on)
    except NotLoaded:
        return ""
    if days <= most:
        return ""
    return (
        f"It is medical, and lasts {days} school days: more than {most}. Education by the council (section 19) must be "
        "considered, and was not."
    )


def complete_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What the timetable lacks before it can be validated; None where nothing."""
    return " ".join(missing_of(case.reduced_timetable, on)) or None


def escalated_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing for a senior manager to say; None where it was escalated and nobody has said."""
    if case.deadlines.filter(clock=pathway.TAKEN_UP.key, state=State.RUNNING).exists():
        return None
    return "Nothing was escalated of which a senior manager has not said what was done."


def before(child: Child, *, but: Case | None = None) -> list[Timetable]:
    """The reduced timetables that a child had, the newest first, less those entered by mistake."""
    rows = Timetable.objects.filter(case__child=child).exclude(case__stage=pathway.MISTAKEN.key)
    if but is not None:
        rows = rows.exclude(case=but)
    rows = rows.select_related("case__school__organisation").prefetch_related("changes")
    return list(rows.order_by("-starts_on", "-pk"))


# What is said of how one stands, with the colour of its tag.
Said = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """An open timetable as the list of them shows it. `minutes`: how long the pupil is in a week by now. `review_on`:
    None where no review is fixed. `said`: how it stands, what is to be done first before the rest."""

    told: Timetable
    minutes: int
    review_on: date | None
    said: tuple[Said, ...]


# Said of a pupil who is at the school no more: nothing is offered, and somebody must close it.
LEFT = "Has left the school"
# Said in the last week of the longest time: the sixth, unless the setting says otherwise.
LAST_WEEK, WEEK = "In the last week allowed", timedelta(weeks=1)
# What is said of an open timetable, the most urgent first: the clock, the words where it runs over, and else. All that
# is over is said, and of what still runs the most urgent: what waits for an answer must not hide what is late.
PAST_END = "Past its end"
URGENT = (
    (pathway.LAST_DAY.key, PAST_END, ""),
    (pathway.LONGEST.key, "Longer than allowed", ""),
    (pathway.TAKEN_UP.key, "With a senior manager, overdue", "With a senior manager"),
    (pathway.CHALLENGE_ANSWER.key, "Not answered in time", "Challenged"),
    (pathway.CHALLENGE_END.key, "The school has answered", "The school has answered"),
    (pathway.REVIEW.key, "Review overdue", ""),
    (pathway.NEW_SESSIONS.key, "New sessions not told", ""),
    (pathway.HALF_TERM.key, "Half-term answer overdue", "Asked this half-term"),
    (pathway.READING.key, "Not validated", "Not validated"),
)


def standing_for(user: User, on: date) -> list[Standing]:
    """The open timetables that this person may see, the next to end first, each with how it stands. Few queries.

    The caller records the sight of those it shows.
    """
    rows = visible_to(user, Timetable).filter(case__closed_on=None)
    rows = rows.select_related("case__child", "case__school__organisation").prefetch_related("changes")
    told = list(rows.order_by("ends_on", "pk"))
    there = set(
        Enrolment.objects.filter(in_force(on), child__in=[row.case.child_id for row in told]).values_list(
            "child", "school"
        )
    )
    running: dict[int, dict[str, Deadline]] = {}
    for one in Deadline.objects.filter(case__in=[row.case_id for row in told], state=State.RUNNING):
        running.setdefault(one.case_id, {})[one.clock] = one
    return [
        _standing(one, running.get(one.case_id, {}), on, (one.case.child_id, one.case.school_id) in there)
        for one in told
    ]


def left_on(told: Timetable, on: date) -> date | None:
    """The last day of the pupil at the school whose timetable is still open, where the pupil is at that school no more
    on a day; None while the pupil is there."""
    rows = Enrolment.objects.filter(child=told.case.child, school=told.case.school)
    if not told.case.is_open or rows.filter(in_force(on)).exists():
        return None
    return rows.filter(to_on__lt=on).aggregate(last=Max("to_on"))["last"]


def _standing(told: Timetable, clocks: dict[str, Deadline], on: date, is_there: bool) -> Standing:
    review = clocks.get(pathway.REVIEW.key)
    review_on, minutes = review.due_on if review else None, sum(week_on(told, on).minutes)
    pressing: list[Said] = [] if is_there else [(LEFT, "red")]
    runs: list[Said] = []
    for key, over, running in URGENT:
        if key not in clocks:
            continue
        due_on = clocks[key].due_on
        if due_on is not None and due_on < on:
            pressing.append((over, "red"))
        elif key == pathway.LONGEST.key and due_on is not None and due_on < on + WEEK:
            pressing.append((LAST_WEEK, "yellow"))
        elif running:
            runs.append((running, "yellow"))
    is_active = told.case.stage == pathway.ACTIVE.key
    said = [*pressing, *runs[:1]] or [(told.case.stage_label, "green" if is_active else "yellow")]
    return Standing(told, minutes, review_on, tuple(said))
