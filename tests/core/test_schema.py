"""A new database gets its tables from one file, and that file is what the migrations make."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from oxle.core import schema


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    """A database without a table."""
    with django_db_blocker.unblock(), schema.scratch() as line:
        yield line


def test_the_file_is_what_all_migrations_make(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert schema.FILE.read_text(encoding="utf-8") == schema.made(), "Stale: run `make manage ARGS=schema`"


def test_the_migrations_make_what_the_models_say(
    django_db_setup: None, django_db_blocker: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with django_db_blocker.unblock():
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except SystemExit:
            pytest.fail(f"Lacking: run `make manage ARGS=makemigrations`\n{capsys.readouterr().out}")


def test_migrate_gives_a_database_without_tables_all_that_the_file_has(empty: BaseDatabaseWrapper) -> None:
    call_command("migrate", database=empty.alias, verbosity=0, interactive=False)
    assert "cases_case" in empty.introspection.table_names()
    assert ("cases", "0001_initial") in MigrationRecorder(empty).applied_migrations()


def test_whoever_asks_for_an_empty_database_meanwhile_waits_for_it(empty: BaseDatabaseWrapper) -> None:
    with closing(schema._owner()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [empty.settings_dict["NAME"]])
        assert cursor.fetchone() == (False,)


def test_a_database_that_has_a_table_is_not_given_any(empty: BaseDatabaseWrapper) -> None:
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE of_somebody_else (id bigint)")
    assert schema.give(empty.alias) is False
    assert empty.introspection.table_names() == ["of_somebody_else"]


def test_a_server_older_than_the_one_that_wrote_the_file_is_migrated(
    empty: BaseDatabaseWrapper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = tmp_path / "schema.sql"
    newer.write_text(schema.HEADER.format(server=99) + "CREATE TABLE in_words_not_known_here ();\n")
    monkeypatch.setattr(schema, "FILE", newer)
    assert schema.give(empty.alias) is False
    assert empty.introspection.table_names() == []


def test_a_migration_that_leaves_rows_behind_is_refused(empty: BaseDatabaseWrapper) -> None:
    schema.give(empty.alias)
    with empty.cursor() as cursor:
        cursor.execute("INSERT INTO core_attempt (what, who, at) VALUES ('sign in', 'somebody', now())")
    with pytest.raises(schema.CannotWrite, match="core_attempt"):
        schema.refuse_rows(empty)
