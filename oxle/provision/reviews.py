"""Reads about programme reviews: which are due where, which were held, and the figures that a review looks at."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404

from oxle.accounts.models import User
from oxle.accounts.permissions import write
from oxle.accounts.visibility import get_or_404, visible_to
from oxle.audit import sights
from oxle.people.models import Child, Enrolment, EnrolmentKind
from oxle.people.visibility import in_force
from oxle.provision.ledger import ledger
from oxle.provision.models import Offer, Provider, ProviderWeek
from oxle.provision.review_days import ReviewDue, review_due, stay_began
from oxle.provision.review_models import NextStep, ProgrammeReview
from oxle.provision.rules import REVIEW_FOLLOWED, REVIEW_FROM
from oxle.provision.school_days import is_closed
from oxle.provision.visibility import reviews_written_by
from oxle.registers.codes import CODES, Counts, unpack_week
from oxle.schooldays.calendar import NotLoaded, SchoolCalendar
from oxle.schooldays.queries import calendars_for

DAY = timedelta(days=1)
# Sessions that could have been attended.
POSSIBLE = {Counts.PRESENT, Counts.AUTHORISED, Counts.UNAUTHORISED}


@dataclass(frozen=True)
class Owed:
    """A place with the review that it owes next."""

    offer: Offer
    last_on: date | None
    due: ReviewDue

    @property
    def due_on(self) -> date | None:
        """The last day for it; None where it cannot be given."""
        return self.due.on

    def is_overdue(self, on: date) -> bool:
        """Whether that day has passed."""
        return self.due.on is not None and self.due.on < on


def owed(user: User, on: date) -> list[Owed]:
    """The places of today, of those this person may see, with the review each owes next: the earliest first.

    A place that owes none any more is not among them. The queries do not grow with the places.
    """
    rows = visible_to(user, Offer).filter(in_force(on), provider__isnull=False)
    return _owed(list(rows.select_related("child", "provider__organisation").order_by("pk")), on)


def owed_by(offers: Sequence[Offer], on: date) -> list[Owed]:
    """The reviews that some places owe next."""
    return _owed(offers, on)


def _owed(offers: Sequence[Offer], on: date) -> list[Owed]:
    children = {offer.child_id for offer in offers}
    held: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    written = ProgrammeReview.objects.filter(child__in=children).order_by("held_on", "pk")
    for child, provider, held_on, next_on in written.values_list("child", "provider", "held_on", "next_on"):
        held.setdefault((child, provider), []).append((held_on, next_on))
    places: dict[tuple[int, int], list[tuple[date, date | None]]] = {}
    rows = Offer.objects.filter(child__in=children, provider__isnull=False).order_by()
    for child, provider, from_on, to_on in rows.values_list("child", "provider", "from_on", "to_on"):
        places.setdefault((child, provider or 0), []).append((from_on, to_on))
    at = _calendar_of(children, on)
    calendars = calendars_for({None, *at.values()})
    least = REVIEW_FROM.on(on)
    found = []
    for offer in offers:
        key = (offer.child_id, offer.provider_id or 0)
        calendar = calendars[at.get(offer.child_id)]
        began_on = stay_began(places.get(key, ()), max(on, offer.from_on), calendar) or offer.from_on
        # What was held or agreed in a stay before says nothing of this one.
        last_on, next_on = next((row for row in reversed(held.get(key, ())) if row[0] >= began_on), (None, None))
        due = review_due(began_on, offer.to_on, last_on, next_on, calendar, least)
        if due is not None:
            found.append(Owed(offer, last_on, due))
    return sorted(found, key=lambda one: (one.due.on is None, one.due.on or on, one.offer.child.sort_name))


def _calendar_of(children: set[int], on: date) -> dict[int, int | None]:
    """By whose terms a child's half-terms are: those of the school where they are registered."""
    rows = Enrolment.objects.filter(in_force(on), child__in=children).exclude(kind=EnrolmentKind.DUAL_SUBSIDIARY)
    return dict(rows.order_by("from_on", "pk").values_list("child", "school__calendar"))


def reviews_for(user: User) -> QuerySet[ProgrammeReview]:
    """The reviews this person may see, the newest first."""
    rows = visible_to(user, ProgrammeReview).select_related("child", "provider__organisation", "written_by")
    return rows.order_by("-held_on", "-pk")


def get_review_for(user: User, key: str) -> ProgrammeReview:
    """One of them by its key, the sight of the child recorded; 404 to strangers."""
    review = get_or_404(reviews_for(user), key=key)
    sights.see([review.child_id], "page")
    return review


