"""What every list of the register says of its children: their school, and their open cases."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from oxle.cases.as_at import open_on
from oxle.cases.models import Case
from oxle.core.among import Keys
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.people.visibility import in_force

NO_CASE = "No open case"


def with_school(pupils: QuerySet[Child], on: date) -> QuerySet[Child]:
    """Some children with the name, phase, district and trust of the school whose register they are on; None where none
    is."""
    mine = Enrolment.objects.filter(in_force(on), child=OuterRef("pk")).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    main = mine.order_by("-from_on", "pk")
    return pupils.annotate(
        school_name=Subquery(main.values("school__organisation__name")[:1]),
        school_phase=Subquery(main.values("school__phase")[:1]),
        school_area=Subquery(main.values("school__district")[:1]),
        school_trust=Subquery(main.values("school__trust__name")[:1]),
    )


def open_cases(cases: QuerySet[Case], children: Collection[int], on: date) -> Mapping[int, tuple[Case, ...]]:
    """Those of some cases, as a person may see them, that were open about some children (primary keys) at the end of a
    day, the oldest first. One query."""
    found: dict[int, list[Case]] = defaultdict(list)
    rows = cases.filter(open_on(on), child__among=Keys(children)).select_related("owner")
    for case in rows.order_by("opened_on", "pk"):
        found[case.child_id or 0].append(case)
    return {child: tuple(each) for child, each in found.items()}


def who_works_on(cases: Sequence[Case]) -> str:
    """Whether somebody works on a child with these open cases, as the filters call it."""
    return work_by(case.owner_id for case in cases)


def work_by(owners: Iterable[int | None]) -> str:
    """The same by the owners of these cases."""
    each = list(owners)
    if not each:
        return NO_CASE
    return "An officer has a case" if any(each) else "A case that is nobody’s"


def officers_of(cases: Iterable[Case]) -> list[str]:
    """The officers of some cases, each once."""
    return list(dict.fromkeys(case.owner.name for case in cases if case.owner))
