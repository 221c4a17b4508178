"""A place that ends while nothing follows it: the officer's task, and the warning on the case.

Day 6 is met once. A place that ends afterwards, or whose last day somebody puts right, would otherwise be nobody's
business any more: no clock runs then. So what follows is asked of the ledger every day, and nothing is stored.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from oxle.accounts.models import User
from oxle.accounts.permissions import read, write
from oxle.accounts.visibility import visible_to
from oxle.cases.models import Case
from oxle.cases.offers import Task
from oxle.provision.ledger import Stretch
from oxle.provision.models import Offer
from oxle.provision.without import without_offer
from oxle.schooldays.calendar import NotLoaded
from oxle.schooldays.wording import plain_day

DAY = timedelta(days=1)
# So long before a place ends its officer is asked what follows (a choice of the service): time to arrange another.
AHEAD = timedelta(days=14)


def tasks_of(user: User, on: date) -> list[Task]:
    """For whoever gives places: the own cases whose child had a place with a provider that ends soon or has ended, so
    that nobody offers full-time education then. One row a child.
    """
    if not user.can(write("provision")):
        return []
    rows = visible_to(user, Case).filter(owner=user, closed_on=None, child__isnull=False)
    mine = list(rows.select_related("child", "school__organisation").order_by("pk"))
    cases = {case.child_id or 0: case for case in mine}
    ends = {child: offer for child, offer in _last_places(cases).items() if _ends_soon(offer, on)}
    lacking = _ahead(list(ends), on)
    # Of several cases of a child the one that arranged the place.
    bearing = {case.reference: case for case in mine}
    return [
        _task(bearing.get(ends[child].source, cases[child]), ends[child], stretch, on)
        for child, stretch in lacking.items()
    ]


def warning_of(user: User, case: Case, on: date) -> list[str]:
    """The same for the page of an open case of the child, for those who may know of places."""
    if not case.is_open or case.child_id is None or not user.can(read("provision")):
        return []
    offers = {child: offer for child, offer in _last_places([case.child_id]).items() if _ends_soon(offer, on)}
    return [_words(offers[child], stretch, on) for child, stretch in _ahead(list(offers), on).items()]


def _task(case: Case, offer: Offer, stretch: Stretch, on: date) -> Task:
    return Task(
        title="Arrange full-time education again" if stretch.since <= on else "Arrange what follows a place",
        about=" · ".join(str(part) for part in (case.child, case.school) if part),
        why=_words(offer, stretch, on),
        action="Open the case",
        url=case.get_absolute_url(),
        due_on=stretch.since,
        case=case.pk,
        child=case.child_id,
        owner=case.owner_id,
    )


def _words(offer: Offer, stretch: Stretch, on: date) -> str:
    if offer.to_on is None:
        raise ValueError("a place without a last day ends nothing")
    ended = "ended" if offer.to_on < on else "ends"
    since = f"Since {plain_day(stretch.since)}" if stretch.since <= on else f"From {plain_day(stretch.since)}"
    place = f"the place at {offer.place.name} {ended} on {plain_day(offer.to_on)}"
    return f"{since} nobody offers full-time education: {place}."


def _last_places(children: Sequence[int] | dict[int, Case]) -> dict[int, Offer]:
    """The place with a provider that ends last, of each of some children who have had one."""
    rows = Offer.objects.filter(child__in=list(children), provider__isnull=False).select_related(
        "provider__organisation"
    )
    last: dict[int, Offer] = {}
    for offer in rows.order_by("from_on", "pk"):
        there = last.get(offer.child_id)
        if there is None or (there.to_on is not None and (offer.to_on is None or offer.to_on >= there.to_on)):
            last[offer.child_id] = offer
    return last


def _ends_soon(offer: Offer, on: date) -> bool:
    return offer.to_on is not None and offer.to_on <= on + AHEAD


def _ahead(children: Sequence[int], on: date) -> dict[int, Stretch]:
    """Who of some children is without a full-time offer in two weeks, as things stand; as far as terms are loaded."""
    if not children:
        return {}
    for day in (on + AHEAD, on):
        try:
            return dict(without_offer(children, day).lacking)
        except NotLoaded:
            continue
    return {}
