"""Views of the register that people keep, the columns that it shows, and what narrows it."""

import csv
import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.http import QueryDict
from django.urls import reverse

from cme.actions import refer as refer_missing
from oxle.audit.models import Sight
from oxle.cases.models import Case
from oxle.missing_out.register import register_for
from oxle.missing_out.shown import COLUMNS
from oxle.missing_out.view_models import SavedView
from tests import make
from tests.cme.make import told_of_missing
from tests.exclusions.make import People, moment
from tests.missing_out.test_register import PART, offered, pupil

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 11, 27), timedelta(days=1)
LIST, SAVE = reverse("missing_out:register"), reverse("missing_out:saved:save")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-27T09:00:00+00:00")


@pytest.fixture
def there() -> People:
    return People()


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].page.object_list]


def headings(response) -> list[str]:
    return [one.text for one in response.context["table"].headings()]


def saved(browser, query: str, name: str = "Nobody works on it", shared: str = "no"):
    return browser.post(f"{SAVE}?{query}", {"name": name, "is_shared": shared})


def test_a_saved_view_leads_to_the_register_as_it_was_filtered_sorted_and_shown(there: People) -> None:
    there.tell()
    pupil("Zelkova")
    browser = make.signed_in(there.officer)
    answer = saved(browser, "work=No+open+case&sort=-days&column=trust&column=school&page=2&other=1")
    assert dict(QueryDict(answer["Location"].split("?")[1]).lists()) == {
        "work": ["No open case"], "sort": ["-days"], "column": ["trust", "school"],
    }  # fmt: skip
    page = browser.get(answer["Location"])
    assert (names(page), headings(page)) == (["Zelkova Example"], ["Pupil", "School", "Trust"])
    first = browser.get(LIST)
    assert answer["Location"].replace("&", "&amp;") in first.content.decode()
    assert headings(first) == ["Pupil", "Rating", "School days", "Offered in the week so far", "Open cases"]


def test_a_view_is_its_owners_until_it_is_shared_and_then_everybodys_who_reads_the_register(there: People) -> None:
    browser, other = make.signed_in(there.officer), make.signed_in(make.user("manager"))
    saved(browser, "rated=Red")
    assert [len(each.get(LIST).context["views"]) for each in (browser, other)] == [1, 0]
    one = SavedView.objects.get()
    change = reverse("missing_out:saved:change", args=[one.key])
    browser.post(change, {"name": "Red", "is_shared": "yes", "version": "1"})
    (shown,) = other.get(LIST).context["views"]
    assert (shown.name, shown.owner) == ("Red", there.officer)
    assert f"shared by {there.officer.name}" in other.get(LIST).content.decode()
    # It stays its owner's: nobody else changes it or takes it away.
    for name in ("change", "remove"):
        assert other.get(reverse(f"missing_out:saved:{name}", args=[one.key])).status_code == 404
    browser.post(reverse("missing_out:saved:remove", args=[one.key]), {"version": "2"})
    assert list(other.get(LIST).context["views"]) == []


def test_a_person_has_one_view_of_a_name_and_two_persons_can_have_the_same(there: People) -> None:
    browser = make.signed_in(there.officer)
    saved(browser, "rated=Red")
    again = saved(browser, "rated=Amber", name="nobody WORKS on it")
    assert again.context["form"].errors["name"] == ["You have a view of this name already. Choose another name."]
    saved(make.signed_in(make.user("manager")), "rated=Amber")
    assert sorted(SavedView.objects.values_list("asked", flat=True)) == ["rated=Amber", "rated=Red"]


def test_who_changes_a_view_that_changed_meanwhile_is_shown_both(there: People) -> None:
    browser = make.signed_in(there.officer)
    saved(browser, "rated=Red")
    change = reverse("missing_out:saved:change", args=[SavedView.objects.get().key])
    browser.post(change, {"name": "First", "is_shared": "no", "version": "1"})
    assert browser.post(change, {"name": "Second", "is_shared": "no", "version": "1"}).status_code == 409
    assert SavedView.objects.get().name == "First"


def test_more_filters_than_an_address_holds_are_not_kept(there: People) -> None:
    query = "&".join(f"school=Example+School+{number}" for number in range(100))
    answer = saved(make.signed_in(there.officer), query)
    assert "Take some of them off first" in answer.content.decode()
    assert not SavedView.objects.exists()


