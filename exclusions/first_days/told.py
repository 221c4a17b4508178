"""Whether work of the first five school days is set and will be marked: what an exclusion keeps of it, and its words.

The school sets and marks work for the days before education is owed (guidance on suspension and permanent exclusion).
No Act says by when it tells anybody, so nothing here is ever called unlawful.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from oxle.schooldays.wording import plain_day

NOT_SAID, NOT_YET = "Not said", "Not set yet"


class ToldOfWork(models.Model):
    """Beside an exclusion. `work_set` is None while nobody has said, and `work_until_on` where nobody is asked: of
    lunchtimes alone, and of days that were over when a file brought them in."""

    work_set = models.BooleanField("work is set and will be marked", null=True, blank=True)
    work_words = models.TextField("how the pupil gets the work and who marks it, or why there is none", blank=True)
    work_said_on = models.DateField("day on which the school said so", null=True, blank=True)
    # The last of the days, by the school's calendar when it told.
    work_until_on = models.DateField("last of the first five school days", null=True, blank=True)

    class Meta:
        abstract = True


def says_of_the_work(name: str) -> models.CheckConstraint:
    """The rule of a table that keeps it: who says that work is set says how, and every answer has its day."""
    none = Q(work_set=None, work_words="", work_said_on=None)
    # A rule that is null holds, so it is said of each answer that it is one.
    said = Q(work_set__isnull=False, work_said_on__isnull=False) & (Q(work_set=False) | ~Q(work_words=""))
    return models.CheckConstraint(condition=none | said, name=name)


def answer(told: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What is kept of an answer that is given on a day; nothing where it was not asked."""
    if told.get("work_set") is None:
        return {"work_set": None, "work_words": "", "work_said_on": None}
    return {"work_set": told["work_set"], "work_words": told.get("work_words") or "", "work_said_on": on}


@dataclass(frozen=True)
class Entered:
    """That an officer entered what a school said of the work, and who there told them; empty where it came with the
    notice that they entered."""

    by: str
    told_by: str = ""


def in_words(told: Any, entered: Entered | None = None) -> str:
    """What a page says of the work; empty where nobody is asked. What an officer `entered` is not the school's own
    word: it names both."""
    if told.work_until_on is None:
        return ""
    if told.work_set is None:
        return NOT_SAID
    said_on = f", as {entered.by if entered else 'the school'} {'entered it' if entered else 'said'} on "
    said_on += plain_day(told.work_said_on)
    if entered and entered.told_by:
        said_on += f", told by: {entered.told_by}"
    state = "Set, and will be marked" if told.work_set else NOT_YET
    return f"{state}{said_on}. {told.work_words}".strip()


def link_words(told: Any) -> str:
    """What a link is called behind which the school says it, or puts right what it said."""
    return "Put right what is said of the work" if told.work_set else "Say whether work is set"


def is_waited_for(told: Any, on: date) -> bool:
    """Whether the school is still asked on a day: the days run, and it has not said that work is set."""
    return bool(not told.work_set and told.work_until_on and on <= told.work_until_on)
