"""`manage.py check` refuses an unsound pathway, in plain words, and one that a live case still needs but is gone."""

from typing import Any

from django.core import checks
from django.db import connection

from oxle.cases import duties
from oxle.cases.records import unnamed
from oxle.cases.soundness import faults


def sound_pathways(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error for each fault of each pathway."""
    return [
        checks.Error(fault, obj=f"{pathway.key} version {pathway.version}", id="oxle.E001")
        for duty in duties.duties()
        for pathway in duty.pathways
        for fault in faults(pathway)
    ]


def live_versions(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error for each version of a pathway that open cases are on and that no duty offers any more."""
    from oxle.cases.models import Case

    if not databases or Case._meta.db_table not in connection.introspection.table_names():
        return []
    live = Case.objects.filter(closed_on=None).values_list("pathway", "pathway_version").distinct()
    offered = {(one.key, one.version) for duty in duties.duties() for one in duty.pathways}
    return [
        checks.Error(
            f"Open cases are on version {version} of “{key}”, which no installed duty offers.",
            hint="Put the old version back beside the new one; it can go when its last case is closed.",
            id="oxle.E002",
        )
        for key, version in live
        if (key, version) not in offered
    ]


def named_records(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """One error for each table that belongs to a case and that nobody has named: it could never be disposed of."""
    return [
        checks.Error(
            f"The rows of {label} belong to a case, and nothing says that they are destroyed with it.",
            hint="Name the table in the `records` of its duty, in the order in which the rows can go.",
            id="oxle.E003",
        )
        for label in unnamed()
    ]


def register_checks() -> None:
    """Make them part of `manage.py check`."""
    checks.register(sound_pathways)
    checks.register(named_records)
    checks.register(live_versions, checks.Tags.database)
