"""The sweep: what is due and not yet acted on, as of now. Safe to run twice, late, or two at once.

Every action is a conditional change of the deadline's row and an outbox row with a unique key, in one transaction.
Three days without a sweep cost lateness, never omission; losing the broker loses nothing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.queries import with_roles
from oxle.cases import messages, reminders
from oxle.cases.clocks import State
from oxle.cases.models import Deadline, Sweep
from oxle.cases.pathways import OWING, Against
from oxle.cases.work import seniors
from oxle.core.dates import london_day
from oxle.core.rules import Rule
from oxle.correspondence.outbox import message, next_working_morning, queue_messages
from oxle.schooldays.limits import Limit, parse, working_days
from oxle.schooldays.working_days import england

BATCH = 500

SOON: Rule[Limit] = Rule(
    "cases.soon",
    "How far ahead a reminder says that something is due",
    working_days(3),
    parse,
    "Local standard",
    local=True,
)


@dataclass
class Done:
    """What a sweep did, or with `dry_run` would do."""

    reminded: int = 0
    escalated: int = 0
    chased: int = 0
    lines: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, int]:
        """The counts, for the sweep's row."""
        return {
            "reminded": self.reminded,
            "escalated": self.escalated,
            "chased": self.chased,
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


def _escalate(done: Done, on: date, at: datetime) -> None:
    """A clock set by law that passed: tell those who decide on the duty, once for each date it had."""
    rows = list(_due(on).filter(is_law=True, against=Against.COUNCIL).filter(_not_told("escalated_for"))[:BATCH])
    told = {duty: seniors(duty) for duty in {row.case.duty for row in rows}}
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
        for person in told[row.case.duty]
    )
    _remember(rows, "escalated_for")
    done.escalated += len(rows)
    done.lines += [f"Escalate {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]


def _chase(done: Done, on: date, at: datetime) -> None:
    """Information a school owes and did not send in time: ask again."""
    owed = _due(on).filter(against=Against.SCHOOL, case__school__isnull=False).filter(_not_told("chased_for"))
    rows = list(owed[:BATCH])
    told = {school: school_people(school) for school in {row.case.school.organisation_id for row in rows}}
    queue_messages(
        message(
            messages.CHASER,
            person,
            dedupe=reminders.key("chaser", row, person),
            reference=row.case.reference,
            link=reverse("home"),
            at=at,
        )
        for row in rows
        for person in told[row.case.school.organisation_id]
    )
    _remember(rows, "chased_for")
    done.chased += len(rows)
    done.lines += [f"Chase the school on {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]


def _remind(done: Done, on: date, at: datetime) -> None:
    """What is newly due soon or newly overdue goes into its owner's digest of the next working morning."""
    soon = england().working_day_after(on, SOON.on(on).count)
    found = (
        Deadline.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=State.RUNNING, due_on__lte=soon, case__owner__is_active=True, case__closed_on=None)
        .filter(against__in=OWING)
        .filter((Q(due_on__gte=on) & _not_told("soon_told_for")) | (Q(due_on__lt=on) & _not_told("overdue_told_for")))
        .select_related("case__owner")
        .order_by("pk")
    )
    rows = list(found[:BATCH])
    morning = next_working_morning(at)
    late = [row for row in rows if row.due_on < on]
    ahead = [row for row in rows if row.due_on >= on]
    for kind, word, some in ((messages.OVERDUE, "overdue", late), (messages.DUE_SOON, "soon", ahead)):
        queue_messages(
            message(
                kind,
                row.case.owner,
                dedupe=reminders.key(word, row, row.case.owner),
                reference=row.case.reference,
                link=reverse("cases:case", args=[row.case.key]),
                at=at,
                due_at=morning,
            )
            for row in some
        )
        _remember(some, f"{word}_told_for")
    done.reminded += len(rows)
    done.lines += [f"Remind the officer of {row.case.reference}: {row.label}, due {row.due_on}" for row in rows]


def _remember(rows: list[Deadline], column: str) -> None:
    """Keep for which date of theirs something was said, so that it is said once for each."""
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(**{column: F("due_on")})


def _not_told(column: str) -> Q:
    return Q(**{column: None}) | ~Q(**{column: F("due_on")})


def school_people(organisation_id: int) -> list[User]:
    """The people of a school who use its portal."""
    people = User.objects.filter(is_active=True, memberships__organisation_id=organisation_id).distinct()
    return [person for person in with_roles(people) if write("portal") in person.permissions]
