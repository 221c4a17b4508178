"""What every test has: an actor, because the database refuses a change by nobody; and time, as needed."""

import gc
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from hypothesis import settings as hypothesis

# How long one example takes says how busy the machine is, and nothing about the rule.
hypothesis.register_profile("oxle", deadline=None)
hypothesis.load_profile("oxle")


@pytest.fixture(autouse=True, scope="session")
def static_root() -> None:
    """The folder that collectstatic would have filled: the middleware that serves it warns when there is none."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True, scope="session")
def own_files(worker_id: str) -> None:
    """Processes that run tests side by side keep their files apart, as pytest-django does their databases."""
    if worker_id != "master":
        settings.VAR = settings.VAR / worker_id
        settings.VAR.mkdir(exist_ok=True)


@pytest.fixture(autouse=True, scope="session")
def rare_collecting() -> None:
    """What was imported is never garbage, and is not searched for any: that took a twenty-fifth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> None:
    """Passwords are hashed as in earnest, but in one round: the million that slow down who guesses slow down tests."""
    PBKDF2PasswordHasher.iterations = 1


@pytest.fixture(autouse=True)
def actor(request: pytest.FixtureRequest) -> None:
    """In a test that uses the database, whatever the test itself writes is done by `test`."""
    marker = request.node.get_closest_marker("django_db")
    uses = {"db", "transactional_db", "live_server", "client"} & set(request.fixturenames)
    if marker is None and not uses:
        return
    transactional = (marker and marker.kwargs.get("transaction")) or uses & {"transactional_db", "live_server"}
    request.getfixturevalue("transactional_db" if transactional else "db")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('oxle.actor', 'test', false)")
