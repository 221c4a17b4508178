"""What exclusions tell the register of pupils missing out: who is out because of one, and what makes them red."""

from datetime import date, timedelta

from exclusions.fair_access.pathway import FAIR_ACCESS
from exclusions.off_site.pathway import OFF_SITE
from exclusions.permanent import pathway as permanent
from exclusions.permanent.models import PermanentExclusion
from exclusions.permanent.rules import BREACH, FIRST_DAY_COUNTS
from exclusions.placement.queries import Way
from exclusions.separation.pathway import SEPARATION
from exclusions.suspensions import pathway as suspended
from oxle.accounts.permissions import summary
from oxle.cases.as_at import open_on, passed
from oxle.cases.criteria import Asked, Criterion, Fired, Rated, threshold
from oxle.cases.involvement import Involved
from oxle.cases.models import Case, Event
from oxle.cases.standing import as_they_stand
from oxle.core.rules import RuleBook
from oxle.schooldays.wording import plain_day

READS = summary("exclusions")
# The clocks by which education was to begin, but for the reading of day 6 that the setting does not choose.
DUE = (
    permanent.DAY_SIX.key,
    permanent.DAY_SIX_AFTER.key,
    permanent.LOOKED_AFTER.key,
    suspended.DAY_SIX.key,
    suspended.DAY_SIX_COUNCIL.key,
    suspended.LOOKED_AFTER.key,
)
# The steps that say how far a named place has come.
ON_THE_WAY = ("name_place", "look_again", "refuse", "agree", "give_notice", "refer_adjudicator", "adjudicated",
              "request", "determined", "direct", "enrol")  # fmt: skip

MISSING_OUT = (
    Involved("Permanently excluded", permanent.PERMANENT.key, began="permanent_exclusion__first_on"),
    Involved("Needs a school: fair access", FAIR_ACCESS.key),
    Involved("Suspended", suspended.SUSPENDED.key, is_out=False),
    Involved("Directed off site", OFF_SITE.key, is_out=False),
    Involved("Kept apart for safeguarding", SEPARATION.key),
)


PAST_DAY_SIX = threshold(
    "exclusions.red_past_day_six", "Red: education after an exclusion begins late, by more than", 0
)
REFUSED_FOR = threshold("exclusions.red_refused_for", "Red: a school refuses a named place, for more than", 0)


def _late(asked: Asked) -> dict[int, Fired]:
    """For whom education was to begin by now and has not; the reading of day 6 is the one that the setting chooses."""
    before = asked.on - timedelta(days=asked.threshold(PAST_DAY_SIX))
    cases = Case.objects.filter(open_on(asked.on), child__among=asked.keys)
    ran = passed(cases, asked.on, asked.book, is_past=asked.is_past, before=before, clock__in=DUE)
    firsts = dict(
        PermanentExclusion.objects.filter(case__in={one.case_id for one in ran}).values_list("pk", "first_on")
    )
    found: dict[int, Fired] = {}
    for one in ran:
        first_on = firsts.get(one.case_id)
        if one.due_on and (first_on is None or one.clock in _decides(asked.book, first_on)):
            found.setdefault(one.case.child_id or 0, Fired(one.due_on, _words(one.clock, one.due_on)))
    return found


def _decides(book: RuleBook, first_on: date) -> tuple[str, str]:
    with_first = book.value(BREACH, first_on) == FIRST_DAY_COUNTS
    return (permanent.DAY_SIX.key if with_first else permanent.DAY_SIX_AFTER.key), permanent.LOOKED_AFTER.key


def _words(clock: str, due_on: date) -> str:
    looked_after = clock in {permanent.LOOKED_AFTER.key, suspended.LOOKED_AFTER.key}
    when = "the day after the first, since the child is looked after" if looked_after else "day 6"
    return f"Excluded, and education was to begin by {when}: {plain_day(due_on)}. It has not."


def _refused(asked: Asked) -> dict[int, Fired]:
    """For whom a place is named at a school that refuses, and nobody has directed it."""
    before = asked.on - timedelta(days=asked.threshold(REFUSED_FOR))
    rows = Event.objects.filter(
        open_on(asked.on, "case__"), case__child__among=asked.keys, step__in=ON_THE_WAY,
        case__pathway__in=(permanent.PERMANENT.key, FAIR_ACCESS.key),
    ).select_related("case")  # fmt: skip
    ways: dict[int, tuple[int, Way]] = {}
    for one in as_they_stand(rows):
        if one.on > asked.on:
            continue
        _, way = ways.get(one.case_id, (0, Way()))
        ways[one.case_id] = (one.case.child_id or 0, way.after(one))
    return {
        child: Fired(way.refused.on, f"The school that was named refuses, since {plain_day(way.refused.on)}.")
        for child, way in ways.values()
        if way.is_refused and way.refused and way.refused.on < before
    }


CRITERIA = (
    Criterion("exclusions.day_six", "Excluded, without education in time", Rated.RED, _late, PAST_DAY_SIX, READS),
    Criterion("exclusions.refused", "The named school refuses", Rated.RED, _refused, REFUSED_FOR, READS),
)
