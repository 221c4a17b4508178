"""How a programme review is said: its figures, and what was recorded."""

from datetime import date
from typing import Any

from oxle.core.dates import london_day
from oxle.provision.review_days import ReviewDue
from oxle.provision.review_models import NextStep, ProgrammeReview
from oxle.provision.reviews import Figures, follow_by
from oxle.provision.wording import hours
from oxle.schooldays.wording import plain_day


def figures_of(found: Figures | ProgrammeReview) -> list[dict[str, Any]]:
    """The figures of the days that a review looks back on, as a summary list shows them."""
    if found.offered is None or found.entitled is None:
        offered = "Cannot be worked out: the terms are not loaded"
    else:
        share = f", {round(100 * found.offered / found.entitled)}% of it" if found.entitled else ""
        offered = f"{hours(found.offered)} of {hours(found.entitled)} that would be full-time{share}"
    attended = f"{found.attended} of {found.possible} sessions marked"
    if found.possible:
        attended += f", {round(100 * found.attended / found.possible)}%"
    return [
        {"key": "Since", "value": plain_day(found.since_on)},
        {"key": "Hours offered", "value": offered},
        {"key": "Attendance", "value": attended if found.possible else "No session was marked"},
    ]


def facts_of(review: ProgrammeReview, on: date) -> list[dict[str, Any]]:
    """A review, as a summary list shows it."""
    return [
        {"key": "Provider", "value": review.provider.name},
        {"key": "Held", "value": plain_day(review.held_on)},
        {"key": "Who came", "value": review.who_came},
        *figures_of(review),
        {"key": "Programme", "value": review.programme},
        {"key": "Targets", "value": review.targets},
        {
            "key": "Next",
            "value": [review.get_next_step_display(), *([review.next_words] if review.next_words else [])],
        },
        *_followed(review, on),
        {"key": "Next review", "value": plain_day(review.next_on) if review.next_on else "By the end of the half-term"},
        {"key": "Recorded", "value": f"{review.written_by.name}, {plain_day(london_day(review.written_at))}"},
    ]


def _followed(review: ProgrammeReview, on: date) -> list[dict[str, Any]]:
    if not NextStep(review.next_step).asks:
        return []
    return [{"key": "What the council does", "value": followed_words(review, on)}]


def followed_words(review: ProgrammeReview, on: date) -> list[str]:
    """What the council does about a review that asks for more than to stay, or by when it says so."""
    if review.followed_at is None or review.followed_by is None:
        return [f"It says so by {plain_day(follow_by(review, on))}"]
    return [review.followed_words, f"{review.followed_by.name}, {plain_day(london_day(review.followed_at))}"]


def waiting_words(overdue: int) -> str:
    """How many reviews are overdue, in a sentence."""
    return f"{overdue} programme review{' is' if overdue == 1 else 's are'} overdue."


def due_words(due: ReviewDue) -> list[str]:
    """The last day for a review, and why that day."""
    return [plain_day(due.on), due.why] if due.on else [due.why]
