"""Writes a reduced timetable that a school tells of, who agreed to it, what extends it, and the challenges."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.cases.standing import last_taken
from oxle.cases.taking_back import closing_of
from oxle.core.dates import from_iso
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.people.queries import parents_of
from oxle.people.refusals import not_before_birth
from oxle.provision.models import Offer, OfferKind
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from reduced_timetables import agreeing, denying, hours, letters, pathway, queries, signing
from reduced_timetables.into import BEGINS_ON, FULL_TIME, INTO
from reduced_timetables.models import Agreement, Timetable, minutes_of
from reduced_timetables.weeks import MINUTES, Sessions

DAY = timedelta(days=1)
# What a notice may lack, and what is considered only later: it can be told afterwards.
SUPPLIED = (
    "child_view", "early_help", "early_help_reference", "early_help_on", "risk_assessed_on", "services_informed",
    "section_19",
)  # fmt: skip
# Those of them that are days, none of which can be to come.
ASSESSED = {"early_help_on": "The early help assessment", "risk_assessed_on": "The risk assessment"}
# A step of a planned return: its first day, when each session begins, and when it ends.
Planned = tuple[date, Sequence[time | None], Sequence[time | None]]
# What the fields of one are called.
STEP = "step_{}".format
DATES = (pathway.STARTS_ON, pathway.ENDS_ON, pathway.REVIEW_ON)


@transaction.atomic
def tell(
    child: Child,
    school: School,
    *,
    told: Mapping[str, Any],
    agreements: Sequence[Mapping[str, Any]],
    files: Mapping[str, File | None],
    changes: Sequence[Planned] = (),
    by: User,
    on: date,
    at: datetime,
    message: InboxMessage | None = None,
) -> Case:
    """Open the case of a timetable as of the day the council was told of it, with all that was told.

    `told` holds the fields of Timetable, `agreements` those of each Agreement (whose, given_by, agreed_on), `files` the
    parent's written agreement (“parent”), the risk assessment (“risk”) and the plan by which the school watches how it
    goes (“monitoring”), `changes` how the sessions rise
    before the planned end: from which day when each begins and ends. `message` is one that waits, which an
    officer enters. What is late, lacks something or appears unlawful is received and challenged. Refused is only what
    cannot be: an end before the start, full-time hours, steps out of order, an agreement to come, a
    second timetable of a child while one of that school is open.
    """
    received = message.received_on if message else on
    record = Timetable(told_at=at, **{**told, "since_on": told["starts_on"]})
    signing.name_recorded(record, queries.recorded_for(school, child, received))
    _must_be_possible(record, child, school)
    _must_rise_in_order(record, changes, child, school)
    for one in agreements:
        not_before_birth(child, **{f"{one['whose']}_on": one["agreed_on"]})
        signing.must_be_given(one["agreed_on"], received, f"{one['whose']}_on")
    case = actions.open_case(
        pathway.TIMETABLE,
        pathway.TELL,
        by=by,
        on=received,
        at=at,
        origin=message.channel if message else Origin.PORTAL,
        child=child,
        school=school,
        parties={"parent": [parent.adult for parent in parents_of(child, on)]},
        # What a school told of a pupil who was on no list has its reference already.
        reference=message.reference if message else "",
        facts={
            **{fact.key: getattr(record, fact.key).isoformat() for fact in DATES},
            **hours.cut_by(child, school, record.starts_on),
        },
    )
    record.case = case
    record.save(force_insert=True)
    event = case.events.get(step=pathway.TELL.key)
    for from_on, begins, ends in changes:
        record.changes.create(event=event, from_on=from_on, begins=begins, ends=ends)
    letters.school_joins(case, received)
    kept = {
        name: casework.attach(case, file, title=signing.TITLE[name], by=by, on=received, at=at)
        for name, file in files.items()
        if file is not None
    }
    if "monitoring" in kept:
        record.monitoring = kept["monitoring"]
        record.save(update_fields=["monitoring"])
    for one in agreements:
        signing.agreed(record, one, document=kept.get(one["whose"]), by=by, at=at)
    hours.begin(record, by=by)
    signing.challenge(
        case, [*queries.to_ask_of(record, received), *queries.unlawful_of(record, received)], on=received, at=at
    )
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def _must_be_possible(told: Timetable, child: Child, school: School) -> None:
    days = {name: getattr(told, name) for name in ("starts_on", "risk_assessed_on", "met_on", "early_help_on")}
    not_before_birth(child, **days)
    if told.ends_on < told.starts_on:
        raise Refused("It cannot end before it starts", field="ends_on")
    if told.review_on < told.starts_on:
        raise Refused("A review cannot be before the start", field="review_on")
    days = [told.review_on, *told.later_reviews]
    if any(later <= earlier for earlier, later in pairwise(days)) or max(days[1:], default=date.min) > told.ends_on:
        raise Refused("The reviews follow on each other, and are over by the planned end", field="second_review_on")
    queries.must_be_reduced(told.minutes, child, school, told.starts_on, "session_0")


def _must_rise_in_order(told: Timetable, changes: Sequence[Planned], child: Child, school: School) -> None:
    """Each step of a planned return begins after the one before and before the end, and is no full time yet."""
    last_on = told.starts_on
    for number, (from_on, begins, ends) in enumerate(changes, start=1):
        field = f"{STEP(number)}_on"
        if from_on <= last_on:
            raise Refused(f"Enter a day after {plain_day(last_on)}: these sessions follow on those", field=field)
        if from_on > told.ends_on:
            raise Refused(f"It ends on {plain_day(told.ends_on)}. Enter a day before that", field=field)
        queries.must_be_reduced(minutes_of(begins, ends), child, school, from_on, f"{STEP(number)}_0")
        last_on = from_on


@transaction.atomic
def agree(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Somebody agreed to the timetable, or to its extension. `data`: whose, given_by, agreed_on, and perhaps the
    written agreement that was uploaded (document)."""
    signing.must_be_given(data["agreed_on"], taken["on"], "agreed_on")
    event = actions.take(case, step, **taken)
    document = signing.attached(case, data, event, by=taken["by"])
    given = signing.agreed(case.reduced_timetable, data, document=document, by=taken["by"], at=event.at)
    signing.challenge(case, agreeing.signed_late(case.reduced_timetable, [given]), on=event.on, at=event.at)
    return event


