"""Pupils whom a provider did not see, and of whom no school says anything: each stays until somebody says where.

Registers are matched where a school says that the pupil is elsewhere. A pupil on no register, or whose school sends its
marks later, has no such word: an absence at the provider, or a register that nobody took, would be silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.core.dates import london_day
from oxle.people.models import Child
from oxle.provision.models import Offer, Provider
from oxle.provision.reconciling import PRESENT, last_day_over
from oxle.provision.school_days import is_closed
from oxle.provision.unseen_models import Whereabouts
from oxle.registers.extract_rows import Half
from oxle.schooldays.models import Calendar
from oxle.schooldays.queries import calendars_for
from oxle.schools.models import School

FINDING = (Path(__file__).parent / "unseen.sql").read_text()
# So far back is looked, today included: half a term. What is older is in the figures of its half-termly review.
DAYS_SHOWN = 42
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

    @property
    def key(self) -> str:
        """Which session it is, among those of one pupil and provider: “2026-11-24-0”."""
        return f"{self.on:%Y-%m-%d}-{self.half.value}"


@dataclass(frozen=True)
class Missed:
    """A pupil whom a provider did not see, with each session, the newest first."""

    sessions: tuple[Unseen, ...]

    @property
    def last(self) -> Unseen:
        """The newest session."""
        return self.sessions[0]

    @property
    def child(self) -> Child:
        """Whom it is about."""
        return self.last.child

    @property
    def provider(self) -> Provider:
        """Who did not see them."""
        return self.last.provider

    @property
    def school(self) -> School | None:
        """On whose register the pupil was that day."""
        return self.last.school

    @property
    def count(self) -> int:
        """How many sessions."""
        return len(self.sessions)


def missed(user: User, at: datetime) -> list[Missed]:
    """The pupils of `unseen`, those who were missed last first."""
    found: dict[tuple[int, int], list[Unseen]] = {}
    for one in unseen(user, at):
        found.setdefault((one.child.pk, one.provider.pk), []).append(one)
    return [Missed(tuple(sessions)) for sessions in found.values()]


def unseen(user: User, at: datetime, days: int = DAYS_SHOWN) -> list[Unseen]:
    """The sessions of the last days, today included, of those this person may see and of which nobody has said where
    the pupil was, the newest first. A session without a mark counts once its day is over. The queries do not grow with
    the pupils.
    """
    return _unseen(user, at, days, Q())


def unseen_of(user: User, child: Child, provider: Provider, at: datetime) -> list[Unseen]:
    """Those of one pupil at one provider, the oldest first."""
    found = _unseen(user, at, DAYS_SHOWN, Q(child=child, provider=provider))
    return [one for one in reversed(found) if one.provider == provider]


def get_placed_for(user: User, child: Child, key: str) -> Provider:
    """The provider by whose key a person names the place of a child whom they see; 404 where the child never had one
    there."""
    return get_or_404(visible_to(user, Provider).filter(offers__child=child).distinct(), key=key)


def said_of(child: Child) -> list[Whereabouts]:
    """What was said of a child's whereabouts, with who said it and of which provider, the newest session first."""
    return list(child.whereabouts.select_related("by", "provider__organisation"))


@transaction.atomic
def say_where(sessions: Sequence[Unseen], *, said: str, by: User, at: datetime) -> None:
    """Say where the pupil was in some sessions: they are asked about no more, unless a mark changes. What somebody has
    said meanwhile stays as it is.
    """
    rows = [
        Whereabouts(
            child=one.child, provider=one.provider, on=one.on, half=one.half, provider_code=one.code,
            said=said.strip(), by=by, at=at,
        )
        for one in sessions
    ]  # fmt: skip
    Whereabouts.objects.bulk_create(rows, ignore_conflicts=True)


def _unseen(user: User, at: datetime, days: int, which: Q) -> list[Unseen]:
    last = london_day(at)
    first = last - (days - 1) * DAY
    runs = visible_to(user, Offer).filter(which, provider__isnull=False, from_on__lte=last).exclude(to_on__lt=first)
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
