"""What the tests of signing in share."""

from datetime import UTC, datetime

import pytest

NOON = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is noon (UTC) on 15 September 2026 until a test moves the clock."""
    monkeypatch.setenv("OXLE_NOW", NOON.isoformat())
    return NOON
