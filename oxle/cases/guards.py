"""The database's own guard over every record: no row of it is deleted but by a disposal that two people decided.

One function is the door (`cases_may_go`, in a migration). It opens for one case, message or child and one transaction:
the one that names, in a setting of its own, a disposal of that record which two people agreed on, while no legal hold
is on it. What waits in an inbox it never lets go, whatever was decided.
"""

import pgtrigger
from django.db.models import Model

from oxle.cases.disposal_models import Disposal, LegalHold
from oxle.cases.duties import duties
from oxle.cases.inbox_models import InboxMessage
from oxle.cases.models import Case
from oxle.cases.offers import ChildRecord, Record
from oxle.cases.records import every_record, register_record
from oxle.people.models import Child

NAME = "goes_only_by_disposal"
OF_ANY = "public.cases_may_go(OLD.case_id, OLD.message_id, OLD.child_id)"
# A table whose rows are more than a case's, and when one may go.
ALLOWED: dict[type[Model], str] = {
    InboxMessage: "OLD.state <> 'waiting' AND public.cases_may_go(OLD.case_id, OLD.id, NULL)",
    LegalHold: OF_ANY,
    Child: "public.cases_may_go(NULL, NULL, coalesce(OLD.merged_into_id, OLD.id))",
    # A certificate is never deleted; the decisions before it go with the record.
    Disposal: f"OLD.state <> 'destroyed' AND {OF_ANY}",
}
REFUSE = """
IF {allowed} THEN
    RETURN OLD;
END IF;
RAISE EXCEPTION
    'a row of % can be deleted only by a disposal that two people decided, of a record without a legal hold',
    TG_TABLE_NAME;
"""


def register() -> None:
    """Put a guard on every table of a record; `migrate` installs them."""
    allowed = {record.model: _when(record) for record in every_record()}
    for record in (one for duty in duties() for one in duty.child_records):
        allowed[record.model] = f"{allowed[record.model]} OR {_when_without_case(record)}"
    for model, when in {**allowed, Case: "public.cases_may_go(OLD.id)", **ALLOWED}.items():
        _guard(model, when)


def add(record: Record) -> None:
    """Name a table of a layer above whose rows belong to a case, and guard it; called once, when its app starts."""
    register_record(record)
    _guard(record.model, _when(record))


def _when(record: Record) -> str:
    of_case = f"public.cases_may_go({case_of(record)})"
    given_up = f"({record.abandoned}) AND public.cases_abandoned_may_go()"
    return f"{of_case} OR {given_up}" if record.abandoned else of_case


def _when_without_case(record: ChildRecord) -> str:
    """With the record of the child, however it was merged, where no case holds the row."""
    case, child = _key_of(record.model, record.case), _key_of(record.model, record.child)
    root = f"(SELECT coalesce(c.merged_into_id, c.id) FROM public.{Child._meta.db_table} c WHERE c.id = {child})"  # noqa: S608
    return f"{case} IS NULL AND public.cases_may_go(NULL, NULL, {root})"


def case_of(record: Record) -> str:
    """SQL for the key of the case to which a row that is being deleted (`OLD`) belongs."""
    return _key_of(record.model, record.case)


def _key_of(table: type[Model], way: str) -> str:
    first, *rest = way.split("__")
    field = table._meta.get_field(first)
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
