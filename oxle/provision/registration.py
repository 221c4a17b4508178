"""Whether a provider that is no school must register as one: with five full-time pupils, or one who counts for all.

Education and Skills Act 2008 s.92 and the guidance on registering independent schools: full-time education for five or
more pupils of compulsory school age, or for one who has an EHC plan or is looked after.
"""

from datetime import date

from oxle.people.models import Child, VulnerabilityKind
from oxle.people.queries import vulnerabilities_of
from oxle.provision.models import Offer, Provider, ProviderKind
from oxle.provision.rules import MUST_REGISTER_AT
from oxle.schooldays.school_age import is_of_school_age

ONE_IS_ENOUGH = {VulnerabilityKind.EHCP, VulnerabilityKind.LOOKED_AFTER}


def must_register(provider: Provider, on: date, *, also: Child | None = None) -> str:
    """Why a provider must register as an independent school, with the full-time pupils of a day; empty when it need
    not, or is registered. `also` is a child who would be one more of them. Two queries.
    """
    if ProviderKind(provider.kind).is_registered:
        return ""
    pupils = _full_time_pupils(provider, on, also)
    limit = MUST_REGISTER_AT.on(on)
    if len(pupils) >= limit:
        return f"It would have {len(pupils)} full-time pupils, and with {limit} it must register as a school."
    for rows in vulnerabilities_of(pupils, on).values():
        if any(row.kind in ONE_IS_ENOUGH for row in rows):
            return (
                "It would have a full-time pupil who has an EHC plan or is looked after, and with one such pupil it "
                "must register as a school."
            )
    return ""


def _full_time_pupils(provider: Provider, on: date, also: Child | None) -> list[Child]:
    offers = Offer.objects.filter(provider=provider, full_time=True, from_on__lte=on).exclude(to_on__lt=on)
    pupils = {offer.child for offer in offers.select_related("child")}
    if also is not None:
        pupils.add(also)
    return [child for child in pupils if is_of_school_age(child.born_on, on)]
