"""The pages of the exchange: uploading, the preview, importing, the rejected rows, undoing, and who may."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oxle.accounts.models import Organisation
from oxle.core import uploads
from oxle.exchange import importing
from oxle.exchange.models import Batch, State
from oxle.exchange.showing import sum_in_words
from tests import make
from tests.exchange.colours import ColoursImport

pytestmark = pytest.mark.django_db
FILE = b"Number,Colour\n1,red\n2,green\n=1+1,<script>alert(1)</script>\n3\n"


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(importing.IMPORTERS, "colours", ColoursImport)


@pytest.fixture
def browser():
    return make.signed_in(make.user("administrator"))


def upload(browser, data: bytes = FILE, name: str = "colours.csv"):
    address = reverse("batch_new", args=["colours"])
    return browser.post(address, {"file": SimpleUploadedFile(name, data)}, follow=True)


def confirm(browser, batch: Batch, once: str = ""):
    return browser.post(reverse("batch", args=[batch.key]), {"once": once} if once else {}, follow=True)


def agencies() -> list[str]:
    return sorted(Organisation.objects.filter(kind="agency").values_list("name", flat=True))


def text_of(response) -> str:
    return response.content.decode()


def test_a_preview_shows_the_sum_of_the_rows_and_what_the_button_will_do(browser):
    page = text_of(upload(browser))
    assert "4 rows in the file = 2 new + 0 changed + 0 without change + 2 rejected." in page
    assert "Import 2 records" in page
    assert "Number is “=1+1”, which is not a number." in page
    assert "&lt;script&gt;" not in page  # a rejected row is shown by its reasons, not by its cells
    assert agencies() == []


def test_a_file_in_which_nothing_is_new_says_so_in_its_heading(browser):
    upload(browser)
    confirm(browser, Batch.objects.get())
    page = upload(browser, b"Number,Colour\n1,red\n2,green\n", name="again.csv")
    assert (page.context["heading"], "There is nothing in this file to import" in page.text) == (
        "Nothing to import",
        True,
    )


def test_the_sum_of_the_rows_counts_each_row_in_one_place_as_the_figures_above_it_do():
    batch = Batch(rows=11, created=1, updated=0, unchanged=9, left_out=8, rejected=1)
    assert sum_in_words(batch) == (
        "11 rows in the file = 1 new + 0 changed + 1 without change + 1 rejected + 8 left out, as not asked for."
    )


def test_pressing_the_button_imports_and_says_so(browser):
    upload(browser)
    page = text_of(confirm(browser, Batch.objects.get()))
    assert "The file has been imported." in page
    assert "Undo this import" in page
    assert agencies() == ["1 red", "2 green"]


def test_a_double_click_imports_once_and_both_clicks_end_on_the_result(browser):
    once = upload(browser).context["once"]
    batch = Batch.objects.get()
    pages = [confirm(browser, batch, once) for _ in range(2)]
    assert [page.redirect_chain for page in pages] == [[(reverse("batch", args=[batch.key]), 302)]] * 2
    assert agencies() == ["1 red", "2 green"]


def test_a_double_click_on_upload_makes_one_preview(browser):
    address = reverse("batch_new", args=["colours"])
    once = browser.get(address).context["once"]
    for _ in range(2):
        browser.post(address, {"file": SimpleUploadedFile("colours.csv", FILE), "once": once})
    assert Batch.objects.count() == 1


def test_a_stale_preview_says_so_on_its_own_page_and_imports_nothing(browser):
    upload(browser)
    Organisation.objects.create(kind="agency", name="1 scarlet")
    page = text_of(confirm(browser, Batch.objects.get()))
    assert "Records have changed since this preview" in page
    assert agencies() == ["1 scarlet"]


def test_rejected_rows_come_back_as_they_were_with_the_reason_and_without_formulas(browser):
    upload(browser)
    response = browser.get(reverse("batch_rejected", args=[Batch.objects.get().key]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows == [
        ["Number", "Colour", "Row in the file", "Why it was rejected"],
        ["'=1+1", "<script>alert(1)</script>", "4", "Number is “=1+1”, which is not a number."],
        ["3", "", "5", "The row has 1 cells, but there are 2 headings: cells are missing."],
    ]
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_row_too_long_for_its_headings_comes_back_with_its_surplus(browser):
    upload(browser, b"Number,Colour\n1,red,spare,=more\n")
    response = browser.get(reverse("batch_rejected", args=[Batch.objects.get().key]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows[1][:2] == ["1", "red | spare | =more"]


def test_a_file_that_cannot_be_read_says_why_at_the_field(browser):
    page = upload(browser, b"Number;Shade\n1;red\n")
    message = "The first row must be the headings. The file does not have the column Colour."
    assert page.context["form"].errors["file"] == [message]
    assert text_of(page).count(message) == 2  # in the summary and at the field
    assert Batch.objects.count() == 0


def test_no_file_is_asked_for(browser):
    assert upload_nothing(browser).context["form"].errors["file"] == ["Select a file"]


def upload_nothing(browser):
    return browser.post(reverse("batch_new", args=["colours"]), {})


def test_a_file_past_the_ceiling_is_dropped_and_refused_in_words(browser, monkeypatch):
    monkeypatch.setattr(uploads, "CEILING", 1000)
    monkeypatch.setattr(uploads, "MEGABYTE", 10)
    page = upload(browser, FILE + b"9,grey\n" * 1000)
    assert page.context["form"].errors["file"] == ["The selected file must be smaller than 100 MB"]


def test_an_import_can_be_undone_after_a_warning_with_its_figures(browser):
    upload(browser)
    confirm(browser, Batch.objects.get())
    address = reverse("batch_undo", args=[Batch.objects.get().key])
    assert "This removes 2 records that the import made, and puts 0 records back as before." in text_of(
        browser.get(address)
    )
    page = text_of(browser.post(address, follow=True))
    assert "The import has been undone." in page
    assert agencies() == []


def test_a_preview_can_be_left(browser):
    upload(browser)
    browser.post(reverse("batch_abandon", args=[Batch.objects.get().key]))
    assert Batch.objects.get().state == State.FAILED
    assert "Import 2 records" not in text_of(browser.get(reverse("batch", args=[Batch.objects.get().key])))


def test_every_row_of_an_outcome_has_its_page(browser):
    upload(browser, b"Number,Colour\n" + b"".join(b"%d,red\n" % number for number in range(101, 161)))
    page = browser.get(reverse("batch_rows", args=[Batch.objects.get().key, "created"]))
    assert page.context["table"].range_text == "Showing 1 to 50 of 60 rows"
    assert "Colour red" in text_of(page)


@pytest.mark.parametrize("name", ["batch", "batch_rejected", "batch_leave", "batch_undo"])
def test_a_stranger_gets_the_same_404_for_a_batch_as_for_none(browser, name):
    upload(browser)
    name = "batch_abandon" if name == "batch_leave" else name
    stranger = make.signed_in(make.user("attendance_officer"))
    for key in (Batch.objects.get().key, "nosuchkey"):
        assert stranger.get(reverse(name, args=[key])).status_code == 404


def test_those_who_may_import_nothing_may_not_open_the_list_or_the_upload(browser):
    officer = make.signed_in(make.user("attendance_officer"))
    assert officer.get(reverse("batch_list")).status_code == 403
    assert officer.get(reverse("batch_new", args=["colours"])).status_code == 403
    assert browser.get(reverse("batch_new", args=["nosuchkind"])).status_code == 404


def test_the_list_of_files_costs_the_same_queries_for_1_file_and_for_3(browser):
    upload(browser)
    with CaptureQueriesContext(connection) as one:
        assert browser.get(reverse("batch_list")).context["table"].count == 1
    upload(browser, FILE + b"8,a\n")
    upload(browser, FILE + b"9,b\n")
    with CaptureQueriesContext(connection) as three:
        assert browser.get(reverse("batch_list")).context["table"].count == 3
    assert len(one) == len(three)


def test_a_file_named_with_a_script_is_shown_and_not_run(browser):
    page = text_of(upload(browser, name="<script>alert(1)</script>.csv"))
    assert "<script>alert(1)" not in page
