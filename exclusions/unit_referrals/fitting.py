"""What in a referral to a provider does not fit together, or with what we hold: pointed out, and not refused for it."""

import re
from datetime import date
from typing import Any

from exclusions.held import CARED_FOR_BY, SERIOUS
from exclusions.incident import is_of_a_weapon
from exclusions.permanent.models import PermanentExclusion
from exclusions.unit_referrals.models import Exploitation, Likelihood, ProviderReferral, Risk, Service, State
from oxle.cases.models import Case
from oxle.people.models import Vulnerability
from oxle.people.models import VulnerabilityKind as Kind
from oxle.people.queries import current_vulnerabilities
from oxle.provision.lapses import Lasting
from oxle.provision.models import Provider
from oxle.schooldays.wording import plain_day

# What somebody writes of special educational needs who says that there are none.
NO_NEEDS = re.compile(
    r"(none|no|nil|n/?a|nothing|no (sen|send|needs|special educational needs))( (known|identified|recorded))?[.\s]*",
    re.IGNORECASE,
)
# By which a plan is named.
THE_PLAN = re.compile(r"\bEHC|education,? health and care", re.IGNORECASE)
NEEDS = (Kind.EHCP, Kind.EHC_ASSESSMENT, Kind.SEN_SUPPORT)


def contradictions(referral: ProviderReferral, on: date) -> list[str]:
    """What of a referral contradicts its own risk assessment, the notice of the exclusion or our record on a day, and
    why no place could be given there on it, in sentences; nothing once it is withdrawn or declined."""
    if referral.state in {State.WITHDRAWN, State.DECLINED}:
        return []
    held = {Kind(row.kind): row for row in current_vulnerabilities(referral.child, on)}
    told = PermanentExclusion.objects.filter(case=referral.case_id).first() if referral.case_id else None
    return [
        *_of_provider(referral.provider, on),
        *_of_exploitation(referral, told, held),
        *_of_needs(referral, held),
        *_of_services(referral, held, told),
        *_of_weapons(referral, told),
    ]


def rows_of_case(case: Case, on: date) -> list[dict[str, Any]]:
    """The same of the referrals of a case, a row each, for its page."""
    rows = case.provider_referrals.select_related("child", "provider__organisation").order_by("begun_at", "pk")
    found = ((one, contradictions(one, on)) for one in rows)
    return [{"key": f"Referral to {one.provider}", "value": said} for one, said in found if said]


def _of_provider(provider: Provider, on: date) -> list[str]:
    told = Lasting.settings(on).lapses(provider)
    return [f"{provider} cannot be chosen, so no place can be given there. {' '.join(told)}"] if told else []


def _likelihood(referral: ProviderReferral, risk: Risk) -> str:
    last = referral.assessments.first()
    return last.risks.get(risk, {}).get("likelihood", "") if last else ""


def _of_exploitation(
    referral: ProviderReferral, told: PermanentExclusion | None, held: dict[Kind, Vulnerability]
) -> list[str]:
    found, rating = [], _likelihood(referral, Risk.EXPLOITED)
    if referral.exploitation == Exploitation.NO:
        if rating in SERIOUS:
            found.append(
                "It says that there is no sign of exploitation, and its risk assessment rates that as "
                f"{Likelihood(rating).label.lower()}."
            )
        if told is not None and told.exploitation:
            found.append(
                "It says that there is no sign of exploitation, and the notice of the exclusion that it is known or "
                "suspected."
            )
        if row := held.get(Kind.EXPLOITATION_RISK):
            found.append(f"It says that there is no sign of exploitation. {_by_record(row)}")
    elif referral.exploitation == Exploitation.YES:
        if rating == Likelihood.NONE:
            found.append(
                "It says that somebody may be exploiting the pupil. Its risk assessment knows of no such risk."
            )
        if told is not None and not told.exploitation:
            found.append(
                "It says that somebody may be exploiting the pupil, and the notice of the exclusion that nothing is "
                "known or suspected."
            )
    return found


def _of_needs(referral: ProviderReferral, held: dict[Kind, Vulnerability]) -> list[str]:
    row = next((held[kind] for kind in NEEDS if kind in held), None)
    if row is None or not referral.sen:
        return []
    if NO_NEEDS.fullmatch(referral.sen.strip()):
        return [f"It says that there are no special educational needs. {_by_record(row)}"]
    if row.kind == Kind.EHCP and not THE_PLAN.search(referral.sen):
        return [f"It does not name the plan among the special educational needs. {_by_record(row)}"]
    return []


def _of_services(
    referral: ProviderReferral, held: dict[Kind, Vulnerability], told: PermanentExclusion | None
) -> list[str]:
    found = []
    if not referral.services.get(Service.SOCIAL_CARE):
        row = next((held[kind] for kind in CARED_FOR_BY if kind in held), None)
        if row is not None:
            found.append(f"It names nobody of social care. {_by_record(row)}")
        elif told is not None and told.social_worker:
            found.append("It names nobody of social care, and the notice of the exclusion says that there is a social "
                         "worker.")  # fmt: skip
    if Kind.LOOKED_AFTER in held and not referral.services.get(Service.VIRTUAL_SCHOOL):
        found.append(f"It names nobody of the Virtual School. {_by_record(held[Kind.LOOKED_AFTER])}")
    return found


def _of_weapons(referral: ProviderReferral, told: PermanentExclusion | None) -> list[str]:
    if _likelihood(referral, Risk.WEAPON) != Likelihood.NONE or told is None:
        return []
    if not told.weapon and not is_of_a_weapon(told.reasons):
        return []
    return ["Its risk assessment knows of no risk of weapons, and the pupil was excluded over one."]


def _by_record(row: Vulnerability) -> str:
    return f"Our record says: {row.get_kind_display()}, since {plain_day(row.from_on)}."
