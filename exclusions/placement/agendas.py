"""What a step of a case means for meetings: what waits for one no more is taken off, and who took the child is counted.

Members of a panel read about a child because the panel is to decide: when it is not any more, neither do they.
"""

from exclusions.placement.queries import Way, latest_way_of
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.cases.standing import last_taken
from oxle.meetings import deciding
from oxle.meetings.models import Item
from oxle.schooldays.wording import plain_day

CONFIRMED = "confirm"


def follow_case(case: Case, event: Event, label: str, by: User | None) -> None:
    """A step was taken, or put right: agendas, and the tally of who took children, follow."""
    if not case.meeting_items.exists():
        return
    if by is not None:
        because = f"“{label}” on {plain_day(event.on)}."
        deciding.leave_agendas(case, because=because, by=by, on=max(event.on, case.opened_on))
    taken = _takes(case)
    deciding.count_anew(case, lambda item: taken is not None and _is_named(item, taken), on=event.on)


def _takes(case: Case) -> Way | None:
    """The way to a school that takes the child as far as is known; None where none is named or it refuses, and where
    the case closed without the child attending it."""
    way = latest_way_of(case)
    if way.named is None or way.is_refused:
        return None
    return way if case.is_open or last_taken(case, CONFIRMED) else None


def _is_named(item: Item, way: Way) -> bool:
    named = way.named.facts if way.named else {}
    key = named.get("school")
    return item.school is not None and (key == item.school.key if key else named.get("place") == str(item.school))
