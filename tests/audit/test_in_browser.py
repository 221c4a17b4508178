"""The audit's pages in a real browser: every axe rule, wide and narrow, empty, full and after a mistake."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from oxle.audit.models import Change, Seal, Sight, UnusualRead
from tests import make
from tests.browser import Visitor, chromium, in_browser

NOW = datetime(2026, 9, 15, 9, 0, tzinfo=UTC)
PAGES = ["/audit/", "/audit/sights/", "/audit/seals/", "/audit/unusual/"]


def some_of_everything(manager, officer) -> UnusualRead:
    """Enough for every part of every page."""
    child = make.child("Ngozi", "Example")
    for number in range(1, 41):
        who = f"user:{officer.pk}" if number % 3 else "system: letters"
        Change.objects.create(
            at=NOW, transaction=1, actor=who, table="people_child", row=str(number), action="update",
            before={"born_on": 1, "school_id": 2}, after={"born_on": 2, "school_id": 3},
        )  # fmt: skip
        Sight.objects.create(
            at=NOW, transaction=1, actor=who, what="page", path="/", children=[child.pk, 0], reason="A doctor rang"
        )
        head = "0123456789abcdef" * 4
        Seal.objects.create(
            number=number, at=NOW, below=1, last_change=1, last_sight=1, count=99, previous=head, head=head
        )
    UnusualRead.objects.create(
        week_on=date(2026, 8, 31), actor=f"user:{officer.pk}", why="hours", words="Looked 5 times at night.",
        reviewed_at=NOW, reviewed_by=f"user:{manager.pk}", finding="A line.\nAnd another.",
    )  # fmt: skip
    return UnusualRead.objects.create(
        week_on=date(2026, 9, 7), actor=f"user:{officer.pk}", why="again", children=[child.pk, 0],
        words="Opened 2 children up to 9 times each and changed nothing there.",
    )  # fmt: skip


@in_browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_the_audit_passes_every_rule(live_server, monkeypatch, width):
    monkeypatch.setenv("OXLE_NOW", NOW.isoformat())
    manager, officer = make.user("manager"), make.user("attendance_officer", name="Example " + "long name " * 12)
    client = make.signed_in(manager)
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, width=width)
        for page in PAGES:
            visitor.open(page)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('oxle.actor', 'test', false)")
        row = some_of_everything(manager, officer)
        for page in [*PAGES, "/audit/?from_on=soon", f"/audit/unusual/{row.key}/"]:
            visitor.open(page)
        visitor.press("Review")
        visitor.press("Save the review")
        assert visitor.page.get_by_role("alert").inner_text() == "There is a problem\nEnter what you found"
        visitor.fill("What did you find?", "Asked. It was a court list.")
        visitor.press("Save the review")
        assert visitor.page.url == f"{live_server.url}/audit/unusual/"
        visitor.open(f"/audit/unusual/{row.key}/")
