"""Who would be in the register of children not in school today, and what it would hold and still lack of each.

The provision is not in force (`ehe.reform.REGISTER`): until it is the list shows what it would be, so that what is
missing can be asked for in time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ehe import pathway
from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand, last_of_each
from oxle.people.models import Address, Child, Relationship
from oxle.people.visibility import in_force
from oxle.provision.models import Offer, OfferKind
from oxle.schooldays.school_age import is_of_school_age

AT_HOME = "Educated at home"
FLEXI = "Educated at home, and at a school for part of the week"
ADDRESS, PARENT, WHO, HOURS = "address", "a parent", "who educates the child", "hours with the parents"
AT_SCHOOL = "The school, and the parents for the rest"


@dataclass(frozen=True)
class Entry:
    """A child as the register would hold them; `case` only of those whose home education we know of."""

    child: Child
    why: str
    since: date
    case: Case | None = None
    # Who educates the child, for how many hours a week with the parents and with others, and who those others are.
    who: str = ""
    parents_hours: int | None = None
    others_hours: int | None = None
    elsewhere: str = ""
    lacks: tuple[str, ...] = field(default=())


def would_be_in(user: User, on: date) -> list[Entry]:
    """The children of compulsory school age who would be in the register on a day, by name, as far as this person may
    see them: those of open cases of home education, and those who are at their school for a part of the week only.

    The queries do not grow with the children. Missing children are on the list of the duty that looks for them.
    """
    cases = visible_to(user, Case).filter(pathway=pathway.EHE.key, closed_on=None, child__isnull=False)
    of_home = {case.child_id or 0: case for case in cases.select_related("child") if _of_age(case.child, on)}
    part_time = _part_time(user, on)
    children = {*of_home, *part_time}
    lived = set(Address.objects.filter(in_force(on), child__in=children).values_list("child", flat=True))
    parented = {row.child_id for row in Relationship.objects.filter(in_force(on), child__in=children) if row.is_parent}
    steps = Event.objects.filter(case__in=of_home.values(), step__in=(pathway.RECORD_TIME.key, pathway.FLEXI.key))
    said = last_of_each(as_they_stand(steps))
    found = [_at_home(case, said, lived, parented) for case in of_home.values()]
    found += [_at_school(offer, lived, parented) for child, offer in part_time.items() if child not in of_home]
    return sorted(found, key=lambda one: (one.child.sort_name, one.child.pk))


def _of_age(child: Child | None, on: date) -> bool:
    return child is not None and is_of_school_age(child.born_on, on)


def _part_time(user: User, on: date) -> dict[int, Offer]:
    """The offers for a part of the week that hold on a day, by child: at two schools the one that began first."""
    rows = Offer.objects.filter(in_force(on), kind=OfferKind.REDUCED, school__isnull=False)
    rows = rows.filter(child__in=visible_to(user, Child).values("pk")).select_related("child", "school__organisation")
    return {row.child_id: row for row in rows.order_by("-from_on", "-pk") if _of_age(row.child, on)}


def _at_home(case: Case, said: Mapping[tuple[int, str], Event], lived: Iterable[int], parented: Iterable[int]) -> Entry:
    if case.child is None:
        raise ValueError("home education of nobody is in no register")
    time = said.get((case.pk, pathway.RECORD_TIME.key))
    facts = time.facts if time else {}
    lacks = _lacks(case.child, lived, parented)
    lacks += [WHO] if not facts.get("who") else []
    lacks += [HOURS] if facts.get("parents_hours") is None else []
    return Entry(
        case.child,
        FLEXI if (case.pk, pathway.FLEXI.key) in said else AT_HOME,
        case.opened_on,
        case,
        who=facts.get("who", ""),
        parents_hours=facts.get("parents_hours"),
        others_hours=facts.get("others_hours"),
        elsewhere=facts.get("elsewhere", ""),
        lacks=tuple(lacks),
    )


def _at_school(offer: Offer, lived: Iterable[int], parented: Iterable[int]) -> Entry:
    return Entry(
        offer.child,
        f"At {offer.school} for part of the week",
        offer.from_on,
        who=AT_SCHOOL,
        lacks=tuple(_lacks(offer.child, lived, parented)),
    )


def _lacks(child: Child, lived: Iterable[int], parented: Iterable[int]) -> list[str]:
    known = ((ADDRESS, child.pk in lived), (PARENT, child.pk in parented))
    return [words for words, is_known in known if not is_known]
