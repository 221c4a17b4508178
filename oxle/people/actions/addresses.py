"""Where people live, from when until when, and from whom an address is withheld."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Address, Adult, Child
from oxle.people.search_index import refresh_adult, refresh_children
from oxle.people.visibility import may_lift_withholding


@transaction.atomic
def add_address(
    person: Child | Adult,
    *,
    lines: str,
    postcode: str,
    from_on: date,
    source: str,
    by: User | None,
    on: date,
    second_home: bool = False,
    withheld: bool = False,
    withheld_because: str = "",
    withheld_from: Iterable[Adult] = (),
) -> Address:
    """Record where a person lives from a day on. The address before ends the day before, unless this is a second home.

    A move must not make a withheld address public by oversight: when the one before is withheld, so is the new one
    until somebody says otherwise.
    """
    owner = {"child": person} if isinstance(person, Child) else {"adult": person}
    type(person).objects.select_for_update().get(pk=person.pk)
    keep_from = list(withheld_from)
    before = list(Address.objects.filter(**owner, to_on=None)) if not second_home else []
    for old in before:
        if old.from_on >= from_on:
            raise Refused(
                "An address from the same or a later date is already recorded. End or correct that one first.",
                field="from_on",
            )
        withheld, withheld_because = withheld or old.withheld, withheld_because or old.withheld_because
        keep_from += old.withheld_from.all()
        Address.objects.filter(pk=old.pk).update(to_on=from_on - timedelta(days=1), version=old.version + 1)
    address = Address(
        **owner,
        lines=lines,
        postcode=tidy_postcode(postcode),
        from_on=from_on,
        source=source,
        withheld=withheld,
        withheld_because=withheld_because,
    )
    address.save(force_insert=True)
    address.withheld_from.set(keep_from)
    _refresh(address)
    return address


@transaction.atomic
def correct_address(address: Address, version: int, *, lines: str, postcode: str, from_on: date, by: User) -> None:
    """Put right an address that was mistyped. For a move, add_address. Raises Stale when somebody was faster."""
    if address.to_on and from_on > address.to_on:
        raise Refused("The first day cannot be after the last.", field="from_on")
    address.lines, address.postcode, address.from_on = lines, tidy_postcode(postcode), from_on
    save_if_unchanged(address, version, ["lines", "postcode", "from_on"])
    _refresh(address)


@transaction.atomic
def end_address(address: Address, version: int, *, by: User, on: date) -> None:
    """Record the last day at an address when the next is not known."""
    if address.to_on:
        raise Refused("This address has already ended.", field="on")
    if on < address.from_on:
        raise Refused("The last day cannot be before the first.", field="on")
    address.to_on = on
    save_if_unchanged(address, version, ["to_on"])


@transaction.atomic
def withhold(
    address: Address, version: int, *, because: str, by: User, on: date, from_adults: Iterable[Adult] = ()
) -> None:
    """Withhold an address: from these adults, or from everybody outside the council when none are named.

    A refuge or a non-molestation order are reasons. From now on no letter tells it, and search does not find it. One
    who may not lift the withholding only adds names: whoever was named before stays so, and “everybody” stays. Where it
    is now withheld from everybody, those named before stay named.
    """
    if not because.strip():
        raise Refused("Enter why the address is withheld.", field="because")
    adults = list(from_adults)
    if adults and not may_lift_withholding(by):
        if address.withheld:
            raise Refused("Your role does not include telling this address to anybody.", field="scope")
        adults += [adult for adult in address.withheld_from.all() if adult not in adults]
    if address.adult_id in {adult.pk for adult in adults}:
        raise Refused("An address cannot be withheld from the person who lives there.", field="from_adults")
    address.withheld, address.withheld_because = not adults, because
    save_if_unchanged(address, version, ["withheld", "withheld_because"])
    if adults:
        address.withheld_from.set(adults)
    # Whoever was named stays so beside everybody: by their names the letters to them are searched.
    _refresh(address)


@transaction.atomic
def lift_withholding(address: Address, version: int, *, by: User, on: date) -> None:
    """Stop withholding an address. The audit keeps who did so and why it had been withheld."""
    address.withheld, address.withheld_because = False, ""
    save_if_unchanged(address, version, ["withheld", "withheld_because"])
    address.withheld_from.clear()
    _refresh(address)


def tidy_postcode(typed: str) -> str:
    """A postcode in capitals with one space before its last three signs; a foreign code is kept as typed."""
    together = "".join(typed.split()).upper()
    if 5 <= len(together) <= 7 and together[-3].isdigit() and together[-2:].isalpha():
        return f"{together[:-3]} {together[-3:]}"
    return typed.strip()


def _refresh(address: Address) -> None:
    if address.child_id:
        refresh_children([address.child_id])
    else:
        refresh_adult(Adult.objects.get(pk=address.adult_id))
