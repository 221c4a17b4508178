"""What every disposal does to the rows of a record: opens the door in the database, finds the files, deletes."""

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from oxle.audit.rules import AFTER_RECORD
from oxle.cases.disposal_models import Disposal
from oxle.cases.retention import MONTHS_IN_A_YEAR
from oxle.core.dates import london_day
from oxle.schooldays.counting import add_months

ACTOR = "system: disposal"


def open_the_door(running: Disposal | None) -> None:
    """Name the disposal that is being carried out, for this transaction (see guards); None shuts the door."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.disposal', %s, true)", [str(running.pk) if running else ""])


def audit_due_on(at: datetime) -> date:
    """From when on the audit's copies of what is destroyed now are emptied."""
    day = london_day(at)
    return add_months(day, AFTER_RECORD.on(day) * MONTHS_IN_A_YEAR)


def files_of(rows: QuerySet[Model]) -> set[int]:
    """The keys of the stored files that some rows point at, whichever of their columns does."""
    found: set[int] = set()
    for field in [*rows.model._meta.fields, *rows.model._meta.many_to_many]:
        if field.related_model is not None and field.related_model._meta.label == "documents.File":
            found |= set(rows.exclude(**{field.name: None}).values_list(field.name, flat=True))
    return found


def delete(rows: QuerySet[Any]) -> int:
    """Delete rows of one table, those that others of them point at last; how many."""
    number = rows.count()
    own = [field.name for field in rows.model._meta.fields if field.related_model is rows.model]
    while own and rows.exists():
        pointed_at = {pk for name in own for pk in rows.exclude(**{name: None}).values_list(name, flat=True)}
        rows.exclude(pk__in=pointed_at).delete()
    rows.delete()
    return number
