"""The review panel that the council arranges, and the review of the pupils at a referral unit."""

from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from exclusions.permanent import pathway
from exclusions.permanent.review_panel import QUASHED, REVIEW_PANEL
from exclusions.permanent.review_panel import UPHELD as REVIEW_UPHELD
from exclusions.permanent.unit_review import READY, UNIT_REVIEW
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.core.errors import Refused
from oxle.meetings import actions, deciding
from oxle.meetings.kinds import TAKEN_OFF, Decision, Kind
from oxle.meetings.models import Meeting, Series
from oxle.meetings.queries import waiting_for
from oxle.provision.models import Offer
from oxle.provision.reviewing import record_review
from tests import make
from tests.exclusions.make import FIRST_ON, People, moment, taught, unit
from tests.exclusions.test_permanent import arrange, take
from tests.meetings.make import panel

pytestmark = pytest.mark.django_db
ASKED_ON, MEETS_ON = date(2026, 11, 26), date(2026, 12, 10)


@pytest.fixture
def people() -> People:
    return People()


def called(kind: Kind, on: date = MEETS_ON, **changes: Any) -> Series:
    """A series of a kind without a cadence, and its one meeting."""
    series = panel(kind=kind.key, name=kind.name, weeks=None, **changes)
    actions.call_meeting(series, on=on, today=ASKED_ON, by=make.someone(), starts_at=time(10), place="Committee Room 1")
    return series


def taken(people: People, *steps: tuple[Any, date, dict[str, Any]]) -> Case:
    case = people.tell()
    for step, on, facts in steps:
        cases.take(case, step, by=people.officer, on=on, at=moment(on), facts=facts)
    return case


def in_review(people: People) -> Case:
    return taken(
        people,
        (pathway.UPHOLD, date(2026, 11, 20), {"parents_told_on": "2026-11-20"}),
        (pathway.CONSULT, date(2026, 11, 24), {"tried": "Two letters and a visit."}),
        (pathway.CHOOSE_WAY, date(2026, 11, 25), {"way": "fair_access"}),
        (pathway.ASK_REVIEW, ASKED_ON, {"review_made_on": ASKED_ON.isoformat()}),
    )


def decide(people: People, series: Series, case: Case, decision: Decision) -> None:
    where = series.meetings.get()
    (item,) = deciding.put_on_agenda(where, [case], by=people.officer, on=ASKED_ON)
    deciding.decide(
        item, item.version, decision, words="As heard.", by=people.officer, on=MEETS_ON, at=moment(MEETS_ON)
    )  # fmt: skip
    case.refresh_from_db()


def test_a_series_without_a_cadence_meets_only_when_it_is_called() -> None:
    series = called(REVIEW_PANEL)
    assert [one.on for one in series.meetings.all()] == [MEETS_ON]


def test_a_called_meeting_stays_when_the_series_is_changed() -> None:
    series = called(REVIEW_PANEL)
    details = {"name": "Other", "area": "", "weeks": None, "first_on": ASKED_ON, "starts_at": time(9), "place": "Here"}
    actions.change_series(series, series.version, on=ASKED_ON, by=make.someone(), **details)
    assert series.meetings.get().on == MEETS_ON


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (MEETS_ON, "Another meeting of this series is on that day"),
        (date(2026, 11, 25), "The meeting must be today or later"),
    ],
)
def test_a_meeting_is_called_neither_twice_for_a_day_nor_for_one_that_is_past(on: date, why: str) -> None:
    series = called(REVIEW_PANEL)
    with pytest.raises(Refused, match=why):
        actions.call_meeting(series, on=on, today=ASKED_ON, by=make.someone(), starts_at=time(9), place="Here")
    assert series.meetings.count() == 1


def test_an_officer_calls_a_meeting_on_its_page(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-26T10:00:00+00:00")
    series = panel(kind=REVIEW_PANEL.key, weeks=None)
    typed = {"meets_on_day": 10, "meets_on_month": 12, "meets_on_year": 2026, "starts_at": "10:00", "place": "Room 1"}
    client, page = make.signed_in(people.officer), reverse("meetings:call", args=[series.key])
    assert "Room 1" in client.post(page, typed, follow=True).content.decode()
    assert Meeting.objects.get().on == MEETS_ON
    assert "Another meeting of this series is on that day" in client.post(page, typed).content.decode()


def test_of_two_units_each_reviews_its_own_pupils_and_one_who_moves_leaves_the_agenda(people: People) -> None:
    first, second = unit("First Unit"), unit("Second Unit")
    mine = called(UNIT_REVIEW, provider=first)
    other = panel(kind=UNIT_REVIEW.key, name="Other review", provider=second)
    case = people.tell()
    arrange(people, case, FIRST_ON, date(2026, 11, 13), provider=first)
    take(people, case, pathway.BEGIN, date(2026, 11, 13), confirmed_by="The office")
    assert (waiting_for(people.officer, mine), waiting_for(people.officer, other)) == ([case], [])
    (item,) = deciding.put_on_agenda(mine.meetings.get(), [case], by=people.officer, on=ASKED_ON)
    arrange(people, case, ASKED_ON, date(2026, 11, 30), provider=second)
    item.refresh_from_db()
    assert item.decided is TAKEN_OFF
    assert (waiting_for(people.officer, mine), waiting_for(people.officer, other)) == ([], [case])


def test_a_units_own_review_has_its_pupils_ticked(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    mine = unit()
    case = people.tell()
    arrange(people, case, FIRST_ON, date(2026, 11, 13), provider=mine)
    take(people, case, pathway.BEGIN, date(2026, 11, 13), confirmed_by="The office")
    series = called(UNIT_REVIEW, provider=mine)
    client = make.signed_in(people.officer)
    text = client.get(reverse("meetings:agenda", args=[series.meetings.get().key])).content.decode()
    assert (case.key in text, "checked" in text, "Taught at" in text) == (True, True, False)
    assert "Demo Unit" in client.get(reverse("meetings:series", args=[series.key])).content.decode()


def test_the_council_arranges_the_review_of_a_maintained_school_and_not_of_an_academy(people: People) -> None:
    case, series = in_review(people), called(REVIEW_PANEL)
    assert waiting_for(people.officer, series) == [case]
    people.school.is_academy = True
    people.school.save()
    assert waiting_for(people.officer, series) == []


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (REVIEW_PANEL, "to review whether these exclusions stand, and for nothing else"),
        (UNIT_REVIEW, "to review how these children are taught, and who is ready for a school, and for nothing else"),
    ],
)
def test_the_papers_of_a_meeting_say_for_what_it_may_use_them_and_not_what_another_decides(
    people: People, kind: Kind, says: str
) -> None:
    pack = reverse("meetings:pack", args=[called(kind).meetings.get().key])
    text = make.signed_in(people.officer).get(pack).content.decode()
    assert says in text
    assert "decide where these children are educated" not in text


