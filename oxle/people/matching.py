"""Which child is meant by somebody who names one: the UPN, then name, birth and address, else a person decides."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

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
    if len(children) == 1 and _is_at(told.postcode, _homes(children[0])):
        return How.DETAILS, children[0]
    return How.WAITS, None


def match_for_stranger(told: Described, *, on: date) -> tuple[How, Child | None]:
    """The same where whoever describes the child may be anybody: nobody is meant by an address that is withheld from
    somebody, or at which the child lives no more on a day, and no restricted record is. Then a person decides."""
    how, child = match(told)
    if child is None or child.restricted:
        return How.WAITS, None
    if how is How.DETAILS:
        shown = _homes(child).filter(Q(to_on=None) | Q(to_on__gte=on), withheld=False, withheld_from=None)
        if not _is_at(told.postcode, shown):
            return How.WAITS, None
    return how, child


def _homes(child: Child) -> QuerySet[Address]:
    """The addresses of a child and of its parents, now and before."""
    return Address.objects.filter(Q(child=child) | Q(adult__relationships__child=child)).distinct()


def _is_at(postcode: str, homes: QuerySet[Address]) -> bool:
    """Whether the postcode is that of one of some addresses."""
    if not postcode.strip():
        return False
    wanted = postcode_words(postcode.lower())[0]
    return any(wanted in postcode_words(one.postcode.lower()) for one in homes if one.postcode)
