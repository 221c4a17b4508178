"""Who is on the register of pupils missing out, once each, of whichever children are asked about.

Three ways lead onto it: the ledger finds that nobody offers the child a full day of education; an open case of some
duty says that the child is out; a provider, and no school, teaches the child. Who is taught at home is not on it,
unless that was found to be not suitable; nor who lives elsewhere by now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from oxle.cases import duties
from oxle.cases.as_at import open_on
from oxle.cases.involvement import Involvement, involvements
from oxle.cases.models import Case
from oxle.missing_out.columns import with_school
from oxle.people.models import Child, Enrolment
from oxle.people.visibility import in_force
from oxle.provision.ledger import Stretch
from oxle.provision.models import Offer
from oxle.provision.without import may_be_without, without_offer
from oxle.schooldays.school_age import is_of_school_age


@dataclass(frozen=True)
class OnRegister:
    """The children on the register by name, each with `school_name`, `school_phase` and `school_area`.

    `lacking` has the stretch of school days of those whom nobody offers a full day, counted from `counted_from` at the
    earliest; `involved` what the open cases of each child say.
    """

    children: list[Child]
    lacking: Mapping[int, Stretch]
    involved: Mapping[int, list[Involvement]]
    counted_from: date


def on_register(pupils: QuerySet[Child], on: date, asked_on: date, *, from_on: date = date.min) -> OnRegister:
    """Those of some children who are on the register at the end of a day, as it is known on the day of asking.

    Days are counted no further back than `from_on`. Raises NotLoaded where the day lies past the loaded terms. The
    queries do not grow with the children.
    """
    found = without_offer(_to_ask_about(pupils, on, asked_on), on, from_on=from_on)
    involved: dict[int, list[Involvement]] = defaultdict(list)
    for one in involvements(on):
        involved[one.child].append(one)
    out = {child for child, each in involved.items() if _is_out(each)}
    return OnRegister(_children(pupils, {*found.lacking}, out, on), found.lacking, involved, found.counted_from)


def lacking_of(children: Collection[int], on: date, asked_on: date) -> Mapping[int, Stretch]:
    """Those of some children (primary keys) whom nobody offers a full day as the register has it, each with since when:
    nobody who is taught otherwise or lives elsewhere. Raises NotLoaded as the register does."""
    return without_offer(_to_ask_about(Child.objects.filter(pk__in=children), on, asked_on), on).lacking


def _is_out(involved: Iterable[Involvement]) -> bool:
    return any(one.is_out for one in involved)


def _to_ask_about(pupils: QuerySet[Child], on: date, asked_on: date) -> QuerySet[Child]:
    """Whom to ask the ledger about: not who is on no register because a duty knows that they are taught otherwise, or
    live elsewhere by then; nor who came only since, of a past day."""
    asked = may_be_without(pupils, on).exclude(taught_otherwise(on)).exclude(pk__in=_gone(on, asked_on))
    return asked.exclude(_came_since(on, asked_on)) if on < asked_on else asked


def _came_since(on: date, asked_on: date) -> Q:
    """Of children: those of whom everything that is known began after a day. Of whom nothing is known stays."""
    now = _known(Q(from_on__lte=asked_on), Q(opened_on__lte=asked_on))
    return now & ~_known(Q(from_on__lte=on), Q(opened_on__lte=on))


def _known(began: Q, opened: Q) -> Q:
    """Of children: those with a place on a register, an offer or a case that began at a time."""
    child = Q(child=OuterRef("pk"))
    known = Exists(Enrolment.objects.filter(child, began)) | Exists(Offer.objects.filter(child, began))
    return Q(known | Exists(Case.objects.filter(child, opened)))


def _gone(on: date, asked_on: date) -> QuerySet[Case, Any]:
    """The children (primary keys) who live elsewhere, as a case was closed, unless they were here since: on a school's
    register after that day, or with a case that was opened anew."""
    stages = Q(pk__in=[])
    for duty in duties.duties():
        for pathway, closed in duty.gone.items():
            stages |= Q(pathway=pathway, stage__in=closed)
    child, closed_on = OuterRef("child"), OuterRef("closed_on")
    enrolled = Enrolment.objects.filter(Q(to_on=None) | Q(to_on__gt=closed_on), child=child)
    if on < asked_on:
        enrolled = enrolled.filter(from_on__lte=on)
    opened = Case.objects.filter(open_on(on), child=child, opened_on__gte=closed_on)
    closed = Case.objects.filter(stages, closed_on__lte=on, child__isnull=False)
    return closed.exclude(Exists(enrolled)).exclude(Exists(opened)).values("child")


def taught_otherwise(on: date) -> Q:
    """Of children: those of whom a duty knows that they are taught otherwise, and who are on no school’s register."""
    enrolled = Exists(Enrolment.objects.filter(in_force(on), child=OuterRef("pk")))
    taught = Q(pk__in=[])
    for duty in duties.duties():
        if duty.taught_otherwise:
            taught |= Q(pk__in=duty.taught_otherwise(on))
    return taught & ~enrolled


def _children(pupils: QuerySet[Child], lacking: set[int], out: set[int], on: date) -> list[Child]:
    """The children on the register with their school, of some: whom nobody offers a full day, who are out as a
    case says, and whom a provider teaches."""
    placed = Exists(Offer.objects.filter(in_force(on), child=OuterRef("pk"), provider__isnull=False))
    rows = with_school(pupils.filter(Q(pk__in=lacking) | Q(pk__in=out) & ~taught_otherwise(on) | placed), on)
    return [child for child in rows.order_by("sort_name", "pk") if is_of_school_age(child.born_on, on)]
