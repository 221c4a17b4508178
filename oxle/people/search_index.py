"""What search reads, kept beside each record: every name, UPN and postcode, folded, and how the names sound.

Each text begins and ends with a space, so that `" obr"` finds the beginning of a word and `" obrien "` a whole one.
"""

from collections import defaultdict
from collections.abc import Iterable

from oxle.people.models import Address, Adult, Child, ChildName
from oxle.people.names import kept_words
from oxle.people.sounds import sounds


def name_text(names: Iterable[tuple[str, str]], others: Iterable[str] = ()) -> str:
    """The search text for given and family names and other things to find a record by."""
    words = [word for given, family in names for part in (given, family) for word in kept_words(part)]
    words += [word for text in others if text for word in kept_words(text)]
    return spaced(words)


def name_sounds(names: Iterable[tuple[str, str]]) -> str:
    """The sound-alike codes for given and family names."""
    return spaced(code for given, family in names for part in (given, family) for code in sounds(part))


def postcode_words(postcode: str) -> list[str]:
    """A postcode whole and in its two halves: `OX1 1ND` is found by `ox11nd`, `ox1 1nd` and `ox1`."""
    together = "".join(postcode.split())
    return [together, f"{together[:-3]} {together[-3:]}"] if len(together) >= 5 else [together]


def spaced(words: Iterable[str]) -> str:
    """Words, each once, with a space before, between and after; empty when there are none."""
    once = list(dict.fromkeys(words))
    return f" {' '.join(once)} " if once else ""


def refresh_children(keys: Iterable[int]) -> None:
    """Work out again what search reads for these children (primary keys).

    A kept record is also found by everything on the records merged into it. A withheld address is not searched. The
    same records give the same text, in whatever order they lie on the disk.
    """
    alike = _with_those_merged_in(set(keys))
    records = [record for group in alike.values() for record in group]
    names: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    postcodes: defaultdict[int, list[str]] = defaultdict(list)
    for name in ChildName.objects.filter(child__in=records).order_by("pk"):
        names[name.child_id].append((name.given, name.family))
    open_addresses = Address.objects.filter(child__in=records, withheld=False, withheld_from=None)
    for address in open_addresses.order_by("pk"):
        postcodes[address.child_id] += postcode_words(address.postcode)
    for group in alike.values():
        child = group[0]
        found = [name for record in group for name in names[record.pk]]
        others = [text for one in group for text in (one.upn, one.former_upn, one.legacy_reference) if text]
        others += [text for record in group for text in postcodes[record.pk]]
        text, heard = name_text(found, others), name_sounds(found)
        if (text, heard) != (child.search_text, child.search_sounds):
            Child.objects.filter(pk=child.pk).update(search_text=text, search_sounds=heard)
            child.search_text, child.search_sounds = text, heard


def _with_those_merged_in(keys: set[int]) -> dict[int, list[Child]]:
    """Each child, first in its list, with every record merged into it, and into those."""
    groups = {child.pk: [child] for child in Child.objects.filter(pk__in=keys)}
    above = {key: key for key in groups}
    while found := Child.objects.filter(merged_into__in=above).order_by("pk"):
        above = {record.pk: above[record.merged_into_id] for record in found}
        for record in found:
            groups[above[record.pk]].append(record)
    return groups


def refresh_adult(adult: Adult) -> None:
    """Work out again what search reads for an adult: name, e-mail, telephone and postcodes that are not withheld."""
    open_addresses = Address.objects.filter(adult=adult, withheld=False, withheld_from=None).order_by("pk")
    others = [word for address in open_addresses for word in postcode_words(address.postcode)]
    others += [adult.email, "".join(sign for sign in adult.phone if sign.isdigit())]
    text = name_text([(adult.given, adult.family)], others)
    if text != adult.search_text:
        Adult.objects.filter(pk=adult.pk).update(search_text=text)
        adult.search_text = text
