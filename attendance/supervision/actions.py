"""The steps of a supervision order: sought, consulted on, made, directed, extended, ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from attendance.referrals import pathway as referral_pathway
from attendance.referrals import queries as referrals
from attendance.supervision import pathway, queries
from attendance.supervision.models import Direction, ServicesConsultation, Supervision, SupervisionOrder
from oxle.accounts.models import User
from oxle.cases import actions as cases
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event, Origin
from oxle.cases.pathways import Step
from oxle.cases.queries import days_of
from oxle.core.errors import Refused
from oxle.schooldays.school_age import school_age_ends
from oxle.schooldays.wording import plain_day


@transaction.atomic
def seek(case: Case, step: Step, *, data: Mapping[str, Any], by: User, on: date, at: datetime, **taken: Any) -> Event:
    """Take the referral's step “seek an education supervision order”, and begin the case that prepares it.

    It is sought instead of a prosecution of those parents who are on that route, and of nobody else.
    """
    event = cases.take(case, step, by=by, on=on, at=at, **taken)
    for route in referrals.chosen_routes(case):
        if not route.is_prosecution:
            cases.take(case, referral_pathway.SEEK_FOR_PARENT, party=route.party, by=by, on=on, at=at)
    open_for(case, by=by, on=on, at=at)
    return event


@transaction.atomic
def open_for(case: Case, *, by: User, on: date, at: datetime) -> Case:
    """Begin the supervision case of a referral's child. Refused while one is open."""
    opened = cases.open_case(
        pathway.SUPERVISION,
        pathway.BEGIN,
        by=by,
        on=on,
        at=at,
        origin=Origin.COUNCIL,
        child=case.child,
        school=case.school,
        came_from=case,
        parties={"parent": [party.adult for party in referrals.parents(case)]},
    )
    opened.owner = case.owner
    opened.save(update_fields=["owner"])
    Supervision.objects.create(case=opened, supervisor=None)
    return opened


