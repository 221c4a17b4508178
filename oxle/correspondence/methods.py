"""How a letter can leave the building, and when each way counts as service."""

from datetime import date
from enum import Enum

from oxle.schooldays import service
from oxle.schooldays.working_days import BankHolidays


class Method(Enum):
    """A way of sending. The value is stored."""

    FIRST_CLASS = "first_class"
    RECORDED = "recorded"
    BY_HAND = "by_hand"
    AT_MEETING = "handed_at_meeting"
    EMAIL_LINK = "email_link"

    @property
    def label(self) -> str:
        """The way in words."""
        return {
            "first_class": "First class post",
            "recorded": "Recorded or signed-for post",
            "by_hand": "Delivered by hand",
            "handed_at_meeting": "Handed over at a meeting",
            "email_link": "E-mail with a link to sign in",
        }[self.value]

    @property
    def rule(self) -> service.Method:
        """The rule of deemed service that it comes under. Signed-for post is first class post with a signature."""
        return {
            Method.FIRST_CLASS: service.Method.FIRST_CLASS,
            Method.RECORDED: service.Method.FIRST_CLASS,
            Method.BY_HAND: service.Method.BY_HAND,
            Method.AT_MEETING: service.Method.BY_HAND,
            Method.EMAIL_LINK: service.Method.EMAIL,
        }[self]

    def served_on(self, sent_on: date, bank_holidays: BankHolidays | None = None) -> date:
        """The day on which a letter sent this way counts as served; the law is in schooldays.service."""
        return service.deemed_served(sent_on, self.rule, bank_holidays)

    @property
    def comes_back(self) -> bool:
        """Whether a letter sent this way can come back undelivered. What was handed to somebody cannot."""
        return self not in {Method.BY_HAND, Method.AT_MEETING}

    @property
    def why_served(self) -> str:
        """The rule in a sentence."""
        return service.why_served(self.rule)
