"""Commands that change tables are their owner's. Anybody else is told in one line which command does it, and how."""

from django.core.management import CommandError
from django.db import connections

HOW = "`make manage ARGS=prepare`, or `manage.py prepare` with the address of DATABASE_OWNER_URL as DATABASE_URL"


def refuse_all_but_the_owner(database: str) -> None:
    """Raise CommandError where the role that a command connects as may not change the tables of a database."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT current_user, has_schema_privilege('public', 'CREATE')")
        role, may = cursor.fetchone()
    if not may:
        raise CommandError(
            f"The database’s role {role} may not change tables. Their owner brings them up to date: {HOW}."
        )
