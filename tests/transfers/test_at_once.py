"""Two that look for moves at the same moment."""

from datetime import date
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from oxle.audit import acting
from oxle.people.models import Enrolment
from oxle.transfers.actions import record_sent, withdraw
from oxle.transfers.finding import find
from oxle.transfers.models import How, Kind, Transfer
from tests import make
from tests.at_once import both
from tests.transfers.make import TODAY, Places, line, moment

pytestmark = pytest.mark.django_db(transaction=True)
LEFT_ON = date(2026, 11, 13)


def _with_two_leavers() -> list[int]:
    """Two children whose registers ended, and of whom nobody has opened a move."""
    with acting("test"):
        places = Places()
        children = [make.child(f"Leaver {number}", at=places.old).pk for number in range(2)]
        Enrolment.objects.filter(child__in=children).update(to_on=LEFT_ON)
    return children


def test_two_that_look_at_one_child_at_once_open_one_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    one, _ = _with_two_leavers()
    assert both(*[lambda: find(at=moment(), children=[one])] * 2) == ["done", "done"]
    assert Transfer.objects.filter(child=one).count() == 1


def test_nobody_waits_for_whoever_looks_at_another_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as for a long import, which keeps what it holds until its end."""
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    one, other = _with_two_leavers()
    begun, done = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            find(at=moment(), children=[one])
            begun.set()
            done.wait(20)

    def quickly() -> None:
        assert begun.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        find(at=moment(), children=[other])
        done.set()

    assert both(slowly, quickly) == ["done", "done"]
    assert Transfer.objects.count() == 2


def test_who_records_that_a_file_was_sent_waits_for_a_withdrawal_that_is_under_way(monkeypatch) -> None:
    monkeypatch.setenv("OXLE_NOW", moment().isoformat())
    with acting("test"):
        places = Places()
        transfer = places.moved()
    begun, done = Event(), Event()

    def withdraws() -> None:
        with transaction.atomic():
            withdraw(transfer, transfer.version, because="By mistake.", by=places.officer, at=moment())
            begun.set()
            done.wait(20)

    def sends() -> None:
        assert begun.wait(20)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        one = line(transfer, Kind.CTF)
        try:
            with pytest.raises(OperationalError, match="lock timeout"):
                record_sent(
                    one, one.version, sent_on=TODAY, sent_how=How.S2S, by=places.head, on=TODAY, at=moment()
                )  # fmt: skip
        finally:
            done.set()

    assert both(withdraws, sends) == ["done", "done"]
    assert line(transfer, Kind.CTF).sent_on is None
