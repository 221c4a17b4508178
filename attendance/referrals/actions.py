"""Writes a referral that is sent: its case, the decision, what stands in the way, a register added later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import answering, considering, parents, pathway, queries, sections, submission, telling
from attendance.referrals.models import (
    Consideration,
    Draft,
    DraftFile,
    Moment,
    PreStep,
    Reason,
    Referral,
    RouteKind,
    Topic,
)
from attendance.referrals.routes import ChosenRoute, choose_route, route_facts
from oxle.accounts.models import User
from oxle.cases import actions, casework
from oxle.cases.entries import root_of
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.concurrency import save_if_unchanged
from oxle.core.dates import iso
from oxle.core.errors import Refused
from oxle.people.models import Adult, Child
from oxle.registers.actions import write_marks
from oxle.registers.extract import Extract
from oxle.registers.queries import OF_A_CASE, marks_between

# The duty that looks into children's employment.
LICENSING = "licensing"


@transaction.atomic
def send(
    draft: Draft,
    *,
    by: User,
    on: date,
    at: datetime,
    version: int,
    extract: Extract | None,
    came_on: date | None = None,
    answer: str = "",
) -> Case | None:
    """Send a draft to the County Attendance Team, or send a returned one again, with what is answered to the team.

    `came_on` is the day on which the school's answer came that an officer enters for it. Refused, naming everything
    that is missing, until it is complete; and where one that was returned says neither anything new nor an answer.
    Twice the same draft gives the same case. That of a pupil who was typed in waits, with its reference, until
    somebody has identified them: None.
    """
    rows = Draft.objects.select_related("child", "school", "case").select_for_update(of=("self",))
    draft = rows.get(pk=draft.pk)
    if draft.state in {Draft.State.SENT, Draft.State.TO_IDENTIFY}:
        return draft.case
    # What came by post or e-mail was received on the day it came, not on the day somebody typed it.
    first = draft.message.received_on if draft.message and not (draft.case or draft.returned_on) else on
    received_on = came_on or first
    missing = sections.missing(draft, extract)
    if missing:
        raise Refused("This cannot be sent yet. " + " ".join(one.text for one in missing))
    if not answer and answering.is_unchanged(draft):
        raise Refused(
            "Enter an answer, or change the referral: it says what it said when it was returned", field="answer"
        )
    draft.answers = answering.as_sent(draft.answers, answering.files_of(draft), answer)
    if draft.child is None:
        _hold(draft, by=by, on=received_on, at=at, version=version)
        return None
    if draft.case is None:
        case = open_from(
            draft, draft.child, parents.named_by(draft), received_on=received_on, by=by, on=on, at=at, extract=extract
        )
    else:
        case = draft.case
        write_what_was_sent(case, draft, received_on=received_on, by=by, on=on, at=at, extract=extract)
        changed = parents.reconcile(case, draft, on)
        actions.take(case, pathway.RESUBMIT, by=by, on=received_on, at=at, facts=changed, reason=answer)
    draft.case = case
    draft.state = Draft.State.SENT
    draft.saved_at = at
    save_if_unchanged(draft, version, ["case", "state", "saved_at", "answers"])
    return case


def correct_receipt(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when a referral was received; the thresholds of that day apply where it is the last one."""
    received = case.events.filter(step__in=[pathway.REFER.key, pathway.RESUBMIT.key], supersedes=None)
    if received.order_by("order").last() == root_of(event):
        Referral.objects.filter(case=case).update(complete_on=on)
    return dict(facts)


def open_from(
    draft: Draft,
    child: Child,
    adults: Sequence[Adult],
    *,
    received_on: date,
    by: User,
    on: date,
    at: datetime,
    extract: Extract | None,
    reference: str = "",
    came_from: Case | None = None,
) -> Case:
    """The case that comes of a complete draft, opened as of the day it was received; `came_from` handed it over."""
    case = actions.open_case(
        pathway.REFERRAL,
        pathway.REFER,
        by=by,
        on=received_on,
        at=at,
        origin=draft.channel,
        child=child,
        school=draft.school,
        parties={"parent": list(adults)},
        reference=reference,
        came_from=came_from,
    )
    write_what_was_sent(case, draft, received_on=received_on, by=by, on=on, at=at, extract=extract)
    message = draft.message
    if message is not None and message.state == InboxMessage.State.WAITING:
        casework.link_message(message, case, by=by, at=at, version=message.version)
    return case