def test_a_units_review_has_nobody_ticked_and_says_where_each_is_taught_for_another_units_pupils_are_not_its_own(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T10:00:00+00:00")
    case = people.tell()
    taught(people, case, date(2026, 11, 13))
    page = reverse("meetings:agenda", args=[called(UNIT_REVIEW).meetings.get().key])
    client = make.signed_in(people.officer)
    text = client.get(page).content.decode()
    assert "Taught at: Example Unit from 13 November 2026, full-time" in text
    assert (case.key in text, "checked" in text) == (True, False)
    assert "Select at least one case" in client.post(page, {"asks": ""}).content.decode()


def test_a_quashed_decision_is_with_the_governors_again_and_says_what_it_may_cost(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-10T12:00:00+00:00")
    case = in_review(people)
    decide(people, called(REVIEW_PANEL), case, QUASHED)
    assert case.stage == "reconsidering"
    due = case.deadlines.get(clock="reconsideration")
    # Ten school days after the meeting of 10 December, over Christmas and the INSET day of 4 January.
    assert due.due_on == date(2027, 1, 8)
    text = make.signed_in(people.officer).get(case.get_absolute_url()).content.decode()
    assert "The decision is quashed" in text
    assert "£4,000.00" in text


def test_a_decision_that_the_panel_upholds_is_final(people: People) -> None:
    case = in_review(people)
    decide(people, called(REVIEW_PANEL), case, REVIEW_UPHELD)
    assert case.stage == "final"


def test_a_child_waits_for_a_school_and_for_the_review_at_the_same_time(people: People) -> None:
    case, fair, review = in_review(people), panel(), called(REVIEW_PANEL)
    deciding.put_on_agenda(fair.meetings.get(on=date(2026, 12, 4)), [case], by=people.officer, on=ASKED_ON)
    assert waiting_for(people.officer, review) == [case]
    deciding.put_on_agenda(review.meetings.get(), [case], by=people.officer, on=ASKED_ON)
    assert case.meeting_items.exclude(kind="governors").count() == 2


def test_the_unit_review_has_the_children_who_are_taught_and_have_no_new_school(people: People) -> None:
    case, series = people.tell(), called(UNIT_REVIEW)
    assert waiting_for(people.officer, series) == []
    taught(people, case, date(2026, 11, 16))
    assert waiting_for(people.officer, series) == [case]
    decide(people, series, case, READY)
    assert case.stage == "excluded"


def test_the_unit_review_reads_the_last_programme_review_and_its_decision_is_what_follows_from_that(
    people: People,
) -> None:
    mine, case = unit("Mine"), people.tell()
    series = called(UNIT_REVIEW, provider=mine)
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=mine)
    take(people, case, pathway.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    read = {row["key"]: row["value"] for row in UNIT_REVIEW.about([case])[case.pk]}
    assert read["Last programme review"] == "None yet"
    held_on, teacher = date(2026, 11, 25), make.user("provider", mine.organisation)
    review = record_review(
        Offer.objects.get(provider=mine), held_on=held_on, programme="English", targets="Comes daily",
        next_step="return", next_words="After half-term", who_came="All", next_on=None, by=teacher, on=held_on,
        at=moment(held_on),
    )  # fmt: skip
    read = {row["key"]: row["value"] for row in UNIT_REVIEW.about([case])[case.pk]}
    assert read["Last programme review"] == "25 November 2026, Mine: Return to school. After half-term"
    case.refresh_from_db()
    decide(people, series, case, READY)
    review.refresh_from_db()
    assert (review.waits, review.followed_by) == (False, people.officer)
    assert review.followed_words == "Referral unit review, Thursday 10 December 2026: Ready for a school. As heard."


def test_what_is_taken_off_the_agenda_follows_from_no_programme_review(people: People) -> None:
    mine, case = unit("Mine"), people.tell()
    series = called(UNIT_REVIEW, provider=mine)
    arrange(people, case, date(2026, 11, 11), date(2026, 11, 16), provider=mine)
    take(people, case, pathway.BEGIN, date(2026, 11, 16), confirmed_by="The office")
    held_on = date(2026, 11, 25)
    review = record_review(
        Offer.objects.get(provider=mine), held_on=held_on, programme="English", targets="Comes daily", next_step="move",
        next_words="", who_came="All", next_on=None, by=people.officer, on=held_on, at=moment(held_on),
    )  # fmt: skip
    case.refresh_from_db()
    decide(people, series, case, TAKEN_OFF)
    review.refresh_from_db()
    assert review.waits
