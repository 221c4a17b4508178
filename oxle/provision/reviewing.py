"""Writes programme reviews, with the figures of the time they look back on."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from oxle.accounts.models import User
from oxle.core.concurrency import save_if_unchanged
from oxle.core.errors import Refused
from oxle.people.models import Child
from oxle.provision.models import Offer
from oxle.provision.review_models import NextStep, ProgrammeReview
from oxle.provision.reviews import Figures, figures
from oxle.schooldays.wording import plain_day

FIGURES = ("since_on", "offered", "entitled", "attended", "possible")
FOLLOWED = ("followed_words", "followed_at", "followed_by")


@transaction.atomic
def record_review(offer: Offer, *, held_on: date, by: User, on: date, at: datetime, **said: Any) -> ProgrammeReview:
    """Record the review of a child's programme at a provider.

    `said`: programme, targets, next_step, next_words, who_came, next_on. Refused for a day to come, for one on which
    the child had no place there, for a second review of one day, and for a next day that does not come later.
    """
    Child.objects.select_for_update().get(pk=offer.child_id)
    review = ProgrammeReview(
        child=offer.child, provider=offer.provider, held_on=held_on, written_by=by, written_at=at, **said
    )
    _check(review, on)
    _look_back(review)
    review.save(force_insert=True)
    return review


@transaction.atomic
def change_review(review: ProgrammeReview, version: int, *, by: User, on: date, at: datetime, **said: Any) -> None:
    """Put a review right; its figures are taken anew. Stale when somebody was faster. Refused as `record_review`.

    Where something else comes next than was said, what the council does about it is asked again.
    """
    if said["next_step"] != review.next_step:
        review.followed_words, review.followed_at, review.followed_by = "", None, None
    for name, value in said.items():
        setattr(review, name, value)
    review.written_by, review.written_at = by, at
    _check(review, on)
    _look_back(review)
    save_if_unchanged(review, version, [*said, *FIGURES, *FOLLOWED, "written_by", "written_at"])


@transaction.atomic
def follow_up(review: ProgrammeReview, version: int, *, words: str, by: User, at: datetime) -> None:
    """Record what the council does about the next step that a review asks for; said again, the last word counts.

    Refused for a review after which the child stays. Stale when somebody was faster.
    """
    if not NextStep(review.next_step).asks:
        raise Refused("The review says that the pupil stays: nothing has to follow.")
    review.followed_words, review.followed_at, review.followed_by = words, at, by
    save_if_unchanged(review, version, FOLLOWED)


@transaction.atomic
def ask_again(review: ProgrammeReview, version: int, *, by: User) -> None:
    """What the council does about a review was recorded wrongly: it is asked again. Stale when somebody was faster."""
    review.followed_words, review.followed_at, review.followed_by = "", None, None
    save_if_unchanged(review, version, FOLLOWED)


def _look_back(review: ProgrammeReview) -> None:
    found: Figures = figures(review.child, review.provider, review.held_on)
    for name in FIGURES:
        setattr(review, name, getattr(found, name))


def _check(review: ProgrammeReview, on: date) -> None:
    if review.held_on > on:
        raise Refused("The day must be today or in the past.", field="held_on")
    places = Offer.objects.filter(child=review.child, provider=review.provider, from_on__lte=review.held_on)
    if not places.exclude(to_on__lt=review.held_on).exists():
        raise Refused(
            f"The pupil had no place with {review.provider.name} on {plain_day(review.held_on)}.", field="held_on"
        )
    others = ProgrammeReview.objects.filter(child=review.child, provider=review.provider, held_on=review.held_on)
    if others.exclude(pk=review.pk).exists():
        raise Refused("A review of this day is recorded already. Change that one.", field="held_on")
    if review.next_on is not None and review.next_on <= review.held_on:
        raise Refused("The next review must come after this one.", field="next_on")
