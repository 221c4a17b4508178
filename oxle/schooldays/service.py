"""When a document that was sent counts as served."""

from datetime import date
from enum import Enum

from oxle.schooldays.working_days import BankHolidays, england


class Method(Enum):
    """How a document was sent. The value is stored; the label is shown."""

    FIRST_CLASS = "first_class"
    BY_HAND = "by_hand"
    EMAIL = "email"

    @property
    def label(self) -> str:
        """The method in words."""
        return {"first_class": "First class post", "by_hand": "By hand", "email": "Email"}[self.value]


def deemed_served(sent_on: date, method: Method, bank_holidays: BankHolidays | None = None) -> date:
    """The day on which a document counts as served, for a day of posting, delivery or sending.

    First class post: the second working day after the day of posting (SI 2012/1033 Sch 1 para 1(2), for an
    application for a review; the same rule for penalty notices and warning letters is our reading, unsourced).
    By hand: the day of delivery (the same paragraph). E-mail: the day it was sent (local practice, unsourced).
    """
    if method is Method.FIRST_CLASS:
        return (bank_holidays or england()).working_day_after(sent_on, 2)
    return sent_on


def why_served(method: Method) -> str:
    """The rule behind a day of deemed service, as a sentence."""
    return {
        Method.FIRST_CLASS: "First class post counts as served on the second working day after it was posted.",
        Method.BY_HAND: "A document delivered by hand is served on the day it is delivered.",
        Method.EMAIL: "An email counts as served on the day it was sent.",
    }[method]
