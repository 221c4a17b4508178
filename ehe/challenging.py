"""Challenges what appears unlawful in how a school let a pupil go: nothing is refused for it, and it must answer."""

from datetime import date, datetime

from ehe import consent, lawful, orders, pathway, reform, rules
from ehe.models import Telling
from oxle.cases import actions
from oxle.cases.models import Case


def challenge(case: Case, found: list[str], *, on: date, at: datetime) -> None:
    """Challenge what was found, in one question; nothing where nothing was, or where there is no school to ask."""
    if found and case.school_id is not None:
        actions.take(case, pathway.CHALLENGE, by=None, on=on, at=at, reason=" ".join(found))


def challenge_told(case: Case, told: Telling, *, on: date, at: datetime) -> None:
    """Challenge what the school of a case may not do by what somebody told of its pupil, but for what it was challenged
    about in the same words already."""
    if case.child is None or case.school is None:
        return
    found = lawful.of_what_was_told(
        told,
        case.school,
        consent=reform.needs_consent(case.child, told, on),
        consented=consent.of_case(case).given_on is not None,
        confirmed=rules.REGULATION_CONFIRMED.on(on),
        order_known_on=orders.in_force_by(orders.held_of(case.child, on, besides=case)),
    )
    said = " ".join(case.events.filter(step=pathway.CHALLENGE.key).values_list("reason", flat=True))
    challenge(case, [one for one in found if one not in said], on=on, at=at)
