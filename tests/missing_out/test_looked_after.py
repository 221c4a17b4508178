"""The weekly report on looked-after children, and the paper of their six-weekly meeting: figures that name nobody."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from oxle.accounts.models import User
from oxle.correspondence.models import Message
from oxle.missing_out.looked_after.figures import LABELS, report, week_of
from oxle.missing_out.looked_after.kind import LOOKED_AFTER
from oxle.missing_out.looked_after.queries import span_of
from oxle.missing_out.looked_after.telling import tell_of_week
from oxle.missing_out.messages import WEEK
from oxle.people.models import Child, Vulnerability, VulnerabilityKind
from oxle.registers.actions import write_weeks
from oxle.schooldays.school_years import Span
from tests import make
from tests.exclusions.make import People, moment
from tests.missing_out.packing import care_meetings, member_of, offered_nothing

pytestmark = pytest.mark.django_db
# A Thursday, and the last whole week before it.
TODAY, MONDAY, SUNDAY = date(2026, 12, 3), date(2026, 11, 23), date(2026, 11, 29)
ALL, OUT, RED = (LABELS[key] for key in ("all", "missing", "red"))
ATTENDANCE, PERSISTENT = (LABELS[key] for key in ("attendance", "persistent"))


@pytest.fixture(autouse=True)
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")
    return People()


@pytest.fixture
def manager() -> User:
    return make.user("manager", name="Marl Manager")


def looked_after(child: Child, from_on: date = date(2026, 9, 1), to_on: date | None = None) -> Child:
    Vulnerability.objects.create(
        child=child, kind=VulnerabilityKind.LOOKED_AFTER, from_on=from_on, to_on=to_on, source="Social care"
    )
    return child


def figures(user: User, span: Span | None = None) -> dict[str, tuple[int | None, int | None]]:
    return {one.label: (one.number, one.before) for one in report(user, span or week_of(TODAY), asked_on=TODAY)}


def test_the_week_is_the_last_whole_one_from_monday_to_sunday() -> None:
    spans = [week_of(day) for day in (TODAY, date(2026, 11, 30), SUNDAY)]
    assert [(one.starts_on, one.ends_on) for one in spans] == [
        (MONDAY, SUNDAY), (MONDAY, SUNDAY), (date(2026, 11, 16), date(2026, 11, 22)),
    ]  # fmt: skip


def test_only_who_is_looked_after_on_the_day_and_of_school_age_counts(people: People, manager: User) -> None:
    looked_after(people.child)
    looked_after(make.child("New", "Example", at=people.school), from_on=date(2026, 11, 27))
    looked_after(make.child("Over", "Example", at=people.school), to_on=date(2026, 11, 20))
    looked_after(make.child("Small", "Example", date(2024, 5, 1)))
    restricted = looked_after(make.child("Hidden", "Example", at=people.school))
    Child.objects.filter(pk=restricted.pk).update(restricted=True, restricted_because="Refuge.")
    make.child("Other", "Example", at=people.school)
    # The week before ended on 22 November: one was not looked after yet, and one no more.
    assert figures(manager)[ALL] == (3, 2)


def test_who_is_out_and_red_is_counted_of_the_looked_after_alone(people: People, manager: User) -> None:
    offered_nothing(looked_after(people.child), people.school, date(2026, 9, 10))
    offered_nothing(make.child("Other", "Example", at=people.school), people.school, date(2026, 9, 10))
    offered_nothing(looked_after(make.child("New", "Out", at=people.school)), people.school, date(2026, 11, 24))
    assert {label: figures(manager)[label] for label in (OUT, RED)} == {OUT: (2, 1), RED: (1, 1)}


def test_attendance_is_of_the_sessions_of_those_days_and_not_known_where_there_were_none(
    people: People, manager: User
) -> None:
    child, other = looked_after(people.child), looked_after(make.child("Away", "Example", at=people.school))
    write_weeks(child, people.school, {MONDAY: "/ " * 10}, source="test", by=None)
    write_weeks(other, people.school, {MONDAY: "/ " * 7 + "O " * 3}, source="test", by=None)
    at_school = make.child("Other", "Example", at=people.school)
    write_weeks(at_school, people.school, {MONDAY: "O " * 10}, source="test", by=None)
    found = figures(manager)
    assert (found[ATTENDANCE], found[PERSISTENT]) == ((85, None), (1, 0))


def test_cases_count_on_the_pathways_of_which_the_reader_may_know(people: People, manager: User) -> None:
    looked_after(people.child)
    people.tell(first_on=date(2026, 11, 24), decided_on=date(2026, 11, 24))
    found = {label: number for label, number in figures(manager).items() if label.startswith("Permanent exclusion")}
    assert found == {
        "Permanent exclusion: cases opened in these days": (1, 0), "Permanent exclusion: open cases": (1, 0),
    }  # fmt: skip
    finance = make.user("finance_officer")
    assert [label for label in figures(finance) if label.startswith("Permanent exclusion")] == []


def test_the_page_names_nobody_and_a_week_that_is_not_over_is_not_there(people: People, manager: User) -> None:
    looked_after(make.child("Zephyrine", "Quillonby", at=people.school))
    browser = make.signed_in(manager)
    for name in ("week", "week_file"):
        answer = browser.get(reverse(f"missing_out:looked_after:{name}", args=["2026-11-29"]))
        text = answer.content.decode()
        assert ALL in text
        assert not [part for part in ("Zephyrine", "Quillonby") if part in text]
    for day in ("2026-12-06", "2026-11-28", "x"):
        assert browser.get(reverse("missing_out:looked_after:week", args=[day])).status_code == 404


def test_a_meeting_reads_of_the_days_since_the_one_before_as_far_as_they_have_gone(manager: User) -> None:
    series = care_meetings(date(2026, 10, 19), by=manager)
    first, second = series.meetings.order_by("on")[:2]
    assert (second.on - first.on) == timedelta(days=42) == timedelta(weeks=LOOKED_AFTER.weeks or 0)
    spans = [span_of(one, TODAY) for one in (first, second)]
    assert [(one.starts_on, one.ends_on) for one in spans] == [
        (date(2026, 9, 7), date(2026, 10, 18)), (date(2026, 10, 19), date(2026, 11, 29)),
    ]  # fmt: skip
    member, stranger = member_of(first), make.user("strategic_group_member", name="Other Member")
    url = reverse("missing_out:looked_after:of_meeting", args=[second.key])
    assert [make.signed_in(one).get(url).status_code for one in (member, stranger)] == [200, 404]
    # Its members are led there from their own list.
    assert make.signed_in(member).get(reverse("meetings:pack", args=[second.key]))["Location"] == url


def test_managers_are_told_once_of_each_week_without_a_number(people: People, manager: User) -> None:
    make.user("virtual_school_officer")
    for day in (TODAY, TODAY, date(2026, 12, 4)):
        tell_of_week(day, moment(day))
    (told,) = Message.objects.filter(kind=WEEK.key)
    assert (told.user, told.link) == (manager, reverse("missing_out:looked_after:week", args=["2026-11-29"]))
    tell_of_week(date(2026, 12, 7), moment(date(2026, 12, 7)))
    assert Message.objects.filter(kind=WEEK.key).count() == 2
