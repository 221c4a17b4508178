"""Marks as they are kept: packed by the week, written over without loss, read back and summed."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from oxle.accounts.visibility import visible_to
from oxle.audit import acting
from oxle.registers.actions import overlay, write_marks, write_weeks
from oxle.registers.codes import CodeRefused, Tally
from oxle.registers.extract import SessionMark
from oxle.registers.extract_rows import Half
from oxle.registers.models import ChildWeek
from oxle.registers.queries import attendance_between, marks_between, tallies_between
from tests import make

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)
PRESENT = "/ \\ " * 5


def mark(day: int, half: Half, code: str) -> SessionMark:
    return SessionMark(date(2026, 9, day), half, code)


@pytest.fixture
def child():
    return make.child()


@pytest.fixture
def school():
    return make.school()


def write(child, school, *marks: SessionMark) -> int:
    return write_marks(child, school, marks, source="extract", by=None)


def test_marks_are_packed_by_week_and_read_back_in_order(child, school):
    given = [
        mark(7, Half.MORNING, "/"),
        mark(7, Half.AFTERNOON, "\\"),
        mark(11, Half.AFTERNOON, "Y2"),
        mark(14, Half.MORNING, "O"),
    ]
    assert write(child, school, *reversed(given)) == 2
    assert list(ChildWeek.objects.order_by("monday").values_list("monday", "marks", "source")) == [
        (date(2026, 9, 7), "/ \\               Y2", "extract"),
        (date(2026, 9, 14), "O                   ", "extract"),
    ]
    assert marks_between(child, school, date(2026, 9, 1), date(2026, 9, 30)) == given


def test_only_the_days_asked_for_are_read(child, school):
    write_weeks(child, school, {MONDAY: PRESENT}, source="extract", by=None)
    read = marks_between(child, school, date(2026, 9, 9), date(2026, 9, 10))
    assert [(each.on.day, each.half, each.code) for each in read] == [
        (9, 0, "/"),
        (9, 1, "\\"),
        (10, 0, "/"),
        (10, 1, "\\"),
    ]


def test_a_mark_replaces_the_one_there_and_leaves_the_other_sessions(child, school):
    write_weeks(child, school, {MONDAY: PRESENT}, source="extract", by=None)
    assert write(child, school, mark(8, Half.MORNING, "I")) == 1
    assert ChildWeek.objects.get().marks == "/ \\ I \\ / \\ / \\ / \\ "


def test_the_same_marks_again_change_nothing(child, school):
    write_weeks(child, school, {MONDAY: PRESENT}, source="extract", by=None)
    assert write_weeks(child, school, {MONDAY: PRESENT}, source="daily feed", by=None) == 0
    assert ChildWeek.objects.get().source == "extract"


def test_a_retired_code_is_refused_with_what_replaced_it(child, school):
    with pytest.raises(CodeRefused, match="Code H was retired on 19 August 2024"):
        write(child, school, mark(7, Half.MORNING, "H"))
    assert ChildWeek.objects.count() == 0


def test_there_are_no_marks_at_a_weekend(child, school):
    with pytest.raises(ValueError, match="2026-09-12 is at a weekend"):
        write(child, school, mark(12, Half.MORNING, "/"))


def test_weeks_of_two_schools_are_apart(child, school):
    other = make.school("Demo Other School")
    write_weeks(child, school, {MONDAY: PRESENT}, source="extract", by=None)
    write_weeks(child, other, {MONDAY: "D " * 10}, source="extract", by=None)
    assert {each.code for each in marks_between(child, school, MONDAY, MONDAY)} == {"/", "\\"}
    assert ChildWeek.objects.count() == 2


def test_attendance_counts_by_class_and_names_the_days_that_wait_for_a_reason(child, school):
    write_weeks(child, school, {MONDAY: "/ \\ N N / N I C1Y2# "}, source="extract", by=None)
    found = attendance_between(child, school, date(2026, 9, 1), date(2026, 9, 30))
    assert found.tally == Tally(sessions=10, possible=8, present=3, authorised=2, unauthorised=3)
    assert found.not_established_on == (date(2026, 9, 8), date(2026, 9, 9))


def test_the_sums_of_many_children_are_those_of_each_in_one_query(child, school, django_assert_num_queries):
    other, without = make.child("Demo", "Other"), make.child("Demo", "Without")
    write_weeks(child, school, {MONDAY: "/ \\ N N / N I C1Y2# "}, source="extract", by=None)
    write_weeks(other, school, {MONDAY: PRESENT, date(2026, 9, 14): "U " * 10}, source="extract", by=None)
    days = (date(2026, 9, 8), date(2026, 9, 15))
    with django_assert_num_queries(1):
        found = tallies_between([child.pk, other.pk, without.pk], *days)
    assert found == {
        child.pk: attendance_between(child, school, *days).tally,
        other.pk: attendance_between(other, school, *days).tally,
    }
    assert found[other.pk] == Tally(sessions=12, possible=12, present=8, authorised=0, unauthorised=4)


def test_laying_one_week_over_another_takes_what_it_has():
    assert overlay("/ \\ " * 5, "I   " + " " * 16) == "I \\ " + "/ \\ " * 4
    with pytest.raises(ValueError, match="a packed week has 20 characters"):
        overlay("/ ", "I ")


def test_the_database_refuses_a_week_that_does_not_begin_on_monday(child, school):
    with pytest.raises(IntegrityError, match="child_week_begins_on_monday"), transaction.atomic():
        ChildWeek.objects.create(child=child, school=school, monday=date(2026, 9, 8), marks=PRESENT, source="x")


@pytest.mark.parametrize("marks", ["", "/ ", "//" * 10, "/ \\ " * 4 + "/ \\1", "12" * 10, "c2" * 10])
def test_the_database_refuses_anything_but_ten_whole_marks(child, school, marks):
    with pytest.raises(IntegrityError, match="child_week_has_ten_marks"), transaction.atomic():
        ChildWeek.objects.create(child=child, school=school, monday=MONDAY, marks=marks, source="x")


def test_the_database_refuses_a_second_row_for_a_week(child, school):
    ChildWeek.objects.create(child=child, school=school, monday=MONDAY, marks=PRESENT, source="x")
    with pytest.raises(IntegrityError, match="one_week_a_child_a_school"), transaction.atomic():
        ChildWeek.objects.create(child=child, school=school, monday=MONDAY, marks=PRESENT, source="x")


def test_a_schools_staff_see_the_marks_of_their_own_school_only(child, school):
    other = make.school("Demo Other School")
    for place, kind in ((school, "dual_main"), (other, "dual_subsidiary")):
        make.enrolled(child, place, kind=kind)
        write_weeks(child, place, {MONDAY: PRESENT}, source="extract", by=None)
    lead = make.user("school_attendance_lead", at=school.organisation)
    officer = make.user("attendance_officer")
    assert [week.school for week in visible_to(lead, ChildWeek)] == [school]
    assert visible_to(officer, ChildWeek).count() == 2


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kept_before", [{}, {MONDAY: "E " * 10}], ids=["new week", "week already kept"])
def test_two_writers_at_once_lose_none_of_each_others_sessions(kept_before):
    child, school = make.child(), make.school()
    write_weeks(child, school, kept_before, source="extract", by=None)

    def second() -> None:
        try:
            with acting("test"):
                write_weeks(child, school, {MONDAY: "  \\ " * 5}, source="extract", by=None)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with acting("test"):
        write_weeks(child, school, {MONDAY: "/   " * 5}, source="extract", by=None)
        thread.start()
        while not somebody_waits():
            assert thread.is_alive()
    thread.join()
    assert ChildWeek.objects.get().marks == PRESENT
