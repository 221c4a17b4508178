"""What the tests of signing in share."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from oxle.accounts import mail

NOON = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is noon (UTC) on 15 September 2026 until a test moves the clock."""
    monkeypatch.setenv("OXLE_NOW", NOON.isoformat())
    return NOON


@pytest.fixture(autouse=True)
def mail_goes_straight_away() -> Iterator[None]:
    """Here messages are read where accounts put them; the outbox that carries them is the higher layer's to test."""
    outbox = mail._deliver
    mail.deliver_with(mail._straight_away)
    yield
    mail.deliver_with(outbox)
