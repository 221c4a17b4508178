"""Programme reviews: who writes and sees them, the figures they look at, what cannot be, where overdue ones show."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from oxle.accounts.models import Membership, User
from oxle.audit.models import Sight
from oxle.cases.offers import Task
from oxle.cases.work import work_of
from oxle.core.errors import Refused, Stale
from oxle.provision import reviewing, reviews
from oxle.provision.actions import add_provider, end_offer, make_offer
from oxle.provision.models import OfferKind, ProgrammeReview, ProviderKind, ProviderWeek
from tests import make
from tests.attendance.make import calendar
from tests.offers import Offers

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
LIST = reverse("provision:reviews")
SAID = {
    "programme": "English and bricklaying", "targets": "Comes every day", "next_step": "stay", "next_words": "",
    "who_came": "Ash, Robin and the unit", "next_on": None,
}  # fmt: skip


class Places:
    """A school, two units, a child with a place at the first of them since the middle of September."""

    def __init__(self) -> None:
        calendar()
        self.school = make.school()
        self.unit, self.far = (
            add_provider(name=name, kind=ProviderKind.PRU, by=make.someone()) for name in ("Unit", "Far Unit")
        )
        self.child = make.child("Ash", "Example", at=self.school)
        self.offer = self.placed(self.child, self.unit)
        self.officer = make.user("exclusion_officer")
        self.teacher = make.user("provider", self.unit.organisation)

    def placed(self, child, unit, from_on: date = date(2026, 9, 14)):
        return make_offer(
            child, unit, kind=OfferKind.ALTERNATIVE, from_on=from_on, to_on=None, minutes=[120] * 10, source="OX",
            by=None,
        )  # fmt: skip

    def review(self, held_on: date, by: User | None = None, **changes) -> ProgrammeReview:
        by = by or self.teacher
        return reviewing.record_review(self.offer, held_on=held_on, by=by, on=TODAY, at=AT, **{**SAID, **changes})


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())
    return Places()


def text(response) -> str:
    return response.content.decode()


def typed(browser, address: str, **changes) -> dict:
    form = next(one for one in Offers(text(browser.get(address))).forms if one.method == "post" and not one.action)
    return form.fields | {name: [value] for name, value in changes.items()}


def test_a_provider_records_a_review_of_its_own_pupil_from_its_list(places):
    browser = make.signed_in(places.teacher)
    address = reverse("provision:review_add", args=[places.offer.key])
    assert address in Offers(text(browser.get(LIST))).links
    said = {**SAID, "held_on": "20/11/2026", "next_on": "", "programme": "English <b>and</b> bricks"}
    answer = browser.post(address, typed(browser, address, **said))
    review = ProgrammeReview.objects.get()
    assert answer["Location"] == reverse("provision:review", args=[review.key])
    assert (review.held_on, review.written_by) == (date(2026, 11, 20), places.teacher)
    assert "English &lt;b&gt;and&lt;/b&gt; bricks" in text(browser.get(answer["Location"]))
    assert Sight.objects.latest("pk").children == [places.child.pk]


def test_the_figures_are_of_the_days_since_the_review_before(places):
    places.review(date(2026, 11, 13))
    ProviderWeek.objects.create(child=places.child, provider=places.unit, monday=date(2026, 11, 9), marks="/ " * 10)
    ProviderWeek.objects.create(
        child=places.child, provider=places.unit, monday=date(2026, 11, 16), marks="/ O I L " + "X " + " " * 10
    )
    found = reviews.figures(places.child, places.unit, date(2026, 11, 20))
    assert (found.since_on, found.attended, found.possible) == (date(2026, 11, 14), 2, 4)
    # Ten sessions of two hours, beside a school that still offers its place, of a week of 24 hours.
    assert (found.offered, found.entitled) == (24 * 60, 24 * 60)


def test_marks_of_days_without_school_are_not_in_the_attendance_of_a_review(places):
    half_term = date(2026, 10, 26)
    ProviderWeek.objects.create(child=places.child, provider=places.unit, monday=half_term, marks="/ " * 10)
    found = reviews.figures(places.child, places.unit, date(2026, 11, 20))
    assert (found.attended, found.possible) == (0, 0)


def test_after_a_gap_of_places_a_review_looks_at_the_present_stay_alone(places):
    places.review(date(2026, 10, 5), next_on=date(2026, 11, 10))
    end_offer(places.offer, to_on=date(2026, 10, 9), by=places.officer)
    again = places.placed(places.child, places.unit, date(2026, 11, 16))
    (one,) = reviews.owed(places.officer, TODAY)
    assert (one.offer, one.last_on, one.due_on) == (again, None, date(2026, 12, 18))
    assert reviews.figures(places.child, places.unit, TODAY).since_on == date(2026, 11, 16)


def test_nothing_is_recorded_that_cannot_be(places):
    places.review(date(2026, 11, 20))
    for held_on, why in (
        (date(2026, 11, 25), "today or in the past"),
        (date(2026, 9, 11), "had no place with Unit"),
        (date(2026, 11, 20), "recorded already"),
    ):
        with pytest.raises(Refused, match=why) as refused:
            places.review(held_on)
        assert refused.value.field == "held_on"
    with pytest.raises(Refused, match="must come after"):
        places.review(date(2026, 11, 23), next_on=date(2026, 11, 23))


def test_a_review_is_put_right_and_who_was_slower_changes_nothing(places):
    review = places.review(date(2026, 11, 20))
    said = {**SAID, "held_on": date(2026, 11, 19), "by": places.officer, "on": TODAY, "at": AT}
    reviewing.change_review(ProgrammeReview.objects.get(), 1, **said)
    with pytest.raises(Stale):
        reviewing.change_review(review, 1, **said)
    assert ProgrammeReview.objects.get().held_on == date(2026, 11, 19)


def test_a_review_that_is_overdue_shows_at_the_provider_and_on_the_work_of_the_officer(places):
    assert [(one.offer, one.due_on) for one in reviews.owed(places.teacher, TODAY)] == [
        (places.offer, date(2026, 10, 23))
    ]
    register = make.signed_in(places.teacher).get(reverse("provision:register_home"), follow=True)
    assert "1 programme review is overdue." in text(register)
    (task,) = [one for one in work_of(places.officer, TODAY).waiting if "programme review" in one.title]
    assert (task.due_on, task.waiting_on) == (date(2026, 10, 23), "the provider")
    places.review(date(2026, 11, 20))
    register = make.signed_in(places.teacher).get(reverse("provision:register_home"), follow=True)
    assert "overdue" not in text(register)


def test_the_half_terms_are_those_of_the_school_where_the_child_is_registered(places):
    own = make.school("Academy", calendar=calendar().__class__.objects.create(name="Own terms"))
    own.calendar.terms.create(name="Own autumn", starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 11))
    other = make.child("Birch", "Example", at=own)
    places.placed(other, places.unit)
    assert [one.due_on for one in reviews.owed(places.officer, TODAY)] == [date(2026, 10, 23), date(2026, 12, 11)]


def test_another_provider_and_another_school_see_nothing_of_it_and_the_childs_own_school_reads_it(places):
    review = places.review(date(2026, 11, 20))
    places.placed(make.child("Birch", "Example", at=make.school("Far School")), places.far)
    page, form = (
        reverse("provision:review", args=[review.key]),
        reverse("provision:review_add", args=[places.offer.key]),
    )
    stranger = make.signed_in(make.user("provider", places.far.organisation, name="Far teacher"))
    assert [stranger.get(one).status_code for one in (page, form)] == [404, 404]
    assert "Ash" not in text(stranger.get(LIST))
    head = make.signed_in(make.user("head", places.school.organisation))
    assert [head.get(one).status_code for one in (page, form)] == [200, 403]
    other = make.signed_in(make.user("head", make.school("Far School").organisation, name="Far head"))
    assert other.get(page).status_code == 404


def test_who_acts_for_a_school_and_a_unit_reads_of_the_units_pupils_no_other_units_reviews(places):
    theirs = places.review(date(2026, 11, 20), by=places.officer)
    own_school = make.school("Far School")
    both = make.user("provider", places.far.organisation, name="Both")
    Membership.objects.create(user=both, organisation=own_school.organisation, role="head", from_on=date(2020, 1, 1))
    end_offer(places.offer, to_on=date(2026, 11, 20), by=places.officer)
    places.placed(places.child, places.far, date(2026, 11, 23))
    page, form = (reverse(f"provision:{name}", args=[theirs.key]) for name in ("review", "review_change"))
    browser = make.signed_in(both)
    assert [browser.get(one).status_code for one in (page, form)] == [404, 404]
    # Of a pupil of the school it reads them, and puts none right.
    make.enrolled(places.child, own_school, date(2026, 11, 23), kind="dual_subsidiary")
    shown = browser.get(page)
    assert (shown.status_code, shown.context["change_url"], browser.get(form).status_code) == (200, "", 404)


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(places):
    browser = make.signed_in(places.teacher)
    address = reverse("provision:review_add", args=[places.offer.key])
    answer = browser.post(
        address, typed(browser, address, held_on="20/11/2026", programme="Bricks", next_on="19/11/2026")
    )
    assert answer.context["form"].errors == {
        "who_came": ["Enter who came"],
        "targets": ["Enter the targets"],
        "next_step": ["Select what comes next"],
        "next_on": ["The next review must come after this one"],
    }
    assert "Bricks" in text(answer)
    assert not ProgrammeReview.objects.exists()


def test_the_database_holds_the_same_rules(places):
    rows = ProgrammeReview.objects.filter(pk=places.review(date(2026, 11, 20)).pk)
    for constraint, values in (
        ("review_has_a_next_step", {"next_step": "other"}),
        ("review_attended_of_what_was_possible", {"attended": 1}),
        ("review_looks_back", {"since_on": date(2026, 11, 21)}),
        ("next_review_comes_later", {"next_on": date(2026, 11, 20)}),
        ("review_has_both_figures_of_hours", {"offered": None}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            rows.update(**values)
    copy = rows.get()
    copy.pk, copy.key = None, "x" * 14
    with pytest.raises(IntegrityError, match="one_review_of_a_day"), transaction.atomic():
        copy.save(force_insert=True)


def own_tasks(places: Places) -> list[Task]:
    """What the officer has to do."""
    work = work_of(places.officer, TODAY)
    return [*work.today, *work.next_days, *work.later, *work.undated]


def test_a_review_that_asks_for_more_than_to_stay_is_work_of_the_council_until_it_says_what_it_does(places):
    stays = places.review(date(2026, 11, 10))
    back = places.review(date(2026, 11, 20), next_step="return")
    (task,) = [one for one in own_tasks(places) if "something else comes next" in one.title]
    assert (task.title, task.due_on) == (
        "1 programme review after which something else comes next", date(2026, 12, 4),
    )  # fmt: skip
    browser, page = make.signed_in(places.officer), reverse("provision:review", args=[back.key])
    follow = reverse("provision:review_follow", args=[back.key])
    assert follow in Offers(text(browser.get(LIST))).links
    assert "It says so by 4 December 2026" in text(browser.get(page))
    answer = browser.post(follow, typed(browser, follow, words="Two mornings <i>from</i> Monday"))
    assert answer["Location"] == page
    back.refresh_from_db()
    assert (back.followed_words, back.followed_by, back.waits) == (
        "Two mornings <i>from</i> Monday", places.officer, False,
    )  # fmt: skip
    assert [one for one in own_tasks(places) if "something else" in one.title] == []
    assert follow not in Offers(text(browser.get(LIST))).links
    # The provider reads it, and does not write it; of one that stays there is nothing to say.
    teacher = make.signed_in(places.teacher)
    assert "Two mornings &lt;i&gt;from&lt;/i&gt; Monday" in text(teacher.get(page))
    assert [follow in Offers(text(one.get(page))).links for one in (browser, teacher)] == [True, False]
    assert teacher.get(follow).status_code == 404
    assert browser.get(reverse("provision:review_follow", args=[stays.key])).status_code == 404


def test_only_the_newest_review_of_a_place_that_runs_waits_for_the_council(places):
    first = places.review(date(2026, 10, 5), next_step="move")
    assert reviews.to_follow(places.officer, TODAY) == [first]
    second = places.review(date(2026, 11, 20), next_step="return")
    assert reviews.to_follow(places.officer, TODAY) == [second]
    assert reviews.to_follow(places.teacher, TODAY) == []
    end_offer(places.offer, to_on=date(2026, 11, 20), by=places.officer)
    assert reviews.to_follow(places.officer, TODAY) == []


def test_what_follows_is_asked_again_where_a_review_is_put_right_to_say_something_else(places):
    review = places.review(date(2026, 11, 20), next_step="move")
    reviewing.follow_up(review, review.version, words="A school is asked.", by=places.officer, at=AT)
    change = {**SAID, "held_on": date(2026, 11, 20), "by": places.teacher, "on": TODAY, "at": AT}
    reviewing.change_review(review, review.version, **{**change, "next_step": "move", "targets": "All reached"})
    assert (review.followed_words, review.waits) == ("A school is asked.", False)
    reviewing.change_review(review, review.version, **{**change, "next_step": "return"})
    review.refresh_from_db()
    assert (review.followed_words, review.followed_at, review.waits) == ("", None, True)
    reviewing.change_review(review, review.version, **change)
    assert not review.waits
    with pytest.raises(Refused, match="the pupil stays: nothing has to follow"):
        reviewing.follow_up(review, review.version, words="Nothing", by=places.officer, at=AT)


@pytest.mark.parametrize(
    ("kept", "broken"),
    [
        ({"followed_words": "Done"}, "review_is_followed_whole"),
        ({"followed_at": AT}, "review_is_followed_whole"),
        ({"followed_words": "Done", "followed_at": AT, "next_step": "stay"}, "review_to_stay_is_not_followed"),
    ],
)
def test_what_follows_a_review_is_kept_whole(places, kept, broken):
    review = places.review(date(2026, 11, 20), next_step="return")
    by = {"followed_by": places.officer} if len(kept) == 3 else {}
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        ProgrammeReview.objects.filter(pk=review.pk).update(**kept, **by)
