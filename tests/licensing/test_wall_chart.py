"""The wall chart of a production: children by day, who is in charge of how many, and what does not fit, in words."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licensing.performances import actions, pathway
from licensing.performances.models import Production
from licensing.performances.wall_chart import chart_for
from oxle.audit.models import Sight
from oxle.cases.actions import take
from oxle.people.actions import declare_conflict
from tests import make
from tests.attendance import make as referrals
from tests.exclusions.make import moment
from tests.licensing.performing import PLACE, application, applied, day, given

ON = date(2026, 11, 16)
SATURDAY, SUNDAY = date(2026, 12, 12), date(2026, 12, 13)
NEXT = SATURDAY + timedelta(7)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.user("admin_officer")


@pytest.fixture
def school():
    referrals.calendar()
    return make.school()


def child(school, given, **facts):
    made = make.child(given, "Example", date(2015, 5, 6), at=school, **facts)
    make.address(made)
    return made


def submitted(children, lines, **changes) -> Production:
    return actions.submit(application(children, lines, **changes), on=ON, at=moment(ON))


def test_each_child_has_a_row_in_each_week_and_a_day_on_which_anybody_is_there_a_column(school, officer):
    ida, jon = given(child(school, "Ida")), given(child(school, "Jon"))
    lines = [day(1, ida, SATURDAY), day(2, jon, SUNDAY), day(3, ida, NEXT, performing=[], chaperone="parent")]
    chart = chart_for(officer, submitted([ida, jon], lines), on=ON)
    assert [(week.monday, week.days) for week in chart.weeks] == [
        (date(2026, 12, 7), [SATURDAY, SUNDAY]), (date(2026, 12, 14), [NEXT]),
    ]  # fmt: skip
    first, second = chart.weeks
    shown = [[[one.here for one in cell.there] for cell in row.cells] for row in first.rows]
    assert shown == [[["09:00 to 12:00"], []], [[], ["09:00 to 12:00"]]]
    (there,) = first.rows[0].cells[0].there
    assert (there.performs, there.place, there.in_charge) == (
        "09:30 to 10:30 (1 hour)", PLACE.name, "Kit Chaperone",
    )  # fmt: skip
    (there,) = second.rows[0].cells[0].there
    assert (there.performs, there.in_charge) == ("", "A parent")
    assert [row.name for row in first.rows] == ["Ida Example", "Jon Example"]


def test_whoever_is_in_charge_is_listed_with_how_many_children_on_each_day_and_nobody_last(school, officer):
    ida, jon = given(child(school, "Ida")), given(child(school, "Jon"))
    lines = [
        day(1, ida, SATURDAY), day(2, jon, SATURDAY), day(3, ida, SUNDAY, chaperone="parent"),
        day(4, jon, SUNDAY, chaperone=""),
    ]  # fmt: skip
    (week,) = chart_for(officer, submitted([ida, jon], lines), on=ON).weeks
    assert [(one.name, one.approved, one.children) for one in week.on_duty] == [
        ("Kit Chaperone", "Approved until 13 December 2026", [2, 0]), ("A parent", "", [0, 1]), ("Nobody", "", [0, 1]),
    ]  # fmt: skip
    assert [one.is_nobody for one in week.on_duty] == [False, False, True]


def test_what_does_not_fit_is_said_on_its_day_and_its_frame_is_that_of_the_heaviest(school, officer):
    ida = given(child(school, "Ida"))
    lines = [
        day(1, ida, SATURDAY, here=(9 * 60, 19 * 60)), day(2, ida, SUNDAY, here=(22 * 60, 23 * 60 + 30),
        performing=[], night_work=True),
    ]  # fmt: skip
    (week,) = (chart := chart_for(officer, submitted([ida], lines), on=ON)).weeks
    long, night = week.rows[0].cells
    assert long.mark == "breach"
    assert any(one.words.startswith("10 hours at the place") for one in long.conflicts)
    assert {one.meaning for one in night.conflicts} >= {"To know"}
    assert chart.conflicts == len(long.conflicts) + len(night.conflicts)


def test_a_child_in_another_production_on_the_same_day_is_a_conflict(school, officer):
    ida = child(school, "Ida")
    production = applied([ida], [SATURDAY, SUNDAY], on=ON)
    other = applied([ida], [SUNDAY], on=ON).entrants.get().case
    (week,) = chart_for(officer, production, on=ON).weeks
    saturday, sunday = week.rows[0].cells
    assert [(one.mark, one.meaning, one.words) for one in sunday.conflicts] == [
        ("breach", "The same day elsewhere", f"Also in “A Winter’s Example” ({other.reference})")
    ]
    assert saturday.conflicts == []


def test_a_child_who_does_not_come_is_off_the_chart_and_counted_with_nobody(school, officer):
    ida, jon = child(school, "Ida"), child(school, "Jon")
    production = applied([ida, jon], [SATURDAY], on=ON)
    case = production.entrants.get(case__child=jon).case
    take(case, pathway.WITHDRAW, by=officer, on=ON, at=moment(ON), reason="Not cast.")
    chart = chart_for(officer, production, on=ON)
    (week,) = chart.weeks
    assert [row.name for row in week.rows] == ["Ida Example"]
    assert week.on_duty[0].children == [1]
    assert chart.gone == [("Jon Example", "Closed: withdrawn by the applicant")]


def test_a_child_who_does_not_come_makes_no_group_too_large(school, officer):
    cast = [child(school, f"Child {number}") for number in range(13)]
    production = applied(cast, [SATURDAY], on=ON)
    case = production.entrants.get(case__child=cast[0]).case
    assert chart_for(officer, production, on=ON).conflicts > 0
    take(case, pathway.WITHDRAW, by=officer, on=ON, at=moment(ON), reason="Not cast.")
    assert chart_for(officer, production, on=ON).conflicts == 0


def test_a_child_closed_to_a_person_is_not_shown_and_counted_with_whoever_is_in_charge(school, officer):
    ida, jon = child(school, "Ida"), child(school, "Jon")
    production = applied([ida, jon], [SATURDAY], on=ON)
    declare_conflict(jon, user=officer, reason="A neighbour.", by=officer, on=ON)
    chart = chart_for(officer, production, on=ON)
    (week,) = chart.weeks
    assert ([row.name for row in week.rows], chart.closed) == (["Ida Example"], 1)
    assert week.on_duty[0].children == [2]
    page = make.signed_in(officer).get(f"/licensing/productions/{production.key}/chart/").content.decode()
    assert "1 child of this production is closed to you" in page
    assert "Jon" not in page


def test_a_production_of_which_a_person_may_see_nobody_is_not_there(school, officer):
    production = applied([ida := child(school, "Ida")], [SATURDAY], on=ON)
    declare_conflict(ida, user=officer, reason="A neighbour.", by=officer, on=ON)
    page = f"/licensing/productions/{production.key}/chart/"
    assert make.signed_in(officer).get(page).status_code == 404


def test_the_page_records_the_sight_of_each_child_and_shows_what_an_applicant_typed_as_text(school, officer):
    ida = child(school, "<b>Ida</b>")
    lines = [day(1, told := given(ida), SATURDAY, chaperone="<i>Kit</i>")]
    production = submitted([told], lines)
    page = make.signed_in(officer).get(f"/licensing/productions/{production.key}/chart/").content.decode()
    assert "&lt;i&gt;Kit&lt;/i&gt;" in page
    assert "<b>Ida" not in page
    assert "Ida" not in page.split("<title>")[1].split("</title>")[0]
    assert ida.pk in Sight.objects.latest("pk").children


def test_many_children_cost_as_many_queries_as_one(school, officer):
    def cost(*children):
        production = applied(children, [SATURDAY, SUNDAY], on=ON)
        with CaptureQueriesContext(connection) as found:
            chart_for(officer, production, on=ON)
        return len(found)

    cost(child(school, "Ada"))  # reads the settings
    alone = cost(child(school, "Ida"))
    assert cost(*(child(school, f"Child {number}") for number in range(4))) == alone
