"""Whether a school may take a missing child off its register: what it asks, what must hold first, what we answer.

Where a ground asks for days of absence, school and council look together until they are over: ten school days after
leave, twenty without leave (SI 2024/208 reg 9(1)). A pupil is not deleted because the days are over, but because both
looked in vain.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from cme import letters, pathway
from cme.grounds import GROUNDS, LEAVE, NONE, Ground
from cme.models import AuthorityEnquiry, Source
from cme.queries import every_enquiry_finding
from cme.return_queries import GROUND_WORDS, letter_text_of
from oxle.cases import actions, casework
from oxle.cases.challenges import ABOUT
from oxle.cases.models import Case, Event, Party
from oxle.cases.pathways import Step
from oxle.cases.projection import calendar_for
from oxle.cases.standing import last_taken
from oxle.people.refusals import not_before_birth
from oxle.registers.codes import CODES, Counts
from oxle.registers.queries import marks_between
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.wording import listed, plain_day

TURNS = (pathway.ASK_DELETE.key, pathway.ADVISE_MAY.key, pathway.ADVISE_NOT.key)
HUB = "Multi-agency safeguarding hub"
DAY = timedelta(days=1)
# So many marks that speak against the ground are named, the first ones.
MARKS_NAMED = 3


def days_are_over_on(calendar: SchoolCalendar, last_on: date, count: int) -> date:
    """The school day that is the last of so many of absence, the first being the one after `last_on`.

    `last_on`: the last day at school, or of leave. Raises NotLoaded past the loaded terms.
    """
    return calendar.school_day_after(last_on, count)


def asked(case: Case) -> Event | None:
    """What the school asks and has no answer to; None where nothing waits."""
    last = last_taken(case, *TURNS)
    return last if last is not None and last.step == pathway.ASK_DELETE.key else None


def asked_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is nothing to answer; None where the school waits."""
    return None if asked(case) else "No school waits for an answer whether it may delete."


def text_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why no letter can print the ground that the school named; None where its words were confirmed."""
    waits = asked(case)
    if waits is None:
        return None
    if waits.facts.get("ground") not in GROUNDS:
        return "The school names no ground of the regulation: it may not delete."
    if letter_text_of(waits.facts["ground"]):
        return None
    return "The words of this ground are unverified: nobody has compared them with the regulation yet."


def text_page(case: Case) -> tuple[str, str]:
    """Where the words are confirmed."""
    waits = asked(case)
    ground = waits.facts.get("ground") if waits else ""
    url = reverse("cme:ground", args=[ground]) if ground in GROUNDS else reverse("cme:grounds")
    return "Confirm the words of the ground", url


def joint_finding(case: Case, party: Party | None, on: date) -> str | None:
    """What of the joint enquiries is missing that the ground asks for; None where nothing is, or it asks for none."""
    waits = asked(case)
    ground = GROUNDS.get(waits.facts.get("ground", "")) if waits else None
    if waits is None or ground is None or not ground.joint_after:
        return None
    last_on = _counted_from(case, ground, waits)
    if last_on is None:
        return "It is not known from which day the school days count: the last day at school, or of leave."
    try:
        over_on = days_are_over_on(calendar_for(case), last_on, ground.joint_after)
    except NotLoaded as lack:
        return f"The {ground.joint_after} school days cannot be counted: {lack}."
    if on < over_on:
        return f"The {ground.joint_after} school days are not over before the end of {plain_day(over_on)}."
    if on == over_on:
        return f"The {ground.joint_after} school days are over at the end of today."
    return _register_finding(case, ground, last_on + DAY, over_on) or every_enquiry_finding(case, party, on)


def _register_finding(case: Case, ground: Ground, first: date, last: date) -> str | None:
    """What the school’s register, as far as it is here, says against the absence that the ground asks for; None where
    nothing does. A session without a mark says nothing: not every register comes to us."""
    if case.child is None or case.school is None:
        return None
    marks = marks_between(case.child, case.school, first, last)
    against = [
        one for one in marks if CODES[one.code].counts is not Counts.ADMINISTRATIVE and one.code not in ground.coded
    ]
    if not against:
        return None
    said = listed([f"{one.code} on {plain_day(one.on)}" for one in against[:MARKS_NAMED]])
    more = f", and {len(against) - MARKS_NAMED} more" if len(against) > MARKS_NAMED else ""
    return f"The school’s register has other codes in that time than the ground asks for: {said}{more}."


def told_by_school_finding(case: Case, party: Party | None, on: date) -> str | None:
    """Why there is no school to write to."""
    return None if case.missing.source == Source.SCHOOL and case.school_id else "No school told us of the child."


def joint_days(case: Case) -> list[dict[str, str]]:
    """When ten and twenty school days of absence are over, as a summary list shows it; nothing where nobody knows."""
    last_on = case.missing.last_attended_on
    if last_on is None:
        return []
    rows = []
    for count in (10, 20):
        try:
            day = plain_day(days_are_over_on(calendar_for(case), last_on, count))
        except NotLoaded as lack:
            day = f"Not known: {lack}"
        rows.append({"key": f"{count} school days of absence are over", "value": day})
    return rows


def ask(case: Case, version: int, *, ground: str, why: str, leave_ended_on: date | None, **taken: Any) -> Event:
    """A school asks whether it may delete the pupil. Whatever it says is received."""
    if case.child is not None:
        not_before_birth(case.child, leave_ended_on=leave_ended_on)
    facts = {"ground": ground, "why": why, "leave_ended_on": leave_ended_on.isoformat() if leave_ended_on else None}
    said = {name: value for name, value in facts.items() if value}
    return actions.take(case, pathway.ASK_DELETE, version=version, facts=said, **taken)


@transaction.atomic
def advise(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Answer the school. The letter prints the ground as it was confirmed when the answer was given."""
    waits = asked(case)
    text = letter_text_of(waits.facts.get("ground", "")) if waits else ""
    facts = {**taken["facts"], **({"ground_text": text} if text else {})}
    return actions.take(case, step, **{**taken, "facts": facts})


