"""An administrator brings schools and term dates in, in a real browser; every page passes every axe rule."""

from pathlib import Path

import pytest
from django.db import connection

from oxle.schools.models import School
from tests import make
from tests.browser import Visitor, chromium, in_browser

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T09:00:00+00:00")


def upload(visitor: Visitor, kind: str, file: str) -> None:
    visitor.open(f"/imports/new/{kind}/")
    visitor.page.get_by_label("File").set_input_files(DATA / file)
    visitor.press("Upload and preview")


@in_browser
@pytest.mark.django_db(transaction=True)
def test_an_administrator_loads_schools_and_term_dates(live_server):
    client = make.signed_in(make.user("administrator"))
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client)
        visitor.open("/schools/")
        visitor.press("Import schools from the national list", role="link")
        visitor.press("Upload and preview")  # nothing chosen
        assert visitor.page.get_by_role("alert").get_by_text("Select a file").is_visible()
        upload(visitor, "schools", "schools_invented.csv")
        assert visitor.page.get_by_text(
            "9 rows in the file = 5 new + 0 changed + 0 without change + 2 rejected + 2 left out"
        ).is_visible()
        visitor.press("rejected", role="link")
        visitor.page.go_back()
        visitor.press("Import 5 records")
        upload(visitor, "school-links", "school_links_invented.csv")
        visitor.press("Import 3 records")
        visitor.press("Undo this import", role="link")
        visitor.press("Undo the import")

        visitor.open("/term-dates/")
        visitor.press("Add a calendar")
        visitor.fill("Name", "The council’s term dates")
        visitor.press("Save and continue")
        calendar = visitor.page.url
        upload(visitor, "term-dates", "term_dates_invented.csv")
        visitor.press("Import 7 records")
        visitor.open(calendar.removeprefix(live_server.url))
        assert visitor.page.get_by_text("2026/27: 194 school days.").is_visible()
        visitor.press("Add an INSET day or closure")
        visitor.press("Save and continue")  # nothing typed
        visitor.page.get_by_label("INSET day", exact=True).check()
        visitor.date("First day", 2, 11, 2026)
        visitor.date("Last day", 3, 11, 2026)
        visitor.press("Save and continue")
        assert visitor.page.get_by_text("2026/27: 192 school days.").is_visible()
        visitor.press("Autumn term 1", role="link")

        visitor.open("/schools/?q=elm")
        visitor.press("Demo Elm Tree Primary School", role="link")
        school = visitor.page.url.removeprefix(live_server.url)
        visitor.press("Add a contact")
        visitor.fill("Name", "Łukasz O’Brien <script>alert(1)</script>")
        visitor.press("Save and continue")  # no way to reach them
        visitor.fill("Email address", "demo.contact@example.org")
        visitor.press("Save and continue")
        assert visitor.page.get_by_role("heading", name="Łukasz O’Brien <script>alert(1)</script>").is_visible()
        visitor.press("Change which term dates this school keeps", role="link")

        narrow = Visitor(browser, live_server.url, client, width=320)
        for path in ("/schools/", school, "/imports/", "/term-dates/", calendar.removeprefix(live_server.url)):
            narrow.open(path)
        narrow.open("/imports/")
        narrow.press("schools_invented.csv", role="link")
        assert School.objects.count() == 5
        connection.close()
