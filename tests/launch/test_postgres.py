"""The private PostgreSQL: closed to others, safe with Welsh names, and back after any kill."""

import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from oxle.launch import postgres_account, processes, roles
from oxle.launch.console import CannotGoOn
from oxle.launch.paths import LONGEST_SOCKET_FOLDER, ROOT, Place
from oxle.launch.postgres import APP, OWNER, Postgres

# Root has two ways to run it and this machine may allow only one; an ordinary user has one.
WAYS = ["as this account does"] + (["without user namespaces"] if os.geteuid() == 0 else [])


def made(var: Path) -> Place:
    place = Place(ROOT, var)
    place.make()
    return place


@pytest.fixture(params=WAYS)
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    if request.param == "without user namespaces":
        refuse_namespaces(tmp_path_factory.mktemp("bin"), monkeypatch)
    made_place = made(tmp_path / "a folder with a space")
    yield made_place
    Postgres(made_place).stop()
    postgres_account.remove(made_place)


def refuse_namespaces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an `unshare` before the machine's own that answers as a container's kernel does."""
    refusal = folder / "unshare"
    refusal.write_text("#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n")
    refusal.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def started(place: Place) -> Postgres:
    server = Postgres(place)
    server.start()
    return server


def ask(server: Postgres, question: str, database: str = "postgres", role: str = OWNER) -> tuple[object, ...]:
    line = psycopg2.connect(host=str(server.account.sockets), user=role, dbname=database)
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone() if cursor.description else ()
    line.close()
    return answer


def test_it_knows_capitals_of_accented_letters_and_checks_its_pages_and_listens_on_no_network(place: Place) -> None:
    server = started(place)
    settings = "current_setting('data_checksums'), current_setting('listen_addresses'), current_setting('fsync')"
    assert ask(server, f"select upper('ŵ é'), 'Ŵy' ilike 'ŵY', {settings}") == ("Ŵ É", True, "on", "", "on")


def test_nobody_else_can_reach_the_data_or_the_socket(place: Place) -> None:
    server = started(place)
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (server.account.data, server.account.sockets)]
    assert modes == [0o700, 0o700]
    socket = server.account.sockets / ".s.PGSQL.5432"
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700


def test_what_was_committed_is_there_after_the_server_is_killed(place: Place) -> None:
    server = started(place)
    ask(server, "create table kept as select 1 as one")
    killed = server.pid()
    os.kill(killed, signal.SIGKILL)
    server.start()
    assert ask(server, "select one from kept") == (1,)
    assert server.pid() != killed


def test_a_pid_file_whose_pid_another_program_has_now_does_not_stop_the_start(place: Place) -> None:
    server = started(place)
    server.stop()
    other = os.getppid()
    (server.account.data / "postmaster.pid").write_text(f"{other}\n{server.account.data}\n0\n5432\n")
    (server.account.sockets / ".s.PGSQL.5432.lock").write_text(f"{other}\n{server.account.data}\n0\n5432\n")
    again = started(place)
    assert ask(again, "select 1") == (1,)


def test_a_zombie_with_the_servers_pid_does_not_stop_the_start(place: Place) -> None:
    server = started(place)
    server.stop()
    with subprocess.Popen(["true"]) as zombie:
        assert processes.wait_until(lambda: processes.state(zombie.pid) == "Z", 5)
        (server.account.data / "postmaster.pid").write_text(f"{zombie.pid}\n{server.account.data}\n0\n5432\n")
        assert ask(started(place), "select 1") == (1,)


def test_data_of_another_version_is_refused_in_one_line_that_says_what_to_do(place: Place) -> None:
    server = started(place)
    server.stop()
    (server.account.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotGoOn) as refused:
        server.start()
    here = server._major()
    assert str(refused.value) == (
        f"{server.account.data} was made by PostgreSQL 15 and this is {here}: "
        f"dump it with 15 and load it with {here}, or move the folder away to begin anew."
    )


def test_a_half_made_data_folder_is_made_again(place: Place) -> None:
    account = postgres_account.choose(place)
    half = account.data.with_name("pg.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    assert ask(started(place), "select 1") == (1,)
    assert not half.exists()


def test_the_application_has_a_role_that_owns_nothing_and_making_it_twice_changes_nothing(place: Place) -> None:
    server = started(place)
    for _time in (1, 2):
        roles.ensure(server.url(OWNER), server.url(APP))
    powers = ask(
        server, "select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = 'oxle_app'"
    )
    assert powers == (False, False, False, False)
    assert ask(server, "select current_user, current_database()", "oxle", APP) == (APP, "oxle")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(server, "create table mine (one int)", "oxle", APP)


def test_data_made_in_a_namespace_is_found_where_there_is_none_any_more_and_back(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = made(tmp_path / "var")
    try:
        server = started(place)
        ask(server, "create table kept as select 1 as one")
        server.stop()
        with monkeypatch.context() as container:
            refuse_namespaces(tmp_path_factory.mktemp("bin"), container)
            server = started(place)
            assert ask(server, "select one from kept") == (1,)
            server.stop()
        server = started(place)
        assert ask(server, "select one from kept") == (1,)
        server.stop()
    finally:
        postgres_account.remove(place)


@pytest.mark.parametrize(
    ("folder", "is_used"),
    [
        ("/srv/oxle/var", True),
        ("/srv/our oxle/var", False),
        ("/srv/œuvre/var", False),
        ("/" + "x" * (LONGEST_SOCKET_FOLDER - len("//run")), True),
        ("/" + "x" * (LONGEST_SOCKET_FOLDER - len("//run") + 1), False),
    ],
)
def test_sockets_are_with_the_data_unless_their_path_is_too_long_or_odd(folder: str, is_used: bool) -> None:
    place = Place(ROOT, Path(folder))
    assert (place.sockets == Path(folder, "run")) is is_used
    assert len(str(place.sockets / ".s.PGSQL.5432.lock")) <= 107


def test_a_place_that_is_no_folder_is_refused_in_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    var = tmp_path / "with a space"
    var.write_text("A file.")
    with pytest.raises(CannotGoOn) as refused:
        Place(ROOT, var / "data").make()
    assert str(refused.value) == (
        f"{var / 'data'} cannot be used (Not a directory): "
        "run as the account that made it, make room, or set OXLE_VAR to another folder."
    )


def test_a_socket_folder_that_somebody_else_prepared_is_refused(tmp_path: Path) -> None:
    place = Place(ROOT, tmp_path / "a b")
    (tmp_path / "theirs").mkdir()
    place.sockets.symlink_to(tmp_path / "theirs")
    try:
        with pytest.raises(CannotGoOn) as refused:
            place.make()
    finally:
        place.sockets.unlink()
    assert str(refused.value) == (
        f"{place.sockets} belongs to somebody else: remove it, or set OXLE_VAR to a shorter path."
    )
