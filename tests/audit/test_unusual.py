"""Tests of what is unusual in a week's reads, with literal days, and of who may review it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oxle.accounts.models import User
from oxle.audit import unusual
from oxle.audit.models import Change, Sight, UnusualRead
from oxle.core.errors import Refused
from oxle.core.models import RuleValue
from tests import make

pytestmark = pytest.mark.django_db
# A Monday in summer time, at eleven in England; the week that is looked at begins on it.
WEEK = date(2026, 9, 14)
MONDAY = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)
NEXT_MONDAY = date(2026, 9, 21)
A_WEEK = timedelta(days=7)


@pytest.fixture
def officer(db) -> User:
    return make.user("attendance_officer")


@pytest.fixture
def told():
    """What listeners are told."""
    heard: list[tuple] = []
    listener = lambda week_on, count: heard.append((week_on, count))  # noqa: E731
    unusual.listed.append(listener)
    yield heard
    unusual.listed.remove(listener)


@pytest.fixture(autouse=True)
def no_reasons(monkeypatch):
    """Nobody knows of cases, unless a test says so."""
    monkeypatch.setattr(unusual, "without_reason", [])


def saw(user: User, children, *, at: datetime = MONDAY, what: str = "list", request: str = "") -> None:
    Sight.objects.create(
        at=at, transaction=1, actor=f"user:{user.pk}", request=request, what=what, path="/", children=list(children)
    )


def usual_weeks(user: User, count: int, weeks: int = 4) -> None:
    """So many children in each of the weeks before."""
    for number in range(1, weeks + 1):
        saw(user, range(count), at=MONDAY - number * A_WEEK)


def found() -> list[tuple]:
    unusual.find(on=NEXT_MONDAY)
    return list(UnusualRead.objects.filter(week_on=WEEK).order_by("actor", "why").values_list("actor", "why", "words"))


def colleagues(*counts: int) -> None:
    """Others in the officer's role, and how many children each read this week."""
    for number, count in enumerate(counts):
        saw(make.user("attendance_officer", name=f"Example colleague {number}"), range(count))


def test_more_than_three_times_ones_usual_week_is_unusual(officer):
    usual_weeks(officer, 40)
    saw(officer, range(121))
    assert found() == [(f"user:{officer.pk}", "many", "Read 121 children. In their usual week it is 40.")]


def test_three_times_ones_usual_week_is_not_yet_unusual(officer):
    usual_weeks(officer, 40)
    saw(officer, range(120))
    assert found() == []


def test_a_child_read_twice_counts_once(officer):
    usual_weeks(officer, 40)
    saw(officer, range(100))
    saw(officer, range(120), what="page")
    assert found() == []


def test_few_children_are_never_too_many(officer):
    usual_weeks(officer, 1)
    saw(officer, range(59))
    assert found() == []
    saw(officer, [59])
    assert found() == [(f"user:{officer.pk}", "many", "Read 60 children. In their usual week it is 1.")]


def test_weeks_of_leave_do_not_make_an_ordinary_week_unusual(officer):
    usual_weeks(officer, 50, weeks=4)
    saw(officer, range(100))
    assert found() == []


def test_a_newcomer_is_compared_with_the_others_in_the_same_role(officer):
    colleagues(20, 30, 90)
    saw(officer, range(91))
    assert found() == [(f"user:{officer.pk}", "peers", "Read 91 children. Others in the same role read 30 that week.")]


def test_ninety_children_are_not_unusual_where_the_others_read_thirty(officer):
    colleagues(20, 30, 90)
    saw(officer, range(90))
    assert found() == []


def test_people_in_other_roles_are_no_measure(officer):
    for number in range(3):
        saw(make.user("solicitor", name=f"Example solicitor {number}"), range(2))
    saw(officer, range(180))
    assert found() == []


def test_a_newcomer_without_others_to_compare_with_may_read_three_times_the_least_that_counts(officer):
    saw(officer, range(181))
    assert found() == [(f"user:{officer.pk}", "many", "Read 181 children. Nothing tells yet what is usual for them.")]


def test_five_reads_at_night_or_at_a_weekend_are_unusual(officer):
    saturday, sunday = datetime(2026, 9, 19, 12, tzinfo=UTC), datetime(2026, 9, 20, 12, tzinfo=UTC)
    # In England it is an hour later: 22:00 on Tuesday, and 05:59 on Wednesday.
    late, early = datetime(2026, 9, 15, 21, 0, tzinfo=UTC), datetime(2026, 9, 16, 4, 59, tzinfo=UTC)
    for at in (saturday, sunday, late, early):
        saw(officer, [1], at=at)
    assert found() == []
    saw(officer, [1], at=saturday)
    assert found() == [(f"user:{officer.pk}", "hours", "Looked 5 times at night (10pm to 6am) or at a weekend.")]


def test_six_in_the_morning_and_a_minute_to_ten_are_ordinary_hours(officer):
    for at in (datetime(2026, 9, 16, 5, 0, tzinfo=UTC), datetime(2026, 9, 15, 20, 59, tzinfo=UTC)):
        for _ in range(5):
            saw(officer, [1], at=at)
    assert found() == []


def test_one_child_opened_eight_times_with_nothing_done_is_unusual(officer):
    for number in range(8):
        saw(officer, [7], what="page", request=f"request {number}")
    assert found() == [
        (f"user:{officer.pk}", "again", "Opened one child up to 8 times each and changed nothing there.")
    ]
    assert UnusualRead.objects.get().children == [7]


