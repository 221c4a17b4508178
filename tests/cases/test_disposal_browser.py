"""Disposal in a real browser, wide and narrow: held, proposed, agreed to by somebody else; axe on every page."""

from datetime import date

import pytest

from oxle.cases import destroying
from oxle.cases.disposal_models import Disposal
from tests import make
from tests.browser import Visitor, chromium, in_browser
from tests.cases import closed
from tests.cases.closed import LATER, Deciders, at


@in_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 320])
def test_two_people_dispose_of_a_case_and_see_every_state(live_server, monkeypatch, width, files):
    monkeypatch.setenv("OXLE_NOW", "2040-01-09T10:00:00+00:00")
    by = Deciders()
    manager, senior = make.signed_in(by.reviewer), make.signed_in(by.second)
    case = closed.withdrawn(date(2026, 10, 20))
    page = f"/cases/{case.key}/disposal/"
    with chromium() as browser:
        first = Visitor(browser, live_server.url, manager, width=width)
        first.open("/disposals/to-agree/")
        first.open("/disposals/certificates/")
        first.open("/disposals/")
        first.press(case.reference, role="link")
        first.press("Keep for longer")
        first.press("Keep it")
        assert first.page.title().startswith("Error: Keep for longer")
        first.open(page)
        first.press("Put on legal hold", role="link")
        first.press("Put on legal hold")
        assert first.page.title().startswith("Error: Legal hold")
        first.fill("Why must this be kept?", "A claim <b> from 小明")
        first.press("Put on legal hold")
        first.open(page)
        assert "Propose to destroy" not in first.page.content()
        first.press("Lift or add a legal hold", role="link")
        first.press("Lift it", role="link", exact=False)
        first.fill("Why can it be lifted?", "Settled")
        first.press("Lift the legal hold")
        first.open(page)
        first.press("Propose to destroy")
        first.fill("Why can it be destroyed?", "Ash asked for it")
        first.press("Propose to destroy it")
        assert "Take “Ash” out" in first.page.locator(".govuk-error-summary").inner_text()
        first.fill("Why can it be destroyed?", "Six years are over.")
        first.press("Propose to destroy it")
        second = Visitor(browser, live_server.url, senior, width=width)
        second.open("/work/")
        second.press("Agree to disposals, or do not", role="link")
        second.press(case.reference, role="link")
        second.press("Agree to destroy")
        second.fill("What did you check?", "Read it through.")
        second.press("Agree: destroy it")
        assert "About to be destroyed" in second.page.content()
    destroying.run(at=at(LATER, 12))
    row = Disposal.objects.get()
    with chromium() as browser:
        auditor = Visitor(browser, live_server.url, senior, width=width)
        auditor.open("/disposals/certificates/")
        auditor.press(row.reference, role="link")
        assert "Six years are over." in auditor.page.content()
        auditor.open(page, status=404)
