"""Sessions kept in the database with their owner, so that they can be listed and ended."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

BEGAN_AT, SEEN_AT, DEVICE = "began_at", "seen_at", "device"


class SessionStore(DatabaseStore):
    """Django's database sessions; what the list of sessions shows is copied from the data into columns."""

    @classmethod
    def get_model_class(cls) -> type:
        from oxle.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to write for this session."""
        row = super().create_model_instance(data)
        owner = data.get(SESSION_KEY)
        row.user_id = int(owner) if owner else None
        row.began_at = _moment(data.get(BEGAN_AT))
        row.seen_at = _moment(data.get(SEEN_AT))
        row.device = data.get(DEVICE, "")[:200]
        return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
