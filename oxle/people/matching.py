"""Which child is meant by somebody who names one: the UPN, then name, birth and address, else a person decides."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oxle.people.models import Address, Child
from oxle.people.search_index import postcode_words


class How(StrEnum):
    """How it is known whom somebody means."""

    WAITS = "waits"
    UPN = "upn"
    DETAILS = "details"


@dataclass(frozen=True)
class Described:
    """A child as somebody who sends us something describes it."""

    given: str
    family: str
    born_on: date
    upn: str = ""
    postcode: str = ""


def match(told: Described) -> tuple[How, Child | None]:
    """The child who is meant and how that is known; nobody, and that it waits, wherever there is a doubt.

    A UPN alone is not enough: one that was mistyped may be another child's. The day of birth must agree as well.
    """
    known = Child.objects.filter(merged_into=None, born_on=told.born_on)
    if told.upn:
        found = known.filter(upn=told.upn).first() or known.filter(former_upn=told.upn).first()
        if found is not None:
            return How.UPN, found
        if Child.objects.filter(upn=told.upn).exists():
            return How.WAITS, None
    named = known.filter(names__given__iexact=told.given, names__family__iexact=told.family).distinct()[:2]
    children = list(named)
    if len(children) == 1 and _at_home(children[0], told.postcode):
        return How.DETAILS, children[0]
    return How.WAITS, None


def _at_home(child: Child, postcode: str) -> bool:
    """Whether the postcode is one of the child's, or of a parent's, now or before."""
    if not postcode.strip():
        return False
    wanted = postcode_words(postcode.lower())[0]
    homes = Address.objects.filter(child=child) | Address.objects.filter(adult__relationships__child=child)
    return any(wanted in postcode_words(one.postcode.lower()) for one in homes.distinct() if one.postcode)