def write_what_was_sent(
    case: Case, draft: Draft, *, received_on: date, by: User, on: date, at: datetime, extract: Extract | None
) -> Referral:
    """Put what a draft says beside its case: the referral, the school's steps, files and register.

    Suspected employment is told to licensing, once, whichever sending said so.
    """
    files = list(draft.files.filter(removed_at=None).order_by("-at").select_related("file"))
    referral = _write_referral(case, draft, files, received_on, extract)
    _hand_in_files(case, draft, files, by, on, at)
    if extract is not None:
        write_marks(case.child, draft.school, extract.marks, source=f"{OF_A_CASE}{case.reference}", by=by)
    if referral.reason == Reason.EMPLOYED:
        _tell_licensing(case, by=by, on=on, at=at)
    return referral


def _tell_licensing(case: Case, *, by: User, on: date, at: datetime) -> None:
    # What licensing itself handed over it knows.
    is_theirs = case.came_from is not None and case.came_from.duty == LICENSING
    if not is_theirs and not case.handed_over.filter(to_duty=LICENSING).exists():
        why = "A school thinks that this child is illegally employed."
        casework.hand_over(case, to=LICENSING, by=by, on=on, at=at, reason=why)


def _hold(draft: Draft, *, by: User, on: date, at: datetime, version: int) -> None:
    draft.state = Draft.State.TO_IDENTIFY
    draft.reference = draft.reference or actions.new_case_reference()
    draft.sent_on, draft.sent_by, draft.saved_at = on, by, at
    save_if_unchanged(draft, version, ["state", "reference", "sent_on", "sent_by", "saved_at", "answers"])
    telling.tell_of_unidentified(draft, at=at)


@transaction.atomic
def accept(
    case: Case,
    *,
    routes: Sequence[ChosenRoute],
    by: User,
    on: date,
    at: datetime,
    version: int,
    reason: str,
) -> Event:
    """Accept a referral and choose each parent's route; the first letters are drafted in the same moment.

    Refused when no parent has a route: only what a child does for an employer can be no offence of a parent.
    """
    # Two who accept at the same moment queue here, and the second is told.
    actions.lock(case, version)
    referral = queries.referral_of(case)
    if referral.reason != Reason.EMPLOYED and all(one.kind == RouteKind.NONE for one in routes):
        named = "Choose a legal route for at least one parent."
        raise Refused(named if routes else "No parent is named in this case. Add a parent first.")
    for one in routes:
        choose_route(one, by=by, on=on)
    accepted = actions.take(
        case,
        pathway.ACCEPT,
        by=by,
        on=on,
        at=at,
        version=version,
        reason=reason,
        facts={"unauthorised_percent": queries.shown(referral.unauthorised_percent)},
    )
    for one in routes:
        if one.kind != RouteKind.NONE:
            facts = route_facts(referral, one.kind)
            actions.take(case, pathway.CHOOSE_ROUTE, party=one.party, by=by, on=on, at=at, facts=facts)
    return accepted


@transaction.atomic
def return_to_school(case: Case, *, by: User, on: date, at: datetime, version: int, reason: str) -> Event:
    """Send a referral back for more information; the school sees the reason and its draft opens again."""
    event = actions.take(case, pathway.RETURN, by=by, on=on, at=at, version=version, reason=reason)
    Draft.objects.filter(case=case).update(state=Draft.State.RETURNED)
    return event


@transaction.atomic
def reject(case: Case, *, by: User, on: date, at: datetime, version: int, reason: str) -> Event:
    """Reject a referral; the school sees the reason."""
    return actions.take(case, pathway.REJECT, by=by, on=on, at=at, version=version, reason=reason)


