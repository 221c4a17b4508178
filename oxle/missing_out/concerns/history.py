"""What was done about a pupil's concerns, in words, the newest first."""

from collections.abc import Iterator
from typing import Any

from oxle.accounts.models import User
from oxle.accounts.visibility import visible_to
from oxle.cases.concern_models import Advice, Conclusion
from oxle.people.models import Child
from oxle.schooldays.wording import plain_day


def items_of(user: User, child: Child) -> list[dict[str, Any]]:
    """Advice, challenges, their answers and what was concluded. Two queries."""
    advice = visible_to(user, Advice).filter(child=child).select_related("asked_by", "answered_by")
    found = [item for one in advice for item in _of_advice(one)]
    for one in visible_to(user, Conclusion).filter(child=child).select_related("by"):
        found.append({"title": str(one), "at": one.at, "by": one.by.name, "text": one.because})
    return sorted(found, key=lambda item: item["at"])[::-1]


def _of_advice(one: Advice) -> Iterator[dict[str, Any]]:
    text = f"{one.text}\nAn answer is due by {plain_day(one.due_on)}."
    yield {"title": str(one), "at": one.asked_at, "by": one.asked_by.name, "text": text}
    if one.answered_on is not None and one.answered_by is not None:
        yield {
            "title": f"{one.to_whom} answered" if one.outcome != Advice.Outcome.NO_ANSWER else "No answer came",
            "at": one.answered_at,
            "by": one.answered_by.name,
            "text": f"{one.get_outcome_display()}. {one.answer}",
        }
