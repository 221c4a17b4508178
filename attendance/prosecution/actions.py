"""The steps of a prosecution: begun for one parent, charged, released by a solicitor, decided by the court."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from attendance.prosecution import pathway, queries, rules
from attendance.prosecution.court_models import Commencement, Hearing, Method, Outcome, Plea, Release
from attendance.prosecution.listing import listed_on
from attendance.prosecution.models import Charge, ChargeKind, Prosecution
from attendance.referrals import pathway as referral_pathway
from attendance.referrals import queries as referrals
from attendance.referrals.actions import route_facts
from attendance.referrals.rules import CHARGE_WITHIN
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.models import Case, Event, Origin, Party
from oxle.cases.pathways import Step
from oxle.core.dates import from_iso, iso
from oxle.core.errors import Refused
from oxle.schooldays.counting import add_months, due
from oxle.schooldays.school_age import school_age_begins, school_age_ends
from oxle.schooldays.wording import plain_day


@transaction.atomic
def prepare_papers(
    case: Case,
    step: Step,
    *,
    data: Mapping[str, Any],
    party: Party | None,
    by: User,
    on: date,
    at: datetime,
    **taken: Any,
) -> Event:
    """Take the referral's step “prepare court papers” for one parent, and begin that parent's own case."""
    event = cases.take(case, step, party=party, by=by, on=on, at=at, **taken)
    open_for(case, party, by=by, on=on, at=at)
    return event


@transaction.atomic
def open_for(case: Case, party: Party, *, by: User, on: date, at: datetime) -> Case:
    """Begin the prosecution of one parent of a referral: a case of its own, in the legal compartment.

    Refused while this parent's last prosecution from the same referral is still open.
    """
    Party.objects.select_for_update().get(pk=party.pk)
    before = Prosecution.objects.filter(brought_from=party).select_related("case")
    for one in before:
        if one.case.closed_on is None:
            raise Refused(f"Court papers for {party.name} are already in hand, {one.case.reference}.", field="party")
    referral = referrals.referral_of(case)
    opened = cases.open_case(
        pathway.PROSECUTION,
        pathway.BEGIN,
        by=by,
        on=on,
        at=at,
        origin=Origin.COUNCIL,
        adult=party.adult,
        school=case.school,
        came_from=case,
        facts={"offence_from_on": iso(referral.first_absence_on), "offence_to_on": iso(referral.last_absence_on)},
        parties={"defendant": [party.adult]},
    )
    opened.owner = case.owner
    opened.save(update_fields=["owner"])
    Party.objects.create(case=opened, child=case.child, role="child", from_on=on)
    Party.objects.create(case=opened, organisation=case.school.organisation, role="school", from_on=on)
    Prosecution.objects.create(case=opened, brought_from=party, number=len(before) + 1)
    return opened


@transaction.atomic
def set_charge(
    case: Case,
    *,
    kind: str,
    with_parenting_order: bool,
    offence_from_on: date,
    offence_to_on: date,
    by: User,
    on: date,
    at: datetime,
    version: int,
) -> Charge:
    """Choose the charge and the offence period; the charge before stays on the record.

    Refused: a period that is not over, or outside the child's compulsory school age, when there was no offence.
    """
    if offence_to_on < offence_from_on:
        raise Refused("The offence cannot end before it begins.", field="offence_to_on")
    if offence_to_on > on:
        raise Refused("The last day of the offence must be today or in the past.", field="offence_to_on")
    born_on = queries.child_of(case).born_on
    if offence_from_on < school_age_begins(born_on):
        raise Refused("The child was not yet of compulsory school age on that day.", field="offence_from_on")
    last = school_age_ends(born_on)
    if offence_to_on > last:
        raise Refused(f"The child was of compulsory school age until {plain_day(last)}.", field="offence_to_on")
    event = cases.take(
        case,
        pathway.SET_CHARGE,
        by=by,
        on=on,
        at=at,
        version=version,
        facts={
            "offence_from_on": offence_from_on.isoformat(),
            "offence_to_on": offence_to_on.isoformat(),
            "charge": kind,
        },
    )
    Charge.objects.filter(case=case, replaced_on=None).update(replaced_on=on)
    return Charge.objects.create(
        case=case,
        event=event,
        kind=kind,
        with_parenting_order=with_parenting_order,
        offence_from_on=offence_from_on,
        offence_to_on=offence_to_on,
    )


@transaction.atomic
def consider_supervision(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record that an education supervision order was considered instead or as well, and why so (s.447(1))."""
    event = cases.take(case, step, **{**taken, "facts": {"appropriate": data["appropriate"]}})
    Prosecution.objects.filter(case=case).update(
        supervision_considered_on=taken["on"],
        supervision_considered_by=taken["by"],
        supervision_appropriate=data["appropriate"],
        supervision_reason=taken["reason"],
    )
    return event


