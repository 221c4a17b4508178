"""The launcher's commands: run, test, coverage, manage, lock and lint."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from oxle.launch import (
    assets,
    environment,
    lint,
    lockfiles,
    postgres_account,
    processes,
    readiness,
    settings,
    supervisor,
    system,
)
from oxle.launch.broker import Broker
from oxle.launch.console import CannotGoOn, say
from oxle.launch.locks import Lock, alone
from oxle.launch.paths import ROOT, Place
from oxle.launch.postgres import Postgres
from oxle.launch.services import Services

READY_WITHIN = 90
LOOK_EVERY = 1.0
# A file stays with one process: what its tests share is made once. Four, because each has a database and a browser.
# In their own order: the files with the fewest tests would else come last, and the longest tests are alone in a file.
EVERY_CORE = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder"]


def main(words: list[str]) -> int:
    """Run one command; returns the exit status for the shell."""
    known: dict[str, Callable[[], int]] = {
        "run": run,
        "test": test,
        "coverage": coverage,
        "manage": manage,
        "lock": lambda: lockfiles.lock(_made(Place.here())),
        "lint": lambda: lint.lint(_made(Place.here())),
    }
    if len(words) != 1 or words[0] not in known:
        print(f"Say one of: {', '.join(known)}", file=sys.stderr)
        return 2
    processes.Interrupts.watch()
    try:
        return known[words[0]]()
    except CannotGoOn as failure:
        print(failure, file=sys.stderr, flush=True)
        return 1
    except processes.Interrupted as asked:
        return 128 + asked.number


def run() -> int:
    """Start everything and stay until a signal; then stop everything."""
    place = _made(Place.here())
    port = _port()
    lock = Lock(place.locks / "run")
    if not lock.take():
        raise CannotGoOn("Oxle runs from this checkout already: stop that one first (Ctrl-C where it runs).")
    if found := processes.stop_leftovers(place.var):
        say(f"Stopped {found} processes that a killed start left behind")
    _check_port(port)
    missing = _set_up(place, environment.RUN_LOCK, system.TO_RUN)
    with Services(place) as services:
        own = settings.for_running(place, services, mode="local", port=port)
        _make_ready(place, services, own)
        _load_demo(place, services, own)
        say("Starting the web, the worker and the scheduler")
        programs = supervisor.programs(place.python, port, place.logs, place.scheduler)
        _check_port(port)
        with supervisor.Supervisor(programs, settings.without_owner(own), place.root, place.var) as running:
            running.wait_for(lambda: readiness.answers(port, own["OXLE_BASE_URL"]), READY_WITHIN)
            say(f"Oxle is ready at http://127.0.0.1:{port}")
            for package in missing:
                say(f"{package.name} is missing, so {package.without}: apt-get install {package.name}")
            if own["OXLE_DEMO"] == "1":
                _manage(place, own, "demo_signins", fail="The demo sign-ins could not be listed")
            try:
                while True:
                    running.look_after()
                    services.heal()
                    time.sleep(LOOK_EVERY)
            except processes.Interrupted:
                say("Stopping")
    say("Oxle has stopped; its data is kept")
    lock.release()
    return 0


def test() -> int:
    """Run the whole suite on servers of its own, which go afterwards; ARGS are passed to pytest."""
    words = _words()
    return _tested(["-m", "pytest", *([] if _name_a_part(words) else EVERY_CORE), *words])


def coverage() -> int:
    """Run the suite and say which lines it never reached; the whole of it fails below the floor in pyproject.toml."""
    words = _words()
    # A part reaches less than the whole, so the floor does not hold for it.
    report = ["-m", "coverage", "report", *(["--fail-under=0"] if words else [])]
    return _tested(["-m", "coverage", "run", "-m", "pytest", *words], report)


def _tested(*programs: list[str]) -> int:
    """Run these with Python on servers of their own, which go afterwards, as far as the first that fails."""
    home = _made(Place.here())
    # While it is held the folder is in use; what a killed run left is anybody's to clear away.
    _clear_away(home.var)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=home.var))
    place = _made(Place(home.root, folder))
    lock = Lock(place.locks / "run")
    lock.wait()
    try:
        missing = _set_up(place, environment.TEST_LOCK, system.TO_TEST)
        for package in missing:
            say(f"{package.name} is missing, so {package.without}: apt-get install {package.name}")
        with Services(place, careless=True) as services:
            own = settings.for_running(place, services, mode="test", port=8000)
            # The test runner makes and drops databases, which only the owner may.
            _make_roles(place, services, own)
            own["DATABASE_URL"] = services.owner_url
            _manage(place, own, "collectstatic", "--noinput", "--verbosity=0", fail="The static files are incomplete")
            if sys.version_info >= (3, 12):
                own["COVERAGE_CORE"] = "sysmon"  # hardly slower than not measuring; older Pythons have only a tracer
            say("Running the tests")
            statuses = (_in_front([str(place.python), *program], own, place.root) for program in programs)
            return next((status for status in statuses if status), 0)
    finally:
        processes.stop_leftovers(place.var)
        postgres_account.remove(place)
        lock.release()


def _name_a_part(words: list[str]) -> bool:
    """Whether somebody named files or tests: for these, a database for each core takes longer than it saves."""
    return any(not word.startswith("-") for word in words)


def manage() -> int:
    """Run the management command in ARGS against this checkout's database, started if it is not running."""
    place = _made(Place.here())
    _set_up(place, environment.RUN_LOCK, ())
    with Services(place) as services:
        own = settings.for_running(place, services, mode="local", port=_port())
        _make_roles(place, services, own)
        # Before the first `make run` there are no tables for a command to work on.
        if _state(place, own) == "empty":
            _make_ready(place, services, own)
        words = _words()
        if words[:1] == ["prepare"]:
            own = _as_owner(services, own)
        return _in_front([str(place.python), "manage.py", *words], own, place.root)