@transaction.atomic
def consider(
    case: Case,
    moment: Moment,
    findings: Sequence[Mapping[str, str]],
    *,
    by: User,
    on: date,
    version: int | None = None,
    known: Mapping[Topic, Sequence[considering.Known]] | None = None,
) -> None:
    """Record what was found of every topic before an enforcement step, with all that was known of it on that day.

    `known` is that, where the caller has just read it. Stale when a colleague was faster.
    """
    if version is not None:
        save_if_unchanged(case, version, [])
    if known is None:
        known = considering.known_of(case, on)
    rows = [
        Consideration(
            case=case,
            moment=moment,
            topic=found["topic"],
            finding=found["finding"],
            note=found["note"],
            go_on_because=found["go_on_because"],
            known=considering.as_kept(known[Topic(found["topic"])]),
            on=on,
            by=by,
        )
        for found in findings
    ]
    Consideration.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["case", "moment", "topic"],
        update_fields=["finding", "note", "go_on_because", "known", "on", "by"],
    )


@transaction.atomic
def warn_finally(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Give the final warning: one letter, and one time to prepare papers, for each parent with a legal route."""
    event = actions.take(case, step, **taken)
    for party in queries.chosen_parents(case):
        actions.take(case, pathway.WARN_PARENT, party=party, by=taken["by"], on=taken["on"], at=taken["at"])
    return event


@dataclass(frozen=True)
class Declared:
    """Who declared for a school that a register is true, in which role, and when."""

    by: str
    role: str
    on: date


@transaction.atomic
def add_register(
    case: Case, *, extract: Extract, declared: Declared, by: User, on: date, at: datetime, version: int
) -> Event:
    """Add a register that came after the referral. Figures are then of all that the case holds, and every parent to be
    prosecuted gets the time to charge that follows from its absences.

    Letters already drafted stay as they are. Refused for an extract with problems, and on a closed case.
    """
    if not extract.is_sound:
        raise Refused("Correct the register extract.", field="text")
    covers = {"first_on": iso(extract.first_on), "last_on": iso(extract.last_on)}
    event = actions.take(case, pathway.ADD_REGISTER, by=by, on=on, at=at, version=version, facts=covers)
    write_marks(case.child, case.school, extract.marks, source=f"{OF_A_CASE}{case.reference}", by=by)
    referral = queries.referral_of(case)
    before = (referral.first_absence_on, referral.last_absence_on)
    first, last = extract.first_on, extract.last_on
    if referral.first_on is not None:
        first, last = min(first, referral.first_on), max(last, referral.last_on)
    held = Extract(tuple(marks_between(case.child, case.school, first, last)), ())
    figures = vars(submission.figures(held))
    told = {"declared_by": declared.by, "declared_as": declared.role, "declared_on": declared.on}
    for name, value in {**figures, **told}.items():
        setattr(referral, name, value)
    referral.save(update_fields=[*figures, *told])
    if (referral.first_absence_on, referral.last_absence_on) != before:
        for route in queries.chosen_routes(case):
            if route.is_prosecution and not route.party.events.filter(step=pathway.PREPARE_PAPERS.key).exists():
                facts = route_facts(referral, route.kind)
                actions.take(case, pathway.DATE_ROUTE, party=route.party, by=by, on=on, at=at, facts=facts)
    return event


def _write_referral(
    case: Case, draft: Draft, files: Sequence[DraftFile], on: date, extract: Extract | None
) -> Referral:
    register = submission.figures(extract) if extract else None
    referral = submission.referral(case, draft.answers, on, register)
    is_new = draft.case is None
    if register is None and not is_new:
        # A register that the case holds already, with who declared it, is not lost by sending again without one.
        submission.keep_register(referral, queries.referral_of(case))
    referral.save(force_insert=is_new, force_update=not is_new)
    PreStep.objects.bulk_create(
        submission.pre_steps(referral, draft.answers, files),
        update_conflicts=True,
        unique_fields=["referral", "kind"],
        update_fields=["done", "on", "answer", "method", "outcome", "not_applicable_because", "document"],
    )
    return referral


def _hand_in_files(case: Case, draft: Draft, files: Sequence[DraftFile], by: User, on: date, at: datetime) -> None:
    there = set(case.documents.values_list("file_id", flat=True)) if draft.case else set()
    for attached in reversed(files):
        if attached.file_id not in there:
            casework.attach(
                case, attached.file, title=attached.title, by=by, on=on, at=at, kind=attached.section, from_school=True
            )
    if draft.message is not None:
        for file in draft.message.files.all():
            if file.pk not in there:
                casework.attach(case, file, title="The original", by=by, on=on, at=at, from_school=True)
