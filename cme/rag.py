"""What missing children tell the register of pupils missing out: all of them are on it, and which of them are red."""

from datetime import timedelta

from cme import pathway
from cme.models import Missing
from cme.standing import IN_DANGER, days_missing
from oxle.accounts.permissions import read
from oxle.cases.as_at import open_on, stood_in
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.people.queries import vulnerabilities_of
from oxle.schooldays.queries import calendars_for
from oxle.schooldays.wording import listed, plain_day

# Where it is known where the child is.
LOCATED = (pathway.HERE.key, pathway.ELSEWHERE.key, pathway.HOME.key)
MISSING_OUT = (Involved("Missing education", pathway.TRACKING.key),)
# Another authority has them, or two persons agreed that the child is abroad or cannot be found.
GONE = {pathway.TRACKING.key: frozenset({pathway.RECEIVED.key, pathway.AGREED.key})}
IN_DANGER_FOR = threshold("cme.red_in_danger_for", "Red: a child in danger is not located, for more than", 0)
MISSING_FOR = threshold(
    "cme.amber_missing_for",
    "Amber: a missing child has no education, also while a school still has them on its register, for more than",
    20,
    "school days",
)


def _open(asked: Asked) -> list[Missing]:
    """The missing of whom a case is open, each with `located`: whether it is known by then where the child is."""
    rows = Missing.objects.filter(open_on(asked.on, "case__"), case__child__among=asked.keys)
    located = rows.annotate(located=stood_in(LOCATED, asked.on, "case"))
    return list(located.select_related("case__child", "case__school"))


def _in_danger(asked: Asked) -> dict[int, Fired]:
    """Who is not located and has a social worker, or of whom something is recorded that makes it a danger."""
    before = asked.on - timedelta(days=asked.threshold(IN_DANGER_FOR))
    told = [
        one
        for one in asked.once(_open)
        if not one.located and one.case.opened_on < before  # type: ignore[attr-defined]
    ]
    known = vulnerabilities_of([one.case.child for one in told if one.case.child], asked.on)
    found = {}
    for one in told:
        child = one.case.child_id or 0
        why = [row.get_kind_display().lower() for row in known[child] if row.kind in IN_DANGER]
        if one.social_worker:
            why.insert(0, "social worker")
        if why:
            opened_on = one.case.opened_on
            found[child] = Fired(opened_on, f"Not located since {plain_day(opened_on)}. Recorded: {listed(why)}.")
    return found


def _missing(asked: Asked) -> dict[int, Fired]:
    """Who has had no education for long, by the calendar of the last school: to the ledger a place stands offered."""
    told = asked.once(_open)
    calendars = calendars_for({one.case.calendar_id for one in told})
    most, found = asked.threshold(MISSING_FOR), {}
    for one in told:
        since, days, _ = days_missing(calendars[one.case.calendar_id], one, asked.on)
        if days is not None and days > most:
            words = f"Missing education for {days} school days, since {plain_day(since)}."
            found[one.case.child_id or 0] = Fired(since, words)
    return found


CRITERIA = (
    Criterion(
        "cme.in_danger", "A child in danger is not located", Rated.RED, _in_danger, IN_DANGER_FOR, read("cme")
    ),
    Criterion("cme.missing", "Missing education for long", Rated.AMBER, _missing, MISSING_FOR, read("cme")),
)  # fmt: skip
