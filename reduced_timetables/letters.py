"""Our letters about a reduced timetable: what each must know. Their wording, versioned, is with the templates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from oxle.accounts.permissions import release
from oxle.cases.casework import joins
from oxle.cases.challenges import challenges_of
from oxle.cases.models import Case, Deadline, Event, Party
from oxle.correspondence.kinds import Audience, LetterKind, kinds_of
from reduced_timetables.models import Timetable, Whose
from reduced_timetables.rules import AGREED_LAW, FULL_TIME_LAW
from reduced_timetables.weeks import in_words, off_site_in_words, weeks_since

PARENT, SCHOOL = "parent", "school"
GUIDANCE = "Working together to improve school attendance (2024)"
# Of a step that an officer takes: whether what it calls for is drafted. Not said is yes.
WRITES = "letters"
# The clocks of what the school answers.
ANSWERS = ("challenge_answer", "half_term")

# Whoever works on the case knows what is right in its letters, and lets them go.
_kind = kinds_of("reduced_timetables", released_with=release("timetable_letters"))

DATES = {"starts_on": "the first day", "ends_on": "the planned end"}
PLAN = {
    "school_name": "the school",
    **DATES,
    "week": "the sessions of the week",
    "responsible": "who is responsible out of school",
}
# A parent reads all of the plan, also what is not in school.
OFF_SITE = {"off_site": "what is taught off site, and where"}
ACKNOWLEDGEMENT = _kind(
    "acknowledgement",
    "A reduced timetable that you told us of",
    f"{AGREED_LAW}; {GUIDANCE}",
    {"told_on": "the day on which we were told", **DATES, "week": "the sessions of the week"},
    audience=Audience.ORGANISATION,
)
FOR_PARENTS = _kind(
    "for_parents",
    "Your child’s reduced timetable, and your rights",
    f"{AGREED_LAW}; {FULL_TIME_LAW}",
    PLAN,
    may_say=OFF_SITE,
    version=2,
)
AGREEMENT = _kind(
    "agreement",
    "Do you agree to a reduced timetable?",
    f"{AGREED_LAW}; {FULL_TIME_LAW}",
    PLAN,
    may_say=OFF_SITE,
    version=2,
)
CHALLENGE = _kind(
    "challenge",
    "A reduced timetable that we ask you about",
    f"{AGREED_LAW}; {GUIDANCE}",
    {"school_name": "the school", "starts_on": "the first day", "asked": "what appears unlawful or is missing"},
    may_say={"answer_by_on": "the day by which the school answers"},
    audience=Audience.ORGANISATION,
)
ESCALATION = _kind(
    "escalation",
    "A reduced timetable that is now before a senior manager",
    f"{AGREED_LAW}; {GUIDANCE}",
    {
        "school_name": "the school",
        "starts_on": "the first day",
        "asked": "what was asked and has not ended",
        "manager": "the senior manager",
    },
    may_say={"reason": "why it was escalated"},
    audience=Audience.ORGANISATION,
)
HALF_TERM = _kind(
    "half_term",
    "How a reduced timetable stands this half-term",
    "Local standard: reduced timetables are followed up half-termly",
    {**DATES},
    may_say={"answer_by_on": "the day by which the school answers"},
    audience=Audience.ORGANISATION,
)
ENDED = {"school_name": "the school", "starts_on": "the first day", "closed_on": "the day on which it ended"}
CLOSED = _kind(
    "closed",
    "A reduced timetable that is closed",
    f"{AGREED_LAW}; {FULL_TIME_LAW}",
    {**ENDED, "ended_as": "how it ended"},
    audience=Audience.ORGANISATION,
)
CLOSED_FOR_PARENTS = _kind(
    "closed_for_parents",
    "Your child’s reduced timetable has ended",
    f"{AGREED_LAW}; {FULL_TIME_LAW}",
    {**ENDED, "ended_as": "how it ended"},
)
ALL = (
    ACKNOWLEDGEMENT, FOR_PARENTS, AGREEMENT, CHALLENGE, ESCALATION, HALF_TERM, CLOSED, CLOSED_FOR_PARENTS,
)  # fmt: skip
# Letters about the timetable since its first day; the others are about the time that must be agreed to, which an
# extension and other sessions begin anew.
SINCE_IT_BEGAN = (HALF_TERM, CLOSED, CLOSED_FOR_PARENTS)
# How it ended, by the step that closed it.
ENDED_AS = {
    "return": "The pupil is back full-time.",
    "convert": "The pupil’s education goes on in another way.",
    "end": "The timetable ended otherwise.",
}


def school_joins(case: Case, on: date) -> None:
    """The school that told of it is a party of the case: letters go to it."""
    if case.school is not None:
        joins(case, case.school.organisation, role=SCHOOL, on=on)


def recipients(
    kinds: Sequence[LetterKind], case: Case, party: Party | None, event: Event
) -> list[tuple[LetterKind, Party]]:
    """Whom letters go to, one each: the school, or every parent of the case.

    A parent is asked for their agreement where none has given it; nobody is written to where the step says so, nor by
    the half-termly sweep, which asks in the portal.
    """
    wanted = [kind for kind in kinds if _is_wanted(kind, case.reduced_timetable, event)]
    parties = list(case.parties.filter(to_on=None, role__in=(PARENT, SCHOOL)).order_by("pk")) if wanted else []
    role = {Audience.ADULT: PARENT, Audience.ORGANISATION: SCHOOL}
    return [(kind, to) for kind in wanted for to in parties if to.role == role[kind.audience]]


def _is_wanted(kind: LetterKind, told: Timetable, event: Event) -> bool:
    if kind is HALF_TERM:
        return event.by_id is not None
    if kind is AGREEMENT:
        given = told.agreements.filter(
            whose=Whose.PARENT, since_on=told.since_on, withdrawn_on=None, taken_back_at=None
        )
        return not given.exists()
    return event.facts.get(WRITES) is not False


def context(kind: LetterKind, case: Case, party: Party | None, event: Event) -> dict[str, Any]:
    """What a letter says, taken from the timetable as it stands and the step that calls for it."""
    told = case.reduced_timetable
    said = {*kind.needs, *kind.may_say}
    known = {
        "school_name": str(case.school) if case.school else None,
        "told_on": case.opened_on.isoformat(),
        "starts_on": (told.starts_on if kind in SINCE_IT_BEGAN else told.since_on).isoformat(),
        "ends_on": told.ends_on.isoformat(),
        "week": "\n".join(in_words(weeks_since(told, told.since_on))),
        "off_site": off_site_in_words(told),
        "responsible": told.responsible,
        "asked": _asked(case) if "asked" in said else None,
        "answer_by_on": _answer_by(case, event) if "answer_by_on" in said else None,
        "manager": event.facts.get("manager"),
        "reason": event.reason,
        "closed_on": event.on.isoformat(),
        "ended_as": ENDED_AS.get(event.step),
    }
    return {name: value for name, value in known.items() if value and name in said}


def _asked(case: Case) -> str:
    """All that was challenged and has not ended: one letter says it all."""
    return "\n".join(one.why for one in challenges_of(case) if one.answer is None)


def _answer_by(case: Case, event: Event) -> str | None:
    """By when the school answers what the step asked."""
    row = Deadline.objects.filter(case=case, event=event, clock__in=ANSWERS, state="running").first()
    return row.due_on.isoformat() if row and row.due_on else None
