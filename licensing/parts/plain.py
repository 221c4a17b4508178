"""An answer as plain values, to be kept until it is known who the child is, and back again. Pure."""

from datetime import date
from decimal import Decimal
from typing import Any

DAYS, NUMBER = "performed_on", "attendance"


def to_plain(said: dict[str, Any]) -> dict[str, Any]:
    """An answer in what a row can hold."""
    kept = dict(said)
    if DAYS in kept:
        kept[DAYS] = [day.isoformat() for day in kept[DAYS]]
    if kept.get(NUMBER) is not None:
        kept[NUMBER] = str(kept[NUMBER])
    return kept


def from_plain(kept: dict[str, Any]) -> dict[str, Any]:
    """The same answer as it was said."""
    said = dict(kept)
    if DAYS in said:
        said[DAYS] = [date.fromisoformat(day) for day in said[DAYS]]
    if said.get(NUMBER) is not None:
        said[NUMBER] = Decimal(said[NUMBER])
    return said
