"""`manage.py migrate`, as Django's; but a database with no table is given them all at once (see core/schema.py), a role
that may not change tables is told who does, and the views that analysts read are put on anew (see core/reporting.py).
"""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from oxle.core import reporting, schema
from oxle.core.ownership import refuse_all_but_the_owner


class Command(migrate.Command):
    """Django's own, after the tables that the file has."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--one-by-one", action="store_true", help="run every migration, also on a database with no table"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        changes = not (options["plan"] or options["check_unapplied"])
        line = connections[options["database"]]
        if changes:
            refuse_all_but_the_owner(options["database"])
            if options["app_label"] or _is_behind(line):
                reporting.take_off(line)
        narrower = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune", "one_by_one")
        if not any(options.get(name) for name in narrower):
            schema.give(options["database"])
        super().handle(*args, **options)
        # Only of the tables as they are now: a database that was brought to a state of before has no views.
        if changes and not any(options.get(name) for name in ("app_label", "fake", "fake_initial", "prune")):
            with transaction.atomic(using=line.alias):
                reporting.put_on(line)


def _is_behind(line: BaseDatabaseWrapper) -> bool:
    """Whether any migration is still to be run: else nobody who reads a view is kept from it."""
    executor = MigrationExecutor(line)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
