"""What suspensions add to a pupil's record, to the page of a case and to a school's home page."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from exclusions import exams
from exclusions.begun_words import begun_words
from exclusions.first_days import told as first_days
from exclusions.head_letters import sixth_day
from exclusions.incident import weapon_in_words
from exclusions.lawful import in_days
from exclusions.placement.words import place_in_words
from exclusions.reasons import ReasonCode
from exclusions.suspensions import owing, pathway, queries, rules
from exclusions.suspensions.models import Suspension
from exclusions.virtual_school import in_words as looked_after_in_words
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.audit import sights
from oxle.cases.challenges import is_asked, listed_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Origin
from oxle.cases.offers import PortalRow
from oxle.cases.standing import as_they_stand
from oxle.core.dates import today
from oxle.people.models import Child
from oxle.schooldays.counting import due
from oxle.schooldays.wording import plain_day
from oxle.schools.queries import calendar_of

TITLES = {"Status": "Withdrawn", queries.LETTER: "Letter attached", queries.WORK: "Work of the first five days"}
# What is said before the day of an entry that education has begun, by step.
BEGUN = {pathway.BEGIN.key: "", pathway.BEGIN_IN_PART.key: "Not full-time, since "}
NOT_COUNTED = "Not counted: the school’s terms are not loaded"


def days(sessions: int) -> Decimal:
    """Sessions as school days, for a field."""
    return Decimal(sessions) / 2


def length_of(one: Suspension) -> str:
    """How long a suspension is, in words."""
    if one.sessions is None:
        return NOT_COUNTED
    return f"{in_days(one.sessions)}, lunchtimes only" if one.lunchtime else in_days(one.sessions)


def rows_of(one: Suspension) -> list[dict[str, Any]]:
    """What a school told of a suspension, as a summary list shows it."""
    begins, ends = one.get_first_session_display().lower(), one.get_ends_after_display().lower()
    out = f", out until {plain_day(one.out_until_on)}" if one.out_until_on else ""
    told = [
        (
            "Withdrawn",
            f"{plain_day(one.withdrawn_on)}. {one.get_withdrawn_as_display()}{out}." if one.withdrawn_on else "",
        ),
        ("From", f"{plain_day(one.first_on)}, {begins}"),
        ("To", f"{plain_day(one.last_on)}, {ends}"),
        ("Length", length_of(one)),
        ("Reasons", [ReasonCode(code).label for code in one.reasons]),
        ("Brought in from a file", plain_day(one.received_on) if one.imported else ""),
        ("Decided", plain_day(one.decided_on) if one.decided_on else ""),
        ("The council was told", "" if one.imported else plain_day(one.received_on)),
        ("The parents were told", _parents_told(one)),
        ("The governors were told", _governors_told(one)),
        ("Examination or test missed", exam_of(one)),
        ("Special educational needs", one.get_sen_display()),
        ("Social worker", {True: "Yes", False: "No"}.get(one.social_worker, "")),
        ("Looked after", looked_after_in_words(one) if one.looked_after else ""),
        ("How the pupil is", one.wellbeing),
        ("Exploitation", one.exploitation_words),
        ("What was tried before", one.tried),
        ("Weapon", weapon_in_words(one)),
        ("Where it happened", one.incident_place),
        ("What happened", one.behaviour),
    ]
    return [{"key": key, "value": value} for key, value in told if value]


def in_head_letter(one: Suspension) -> dict[str, Any]:
    """What the head's letter says of a suspension beyond what every exclusion tells: how long, and the governors."""
    must, may = owing.must_meet(one), owing.may_owe(one)
    limit = rules.MEETING_WITHIN if must else rules.REPRESENTATIONS_WITHIN if may else None
    told_on = one.governors_told_on or one.received_on
    run = owing.long_run(one)
    return {
        "last_on": one.last_on,
        "ends_after": one.get_ends_after_display().lower(),
        "length": "the days below" if one.sessions is None else in_days(one.sessions),
        "lunchtime": one.lunchtime,
        "governors": "meet" if must else "if_asked" if may else "consider",
        "education_owed_by": owing.owed_by_in_words(one),
        # Of those that follow each other the days are counted from the first.
        "education_on": sixth_day(calendar_of(one.school), run.first_on) if run else None,
        "exam_on": one.exam_on,
        "cared_for_on": next(
            (row.due_on for row in queries.dates_for_school(one) if row.clock == pathway.LOOKED_AFTER.key), None
        ),
        "chair_may_decide": exams.chair_may_decide(one.school, one.exam_on),
        "governors_by_on": due(limit, told_on, calendar_of(one.school)).on if limit else None,
    }