def get_own_review_for(user: User, key: str) -> ProgrammeReview:
    """One that this person may put right, likewise."""
    review = get_or_404(reviews_for(user).filter(reviews_written_by(user)), key=key)
    sights.see([review.child_id], "page")
    return review


def may_change(user: User, review: ProgrammeReview) -> bool:
    """Whether a person may put a review right that they see."""
    return user.can(write("reviews")) and reviews_for(user).filter(reviews_written_by(user), pk=review.pk).exists()


def of_child(user: User, child: Child) -> list[ProgrammeReview]:
    """A child's reviews, of those this person may see, the newest first."""
    return list(reviews_for(user).filter(child=child))


def to_follow(user: User, on: date) -> list[ProgrammeReview]:
    """The reviews that ask something of the council that nobody has followed up, the oldest first: of each place that
    runs the newest review alone, of the children whom this person may see. None for whom the council did not employ.
    """
    if not user.is_council:
        return []
    newer = ProgrammeReview.objects.filter(
        child=OuterRef("child"), provider=OuterRef("provider"), held_on__gt=OuterRef("held_on")
    )
    running = Offer.objects.filter(in_force(on), child=OuterRef("child"), provider=OuterRef("provider"))
    rows = reviews_for(user).exclude(next_step=NextStep.STAY).filter(~Exists(newer), Exists(running), followed_at=None)
    return list(rows.order_by("held_on", "pk"))


def follow_by(review: ProgrammeReview, on: date) -> date:
    """By when the council says what it does about a review."""
    return review.held_on + followed_within(on)


def followed_within(on: date) -> timedelta:
    """In what time the council answers a review, by the setting of a day."""
    return REVIEW_FOLLOWED.on(on) * DAY


def get_review_to_follow(user: User, key: str) -> ProgrammeReview:
    """One that asks something of the council, for whom in it follows reviews up, the sight recorded; 404 to others."""
    if not user.is_council:
        raise Http404
    review = get_or_404(reviews_for(user).exclude(next_step=NextStep.STAY), key=key)
    sights.see([review.child_id], "page")
    return review


def last_of(children: Collection[int]) -> dict[int, ProgrammeReview]:
    """The last review of each of some children (primary keys), in one query; who has none is absent."""
    rows = ProgrammeReview.objects.filter(child__in=children).order_by("held_on", "pk")
    return {review.child_id: review for review in rows.select_related("provider__organisation")}


def get_place_for(user: User, key: str, on: date) -> Offer:
    """A place with a provider that runs today, the sight of the child recorded; 404 to strangers."""
    rows = visible_to(user, Offer).filter(in_force(on), provider__isnull=False)
    offer = get_or_404(rows.select_related("child", "provider__organisation"), key=key)
    sights.see([offer.child_id], "page")
    return offer


@dataclass(frozen=True)
class Figures:
    """What a review looks at, of the days since the one before: minutes of the ledger, sessions of the register."""

    since_on: date
    offered: int | None
    entitled: int | None
    attended: int
    possible: int


def figures(child: Child, provider: Provider, held_on: date) -> Figures:
    """The figures of the days since the last review before a day, or since the stay began.

    The hours are not given where they go past the loaded terms: they are not guessed.
    """
    before = ProgrammeReview.objects.filter(child=child, provider=provider, held_on__lt=held_on)
    last_on = before.aggregate(on=Max("held_on"))["on"]
    places = Offer.objects.filter(child=child, provider=provider).order_by().values_list("from_on", "to_on")
    calendar = calendars_for({None, *(at := _calendar_of({child.pk}, held_on)).values()})[at.get(child.pk)]
    began_on = stay_began(places, held_on, calendar) or held_on
    since_on = max(began_on, last_on + DAY) if last_on else began_on
    offered = entitled = None
    try:
        hours = ledger(child, since_on, held_on)
        offered, entitled = hours.offered, hours.entitled
    except NotLoaded:
        pass
    attended, possible = _sessions(child, provider, since_on, held_on, calendar)
    return Figures(since_on, offered, entitled, attended, possible)


def _sessions(child: Child, provider: Provider, first: date, last: date, calendar: SchoolCalendar) -> tuple[int, int]:
    """How many sessions of school days were attended, of how many that were possible."""
    attended = possible = 0
    weeks = ProviderWeek.objects.filter(child=child, provider=provider, monday__gt=first - 7 * DAY, monday__lte=last)
    for monday, packed in weeks.values_list("monday", "marks"):
        for place, code in enumerate(unpack_week(packed)):
            day = monday + place // 2 * DAY
            if not code or not first <= day <= last or is_closed(calendar, day):
                continue
            if CODES[code].counts in POSSIBLE:
                possible += 1
                attended += CODES[code].counts is Counts.PRESENT
    return attended, possible