@transaction.atomic
def consult(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record whom the council consulted and what they said."""
    event = cases.take(case, step, **taken)
    ServicesConsultation.objects.create(event=event, whom=data["whom"], view=data["view"])
    return event


def consultation_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of a consultation holds of it, to be put right."""
    row = ServicesConsultation.objects.filter(event=taken).first()
    return row and {"whom": row.whom, "view": row.view}


def correct_consultation(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right whom the council consulted and what they said."""
    if data is not None:
        rows = ServicesConsultation.objects.filter(event=root_of(event))
        rows.update(whom=data["whom"], view=data["view"])
    return dict(facts)


@transaction.atomic
def make_order(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record the order. Its last day follows from the law: one year, or the end of compulsory school age."""
    last = queries.first_last_day(taken["on"], case.child.born_on)
    event = cases.take(case, step, **{**taken, "facts": {"ends_on": last.on.isoformat()}})
    SupervisionOrder.objects.create(
        event=event, court=data["court"], ends_on=last.on, ends_because=last.because, is_extension=False
    )
    return event


def order_answers(taken: Event, newest: Event) -> dict[str, Any] | None:
    """What the form of an order, or of its extension, holds of it, to be put right."""
    row = SupervisionOrder.objects.filter(event=taken).first()
    return row and {"court": row.court, **({"ends_on": row.ends_on} if row.is_extension else {})}


def correct_order(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when an order was made, and by which court; its last day follows from the law again."""
    last = queries.first_last_day(on, case.child.born_on)
    order = root_of(event)
    _must_leave_the_next(case, order.order, ends_on=last.on)
    SupervisionOrder.objects.filter(event=order).update(ends_on=last.on, ends_because=last.because, **_court(data))
    return {**facts, "ends_on": last.on.isoformat()}


def correct_extension(
    case: Case, event: Event, *, on: date, facts: Mapping[str, Any], by: User, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Put right when an extension was made and how long it lasts; never past what the law allows."""
    order = root_of(event).order
    before = SupervisionOrder.objects.filter(event__case=case, event__order__lt=order).order_by("event__order").last()
    ends_on = date.fromisoformat(facts["ends_on"])
    _must_be_allowed(case, before, ends_on=ends_on, on=on)
    _must_leave_the_next(case, order, ends_on=ends_on)
    SupervisionOrder.objects.filter(event__case=case, event__order=order).update(
        ends_on=ends_on, ends_because=_because(case, ends_on), **_court(data)
    )
    return dict(facts)


def _court(data: Mapping[str, Any] | None) -> dict[str, str]:
    return {} if data is None else {"court": data["court"]}


@transaction.atomic
def extend(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record an extension to the day the court said: at most three years, never past compulsory school age."""
    order = queries.order_of(case)
    if order is None:
        raise Refused("No order is recorded that could be extended.")
    ends_on = data["ends_on"]
    _must_be_allowed(case, order, ends_on=ends_on, on=taken["on"])
    event = cases.take(case, step, **{**taken, "facts": {"ends_on": ends_on.isoformat()}})
    SupervisionOrder.objects.create(
        event=event,
        court=data["court"],
        ends_on=ends_on,
        ends_because=_because(case, ends_on),
        is_extension=True,
    )
    return event


def _must_be_allowed(case: Case, order: SupervisionOrder, *, ends_on: date, on: date) -> None:
    if ends_on <= order.ends_on:
        raise Refused(f"The order already runs until {plain_day(order.ends_on)}.", field="ends_on")
    if on > order.ends_on:
        raise Refused(f"The order ended on {plain_day(order.ends_on)}, so it could not be extended.", field="on")
    latest = queries.latest_extension(order.ends_on, case.child.born_on)
    if ends_on > latest.on:
        why = (
            "when compulsory school age ends"
            if latest.because == SupervisionOrder.Because.SCHOOL_AGE
            else "three years after it would have ended"
        )
        raise Refused(f"An extension can last until {plain_day(latest.on)}, {why}.", field="ends_on")


def _must_leave_the_next(case: Case, order: int, *, ends_on: date) -> None:
    """Refuse to let an order end on a day that the extension recorded after it could not have followed."""
    later = SupervisionOrder.objects.filter(event__case=case, is_extension=True, event__order__gt=order)
    extension = later.order_by("event__order").first()
    if extension is None:
        return
    extended_on = days_of(case)[extension.event_id]
    if extended_on > ends_on:
        raise Refused(
            f"The order would have ended on {plain_day(ends_on)}, before it was extended on {plain_day(extended_on)}. "
            "Put the extension right first."
        )
    if extension.ends_on <= ends_on:
        raise Refused(
            f"The order would run until {plain_day(ends_on)}, "
            f"and its extension ends on {plain_day(extension.ends_on)}. Put the extension right first."
        )


def _because(case: Case, ends_on: date) -> str:
    by_age = ends_on == school_age_ends(case.child.born_on)
    return SupervisionOrder.Because.SCHOOL_AGE if by_age else SupervisionOrder.Because.COURT


@transaction.atomic
def direct(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record a direction: to a parent of the case, by their key, or to the child. Refused when it is to neither."""
    given_to = None
    if data["given_to"] != queries.TO_THE_CHILD:
        given_to = case.parties.filter(adult__key=data["given_to"], to_on=None).order_by("pk").first()
        if given_to is None:
            raise Refused("Select to whom it was given", field="given_to")
    event = cases.take(case, step, **taken)
    Direction.objects.create(event=event, given_to=given_to, text=data["text"])
    return event


@transaction.atomic
def follow_up(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Record whether a direction was followed; a later finding replaces an earlier one, which stays in the audit."""
    direction = Direction.objects.select_for_update().filter(event__case=case, event__order=data["direction"]).first()
    if direction is None:
        raise Refused("Choose a direction of this order.", field="direction")
    if taken["on"] < days_of(case)[direction.event_id]:
        raise Refused("It cannot have been followed before it was given.", field="on")
    facts = {"direction": int(data["direction"]), "followed": data["followed"]}
    event = cases.take(case, step, **{**taken, "facts": facts})
    direction.followed, direction.followed_on, direction.followed_note = data["followed"], taken["on"], data["note"]
    direction.save(update_fields=["followed", "followed_on", "followed_note"])
    return event


@transaction.atomic
def appoint(case: Case, step: Step, *, data: Mapping[str, Any], **taken: Any) -> Event:
    """Name the officer who supervises."""
    supervisor = User.objects.get(key=data["supervisor"])
    event = cases.take(case, step, **{**taken, "facts": {"supervisor": supervisor.name}})
    Supervision.objects.filter(case=case).update(supervisor=supervisor)
    return event
