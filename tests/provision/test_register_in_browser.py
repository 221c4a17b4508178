"""The register in a real browser: a whole class marked by keyboard alone, also without scripts and on a telephone."""

from datetime import date

import pytest
from django.urls import reverse

from oxle.provision.actions import add_provider, make_offer
from oxle.provision.models import OfferKind, ProviderKind, ProviderWeek
from tests import make
from tests.browser import Visitor, chromium, in_browser

# A class of thirty.
NAMES = ("Ash", "Birch", "Cedar", "Elm", "Hazel", *(f"Rowan {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"))
# Two keys a second, for a minute: nobody who types at all is slower.
KEYS_IN_A_MINUTE = 120


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_class_is_marked_by_keyboard_without_scripts_and_its_pages_are_sound(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T14:00")
    school = make.school()
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
    children = [make.child(name, "Example", at=school) for name in NAMES]
    for number, child in enumerate(children):
        make_offer(
            child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=None,
            minutes=[150, 150 if number % 4 else 0] * 5, source="OX", by=None,
        )  # fmt: skip
    client = make.signed_in(make.user("provider", unit.organisation))
    page = reverse("provision:register", args=[unit.key, "2026-11-24"])
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, also=(320,), scripts=False)
        visitor.open(page)
        visitor.page.locator("select").first.focus()
        # Ash is late; Birch is ill in the afternoon.
        keys = ["l", "Tab", "Tab", "Tab", "a"]
        for key in keys:
            visitor.page.keyboard.press(key)
        button = visitor.page.get_by_role("button", name="Mark all others present and save", exact=True)
        while not button.evaluate("(element) => element === document.activeElement"):
            visitor.page.keyboard.press("Tab")
            keys.append("Tab")
            assert len(keys) < KEYS_IN_A_MINUTE, "a class of thirty is not marked within a minute"
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
        visitor.look()
        assert "Every session is marked." in visitor.page.content()
        visitor.open(reverse("provision:register_pupil", args=[unit.key, children[0].key]))
        visitor.open(reverse("provision:register", args=[unit.key, "2026-11-01"]))
        assert "No pupil has a session here on this day." in visitor.page.content()
    kept = dict(ProviderWeek.objects.values_list("child__shown_name", "marks"))
    assert kept["Ash Example"][4:8] == "L   "
    assert kept["Birch Example"][4:8] == "/ I "
    assert kept["Cedar Example"][4:8] == "/ \\ "
