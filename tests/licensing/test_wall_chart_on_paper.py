"""The wall chart as the browser prints it: several children on a sheet, with the days above and what does not fit."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from licensing.performances import actions
from tests import make
from tests.attendance import make as referrals
from tests.browser import Visitor, chromium, in_browser
from tests.exclusions.make import moment
from tests.licensing.performing import application, day, given

ON = date(2026, 11, 16)
TUESDAY, SATURDAY = date(2026, 12, 8), date(2026, 12, 12)
CHILDREN = 12


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_week_of_twelve_children_is_on_at_most_four_sheets_each_with_its_days(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", moment(ON).isoformat())
    referrals.calendar()
    school = make.school()
    children = [make.child(f"Child{number:02}", "Example", date(2015, 5, 6), at=school) for number in range(CHILDREN)]
    for one in children:
        make.address(one)
    told = [given(one, urn=school.urn) for one in children]
    # A school day without education: over a limit, so that there is much to read in each row.
    lines = [
        day(number, one, on) for number, (one, on) in enumerate(((a, b) for a in told for b in (TUESDAY, SATURDAY)), 1)
    ]
    production = actions.submit(application(told, lines), on=ON, at=moment(ON))
    client = make.signed_in(make.user("admin_officer"))
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client)
        visitor.open(reverse("licensing:wall_chart", args=[production.key]))
        content = visitor.page.pdf(prefer_css_page_size=True)
    sheets = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]
    names = [word for sheet in sheets for word in sheet.split() if re.fullmatch(r"Child\d\d", word)]
    assert names == [f"Child{number:02}" for number in range(CHILDREN)]
    # The day without education of each, and of none of it is anything cut off.
    assert sum(sheet.count("6 hours in each") for sheet in sheets) == CHILDREN
    assert len(sheets) <= 4
    assert ["12 December 2026" in sheet for sheet in sheets] == [True] * len(sheets)
