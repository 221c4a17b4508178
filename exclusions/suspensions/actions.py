"""Writes a suspension that a school tells of, puts it right, withdraws it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from exclusions import virtual_school
from exclusions.first_days import told as first_days
from exclusions.first_days.asking import TOLD_BY
from exclusions.head_letters import stay
from exclusions.lawful import HEAD_ALONE
from exclusions.permanent.models import PermanentExclusion
from exclusions.suspensions import counting, following, queries, teaching, work
from exclusions.suspensions.models import Suspension, Withdrawn
from exclusions.telling import Session, hold, must_be_decided, must_have_school
from oxle.accounts.models import User
from oxle.cases import casework
from oxle.cases.actions import new_case_reference
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Origin
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.documents.models import File
from oxle.people.models import Child
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.school_years import exclusion_term
from oxle.schooldays.wording import plain_day
from oxle.schools.models import School
from oxle.schools.queries import calendar_of

DAY = timedelta(days=1)
# What follows from the first and the last session, worked out anew with them.
COUNTED = ("half_days", "sessions", "work_until_on")


@transaction.atomic
def tell(
    child: Child,
    school: School,
    *,
    told: Mapping[str, Any],
    letter: File | None,
    by: User,
    on: date,
    at: datetime,
    message: InboxMessage | None = None,
) -> Suspension:
    """Keep a suspension that a school tells of, count it, and follow what it makes somebody owe (see following).

    `told` holds the fields of Suspension; `message` is one that waits, which an officer enters. What is late or
    unlawful is received like any other. Refused is only what cannot be: a first or last day without school, an end
    before the beginning, a notice before the decision, and a second exclusion for one session.
    """
    received = message.received_on if message else on
    must_be_decided(told["decided_on"], received)
    for field in ("first_on", "last_on"):
        must_have_school(school, told[field], field=field)
    one = Suspension(
        reference=new_case_reference(),
        child=child,
        school=school,
        told_by=by,
        told_at=at,
        received_on=received,
        letter=letter,
        **{**told, **first_days.answer(told, received)},
    )
    _count(one)
    _must_be_the_only_one(one)
    one.save(force_insert=True)
    teaching.school_offers_nothing(one, until_on=one.last_on, by=by)
    origin = message.channel if message else Origin.PORTAL
    following.settle(one, by=by, on=received, at=at, origin=origin)
    if one.looked_after:
        virtual_school.tell_officers(child, one.reference, at=at)
    if message is not None:
        _deal_with(message, one, by=by, at=at)
    return one


@transaction.atomic
def bring_in(one: Suspension, *, by: User, on: date, at: datetime) -> None:
    """Keep a suspension that a file says, as told on the day on which it was brought in.

    Of one that was over before the present period to a reference date nothing can be owed any more: it only counts.
    Refused is what `tell` refuses of sessions.
    """
    one.reference, one.told_by, one.told_at, one.received_on = new_case_reference(), by, at, on
    one.only_counts = one.last_on < exclusion_term(on).starts_on
    # Of days that are over a file asks nobody.
    until_on = None if one.only_counts else _work_until(one)
    one.work_until_on = until_on if until_on and until_on >= on else None
    _must_be_the_only_one(one)
    one.save(force_insert=True)
    teaching.school_offers_nothing(one, until_on=one.last_on, by=by)
    if not one.only_counts:
        following.settle(one, by=by, on=on, at=at, origin=Origin.COUNCIL)


def _deal_with(message: InboxMessage, one: Suspension, *, by: User, at: datetime) -> None:
    """The message that was entered waits no longer: it is on the case, or answered where there is none."""
    if one.case is not None:
        casework.link_message(message, one.case, by=by, at=at, version=message.version)
    else:
        answer = f"Entered as suspension {one.reference}."
        casework.answer_message(message, answer, by=by, at=at, version=message.version)


@transaction.atomic
def put_right(
    one: Suspension,
    *,
    version: int,
    told: Mapping[str, Any],
    changed: Sequence[Mapping[str, str]],
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Suspension:
    """Put right what was told of a suspension; totals, runs, offers and what is owed for it follow.

    `told` holds fields of Suspension, and `changed` says in words what was there before and is now, which is kept.
    Refused as `tell` refuses, and where nothing is changed or the suspension is withdrawn. Stale when somebody was
    faster.
    """
    if one.withdrawn_on is not None:
        raise Refused("The suspension is withdrawn.")
    if one.imported:
        raise Refused("It was brought in from a file. Withdraw it, and import the file again once it is right there.")
    if not changed:
        raise Refused("Nothing is changed. Put right what was told wrongly, or cancel.")
    _note_an_extension(one, told.get("last_on", one.last_on), by=by, on=on)
    for name, value in told.items():
        setattr(one, name, value)
    must_be_decided(one.decided_on, one.received_on)
    for field in ("first_on", "last_on"):
        must_have_school(one.school, getattr(one, field), field=field)
    _count(one)
    _must_be_the_only_one(one)
    save_if_unchanged(one, version, [*told, *COUNTED, "was_to_end_on"])
    one.amendments.create(at=at, by=by, reason=reason, changed=list(changed))
    teaching.school_offers_again(one, until_on=one.last_on, by=by)
    following.settle(one, by=by, on=on, at=at, origin=_origin(by), because=f"{one.reference} was put right: {reason}")
    return one


@transaction.atomic
def attach_letter(one: Suspension, *, letter: File, version: int, by: User, on: date, at: datetime) -> Suspension:
    """Keep the letter to the parents that came after the notice, or in place of another, which stays in the history.

    Refused where `queries.why_no_letter` says so. Stale when somebody was faster.
    """
    if why := queries.why_no_letter(one):
        raise Refused(why)
    before, one.letter = one.letter, letter
    save_if_unchanged(one, version, ["letter"])
    was_now = {"what": queries.LETTER, "was": before.name if before else "None", "now": letter.name}
    one.amendments.create(at=at, by=by, reason="The letter came.", changed=[was_now], letter_before=before)
    following.letter_came(one, by=by, on=on, at=at)
    return one


@transaction.atomic
def say_work(one: Suspension, *, told: Mapping[str, Any], version: int, by: User, on: date, at: datetime) -> Suspension:
    """Keep what the school says of the work of the first five school days; what it said before stays in the history.

    `told`: work_set and work_words; of an officer who enters it told_by, who at the school said so. Refused where
    `queries.why_no_work` says so, and where it was said already. Stale when somebody was faster.
    """
    if why := queries.why_no_work(one):
        raise Refused(why)
    was, said = first_days.in_words(one, work.entered(one)), first_days.answer(told, on)
    if (one.work_set, one.work_words) == (said["work_set"], said["work_words"]):
        raise Refused("You said so already. Change what is different by now, or cancel.")
    for name, value in said.items():
        setattr(one, name, value)
    save_if_unchanged(one, version, [*said])
    told_by = told.get(TOLD_BY, "")
    now = first_days.in_words(one, first_days.Entered(by.name, told_by) if told_by else None)
    was_now = {"what": queries.WORK, "was": was, "now": now}
    reason = f"Told by: {told_by}" if told_by else "The school says how it stands."
    changed = [{**was_now, TOLD_BY: told_by} if told_by else was_now]
    one.amendments.create(at=at, by=by, reason=reason, changed=changed)
    return one


def _note_an_extension(one: Suspension, last_on: date, *, by: User, on: date) -> None:
    """Keep until when it was told at first where its school makes it longer while it runs or afterwards: a suspension
    cannot be extended, so that is asked about. Put right to no longer than it was, it was a slip."""
    if one.was_to_end_on is not None and last_on <= one.was_to_end_on:
        one.was_to_end_on = None
    elif one.was_to_end_on is None and last_on > one.last_on and on >= one.first_on and not by.is_council:
        one.was_to_end_on = one.last_on


@transaction.atomic
def withdraw(
    one: Suspension,
    *,
    version: int,
    as_: Withdrawn,
    out_until_on: date | None,
    reason: str,
    by: User,
    on: date,
    at: datetime,
) -> Suspension:
    """Withdraw a suspension that was entered by mistake, or that the head cancelled; it stays, and counts for nothing.

    The days on which the pupil had been out before it was cancelled, until `out_until_on`, still count towards the
    limit of the school year, and the school offered nothing on them. Refused where it is withdrawn already or that day
    is not one of the suspension, and where somebody else at the school than the head cancels it. Stale when somebody
    was faster.
    """
    if one.withdrawn_on is not None:
        raise Refused("The suspension is withdrawn already.")
    if as_ == Withdrawn.CANCELLED and not may_cancel(by):
        raise Refused("Only the head cancels a suspension.", field="as_")
    if out_until_on is not None and not one.first_on <= out_until_on <= min(one.last_on, on):
        raise Refused(
            f"The last day must be one of the suspension, from {plain_day(one.first_on)} to {plain_day(one.last_on)}, "
            "and not to come.",
            field="out_until_on",
        )
    one.withdrawn_on, one.withdrawn_as, one.out_until_on = on, as_, out_until_on
    if out_until_on is not None:
        must_have_school(one.school, out_until_on, field="out_until_on")
        one.sessions_out = _sessions(counting.missed(one), one.school)
    save_if_unchanged(one, version, ["withdrawn_on", "withdrawn_as", "out_until_on", "sessions_out"])
    was_now = [{"what": "Status", "was": "Received", "now": f"Withdrawn: {as_.label.lower()}"}]
    one.amendments.create(at=at, by=by, reason=reason, changed=was_now)
    teaching.school_offers_again(one, until_on=out_until_on, by=by)
    following.settle(one, by=by, on=on, at=at, origin=_origin(by), because=f"{one.reference} was withdrawn: {reason}")
    return one


@transaction.atomic
def reinstate(one: Suspension, *, back_on: date, by: User, on: date, at: datetime) -> None:
    """End a suspension on the school day before its pupil comes back, as the governors decided; totals, runs, offers
    and what is owed for it follow. One that was over by then stays as it is.

    Refused where that is no school day, and where the suspension has not begun by then: that is withdrawn.
    """
    if one.last_on < back_on:
        return
    must_have_school(one.school, back_on, field="back_on", enter="Enter the first school day back.")
    if back_on <= one.first_on:
        raise Refused(
            f"The suspension from {plain_day(one.first_on)} has not begun by then. It is withdrawn on its own page.",
            field="back_on",
        )
    was = one.last_on
    one.last_on, one.ends_after = _day_before(back_on, one.school), Session.AFTERNOON
    if one.was_to_end_on is not None and one.was_to_end_on >= one.last_on:
        one.was_to_end_on = None
    if one.exam_on is not None and one.exam_on > one.last_on:
        one.exam_missed, one.exam_on = False, None
    _count(one)
    ended = ["last_on", "ends_after", "was_to_end_on", "exam_missed", "exam_on", *COUNTED]
    save_if_unchanged(one, one.version, ended)
    was_now = {"what": "Last school day on which the pupil may not come", "was": plain_day(was)}
    because = f"The governors reinstated the pupil from {plain_day(back_on)}."
    one.amendments.create(at=at, by=by, reason=because, changed=[{**was_now, "now": plain_day(one.last_on)}])
    teaching.school_offers_again(one, until_on=one.last_on, by=by)
    following.settle(one, by=by, on=on, at=at, origin=_origin(by), because=f"{one.reference}: {because}")


def _day_before(day: date, school: School) -> date:
    try:
        return calendar_of(school).school_day_before(day, 1)
    except NotLoaded:
        return day - DAY


def may_cancel(by: User) -> bool:
    """Whether a person records that a suspension is cancelled: the head at a school, an officer on their behalf."""
    return by.is_council or by.can(HEAD_ALONE)


def _origin(by: User) -> str:
    return Origin.COUNCIL if by.is_council else Origin.PORTAL


def _count(one: Suspension) -> None:
    """Its half days and its sessions, by the school's own calendar. Refused where it ends before it begins."""
    one.half_days = counting.half_days(one)
    if one.half_days[0] >= one.half_days[1]:
        raise Refused("The suspension cannot end before it begins", field="last_on")
    one.sessions = _sessions(one, one.school)
    if not one.imported:
        one.work_until_on = _work_until(one)