def _made(place: Place) -> Place:
    place.make()
    return place


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotGoOn(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def _words() -> list[str]:
    """ARGS as a shell would split it."""
    try:
        return shlex.split(os.environ.get("ARGS", ""))
    except ValueError as failure:
        raise CannotGoOn(f"ARGS cannot be read: {failure}.") from None


def _check_port(port: int) -> None:
    if not readiness.port_is_free(port):
        raise CannotGoOn(f"Port {port} is in use: stop what uses it, or choose another with make run PORT={port + 1}")


def _set_up(place: Place, lock: str, packages: tuple[system.Package, ...]) -> list[system.Package]:
    """The environment, the assets and the system's packages; two launchers of one checkout take turns."""
    with alone(ROOT / "var" / "locks" / "set-up"):
        environment.prepare(place, lock)
        assets.prepare(place)
        return system.ensure(packages, place.logs / "apt.log")


def _make_ready(place: Place, services: Services, own: dict[str, str]) -> None:
    """The roles, the tables, the grants and the static files."""
    _make_roles(place, services, own)
    say("Bringing the database up to date")
    log = place.logs / "static.log"
    with processes.beside(
        [place.python, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
        log=log,
        fail="The static files are incomplete",
        cwd=place.root,
        env=own,
    ):
        _manage(place, _as_owner(services, own), "prepare", fail="The database could not be brought up to date")


def _as_owner(services: Services, own: dict[str, str]) -> dict[str, str]:
    """The same environment for the owner, who alone may change tables and grant rights on them."""
    return {**own, "DATABASE_URL": services.owner_url}


def _make_roles(place: Place, services: Services, own: dict[str, str]) -> None:
    """The roles of our own server; those of one named by DATABASE_URL are its administrator's."""
    if services.postgres is not None:
        _run(place, own, "-m", "oxle.launch.roles", fail="The database could not be made")


def _load_demo(place: Place, services: Services, own: dict[str, str]) -> None:
    """Load the demo county into an installation that has no users yet."""
    if own["OXLE_DEMO"] != "1":
        return
    state = _state(place, own)
    # Only of our own server, where a load that was cut off is all that the database can hold.
    if state == "half loaded" and services.postgres is not None:
        say("A load of the demo county was cut off: beginning with a new database")
        _run(place, own, "-m", "oxle.launch.roles", "--forget", fail="The database could not be made anew")
        _make_ready(place, services, own)
        state = "unused"
    # An installation that is in use gets no demonstration.
    if state != "unused":
        return
    say("Loading the demo county")
    _manage(place, own, "load_demo", "--size", "small", fail="The demo county could not be loaded")


def _state(place: Place, own: dict[str, str]) -> str:
    """How far the database has come, in the words of `oxle.launch.roles.state`."""
    asked = subprocess.run(
        [place.python, "-m", "oxle.launch.roles", "--state"],
        cwd=place.root,
        env=own,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return asked.stdout.strip()


def _manage(place: Place, own: dict[str, str], *words: str, fail: str) -> None:
    _run(place, own, "manage.py", *words, fail=fail)


def _run(place: Place, own: dict[str, str], *words: str, fail: str) -> None:
    """Run Python in the virtual environment to its end, its output shown."""
    sys.stdout.flush()
    if _in_front([str(place.python), *words], own, place.root):
        raise CannotGoOn(f"{fail}: the lines above say why.")


def _in_front(command: list[str], own: dict[str, str], folder: Path) -> int:
    """Run a program that has the terminal; its exit status. A signal to us is passed on to it, then obeyed."""
    program = subprocess.Popen(command, env=own, cwd=folder)
    try:
        status = program.wait()
    except processes.Interrupted as asked:
        # Ctrl-C has reached it already, being in our group; a kill has not.
        if asked.number != signal.SIGINT:
            program.send_signal(asked.number)
        if not processes.wait_until(lambda: program.poll() is not None, 30):
            program.kill()
        program.wait()
        raise
    # As a shell says it: 128 and the number of the signal that ended it.
    return status if status >= 0 else 128 - status


def _clear_away(var: Path) -> None:
    """Stop and remove what killed test runs left."""
    for folder in var.glob("test-*"):
        lock = Lock(folder / "locks" / "run")
        if lock.take():
            place = Place(ROOT, folder)
            processes.stop_leftovers(folder)
            if environment.works(place.venv):
                Broker(place).stop()
                Postgres(place).stop()
            postgres_account.remove(place)
        lock.release()
