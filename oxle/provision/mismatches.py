"""Reads about register mismatches: which a person may see, how one stands, and what happened to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from oxle.accounts.models import User
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.models import Child
from oxle.provision.mismatch_models import Mismatch, MismatchChange, MismatchKind
from oxle.schooldays.wording import plain_day

STANDS = Q(agreed_at=None)
OPEN = STANDS & Q(explained_at=None) & ~Q(kind=MismatchKind.NOTICE)
# A session for which a school says that the pupil was elsewhere, with no place recorded anywhere: all of a pupil at a
# school are one matter, however many sessions it has.
PLACELESS = Q(kind=MismatchKind.UNPLACED, provider=None)
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


def matters_for(user: User) -> QuerySet[Mismatch]:
    """The same, but of each open matter of a pupil without a recorded place the newest session alone, with how many it
    has (`sessions`) and of which day the first is (`since_on`)."""
    same = Mismatch.objects.filter(OPEN, PLACELESS, child=OuterRef("child"), school=OuterRef("school")).order_by()
    newer = same.filter(Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), half__gt=OuterRef("half")))
    counted = same.values("child")
    return mismatches_for(user).filter(~(OPEN & PLACELESS & Exists(newer))).annotate(
        sessions=Case(
            When(OPEN & PLACELESS, then=Subquery(counted.annotate(all=Count("pk")).values("all"))), default=Value(1)
        ),
        since_on=Subquery(counted.annotate(first=Min("on")).values("first")),
    )  # fmt: skip


def of_one_matter(mismatch: Mismatch) -> QuerySet[Mismatch]:
    """The open sessions of the matter that an open mismatch of a pupil without a recorded place is of, its own among
    them; none of another mismatch, which is a matter by itself."""
    if not mismatch.is_open or mismatch.kind != MismatchKind.UNPLACED or mismatch.provider_id is not None:
        return Mismatch.objects.none()
    rows = Mismatch.objects.filter(OPEN, PLACELESS, child=mismatch.child_id, school=mismatch.school_id)
    return rows.order_by("on", "half")


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