@transaction.atomic
def release(
    case: Case,
    *,
    bundle: str,
    looked_at: bool,
    evidential_reason: str,
    public_interest_reason: str,
    by: User,
    on: date,
    at: datetime,
    version: int,
) -> Release:
    """Release the papers, on both tests, as they stand in the newest bundle. Never by anyone who wrote any of them.

    `bundle` is the key of the bundle that the solicitor read, `looked_at` that they looked by eye at all that the
    search could not read in it. Refused when another was made since, and while there is something nobody looked at.
    """
    wrote = case.statements.filter(writers=by).exists() or case.certificates.filter(made_by=by).exists()
    if wrote or case.exhibits.filter(added_by=by, document__isnull=False).exists():
        raise Refused("Two people must agree: you wrote part of these papers, so somebody else must release them.")
    newest = queries.newest_bundle(case)
    if newest is not None and newest.key != bundle:
        raise Refused("The bundle was made again since you opened this page. Read the new one first.")
    if newest is not None and newest.remarks and not looked_at:
        raise Refused("Look first at what the search could not read in the bundle.", field="looked_at")
    facts = {"looked_at": newest.remarks} if newest is not None and newest.remarks else {}
    event = cases.take(case, pathway.RELEASE, by=by, on=on, at=at, version=version, facts=facts)
    return Release.objects.create(
        event=event,
        bundle=newest,
        evidential_met=True,
        evidential_reason=evidential_reason,
        public_interest_met=True,
        public_interest_reason=public_interest_reason,
    )


@transaction.atomic
def commence(
    case: Case,
    *,
    method: str,
    urn: str,
    served_on: date,
    statements_served_on: date | None,
    court: str = "",
    hearing_on: date | None = None,
    by: User,
    on: date,
    at: datetime,
    version: int,
) -> Commencement:
    """Record the charge: by single justice procedure notice, or by written charge and requisition. `on` is its day.

    A charge after the safe date is recorded with the first day it still reaches; one after the last possible date is
    refused, because it cannot be.
    """
    charge = queries.charge_of(case)
    if charge is None:
        raise Refused("Choose the charge first.")
    if method == Method.SJP and (why := queries.why_not_single_justice(charge.kind, case.adult, on)):
        raise Refused(why, field="method")
    if served_on < on:
        raise Refused("The charge cannot have been served before it was made.", field="served_on")
    if statements_served_on and statements_served_on < on:
        raise Refused(
            "The statements cannot have been served before the charge was made.", field="statements_served_on"
        )
    reaches = queries.charge_dates(charge).in_time_from(on) if on <= queries.charge_dates(charge).last_on else None
    single = method == Method.SJP
    answer = due(rules.PLEA_WITHIN.on(served_on), served_on).on if single else None
    event = cases.take(
        case,
        pathway.COMMENCE,
        by=by,
        on=on,
        at=at,
        version=version,
        facts={
            "method": method,
            "urn": urn,
            "court": court,
            "served_on": served_on.isoformat(),
            "notice_served_on": served_on.isoformat() if single else None,
            "statements_served_on": iso(statements_served_on),
            "hearing_on": iso(hearing_on),
            "answer_by_on": iso(answer),
            "in_time_from_on": iso(reaches),
        },
    )
    return Commencement.objects.create(
        event=event,
        kind=charge.kind,
        method=method,
        urn=urn,
        served_on=served_on,
        statements_served_on=statements_served_on,
        court=court,
        hearing_on=hearing_on,
        in_time_from_on=reaches,
    )


