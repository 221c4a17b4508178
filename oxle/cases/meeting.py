"""What must be known of the people in a case before anybody meets one of them, as far as the person who asks may know.

Each right is that of the record it comes from: a vulnerability's kind and dates go with a summary of the child, what is
known of an adult with reading their record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from oxle.accounts.permissions import read, summary
from oxle.accounts.visibility import NOTHING, visible_to
from oxle.cases import duties
from oxle.cases.models import Case, Party
from oxle.people.models import Adult, Child, Relationship
from oxle.people.queries import vulnerabilities_of
from oxle.people.shown import interpreter_tags, tags_of
from oxle.people.visibility import in_force, shown_vulnerabilities
from oxle.schooldays.wording import plain_day


@dataclass
class Known:
    """What the identity bar of a case says of its people, and the warnings beneath it, each with whom it is about."""

    tags: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def people_in(user: Any, case: Case, on: date) -> list[Party]:
    """Everybody in a case, with `opens`: whether this person may open their record; and `unsafe`: whether contact is.

    One query.
    """
    child = Q(child=OuterRef("case__child")) | Q(child__parties__case=OuterRef("case"))
    unsafe = Relationship.objects.filter(child, in_force(on), adult=OuterRef("adult"), contact_is_unsafe=True)
    opens = NOTHING
    if user.can(read("pupils")):
        opens = Q(adult__in=visible_to(user, Adult).values("pk")) | Q(child__in=visible_to(user, Child).values("pk"))
    rows = case.parties.select_related("adult", "child", "organisation")
    return list(rows.annotate(opens=opens, unsafe=Exists(unsafe)).order_by("pk"))


def known_of(user: Any, case: Case, people: Sequence[Party], on: date) -> Known:
    """What this person may know of the people in a case: `people` is what `people_in` gave them. One query."""
    known = Known()
    if user.can(summary("pupils")):
        children = _each([case.child, *(party.child for party in people)])
        vulnerable = vulnerabilities_of(children, on)
        for child in children:
            whose = "" if child == case.child else child.shown_name
            known.tags += tags_of(child, shown_vulnerabilities(user, vulnerable[child.pk]), whose)
    opened = [party for party in people if party.opens]
    here = {party.adult_id for party in opened if party.to_on is None}
    for adult in _each(party.adult for party in opened):
        if adult.pk in here:
            known.tags += [{**tag, "text": f"{adult.name}: {tag['text']}"} for tag in interpreter_tags(adult)]
        if any(party.unsafe for party in opened if party.adult_id == adult.pk):
            known.warnings.append(f"Contact with {adult.name} is unsafe.")
        if adult.hazard_warning:
            known.warnings.append(f"{adult.name}: {adult.hazard_warning}")
    said = duties.said_of([case]).get(case.pk, [])
    return Known(known.tags, [*said, *known.warnings])


def reached(party: Party) -> str:
    """How a person is reached and what to mind, for whoever rings them: `party` as `people_in` gave it. Empty to those
    who may not open their record."""
    if party.adult is None or not party.opens:
        return ""
    number = f"Telephone {party.adult.phone}" if party.adult.phone else "No telephone number is recorded"
    needs = [tag["text"] for tag in interpreter_tags(party.adult)]
    return ". ".join([number, *needs, *(["Contact is unsafe"] if party.unsafe else [])])


def facts_of(child: Child | None) -> list[dict[str, str]]:
    """What tells a child from another of the same name, for the identity bar."""
    if child is None:
        return []
    return [{"label": "UPN", "value": child.upn or "Not known"}, {"label": "Born", "value": plain_day(child.born_on)}]


def _each(people: Iterable[Any]) -> list[Any]:
    return list({person.pk: person for person in people if person}.values())
