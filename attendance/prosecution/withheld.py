"""The last wall before a bundle is kept: its pages are searched for what this defendant must never be told.

The bundle's own fields hold no address. What is looked for in all that was typed and scanned: every address of the
child and of the other adults around them, every address withheld from this defendant, and those adults' e-mail
addresses and telephone numbers, unless the defendant lives or lived there too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from attendance.prosecution import queries
from oxle.cases.models import Case
from oxle.people.address_words import ways_of_address, ways_of_phone, words_of
from oxle.people.models import Address, Adult, Relationship
from oxle.people.withheld import Secrets, secrets


@dataclass(frozen=True)
class Told:
    """A page of a bundle, counted from 1, that tells a secret, and whose it is."""

    page: int
    whose: str


def secrets_from(case: Case) -> Secrets:
    """Everything that the defendant of a case must not be told in it."""
    child, defendant = queries.child_of(case), case.adult
    around = set(Relationship.objects.filter(child=child).exclude(adult=defendant).values_list("adult", flat=True))
    adults = list(Adult.objects.filter(pk__in=around).order_by("pk"))
    # Each way by itself, so that each has its index: together they would look at every address of the county.
    ways = (Q(child=child), Q(adult__in=around), Q(withheld_from=defendant))
    first, *others = (Address.objects.filter(way).values("pk") for way in ways)
    rows = Address.objects.filter(pk__in=first.union(*others)).select_related("adult", "child").order_by("pk")
    own = [way for row in defendant.addresses.all() for way in ways_of_address(row)]
    public = (*settings.COUNCIL_ADDRESS, *case.school.lines.splitlines(), case.school.postcode)
    known = [*own, *ways_of_phone(defendant.phone), *(words for text in public if (words := words_of(text)))]
    return secrets(addresses=rows, adults=adults, known=known)


def told_in(pages: Iterable[str], hidden: Secrets) -> list[Told]:
    """Each secret that a page tells."""
    return [Told(number, whose) for number, text in enumerate(pages, start=1) for whose in hidden.told_in(text)]