def test_columns_are_chosen_the_filters_stay_and_applying_filters_keeps_the_columns(there: People) -> None:
    pupil("Ash", there.school)
    browser = make.signed_in(there.officer)
    url = f"{reverse('missing_out:saved:columns')}?rated=Green&sort=days"
    assert browser.get(url).context["form"].initial["columns"] == ["rated", "days", "hours", "work"]
    answer = browser.post(url, {"columns": ["officers", "area"]})
    page = browser.get(answer["Location"])
    assert headings(page) == ["Pupil", "District", "Officers"]
    table = page.context["table"]
    assert table.kept == [("sort", "days"), ("column", "area"), ("column", "officers")]
    assert [one.heading for one in table.selected] == (["Rating"] if table.count else [])
    assert browser.post(url, {"columns": []}).context["form"].errors["columns"]
    assert headings(browser.get(LIST, {"column": "nonsense"})) == headings(browser.get(LIST))


def test_both_files_have_exactly_the_filtered_rows_and_the_chosen_columns(there: People) -> None:
    pupil("=Ash")
    pupil("Birch", there.school)
    far = pupil("Cedar", make.school("Far School"))
    offered(far, far.enrolments.get().school, PART)
    browser = make.signed_in(there.officer)
    asked = {"school": "Far School", "column": ["days", "school"]}
    expected = [
        "UPN", "Child", "Born", "School", "Without a full-time offer since", "School days in a row",
        "School days this term", "School days this school year",
    ]  # fmt: skip
    text = browser.get(reverse("missing_out:file"), asked).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert (lines[0], [line[1] for line in lines[1:]]) == (expected, ["Cedar Example"])
    assert Sight.objects.latest("pk").children == [far.pk]
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("missing_out:workbook"), asked).content))
    (row,) = [row for row in register_for(there.officer, TODAY).rows if row.child == far]
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"]
    assert [cell.value for cell in book.active[1]] == expected
    assert [line[5:] for line in book.active.values][1:] == [(row.days, row.days_in_term, row.days_in_year)]


def test_a_workbook_is_one_visible_sheet_of_values_without_a_formula_whatever_a_name_looks_like(there: People) -> None:
    pupil("=1+1")
    answer = make.signed_in(there.officer).get(reverse("missing_out:workbook"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets == ["xl/worksheets/sheet1.xml"]
        assert "<f>" not in parts.read(sheets[0]).decode()
        assert 'state="hidden"' not in parts.read("xl/workbook.xml").decode()
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]] == [
        "UPN",
        "Child",
        "Born",
        *(each for one in COLUMNS.values() for each in one.headings),
    ]
    assert [line[1] for line in sheet.values][1:] == ["=1+1 Example"]


def test_the_register_is_narrowed_by_officer_open_cases_hours_trust_and_what_it_is_rated_for(there: People) -> None:
    case = there.tell()
    Case.objects.update(owner=there.officer)
    pupil("Nowhere")
    half = pupil("Half", there.school)
    offered(half, there.school, PART)
    browser = make.signed_in(make.user("manager"))
    mine, none, part = case.child.shown_name, "Nowhere Example", "Half Example"
    for asked, found in (
        ({"officer": there.officer.name}, [mine]),
        ({"officer": "Nobody yet"}, [part, none]),
        ({"involved": "Permanent exclusion"}, [mine]),
        ({"involved": "No open case"}, [part, none]),
        ({"offer": "Less than a full week"}, [part]),
        ({"trust": "In no trust"}, [part, none, mine]),
        ({"criterion": "No education at all, and none arranged"}, [none]),
        ({"criterion": "Nobody offers a full day of education", "officer": "Nobody yet"}, [part, none]),
    ):
        assert sorted(names(browser.get(LIST, asked))) == sorted(found), asked


def test_no_filter_names_a_criterion_to_whoever_may_not_read_its_sentence(there: People) -> None:
    lost = pupil("Lost", there.school)
    told = told_of_missing(social_worker=True)
    refer_missing(lost, there.school, told=told, by=there.head, on=TODAY - 7 * DAY, at=moment(TODAY - 7 * DAY))
    secret = "A child in danger is not located"
    for role, said in (("tracking_officer", True), ("exclusion_officer", False)):
        who = there.officer if role == "exclusion_officer" else make.user(role)
        page = make.signed_in(who).get(LIST)
        choices = dict(page.context["table"].filter_form.fields["criterion"].choices)
        assert ((secret in choices), ("Known in confidence" in choices)) == (said, not said), role
