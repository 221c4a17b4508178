"""The register in a real browser: a whole class marked by keyboard alone, also without scripts and on a telephone."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from oxle.people.models import Child
from oxle.provision.actions import add_provider, make_offer
from oxle.provision.models import OfferKind, Provider, ProviderKind, ProviderWeek
from tests import make
from tests.browser import Visitor, chromium, in_browser

# A class of thirty.
NAMES = ("Ash", "Birch", "Cedar", "Elm", "Hazel", *(f"Rowan {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXY"))
# Two keys a second, for a minute: nobody who types at all is slower.
KEYS_IN_A_MINUTE = 120
# How many pupils one unit teaches in the made-up county.
CLASS = 15


class Keys:
    """What is pressed on a page that has just opened, where no mouse is at hand, and how many keys that was."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def to_the_register(self) -> None:
        """Past the menu, to the first mark of the first pupil."""
        self.press("Tab", "Enter")
        self._tab_to(self.page.locator("select").first)

    def save(self, button: str) -> None:
        """On to a button below the register, and press it."""
        self._tab_to(self.page.get_by_role("button", name=button, exact=True))
        with self.page.expect_navigation():
            self.press("Enter")

    def _tab_to(self, element: Locator) -> None:
        while not element.evaluate("(element) => element === document.activeElement"):
            self.press("Tab")
            assert self.count < 2 * KEYS_IN_A_MINUTE, "the Tab key does not lead there"


def a_unit(
    names: Sequence[str], *, afternoons: Callable[[int], bool] = lambda number: True
) -> tuple[Provider, list[Child]]:
    """A unit whose pupils have every morning, and those of some numbers every afternoon."""
    school = make.school()
    unit = add_provider(name="Demo Unit", kind=ProviderKind.PRU, by=make.someone())
    children = [make.child(name, "Example", at=school) for name in names]
    for number, child in enumerate(children):
        make_offer(
            child, unit, kind=OfferKind.ALTERNATIVE, from_on=date(2026, 11, 2), to_on=None,
            minutes=[150, 150 if afternoons(number) else 0] * 5, source="OX", by=None,
        )  # fmt: skip
    return unit, children


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_class_is_marked_by_keyboard_without_scripts_and_its_pages_are_sound(live_server, monkeypatch):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T14:00")
    unit, children = a_unit(NAMES, afternoons=lambda number: number % 4 != 0)
    client = make.signed_in(make.user("provider", unit.organisation))
    page = reverse("provision:register", args=[unit.key, "2026-11-24"])
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, also=(320,), scripts=False)
        visitor.open(page)
        keys = Keys(visitor.page)
        keys.to_the_register()
        # Ash is late; Birch is ill in the afternoon.
        keys.press("l", "Tab", "Tab", "Tab", "a")
        keys.save("Mark all others present and save")
        assert keys.count <= KEYS_IN_A_MINUTE
        visitor.look()
        assert "Every session is marked." in visitor.page.content()
        visitor.open(reverse("provision:register_pupil", args=[unit.key, children[0].key]))
        visitor.open(reverse("provision:register", args=[unit.key, "2026-11-01"]))
        assert "No pupil has a session here on this day." in visitor.page.content()
    kept = dict(ProviderWeek.objects.values_list("child__shown_name", "marks"))
    assert kept["Ash Example"][4:8] == "L   "
    assert kept["Birch Example"][4:8] == "/ I "
    assert kept["Cedar Example"][4:8] == "/ \\ "


@in_browser
@pytest.mark.django_db(transaction=True)
def test_a_class_is_marked_by_keyboard_within_a_minute_also_where_each_mark_is_chosen_by_itself(
    live_server, monkeypatch
):
    monkeypatch.setenv("OXLE_NOW", "2026-11-24T14:00")
    unit, children = a_unit(NAMES[:CLASS])
    client = make.signed_in(make.user("provider", unit.organisation))
    with chromium() as browser:
        visitor = Visitor(browser, live_server.url, client, also=(), scripts=False)
        visitor.open(reverse("provision:register", args=[unit.key, "2026-11-24"]))
        keys = Keys(visitor.page)
        keys.to_the_register()
        # The morning and the afternoon of each, and over the name of the next.
        for number in range(CLASS):
            keys.press("p" if number else "a", "Tab", "p", *("Tab", "Tab")[: 2 if number + 1 < CLASS else 0])
        keys.save("Save the register")
        assert keys.count <= KEYS_IN_A_MINUTE
    kept = dict(ProviderWeek.objects.values_list("child__shown_name", "marks"))
    assert {name: marks[4:8] for name, marks in kept.items()} == {
        child.shown_name: "/ \\ " if child.shown_name != "Ash Example" else "I \\ " for child in children
    }