def exam_of(one: Suspension) -> str:
    """Whether a suspension falls on an examination or test, and since when."""
    if one.exam_on is None:
        return "Yes. It was not asked when" if one.exam_missed else ""
    return f"Begins on {plain_day(one.exam_on)}"


def _parents_told(one: Suspension) -> str:
    if one.parents_told_on:
        return plain_day(one.parents_told_on)
    return "" if one.imported else "Not yet"


def _governors_told(one: Suspension) -> str:
    if one.governors_told_on:
        return plain_day(one.governors_told_on)
    return "" if one.imported else "Not yet"


def history_of(one: Suspension) -> list[dict[str, Any]]:
    """What was put right of a suspension, the newest first, as a timeline shows it."""
    return [
        {
            "title": TITLES.get(each.changed[0]["what"], "Put right"),
            "by": each.by.name,
            "at": each.at,
            "text": each.reason,
            "changed": each.changed,
        }
        for each in queries.amendments_of(one)
    ]


def status_of(one: Suspension, waits: bool, says_work: bool = False) -> tuple[str, str]:
    """How a suspension stands for the school, and the colour of that; `waits` for its answer, or `says_work`: for what
    it has not said of the work."""
    if one.withdrawn_on is not None:
        return "Withdrawn", "grey"
    if waits:
        return "Answer the council", "red"
    return ("Say whether work is set", "red") if says_work else ("Received", "grey")


def of_child(user: User, child: Child, on: date) -> dict[str, Any]:
    """A pupil's suspensions, the newest first, for the pupil's record."""
    found = queries.suspensions_for(user, child)
    return {
        "suspensions": [_line(one) for one in found],
        "totals": queries.totals(child, found[0].school, on).rows if found else [],
    }


def _line(one: Suspension) -> dict[str, Any]:
    """A suspension as a list of a pupil's shows it."""
    return {
        "one": one,
        "length": length_of(one),
        "url": reverse("exclusions:suspensions:shown", args=[one.key]),
        "work_waits": one.withdrawn_on is None and first_days.is_waited_for(one, today()),
    }


def about(case: Case, user: User) -> dict[str, Any]:
    """The suspensions of a case, how they add up, and what was challenged."""
    found = list(queries.of_case(case))
    return {
        "suspensions": [_line(one) for one in found],
        "totals": [*(queries.rows_with(found[-1]) if found else []), *_taught(case)],
        "challenges": listed_of(case),
    }


def _taught(case: Case) -> list[dict[str, Any]]:
    """Where the pupil is taught during each suspension, as it was arranged last, and since when: as a register says,
    or on whose word it rests."""
    events = as_they_stand(case.events.filter(step=pathway.ARRANGE.key))
    last = {one.facts.get(pathway.ABOUT.key): place_in_words(one.facts) for one in events if "place" in one.facts}
    found = [{"key": "Education arranged", "value": list(last.values())}] if last else []
    begun = as_they_stand(case.events.filter(step__in=BEGUN))
    latest = {one.facts.get(pathway.ABOUT.key): one for one in begun}
    said = [words for one in latest.values() for words in begun_words(case, one, before=BEGUN[one.step])]
    return [*found, {"key": "Education has begun", "value": said}] if said else found


def portal_rows(user: User) -> list[PortalRow]:
    """The suspensions that this person's school told of, as its home page lists them; not those of long ago that only
    a file said."""
    told = (
        visible_to(user, Suspension)
        .filter(only_counts=False)
        .select_related("child")
        .annotate(asked=is_asked("reference"))
    )
    rows = list(told.order_by("-told_at", "-pk"))
    sights.see([row.child_id for row in rows], "list")
    return [_portal_row(row, row.asked) for row in rows]


def _portal_row(row: Suspension, waits: bool) -> PortalRow:
    says_work = row.withdrawn_on is None and first_days.is_waited_for(row, today())
    status, colour = status_of(row, waits, says_work)
    return PortalRow(
        title=str(row.child),
        pupil=row.child.key,
        what=f"Suspension {row.reference}",
        status=status,
        colour=colour,
        url=reverse("exclusions:suspensions:sent", args=[row.key]),
        moment=row.told_at,
        needs_answer=waits or says_work,
    )


def from_message(message: InboxMessage, user: User) -> list[tuple[str, str]]:
    """What an officer can do with a message that waits: enter the suspension it tells of."""
    if message.case is not None or message.channel == Origin.HAND_OVER:
        return []
    return [("Enter a suspension from this", reverse("exclusions:suspensions:enter", args=[message.key]))]
