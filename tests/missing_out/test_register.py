"""Who is on the register of pupils missing out: each child once, with days and hours that are the ledger’s."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from cme.actions import refer as refer_missing
from ehe import actions as home
from ehe.pathway import EHE
from oxle.audit.models import Sight
from oxle.cases import actions as cases
from oxle.cases.models import Case
from oxle.missing_out.columns import NO_CASE
from oxle.missing_out.register import register_for
from oxle.people import actions as people
from oxle.people.models import Child, Enrolment
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.ledger import Stretch, ledger
from oxle.provision.models import SESSIONS_A_WEEK, OfferKind, ProviderKind
from oxle.provision.without import may_be_without, without_offer
from tests import make
from tests.cme.make import told_of_missing
from tests.ehe.make import looked_at, told_of_home
from tests.exclusions.make import People, moment
from tests.reduced_timetables.make import timetabled

pytestmark = pytest.mark.django_db
TODAY, FOUND = date(2026, 11, 27), date(2026, 11, 2)
LIST = reverse("missing_out:register")
FULL, PART = [150, 150] * 5, [150, 0] * 5


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def people_there() -> People:
    return People()


@pytest.fixture
def school(people_there):
    return people_there.school


@pytest.fixture
def officer(people_there):
    return people_there.officer


@pytest.fixture
def unit():
    return add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())


def pupil(given: str, school=None, **details):
    child = make.child(given, "Example", born_on=date(2014, 3, 1), **details)
    if school is not None:
        make.enrolled(child, school, date(2025, 9, 1))
    return child


def offered(child, place, minutes, from_on=date(2026, 11, 2), to_on=None, source="OX", kind=OfferKind.ALTERNATIVE):
    return make_offer(child, place, kind=kind, from_on=from_on, to_on=to_on, minutes=minutes, source=source, by=None)


def rows(response) -> list[tuple[str, date, int]]:
    return [
        (row.record.child.shown_name, row.record.since, row.record.days)
        for row in response.context["table"].page.object_list
    ]


def test_the_list_counts_the_school_days_since_nobody_offers_a_full_day(school, unit, officer):
    nowhere, excluded, half = pupil("Ash"), pupil("Birch", school), pupil("Cedar", school)
    taught, back, small = pupil("Elm", school), pupil("Fir", school), pupil("Gorse")
    offered(excluded, school, [0] * SESSIONS_A_WEEK, date(2026, 11, 23), kind=OfferKind.NONE)
    offered(half, school, [0] * SESSIONS_A_WEEK, date(2026, 10, 19), kind=OfferKind.NONE)
    offered(half, unit, PART)
    offered(taught, school, [0] * SESSIONS_A_WEEK, kind=OfferKind.NONE)
    offered(taught, unit, FULL)
    offered(back, school, [0] * SESSIONS_A_WEEK, to_on=date(2026, 11, 26), kind=OfferKind.NONE)
    type(small).objects.filter(pk=small.pk).update(born_on=date(2022, 11, 20))
    response = make.signed_in(officer).get(LIST)
    assert sorted(rows(response)) == [
        ("Ash Example", date(2026, 9, 2), 38 + 19),
        ("Birch Example", date(2026, 11, 23), 5),
        ("Cedar Example", date(2026, 10, 19), 5 + 19),
        ("Elm Example", None, 0),
    ]
    shown = {row.record.child: row.record for row in response.context["table"].page.object_list}
    assert {child.pk: one.hours for child, one in shown.items()} == {
        nowhere.pk: "0 hours of 24 hours", excluded.pk: "0 hours of 24 hours",
        half.pk: "12 hours 30 minutes of 24 hours", taught.pk: "25 hours of 24 hours",
    }  # fmt: skip
    assert set(Sight.objects.latest("pk").children) == {nowhere.pk, half.pk, excluded.pk, taught.pk}


def test_days_begin_anew_after_a_full_day_was_offered(school, unit, officer):
    child = pupil("Ash")
    offered(child, unit, FULL, to_on=date(2026, 11, 20))
    assert without_offer([child.pk], TODAY).lacking[child.pk] == Stretch(5, date(2026, 11, 23))
    assert without_offer([child.pk], date(2026, 11, 20)).lacking == {}


def test_on_a_day_without_school_the_last_school_day_says_who_is_without(people_there):
    child = pupil("Ash")
    assert (
        without_offer(may_be_without(Child.objects.all(), date(2026, 11, 29)), date(2026, 11, 29))
        .lacking[child.pk]
        .days
        == 57
    )


def test_nobody_is_on_the_list_whom_a_person_may_not_see(officer):
    child = pupil("Ash")
    people.restrict(child, child.version, because="A refuge.", by=officer, on=TODAY)
    assert rows(make.signed_in(officer).get(LIST)) == []


def test_the_list_says_who_works_on_it_and_is_filtered_by_that_and_by_how_long(people_there, officer):
    case = people_there.tell()
    Case.objects.update(owner=officer)
    pupil("Zelkova")
    browser = make.signed_in(officer)
    page = browser.get(LIST)
    found = {row.record.child.shown_name: row.record for row in page.context["table"].page.object_list}
    assert found[case.child.shown_name].work == "An officer has a case"
    assert case.get_absolute_url() in page.content.decode()
    assert [name for name, *_ in rows(browser.get(LIST, {"work": NO_CASE}))] == ["Zelkova Example"]
    assert [name for name, *_ in rows(browser.get(LIST, {"length": "More than 15 school days"}))] == ["Zelkova Example"]


def test_where_terms_are_not_loaded_the_page_says_so_and_lists_nobody(officer, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2027-09-01T09:00:00+00:00")
    pupil("Ash")
    response = make.signed_in(officer).get(LIST)
    assert "terms after 21 July 2027 are not loaded" in response.content.decode()
    assert "table" not in response.context


def test_every_child_is_on_it_once_by_whichever_way_they_came(people_there, school, unit, officer):
    case = people_there.tell()
    offered(case.child, unit, FULL, date(2026, 11, 16), source=case.reference)
    lost, late, early = pupil("Lost", school), pupil("Late", school), pupil("Early", school)
    refer_missing(lost, school, told=told_of_missing(), by=people_there.head, on=FOUND, at=moment(FOUND))
    timetabled(late, school, people_there.head, date(2026, 11, 9))
    timetabled(early, school, people_there.head, date(2026, 12, 7), on=TODAY)
    pupil("Ordinary", school)
    register = register_for(make.user("manager"), TODAY)
    assert {row.child.shown_name: row.kinds for row in register.rows} == {
        case.child.shown_name: ("Permanently excluded",),
        "Lost Example": ("Missing education",),
        "Late Example": ("Reduced timetable",),
    }
    assert len(register.rows) == 3


def test_hours_and_days_are_those_of_the_ledger_and_the_totals_their_sum(people_there, school, unit, officer):
    half, nowhere = pupil("Cedar", school), pupil("Ash")
    offered(half, school, [0] * SESSIONS_A_WEEK, date(2026, 9, 14), kind=OfferKind.NONE)
    offered(half, unit, PART, date(2026, 11, 2))
    register = register_for(officer, TODAY)
    for row in register.rows:
        weeks = ledger(row.child, date(2026, 9, 2), TODAY).weeks
        assert (row.offered, row.entitled) == (weeks[-1].offered, weeks[-1].entitled)
        assert row.days_in_year == sum(week.lacking for week in weeks)
        assert row.days_in_term == sum(week.lacking for week in weeks if week.monday >= date(2026, 11, 2))
    assert {row.child for row in register.rows} == {half, nowhere}
    assert register.short == (24 * 60 - 750) + 24 * 60


def test_hours_of_a_week_that_has_only_begun_are_said_to_be_so_far_and_up_to_which_day(school, unit, officer):
    half = pupil("Cedar", school)
    offered(half, school, [0] * SESSIONS_A_WEEK, date(2026, 9, 14), kind=OfferKind.NONE)
    offered(half, unit, PART, date(2026, 11, 2))
    monday, browser = date(2026, 11, 23), make.signed_in(officer)
    register = register_for(officer, monday, asked_on=TODAY)
    [row] = register.rows
    # One of five days of 24 hours a week.
    assert (row.offered, row.entitled, register.short) == (150, 288, 138)
    words = (
        "So far in the last week with school, up to {}, nobody offered them {} of what they were entitled to by then"
    )
    past = browser.get(reverse("missing_out:register_on", args=[monday])).content.decode()
    assert words.format("23 November 2026", "2 hours 18 minutes") in past
    now = browser.get(LIST).content.decode()
    assert words.format("27 November 2026", "11 hours 30 minutes") in now


def test_who_is_over_compulsory_school_age_is_not_on_it(officer):
    over, still = pupil("Ash"), pupil("Birch")
    Child.objects.filter(pk=over.pk).update(born_on=date(2010, 8, 31))
    Child.objects.filter(pk=still.pk).update(born_on=date(2010, 9, 1))
    assert [row.child for row in register_for(officer, TODAY).rows] == [still]


def test_a_person_who_may_not_know_of_a_case_reads_that_another_team_has_one(people_there, school):
    lost = pupil("Lost", school)
    refer_missing(lost, school, told=told_of_missing(), by=people_there.head, on=FOUND, at=moment(FOUND))
    page = make.signed_in(make.user("senior_attendance_officer")).get(LIST).content.decode()
    assert "A case of another team" in page
    assert "Missing education" not in page


def test_the_file_says_no_day_without_a_full_time_offer_of_whoever_is_offered_one(people_there, unit, officer):
    case = people_there.tell()
    offered(case.child, unit, FULL, date(2026, 11, 9), source=case.reference)
    lines = make.signed_in(officer).get(reverse("missing_out:file")).content.decode("utf-8-sig").splitlines()
    (row,) = csv.DictReader(lines)
    assert (row["Reason"], row["Without a full-time offer since"], row["School days in a row"]) == (
        "Permanently excluded", "", "0",
    )  # fmt: skip


def test_the_file_has_the_rows_of_the_list_as_it_is_filtered_and_no_reason_known_in_confidence(school, officer):
    pupil("=Ash")
    pupil("Birch", school)
    far = pupil("Cedar", make.school("Far School"))
    offered(far, far.enrolments.get().school, [0] * SESSIONS_A_WEEK, kind=OfferKind.NONE)
    browser = make.signed_in(officer)
    lines = browser.get(reverse("missing_out:file")).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["Child", "'=Ash Example", "Cedar Example"]
    lines = browser.get(reverse("missing_out:file"), {"school": "Far School"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines] == ["Child", "Cedar Example"]
    assert Sight.objects.latest("pk").children == [far.pk]


def test_who_moved_away_is_not_on_it_until_they_were_on_a_register_here_again(school, officer):
    child, works, moved = pupil("Ash"), make.user("ehe_officer"), date(2026, 11, 20)
    case = home.tell(child, None, told=told_of_home(), origin="council", by=works, on=FOUND, at=moment(FOUND))
    looked_at(case, works, FOUND)
    cases.take(case, EHE.step("move"), by=works, on=moved, at=moment(moved), reason="Northmere has confirmed it.")
    assert register_for(officer, TODAY).rows == []
    back = make.enrolled(child, school, date(2026, 11, 23))
    Enrolment.objects.filter(pk=back.pk).update(to_on=date(2026, 11, 24))
    assert [row.child for row in register_for(officer, TODAY).rows] == [child]


def test_who_moved_away_by_mistake_or_came_back_is_on_it(school, officer):
    works, moved = make.user("ehe_officer"), date(2026, 11, 20)
    stayed, back = pupil("Stayed", school), pupil("Back")
    for child in (stayed, back):
        case = home.tell(child, None, told=told_of_home(), origin="council", by=works, on=FOUND, at=moment(FOUND))
        looked_at(case, works, FOUND)
        cases.take(case, EHE.step("move"), by=works, on=moved, at=moment(moved), reason="Northmere has confirmed it.")
    Enrolment.objects.filter(child=stayed).update(to_on=date(2026, 11, 24))
    assert [row.child for row in register_for(officer, TODAY).rows] == [stayed]
    told = told_of_missing(source="council")
    refer_missing(back, None, told=told, by=make.user("tracking_officer"), on=TODAY, at=moment(TODAY))
    found = {row.child: row for row in register_for(officer, TODAY).rows}
    assert set(found) == {stayed, back}
    assert found[back].days == 57


def test_a_child_with_two_reasons_is_found_by_either(people_there, school, officer):
    case = people_there.tell()
    refer_missing(case.child, school, told=told_of_missing(), by=people_there.head, on=FOUND, at=moment(FOUND))
    browser = make.signed_in(officer)
    for kind in ("Permanently excluded", "Missing education"):
        page = browser.get(LIST, {"kind": kind})
        assert [name for name, *_ in rows(page)] == [case.child.shown_name]


def test_who_is_educated_at_home_is_listed_apart_until_it_is_found_not_suitable(school):
    works, child = make.user("ehe_officer"), pupil("Ash")
    on_roll = pupil("Birch", school)
    for one in (child, on_roll):
        case = home.tell(one, None, told=told_of_home(), origin="council", by=works, on=FOUND, at=moment(FOUND))
        cases.take(case, EHE.step("check_safety"), by=works, on=FOUND, at=moment(FOUND))
    browser = make.signed_in(works)
    listed = browser.get(reverse("missing_out:at_home"))
    assert [row.record.name for row in listed.context["table"].page.object_list] == ["Ash Example"]
    assert Sight.objects.latest("pk").children == [child.pk]
    assert rows(browser.get(LIST)) == []
    case = Case.objects.get(child=child)
    cases.take(case, EHE.step("find_unsuitable"), by=works, on=FOUND, at=moment(FOUND), reason="Nothing was shown.")
    assert list(browser.get(reverse("missing_out:at_home")).context["table"].page.object_list) == []
    assert [name for name, *_ in rows(browser.get(LIST))] == ["Ash Example"]


def test_the_workbook_has_the_rows_and_the_hours_of_the_list_as_it_was_narrowed(school, unit, officer):
    half, elsewhere = pupil("Birch", school), pupil("Cedar", make.school("Other School"))
    for child in (half, elsewhere):
        offered(child, unit, PART)
    browser = make.signed_in(officer)
    answer = browser.get(reverse("missing_out:workbook"), {"school": str(school)})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    [row] = [dict(zip([cell.value for cell in sheet[1]], each, strict=True)) for each in sheet.values][1:]
    [shown] = [one for one in register_for(officer, TODAY).rows if one.child == half]
    assert row["Child"] == half.shown_name
    assert (row["Hours offered in the week so far"], row["School days in a row"]) == (shown.offered / 60, shown.days)
    assert Sight.objects.latest("pk").children == [half.pk]
