"""Who is red, or goes to the group, and is not on the register: found all the same, beside it and in no total of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ehe import actions as home
from oxle.accounts.models import User
from oxle.cases.criteria import Rated
from oxle.meetings import actions as meetings
from oxle.meetings.models import Capacity, Meeting
from oxle.missing_out import actions as ratings
from oxle.missing_out.concerns import actions
from oxle.missing_out.concerns.queries import State, beside_register, going_up, lines_for
from oxle.missing_out.models import Pack
from oxle.missing_out.not_attending import not_attending_for
from oxle.missing_out.off_register import ABSENT, AT_HOME, NOWHERE, OFFERED
from oxle.missing_out.packs import freezing
from oxle.missing_out.rating import rating_of
from oxle.missing_out.register import UNEXPLAINED, register_for
from oxle.people import actions as people
from oxle.people.actions import add_vulnerability
from oxle.people.models import Child, Enrolment
from oxle.registers.actions import write_weeks
from tests import make
from tests.ehe.make import told_of_home
from tests.exclusions.make import People, moment
from tests.missing_out.packing import group, offered_nothing

pytestmark = pytest.mark.django_db
BEGAN, MONDAY, TODAY = date(2026, 11, 2), date(2026, 11, 23), date(2026, 12, 3)
AWAY, THERE, MOSTLY = "O " * 10, "/ " * 10, "/ " * 4 + "O " * 6


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-12-03T12:00:00+00:00")


@pytest.fixture
def there() -> People:
    return People()


@pytest.fixture
def manager() -> User:
    return make.user("manager")


def pupil(there: People, given: str, weeks: dict[date, str], *known: str) -> Child:
    """A pupil of the school with these marks, offered a full day, of whom this is recorded."""
    child = make.child(given, "Example", at=there.school)
    write_weeks(child, there.school, weeks, source="test", by=None)
    for kind in known:
        recorded(there, child, kind)
    return child


def recorded(there: People, child: Child, kind: str) -> None:
    add_vulnerability(child, kind=kind, from_on=BEGAN, source="Social care", by=there.officer, on=BEGAN)


def at_home(there: People, given: str, *known: str) -> Child:
    """A child who is taught at home since the beginning of November, of whom nobody has heard since."""
    child = make.child(given, "Example")
    home.tell(child, None, told=told_of_home(), origin="council", by=make.someone(), on=BEGAN, at=moment(BEGAN))
    for kind in known:
        recorded(there, child, kind)
    return child


def concluded(child: Child, by: User, later: int = 1, *, goes_up: bool = True) -> None:
    actions.conclude(
        child, goes_up=goes_up, because="Only the group can help.", by=by, on=TODAY,
        at=moment(TODAY) + timedelta(minutes=later),
    )  # fmt: skip


def found(user: User) -> dict[str, tuple[str, ...]]:
    """Who stands beside the register, by the first name, each with why."""
    return {row.child.shown_name.split()[0]: row.kinds for row in beside_register(user, TODAY)}


def test_who_hardly_comes_and_has_a_protection_plan_is_red_though_offered_a_full_day_and_half_is_not(there, manager):
    red = pupil(there, "Away", {MONDAY: MOSTLY}, "child_protection")
    pupil(there, "Half", {MONDAY: "/ " * 5 + "O " * 5}, "child_protection")
    pupil(there, "Plain", {MONDAY: MOSTLY})
    assert register_for(manager, TODAY).rows == []
    assert found(manager) == {"Away": (ABSENT,)}
    assert {row.child.shown_name.split()[0]: row.rating.rated for row in not_attending_for(manager, TODAY)} == {
        "Away": Rated.RED, "Half": Rated.GREEN, "Plain": Rated.GREEN,
    }  # fmt: skip
    [line] = lines_for(manager, TODAY)
    assert (line.child, line.row, line.rating.rated, line.state) == (red, None, Rated.RED, State.TO_LOOK_AT)


def test_who_came_of_late_after_half_a_year_away_is_red_by_the_year_and_does_not_stand_under_who_does_not_come(
    there, manager
):
    weeks = {date(2026, 9, 7) + number * timedelta(weeks=1): AWAY for number in range(6)}
    pupil(there, "Late", weeks | {MONDAY - timedelta(weeks=1): THERE, MONDAY: THERE}, "child_protection")
    assert not_attending_for(manager, TODAY) == []
    assert found(manager) == {"Late": (OFFERED,)}


def test_who_is_taught_at_home_in_need_and_not_heard_of_is_red_beside_the_register(there, manager):
    at_home(there, "Heard")
    red = at_home(there, "Silent", "child_in_need")
    assert register_for(manager, TODAY).rows == []
    assert found(manager) == {"Silent": (AT_HOME,)}
    assert [(line.child, line.rating.rated) for line in lines_for(manager, TODAY)] == [(red, Rated.RED)]


def test_nobody_who_is_taught_at_home_is_red_for_having_no_education(there, manager):
    child = at_home(there, "Taught")
    assert rating_of(child, TODAY).reasons == ()
    concluded(child, there.officer)
    assert [line.rating.rated for line in lines_for(manager, TODAY)] == [Rated.GREEN]


def test_whom_a_person_raised_to_red_is_found_wherever_they_are_taught(there, manager):
    child = pupil(there, "Raised", {MONDAY: THERE})
    ratings.raise_rating(
        child, rated=Rated.RED, reason="Seen alone at night.", until_on=None, by=manager, on=TODAY, at=moment(TODAY)
    )
    assert found(manager) == {"Raised": (OFFERED,)}


def test_who_is_on_the_register_stands_beside_it_under_no_heading(there, manager):
    child = pupil(there, "Out", {MONDAY: AWAY}, "child_protection")
    offered_nothing(child, there.school, BEGAN)
    concluded(child, there.officer)
    assert [row.child for row in register_for(manager, TODAY).rows] == [child]
    assert found(manager) == {}


def test_of_whoever_is_at_no_school_and_not_taught_at_home_no_criterion_is_asked(there, manager):
    gone = pupil(there, "Gone", {MONDAY: AWAY}, "child_protection")
    grown = pupil(there, "Grown", {MONDAY: AWAY}, "child_protection")
    Child.objects.filter(pk__in=(gone.pk, grown.pk)).update(born_on=date(2009, 3, 1))
    Enrolment.objects.filter(child=gone).update(to_on=date(2026, 11, 30))
    assert found(manager) == {}


def test_whoever_goes_to_the_group_is_found_until_something_else_is_concluded(there, manager):
    green, old = pupil(there, "Green", {MONDAY: THERE}), pupil(there, "Old", {MONDAY: THERE})
    Child.objects.filter(pk=old.pk).update(born_on=date(2009, 3, 1))
    Enrolment.objects.filter(child=old).update(to_on=date(2026, 11, 30))
    taught = at_home(there, "Taught")
    for child in (green, old, taught):
        concluded(child, there.officer)
    assert found(manager) == {"Green": (OFFERED,), "Old": (NOWHERE,), "Taught": (AT_HOME,)}
    concluded(green, there.officer, 2, goes_up=False)
    assert found(manager) == {"Old": (NOWHERE,), "Taught": (AT_HOME,)}


def test_the_number_that_goes_to_the_group_is_that_of_the_conclusions_also_of_who_is_green_and_told_by_nobody(
    there, manager
):
    out = pupil(there, "Out", {MONDAY: THERE})
    offered_nothing(out, there.school, BEGAN)
    for child in (out, pupil(there, "Green", {MONDAY: THERE}), at_home(there, "Taught")):
        concluded(child, there.officer)
    page = make.signed_in(manager).get(reverse("missing_out:concerns:workspace"))
    tiles = {tile["label"]: tile["number"] for tile in page.context["tiles"]}
    assert tiles["Goes to the group"] == len(going_up(manager)) == 3


def test_the_list_of_who_does_not_attend_shows_the_rating_and_narrows_by_it(there, manager):
    pupil(there, "Away", {MONDAY: AWAY})
    pupil(there, "Planned", {MONDAY: MOSTLY}, "child_protection")
    browser, address = make.signed_in(manager), reverse("missing_out:not_attending")
    assert names(browser.get(address)) == ["Planned", "Away"]
    assert names(browser.get(address, {"rated": "Red"})) == ["Planned"]
    assert b"A child protection plan, and attendance of 40.00% since 1 September 2026." in browser.get(address).content


def names(page: Any) -> list[str]:
    return [row.record.name.split()[0] for row in page.context["table"].page.object_list]


# --- in a pack ----------------------------------------------------------------------------------------------------


@pytest.fixture
def called(there: People) -> list[Meeting]:
    """The first two meetings of the group."""
    return list(group(date(2026, 9, 1), date(2026, 10, 21)).meetings.order_by("on")[:2])


def frozen_later(meeting: Meeting, by: User) -> Pack:
    """A pack of today, frozen when everything of the test was concluded."""
    at = moment(TODAY) + timedelta(hours=1)
    return freezing.freeze(meeting, frozen_on=TODAY, by=by, on=TODAY, at=at)


def test_a_pack_has_the_red_of_both_lists_and_who_goes_up_beside_the_register_and_in_no_figure_of_it(
    there, manager, called
):
    out, green = pupil(there, "Out", {MONDAY: THERE}), pupil(there, "Green", {MONDAY: THERE})
    offered_nothing(out, there.school, BEGAN)
    away = pupil(there, "Away", {MONDAY: MOSTLY}, "child_protection")
    silent = at_home(there, "Silent", "child_in_need")
    concluded(green, there.officer)
    pack = frozen_later(called[1], manager)
    assert {row.child: (row.kinds, row.rated, row.goes_up) for row in pack.rows.filter(on_register=False)} == {
        away: ([ABSENT], 2, False), silent: ([AT_HOME], 2, False), green: ([OFFERED], 0, True),
    }  # fmt: skip
    assert [row.child for row in pack.rows.filter(on_register=True)] == [out]
    shown = make.signed_in(manager).get(reverse("missing_out:packs:pack", args=[pack.key])).context
    assert (shown["total"], [tile["number"] for tile in shown["tiles"]]) == (1, [1, 0, 0])
    assert {line["line"].label: line["line"].all for one in shown["tables"][:1] for line in one["lines"]} == {
        UNEXPLAINED: 1
    }
    assert {line["line"].label: (line["line"].red, line["line"].green) for line in shown["off_table"]["lines"]} == {
        ABSENT: (1, 0), AT_HOME: (1, 0), OFFERED: (0, 1),
    }  # fmt: skip
    assert {line.row.child for line, _ in shown["off"]} == {away, silent, green}
    assert {line.row.child for line, _ in shown["red"]} == {out}


def test_the_number_of_those_who_go_up_in_a_pack_is_the_tile_s(there, manager, called):
    out = pupil(there, "Out", {MONDAY: THERE})
    offered_nothing(out, there.school, BEGAN)
    for child in (out, pupil(there, "Green", {MONDAY: THERE}), at_home(there, "Taught")):
        concluded(child, there.officer)
    pack = frozen_later(called[1], manager)
    tiles = make.signed_in(manager).get(reverse("missing_out:concerns:workspace")).context["tiles"]
    assert pack.rows.filter(goes_up=True).count() == next(
        tile["number"] for tile in tiles if tile["label"] == "Goes to the group"
    )


def test_each_number_beside_the_register_leads_to_its_rows_in_a_pack_and_on_the_dashboard(there, manager, called):
    pupil(there, "Away", {MONDAY: MOSTLY}, "child_protection")
    at_home(there, "Silent", "child_in_need")
    pack, browser = frozen_later(called[1], manager), make.signed_in(manager)
    for page in (reverse("missing_out:packs:pack", args=[pack.key]), reverse("missing_out:dashboard:page")):
        lines = browser.get(page).context["off_table"]["lines"]
        assert {line["line"].label for line in lines} == {ABSENT, AT_HOME}
        for line in lines:
            for cell in line["cells"]:
                rows = browser.get(cell["url"]).context["table"].page.object_list if cell["url"] else []
                assert len(rows) == cell["number"]
                assert all(row.record.kind == (line["line"].label,) for row in rows)


def test_a_member_reads_who_is_beside_the_register_by_reference_and_not_who_is_restricted(there, manager, called):
    pupil(there, "Away", {MONDAY: MOSTLY}, "child_protection")
    hidden = pupil(there, "Hidden", {MONDAY: MOSTLY}, "child_protection")
    people.restrict(hidden, 1, because="A refuge", by=there.officer, on=TODAY)
    pack = frozen_later(called[1], manager)
    freezing.agree(pack, pack.version, words="", by=manager, at=moment(TODAY) + timedelta(hours=2))
    member = make.user("strategic_group_member", name="Mere Member")
    meetings.add_member(
        called[1].series, capacity=Capacity.MEMBER, from_on=date(2026, 9, 1), by=make.someone(), user=member, name=""
    )
    page = make.signed_in(member).get(reverse("missing_out:packs:pack", args=[pack.key]))
    shown = page.context
    assert [line.row.child.shown_name for line, _ in shown["off"]] == ["Away Example"]
    assert (shown["off_total"], shown["off_closed"]) == (2, 1)
    assert shown["off"][0][0].row.reference in page.content.decode()
    assert "Away" not in page.content.decode()


def test_movement_is_counted_on_the_register_and_beside_it_apart(there, manager, called):
    away = pupil(there, "Away", {date(2026, 9, 14): MOSTLY})
    add_vulnerability(
        away, kind="child_protection", from_on=date(2026, 9, 1), source="Plan", by=there.officer, on=TODAY
    )
    first, second = called
    freezing.freeze(
        first, frozen_on=date(2026, 10, 14), by=manager, on=date(2026, 10, 14), at=moment(date(2026, 10, 14))
    )
    before = Pack.objects.get()
    freezing.agree(before, before.version, words="", by=manager, at=moment(date(2026, 10, 14)))
    offered_nothing(away, there.school, BEGAN)
    row = frozen_later(second, manager).rows.get()
    assert (before.rows.get().on_register, row.on_register, row.rated, row.rated_before) == (False, True, 2, None)
    assert row.reference == before.rows.get().reference
    shown = make.signed_in(manager).get(reverse("missing_out:packs:pack", args=[row.pack.key])).context
    assert (shown["total"], shown["total_before"]) == (1, 0)


def test_the_database_keeps_no_row_beside_the_register_that_is_neither_red_nor_goes_up(there, manager, called):
    offered_nothing(pupil(there, "Out", {MONDAY: THERE}), there.school, BEGAN)
    row = frozen_later(called[1], manager).rows.get()
    row.pk, row.key, row.reference, row.child, row.on_register, row.rated = None, "other", "MO-OTHER", None, False, 1
    row.days = row.days_in_year = row.short = 0
    with pytest.raises(IntegrityError, match="row_beside_the_register"), transaction.atomic():
        row.save(force_insert=True)