@transaction.atomic
def record_hearing(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record a hearing and, where there is one, the day of the next.

    A later day that the court had listed already stands, unless another is given.
    """
    if data["hearing_on"] and data["hearing_on"] <= taken["on"]:
        raise Refused("The next hearing must be after this one.", field="hearing_on")
    listed = listed_on(case)
    next_on = data["hearing_on"] or (listed if listed and listed > taken["on"] else None)
    event = cases.take(case, step, **{**taken, "facts": {**(taken.get("facts") or {}), "hearing_on": iso(next_on)}})
    Hearing.objects.create(event=event, court=data["court"], result=data["result"], next_on=next_on)
    return event


@transaction.atomic
def record_outcome(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record the court's decision, and draft the letters that tell the parent and the school."""
    outcome = Outcome(plea=queries.plea_of(case) or Plea.NONE)
    decide(outcome, case, data, taken["on"])
    outcome.event = cases.take(case, step, **{**taken, "facts": told_of(outcome)})
    outcome.save(force_insert=True)
    return outcome.event


# What only the guilty are given, and how it is empty for everybody else.
SENTENCE = {
    "convicted_of": "",
    "sentence": "",
    "fine": None,
    "parenting_order": False,
    "parenting_order_until_on": None,
}


def decide(outcome: Outcome, case: Case, data: Mapping[str, Any], on: date) -> None:
    """Fill an outcome with what the court decided on a day. Refused where that cannot be for this charge."""
    guilty = data["verdict"] == Outcome.Verdict.GUILTY
    if guilty:
        _must_be_possible(case, data, on)
    outcome.verdict, outcome.costs, outcome.notes = data["verdict"], data["costs"], data["notes"]
    for name, none in SENTENCE.items():
        setattr(outcome, name, data[name] if guilty else none)


def told_of(outcome: Outcome) -> dict[str, Any]:
    """What the letters about an outcome say of it."""
    return {
        "verdict": outcome.get_verdict_display(),
        "sentence": outcome.get_sentence_display() if outcome.sentence else "",
        "fine": _amount(outcome.fine),
        "costs": _amount(outcome.costs),
        "parenting_order": outcome.parenting_order,
        "parenting_order_until_on": iso(outcome.parenting_order_until_on),
    }


def charge_again(case: Case, event: Event, by: User | None) -> None:
    """Where papers end without a decision of the court, the time to charge this parent runs on in their referral, while
    there is any."""
    without_decision = {pathway.WITHDRAW_PAPERS.key, pathway.DISCONTINUE.key}
    if case.pathway != pathway.PROSECUTION.key or event.step not in without_decision:
        return
    referral, party = case.came_from, case.prosecution.brought_from
    route = referrals.route_of(party)
    if referral.stage != referral_pathway.WITH_COURT.key or route is None or not route.is_prosecution:
        return
    facts = route_facts(referrals.referral_of(referral), route.kind)
    last_absence_on = from_iso(facts["last_absence_on"])
    if last_absence_on and event.on <= add_months(last_absence_on, CHARGE_WITHIN.count):
        step = referral_pathway.CHARGE_AGAIN
        cases.take(referral, step, party=party, by=by, on=event.on, at=event.at, facts=facts)


def _must_be_possible(case: Case, data: Mapping[str, Any], on: date) -> None:
    charge = queries.charge_of(case)
    convicted_of = ChargeKind(data["convicted_of"])
    if convicted_of is ChargeKind.S444_1A and charge and charge.kind == ChargeKind.S444_1:
        raise Refused("A charge under s.444(1) cannot end in a conviction under s.444(1A).", field="convicted_of")
    if data["sentence"] in {Outcome.Sentence.PRISON, Outcome.Sentence.SUSPENDED} and not convicted_of.imprisonable:
        raise Refused("An offence under s.444(1) cannot be punished with prison.", field="sentence")
    most = (rules.MOST_FINE_444_1A if convicted_of.imprisonable else rules.MOST_FINE_444_1).on(on)
    if data["fine"] and data["fine"] > most:
        raise Refused(f"The fine cannot be more than £{most:,.2f} for this offence.", field="fine")
    until = data["parenting_order_until_on"]
    if until and until > add_months(on, rules.LONGEST_PARENTING_ORDER.count):
        raise Refused("A parenting order lasts no longer than 12 months.", field="parenting_order_until_on")


def _amount(value: Decimal | None) -> str:
    return f"{value:,.2f}" if value is not None else ""
