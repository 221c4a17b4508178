"""Enrolments, and the dated facts about a child that change what may be done."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Child, Enrolment, EnrolmentKind, Vulnerability
from oxle.people.refusals import not_before_birth, refusing
from oxle.schools.models import School

# Told of every child whose place on a register began, ended or was put right, in the same transaction.
on_register_changed: list[Callable[[Child], None]] = []
# Told of every place on a register that never was, before it goes, in the same transaction; each may refuse it.
on_enrolment_removed: list[Callable[[Enrolment, User, datetime], None]] = []
# Told of every child of whom a school says that it took the name off its register on a day, in the same transaction;
# its register may not say so yet. The last says whether it is because the child is educated at home.
on_told_off_register: list[Callable[[Child, School, date, bool], None]] = []
# Told of every child about whom a dated fact was recorded, put right or ended, in the same transaction.
on_vulnerability_changed: list[Callable[[Child], None]] = []


@transaction.atomic
def enrol(
    child: Child,
    school: School,
    *,
    from_on: date,
    to_on: date | None = None,
    by: User,
    on: date,
    kind: str = EnrolmentKind.SINGLE,
    year_group: str = "",
    source: str = "",
) -> Enrolment:
    """Record that a child is on a school's admission register from a day on, or was until another.

    A single registration is refused while another school has the child: say when they left, or register dually.
    So is a day before the child was born, and a last day before the first.
    """
    Child.objects.select_for_update().get(pk=child.pk)
    not_before_birth(child, from_on=from_on)
    if to_on and to_on < from_on:
        raise Refused("The last day cannot be before the first.", field="to_on")
    enrolment = Enrolment(
        child=child, school=school, kind=kind, year_group=year_group, from_on=from_on, to_on=to_on, source=source
    )
    _refuse_second_single(enrolment)
    with _one_at_a_time():
        enrolment.save(force_insert=True)
    _tell(child)
    return enrolment


@transaction.atomic
def edit_enrolment(enrolment: Enrolment, version: int, *, by: User, on: date, **facts: Any) -> None:
    """Correct an enrolment: kind, year_group, from_on, to_on. Raises Stale when somebody was faster."""
    for name, value in facts.items():
        setattr(enrolment, name, value)
    if enrolment.to_on and enrolment.to_on < enrolment.from_on:
        raise Refused("The last day cannot be before the first.", field="to_on")
    not_before_birth(enrolment.child, from_on=enrolment.from_on)
    _refuse_second_single(enrolment)
    with _one_at_a_time():
        save_if_unchanged(enrolment, version, facts)
    _tell(enrolment.child)


@transaction.atomic
def leave(enrolment: Enrolment, version: int, *, by: User, on: date) -> None:
    """Record the last day on the admission register."""
    if enrolment.to_on:
        raise Refused("This child has already left the school.", field="on")
    if on < enrolment.from_on:
        raise Refused("The last day cannot be before the first.", field="on")
    enrolment.to_on = on
    save_if_unchanged(enrolment, version, ["to_on"])
    _tell(enrolment.child)


@transaction.atomic
def remove_enrolment(enrolment: Enrolment, version: int, *, because: str, by: User, at: datetime) -> None:
    """A place on a register was entered by mistake, such as of another child: there never was one, and every day of it
    counts as though nobody had entered it. The audit keeps who said so, when, and why.

    Refused by what rests on it, such as a file that was sent. Stale when somebody was faster.
    """
    if not because.strip():
        raise Refused("Give the reason.", field="because")
    Child.objects.select_for_update().get(pk=enrolment.child_id)
    for listener in on_enrolment_removed:
        listener(enrolment, by, at)
    # The row says why before it goes, so that the audit keeps the reason beside what stood there.
    enrolment.source = f"Entered by mistake: {because.strip()}"[:200]
    save_if_unchanged(enrolment, version, ["source"])
    child = enrolment.child
    enrolment.delete()
    _tell(child)


@transaction.atomic
def add_vulnerability(
    child: Child, *, kind: str, from_on: date, source: str, by: User, on: date, detail: str = ""
) -> Vulnerability:
    """Record a dated fact such as a child protection plan. One of a kind may be open at a time."""
    Child.objects.select_for_update().get(pk=child.pk)
    if Vulnerability.objects.filter(child=child, kind=kind, to_on=None).exists():
        raise Refused("This is already recorded and has not ended.", field="kind")
    if from_on > on:
        raise Refused("The date it began cannot be in the future.", field="from_on")
    vulnerability = Vulnerability(child=child, kind=kind, from_on=from_on, detail=detail, source=source)
    vulnerability.save(force_insert=True)
    _tell_of_fact(child)
    return vulnerability


@transaction.atomic
def edit_vulnerability(vulnerability: Vulnerability, version: int, *, by: User, on: date, **facts: Any) -> None:
    """Correct from_on, detail or source. Raises Stale when somebody was faster."""
    for name, value in facts.items():
        setattr(vulnerability, name, value)
    if vulnerability.to_on and vulnerability.to_on < vulnerability.from_on:
        raise Refused("It cannot begin after it ended.", field="from_on")
    save_if_unchanged(vulnerability, version, facts)
    _tell_of_fact(vulnerability.child)


@transaction.atomic
def end_vulnerability(vulnerability: Vulnerability, version: int, *, by: User, on: date) -> None:
    """Record the last day on which it held."""
    if vulnerability.to_on:
        raise Refused("This has already ended.", field="on")
    if on < vulnerability.from_on:
        raise Refused("The last day cannot be before the first.", field="on")
    vulnerability.to_on = on
    save_if_unchanged(vulnerability, version, ["to_on"])
    _tell_of_fact(vulnerability.child)


def told_off_register(child: Child, school: School, on: date, *, at_home: bool = False) -> None:
    """A school says that it took a child's name off its register on a day. Its register stays what the school sends.

    `at_home`: on the ground that the child is educated at home.
    """
    for listener in on_told_off_register:
        listener(child, school, on, at_home)


def _tell(child: Child) -> None:
    for listener in on_register_changed:
        listener(child)


def _tell_of_fact(child: Child) -> None:
    for listener in on_vulnerability_changed:
        listener(child)


def _refuse_second_single(enrolment: Enrolment) -> None:
    if enrolment.kind != EnrolmentKind.SINGLE:
        return
    overlapping = Q(to_on=None) | Q(to_on__gte=enrolment.from_on)
    if enrolment.to_on:
        overlapping &= Q(from_on__lte=enrolment.to_on)
    others = Enrolment.objects.filter(overlapping, child=enrolment.child_id, kind=EnrolmentKind.SINGLE)
    elsewhere = others.exclude(school=enrolment.school_id).select_related("school__organisation").first()
    if elsewhere:
        raise Refused(
            f"The child is on the register of {elsewhere.school.name} in that time. Record when they left it first, "
            "or choose dual registration.",
            field="kind",
        )


def _one_at_a_time() -> AbstractContextManager[None]:
    return refusing(
        "one_enrolment_at_a_school_at_a_time",
        "The child is already on this school’s register in that time.",
        field="from_on",
    )
