"""Programme reviews of the made-up county's placed children: most are held, some are overdue."""

from datetime import timedelta

from oxle.demo.county import County
from oxle.provision.models import Offer
from oxle.provision.review_models import NextStep
from oxle.provision.reviewing import record_review

# Of so many placed children the review of one was not held yet.
NOT_HELD = 3
SAID = (
    ("English and mathematics each morning, bricklaying twice a week.", "Comes on four days of five. Next: on all."),
    ("Small group in the mornings, one-to-one reading after lunch.", "Reads a page aloud. Next: a short book."),
    ("Functional skills, cookery and sport, with a mentor.", "Three weeks without a quarrel. Next: a visit to school."),
)


def hold_reviews(county: County) -> None:
    """A review of most children who have been with a provider for two weeks; none in a large county."""
    if county.size.in_bulk:
        return
    rows = Offer.objects.filter(provider__isnull=False, from_on__lte=county.on - timedelta(days=14))
    for number, offer in enumerate(
        rows.exclude(to_on__lt=county.on).select_related("child", "provider").order_by("pk")
    ):
        if number % NOT_HELD == 0:
            continue
        held_on = max(county.days_ago(number % 9 + 1), offer.from_on)
        programme, targets = SAID[number % len(SAID)]
        record_review(
            offer,
            held_on=held_on,
            programme=programme,
            targets=targets,
            next_step=list(NextStep)[number % len(NextStep)],
            next_words="",
            who_came="The pupil, a parent, the key teacher and the school’s inclusion lead.",
            next_on=None,
            by=county.people["teacher"],
            on=county.on,
            at=county.moment(held_on, 15, number),
        )