def challenge(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Challenge the school of the case about it. It says so, since another school may be asked on the same case."""
    return actions.take(case, step, **{**taken, "facts": {**taken["facts"], ABOUT: case.reference}})


@transaction.atomic
def write_authority(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Write to another authority: the letter is drafted. Its answer is due from the day on which it is sent."""
    body = casework.agency_joins(case, data["authority"], role=letters.AUTHORITY, on=taken["on"])
    event = actions.take(case, step, **{**taken, "facts": {**taken["facts"], "authority": str(body)}})
    if event.by is not None:
        AuthorityEnquiry.objects.create(
            case=case, by_letter=event, authority=data["authority"], to_whom=data["to_whom"], sent_by=event.by
        )
    return event


@transaction.atomic
def to_mash(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Refer the child to the MASH by letter; everything else stops. That it was told is recorded when it is sent."""
    casework.agency_joins(case, HUB, role=letters.MASH, on=taken["on"])
    return actions.take(case, step, **taken)


def in_words(event: Event) -> str:
    """What a school asked, for the timeline."""
    ground = GROUND_WORDS.get(event.facts.get("ground", NONE), "")
    return f"{ground}. {event.facts.get('why', '')}".strip()


def asks(case: Case) -> list[dict[str, str]]:
    """What the school asks and waits for, for the officer who answers it."""
    waits = asked(case)
    return [{"key": "The school asks whether it may delete", "value": in_words(waits)}] if waits else []


def answers_of(case: Case) -> list[dict[str, str]]:
    """What the school asked last and what it was answered, for its own page."""
    last = last_taken(case, *TURNS)
    if last is None:
        return []
    said = {
        pathway.ASK_DELETE.key: "You asked, and have no answer yet: keep the name on your register.",
        pathway.ADVISE_MAY.key: f"You may, since {plain_day(last.on)}. A letter says on which ground.",
        pathway.ADVISE_NOT.key: f"You may not. {last.reason}",
    }
    return [{"key": "May you delete the pupil?", "value": said[last.step]}]


def _counted_from(case: Case, ground: Ground, waits: Event) -> date | None:
    if ground is LEAVE:
        ended = waits.facts.get("leave_ended_on")
        return date.fromisoformat(ended) if ended else None
    day: date | None = case.missing.last_attended_on
    return day
