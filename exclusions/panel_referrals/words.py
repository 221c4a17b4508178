"""What a referral to the panel says, to whom: officers all of it, members what a school must know to take the child.

Safeguarding goes from one designated safeguarding lead to the other, never through a panel (domain.md §15: “DSL-to-DSL
only”); the services that know a child tell of homes and courts.
"""

from typing import Any

from exclusions.panel_referrals.models import PanelReferral
from exclusions.unit_referrals.models import Exploitation, Likelihood, Risk, Service
from oxle.core.dates import london_day
from oxle.schooldays.wording import plain_day

# What of the risks is the business of safeguarding leads alone.
OF_SAFEGUARDING = {Risk.EXPLOITED, Risk.HARMED, Risk.SELF}
LEAD_TO_LEAD = "Told by one designated safeguarding lead to the other, once a school takes the child"
NO_RISKS = "No other risk is known of"
NOT_CONFIRMED = "The referral is not confirmed yet"
Rows = list[dict[str, Any]]


def for_members(one: PanelReferral) -> Rows:
    """What the members of a panel read."""
    risks = [row for risk in Risk if risk not in OF_SAFEGUARDING for row in _risk(one, risk)]
    return [
        *one.figures,
        {"key": "Special educational needs", "value": one.get_sen_display()},
        {"key": "Social worker", "value": "Yes" if one.social_worker else "No"},
        {"key": "Schools so far", "value": one.schools_before or "Not known"},
        {"key": "What was tried", "value": one.tried},
        *(risks or [{"key": "Risks", "value": NO_RISKS}]),
        {"key": "Risks looked at again", "value": plain_day(one.review_on)},
        {"key": "Safeguarding", "value": LEAD_TO_LEAD},
        {"key": "What a school must know", "value": one.needs},
        {"key": "What the family wishes", "value": one.wish},
        {"key": "What the child says", "value": one.voice},
    ]


def in_full(one: PanelReferral) -> Rows:
    """What those read who work on the exclusion, how the child is before what a school plans for."""
    services = [
        f"{service.label}: {one.services[service.value]}" for service in Service if one.services.get(service.value)
    ]
    said = [Exploitation(one.exploitation).label, *([one.exploitation_words] if one.exploitation_words else [])]
    return [
        *one.figures,
        {"key": "Exploitation", "value": said},
        {"key": "Services", "value": services or "No service is named"},
        {"key": "Special educational needs", "value": one.get_sen_display()},
        {"key": "Social worker", "value": "Yes" if one.social_worker else "No"},
        {"key": "Schools so far", "value": one.schools_before or "Not known"},
        {"key": "What was tried", "value": one.tried},
        *(row for risk in Risk for row in _risk(one, risk, also_none=True)),
        {"key": "Risks looked at again", "value": plain_day(one.review_on)},
        {"key": "What a school must know", "value": one.needs},
        {"key": "What the family wishes", "value": one.wish},
        {"key": "What the child says", "value": one.voice},
        {"key": "Do the parents know what members read?", "value": "Yes" if one.parents_know else "No"},
        {"key": "Confirmed", "value": confirmed(one)},
    ]


def confirmed(one: PanelReferral) -> str:
    """By whom and when, and as which version."""
    return f"{one.written_by.name}, {plain_day(london_day(one.written_at))}, version {one.number}"


def _risk(one: PanelReferral, risk: Risk, *, also_none: bool = False) -> Rows:
    said = one.risks.get(risk.value) or {}
    likelihood = Likelihood(said.get("likelihood") or Likelihood.NONE)
    if likelihood == Likelihood.NONE and not also_none:
        return []
    return [
        {
            "key": f"Risk: {risk.label[:1].lower()}{risk.label[1:]}",
            "value": f"{likelihood.label}. {said.get('measures', '')}".strip(" ."),
        }
    ]
