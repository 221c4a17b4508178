"""What the service's own database role may do: read and write every table, but only read and add to the audit; and that
no other role may do anything it was not given."""

from django.db import connection
from psycopg2 import sql

from oxle.audit.models import Certificate, Change, Seal, SealedRow, Sight
from oxle.core import reporting

APPEND_ONLY = [Change, Sight, Seal, SealedRow]
# Payloads are disposed of by the owner, and migrations are the owner's.
READ_ONLY = [Certificate._meta.db_table, "django_migrations"]


def exists(role: str) -> bool:
    """Whether the server has a role of this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def give(role: str) -> None:
    """Give the role its rights on every table there is, and on those that later migrations make. The owner calls it."""
    name = sql.Identifier(role)
    every = "SELECT, INSERT, UPDATE, DELETE"
    orders = [
        "GRANT USAGE ON SCHEMA public TO {}",
        f"GRANT {every} ON ALL TABLES IN SCHEMA public TO {{}}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {every} ON TABLES TO {{}}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
        *(f"REVOKE UPDATE, DELETE, TRUNCATE ON {model._meta.db_table} FROM {{}}" for model in APPEND_ONLY),
        *(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {{}}" for table in READ_ONLY),
    ]
    with connection.cursor() as cursor:
        for order in orders:
            cursor.execute(sql.SQL(order).format(name))
    # What it shows and gives to download of the views that analysts read are these very views.
    reporting.let_read(connection, reporting.PLAIN, role)


def close_to_others() -> None:
    """Take from every role what PostgreSQL gives to all: to call functions of the tables' schema, of which one works
    with its owner's rights, and to make temporary tables. Analysts have logins of their own."""
    with connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        cursor.execute("SELECT current_database()")
        cursor.execute(
            sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(cursor.fetchone()[0]))
        )


def make_triggers_obeyed() -> None:
    """Take away the setting by which any session may switch off the triggers that keep a record as it was.

    The library of triggers offers it to tests; a service that could use it could change what was sent or signed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
            " LANGUAGE sql IMMUTABLE AS 'SELECT false'"
        )
