"""Takes back what a panel decided of a child and was recorded wrongly, as long as nothing came of it that cannot be."""

from datetime import datetime

from exclusions.permanent import records
from exclusions.placement import long_term
from oxle.accounts.models import User
from oxle.cases import actions, taking_back
from oxle.cases.entries import root_of
from oxle.cases.models import Case, CaseLetter, Event
from oxle.cases.queries import pathway_of
from oxle.cases.standing import as_they_stand
from oxle.core.dates import from_iso, london_day
from oxle.core.errors import Refused
from oxle.correspondence.actions import UNSENT
from oxle.correspondence.models import Letter
from oxle.schooldays.wording import plain_day
from oxle.transfers import following

DECIDED, NAMED = "panel_decided", "name_place"
# What could not have been recorded without the place, or with another answer of the panel.
RESTS = (
    DECIDED, NAMED, "refuse", "agree", "give_notice", "refer_adjudicator", "adjudicated", "direct", "request",
    "determined", "look_again", "plan", "enrol", "confirm",
)  # fmt: skip
INSTEAD = "Put right why it was decided, or look for another place on the case and let the panel decide again."


def take_panel_back(
    case: Case, *, panel: str, decision: str, decided_on: object, by: User, at: datetime, reason: str
) -> None:
    """Take back that a panel decided of a case on a day, and the place that was named with it: the case waits for the
    panel again, its letters do not go, a place to come never was, and the records stay.

    Refused, in words, where the case is closed, where another step rests on it, a letter about it is sent, the place
    has begun or records went there. Nothing is done where the case has no such entry.
    """
    held = actions.lock(case, Case.objects.get(pk=case.pk).version)
    standing = as_they_stand(held.events.order_by("order"))
    told = [
        one
        for one in standing
        if one.step == DECIDED
        and root_of(one).on == decided_on
        and (one.facts.get("panel"), one.facts.get("decision")) == (panel, decision)
    ]
    if not told:
        return
    if not held.is_open:
        raise Refused("The case is closed. Take the closing back first.")
    decided = told[-1]
    with_it = [one for one in standing if one.step == NAMED and root_of(one).at == root_of(decided).at]
    _nothing_rests_on(held, standing, [decided, *with_it])
    _nothing_is_sent([decided, *with_it])
    for named in with_it:
        _nothing_has_begun(held, named, at)
    for named in with_it:
        long_term.leave(held, on=london_day(at), by=by)
        _undo(held, named, by=by, at=at, reason=reason)
        records.stay(held, named, by, at=at, instead_of=records.place_of(named.facts))
    _undo(held, decided, by=by, at=at, reason=reason)
    case.catch_up_with(held)


def _undo(held: Case, event: Event, *, by: User, at: datetime, reason: str) -> None:
    leads_to = root_of(event).stage_before if event.moved else held.stage
    taking_back.undo(held, event, leads_to=leads_to, by=by, at=at, reason=reason)


def _nothing_rests_on(case: Case, standing: list[Event], mine: list[Event]) -> None:
    last = max(root_of(one).order for one in mine)
    for one in standing:
        if one.step in RESTS and root_of(one).order > last:
            label = pathway_of(case).step(one.step).label
            raise Refused(
                f"“{label}” was recorded since, on {plain_day(one.on)}, and rests on this decision. {INSTEAD}"
            )


def _nothing_is_sent(events: list[Event]) -> None:
    links = CaseLetter.objects.filter(event__in=[root_of(one) for one in events]).select_related("letter")
    gone = links.exclude(letter__state__in=[*UNSENT, Letter.State.WITHDRAWN]).order_by("pk").first()
    if gone is not None:
        raise Refused(f"“{gone.letter.title}” is sent, and says what was decided. {INSTEAD}")


def _nothing_has_begun(case: Case, named: Event, at: datetime) -> None:
    starts_on, to = from_iso(named.facts.get("starts_on")), records.place_of(named.facts)
    if starts_on is not None and starts_on <= london_day(at):
        raise Refused(f"The place began on {plain_day(starts_on)}. {INSTEAD}")
    if case.child is not None and following.went_since(case.child, to, named.on):
        raise Refused(f"Records of the child are sent to {to} already. {INSTEAD}")
