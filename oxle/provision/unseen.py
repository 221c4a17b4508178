"""Pupils whom a provider did not see, and of whom no school says anything: nobody else would be told of them.

Registers are matched where a school says that the pupil is elsewhere. A pupil on no register, or whose school sends its
marks later, has no such word: an absence at the provider, or a register that nobody took, would be silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.core.dates import london_day
from oxle.people.models import Child
from oxle.provision.models import Offer, Provider
from oxle.provision.reconciling import PRESENT, last_day_over
from oxle.provision.school_days import is_closed
from oxle.registers.extract_rows import Half
from oxle.schooldays.models import Calendar
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School

FINDING = (Path(__file__).parent / "unseen.sql").read_text()
# So far back the list looks, today included.
DAYS_SHOWN = 7
DAY = timedelta(days=1)
# How the hours' ledger calls the council's own calendar, too.
COUNCILS = 0


@dataclass(frozen=True)
class Unseen:
    """A session at a provider in which the pupil was not seen; `code` is the provider's mark, empty for none."""

    child: Child
    provider: Provider
    school: School | None
    on: date
    half: Half
    code: str


def unseen(user: User, at: datetime, days: int = DAYS_SHOWN) -> list[Unseen]:
    """The sessions of the last days, today included, of those this person may see, the newest first. A session without
    a mark counts once its day is over. The queries do not grow with the pupils.
    """
    last = london_day(at)
    first = last - (days - 1) * DAY
    runs = visible_to(user, Offer).filter(provider__isnull=False, from_on__lte=last).exclude(to_on__lt=first)
    children = list(runs.values_list("child", flat=True).distinct())
    if not children:
        return []
    shut = _shut([first + number * DAY for number in range(days)])
    with connection.cursor() as cursor:
        cursor.execute(
            FINDING,
            {
                "first": first,
                "last": last,
                "children": children,
                "over": last_day_over(at),
                "present": PRESENT,
                "calendar": [calendar for calendar, _ in shut],
                "day": [day for _, day in shut],
            },
        )
        rows = cursor.fetchall()
    found = {row[0] for row in rows}, {row[1] for row in rows}, {row[2] for row in rows} - {None}
    whom = Child.objects.in_bulk(found[0])
    where = Provider.objects.select_related("organisation").in_bulk(found[1])
    schools = School.objects.select_related("organisation").in_bulk(found[2])
    return [
        Unseen(whom[child], where[provider], schools.get(school), on, Half(half), code)
        for child, provider, school, on, half, code in rows
    ]


def _shut(days: Sequence[date]) -> list[tuple[int, date]]:
    """On which of some days which calendars have no school; what is not loaded closes none."""
    calendars = calendars_for({None, *Calendar.objects.values_list("pk", flat=True)})
    return [
        (which or COUNCILS, day) for which, calendar in calendars.items() for day in days if is_closed(calendar, day)
    ]
