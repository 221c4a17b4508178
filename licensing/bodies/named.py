"""The approval of an organisation (BOPA) that an application for performances names by its number."""

from collections.abc import Iterable
from datetime import date

from licensing.bodies.models import BodyApproval
from licensing.grants.terms import DAY
from oxle.core.references import clean_reference
from oxle.schooldays.wording import plain_day

# How the numbers of our approvals begin.
OURS = "BO-"
NO_NUMBER = (
    "Enter the number as it stands on the approval, such as BO-7K4M-2QX6. Leave this empty if another council gave it"
)
UNKNOWN = "We gave no approval with this number: compare it with the approval"
PAID = "It is for performances for which nobody is paid (s 37(3)(b)), and somebody is paid for this"


class NotOurs(ValueError):
    """That we gave no approval of this number, in a sentence that may be shown."""


def number_of(typed: str) -> str:
    """The number of an approval of ours as we keep it; "" for nothing. NotOurs for a number that is mistyped, or that
    we never gave."""
    if not typed.strip():
        return ""
    number = clean_reference(typed)
    if number is None or not number.startswith(OURS):
        raise NotOurs(NO_NUMBER)
    if approval_of(number) is None:
        raise NotOurs(UNKNOWN)
    return number


def approval_of(number: str) -> BodyApproval | None:
    """The approval of a number; None where there is none, or it was destroyed since."""
    return BodyApproval.objects.filter(number=number).first() if number else None


def against(entry: BodyApproval, days: Iterable[date], *, paid: bool) -> list[str]:
    """Why an approval does not stand in for a licence on these days, in sentences; none where it does."""
    found = [PAID] if paid else []
    if (term := entry.term) is None:
        return [*found, "It is not approved"]
    outside = sorted({day for day in days if not term.covers(day, day)})
    if outside:
        more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
        holds = f"It holds from {plain_day(term.from_on)} to {plain_day(term.last_on)}"
        if term.last_on < term.from_on:
            holds = f"It ended on {plain_day(term.last_on + DAY)}"
        found.append(f"{holds}, and not on {plain_day(outside[0])}{more}")
    return found
