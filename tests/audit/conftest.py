"""What the audit's tests share: the service's own database role, as an installation has it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from psycopg2 import sql

from oxle.audit import grants


@pytest.fixture
def outside(settings, tmp_path: Path) -> Path:
    """An empty folder for what leaves the database."""
    settings.VAR = tmp_path
    return tmp_path / "seals" / "heads.txt"


@pytest.fixture
def as_service(transactional_db) -> Iterator[psycopg2.extensions.connection]:
    """A connection of the service's own role, which owns nothing; the role lives as long as the test."""
    role, password = f"{connection.settings_dict['NAME']}_service", "for this test only"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
    try:
        grants.give(role)
        where = connection.get_connection_params()
        line = psycopg2.connect(
            dbname=where["dbname"], host=where.get("host"), port=where.get("port"), user=role, password=password
        )
        try:
            yield line
        finally:
            line.close()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(role)))
            cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


@pytest.fixture
def other_session(transactional_db) -> Iterator[psycopg2.extensions.connection]:
    """A second session of the owner, for what two do at once."""
    yield from _session(connection.settings_dict["NAME"])


@pytest.fixture
def other_database(transactional_db) -> Iterator[psycopg2.extensions.connection]:
    """A session of the owner in another database of the same server."""
    yield from _session("postgres")


def _session(database: str) -> Iterator[psycopg2.extensions.connection]:
    known = connection.get_connection_params()
    where = {key: known[key] for key in ("host", "port", "user", "password") if known.get(key)}
    line = psycopg2.connect(dbname=database, **where)
    try:
        yield line
    finally:
        line.rollback()
        line.close()
