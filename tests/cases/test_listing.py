"""The list of cases: each filter takes away what it says, says so in words, and never shows more than without it."""

from datetime import timedelta

import pytest
from django.test import Client

from oxle.accounts.models import User
from oxle.cases import duties
from oxle.cases.clocks import State
from oxle.cases.models import Case
from oxle.people import actions as people
from tests import make
from tests.cases import make as cases
from tests.offers import Offers

pytestmark = pytest.mark.django_db
ON = cases.ON
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("OXLE_NOW", cases.moment(ON).isoformat())


@pytest.fixture
def officer() -> User:
    return make.user("attendance_officer", make.organisation("team", cases.TEAM))


@pytest.fixture
def browser(officer) -> Client:
    return make.signed_in(officer)


def listed(browser: Client, query: str = "", at: str = "/cases/") -> set[int]:
    """The cases on the page at an address."""
    answer = browser.get(f"{at}?{query}")
    assert answer.status_code == 200
    return {row.record.pk for row in answer.context["table"].page.object_list}


def tags(browser: Client, query: str) -> list[tuple[str, list[str]]]:
    """The filters in use as the page names them."""
    table = browser.get(f"/cases/?{query}").context["table"]
    return [(one.heading, [taken.text for taken in one.values]) for one in table.selected]


def test_a_stage_is_one_pathways_although_another_has_a_stage_of_the_same_name(browser):
    prosecution = cases.case(pathway=cases.PROSECUTION, stage="preparing")
    supervision = cases.case(pathway=cases.SUPERVISION, stage="preparing")
    assert listed(browser) == {prosecution.pk, supervision.pk}
    assert listed(browser, f"stage={cases.PROSECUTION}:preparing") == {prosecution.pk}
    assert listed(browser, f"stage={cases.SUPERVISION}:preparing") == {supervision.pk}
    assert listed(browser, f"pathway={cases.SUPERVISION}") == {supervision.pk}
    assert tags(browser, f"stage={cases.SUPERVISION}:preparing") == [
        ("Stage", ["Education supervision order: Application in preparation"])
    ]


def test_the_stages_stand_under_their_pathways_and_none_is_lost(browser):
    choices = browser.get("/cases/").context["table"].filter_form.fields["stage"].choices
    groups = {name: [label for _, label in stages] for name, stages in list(choices)[1:]}
    assert groups == {one.name: [stage.label for stage in one.stages] for one in duties.pathways()}
    assert groups["Attendance prosecution"][0] == "Papers in preparation"


def test_the_officer_and_the_school_are_named_by_keys_and_narrow_the_list(browser, officer):
    school, other = make.school(), make.school("Another School")
    theirs = cases.case(owner=officer, school=school)
    cases.case(school=other)
    assert listed(browser, f"owner={officer.key}") == {theirs.pk}
    assert listed(browser, f"school={school.key}") == {theirs.pk}
    assert tags(browser, f"owner={officer.key}&school={school.key}") == [
        ("Officer", [officer.name]),
        ("School", ["Example School"]),
    ]


def test_only_dates_that_still_run_are_overdue_or_come_within_seven_days_or_fall_on_a_day(browser):
    late, today, sixth, seventh = (cases.case(due=[day]) for day in (ON - DAY, ON, ON + 6 * DAY, ON + 7 * DAY))
    both = cases.case(due=[ON - DAY, ON + 2 * DAY])
    met = cases.case(due=[ON - DAY, ON + 2 * DAY])
    met.deadlines.update(state=State.MET, met_on=ON)
    assert listed(browser, "due=overdue") == {late.pk, both.pk}
    assert listed(browser, "due=week") == {today.pk, sixth.pk, both.pk}
    assert listed(browser, "due_on=22%2F10%2F2026") == {sixth.pk}
    assert listed(browser) == {late.pk, today.pk, sixth.pk, seventh.pk, both.pk, met.pk}


def test_the_days_of_opening_are_both_included(browser):
    first, second, third = (cases.case(opened_on=ON - number * DAY) for number in (2, 1, 0))
    assert listed(browser, "opened_from=15%2F10%2F2026") == {second.pk, third.pk}
    assert listed(browser, "opened_to=15%2F10%2F2026") == {first.pk, second.pk}
    assert listed(browser, "opened_from=15%2F10%2F2026&opened_to=15%2F10%2F2026") == {second.pk}


def test_a_date_that_is_none_is_said_at_its_field_and_filters_nothing(browser):
    case = cases.case()
    answer = browser.get("/cases/?opened_from=soon")
    assert [row.record.pk for row in answer.context["table"].page.object_list] == [case.pk]
    assert "opened_from" in answer.context["table"].filter_form.errors


def test_the_queue_is_narrowed_alike_and_holds_only_open_cases_that_nobody_has(browser, officer):
    waits = cases.case(stage="accepted")
    cases.case(stage="accepted", owner=officer)
    cases.case(stage="received")
    assert listed(browser, f"stage={cases.REFERRALS}:accepted", at="/work/queue/") == {waits.pk}
    names = list(browser.get("/work/queue/").context["table"].filter_form.fields)
    assert names == ["pathway", "stage", "school", "due", "due_on", "opened_from", "opened_to"]


@pytest.fixture
def closed_to_them(officer) -> list[Case]:
    """What this officer may not see: another's restricted child, a relative, and what hangs on it for the filters."""
    hidden = make.user("attendance_officer", name="Officer Hidden")
    school = make.school("Hidden School")
    relative, restricted = make.child("Rel", "Ative"), make.child("Re", "Stricted")
    found = [
        cases.case(child, owner=hidden, school=school, stage="accepted", due=[ON - DAY, ON])
        for child in (relative, restricted)
    ]
    by = make.user("senior_attendance_officer")
    people.declare_conflict(relative, user=officer, reason="A cousin", by=by, on=ON)
    people.restrict(restricted, restricted.version, because="A colleague’s child", by=by, on=ON)
    return found


FILTERS = (
    "status=open",
    "status=closed",
    "status=unallocated",
    f"pathway={cases.REFERRALS}",
    f"stage={cases.REFERRALS}:accepted",
    "due=overdue",
    "due=week",
    "due_on=16%2F10%2F2026",
    "opened_from=1%2F1%2F2020",
    "opened_to=1%2F1%2F2030",
    "sort=-next_due_on",
)


@pytest.mark.parametrize("query", FILTERS)
def test_no_filter_shows_what_is_closed_to_whoever_asks(browser, closed_to_them, query):
    case = cases.case(stage="accepted", due=[ON])
    assert listed(browser, query) <= {case.pk}
    hidden = closed_to_them[0]
    by_key = f"owner={hidden.owner.key}&school={hidden.school.key}"
    assert listed(browser, by_key) <= {case.pk}


def test_the_choices_name_no_officer_or_school_of_cases_that_are_closed_to_whoever_asks(
    browser, officer, closed_to_them
):
    cases.case(owner=officer, school=make.school())
    page = browser.get("/cases/").content.decode()
    assert ("Officer Hidden" in page, "Hidden School" in page, "Example School" in page) == (False, False, True)


def test_a_filter_keeps_the_sort_and_loses_the_page(browser):
    for number in range(30):
        cases.case(opened_on=ON - number * DAY)
    page = browser.get("/cases/?sort=-school&page=2&status=open")
    form = next(one for one in Offers(page.content.decode()).forms if "status" in one.fields)
    assert (form.fields["sort"], "page" in form.fields) == (["-school"], False)
