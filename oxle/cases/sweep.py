"""The sweep: what is due and not yet acted on, as of now. Safe to run twice, late, or two at once.

Every action is a conditional change of the deadline's row and an outbox row with a unique key, in one transaction.
Three days without a sweep cost lateness, never omission; losing the broker loses nothing.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, Permission, write
from oxle.cases import duties, messages, mismatching, reminders, waiting
from oxle.cases.challenge_clocks import ASKED
from oxle.cases.clocks import State
from oxle.cases.models import Deadline
from oxle.cases.pathways import OWING, Against
from oxle.cases.permissions import PORTAL
from oxle.cases.recipients import school_people
from oxle.cases.rules import CHASE_EVERY, SOON
from oxle.cases.timer_models import Sweep
from oxle.cases.work import seniors
from oxle.core.dates import london_day
from oxle.correspondence.messages import MessageKind
from oxle.correspondence.outbox import message, next_working_morning, queue_messages
from oxle.provision.reconciling import reconcile_recent
from oxle.schooldays.working_days import england
from oxle.schools.models import School
from oxle.transfers.finding import find_all

BATCH = 500

logger = logging.getLogger(__name__)


@dataclass
class Done:
    """What a sweep did, or with `dry_run` would do; `failed` is what one date alone kept from being done."""

    reminded: int = 0
    escalated: int = 0
    chased: int = 0
    mismatched: int = 0
    moves: int = 0
    failed: int = 0
    lines: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, int]:
        """The counts, for the sweep's row."""
        return {
            "reminded": self.reminded,
            "escalated": self.escalated,
            "chased": self.chased,
            "mismatched": self.mismatched,
            "moves": self.moves,
            "failed": self.failed,
        }


class _DryRun(Exception):
    """Undoes a rehearsal."""


def sweep(*, at: datetime, dry_run: bool = False) -> Done:
    """Do everything that is due. With `dry_run` nothing is kept, and the lines say what would happen."""
    done = Done()
    try:
        with transaction.atomic():
            on = london_day(at)
            record = Sweep.objects.create(started_at=at)
            _escalate(done, on, at)
            _chase(done, on, at)
            _remind(done, on, at)
            _before_cases(done, on, at)
            _open_transfers(done, at)
            _match_registers(done, at)
            record.ended_at = at
            record.did = done.as_json()
            record.save(update_fields=["ended_at", "did"])
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return done


def _due(on: date) -> QuerySet[Deadline]:
    return (
        Deadline.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=State.RUNNING, due_on__lt=on)
        .select_related("case__owner", "case__school")
        .order_by("due_on", "pk")
    )


def _act(done: Done, rows: Sequence[Deadline], act: Callable[[Sequence[Deadline]], None]) -> int:
    """Act on some dates together; where that fails on each by itself, so that one keeps no other back. How many did.

    Nothing is asked of the database where no date waits, as on most sweeps.
    """
    if not rows:
        return 0
    try:
        with transaction.atomic():
            act(rows)
    except Exception:  # whatever it is, the others' e-mails go out
        if len(rows) > 1:
            return sum(_act(done, [row], act) for row in rows)
        logger.exception("The sweep could not act on deadline %s", rows[0].pk)
        done.failed += 1
        done.lines.append(f"Failed on {rows[0].case.reference}: {rows[0].label}, due {rows[0].due_on}")
        return 0
    return len(rows)


