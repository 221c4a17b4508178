"""`manage.py prepare`: brings the database up to date as its owner, and gives the service's own role what it may do.

The web and worker processes connect as `oxle_app`, which owns nothing: it reads and writes every table, but of the
audit it may only add to what is there and read it.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from oxle.audit import acting

ROLE = "oxle_app"
APPEND_ONLY = ["audit_change", "audit_sight", "audit_seal", "audit_sealedrow", "audit_certificate"]


class Command(BaseCommand):
    help = "Migrate, make the cache table, and grant the service's role its rights"

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            # What migrations write of our own is done by them, and by nobody else.
            cursor.execute("SELECT set_config('oxle.actor', 'command: prepare', false)")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        with acting("command: prepare"), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
            if cursor.fetchone():
                self._grant(cursor)
        self.stdout.write("The database is up to date")

    def _grant(self, cursor: Any) -> None:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        for table in APPEND_ONLY:
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {ROLE}")
