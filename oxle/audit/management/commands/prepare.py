"""`manage.py prepare`: brings the database up to date as its owner, and gives the service's own role what it may do.

The web and worker processes connect as `oxle_app`, which owns nothing: it reads and writes every table, but of the
audit it may only add to what is there and read it.
"""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction

from oxle.audit import grants

ROLE = "oxle_app"
# Any number: two that prepare one database at once take turns.
TURN = 7_355_222


class Command(BaseCommand):
    help = "Migrate, make the cache table, and grant the service's role its rights"

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
            # What migrations write of our own is done by them, and by nobody else.
            cursor.execute("SELECT set_config('oxle.actor', 'command: prepare', false)")
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            with transaction.atomic():
                grants.make_triggers_obeyed()
                grants.close_to_others()
                if grants.exists(ROLE):
                    grants.give(ROLE)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('oxle.actor', '', false), pg_advisory_unlock(%s)", [TURN])
        self.stdout.write("The database is up to date")
