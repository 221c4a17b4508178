"""Receives an employer’s application, and opens its case once it is known who the child is."""

from datetime import date, datetime

from django.db import transaction

from licensing.parts import asking
from licensing.parts.plain import from_plain
from licensing.work.employers import employer_who_applied
from licensing.work.online import parts
from licensing.work.online.models import JobApplied
from licensing.work.online.submitting import JobGiven, employer_of, job_of, to_plain
from licensing.work.permits import actions
from licensing.work.permits.possible import must_be_possible
from oxle.accounts.models import User
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.people.actions import add_child
from oxle.people.matching import Described, match_for_stranger
from oxle.people.models import Child

Match = JobApplied.Match


@transaction.atomic
def submit(given: JobGiven, *, on: date, at: datetime) -> JobApplied:
    """Receive an application of an employer on a day: keep all of it, ask the parent and the school for their parts,
    and open the case where it is certain who the child is. Else it waits for an officer.

    Refused is what `must_be_possible` refuses, by the child’s birth as the employer gives it. Guard against a double
    click at the page: two calls are two applications.
    """
    must_be_possible(given.child.born_on, given.job, on)
    child = given.child
    job = JobApplied.objects.create(
        reference=new_reference("WP"), told=to_plain(given), photo=given.job.photo,
        risk_assessment=given.job.risk_assessment, given=child.given, family=child.family, born_on=child.born_on,
        lines=child.lines, postcode=child.postcode, school=child.school,
        school_name="" if child.school else child.school_name, school_email=child.school_email,
        parent_name=child.parent_name, parent_email=child.parent_email, parent_phone=child.parent_phone,
        received_on=on, received_at=at,
    )  # fmt: skip
    how, found = match_for_stranger(Described(child.given, child.family, child.born_on, postcode=child.postcode), on=on)
    if found is not None:
        _open(job, found, match=Match(how.value), by=None, at=at)
    # Of work in the holidays alone the school is not asked: its permission is not needed.
    asking.ask_both(parts.WORK, job, at=at, school=given.job.hours.in_term)
    return job


@transaction.atomic
def identify(job: JobApplied, child: Child, *, by: User, at: datetime, version: int) -> Case:
    """A person says that the child of an application is one we hold: the case opens, as of the day it was received.

    Refused when somebody was faster, and where by our own record of the birth no permit can be applied for.
    """
    return _open(_held(job, version), child, match=Match.PERSON, by=by, at=at)


@transaction.atomic
def identify_new(job: JobApplied, *, by: User, on: date, at: datetime, version: int) -> Case:
    """The same of a child whom we do not hold: a record is made of what the employer says."""
    held = _held(job, version)
    child = add_child(given=held.given, family=held.family, born_on=held.born_on, upn="", by=by, on=on)
    return _open(held, child, match=Match.PERSON, by=by, at=at)


@transaction.atomic
def turn_away(job: JobApplied, why: str, *, by: User, at: datetime, version: int) -> None:
    """A person says why no case can come of an application; the links to its parts end."""
    held = _held(job, version)
    held.match, held.why, held.matched_by, held.matched_at = Match.TURNED_AWAY, why, by, at
    held.version += 1
    held.save(update_fields=["match", "why", "matched_by", "matched_at", "version"])
    asking.withdraw(parts.WORK, held, at=at)


def _held(job: JobApplied, version: int) -> JobApplied:
    held = JobApplied.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if held.version != version:
        raise Refused("Somebody has dealt with this child since you opened the page. Open it again.")
    if held.match != Match.WAITS:
        raise Refused("It is known by now who this child is, or it was turned away.")
    return held


def _open(job: JobApplied, child: Child, *, match: str, by: User | None, at: datetime) -> Case:
    """Open the case with everybody who has a part in it. What was answered by a link meanwhile becomes its entries."""
    case = actions.apply(
        child,
        job_of(job.told, photo=job.photo, risk_assessment=job.risk_assessment),
        employer=employer_who_applied(employer_of(job.told), at=at),
        by=by,
        on=job.received_on,
        at=at,
        origin=Origin.APPLICANT,
        school_name=job.school_name,
    )
    job.case, job.match = case, match
    if by is not None:
        job.matched_by, job.matched_at = by, at
    job.version += 1
    job.save(update_fields=["case", "match", "matched_by", "matched_at", "version"])
    for asked in job.parts_asked.exclude(said=None):
        parts.say(case, asked.whose, from_plain(asked.said), on=london_day(asked.answered_at), at=at)
        asked.said = None
        asked.save(update_fields=["said"])
    return case
