"""Reads about register mismatches: which a person may see, how one stands, and what happened to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Min, Q, QuerySet, SmallIntegerField, Value, When
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.models import Child
from oxle.provision.mismatch_models import Mismatch, MismatchChange, MismatchKind
from oxle.schooldays.wording import plain_day

STANDS = Q(agreed_at=None)
OPEN = STANDS & Q(explained_at=None) & ~Q(kind=MismatchKind.NOTICE)
# How a mismatch may stand, by what the list's filter calls it.
STATES: dict[str, tuple[str, Q]] = {
    "open": ("Open", OPEN),
    "explained": ("Explained", STANDS & Q(explained_at__isnull=False)),
    "notice": ("Absence to note", STANDS & Q(kind=MismatchKind.NOTICE)),
    "agreed": ("The marks agree", ~STANDS),
}


def mismatches_for(user: User) -> QuerySet[Mismatch]:
    """The mismatches this person may see, each with its `rank` among the states: open ones come first."""
    ranks = [When(holds, then=Value(rank)) for rank, (_, holds) in enumerate(STATES.values())]
    rows = visible_to(user, Mismatch).select_related("child", "school__organisation", "provider__organisation")
    return rows.annotate(rank=Case(*ranks, output_field=SmallIntegerField()))


def get_mismatch_for(user: User, key: str) -> Mismatch:
    """One of them by its key, the sight of the child recorded; 404 to strangers."""
    mismatch = get_or_404(mismatches_for(user).select_related("explained_by"), key=key)
    sights.see([mismatch.child_id], "page")
    return mismatch


def of_child(user: User, child: Child) -> list[Mismatch]:
    """A child's mismatches, of those this person may see, open ones first and then the newest."""
    return list(mismatches_for(user).filter(child=child).order_by("rank", "-on", "half"))


def changes_of(mismatch: Mismatch) -> list[MismatchChange]:
    """All that happened to a mismatch, the newest first."""
    return list(mismatch.changes.select_related("by", "provider__organisation").order_by("-at", "-pk"))


@dataclass(frozen=True)
class Waiting:
    """How many mismatches wait to be explained, and of which day the oldest is."""

    count: int
    oldest_on: date

    @property
    def sentence(self) -> str:
        """For the school: “2 sessions since 23 November 2026.”"""
        return f"{self.count} session{'' if self.count == 1 else 's'} since {plain_day(self.oldest_on)}."


def waiting_for(user: User) -> Waiting | None:
    """What waits of what this person may see; None when nothing does. One query."""
    found = visible_to(user, Mismatch).filter(OPEN).aggregate(count=Count("pk"), oldest_on=Min("on"))
    return Waiting(**found) if found["count"] else None


def open_list() -> str:
    """The address of the list of those that are open."""
    return reverse("provision:mismatches", query={"status": "open"})
