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
from cme.grounds import GROUNDS, LEAVE, Ground
from cme.models import AuthorityEnquiry, Source
from cme.queries import every_enquiry_finding
from cme.questions import asked, asking_school
from cme.return_queries import letter_text_of
from oxle.cases import actions, casework
from oxle.cases.challenges import ABOUT
from oxle.cases.duties import ORDERS
from oxle.cases.entries import newest_of
from oxle.cases.models import Case, CaseLetter, Event, Party
from oxle.cases.pathways import Step
from oxle.cases.projection import calendar_for
from oxle.core.dates import from_iso, iso
from oxle.correspondence.actions import UNSENT
from oxle.people.refusals import not_before_birth
from oxle.registers.codes import CODES, Counts
from oxle.registers.queries import marks_between
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.wording import listed, plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

WHICH = pathway.WHICH_SCHOOL.key
HUB = "Multi-agency safeguarding hub"
DAY = timedelta(days=1)
# So many marks that speak against the ground are named, the first ones.
MARKS_NAMED = 3


def days_are_over_on(calendar: SchoolCalendar, last_on: date, count: int) -> date:
    """The school day that is the last of so many of absence, the first being the one after `last_on`.

    `last_on`: the last day at school, or of leave. Raises NotLoaded past the loaded terms.
    """
    return calendar.school_day_after(last_on, count)


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
        school = asking_school(case, waits)
        calendar = calendar_of(school) if school else calendar_for(case)
        over_on = days_are_over_on(calendar, last_on, ground.joint_after)
    except NotLoaded as lack:
        return f"The {ground.joint_after} school days cannot be counted: {lack}."
    if on < over_on:
        return f"The {ground.joint_after} school days are not over before the end of {plain_day(over_on)}."
    if on == over_on:
        return f"The {ground.joint_after} school days are over at the end of today."
    said = _register_finding(case, school, ground, last_on + DAY, over_on)
    return said or every_enquiry_finding(case, party, on)


def _register_finding(case: Case, school: School | None, ground: Ground, first: date, last: date) -> str | None:
    """What the school’s register, as far as it is here, says against the absence that the ground asks for; None where
    nothing does. A session without a mark says nothing: not every register comes to us."""
    if case.child is None or school is None:
        return None
    marks = marks_between(case.child, school, first, last)
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


def ask(
    case: Case, version: int, *, school: School, ground: str, why: str, leave_ended_on: date | None,
    last_attended_on: date | None = None, **taken: Any,
) -> Event:  # fmt: skip
    """A school asks whether it may delete the pupil, also one that never told us of the child. Whatever it says is
    received."""
    days = {"leave_ended_on": leave_ended_on, "last_attended_on": last_attended_on}
    if case.child is not None:
        not_before_birth(case.child, **days)
    facts = {WHICH: school.key, "ground": ground, "why": why, **{name: iso(day) for name, day in days.items()}}
    said = {name: value for name, value in facts.items() if value}
    return actions.take(case, pathway.ASK_DELETE, version=version, facts=said, **taken)


@transaction.atomic
def advise(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Answer the school that has waited longest. The letter prints the ground as it was confirmed when the answer was
    given."""
    waits = asked(case)
    if waits is None:
        return actions.take(case, step, **taken)
    text, school = letter_text_of(waits.facts.get("ground", "")), asking_school(case, waits)
    facts = {**taken["facts"], **({"ground_text": text} if text else {})}
    facts |= {WHICH: waits.facts[WHICH]} if WHICH in waits.facts else {}
    party = _party_of(case, school, on=taken["on"]) if school else None
    return actions.take(case, step, **{**taken, "facts": facts, "party": party})


def _party_of(case: Case, school: School, *, on: date) -> Party | None:
    """As whom a school gets its answer: the one that told us, or one that is a party for this alone."""
    told = case.school_id == school.pk and case.missing.source == Source.SCHOOL
    role = letters.SCHOOL if told else letters.ASKING
    casework.joins(case, school.organisation, role=role, on=on)
    return case.parties.filter(organisation=school.organisation, role=role, to_on=None).last()


@transaction.atomic
def stop(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Safeguarding stops everything else: letters that have not left, the answer of one of them to a school, and what
    waits for an order."""
    unsent = CaseLetter.objects.filter(
        case=case, letter__kind=letters.MAY_DELETE.key, letter__state__in=UNSENT
    ).select_related("event")
    said = [newest_of(one.event).facts for one in unsent]
    event = actions.take(case, step, **taken)
    for facts in said:
        which = {WHICH: facts[WHICH]} if WHICH in facts else {}
        actions.take(case, pathway.NOT_SAID, by=event.by, on=event.on, at=event.at, facts=which)
    if event.by is not None:
        casework.withdraw_hand_overs(case, to=(ORDERS,), why=f"{case.stage_label}.", by=event.by, at=event.at)
    return event


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
    return stop(case, step, data=data, **taken)


def _counted_from(case: Case, ground: Ground, waits: Event) -> date | None:
    """The last day of leave, or at the school that asks: by its own word, else as the school of the case told."""
    if ground is LEAVE:
        return from_iso(waits.facts.get("leave_ended_on"))
    school, told = asking_school(case, waits), case.missing.last_attended_on
    of_case = school is None or school.pk == case.school_id
    return from_iso(waits.facts.get("last_attended_on")) or (told if of_case else None)
