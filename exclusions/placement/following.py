"""The records of a child follow to the place that is named, on every pathway on which one is."""

from exclusions.permanent import records
from exclusions.placement import ending, long_term
from exclusions.placement.queries import TAKES_AFTER_ALL, YES, latest_way_of
from oxle.accounts.models import User
from oxle.cases.models import Case, Event
from oxle.core.dates import london_day

NAMED, REFUSED, LOOKED_AGAIN, CONFIRMED = "name_place", "refuse", "look_again", "confirm"


def follow_again(case: Case, closing: Event, undone: Event, by: User | None) -> None:
    """The closing of a case is taken back: a move of the records that was withdrawn with it is opened again."""
    named = latest_way_of(case).named
    if named is not None and records.was_stopped(case, closing):
        records.follow(case, undone, named.facts, by)


def follow_place(case: Case, event: Event, by: User | None) -> None:
    """To a place that is named, or that takes the child after all; not to one that refuses or is given up. With a
    provider of ours the place itself follows; once the child is on roll at a school an interim one ends."""
    long_term.follow(case, event, by)
    if event.step == ending.ENROLLED:
        ending.end_on_roll(case, by=by)
    elif event.step in ending.GIVEN_UP:
        ending.go_on_without(case, today=london_day(event.at), by=by)
    if event.step == NAMED or (event.step in TAKES_AFTER_ALL and event.facts.get("takes", YES) == YES):
        named = latest_way_of(case).named
        if named is not None:
            records.follow(case, event, named.facts, by)
    elif event.step in {REFUSED, LOOKED_AGAIN} or (event.moved and not case.is_open and event.step != CONFIRMED):
        records.stay(case, event, by)
