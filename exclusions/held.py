"""What we hold of a pupil that a notice of an exclusion asks about, filled in as far as whoever tells may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from exclusions.telling import SupportForSen
from exclusions.unit_referrals.models import Likelihood, ProviderReferral, Risk, RiskAssessment, State
from oxle.accounts.models import User
from oxle.accounts.permissions import Compartment, read
from oxle.core.dates import london_day
from oxle.people.models import Child, Vulnerability
from oxle.people.models import VulnerabilityKind as Kind
from oxle.people.queries import current_vulnerabilities
from oxle.schooldays.wording import plain_day

# What says that a child has a social worker: the most that there is comes first.
CARED_FOR_BY = (Kind.LOOKED_AFTER, Kind.CHILD_PROTECTION, Kind.CHILD_IN_NEED)
LOOKED_OUT_FOR = set(CARED_FOR_BY)
# How a risk is rated that a school cannot well know nothing of.
SERIOUS = {Likelihood.MEDIUM, Likelihood.HIGH}
# The most that there is comes first.
SEN = {
    Kind.EHCP: SupportForSen.PLAN,
    Kind.EHC_ASSESSMENT: SupportForSen.ASSESSMENT,
    Kind.SEN_SUPPORT: SupportForSen.SUPPORT,
}
AS_HELD = "This is as we hold it. Put it right if it is not so."


@dataclass(frozen=True)
class Held:
    """What is recorded of a pupil. `fills_in`: what of it a form shows filled in."""

    kinds: frozenset[str]
    reads_social_care: bool

    @property
    def looked_after(self) -> bool:
        """Whether the pupil is recorded as looked after."""
        return Kind.LOOKED_AFTER in self.kinds

    @property
    def looked_out_for(self) -> bool:
        """Whether social care looks out for the pupil, so that everything is asked."""
        return not LOOKED_OUT_FOR.isdisjoint(self.kinds)

    @property
    def fills_in(self) -> dict[str, Any]:
        """Answers by the field's name; nothing of what is not recorded: that we hold nothing does not say no."""
        found: dict[str, Any] = {}
        sen = next((support for kind, support in SEN.items() if kind in self.kinds), None)
        if sen is not None:
            found["sen"] = sen
        if self.looked_out_for and self.reads_social_care:
            found["social_worker"] = "yes"
        return found


def sen_by_record(child: Child | None, sen: str, on: date) -> str:
    """What our record says of special educational needs on a day, where a school told something else; empty where it
    says the same, or nothing."""
    if child is None or not sen:
        return ""
    rows = {str(row.kind): row for row in current_vulnerabilities(child, on)}
    kind = next((kind for kind in SEN if kind in rows), None)
    if kind is None or SEN[kind] == sen:
        return ""
    return f"Our record says: {SEN[kind].label}, since {plain_day(rows[kind].from_on)}. Ask which is right"


def beside(
    child: Child | None, on: date, *, sen: str, social_worker: bool | None, exploitation: bool | None = None
) -> list[dict[str, str]]:
    """What we hold on a day otherwise than a school told it, a row each, for what is shown to officers beside that.

    `social_worker` and `exploitation` are None where they were not asked. Of what the school told more of than we hold
    nothing is said: that we hold nothing does not say no.
    """
    if child is None:
        return []
    rows = {str(row.kind): row for row in current_vulnerabilities(child, on)}
    found = [("Special educational needs, by our record", sen_by_record(child, sen, on))]
    if social_worker is False:
        cared_for = next((rows[kind] for kind in CARED_FOR_BY if kind in rows), None)
        found.append(("Social worker, by our record", _by_record(cared_for)))
    if exploitation is False:
        found.append(("Exploitation, by our record", _by_record(rows.get(Kind.EXPLOITATION_RISK))))
        found.append(("Exploitation, by the risk assessment", rated(child)))
    return [{"key": key, "value": value} for key, value in found if value]


def _by_record(row: Vulnerability | None) -> str:
    label = row and row.get_kind_display()
    return f"Our record says: {label}, since {plain_day(row.from_on)}. Ask which is right" if row else ""


def rated(child: Child) -> str:
    """How the risk that the child is exploited is rated in the newest risk assessment for a provider, where it is more
    than low; empty where it is not, or there is none."""
    open_ones = ProviderReferral.objects.filter(child=child).exclude(state=State.WITHDRAWN)
    last = RiskAssessment.objects.filter(referral__in=open_ones).order_by("-written_at", "-pk").first()
    likelihood = last and last.risks.get(Risk.EXPLOITED, {}).get("likelihood")
    if last is None or likelihood not in SERIOUS:
        return ""
    return (
        f"Rated {Likelihood(likelihood).label.lower()} on {plain_day(london_day(last.written_at))}, where the notice "
        "says that nothing is known or suspected. Ask which is right"
    )


NOTHING_HELD = Held(frozenset(), False)


def held_of(child: Child, on: date, user: User) -> Held:
    """What is recorded of a pupil on a day, for whoever tells: who has a social worker those see filled in who read of
    safeguarding."""
    kinds = frozenset(str(row.kind) for row in current_vulnerabilities(child, on))
    return Held(kinds, user.is_council or user.can(read("portal", Compartment.SAFEGUARDING)))


def fill_in(form_fields: dict[str, forms.Field], held: Held) -> None:
    """Show what is held in the fields that ask about it, and say that it is."""
    for name, value in held.fills_in.items():
        form_fields[name].initial = value
        form_fields[name].help_text = AS_HELD
