"""Makes the database and its roles: the owner migrates, the application's role owns nothing, and two that nobody signs
in as hold what analysts may read, without and with names (docs/adr/reporting.md).

Run as `python -m oxle.launch.roles` inside the virtual environment, with DATABASE_OWNER_URL and DATABASE_URL set;
running it again changes nothing. What the application's role may do is granted by `manage.py prepare`.
"""

import os
import sys
from urllib.parse import unquote, urlsplit, urlunsplit

# As oxle/core/reporting.py calls them, which cannot be imported before Django is installed.
READERS = ("oxle_reporting", "oxle_reporting_names")


def ensure(owner_url: str, app_url: str) -> None:
    """Make what is missing: the database, the application's role with the password of its URL, and those of readers."""
    # Not at the top: the launcher itself runs before psycopg2 is installed.
    import psycopg2
    from psycopg2 import sql

    owner, app = urlsplit(owner_url), urlsplit(app_url)
    database, role = unquote(owner.path.lstrip("/")), unquote(app.username or "")
    line = psycopg2.connect(urlunsplit(owner._replace(path="/postgres")))
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if cursor.fetchone() is None:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(unquote(app.password) if app.password else None)
                )
            )
        for reader in READERS:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [reader])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(reader)))
    line.close()


def forget(owner_url: str) -> None:
    """Drop the database, whoever is connected to it."""
    import psycopg2
    from psycopg2 import sql

    owner = urlsplit(owner_url)
    line = psycopg2.connect(urlunsplit(owner._replace(path="/postgres")))
    line.autocommit = True
    with line.cursor() as cursor:
        database = sql.Identifier(unquote(owner.path.lstrip("/")))
        cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(database))
    line.close()


def state(url: str) -> str:
    """How far an installation has come: `empty` (no tables), `unused` (nobody could sign in), `half loaded` (with the
    demonstration) or `in use`.
    """
    import psycopg2

    line = psycopg2.connect(url)
    with line.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_user') IS NULL")
        answer = "empty" if cursor.fetchone()[0] else "unused"
        if answer != "empty":
            cursor.execute("SELECT EXISTS (SELECT FROM accounts_user), to_regclass('demo_load') IS NOT NULL")
            has_users, may_be_half = cursor.fetchone()
            answer = "in use" if has_users else answer
            if may_be_half:
                cursor.execute("SELECT EXISTS (SELECT FROM demo_load)")
                answer = "half loaded" if cursor.fetchone()[0] else answer
    line.close()
    return answer


if __name__ == "__main__":
    if sys.argv[1:] == ["--state"]:
        print(state(os.environ["DATABASE_URL"]))
        sys.exit()
    if sys.argv[1:] == ["--forget"]:
        sys.exit(forget(os.environ["DATABASE_OWNER_URL"]))
    sys.exit(ensure(os.environ["DATABASE_OWNER_URL"], os.environ["DATABASE_URL"]))
