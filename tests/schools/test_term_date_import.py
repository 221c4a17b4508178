"""A published list of term dates becomes a calendar; importing it again, correcting it and undoing it all reconcile."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oxle.core.errors import Refused
from oxle.exchange import actions
from oxle.schooldays.actions import add_calendar
from oxle.schooldays.models import Calendar
from oxle.schooldays.queries import calendar_for
from oxle.schools.term_dates import year_lines
from tests import make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
INVENTED = Path(__file__).parent.parent / "data" / "term_dates_invented.csv"
SHARED = (
    Path(__file__).parents[3] / "shared" / "data" / "termdates" / "oxfordshire_term_dates_2024_2026_transcribed.csv"
)


@pytest.fixture
def admin():
    return make.user("administrator")


@pytest.fixture
def council(admin) -> Calendar:
    return add_calendar("The council’s", by=admin, on=TODAY, is_default=True)


def preview(calendar: Calendar, by, data: bytes):
    return actions.preview("term-dates", data, file_name="terms.csv", options={"calendar": calendar.key}, by=by, at=AT)


def load(calendar: Calendar, by, data: bytes):
    return actions.commit(preview(calendar, by, data), by=by, at=AT)


def terms(calendar: Calendar) -> list[tuple[str, date]]:
    return list(calendar.terms.values_list("name", "ends_on"))


def test_terms_and_inset_days_are_new_and_holidays_are_left_out(council, admin):
    batch = load(council, admin, INVENTED.read_bytes())
    assert (batch.rows, batch.created, batch.unchanged, batch.left_out, batch.rejected) == (9, 7, 2, 2, 0)
    assert calendar_for(council.pk).first_day == date(2026, 9, 2)
    assert calendar_for(council.pk).last_day == date(2027, 7, 21)
    # domain.md §3: 2026/27 has 194 days before a school's own INSET.
    assert [line.days for line in year_lines(calendar_for(council.pk), None, TODAY)] == [194]


def test_the_same_list_again_changes_nothing_not_even_the_calendars_version(council, admin):
    load(council, admin, INVENTED.read_bytes())
    version = Calendar.objects.get().version
    again = load(council, admin, INVENTED.read_bytes())
    assert (again.created, again.updated, again.unchanged) == (0, 0, 9)
    assert Calendar.objects.get().version == version


def test_a_corrected_list_changes_the_term_it_corrects_and_leaves_the_rest(council, admin):
    load(council, admin, INVENTED.read_bytes())
    correction = b"term,starts,ends\nSummer term 2,7 June 2027,23/7/2027\n"
    batch = load(council, admin, correction)
    assert (batch.created, batch.updated, batch.unchanged) == (0, 1, 0)
    assert terms(council)[-1] == ("Summer term 2", date(2027, 7, 23))
    assert len(terms(council)) == 6
    actions.undo(batch, by=admin, at=AT)
    assert terms(council)[-1] == ("Summer term 2", date(2027, 7, 21))


def test_undoing_the_first_list_leaves_an_empty_calendar(council, admin):
    actions.undo(load(council, admin, INVENTED.read_bytes()), by=admin, at=AT)
    assert terms(council) == []
    assert council.closures.count() == 0


def test_undoing_a_later_year_leaves_the_earlier_one(council, admin):
    load(council, admin, INVENTED.read_bytes())
    later = b"period,start,end\nAutumn term 1,2027-09-01,2027-10-22\nAutumn term 2,2027-11-01,2027-12-17\n"
    batch = load(council, admin, later)
    assert batch.created == 2
    actions.undo(batch, by=admin, at=AT)
    assert terms(council)[-1] == ("Summer term 2", date(2027, 7, 21))


def test_a_term_that_overlaps_another_is_rejected_by_name(council, admin):
    load(council, admin, INVENTED.read_bytes())
    batch = preview(council, admin, b"period,start,end\nExtra term,2026-12-01,2027-01-08\n")
    assert batch.lines.get().reasons == ["It overlaps Autumn term 2 (2026-11-02 to 2026-12-18)."]


def test_a_row_that_cannot_be_true_says_why(council, admin):
    data = (
        b"academic_year,period,start,end\n2025-2026,Autumn term 1,2026-09-02,2026-10-23\n"
        b"2026-2027,,2026-11-02,2026-12-18\n2026-2027,Spring term 1,soon,2027-02-12\n"
        b"2026-2027,Spring term 2,2027-03-25,2027-02-22\n"
    )
    reasons = dict(preview(council, admin, data).lines.values_list("number", "reasons"))
    assert reasons == {
        2: ["academic_year is “2025-2026”, but 2 September 2026 is in 2026/27."],
        3: ["There is no name for this period."],
        4: ["start is “soon”, which is not a date."],
        5: ["Spring term 2 ends before it starts."],
    }


def test_terms_too_far_apart_for_a_holiday_are_refused_and_nothing_is_kept(council, admin):
    load(council, admin, INVENTED.read_bytes())
    batch = preview(council, admin, b"period,start,end\nAutumn term 1,2028-09-04,2028-10-20\n")
    with pytest.raises(Refused, match="No term lies between 21 July 2027 and 4 September 2028"):
        actions.commit(batch, by=admin, at=AT)
    assert len(terms(council)) == 6


@pytest.mark.skipif(not SHARED.exists(), reason="shared data absent")
def test_the_real_list_gives_194_days_in_both_years(council, admin):
    batch = load(council, admin, SHARED.read_bytes())
    assert (batch.rows, batch.created, batch.left_out, batch.rejected) == (24, 14, 10, 0)
    lines = year_lines(calendar_for(council.pk), None, date(2024, 9, 1))
    assert [(line.year.name, line.days) for line in lines] == [("2024/25", 194), ("2025/26", 194)]
