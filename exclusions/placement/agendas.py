"""What a step of a case means for meetings: what waits for one no more is taken off, and who took the child is counted.

Members of a panel read about a child because the panel is to decide: when it is not any more, neither do they.
"""

from collections.abc import Callable, Sequence
from datetime import date

from exclusions.placement.queries import Way, latest_way_of
from oxle.accounts.models import User
from oxle.cases.entries import root_of
from oxle.cases.models import Case, Event
from oxle.cases.queries import pathway_of
from oxle.cases.standing import last_taken
from oxle.meetings import deciding
from oxle.meetings.kinds import TAKEN_OFF
from oxle.meetings.models import Item, State
from oxle.schooldays.wording import plain_day

CONFIRMED = "confirm"
ON_NO_AGENDA = "The In Year Fair Access Panel. It is on no agenda yet: put it there on the page of a meeting"


def waits_for(before: Sequence[Item], needs_panel: Callable[[], bool]) -> list[str]:
    """The meetings before which a case stands, of those it has to do with; or that it is on no agenda yet, where it
    `needs_panel`."""
    stands = [str(item.meeting) for item in before if not item.decision]
    return stands if stands or not needs_panel() else [ON_NO_AGENDA]


def follow_case(case: Case, event: Event, label: str, by: User | None) -> None:
    """A step was taken, or put right: agendas, and the tally of who took children, follow."""
    if not case.meeting_items.exists():
        return
    if by is not None:
        because = _because(label, event)
        deciding.leave_agendas(case, because=because, by=by, on=max(event.on, case.opened_on))
    taken = _takes(case)
    deciding.count_anew(case, lambda item: taken is not None and _is_named(item, taken), on=event.on)


def _because(label: str, event: Event) -> str:
    return f"“{label}” on {plain_day(event.on)}."


def come_back(case: Case, closing: Event, by: User | None, *, on: date) -> None:
    """The closing of a case, or another entry, is taken back: it comes before the meetings again that it left, where
    they are to come, leaves those for which it waits no more, and the school that took the child counts again.
    """
    root = root_of(closing)
    if by is not None:
        because = _because(pathway_of(case).step(root.step).label, root)
        left = case.meeting_items.filter(decision=TAKEN_OFF.key, words=because)
        for item in left.filter(meeting__state=State.PLANNED).select_related("meeting").order_by("pk"):
            deciding.put_on_agenda(item.meeting, [case], by=by, on=on, asks=item.asks)
        label = pathway_of(case).step(root.step).label
        deciding.leave_agendas(case, because=f"“{label}” was taken back on {plain_day(on)}.", by=by, on=on)
    taken = _takes(case)
    deciding.count_anew(case, lambda item: taken is not None and _is_named(item, taken), on=on)


def _takes(case: Case) -> Way | None:
    """The way to a school that takes the child as far as is known; None where none is named or it refuses, and where
    the case closed without the child attending it."""
    way = latest_way_of(case)
    if way.named is None or way.is_refused:
        return None
    return way if case.is_open or last_taken(case, CONFIRMED) else None


def _is_named(item: Item, way: Way) -> bool:
    """Whether it was decided that the child goes to the place that is named now, by its key as far as that is known."""
    named, where = way.named.facts if way.named else {}, item.where
    key = named.get("school") or named.get("provider")
    return where is not None and (key == where.key if key else named.get("place") == str(where))
