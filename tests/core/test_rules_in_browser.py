"""The pages of settings in a real browser: every state, at two widths, with every rule of axe."""

from datetime import date

import pytest

from oxle.core.rules import RULES, change_rule
from tests import make
from tests.browser import Visitor, chromium, in_browser

KEY = "attendance.meeting_within"
REASON = "Ł" * 300 + " <script>alert(1)</script> {{7*7}} محمد 小明 🙂"


@in_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 320])
def test_an_administrator_changes_a_setting_and_sees_every_state(live_server, monkeypatch, width):
    monkeypatch.setenv("OXLE_NOW", "2026-09-15T09:00:00+00:00")
    client = make.signed_in(make.user("administrator"))
    change_rule(RULES[KEY], "30 school days", from_on=date(2026, 10, 1), reason=REASON)
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, width=width)
        visitor.open("/settings/")
        visitor.press("Attendance Panel Meeting or PACE meeting after the complete referral", role="link")
        visitor.press("Change")
        visitor.fill("New value", "5 days")
        visitor.date("From which day?", 31, 2, 2026)
        visitor.press("Change the setting")
        assert visitor.page.title().startswith("Error: Change a setting")
        visitor.page.get_by_role("link", name="Enter the reason").click()
        assert visitor.page.evaluate("document.activeElement.name") == "reason"
        assert visitor.page.get_by_label("New value").input_value() == "5 days"
        visitor.fill("New value", "6 weeks")
        visitor.date("From which day?", 1, 10, 2026)
        visitor.fill("Reason", "Agreed by the board")
        visitor.press("Change the setting")
        assert "30 school days" in visitor.page.locator(".govuk-warning-text").inner_text()
        visitor.press("Change it all the same")
        rows = visitor.page.locator("tbody tr").all_inner_texts()
        assert [" ".join(row.split()) for row in rows] == [
            "6 weeks 1 October 2026 No end Agreed by the board To come",
            "5 weeks The beginning 30 September 2026 The default In force",
        ]
