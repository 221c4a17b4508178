"""A worker that is killed in the middle of a letter: nothing is lost, and nothing is made twice."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from oxle.correspondence import printing, rendering
from oxle.correspondence.models import Letter
from oxle.documents import actions as documents
from oxle.documents import storage
from oxle.documents.models import File
from tests.correspondence.samples import AT, ON, draft, released

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(rendering.missing() is not None, reason="pango is not installed"),
    pytest.mark.django_db(transaction=True),
]


def _address_of_database() -> str:
    base = connection.settings_dict
    place = urlencode({"host": base["HOST"], **({"port": base["PORT"]} if base["PORT"] else {})})
    secret = f":{quote(base['PASSWORD'])}" if base["PASSWORD"] else ""
    return f"postgresql://{quote(base['USER'])}{secret}@/{base['NAME']}?{place}"


def _worker() -> subprocess.Popen[bytes]:
    surroundings = {**os.environ, "DATABASE_URL": _address_of_database(), "OXLE_VAR": str(settings.VAR)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.correspondence.printer", AT.isoformat()], cwd=settings.ROOT, env=surroundings
    )


def _wait_until_claimed(letter: Letter) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if Letter.objects.filter(pk=letter.pk, lease_until__isnull=False).exists():
            return
        time.sleep(0.02)
    raise AssertionError("the worker never began")


def test_a_worker_killed_in_the_middle_of_a_letter_loses_nothing_and_doubles_nothing() -> None:
    # Long enough to be caught in the middle: thirty pages take a worker some seconds.
    weeks = [{"from_on": ON, "missed": number} for number in range(900)]
    letter = released(draft(context={"weeks": weeks}))
    worker = _worker()
    _wait_until_claimed(letter)
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL
    letter.refresh_from_db()
    assert (letter.state, letter.pdf, letter.attempts) == (Letter.State.RELEASED, None, 1)
    # Its claim holds others off until it lapses, then the next worker makes the letter.
    assert printing.print_next(at=AT + timedelta(minutes=2)) is None
    after = AT + timedelta(minutes=4)
    assert printing.print_next(at=after) == letter
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, File.objects.count()) == (Letter.State.RENDERED, 2, 1)
    documents.remove_orphans(at=after + timedelta(days=2))
    assert [place.name for place in storage.folder().glob("*/*")] == [letter.pdf.stored_as]


def test_a_worker_left_alone_makes_the_letter() -> None:
    letter = released()
    assert _worker().wait(timeout=60) == 0
    letter.refresh_from_db()
    assert letter.state == Letter.State.RENDERED