def test_one_child_opened_often_by_somebody_who_works_on_it_is_not_unusual(officer):
    for number in range(9):
        saw(officer, [7], what="page", request=f"request {number}")
    Change.objects.create(
        at=MONDAY, transaction=1, actor=f"user:{officer.pk}", request="request 3", table="x", row="1", action="update"
    )
    assert found() == []


def test_a_change_about_somebody_else_explains_nothing(officer):
    for number in range(8):
        saw(officer, [7], what="page", request=f"request {number}")
    saw(officer, [8], what="page", request="another")
    Change.objects.create(
        at=MONDAY, transaction=1, actor=f"user:{officer.pk}", request="another", table="x", row="1", action="update"
    )
    assert [why for _, why, _ in found()] == ["again"]


def test_a_child_in_lists_only_was_not_opened(officer):
    for number in range(8):
        saw(officer, [7], what="list", request=f"request {number}")
    assert found() == []


def test_children_opened_outside_any_case_are_counted_and_named(officer, monkeypatch):
    monkeypatch.setattr(unusual, "without_reason", [lambda actor, children: children - {1, 2}])
    saw(officer, range(1, 7), what="page")
    assert found() == []
    saw(officer, [9], what="pdf")
    assert found() == [(f"user:{officer.pk}", "no_case", "Opened 5 children outside any case of theirs.")]
    assert UnusualRead.objects.get().children == [3, 4, 5, 6, 9]


def test_any_layer_that_knows_a_reason_is_enough(officer, monkeypatch):
    reasons = [lambda actor, children: children - {1, 2, 3}, lambda actor, children: children - {4}]
    monkeypatch.setattr(unusual, "without_reason", reasons)
    saw(officer, range(1, 9), what="page")
    assert found() == []


def test_an_organisation_is_measured_by_everybody_in_it():
    school = make.organisation("school")
    lead = make.user("school_attendance_lead", school)
    head = make.user("head", school)
    for number in range(1, 5):
        saw(lead, range(20), at=MONDAY - number * A_WEEK)
    saw(lead, range(31))
    saw(head, range(31, 61))
    assert found() == [
        (f"organisation:{school.pk}", "organisation", "Its people read 61 children. In its usual week it is 20.")
    ]


def test_the_system_s_own_reads_are_not_looked_at():
    Sight.objects.create(
        at=MONDAY, transaction=1, actor="system: letters", what="pdf", path="", children=list(range(999))
    )
    assert found() == []


def test_finding_twice_lists_once_and_tells_once(officer, told):
    usual_weeks(officer, 40)
    saw(officer, range(121))
    assert unusual.find(on=NEXT_MONDAY) == 1
    assert unusual.find(on=NEXT_MONDAY + timedelta(days=1)) == 0
    assert told == [(WEEK, 1)]


def test_weeks_that_a_stopped_scheduler_missed_are_caught_up(officer):
    usual_weeks(officer, 40)
    saw(officer, range(121))
    unusual.find(on=date(2026, 10, 12))
    assert UnusualRead.objects.get().week_on == WEEK


def test_the_running_week_is_not_judged_before_it_is_over(officer):
    usual_weeks(officer, 40)
    saw(officer, range(121))
    assert unusual.find(on=date(2026, 9, 20)) == 0


def test_a_week_begins_at_midnight_in_england(officer):
    usual_weeks(officer, 40)
    # Sunday 23:30 in England, though the Monday had begun by no clock there.
    saw(officer, range(121), at=datetime(2026, 9, 13, 22, 30, tzinfo=UTC))
    assert found() == []


def test_the_numbers_are_settings_of_the_day(officer):
    RuleValue.objects.create(rule="audit.times_usual", value="2", from_on=date(2026, 9, 1), reason="Agreed")
    usual_weeks(officer, 40)
    saw(officer, range(81))
    assert [why for _, why, _ in found()] == ["many"]


def test_a_review_says_who_looked_when_and_what_they_found(officer):
    manager = make.user("manager")
    row = UnusualRead.objects.create(week_on=WEEK, actor=f"user:{officer.pk}", why="many", words="Read 121 children.")
    unusual.review(row, by=manager, at=MONDAY, finding="A court list was checked")
    row.refresh_from_db()
    assert (row.reviewed_by, row.reviewed_at, row.finding) == (f"user:{manager.pk}", MONDAY, "A court list was checked")


def test_nobody_reviews_their_own_reads():
    manager = make.user("manager")
    row = UnusualRead.objects.create(week_on=WEEK, actor=f"user:{manager.pk}", why="many", words="Read 121 children.")
    with pytest.raises(Refused, match="These are your own reads, so somebody else must review them"):
        unusual.review(row, by=manager, at=MONDAY, finding="All is well")


def test_a_review_is_not_overwritten(officer):
    first, second = make.user("manager"), make.user("manager", name="Second Manager")
    row = UnusualRead.objects.create(week_on=WEEK, actor=f"user:{officer.pk}", why="many", words="Read 121 children.")
    unusual.review(row, by=first, at=MONDAY, finding="Asked, and explained")
    with pytest.raises(Refused, match="Somebody has reviewed this already"):
        unusual.review(row, by=second, at=MONDAY, finding="Something else")
    row.refresh_from_db()
    assert row.finding == "Asked, and explained"
