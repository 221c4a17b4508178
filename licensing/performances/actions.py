"""Takes an application for a production, and opens the case of each child of whom it is known who it is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from licensing.chaperones.queries import MISTYPED, as_numbered, covers, entries, is_called, is_mistyped, is_ours
from licensing.checking import schedule
from licensing.parts import asking
from licensing.parts.plain import from_plain
from licensing.performances import papers, pathway
from licensing.performances.changing import row_of
from licensing.performances.letters import APPLICANT, PARENT, SCHOOL
from licensing.performances.models import (
    Entrant,
    NamedChaperone,
    ParentPart,
    Place,
    Production,
    ScheduleLine,
    SchoolPart,
)
from licensing.performances.submitting import Application, ChildGiven, LineGiven
from oxle.accounts.models import Organisation, User
from oxle.cases import actions, casework, step_letters
from oxle.cases.inbox_models import Origin
from oxle.cases.models import Case, Event
from oxle.cases.pathways import Step
from oxle.core.dates import london_day
from oxle.core.errors import Refused
from oxle.core.references import new_reference
from oxle.documents.models import File
from oxle.people.actions import add_child
from oxle.people.matching import Described, match_for_stranger
from oxle.people.models import Child
from oxle.people.queries import main_school, parents_of
from oxle.schools.models import School

Match = Entrant.Match


@transaction.atomic
def submit(
    application: Application,
    *,
    on: date,
    at: datetime,
    by: User | None = None,
    origin: str = Origin.APPLICANT,
    risk_assessment: File | None = None,
) -> Production:
    """Receive an application on a day: keep all of it, and open a case for each child of whom it is certain who it is.

    `by` is the officer who enters it, as of the day it came (`on`); None where the applicant sends it. A child who is
    not matched waits for an officer (`Entrant.match`), and has no case until then; one of another area is kept as sent
    on. What is late, lacks something or is over a limit is received all the same, and labelled on the case. Guard
    against a double click at the page (oxle.core.idempotency), as for every creation: two calls are two applications.

    Refused, with the `field` in the names of Application, is only what cannot be: no child (children), no line of a
    schedule (lines), a child born after the day of the application (children). ValueError for a line whose child or
    place is none of the application's: a mistake of the caller.

    Returns the production: `reference` is what the applicant is told; `entrants` are the children in the order given,
    each with its `case` or none. A parent and the school of each are sent links to their parts.
    """
    if not application.children:
        raise Refused("Add at least one child", field="children")
    if not application.lines:
        raise Refused("Add at least one day to the schedule", field="lines")
    for child in application.children:
        if child.born_on > on:
            raise Refused(f"{child.given} {child.family}: the date of birth must be in the past", field="children")
    _must_belong(application)
    production = _production(application, on=on, at=at, by=by, origin=origin, risk_assessment=risk_assessment)
    places = [
        Place.objects.create(
            production=production, name=one.name, lines=one.lines, postcode=one.postcode, authority=one.authority
        )
        for one in application.places
    ]
    NamedChaperone.objects.bulk_create(
        NamedChaperone(
            production=production,
            name=one.name,
            authority=one.authority,
            approval=as_numbered(one.approval),
            approved_until_on=one.approved_until_on,
        )
        for one in application.chaperones
    )
    urns = {one.urn for one in application.children if one.urn}
    schools = {one.urn: one for one in School.objects.filter(urn__in=urns)}
    entrants = []
    for number, child in enumerate(application.children, 1):
        lines = [one for one in application.lines if one.line.child == child.key]
        entrant = _entrant(production, number, child, schools.get(child.urn), lines)
        ScheduleLine.objects.bulk_create(
            row_of(entrant, one.line, one.line.number, None if one.place is None else places[one.place])
            for one in lines
        )
        papers.keep(entrant, child.papers, by=by, at=at)
        entrants.append((entrant, child))
    # Once all are there: of a child without a day the first performance is that of the production.
    for entrant, child in entrants:
        if child.home_authority:
            continue
        described = Described(child.given, child.family, child.born_on, child.upn, child.postcode)
        how, found = match_for_stranger(described, on=on)
        if found is not None:
            _open(entrant, found, match=Match(how.value), by=by, at=at)
        if by is None:
            # Whoever enters it for the applicant has the parts on paper, or asks.
            asking.ask_both(asking.PERFORMANCE, entrant, at=at)
    return production


def _must_belong(application: Application) -> None:
    keys = [one.key for one in application.children]
    if len(set(keys)) != len(keys):
        raise ValueError("two children of an application have the same key")
    for one in application.lines:
        if one.line.child not in keys:
            raise ValueError(f"line {one.line.number} is about a child who is not in the application")
        if one.place is not None and not 0 <= one.place < len(application.places):
            raise ValueError(f"line {one.line.number} is at a place that is not in the application")


def _production(application: Application, *, on: date, at: datetime, by: User | None, **kept: Any) -> Production:
    applicant, told = application.applicant, application.production
    reference = new_reference("PR")
    # A body of its own: a name that somebody types never makes another body a party of the case.
    body = Organisation.objects.create(kind="agency", name=f"{applicant.organisation} ({reference})")
    return Production.objects.create(
        reference=reference,
        body=body,
        organisation=applicant.organisation,
        applicant=applicant.name,
        position=applicant.position,
        lines=applicant.lines,
        postcode=applicant.postcode,
        phone=applicant.phone,
        email=applicant.email,
        name=told.name,
        nature=told.nature,
        description=told.description,
        body_approval=told.body_approval,
        body_number=told.body_number,
        protection_policy=told.protection_policy,
        education=told.education,
        accommodation=told.accommodation,
        travel=told.travel,
        night_work=told.night_work,
        risk_words=told.risk_words,
        received_on=on,
        received_at=at,
        by=by,
        **kept,
    )


def _entrant(
    production: Production, number: int, child: ChildGiven, school: School | None, lines: list[LineGiven]
) -> Entrant:
    first, last = [one.line.on for one in lines], [one.line.last_on for one in lines]
    return Entrant.objects.create(
        production=production,
        number=number,
        given=child.given,
        family=child.family,
        born_on=child.born_on,
        upn=child.upn,
        lines=child.lines,
        postcode=child.postcode,
        home_authority=child.home_authority,
        school=school,
        school_name="" if school else child.school_name or child.urn,
        school_email=child.school_email,
        role=child.role,
        earnings=child.earnings,
        earnings_to=child.earnings_to,
        parent_name=child.parent_name,
        parent_email=child.parent_email,
        first_on=min(first, default=None),
        last_on=max(last, default=None),
        match=Match.ELSEWHERE if child.home_authority else Match.WAITS,
        received_at=production.received_at,
    )


@transaction.atomic
def identify(entrant: Entrant, child: Child, *, by: User, at: datetime, version: int) -> Case:
    """A person says that a child of an application is one we hold: the case opens, as of the day it was received.

    Stale when somebody was faster. Refused once it is known, or was sent on.
    """
    held = _held(entrant, version)
    return _open(held, child, match=Match.PERSON, by=by, at=at)


@transaction.atomic
def identify_new(entrant: Entrant, *, by: User, on: date, at: datetime, version: int) -> Case:
    """The same of a child of our area whom we do not hold: a record is made of what the applicant says."""
    held = _held(entrant, version)
    child = add_child(given=held.given, family=held.family, born_on=held.born_on, upn=held.upn, by=by, on=on)
    return _open(held, child, match=Match.PERSON, by=by, at=at)


@transaction.atomic
def send_elsewhere(entrant: Entrant, authority: str, *, by: User, at: datetime, version: int) -> None:
    """A person says that a child of an application lives in another area, which decides: there is no case here."""
    held = _held(entrant, version)
    held.match, held.home_authority, held.matched_by, held.matched_at = Match.ELSEWHERE, authority, by, at
    held.version += 1
    held.save(update_fields=["match", "home_authority", "matched_by", "matched_at", "version"])


def _held(entrant: Entrant, version: int) -> Entrant:
    held = (
        Entrant.objects.select_for_update(of=("self",)).select_related("production__body", "school").get(pk=entrant.pk)
    )
    if held.version != version:
        raise Refused("Somebody has dealt with this child since you opened the page. Open it again.")
    if held.match != Match.WAITS:
        raise Refused("It is known by now who this child is, or it was sent on.")
    return held


def _open(entrant: Entrant, child: Child, *, match: str, by: User | None, at: datetime) -> Case:
    """Open the case of a child of a production, with everybody who has a part in it.

    The school is the one on whose register we have the child: what an applicant types makes no other school a party.
    """
    production = entrant.production
    received = production.received_on
    school = main_school(child, received) or entrant.school
    first_on = entrant.first_on or production.entrants.exclude(first_on=None).order_by("first_on")[0].first_on
    case = actions.open_case(
        pathway.LICENCE,
        pathway.RECEIVE,
        by=by,
        on=received,
        at=at,
        origin=production.origin,
        child=child,
        school=school,
        parties={PARENT: [parent.adult for parent in parents_of(child, received)]},
        facts={pathway.FIRST_ON.key: first_on.isoformat()},
    )
    casework.joins(case, production.body, role=APPLICANT, on=received)
    if school is not None:
        casework.joins(case, school.organisation, role=SCHOOL, on=received)
    entrant.case, entrant.match = case, match
    if match == Match.PERSON:
        entrant.matched_by, entrant.matched_at = by, at
    entrant.version += 1
    entrant.save(update_fields=["case", "match", "matched_by", "matched_at", "version"])
    for asked in entrant.parts_asked.exclude(said=None):
        # Answered by the link before it was known who the child is.
        say_part(case, asked.whose, from_plain(asked.said), on=london_day(asked.answered_at), at=at)
        asked.said = None
        asked.save(update_fields=["said"])
    return case


@transaction.atomic
def parent_says(case: Case, said: Mapping[str, Any], *, by: User | None, on: date, at: datetime) -> ParentPart:
    """Keep the parent's part of an application. `said`: given_by, relationship, consents, healthy, health,
    performed_on (a list of days), elsewhere, said. `by` is the officer who records it; None where it came by the link.

    Refused for a day of performing that is to come, and where the case is decided already.
    """
    record_parent(case, said, by=by, on=on, at=at)
    return case.parent_parts.order_by("pk").last()


def record_parent(case: Case, said: Mapping[str, Any], **taken: Any) -> Event:
    """The same, within the step that an officer or the link takes."""
    if any(day > taken["on"] for day in said["performed_on"]):
        raise Refused("A day on which the child performed cannot be to come", field="performed_on")
    return _recorded(ParentPart, case, pathway.PARENT, said, ("given_by", "consents"), taken)


@transaction.atomic
def school_says(case: Case, said: Mapping[str, Any], *, by: User | None, on: date, at: datetime) -> SchoolPart:
    """Keep the school's part of an application. `said`: given_by, position, absence (a value of SchoolPart.Absence),
    attendance (a percentage, or None), said. `by` is the officer who records it; None where it came by the link.

    Refused where the case is decided already.
    """
    record_school(case, said, by=by, on=on, at=at)
    return case.school_parts.order_by("pk").last()


def say_part(case: Case, whose: str, said: Mapping[str, Any], *, on: date, at: datetime) -> None:
    """Keep what was answered by a link, by whose part it is."""
    {"parent": parent_says, "school": school_says}[whose](case, said, by=None, on=on, at=at)


def record_school(case: Case, said: Mapping[str, Any], **taken: Any) -> Event:
    """The same, within the step that an officer or the link takes."""
    return _recorded(SchoolPart, case, pathway.SCHOOL, said, ("given_by", "absence"), taken)


@transaction.atomic
def _recorded(
    model: Any, case: Case, step: Step, said: Mapping[str, Any], kept: Sequence[str], taken: Mapping[str, Any]
) -> Event:
    facts = {**taken.get("facts", {}), **{name: said[name] for name in kept}}
    event = actions.take(case, step, **{**taken, "facts": facts})
    model.objects.create(case=case, by_link=taken["by"] is None, on=event.on, at=event.at, by=taken["by"], **said)
    return event


@transaction.atomic
def name_chaperone(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Put somebody in charge of a child on every day to come on which nobody is. `data`: name (“parent” where it is
    one), approval, authority, approved_until_on.

    Refused for a number of our register that is nobody's of that name, or is not in force.
    """
    name, approval = data["name"].strip(), as_numbered(data["approval"])
    entrant = case.performance
    if name.casefold() == schedule.PARENT:
        name = schedule.PARENT
    else:
        if is_mistyped(approval):
            raise Refused(f"{MISTYPED[:1].upper()}{MISTYPED[1:]}", field="approval")
        if is_ours(approval):
            entry = entries([approval]).get(approval)
            days = covers(entry) if entry and is_called(entry, name) else None
            if days is None or days[1] < taken["on"]:
                raise Refused("No approval of this number and name is valid in our register", field="approval")
        NamedChaperone.objects.update_or_create(
            production=entrant.production, name=name,
            defaults={
                "approval": approval, "authority": data["authority"],
                "approved_until_on": data["approved_until_on"],
            },
        )  # fmt: skip
    event = actions.take(case, step, **{**taken, "facts": {"name": name}})
    entrant.to_come(taken["on"]).filter(chaperone="").update(chaperone=name)
    # Only now do the days name them: a copy of the licence that was not sent yet says so.
    step_letters.renew(case, step, event, by=event.by, at=event.at, also=pathway.LICENCE_LETTERS)
    return event
