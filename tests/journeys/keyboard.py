"""Somebody who uses no mouse: every field is reached with Tab, every choice made with the arrows and the space bar."""

from typing import Any

from tests.browser import Visitor

# More stops than any page has: whoever goes round without getting there cannot get there.
MOST_STOPS = 150
HAS_FOCUS = "(element) => element === document.activeElement"


class Keyboard:
    """The keys of one window."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def to(self, target: Any) -> None:
        """Go on with Tab until the target has the focus."""
        for _ in range(MOST_STOPS):
            if target.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: {target} is not reached with Tab")

    def to_content(self) -> None:
        """Skip the navigation, as the first stop of a page offers."""
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.innerText") == "Skip to main content"
        self.page.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        """Type into the field of that label, over what it holds."""
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def date(self, group: str, day: int, month: int, year: int) -> None:
        """Type the three boxes of a date."""
        boxes = self.page.get_by_role("group", name=group)
        for label, number in (("Day", day), ("Month", month), ("Year", year)):
            self.to(boxes.get_by_label(label))
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(str(number))

    def choose(self, group: str, option: str) -> None:
        """Choose one of a question's radio buttons: Tab to the first, then the arrows."""
        radios = self.page.get_by_role("group", name=group).get_by_role("radio")
        wanted = self.page.get_by_role("group", name=group).get_by_label(option, exact=True)
        self.to(radios.first)
        self.page.keyboard.press("Space")
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {option} is not reached with the arrows")

    def tick(self, group: str, option: str) -> None:
        """Tick one of a question's boxes."""
        self.to(self.page.get_by_role("group", name=group).get_by_label(option, exact=True))
        self.page.keyboard.press("Space")

    def press(self, name: str, *, role: str = "button") -> None:
        """Press a button, or follow a link, by its words, and look at the page that comes."""
        self.to(self.page.get_by_role(role, name=name, exact=True).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.visitor.look()
