"""Programme reviews of the made-up county's placed children: most are held, some are overdue."""

from datetime import timedelta

from oxle.demo.county import County
from oxle.provision.models import Offer
from oxle.provision.review_models import NextStep
from oxle.provision.reviewing import follow_up, record_review

# Of so many placed children the review of one was not held yet.
NOT_HELD = 3
# And of so many reviews after which something else comes next nobody has said what is done of one.
NOT_FOLLOWED = 5
FOLLOWED = {
    NextStep.RETURN: "Two mornings a week at the school from next Monday, with a mentor. Looked at again soon.",
    NextStep.MOVE: "A place with an independent school is asked for. It answers by the end of the month.",
}
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
        review = record_review(
            offer,
            held_on=held_on,
            programme=programme,
            targets=targets,
            next_step=list(NextStep)[number // 2 % len(NextStep)],
            next_words="",
            who_came="The pupil, a parent, the key teacher and the school’s inclusion lead.",
            next_on=None,
            by=county.people["teacher"],
            on=county.on,
            at=county.moment(held_on, 15, number),
        )
        if review.waits and number % NOT_FOLLOWED:
            on = county.days_ago(number % 3)
            at = county.moment(max(on, held_on), 16, number)
            follow_up(review, review.version, words=FOLLOWED[review.next_step], by=county.people["exclusions"], at=at)
