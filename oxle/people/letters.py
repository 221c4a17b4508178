"""To which address a letter to an adult may go, and what whoever releases it must know of the family first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from oxle.core.errors import Refused
from oxle.people.address_words import same_place
from oxle.people.models import Address, Adult, Child, Relationship
from oxle.people.visibility import in_force
from oxle.schooldays.wording import plain_day


@dataclass(frozen=True)
class LetterAddress:
    """An address as it stands on the day. `last_known_reason` is empty unless it had already ended."""

    name: str
    lines: str
    postcode: str
    ended_on: date | None = None
    last_known_reason: str = ""
    # An address in the family must not be told to this adult.
    family_hides: bool = False

    @property
    def text(self) -> str:
        """The address block of a letter: name, lines, postcode, each on a line."""
        return "\n".join(part for part in (self.name, self.lines, self.postcode) if part)


def letter_address(
    adult: Adult, on: date, *, about_child: Child | None, last_known_with_reason: str = ""
) -> LetterAddress:
    """The adult's own address that is valid on the day, never another person's. Without a child it is about them.

    Refused when there is none on that day, unless a reason is given to use the last known one; and when the same
    place is withheld from this adult, whose own record is then out of date or wrong.
    """
    began = adult.addresses.filter(from_on__lte=on).order_by("-from_on", "-pk")
    address = began.filter(in_force(on)).first()
    reason = ""
    if address is None:
        reason = last_known_with_reason.strip()
        address = began.order_by("-to_on", "-pk").first()
        if address is None:
            raise Refused(f"No address is recorded for {adult.name}. Add one first.", field="address")
        if address.to_on and not reason:
            raise Refused(
                f"The address of {adult.name} ended on {plain_day(address.to_on)}. Record where they live now, or say "
                "why the letter goes to the last known address.",
                field="last_known_with_reason",
            )
    hidden = addresses_withheld_from(adult, about_child) if about_child else []
    if about_child:
        _refuse_withheld(adult, address, about_child, on, hidden)
    return LetterAddress(
        adult.name,
        address.lines,
        address.postcode,
        ended_on=address.to_on if reason else None,
        last_known_reason=reason,
        family_hides=bool(hidden),
    )


def addresses_withheld_from(adult: Adult | None, child: Child) -> list[Address]:
    """Addresses of a child and of the other adults around them that must not be told to this adult.

    Those withheld from this adult by name are among them whosever they are. Without an adult: what must not be told
    to anybody outside the council, because whoever knows it may be asked.
    """
    around = Relationship.objects.filter(child=child).values("adult")
    family = [Address.objects.filter(child=child), Address.objects.filter(adult__in=around)]
    if adult is None:
        named = Address.withheld_from.through.objects.filter(address=OuterRef("pk"))
        found = [theirs.filter(Q(withheld=True) | Exists(named)) for theirs in family]
    else:
        found = [*(theirs.filter(withheld=True) for theirs in family), Address.objects.filter(withheld_from=adult)]
    # Each way by itself, so that each has its index: together they would look at every address there is.
    first, *others = (some.values("pk") for some in found)
    # Of most families nothing is withheld, and nothing more is asked.
    rows = Address.objects.filter(pk__in=first.union(*others)).prefetch_related("adult", "child", "withheld_from")
    return list(rows.exclude(adult=adult) if adult else rows)


def cautions(adult: Adult, child: Child, on: date, *, family_hides: bool | None = None) -> list[str]:
    """What the person who releases a letter to this adult must know, in sentences; empty for most families.

    A letter with any caution is released by a second person. `family_hides` is `LetterAddress.family_hides`, where the
    caller has just asked for the address; None looks it up.
    """
    relationship = Relationship.objects.filter(in_force(on), child=child, adult=adult).first()
    hides = bool(addresses_withheld_from(adult, child)) if family_hides is None else family_hides
    return _cautions(relationship, hides)


@dataclass(frozen=True)
class Standing:
    """How things stand for a letter to an adult about a child, on a day: what `letter_address` and `cautions` ask.

    `address` is the one in force, the newest; None where none is. `withheld`: that place must not be told to them.
    """

    address: Address | None
    withheld: bool
    cautions: tuple[str, ...]


def standings(pairs: Iterable[tuple[Adult, Child]], on: date) -> dict[tuple[int, int], Standing]:
    """How things stand for many letters, by the keys of adult and child. As many queries for one as for many."""
    keys = {(adult.pk, child.pk) for adult, child in pairs}
    adults, children = {adult for adult, _ in keys}, {child for _, child in keys}
    around: dict[int, set[int]] = defaultdict(set)
    for child, adult in Relationship.objects.filter(child__in=children).values_list("child", "adult"):
        around[child].add(adult)
    current: dict[tuple[int, int], list[Relationship]] = defaultdict(list)
    for row in Relationship.objects.filter(in_force(on), child__in=children, adult__in=adults).order_by("pk"):
        current[row.adult_id, row.child_id].append(row)
    lives = homes(adults, on)
    hidden = _withheld_around(adults, children, {adult for theirs in around.values() for adult in theirs})
    found = {}
    for adult, child in keys:
        rows, address = current[adult, child], lives.get(adult)
        kept = [one for one in hidden if one.adult_id != adult and _is_withheld(one, adult, child, around[child])]
        at_home = any(row.lives_with for row in rows)
        told = address is not None and any(_is_kept_from(one, adult, address, at_home) for one in kept)
        found[adult, child] = Standing(address, told, tuple(_cautions(rows[0] if rows else None, bool(kept))))
    return found


def homes(adults: Iterable[int], on: date) -> dict[int, Address]:
    """Where adults live on a day, by their keys: the newest address of each that is in force. One query."""
    found: dict[int, Address] = {}
    for address in Address.objects.filter(in_force(on), adult__in=set(adults)).order_by("-from_on", "-pk"):
        found.setdefault(address.adult_id, address)
    return found


def _withheld_around(adults: set[int], children: set[int], around: set[int]) -> list[Address]:
    named = Address.withheld_from.through.objects.filter(adult__in=adults).values("address")
    everybody = Address.objects.filter(withheld=True)
    rows = everybody.filter(child__in=children).values("pk").union(
        everybody.filter(adult__in=around).values("pk"), named
    )  # fmt: skip
    return list(Address.objects.filter(pk__in=rows).prefetch_related("withheld_from"))


def _is_withheld(address: Address, adult: int, child: int, around: set[int]) -> bool:
    family = address.child_id == child or address.adult_id in around
    return (address.withheld and family) or _names(address, adult)


def _cautions(relationship: Relationship | None, family_hides: bool) -> list[str]:
    told = []
    if relationship is None:
        told.append("This person has no current relationship with the child.")
    elif relationship.contact_is_unsafe:
        told.append("Contact with this person is marked as unsafe.")
    if family_hides:
        told.append("An address in this family is withheld from this person. The letter must not tell it.")
    return told


def _refuse_withheld(adult: Adult, address: Address, child: Child, on: date, hidden: Sequence[Address]) -> None:
    if not hidden:
        return
    at_home = Relationship.objects.filter(in_force(on), child=child, adult=adult, lives_with=True).exists()
    if any(_is_kept_from(one, adult.pk, address, at_home) for one in hidden):
        raise Refused(
            f"The address recorded for {adult.name} is withheld from them. Find out where they live before "
            "anything is sent.",
            field="address",
        )


def _is_kept_from(withheld: Address, adult: int, address: Address, at_home: bool) -> bool:
    # Withheld from everybody outside the council is not withheld from those who live there.
    return same_place(withheld, address) and (_names(withheld, adult) or not at_home)


def _names(address: Address, adult: int) -> bool:
    return adult in {other.pk for other in address.withheld_from.all()}