def _work_until(one: Suspension) -> date | None:
    """The last of the first five school days, for which work is set; none of lunchtimes alone."""
    return None if one.lunchtime else stay(calendar_of(one.school), one.first_on, one.last_on).to_on


def _sessions(time: counting.Suspended, school: School) -> int | None:
    try:
        return counting.sessions_of(time, calendar_of(school))
    except NotLoaded:
        # The school knows its days; that ours are not loaded is no reason to turn its notice away.
        return None


def _must_be_the_only_one(one: Suspension) -> None:
    """Refuse what the database would, and a suspension of a pupil whom the school has permanently excluded by then.

    Another school's exclusion stays open while its pupil is taught at a unit, which can suspend.
    """
    hold(one.child)
    other = queries.standing(one.child).filter(half_days__overlap=one.half_days).exclude(pk=one.pk).first()
    if other is not None:
        raise Refused(
            f"The pupil is suspended from {plain_day(other.first_on)} to {plain_day(other.last_on)} already "
            f"({other.reference}). There cannot be two exclusions for one session.",
            field="first_on",
        )
    permanent = PermanentExclusion.objects.filter(
        case__child=one.child_id, case__school=one.school, case__closed_on=None, first_on__lte=one.last_on
    ).first()
    if permanent and counting.half_day(permanent.first_on, permanent.first_session) < one.half_days[1]:
        raise Refused(
            f"The pupil is permanently excluded from {plain_day(permanent.first_on)}. There cannot be two exclusions "
            "for one session.",
            field="last_on" if permanent.first_on > one.first_on else "first_on",
        )
