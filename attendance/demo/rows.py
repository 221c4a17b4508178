"""The rows of a large county's stories: gathered table by table, written many at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from attendance.prosecution.models import Prosecution
from attendance.referrals.models import (
    Consideration,
    Draft,
    PaceInterview,
    Panel,
    PreStep,
    Referral,
    Route,
    Target,
)
from attendance.supervision.models import Supervision
from oxle.cases.models import Allocation, Case, CaseLetter, Deadline, Event, Party
from oxle.core.references import new_reference
from oxle.correspondence.models import Letter
from oxle.demo.copying import copy_records, keys

# Others point to these, so they get their keys before they are written.
KEYED = (Case, Party, Event, Letter)
# A table comes after those that it points to.
ORDER: tuple[type[models.Model], ...] = (
    Case, Party, Event, Deadline, Referral, PreStep, Draft, Consideration, Route, Allocation, Target, Panel,
    Panel.parents_present.through, PaceInterview, Letter, CaseLetter, Prosecution, Supervision,
)  # fmt: skip


def _keys() -> dict[type[models.Model], Iterator[int]]:
    return {model: keys(model) for model in KEYED}


@dataclass
class Rows:
    """Rows waiting to be written."""

    _waiting: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    _keys: dict[type[models.Model], Iterator[int]] = field(default_factory=_keys)
    _references: set[str] = field(default_factory=set)

    def add(self, record: Any) -> Any:
        """Put a record with the others of its table; where others point to it, it has its key from now on."""
        model = type(record)
        if model in self._keys:
            record.pk = next(self._keys[model])
        self._waiting.setdefault(model, []).append(record)
        return record

    def write(self) -> None:
        """Write what waits."""
        for model in ORDER:
            copy_records(self._waiting.pop(model, []))

    def reference(self, prefix: str) -> str:
        """A reference that no other case here has: of so many random ones two would be the same now and then."""
        while (found := new_reference(prefix)) in self._references:
            pass
        self._references.add(found)
        return found
