"""Records, puts right and marks as a mistake how a looked-after child's personal education plan is rated."""

from datetime import date, datetime

from django.db import transaction

from oxle.accounts.models import User
from oxle.cases.plan_models import EducationPlan
from oxle.core.errors import Refused, Stale
from oxle.missing_out.plans.standing import called, looked_after_since
from oxle.people.models import Child
from oxle.schooldays.school_years import exclusion_term
from oxle.schooldays.wording import plain_day


@transaction.atomic
def rate(
    child: Child, *, term_starts_on: date, held_on: date, quality: str, why: str, by: User, on: date, at: datetime
) -> EducationPlan:
    """Rate the plan of a child for a term. Refused for a child who was not looked after on the day of the meeting or
    by the end of the term, for a term that has a plan, and for a day that does not go with the term."""
    Child.objects.select_for_update().only("pk").get(pk=child.pk)
    _in_care(child, term_starts_on, held_on)
    _free(child, term_starts_on, None)
    _check(term_starts_on, held_on, quality, why)
    return EducationPlan.objects.create(
        child=child, term_starts_on=term_starts_on, held_on=held_on, quality=quality, why=why, rated_on=on,
        rated_at=at, rated_by=by,
    )  # fmt: skip


@transaction.atomic
def put_right(
    plan: EducationPlan, version: int, *, term_starts_on: date, held_on: date, quality: str, why: str, by: User,
    on: date, at: datetime,
) -> EducationPlan:  # fmt: skip
    """Put right what was recorded of a plan, in the name of whoever does. Refused as for a new one."""
    held = _lock(plan, version)
    _in_care(held.child, term_starts_on, held_on)
    _free(held.child, term_starts_on, held)
    _check(term_starts_on, held_on, quality, why)
    held.term_starts_on, held.held_on, held.quality, held.why = term_starts_on, held_on, quality, why
    held.rated_by, held.rated_on, held.rated_at = by, on, at
    return _save(held)


@transaction.atomic
def mark_mistaken(
    plan: EducationPlan, version: int, *, because: str, by: User, on: date, at: datetime
) -> EducationPlan:  # fmt: skip
    """Say that a plan was entered by mistake: it counts no more, and stays to be read."""
    held = _lock(plan, version)
    held.mistaken_by, held.mistaken_on, held.mistaken_at, held.mistaken_because = by, on, at, because
    return _save(held)


def _in_care(child: Child, term_starts_on: date, held_on: date) -> None:
    since = looked_after_since([child.pk], held_on).get(child.pk)
    if since is None:
        raise Refused(f"The pupil was not looked after on {plain_day(held_on)}.", field="held_on")
    term = exclusion_term(term_starts_on)
    if term.ends_on < since:
        words = f"The {called(term)} ended on {plain_day(term.ends_on)}, before the pupil was looked after"
        raise Refused(f"{words}: choose another term.", field="term_starts_on")


def _free(child: Child, term_starts_on: date, own: EducationPlan | None) -> None:
    rows = EducationPlan.objects.filter(child=child, term_starts_on=term_starts_on, mistaken_on=None)
    if rows.exclude(pk=own.pk if own else None).exists():
        raise Refused("The plan of this term is rated already: put that right.", field="term_starts_on")


def _check(term_starts_on: date, held_on: date, quality: str, why: str) -> None:
    if held_on < term_starts_on:
        term = exclusion_term(term_starts_on)
        raise Refused(f"The {called(term)} began on {plain_day(term.starts_on)}: choose another term.", field="held_on")
    if quality == EducationPlan.Quality.WEAK and not why:
        raise Refused("Say what is weak or missing.", field="why")


def _lock(plan: EducationPlan, version: int) -> EducationPlan:
    held = EducationPlan.objects.select_for_update(of=("self",)).select_related("child").get(pk=plan.pk)
    if held.version != version:
        raise Stale(held)
    if held.mistaken_on is not None:
        raise Refused("This plan is marked as entered by mistake.")
    return held


def _save(held: EducationPlan) -> EducationPlan:
    held.version += 1
    held.save()
    return held
