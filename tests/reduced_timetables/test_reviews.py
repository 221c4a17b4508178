"""Several days of review, fixed on the notice: shown to the parents, and proposed one after another."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.core.errors import Refused
from reduced_timetables import panels, pathway
from reduced_timetables.models import Timetable
from reduced_timetables.step_forms import HoldReviewForm
from tests import make
from tests.exclusions.make import People
from tests.reduced_timetables.make import timetabled
from tests.reduced_timetables.test_pages import boxes, typed

pytestmark = pytest.mark.django_db
START, END = date(2026, 11, 9), date(2026, 12, 4)
SECOND, THIRD = date(2026, 11, 27), date(2026, 12, 4)
LATER = {**boxes("second_review_on", SECOND), **boxes("third_review_on", THIRD)}


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-11-06T10:00:00+00:00")
    return People()


def test_a_notice_fixes_several_reviews_which_the_parents_read_as_well(people: People) -> None:
    page = reverse("reduced_timetables:notice", args=[people.child.key])
    make.signed_in(people.head).post(page, typed(**LATER), follow=True)
    told = Timetable.objects.get()
    assert (told.review_on, told.later_reviews) == (date(2026, 11, 20), [SECOND, THIRD])
    days = "20 November 2026, 27 November 2026 and 4 December 2026"
    assert {"key": "Reviews", "value": days} in panels.rows_of(told, for_school=True)
    assert {"key": "Reviewed on", "value": days} in panels.plan_rows(told)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (boxes("third_review_on", THIRD), "Enter the day of the review before that one"),
        (boxes("second_review_on", date(2026, 11, 20)), "Enter a day after 20 November 2026, the review before"),
        (boxes("second_review_on", date(2026, 12, 5)), "It ends on 4 December 2026. Enter a day until then"),
    ],
)
def test_a_review_out_of_order_or_after_the_end_is_said_at_its_field_and_nothing_is_saved(
    people: People, later: dict[str, int], said: str
) -> None:
    page = reverse("reduced_timetables:notice", args=[people.child.key])
    assert said in make.signed_in(people.head).post(page, typed(**later)).text
    assert not Timetable.objects.exists()


def test_reviews_out_of_order_are_refused_whoever_tells_them(people: People) -> None:
    with pytest.raises(Refused, match="The reviews follow on each other"):
        timetabled(people.child, people.school, people.head, START, END, later_reviews=[THIRD, SECOND])


def test_whoever_records_a_review_is_proposed_the_next_day_that_the_notice_fixed(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = timetabled(people.child, people.school, people.head, START, END, later_reviews=[SECOND, THIRD])
    page = reverse("cases:step", args=[case.key, pathway.HOLD_REVIEW.key])
    for today, proposed in (("2026-11-20", SECOND), ("2026-11-27", THIRD), ("2026-12-04", None)):
        monkeypatch.setenv("OXLE_NOW", f"{today}T10:00:00+00:00")
        form = make.signed_in(people.officer).get(page).context["form"]
        assert isinstance(form, HoldReviewForm)
        assert form.fields["review_on"].initial == proposed
