"""Which case a change in the audit belongs to, by its reference: what an auditor looks for is no row's number."""

from collections.abc import Sequence

from django.db.models import Q

from oxle.audit import tables
from oxle.audit.models import Change
from oxle.cases.models import Case
from oxle.core.references import clean_reference


def references(changes: Sequence[Change]) -> dict[int, str]:
    """The reference of the case that each of these changes belongs to, by the change's key. One query for all."""
    cases = {change.pk: key for change in changes if (key := change.held.get("case_id")) is not None}
    known = dict(Case.objects.filter(pk__in=set(cases.values())).values_list("pk", "reference"))
    return {change: known[key] for change, key in cases.items() if key in known}


def rows_of(typed: str) -> Q:
    """The changes of the case with a reference, and of what belongs to it; none where there is no such case."""
    case = Case.objects.filter(reference=clean_reference(typed) or typed).first()
    if case is None:
        return Q(pk__in=[])
    own = Q(table=Case._meta.db_table, row=str(case.pk))
    return own | Q(after__case_id=case.pk) | Q(before__case_id=case.pk)


def register() -> None:
    """Give the audit's list of changes both; called once on start-up."""
    if references not in tables.references_shown:
        tables.references_shown.append(references)
        tables.rows_called.append(rows_of)
