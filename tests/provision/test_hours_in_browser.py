"""The hours of education on a pupil's page, in a real browser: with weeks of each sort, wide and on a telephone."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.provision.actions import make_offer
from oxle.provision.models import OfferKind
from oxle.registers.actions import write_weeks
from oxle.registers.codes import pack_week
from oxle.schooldays.actions import add_calendar, add_term
from tests import make
from tests.browser import Visitor, chromium, in_browser


@in_browser
@pytest.mark.django_db(transaction=True)
def test_the_hours_on_a_pupils_page_and_the_form_for_a_plan_are_sound(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T10:00")
    by, school = make.someone(), make.school()
    calendar = add_calendar("The council’s", by=by, on=make.ON, is_default=True)
    days = {"starts_on": date(2026, 10, 12), "ends_on": date(2026, 12, 18)}
    add_term(calendar, name="Autumn", **days, by=by, on=make.ON)
    child = make.child("Ash", "Example", at=school)
    make_offer(
        child, school, kind=OfferKind.REDUCED, from_on=date(2026, 11, 12), to_on=None, minutes=[150, 0] * 5,
        source="OX", by=None,
    )  # fmt: skip
    write_weeks(child, school, {date(2026, 11, 16): pack_week(["/", "C2"] * 5)}, source="test", by=None)
    client = make.signed_in(make.user("exclusion_officer"))
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, also=(320,))
        visitor.open(reverse("people:child", args=[child.key]))
        assert "school days without a full-time offer since 12 October 2026." in visitor.page.content()
        visitor.open(reverse("provision:full_week", args=[child.key]))
        visitor.press("Save and continue")
        assert visitor.page.title().startswith("Error: ")
