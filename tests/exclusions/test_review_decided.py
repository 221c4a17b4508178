"""An independent review panel decides on no day before the review counts as asked for."""

from datetime import date, timedelta
from typing import Any

import pytest

from exclusions.permanent import pathway
from exclusions.permanent.review_forms import PanelDecidedForm, SentBackForm
from exclusions.permanent.review_panel import REVIEW_PANEL, UPHELD
from oxle.cases.models import Case
from oxle.core.errors import Refused
from tests.exclusions.make import People
from tests.exclusions.test_other_meetings import MEETS_ON, called, decide
from tests.exclusions.test_permanent import take

pytestmark = pytest.mark.django_db
POSTED_ON, MADE_ON, TODAY = date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 8)


def in_review(people: People, fact: str, made_on: date = MADE_ON) -> Case:
    """Asked for by a letter that was posted on a Friday and counts from the Tuesday."""
    case = people.tell()
    take(people, case, pathway.UPHOLD, date(2026, 11, 24), parents_told_on="2026-11-24")
    take(people, case, pathway.ASK_REVIEW, POSTED_ON, posted="yes", **{fact: made_on.isoformat()})
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("fact", ["review_made_on", "trust_review_made_on"])
@pytest.mark.parametrize(
    ("form_type", "step"),
    [(PanelDecidedForm, pathway.REVIEW_UPHELD), (SentBackForm, pathway.REVIEW_SENT_BACK)],
    ids=["upheld", "sent back"],
)
def test_a_day_before_the_review_counts_as_asked_for_is_refused_at_the_field(
    fact: str, form_type: Any, step: Any
) -> None:
    case = in_review(People(), fact)

    def why(on: date) -> dict[str, list[str]]:
        typed = {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year), "outcome": "quashed"}
        return dict(form_type(typed, on=TODAY, case=case, step=step, parties=()).errors)

    assert why(POSTED_ON) == {
        "on": [
            "The review counts as asked for on 1 December 2026. The panel cannot have decided before that: where it "
            "did not come by post, put right how it came."
        ]
    }
    assert why(MADE_ON) == {}


def test_so_it_is_of_what_a_meeting_decides() -> None:
    people = People()
    case = in_review(people, "review_made_on", MEETS_ON + timedelta(days=1))
    with pytest.raises(Refused, match=r"The review counts as asked for on 11 December 2026\."):
        decide(people, called(REVIEW_PANEL), case, UPHELD)
    assert not case.events.filter(step=pathway.REVIEW_UPHELD.key).exists()
