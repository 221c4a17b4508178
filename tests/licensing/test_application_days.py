"""The lines of an application’s days: each keeps its place, whatever another window or a pasted table does."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from licensing.applicants import day_views, days, sections
from licensing.pasting import MOST_ROWS
from tests.licensing.applying import CHILD, OTHER, PLACE, ROWS, again, came_in, errors, filled_in, of, send

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 12, 10, tzinfo=UTC)
THIRD = ["Ivy Marrow", "6/12/2026", *ROWS[0][2:]]
THREE = {"keys": ["ivy", "ben", "ivytwo"], "rows": [*ROWS, THIRD], "wrong": ""}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", AT.isoformat())


@pytest.fixture
def browser() -> Client:
    return came_in()


def cells(child: str = "Ben Okoro", date: str = "5/12/2026", arrives: str = "09:00") -> dict[str, str]:
    """A line as its page sends it."""
    return {"child": child, "date": date, "arrives": arrives, "leaves": "11:00"}


def test_a_line_keeps_its_address_when_one_above_it_is_taken_off_in_another_window(browser: Client) -> None:
    draft = filled_in(days=THREE)
    opened = draft.version
    assert send(browser, draft, "days/ivy/off/", {}).status_code == 302
    stale = browser.post(of(draft, "days/ben/"), {**cells(arrives="09:15"), "version": opened})
    assert stale.status_code == 409
    assert (
        browser.post(
            of(draft, "days/ben/"), {**cells(arrives="09:15"), "version": stale.context["version"]}
        ).status_code
        == 302
    )
    assert {key: row[:3] for key, row in sections.lines(again(draft).answers).items()} == {
        "ben": ["Ben Okoro", "5/12/2026", "09:15"],
        "ivytwo": THIRD[:3],
    }
    off = browser.post(of(draft, "days/ben/off/"), {"version": opened})
    assert browser.post(of(draft, "days/ben/off/"), {"version": again(draft).version}).status_code == 302
    assert (off.status_code, list(sections.lines(again(draft).answers))) == (409, ["ivytwo"])


def test_what_is_typed_into_a_line_that_was_taken_off_meanwhile_is_shown_and_nothing_is_saved(browser: Client) -> None:
    draft = filled_in(days=THREE)
    opened = draft.version
    send(browser, draft, "days/ben/off/", {})
    late = browser.post(of(draft, "days/ben/"), {**cells(arrives="09:17"), "version": opened})
    assert (late.status_code, late.context["title"]) == (409, "This line is no longer there")
    assert "09:17" in late.content.decode()
    assert list(sections.lines(again(draft).answers)) == ["ivy", "ivytwo"]
    assert browser.get(of(draft, "days/ben/")).status_code == 404


def test_what_is_typed_of_a_child_who_was_taken_off_meanwhile_is_shown_and_nothing_is_saved(browser: Client) -> None:
    draft = filled_in()
    send(browser, draft, f"list/children/{OTHER['key']}/off/", {})
    late = send(browser, draft, f"list/children/{OTHER['key']}/", {"given": "Benjamin", "family": "Okoro"})
    assert (late.status_code, late.context["title"]) == (409, "This child is no longer there")
    assert "Benjamin" in late.content.decode()
    assert len(sections.items(again(draft).answers, "children")) == 1


@pytest.mark.parametrize("path", ["days/ben/off/", f"list/children/{OTHER['key']}/off/", "discard/"])
def test_a_second_click_on_taking_off_goes_where_the_first_one_went(browser: Client, path: str) -> None:
    draft = filled_in(days=THREE)
    sent = {"version": draft.version}
    first, second = (browser.post(of(draft, path), sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]


def test_what_is_typed_into_an_application_that_was_discarded_meanwhile_is_shown(browser: Client) -> None:
    draft = filled_in()
    send(browser, draft, "discard/", {})
    late = send(browser, draft, "production/", {"name": "A long new name"})
    assert (late.status_code, "A long new name" in late.content.decode()) == (409, True)
    assert came_in("stranger@company.example").post(of(draft, "production/"), {"version": 1}).status_code == 404


def test_the_line_that_is_the_same_is_named_by_its_own_number(browser: Client) -> None:
    draft = filled_in(days=THREE)
    answer = send(browser, draft, "days/ben/", cells("Ivy Marrow", "6/12/2026"))
    assert errors(answer) == {"date": ["Line 3 is the same child, day and times"]}
    assert send(browser, draft, "days/ben/", {**cells(), "teacher": "A teacher"}).status_code == 302  # of itself
    assert errors(send(browser, draft, "days/add/", cells(date="8/12/2026; 8/12/2026"))) == {
        "date": ["The same date is there twice"]
    }


def test_the_title_of_a_page_about_a_child_has_no_name_of_one(browser: Client) -> None:
    draft = filled_in(days=THREE)
    child = f"list/children/{CHILD['key']}/"
    for path in ("", "check/", "days/", "days/ivy/", "days/ivy/off/", "list/children/", child, f"{child}off/"):
        title = browser.get(of(draft, path)).content.decode().partition("<title>")[2].partition("</title>")[0]
        assert title
        assert not {"Ivy", "Marrow", "Ben", "Okoro"} & set(title.split()), path


def pasted(*rows: list[str], instead: bool = False) -> dict[str, Any]:
    """A table as the page sends it."""
    return {"table": days.as_text(rows), **({"instead": "on"} if instead else {})}


def test_a_corrected_table_pasted_again_puts_the_lines_right_and_says_how_many(browser: Client) -> None:
    draft = filled_in(days=THREE)
    right = [*ROWS[0][:4], "09:30-10:00", "10:00-10:15", *ROWS[0][6:]]
    new = ["Ben Okoro", "6/12/2026", *ROWS[1][2:]]
    written = [ROWS[1][0].upper(), "05/12/2026", "9:00", "11.00", *ROWS[1][4:]]
    answer = browser.post(of(draft, "days/"), {**pasted(right, written, new), "version": draft.version}, follow=True)
    assert (
        "1 new line saved and checked. 1 was changed to what you pasted. 1 was there already, just so."
        in answer.content.decode()
    )
    lines = sections.lines(again(draft).answers)
    assert (lines["ivy"], lines["ivytwo"], list(lines.values())[3:]) == (right, THIRD, [new])


def test_a_column_that_a_pasted_table_lacks_leaves_what_the_lines_say_in_it(browser: Client) -> None:
    draft = filled_in(days=THREE)
    table = "Child,Date,Arrives,Leaves,Performs\nIvy Marrow,5/12/2026,09:00,11:00,09:30-10:00\n"
    assert send(browser, draft, "days/", {"table": table}).status_code == 302
    assert sections.lines(again(draft).answers)["ivy"] == [*ROWS[0][:4], "09:30-10:00", *ROWS[0][5:]]


@pytest.mark.parametrize("good", [[], [ROWS[0]]])
def test_a_table_with_rows_that_cannot_be_read_takes_the_place_of_no_line(
    browser: Client, good: list[list[str]]
) -> None:
    draft = filled_in(days=THREE)
    wrong = ["Ivy", *ROWS[0][1:]]
    answer = send(browser, draft, "days/", pasted(*good, wrong, instead=True))
    assert errors(answer)["table"] == [
        "Nothing was changed: put every row right before these take the place of all lines",
        f"Row {2 + len(good)}, Child: no child in the list is called “Ivy”",
    ]
    assert again(draft).answers["days"] == THREE


def test_no_line_is_added_to_as_many_as_can_be_read_again(browser: Client) -> None:
    rows = [
        ["Ivy Marrow", f"{1 + n % 28}/{1 + n // 28 % 12}/{2026 + n // 336}", *ROWS[0][2:]] for n in range(MOST_ROWS)
    ]
    draft = filled_in(days={"rows": rows, "wrong": ""})
    answer = send(browser, draft, "days/add/", cells())
    assert errors(answer) == {"__all__": ["An application has at most 5,000 lines. Split it into several."]}
    assert len(sections.rows(again(draft).answers)) == MOST_ROWS


def test_a_cell_that_fits_no_table_is_an_error_at_its_field(browser: Client) -> None:
    draft = filled_in()
    answer = send(browser, draft, "days/add/", {**cells(date="6/12/2026"), "teacher": "a" + "\n" * 60 + "b"})
    assert list(errors(answer)) == ["teacher"]


def test_the_days_are_changed_so_often_in_an_hour_and_no_more(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_views, "MOST_CHANGES", 2)
    draft = filled_in(days=THREE)
    codes = [send(browser, draft, "days/ben/", cells(arrives=f"09:0{number}")).status_code for number in (1, 2, 3)]
    assert codes == [302, 302, 429]
    assert sections.lines(again(draft).answers)["ben"][2] == "09:02"


TWO_PLACES = {"items": [PLACE, {**PLACE, "key": "place333333333", "name": "Example Hall"}]}


def test_a_pasted_place_that_is_not_listed_is_named_by_row_and_column_and_the_good_row_is_kept(browser: Client) -> None:
    draft = filled_in(places=TWO_PLACES, days={"rows": [], "wrong": ""})
    rows = [[*ROWS[0][:-1], "EXAMPLE HALL"], [*ROWS[1][:-1], "The Barn"]]
    assert send(browser, draft, "days/", pasted(*rows)).status_code == 302
    page = browser.get(of(draft, "days/")).content.decode()
    assert "Row 3, Place: no place in the list is called “The Barn”" in page
    assert [row[-1] for row in sections.rows(again(draft).answers)] == ["EXAMPLE HALL"]


def test_a_table_with_places_puts_those_of_the_lines_that_are_there_already(browser: Client) -> None:
    draft = filled_in(places=TWO_PLACES)
    assert "Say at which place the child is in line 1, 2." in browser.get(of(draft, "days/")).content.decode()
    table = "Child,Date,Arrives,Leaves,Performs,Place\n"
    table += "".join(f"{row[0]},5/12/2026,09:00,11:00,09:30-10:30,Example Hall\n" for row in ROWS)
    send(browser, draft, "days/", {"table": table})
    assert [row[-1] for row in sections.rows(again(draft).answers)] == ["Example Hall", "Example Hall"]


def test_a_line_asks_for_the_place_only_where_there_are_several(browser: Client) -> None:
    draft = filled_in(places=TWO_PLACES)
    cells = {"child": "Ivy Marrow", "date": "6/12/2026", "arrives": "09:00", "leaves": "11:00", "performs": ""}
    assert errors(send(browser, draft, "days/add/", cells))["place"] == ["Select at which place"]
    assert send(browser, draft, "days/add/", {**cells, "place": "Example Hall"}).status_code == 302
    assert sections.rows(again(draft).answers)[-1][-1] == "Example Hall"
    single = filled_in("single@company.example")
    assert "place" not in came_in("single@company.example").get(of(single, "days/add/")).context["form"].fields


def test_a_place_that_is_renamed_or_taken_off_is_so_in_the_lines(browser: Client) -> None:
    rows = [[*row[:-1], "Example Hall"] for row in ROWS]
    draft = filled_in(places=TWO_PLACES, days={"rows": rows, "wrong": ""})
    told = {name: PLACE[name] for name in ("lines", "postcode", "council", "use")}
    path = "list/places/place333333333/"
    assert send(browser, draft, path, {**told, "name": "Example Barn"}).status_code == 302
    assert [row[-1] for row in sections.rows(again(draft).answers)] == ["Example Barn", "Example Barn"]
    assert errors(send(browser, draft, path, {**told, "name": "exampleton playhouse"})) == {
        "name": ["Another place has the same name: add something, or no line could say which it is"]
    }
    assert send(browser, draft, f"{path}off/", {}).status_code == 302
    assert [row[-1] for row in sections.rows(again(draft).answers)] == ["", ""]


def test_a_row_that_was_pasted_twice_says_why_it_waits_and_which_line_it_is_the_same_as(browser: Client) -> None:
    draft = filled_in(days={"rows": [], "wrong": ""})
    answer = browser.post(of(draft, "days/"), {**pasted(ROWS[0], ROWS[0]), "version": draft.version}, follow=True)
    assert "Row 3, Child: line 1 is the same child, day and times" in answer.content.decode()
    assert len(sections.lines(again(draft).answers)) == 1