def agreed_by_link(told: Timetable, said: Mapping[str, Any], *, at: datetime) -> None:
    """A parent agreed by the link that was sent to them: their written agreement, late or not."""
    given = signing.agreed(told, said, document=None, by=None, at=at, by_link=True)
    signing.challenge(told.case, agreeing.signed_late(told, [given]), on=given.agreed_on, at=at)


@transaction.atomic
def withdraw(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Whoever agreed does so no more: the timetable is not validated, and the school is asked. `data`: whose."""
    told = case.reduced_timetable
    rows = told.agreements.filter(whose=data["whose"], since_on=told.since_on, withdrawn_on=None, taken_back_at=None)
    if not rows:
        raise Refused("There is no such agreement.", field="whose")
    if any(one.agreed_on > taken["on"] for one in rows):
        raise Refused("It cannot have been withdrawn before it was given.", field="on")
    event = actions.take(case, step, **taken)
    rows.update(withdrawn_on=event.on)
    signing.challenge(case, queries.to_ask_of(told, event.on), on=event.on, at=event.at)
    return event


@transaction.atomic
def supply(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """What the notice lacked. `data`: child_view, early_help, early_help_reference, early_help_on, risk_assessed_on,
    services_informed, section_19, perhaps the risk assessment that was uploaded (risk), and, of a timetable that named
    no session, those of its first day on (sessions). Refused for an assessment to come or before the child was born,
    where nothing new is said, and for full-time sessions."""
    for name, called in ASSESSED.items():
        if data[name] is not None and data[name] > taken["on"]:
            raise Refused(f"{called} cannot be of a day to come.", field=name)
    told = case.reduced_timetable
    not_before_birth(case.child, **{name: data[name] for name in ASSESSED})
    sessions = _named(told, data.get("sessions"))
    if all(getattr(told, name) == data[name] for name in SUPPLIED) and not data.get("risk") and sessions is None:
        raise Refused("Nothing here is new. Enter what was missing.", field="child_view")
    if sessions is not None:
        taken["facts"] = {**taken.get("facts", {}), MINUTES: minutes_of(*sessions)}
    event = actions.take(case, step, **taken)
    for name in SUPPLIED:
        setattr(told, name, data[name])
    told.save(update_fields=SUPPLIED)
    signing.attached(case, data, event, by=taken["by"], field="risk", title=signing.TITLE["risk"])
    if sessions is not None:
        told.begins, told.ends = sessions
        told.save(update_fields=["begins", "ends"])
        hours.settle(told, by=taken["by"])
        _ask_anew(told, event)
    return event


def _named(told: Timetable, sessions: Sessions | None) -> Sessions | None:
    """The sessions of a timetable that named none; None where none are said now, or it named some."""
    if sessions is None or not told.has_no_session or not any(sessions[0]):
        return None
    case = told.case
    if case.child is not None and case.school is not None:
        queries.must_be_reduced(minutes_of(*sessions), case.child, case.school, told.starts_on, "session_0")
    return sessions


def _ask_anew(told: Timetable, event: Event) -> None:
    """Whoever agreed by the link read a plan without a session: that is no agreement to these. A paper may name them,
    and whoever validates the timetable reads it."""
    by_link = told.agreements.filter(by_link=True, since_on=told.starts_on, taken_back_at=None)
    if by_link.update(taken_back_at=event.at) and told.since_on == told.starts_on:
        signing.challenge(told.case, [agreeing.AGREED_TO_NONE], on=event.on, at=event.at)


# The steps whose letters go to the parents, but for that which also hands over.
WRITES_TO_PARENTS = (pathway.VALIDATE, pathway.CHALLENGE, pathway.RETURN, pathway.END)


@transaction.atomic
def write_to_parents(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Take a step whose letters go to the parents, also to one who came on the child's record since we were told."""
    casework.parents_join(case, role=letters.PARENT, on=taken["on"], at=taken["at"])
    return actions.take(case, step, **taken)


@transaction.atomic
def convert(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Close a timetable that became something else, and hand the matter over to whoever does that: it waits in their
    inbox, or with a named team where the duty is not installed. The hours of the timetable count until the other
    begins. `data`: into."""
    words, to = INTO[data["into"]]
    casework.hand_over(
        case, to=to, by=taken["by"], on=taken["on"], at=taken["at"], reason=f"{words}: {taken['reason']}"
    )
    return write_to_parents(case, step, data=data, **taken)


def after_step(case: Case, event: Event, by: User | None) -> None:
    """The ledger says whether the hours rest on an agreement; a closed case ends them."""
    step = event.step
    if step in {pathway.VALIDATE.key, pathway.WITHDRAW.key}:
        hours.settle(case.reduced_timetable, by=by, validated=step == pathway.VALIDATE.key)
    if (event.moved and not case.is_open) or step == pathway.OFFERED.key:
        back_on = _back_on(step, event.on, event.facts)
        hours.end(case, back_on=back_on, by=by, mistaken=step == pathway.MISTAKE.key)
    if event.moved and not case.is_open:
        denying.after_closing(case, event)


def _back_on(step: str, on: date, facts: Mapping[str, Any]) -> date | None:
    """The first day on which the hours of the timetable are not the child's any more; None while nobody knows it: what
    it became is not full time yet."""
    if step == pathway.CONVERT.key:
        return from_iso(facts.get(BEGINS_ON))
    if step == pathway.OFFERED.key:
        return on if facts.get(FULL_TIME) else None
    return on if step == pathway.RETURN.key else on + DAY


def offer_dropped(offer: Offer) -> None:
    """Another offer of the school's own never was, such as a suspension that was withdrawn: a timetable counts on its
    days again."""
    if offer.school_id is None or offer.kind == OfferKind.REDUCED:
        return
    rows = Timetable.objects.filter(case__child=offer.child_id, case__school=offer.school_id)
    for told in rows.exclude(case__stage=pathway.MISTAKEN.key).select_related("case__child", "case__school"):
        said = () if told.case.is_open else (last_taken(told.case, pathway.OFFERED.key), closing_of(told.case))
        back_on = next((on for one in said if one and (on := _back_on(one.step, one.on, one.facts))), None)
        if back_on is None or back_on > offer.from_on:
            hours.settle(told, by=None, last_on=back_on - DAY if back_on else None)


def correct_told(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right from when, until when and when reviewed. Refused for what cannot be."""
    told = case.reduced_timetable
    is_first, is_extended = told.since_on == told.starts_on, last_taken(case, pathway.EXTEND.key) is not None
    told.starts_on = date.fromisoformat(facts[pathway.STARTS_ON.key])
    if is_first:
        agreed = list(told.agreements.filter(since_on=told.since_on).values_list("pk", flat=True))
        told.since_on = told.starts_on
        Agreement.objects.filter(pk__in=agreed).update(since_on=told.since_on)
    elif told.starts_on > told.since_on:
        raise Refused("It was extended, or its sessions were changed, before that day.", field="starts_on")
    if not is_extended:
        told.ends_on = date.fromisoformat(facts[pathway.ENDS_ON.key])
    if facts.get(pathway.REVIEW_ON.key):
        told.review_on = date.fromisoformat(facts[pathway.REVIEW_ON.key])
    if told.ends_on < told.starts_on:
        raise Refused("It cannot end before it starts", field="ends_on")
    if told.review_on < told.starts_on:
        raise Refused("A review cannot be before the start", field="review_on")
    changes = sorted(told.changes.filter(taken_back_at=None).values_list("from_on", flat=True))
    if changes and told.starts_on >= changes[0]:
        raise Refused(f"The sessions change on {plain_day(changes[0])}. Enter an earlier day.", field="starts_on")
    if changes and told.ends_on < changes[-1]:
        raise Refused(f"The sessions change on {plain_day(changes[-1])}. It cannot end before that.", field="ends_on")
    told.later_reviews = [day for day in told.later_reviews if day > told.review_on]
    told.save(update_fields=["starts_on", "since_on", "ends_on", "review_on", "later_reviews"])
    hours.settle(told, by=by)
    return dict(facts)


def correct_closing(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The day on which it was closed, or from which the pupil has full time, is put right: the hours last until it."""
    if event.step != pathway.MISTAKE.key:
        if hours.offer_of(case) is None:
            hours.begin(case.reduced_timetable, by=by)
        back_on = _back_on(event.step, on, facts)
        said = last_taken(case, pathway.OFFERED.key)
        if back_on is None and said is not None and said.pk != event.pk:
            back_on = _back_on(said.step, said.on, said.facts)
        hours.end(case, back_on=back_on, by=by, mistaken=False)
    return dict(facts)
