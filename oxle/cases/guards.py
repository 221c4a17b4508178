"""The database's own guard over every record of a case: no row is deleted but by a disposal that two people decided.

One function is the door (`cases_may_go`, in a migration). It opens for one case and one transaction: the one that
names, in a setting of its own, a disposal of that case which two people agreed on, while no legal hold is on it.
"""

import pgtrigger
from django.db.models import Model

from oxle.cases.disposal_models import Disposal
from oxle.cases.duties import Record
from oxle.cases.models import Case
from oxle.cases.records import every_record

NAME = "goes_only_by_disposal"
REFUSE = """
IF {allowed} THEN
    RETURN OLD;
END IF;
RAISE EXCEPTION 'a row of % can be deleted only by a disposal that two people decided, of a case without a legal hold',
    TG_TABLE_NAME;
"""


def register() -> None:
    """Put a guard on every table that a case has rows in; `migrate` installs them."""
    for record in every_record():
        _guard(record.model, f"public.cases_may_go({case_of(record)})")
    _guard(Case, "public.cases_may_go(OLD.id)")
    # A certificate is never deleted; the decisions before it go with the case.
    _guard(Disposal, "OLD.case_id IS NOT NULL AND public.cases_may_go(OLD.case_id)")


def case_of(record: Record) -> str:
    """SQL for the key of the case to which a row that is being deleted (`OLD`) belongs."""
    first, *rest = record.case.split("__")
    field = record.model._meta.get_field(first)
    key, model = f"OLD.{field.column}", field.related_model
    for name in rest:
        field = model._meta.get_field(name)
        table, pk = model._meta.db_table, model._meta.pk.column
        key = f"(SELECT {field.column} FROM public.{table} WHERE {pk} = {key})"  # noqa: S608 (our own tables)
        model = field.related_model
    return key


def _guard(model: type[Model], allowed: str) -> None:
    trigger = pgtrigger.Trigger(
        name=NAME, when=pgtrigger.Before, operation=pgtrigger.Delete, func=REFUSE.format(allowed=allowed)
    )
    pgtrigger.register(trigger)(model)
