"""`make manage`: any management command against this checkout's database, started if it is not running."""

from pathlib import Path

from tests.launch.conftest import Checkout, copy_checkout, end

ASK = (
    'shell -v0 -c "from django.db import connection as c; k = c.cursor(); '
    "k.execute('select current_user, current_database(), system_identifier from pg_control_system()'); "
    'print(*k.fetchone())"'
)


def test_a_command_starts_the_database_as_the_role_that_owns_nothing_and_stops_it_after(checkout: Checkout) -> None:
    first = checkout.finish("manage", ARGS=ASK)
    assert first.process.returncode == 0, first.said
    who, database, server = first.said.splitlines()[-1].split()
    assert (who, database) == ("oxle_app", "oxle")
    assert checkout.processes() == []
    second = checkout.finish("manage", ARGS=ASK)
    assert second.said.splitlines()[-1].split() == ["oxle_app", "oxle", server]


def test_before_the_first_start_a_command_finds_the_tables_made(tmp_path: Path) -> None:
    new = copy_checkout(tmp_path / "oxle")
    try:
        command = new.finish("manage", ARGS="showmigrations --plan")
        assert command.process.returncode == 0, command.said
        assert "[X]  accounts.0001_initial" in command.said
        assert "[ ]" not in command.said
    finally:
        end(new)


def test_while_oxle_runs_a_command_uses_its_database_and_leaves_it_running(checkout: Checkout, free_port: str) -> None:
    running = checkout.start("run", PORT=free_port).until("Oxle is ready")
    command = checkout.finish("manage", ARGS=ASK)
    assert "PostgreSQL runs already" in command.said
    assert running.process.poll() is None
    assert checkout.finish("manage", ARGS=ASK).process.returncode == 0


def test_tables_are_changed_by_prepare_as_their_owner_and_by_nothing_else(checkout: Checkout) -> None:
    prepared = checkout.finish("manage", ARGS="prepare")
    assert (prepared.process.returncode, prepared.said.splitlines()[-1]) == (0, "The database is up to date")
    for words in ("migrate", "flush --noinput"):
        refused = checkout.finish("manage", ARGS=words)
        assert refused.process.returncode == 2
        # make has the last word.
        assert refused.said.splitlines()[-2] == (
            "CommandError: The database’s role oxle_app may not change tables. Their owner brings them up to date: "
            "`make manage ARGS=prepare`, or `manage.py prepare` with the address of DATABASE_OWNER_URL as DATABASE_URL."
        )
    assert checkout.finish("manage", ARGS="migrate --check").process.returncode == 0


def test_a_failing_command_fails_make(checkout: Checkout) -> None:
    failed = checkout.finish("manage", ARGS="no_such_command")
    assert failed.process.returncode == 2
    assert "Unknown command: 'no_such_command'" in failed.said


def test_an_unclosed_quote_in_args_is_said_in_one_line(checkout: Checkout) -> None:
    refused = checkout.finish("manage", ARGS="shell -c 'print")
    assert refused.said.splitlines()[-2] == "ARGS cannot be read: No closing quotation."
