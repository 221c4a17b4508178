"""Opens the case of a child who is educated at home, whoever tells, and keeps what follows from its steps."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ehe import adding, asking, consent, exit_forms, letters, pathway, reform, roll
from ehe.challenging import challenge_told
from ehe.models import HomeEducation, ToldBy
from ehe.possible import must_be_possible
from oxle.accounts.models import User
from oxle.cases import actions, casework, duties
from oxle.cases.inbox_models import HandOver, InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.ages import school_age
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.people.refusals import not_before_birth
from oxle.schools.models import School

# To whom a child is handed over whose education at home appears not suitable.
MISSING = "cme"
HANDED_OVER_TO = (MISSING, duties.ORDERS)


@transaction.atomic
def tell(
    child: Child,
    school: School | None,
    *,
    told: Mapping[str, Any],
    letter: File | None = None,
    by: User,
    on: date,
    at: datetime,
    told_on: date | None = None,
    origin: str = Origin.PORTAL,
    message: InboxMessage | None = None,
    came_from: Case | None = None,
) -> Case:
    """Open the case as of the day the council was told, with all that was said. `told` holds fields of HomeEducation.

    `school` is the child's last, which is asked for the exit form; None for a child who was on no roll, of whom none
    is asked. `message` is one that waits, which an officer enters. `came_from` is the case that handed the child over.
    What appears unlawful is received and challenged. Of a child whose case is open it is kept on that one (see
    adding), which is returned.
    Refused is only what cannot be: a letter or a last day at school that is to come, a child over compulsory school
    age, a school whose roll the child was never on, and a hand-over of a child whose case is open.
    """
    received = message.received_on if message else told_on or on
    if school is not None and (why := exit_forms.why_not_of(child, school)):
        raise Refused(why, field="school")
    if came_from is None and (already := adding.case_of(child)) is not None:
        return adding.tell_more(
            already, child, school, told=told, letter=letter, by=by, on=received, at=at, origin=origin, message=message
        )
    record = HomeEducation(told_at=at, **told)
    must_be_possible(record, child, received)
    facts: dict[str, Any] = {pathway.AGE_ENDS_ON.key: school_age(child.born_on, received).ends_on.isoformat()}
    if school is not None:
        facts[pathway.ASKED_ON.key] = received.isoformat()
        facts[asking.ASKED_BY_EMAIL] = len(asking.people_of(school))
    facts |= {name: day for name, day in reform.facts_of(received).items() if day}
    case = actions.open_case(
        pathway.EHE,
        pathway.TELL,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else origin,
        child=child,
        school=school,
        came_from=came_from,
        parties={"parent": [parent.adult for parent in parents_of(child, received)]},
        # What a school told of a pupil who was on no list has its reference already.
        reference=message.reference if message and message.channel == Origin.PORTAL else "",
        facts=facts,
    )
    record.case = case
    if letter is not None:
        record.letter = casework.attach(
            case, letter, title=exit_forms.LETTER, by=by, on=received, at=at, from_school=origin == Origin.PORTAL
        )
    record.save(force_insert=True)
    challenge_told(case, record, on=received, at=at)
    roll.challenge_returned(case, on=received, at=at)
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def receive(hand_over: HandOver, data: Mapping[str, Any], by: User, on: date, at: datetime) -> Case:
    """Open the case of a child whom another duty handed over, as of that day. `data` holds what `tell` asks, and the
    `school`. Refused for a matter that is about no child, and for what `tell` refuses."""
    child = hand_over.case.child
    if child is None:
        raise Refused("This is about no child. Send it back.")
    return tell(
        child,
        data["school"],
        told={**{name: value for name, value in data.items() if name != "school"}, "told_by": ToldBy.COUNCIL},
        by=by,
        on=on,
        at=at,
        told_on=hand_over.on,
        origin=Origin.HAND_OVER,
        came_from=hand_over.case,
    )


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right on which day the council was told: from then on the school owes its form, and a visit may be due."""
    if case.child is not None:
        not_before_birth(case.child, on=on)
    asked = {pathway.ASKED_ON.key: on.isoformat()} if case.school_id else {}
    return {**facts, **asked, **reform.facts_of(on)}


# The steps whose letters go to the parents, but for that which also hands over.
WRITES_TO_PARENTS = (
    pathway.CHECK_SAFETY, pathway.ENQUIRE, pathway.FIND_SUITABLE, pathway.NOT_YET, pathway.ADVISE,
    pathway.GIVE_CONSENT, pathway.REFUSE_CONSENT,
)  # fmt: skip


@transaction.atomic
def write_to_parents(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step whose letters go to the parents, also to one who came on the child's record since we were told."""
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    return actions.take(case, step, **taken)


@transaction.atomic
def find_unsuitable(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Decide that the education appears not suitable: the child is missing education, and that team is told."""
    event = write_to_parents(case, step, data=data, **taken)
    _hand_over(case, event, to=MISSING, why="The education at home appears not suitable")
    return event


@transaction.atomic
def challenge_school(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Challenge the school; where off-rolling is the matter a letter to the head is drafted, with what came before."""
    if data.get(letters.OFF_ROLLING_FACT):
        letters.school_joins(case, taken["on"])
    return actions.take(case, step, **taken)


@transaction.atomic
def ask_for_order(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Hand over for a notice under s.437 and, if it is not answered well, a School Attendance Order."""
    event = actions.take(case, step, **taken)
    process = reform.process_in_words(event.on)
    why = "For a notice under s.437 and a School Attendance Order"
    _hand_over(case, event, to=duties.ORDERS, why=f"{why}, {process}" if process else why)
    return event


@transaction.atomic
def ask_for_notice(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Hand over for a preliminary notice because a visit was refused; only while that is the law."""
    event = actions.take(case, step, **taken)
    why = f"The parents refused a visit. Hand over {reform.process_in_words(event.on)}"
    _hand_over(case, event, to=duties.ORDERS, why=why)
    return event


def _hand_over(case: Case, event: Event, *, to: str, why: str) -> None:
    if event.by is not None:
        casework.hand_over(case, to=to, by=event.by, on=event.on, at=event.at, reason=f"{why}. {event.reason}")


# What ends the doubt whether the child is taught: what is handed over because of it is needed no more.
NOT_NEEDED_SINCE = {
    pathway.FIND_SUITABLE.key: "The education at home was found suitable.",
    pathway.RETURN.key: "The child is at a school.",
    pathway.MOVE.key: "The child has moved to another council.",
    pathway.AGE_OUT.key: "The child is over compulsory school age.",
    pathway.MISTAKE.key: "The case was entered by mistake.",
}


def after_step(case: Case, event: Event, by: User | None) -> None:
    """An exit form that is returned or accepted says so itself; what waits with others and is needed no more is
    withdrawn; and the school is told at once what it is asked."""
    asking.ask(case, event, by)
    consent.settles(case, event)
    accepted = event.step == pathway.OFFER_VISIT.key and event.facts.get("answer") == "accepted"
    if by is not None and accepted and case.stage != pathway.UNSUITABLE.key:
        why = "The parents accepted a visit."
        casework.withdraw_hand_overs(case, to=(duties.ORDERS,), why=why, by=by, at=event.at)
    if by is not None and event.step in NOT_NEEDED_SINCE:
        why = NOT_NEEDED_SINCE[event.step]
        casework.withdraw_hand_overs(case, to=HANDED_OVER_TO, why=why, by=by, at=event.at)
    if event.step == pathway.RETURN_FORM.key:
        exit_forms.returned(case, event)
    elif event.step == pathway.ACCEPT_FORM.key:
        exit_forms.accepted(case, event)