def _escalate(done: Done, on: date, at: datetime) -> None:
    """A clock set by law that passed: tell those who decide on the duty, once for each date it had."""

    def act(rows: Sequence[Deadline]) -> None:
        decide = _deciders(rows)
        queue_messages(
            message(
                messages.ESCALATION,
                person,
                dedupe=reminders.key("escalation", row, person),
                reference=row.case.reference,
                link=reverse("cases:case", args=[row.case.key]),
                at=at,
            )
            for row in rows
            for person in decide[row.case.duty]
        )
        _remember(rows, "escalated_for")
        done.lines += [f"Escalate {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]

    rows = list(_due(on).filter(is_law=True, against=Against.COUNCIL).filter(_not_told("escalated_for"))[:BATCH])
    done.escalated += _act(done, rows, act)


def _chase(done: Done, on: date, at: datetime) -> None:
    """Information a school owes and did not send in time: ask again, and again for as long as it is owed."""
    again = CHASE_EVERY.on(on)

    def act(rows: Sequence[Deadline]) -> None:
        asked = _asked(rows)
        owes = {row.pk: (asked[row.pk], _answered_with(row)) for row in rows}
        told = {one: school_people(*one) for one in set(owes.values())}
        queue_messages(
            message(
                messages.CHASER,
                person,
                dedupe=reminders.key(f"chaser {row.chased_for}", row, person),
                reference=row.case.reference,
                link=reverse("home"),
                at=at,
            )
            for row in rows
            for person in told[owes[row.pk]]
        )
        Deadline.objects.bulk_update(rows, ["chased_for"])
        done.lines += [f"Chase the school on {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]

    waiting = []
    of_a_school = Q(case__school__isnull=False) | Q(event__facts__has_key=ASKED.key)
    for row in _due(on).filter(of_a_school, against=Against.SCHOOL).select_related("event"):
        asked_for = last_asked(row.due_on, on, again)
        if row.chased_for != asked_for:
            row.chased_for = asked_for
            waiting.append(row)
    done.chased += _act(done, waiting[:BATCH], act)


def last_asked(due_on: date, on: date, again: int) -> date:
    """The last day until a day on which a school that owes something since is asked: when due, and so often after."""
    asked = due_on
    while (later := england().working_day_after(asked, again)) < on:
        asked = later
    return asked


def _remind(done: Done, on: date, at: datetime) -> None:
    """What is newly due soon or newly overdue goes into a digest of the next working morning: of whoever owns the case,
    or where nobody does who is still here, of those who decide on the duty."""
    soon, morning = england().working_day_after(on, SOON.on(on)), next_working_morning(at)
    found = (
        Deadline.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=State.RUNNING, due_on__lte=soon)
        .filter(against__in=OWING)
        .filter((Q(due_on__gte=on) & _not_told("soon_told_for")) | (Q(due_on__lt=on) & _not_told("overdue_told_for")))
        .select_related("case__owner")
        .order_by("pk")
    )
    rows = list(found[:BATCH])

    def act(rows: Sequence[Deadline]) -> None:
        decide = _deciders(row for row in rows if _is_nobodys(row))
        queue_messages(
            message(
                kind,
                person,
                dedupe=reminders.key("overdue" if row.due_on < on else "soon", row, person),
                reference=row.case.reference,
                link=reverse("cases:case", args=[row.case.key]),
                at=at,
                due_at=morning,
            )
            for row in rows
            for kind, person in _told_of(row, on, decide)
        )
        for word, some in (
            ("overdue", [row for row in rows if row.due_on < on]),
            ("soon", [row for row in rows if row.due_on >= on]),
        ):
            _remember(some, f"{word}_told_for")
        done.lines += [f"Remind of {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]

    done.reminded += _act(done, rows, act)


def _before_cases(done: Done, on: date, at: datetime) -> None:
    """What waits at a duty and is no case yet: those who decide are told, and a school is asked again."""
    again = CHASE_EVERY.on(on)
    try:
        found = waiting.waiting(on)
        if not (found or waiting.unsent()):
            return
        with transaction.atomic():
            reminded = waiting.remind(
                found,
                on,
                at,
                soon=england().working_day_after(on, SOON.on(on)),
                morning=next_working_morning(at),
            )
            chased = waiting.chase(
                found, on, at, asked_on=lambda due_on: last_asked(due_on, on, again), people_of=school_people
            )
    except Exception:  # whatever it is, the dates of cases stay told
        logger.exception("The sweep could not act on what is no case yet")
        done.failed += 1
        return
    done.reminded += len(reminded)
    done.chased += len(chased)
    done.lines += [f"Remind of {reference}, which is no case yet" for reference in reminded]
    done.lines += [f"Chase the school on {reference}, which is no case yet" for reference in chased]


def _open_transfers(done: Done, at: datetime) -> None:
    """Moves of children whose records nobody opened yet: the school that sends them is told."""
    try:
        with transaction.atomic():
            opened, failed = find_all(at=at)
    except Exception:  # whatever it is, the dates of cases stay told
        logger.exception("The sweep could not open transfers of records")
        done.failed += 1
        return
    done.moves += len(opened)
    done.failed += failed
    done.lines += [f"Open the transfer of records {one.key}: {one.get_reason_display()}" for one in opened]


def _match_registers(done: Done, at: datetime) -> None:
    """Where a school's register and a provider's differ, or a provider did not see a pupil and no school says anything:
    those who must know are told. Last, because whoever saves marks meanwhile waits for it.
    """
    try:
        with transaction.atomic():
            matched = reconcile_recent(at=at)
            told = mismatching.tell_of_unseen(at)
    except Exception:  # whatever it is, the dates of cases stay told
        logger.exception("The sweep could not match the registers")
        done.failed += 1
        return
    done.mismatched += len(matched.found)
    done.reminded += told
    done.lines += [f"Register mismatch {one.key}, {one.on}: {one.get_kind_display()}" for one in matched.found]
    done.lines += [f"Register mismatch {one.key}, {one.on}: the marks agree" for one in matched.agreed]
    done.lines += ["Tell somebody of pupils whom a provider did not see"] * told


def _deciders(rows: Iterable[Deadline]) -> dict[str, list[User]]:
    """Those who decide on the cases of some deadlines, by duty: asked once for each."""
    return {duty: seniors(duty) for duty in {row.case.duty for row in rows}}


def _is_nobodys(row: Deadline) -> bool:
    return row.case.owner is None or not row.case.owner.is_active


def _told_of(row: Deadline, on: date, decide: Mapping[str, Sequence[User]]) -> list[tuple[MessageKind, User]]:
    if _is_nobodys(row):
        return [(messages.NOBODYS, person) for person in decide[row.case.duty]]
    return [(messages.OVERDUE if row.due_on < on else messages.DUE_SOON, row.case.owner)]


def _remember(rows: Sequence[Deadline], column: str) -> None:
    """Keep for which date of theirs something was said, so that it is said once for each."""
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(**{column: F("due_on")})


def _not_told(column: str) -> Q:
    return Q(**{column: None}) | ~Q(**{column: F("due_on")})


def _asked(rows: Sequence[Deadline]) -> dict[int, int]:
    """Which organisation owes what is due, by deadline: the school that was asked, where that is not the case’s."""
    named = {row.pk: row.event.facts[ASKED.key] for row in rows if ASKED.key in row.event.facts}
    schools = School.objects.filter(key__in=set(named.values())) if named else School.objects.none()
    others = dict(schools.values_list("key", "organisation_id"))
    return {row.pk: others[named[row.pk]] if row.pk in named else row.case.school.organisation_id for row in rows}


def _answered_with(row: Deadline) -> frozenset[Permission]:
    """What gives somebody at a school a part in what it owes: its portal, and whatever the steps ask that end it; of a
    case in a compartment of its own the portal's part there alone, for nobody else at the school knows of it."""
    pathway = duties.pathway(row.case.pathway, row.case.pathway_version)
    if pathway.compartment is not Compartment.ORDINARY:
        return frozenset({write(PORTAL.area, pathway.compartment)})
    stops = next(clock.stops for clock in pathway.clocks if clock.key == row.clock)
    return frozenset({PORTAL, *(one for step in stops for one in (step.by, step.on_behalf) if one is not None)})
