"""The other open cases of a child and of the family around them, as far as the person who asks may know of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from oxle.accounts.permissions import Compartment, Verb
from oxle.accounts.visibility import NOTHING, visible_to
from oxle.cases import duties
from oxle.cases.models import Case
from oxle.cases.pathways import Pathway
from oxle.cases.permissions import KNOWS_OF_SAFEGUARDING
from oxle.people.models import NATURAL_PARENTS, Child, Relationship

# Not every adult on a record: a social worker stands on many, and would make one family of them all.
HOUSEHOLD = Q(kind__in=NATURAL_PARENTS) | Q(parental_responsibility=True) | Q(has_care=True) | Q(lives_with=True)


@dataclass(frozen=True)
class Flag:
    """One open case: in full where this person may see it, else (`case` None) only that there is one."""

    pathway: Pathway
    case: Case | None
    about: Any
    relation: str

    @property
    def whom_to_ask(self) -> str:
        """Whom to ask about it: a manager, of what stands in the safeguarding compartment, which few of a team see."""
        team = f"the {duties.duty(self.pathway.duty).team}"
        return f"a manager of {team}" if self.pathway.compartment == Compartment.SAFEGUARDING else team


def flags_for(user: Any, child: Child, *, apart_from: Case | None = None) -> list[Flag]:
    """The open cases of the child, of their parents and household, and of the other children of these.

    A child whom this person may not see is not hinted at. What `apart_from` came from or led to is left out with it:
    the case's own page shows those as such. One query, however large the family.
    """
    rows = Case.objects.filter(_of_family(user, child)).order_by("opened_on", "pk")
    if apart_from is not None:
        rows = rows.exclude(pk=apart_from.pk).exclude(_linked_to(apart_from))
    return _flags(user, rows, lambda case: _relation(case, child))


def around(user: Any, case: Case) -> list[Flag]:
    """The family's other open cases; then those that this one came from or that handed the child over to it while it
    was open, and those it led to, open or ended.

    As far as this person may know of them. One query, however many there are.
    """

    def relation(one: Case) -> str:
        if one.pk == case.came_from_id:
            return "This case came from it"
        if one.came_from_id == case.pk:
            return "It came from this case"
        if one.handed_to_it:
            return "It handed the child over to this case"
        return "This case handed the child over to it" if one.handed_on else _relation(one, case.child)

    handed_to_it, handed_on = Q(pk__in=case.handed_over_from.values("case")), Q(pk__in=_handed_on(case))
    theirs = _of_family(user, case.child) if case.child else NOTHING
    rows = Case.objects.filter(theirs | _linked_to(case)).exclude(pk=case.pk)
    return _flags(
        user,
        rows.annotate(linked=_linked_to(case), handed_to_it=handed_to_it, handed_on=handed_on).order_by(
            "linked", "opened_on", "pk"
        ),
        relation,
    )


def _of_family(user: Any, child: Child) -> Q:
    home = Relationship.objects.filter(HOUSEHOLD, child=child, to_on=None).values("adult")
    family = Relationship.objects.filter(HOUSEHOLD, adult__in=home, to_on=None).values("child")
    hidden = Child.objects.exclude(pk__in=visible_to(user, Child).values("pk")).values("pk")
    around = Q(child=child) | Q(child__in=family) | Q(adult__in=home)
    # A case about an adult names a child too: one who is hidden from this person hides it as well.
    return around & Q(closed_on=None) & (Q(child=None) | ~Q(child__in=hidden)) & ~Q(parties__child__in=hidden)


def _linked_to(case: Case) -> Q:
    handed = Q(pk__in=case.handed_over_from.values("case")) | Q(pk__in=_handed_on(case))
    return Q(pk=case.came_from_id or 0) | Q(came_from=case) | handed


def _handed_on(case: Case) -> QuerySet[Any]:
    return case.handed_over.exclude(opened=None).values("opened")


def _flags(user: Any, cases: QuerySet[Case], relation: Callable[[Case], str]) -> list[Flag]:
    rows = cases.select_related("child", "adult", "organisation", "school__organisation", "owner")
    rows = rows.annotate(seen=Q(pk__in=visible_to(user, Case).values("pk")))
    known = {held.area for held in user.permissions if held.verb in {Verb.SUMMARY, Verb.READ}}
    return [
        Flag(
            duties.pathway(case.pathway, case.pathway_version),
            case if case.seen else None,
            case.subject,
            relation(case),
        )
        for case in rows
        if case.seen or (case.duty in known and _may_know(user, case))
    ]


def _may_know(user: Any, case: Case) -> bool:
    """Whether this person may know that there is a case: of a pathway in the safeguarding compartment not everybody."""
    compartment = duties.pathway(case.pathway, case.pathway_version).compartment
    return compartment != Compartment.SAFEGUARDING or user.can(KNOWS_OF_SAFEGUARDING)


def children_of(flags: list[Flag]) -> list[int]:
    """The children whom these flags name, for the record of who was seen."""
    return [flag.about.pk for flag in flags if isinstance(flag.about, Child)]


def _relation(case: Case, child: Child) -> str:
    if case.adult_id:
        return "An adult of the family"
    return "The pupil" if case.child_id == child.pk else "Another child of the family"
